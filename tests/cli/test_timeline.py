"""`incidentgraph timeline`: data in a pipe, bars and a table on a terminal."""

from __future__ import annotations

import csv
import io

from tests.cli.helpers import MINI, run


def test_a_pipe_gets_rows_in_order_of_time() -> None:
    rows = list(csv.DictReader(io.StringIO(run("timeline", "--graph", MINI).stdout)))
    dated = [row["earliest"] for row in rows if row["earliest"]]
    assert dated == sorted(dated)
    assert len(dated) > 1
    assert all(row["incident"].startswith("https://") and row["stance"] for row in rows)


def test_only_what_was_asked_for() -> None:
    def kinds(*arguments: str) -> list[str]:
        answer = run("timeline", *arguments, "--graph", MINI).stdout
        return [row["kind"] for row in csv.DictReader(io.StringIO(answer))]

    assert len(kinds("--from", "2025-04-01")) < len(kinds())
    assert kinds("--thing", "Halden")
    assert run("timeline", "--from", "soon", "--graph", MINI).exit_code == 2
    done = run("timeline", "--thing", "Haldenn", "--graph", MINI)
    assert "did you mean Halden" in done.stderr


def test_a_table_has_bars() -> None:
    shown = run("timeline", "--format", "table", "--graph", MINI).stdout
    assert "█" in shown
    assert "In order of time" in shown
    assert "outage/chirpo-2025-05-24" in shown
