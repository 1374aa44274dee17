"""Conflicts as typed values, from a graph in memory."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from tests.factory import sample

from incidentgraph import rdf
from incidentgraph.errors import QueryError
from incidentgraph.model import Conflict, NodeId
from incidentgraph.query import disputes, format_table, kinds_of
from incidentgraph.resolve.conflicts import CONFLICT_KINDS, DIFFERENCE_KINDS
from incidentgraph.store import Graph, open_graph

MINI = Path(__file__).parents[1] / "data" / "mini.trig"


@pytest.fixture(scope="module")
def mini() -> Graph:
    return open_graph(MINI)


def test_sides_voices_and_quotes(mini: Graph) -> None:
    found = disputes(mini)
    assert len(found) == 4
    lengths = next(d for d in found if d.predicate == "duration")
    assert (lengths.kind, lengths.contradiction, len(lengths.sides)) == ("DifferentValue", True, 2)
    told = [t for side in lengths.sides for t in side.tellings]
    assert {t.article for t in told} == {"ar-1", "en-1", "fr-1"}
    assert all(t.quotes and t.quotes[0].start < t.quotes[0].end for t in told)
    assert {t.quotes[0].language for t in told} == {"ar", "en", "fr"}


def test_copies_are_one_witness(mini: Graph) -> None:
    lengths = next(d for d in disputes(mini) if d.predicate == "duration")
    told = {tuple(t.article for t in side.tellings): side.witnesses for side in lengths.sides}
    assert told == {("ar-1", "en-1"): 1, ("fr-1",): 1}


def test_by_thing_and_by_what_takes_part(mini: Graph) -> None:
    assert len(disputes(mini, "Outage of Chirpo, 2025-05-24")) == 2
    assert len(disputes(mini, "chirpo")) == 3
    assert len(disputes(mini, "Mara Velden")) == 1
    outage = "https://w3id.org/incidentgraph/id/outage/chirpo-2025-05-24"
    assert len(disputes(mini, outage)) == 2
    assert [d.id for d in disputes(mini, "conflict/amount-v")] == ["conflict/amount-v"]
    assert [d.id for d in disputes(mini, "conflict/amount-velden")] == ["conflict/amount-v"]
    assert len(disputes(mini, "conflict/nix")) == 0
    unknown = disputes(mini, "Chirpa")
    assert (len(unknown), len(unknown.notes)) == (0, 1)


@pytest.mark.parametrize(("kind", "number"), [("DeniedClaim", 1), ("denied-claim", 1), ("different values", 2)])
def test_by_kind(mini: Graph, kind: str, number: int) -> None:
    assert len(disputes(mini, kinds=[kind])) == number


def test_an_unknown_kind_is_told_with_those_there_are(mini: Graph) -> None:
    with pytest.raises(QueryError, match=r"DeniedClaim.*Update"):
        disputes(mini, kinds=["Quarrel"])


def test_the_ontology_knows_the_kinds_that_are_found() -> None:
    assert kinds_of("Conflict") == tuple(sorted(CONFLICT_KINDS))
    assert kinds_of("Difference") == tuple(sorted(DIFFERENCE_KINDS))


def test_differences_are_no_conflicts() -> None:
    """`?c a ig:Conflict` gives what cannot all be true, and nothing else."""
    plain = sample()
    (real,) = plain.conflicts
    other = Conflict(NodeId("difference/2"), "Update", real.subject, real.predicate, real.sides, contradiction=False)
    store = Graph.from_quads(rdf.quads(replace(plain, conflicts=(real, other))))
    assert [d.id for d in disputes(store)] == ["conflict/1"]
    assert [d.id for d in disputes(store, classes=("Conflict", "Difference"))] == ["conflict/1", "difference/2"]
    assert [d.id for d in disputes(store, kinds=["Update"])] == ["difference/2"]


def test_one_row_a_claim(mini: Graph) -> None:
    rows = list(csv.DictReader(io.StringIO(format_table(disputes(mini).table(), "csv"))))
    assert len(rows) == 9
    assert {row["class"] for row in rows} == {"Conflict"}
    assert all(row["quote"] and int(row["start"]) < int(row["end"]) for row in rows)
