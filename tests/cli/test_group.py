"""The program as a whole: help, version, unknown words, errors in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.helpers import MINI, process, run

from incidentgraph import __version__
from incidentgraph.cli.group import COMMANDS


def test_version() -> None:
    assert run("--version").stdout == f"incidentgraph {__version__}\n"


def test_help_names_every_command() -> None:
    done = run("--help")
    assert done.exit_code == 0
    assert [name for name in COMMANDS if f" {name} " not in done.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_by_examples(command: str) -> None:
    done = run(command, "--help")
    assert done.exit_code == 0
    assert f"incidentgraph {command}" in done.stdout


@pytest.mark.parametrize("arguments", [["bogus"], ["build"], ["build", "x", "--workers", "0"], ["list", "--bogus"]])
def test_what_is_not_understood_is_exit_code_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Error" in done.stderr


def test_an_error_is_one_line_without_a_traceback(tmp_path: Path) -> None:
    done = process("query", "timeline", "--graph", "nix.trig", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert "nix.trig" in line
    assert "--graph" in line


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    done = process("--debug", "query", "timeline", "--graph", "nix.trig", cwd=tmp_path)
    assert done.returncode == 2
    assert b"Traceback" in done.stderr


def test_without_a_build_there_is_a_hint(tmp_path: Path) -> None:
    done = process("list", cwd=tmp_path)
    assert done.returncode == 2
    assert b"incidentgraph build" in done.stderr


def test_what_no_one_foresaw_is_one_line_too(tmp_path: Path) -> None:
    code = "import incidentgraph.cli.group as a; a.COMMANDS['list'] = 'nix'; a.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "list"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("internal error: ")
    assert "--debug" in line


def test_help_loads_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from incidentgraph.cli import app;"
        "CliRunner().invoke(app, ['--help']); print(sorted({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.strip("[]\n").replace("'", "").split(", "))
    assert "typer" in loaded
    assert loaded & {"rdflib", "pyoxigraph", "networkx", "pyvis", "trafilatura", "pyshacl", "igraph", "lxml"} == set()


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -c 'from incidentgraph.cli import main; main()' export turtle --graph {MINI} | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S607
    assert done.stdout.startswith("@prefix")
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
