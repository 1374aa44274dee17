"""What the README shows is what happens: its commands run as they stand, its links lead somewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools import readme

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = list(readme.commands(README))
MAKE = ["make demo", "make test"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with articles and the program where the README says they are."""
    folder = tmp_path_factory.mktemp("readme")
    for part in ("articles", "tests/quality/articles", "tests/quality/gold"):
        shutil.copytree(ROOT / part, folder / part)
    program = folder / ".venv" / "bin" / "incidentgraph"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!{sys.executable}\nfrom incidentgraph.cli import main\nmain()\n", encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_the_readme_opens_with_the_two_commands() -> None:
    assert COMMANDS[:2] == MAKE
    assert len(COMMANDS) > 10


def test_make_demo_is_the_build_that_the_readme_means() -> None:
    done = subprocess.run(["make", "-n", "demo"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    assert ".venv/bin/incidentgraph build articles -o graphs/demo" in done.stdout


def test_every_command_runs_as_it_stands(checkout: Path) -> None:
    """In order, in one place, since some read what others wrote; `make demo` by what it calls."""
    commands = [".venv/bin/incidentgraph build articles -o graphs/demo", *(c for c in COMMANDS if c not in MAKE)]
    for command in commands:
        done = readme.run(command, checkout)
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_the_shown_output_is_the_real_one(checkout: Path) -> None:
    shown = list(readme.shown(README))
    assert sum(len(output.splitlines()) for _, output in shown) >= 5
    readme.run(".venv/bin/incidentgraph build articles -o graphs/demo", checkout)
    for command, output in shown:
        assert readme.run(command, checkout).stdout == output, "make readme puts the real output there"


def test_the_python_runs(checkout: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 5


def test_links_lead_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
