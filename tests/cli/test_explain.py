"""`incidentgraph explain`: data in a pipe, both sides on a terminal, help where a name is not clear."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.cli.helpers import MINI, run


def explained(*arguments: str) -> str:
    done = run("explain", *arguments, "--graph", MINI)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_a_pipe_gets_one_row_a_quote() -> None:
    rows = list(csv.DictReader(io.StringIO(explained("outage/chirpo-2025-05-24", "duration"))))
    assert {row["property"] for row in rows} == {"duration"}
    assert {row["side"] for row in rows} <= {"for", "against"}
    assert all(row["quote"] and row["article"] and row["stance"] for row in rows)


@pytest.mark.parametrize("form", ["tsv", "md"])
def test_other_forms(form: str) -> None:
    assert "duration" in explained("outage/chirpo-2025-05-24", "--format", form)


def test_json_is_nested() -> None:
    found = json.loads(explained("outage/chirpo-2025-05-24", "--format", "json"))
    assert found["thing"]["kind"] == "Outage"
    assert all(fact["why"] for fact in found["facts"])
    assert any(voice["quotes"] for fact in found["facts"] for voice in fact["supporting"])


def test_a_table_shows_the_reasons_and_both_sides() -> None:
    shown = explained("outage/chirpo-2025-05-24", "--format", "table")
    for text in ("duration: ", "plain fact", "against", "Derived"):
        assert text in shown
    assert "témoins indépendants" in explained("outage/chirpo-2025-05-24", "-f", "table", "--lang", "fr")


@pytest.mark.parametrize("thing", ["Chirpoo", "nothing at all", "outage/none"])
def test_what_cannot_be_explained_is_exit_code_2_and_one_line(thing: str) -> None:
    done = run("explain", thing, "--graph", MINI)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
