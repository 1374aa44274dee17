"""The built wheel has all that the program reads, and runs without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (built,) = out.glob("*.whl")
    return built


def files(folder: str) -> set[str]:
    """The files under a folder of the checkout, as a wheel should have them."""
    found = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts and not path.name.startswith(".")}


def test_the_wheel_has_every_file_of_the_package_and_its_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {name.removeprefix("src/") for name in files("src/incidentgraph")}
    data = {f"incidentgraph/_data/{name}" for name in files("ontology") | files("queries")}
    assert len(data) > 15
    assert (package | data) - names == set()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, with the checkout's own package out of sight."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (tmp_path / "a.txt").write_text("WhatsApp was down for two hours on Saturday, Meta said.\n", encoding="utf-8")

    def run(code: str) -> str:
        command = [sys.executable, "-c", code]
        env = os.environ | {"PYTHONPATH": str(site)}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def incidentgraph(*arguments: str) -> str:
        return run(f"import sys; sys.argv[1:] = {arguments!r}; from incidentgraph.cli import main; main()")

    where = run("import incidentgraph as i, incidentgraph.resources as r; print(i.__file__, r.resource('queries'))")
    assert all(Path(place).is_relative_to(site) for place in where.split())
    incidentgraph("build", "a.txt", "-o", "out")
    assert "outages" in incidentgraph("query")
    incidentgraph("validate", "--graph", "out")


def test_the_lock_pins_everything_with_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pins) > 50
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert lock.count("--hash=sha256:") >= len(pins)
    assert "://" not in lock
