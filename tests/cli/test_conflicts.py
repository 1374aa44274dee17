"""The command `conflicts`: side by side on a terminal, one row a claim in a pipe."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from tests.cli.helpers import MINI, run

from incidentgraph import api
from incidentgraph.cli.side_by_side import draw_disputes


def drawn(width: int, thing: str = "", *, graph: Path = MINI) -> str:
    out = io.StringIO()
    draw_disputes(api.conflicts(thing, differences=True, graph=graph), Console(file=out, width=width))
    return out.getvalue()


def test_one_row_a_claim_in_a_pipe() -> None:
    done = run("conflicts", "--graph", MINI)
    assert done.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == 9
    assert {"conflict", "kind", "side", "value", "stance", "said_by", "article", "quote", "start", "end"} <= set(
        rows[0]
    )


@pytest.mark.parametrize(
    ("form", "start"), [("tsv", "?conflict\t"), ("json", "{"), ("md", "| conflict |"), ("table", "┏")]
)
def test_formats(form: str, start: str) -> None:
    done = run("conflicts", "--graph", MINI, "--format", form)
    assert done.exit_code == 0
    assert done.stdout.lstrip().startswith(start)


def test_of_a_thing_and_of_a_kind() -> None:
    done = run("conflicts", "Mara Velden", "--kind", "DifferentValue", "--graph", MINI, "-f", "json")
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert {row["property"]["value"] for row in rows} == {"amount"}


def test_no_conflict_is_no_failure() -> None:
    done = run("conflicts", "Chirpa", "--graph", MINI)
    assert done.exit_code == 0
    assert "did you mean Chirpo" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_an_unknown_kind_cannot_be_asked() -> None:
    done = run("conflicts", "--kind", "Quarrel", "--graph", MINI)
    assert done.exit_code == 2
    assert "DeniedClaim" in done.stderr


def test_sides_stand_beside_each_other_where_there_is_room() -> None:
    wide = drawn(120, "Mara Velden")
    values = next(line for line in wide.splitlines() if "2,350,000" in line)
    assert "2,900,000" in values
    assert "1 witness" in values
    assert max(len(line.replace("\u200e", "")) for line in wide.splitlines()) <= 120


def test_sides_stand_below_one_another_where_there_is_not() -> None:
    narrow = drawn(50, "Mara Velden")
    values = next(line for line in narrow.splitlines() if "2,350,000" in line)
    assert "2,900,000" not in values
    assert "2,900,000" in narrow


def test_each_quote_in_its_own_direction() -> None:
    """An Arabic quote is set right; marks keep two cells of one line from being read as one run."""
    arabic = [line for line in drawn(120, "Outage of Chirpo, 2025-05-24").splitlines() if "«" in line and "»" in line]
    assert any("\u200e│\u200e" in line for line in drawn(120).splitlines())
    assert any(line.split("│")[0].startswith(" ") for line in arabic)


def test_the_number_of_conflicts_is_told_last() -> None:
    assert drawn(120).splitlines()[-1].strip() == "4 conflicts"
    assert drawn(120, "Jonas Lind").splitlines()[-1].strip() == "1 conflict"
