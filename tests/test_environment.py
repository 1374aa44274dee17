"""`tools/environment` says what is missing where it cannot help itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NO_VENV = """#!/bin/bash
case "$*" in
  *"import ensurepip"*) exit 1 ;;
  *'"python3.%d-venv"'*) echo python3.11-venv ;;
  *"sys.version_info < (3, 11)"*) exit 0 ;;
  *) exit 1 ;;
esac
"""
TOO_OLD = "#!/bin/bash\nexit 1\n"
SUDO = '#!/bin/bash\nshift\n"$@"\n'
APT_FAILS = '#!/bin/bash\necho "apt-get $*" >> "$LOG"\nexit 1\n'


def run(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """The script in an empty checkout, with a Python and an apt-get that are not what they should be."""
    (folder / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "environment", folder / "tools" / "environment")
    programs = folder / "bin"
    programs.mkdir()
    names = ["python3", *(f"python3.{minor}" for minor in range(11, 15))]
    for name, text in [
        *((name, python) for name in names),
        ("apt-get", APT_FAILS),
        ("sudo", '#!/bin/bash\nshift\n"$@"\n'),
    ]:
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    env = {"PATH": f"{programs}:/usr/bin:/bin", "LOG": str(folder / "log")}
    return subprocess.run([folder / "tools" / "environment"], env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("python", "words"), [(TOO_OLD, "Python 3.11 or newer is needed"), (NO_VENV, "python3.11-venv")]
)
def test_it_says_what_to_install(tmp_path: Path, python: str, words: str) -> None:
    done = run(tmp_path, python)
    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_it_tries_to_install_the_venv_module_first(tmp_path: Path) -> None:
    run(tmp_path, NO_VENV)
    assert (tmp_path / "log").read_text(encoding="utf-8").startswith("apt-get update")


@pytest.mark.parametrize("script", ["tools/environment", ".ci/run"])
def test_scripts_stop_at_the_first_fault(script: str) -> None:
    path = ROOT / script
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o100
    subprocess.run(["bash", "-n", path], check=True)  # noqa: S607
