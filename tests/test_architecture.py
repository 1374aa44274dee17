"""The rooms keep apart: imports point down, and every room there is stands in the rule."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "incidentgraph"
MODULE, FUNCTION = 400, 60  # lines; most are far below
MODULES = sorted(PACKAGE.rglob("*.py"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def test_imports_point_down() -> None:
    code = "from importlinter.cli import lint_imports_command as main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


def test_every_room_stands_in_the_rule() -> None:
    rooms = {p.stem for p in PACKAGE.glob("*.py")} | {p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists()}
    (layers,) = (contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    ruled = {room.strip() for layer in layers for room in layer.split("|")}
    assert ruled == rooms - {"__init__"}


def imported(path: Path) -> set[str]:
    """The packages that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name for alias in node.names for name in (alias.name, alias.name.split(".")[0])}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, node.module.split(".")[0]}
    return found


@pytest.mark.parametrize(
    ("library", "allowed"),
    [
        ("pyvis", {"export/page/render.py"}),
        ("owlready2", {"reason.py"}),
        ("trafilatura", {"sources/html.py"}),
        ("typer", {"cli"}),
        ("requests", set()),
        ("urllib.request", set()),
        ("socket", set()),
        ("httpx", {"store/endpoint.py"}),
        ("random", {"export/page/layout.py"}),
    ],
)
def test_a_library_stays_in_its_room(library: str, allowed: set[str]) -> None:
    users = {p.relative_to(PACKAGE).as_posix() for p in MODULES if library in imported(p)}
    strangers = {user for user in users if user not in allowed and user.split("/")[0] not in allowed}
    assert strangers == set()


def test_no_module_reads_the_clock() -> None:
    words = ("datetime.now(", "date.today(", "time.time(", "utcnow(")
    assert [p.name for p in MODULES if any(word in p.read_text(encoding="utf-8") for word in words)] == []


def test_modules_and_functions_are_of_a_size_to_read() -> None:
    long_modules = {p.name: n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > MODULE}
    long_functions = {
        f"{p.name}:{node.name}": size
        for p in MODULES
        for node in ast.walk(ast.parse(p.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (size := (node.end_lineno or 0) - node.body[0].lineno + 1) > FUNCTION
    }
    assert (long_modules, long_functions) == ({}, {})
