"""On a terminal tables are drawn and long work shows a bar; in a pipe neither."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.helpers import MINI

from incidentgraph.cli.screen import table


def on_a_terminal(*arguments: str, cwd: Path) -> str:
    """What the program writes to a terminal."""
    main, other = pty.openpty()
    command = [sys.executable, "-c", "from incidentgraph.cli import main; main()", *arguments]
    env = os.environ | {"TERM": "xterm", "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    running = subprocess.Popen(command, cwd=cwd, stdin=other, stdout=other, stderr=other, env=env)
    os.close(other)
    written = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # Linux's way to say that the other side is closed
            break
        if not part:
            break
        written += part
    os.close(main)
    running.wait(timeout=60)
    return written.decode()


def test_a_table_is_drawn_on_a_terminal(tmp_path: Path) -> None:
    written = on_a_terminal("list", "--graph", str(MINI), cwd=tmp_path)
    assert written.startswith("┏━")
    assert "ar-1" in written


def test_an_archive_is_not_poured_onto_a_terminal(tmp_path: Path) -> None:
    written = on_a_terminal("export", "csv", "--graph", str(MINI), cwd=tmp_path)
    assert "name a file with -o" in written
    assert len(written) < 500


def test_work_over_a_second_shows_a_bar(tmp_path: Path) -> None:
    code = "import time; from incidentgraph.cli.screen import steps\nwith steps() as s:\n"
    loop = " for n in range(3): s('extracting', n, 3); time.sleep(0.6)\n"
    main, other = pty.openpty()
    done = subprocess.run([sys.executable, "-c", code + loop], cwd=tmp_path, stderr=other, check=True)
    os.close(other)
    assert "extracting" in os.read(main, 65536).decode()
    os.close(main)
    assert done.returncode == 0


def test_no_bar_in_a_pipe(tmp_path: Path) -> None:
    code = "import time; from incidentgraph.cli.screen import steps\nwith steps() as s:\n"
    loop = " for n in range(3): s('extracting', n, 3); time.sleep(0.6)\n"
    done = subprocess.run([sys.executable, "-c", code + loop], cwd=tmp_path, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_cells_of_a_piped_table_keep_to_their_line(capsys: pytest.CaptureFixture[str]) -> None:
    table(("a", "b"), [("x\ty", "1\n2")])
    assert capsys.readouterr().out == "a\tb\nx y\t1 2\n"
