"""Every question of `queries/`, asked of the same graph through Oxigraph and through rdflib."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Dataset, Literal, URIRef
from rdflib.term import Node
from tests.factory import sample

from incidentgraph import rdf
from incidentgraph.query import Kind, Question, ask, format_table, load_questions
from incidentgraph.query.binding import TYPES, blocks
from incidentgraph.query.table import Cell
from incidentgraph.store import Graph, open_graph, parse_graph

MINI = Path(__file__).parent.parent / "data" / "mini.trig"
OUTAGE = "https://w3id.org/incidentgraph/id/outage/chirpo-2025-05-24"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

Values = Mapping[str, str | Sequence[str]]
# What each question is asked, and how many rows (or triples) the hand-made graph has for it. Every question is here.
CASES: tuple[tuple[str, Values, int], ...] = (
    ("alleged-attacks", {}, 2),
    ("alleged-attacks", {"target": "CHIRPO"}, 1),
    ("articles", {}, 3),
    ("articles", {"language": "ar"}, 1),
    ("articles-by-incident", {}, 10),
    ("articles-by-incident", {"incident": "Panne de Chirpo, 2025-05-24", "language": "FR"}, 1),
    ("attack-blame", {}, 2),
    ("attack-blame", {"blamed": "نايت كيستريل", "target": "Halden"}, 1),
    ("attack-claims", {}, 2),
    ("attack-claims", {"group": "nightkestrel", "target": "تشيربو"}, 2),
    ("attack-claims", {"target": "Halden"}, 0),
    ("attacks", {}, 3),
    ("attacks", {"target": "Halden", "from": "2025-01-01", "to": "2025-12-31"}, 1),
    ("causes", {}, 4),
    ("causes", {"service": "Nimbus Cloud"}, 1),
    ("company-failures", {}, 3),
    ("company-failures", {"company": "Chirpo Inc."}, 1),
    ("conflicts", {}, 9),
    ("conflicts", {"thing": "Outage of Chirpo, 2025-05-24"}, 5),
    ("conflicts", {"thing": "Mara Velden"}, 2),
    ("conflicts", {"kind": "DeniedClaim"}, 2),
    ("conflicts", {"class": "Difference"}, 0),
    ("conflicts", {"class": ""}, 9),
    ("contributions", {}, 2),
    ("contributions", {"donor": "mara velden", "recipient": "Jonas Lind"}, 2),
    ("contributions", {"donor": "Jonas Lind"}, 0),
    ("copies", {}, 1),
    ("copies", {"article": "en-1"}, 1),
    ("copies", {"article": "fr-1"}, 0),
    ("corroboration", {}, 46),
    ("corroboration", {"thing": "Attack on Nimbus"}, 3),
    ("denials", {}, 4),
    ("denials", {"by": "Chirpo"}, 1),
    ("evidence", {"thing": "outage of chirpo, 2025-05-24"}, 23),
    ("evidence", {"thing": OUTAGE, "property": "ig:duration"}, 3),
    ("holdings", {}, 8),
    ("holdings", {"owner": "Mara Velden"}, 4),
    ("incident", {"incident": "Attack on Nimbus"}, 41),
    ("incident", {"incident": OUTAGE}, 287),
    ("incidents-in-several-languages", {}, 7),
    ("mentioned", {}, 12),
    ("mentioned", {"class": "person"}, 2),
    ("office-holders", {}, 2),
    ("office-holders", {"on": "2023-06-01"}, 1),
    ("office-holders", {"on": "2024-03-31"}, 1),
    ("office-holders", {"on": "2024-04-01"}, 0),
    ("outages", {}, 2),
    ("outages", {"service": ["Chirpo", "Nimbus"], "from": "2025-03-31", "to": "2025-04-30"}, 1),
    ("people-and-offices", {}, 3),
    ("possibly-same", {}, 1),
    ("report-counts", {}, 3),
    ("report-counts", {"service": "Chirpo", "least": "2000"}, 2),
    ("roles", {}, 3),
    ("roles", {"person": "Mara Velden"}, 3),
    ("timeline", {}, 6),
    ("timeline", {"from": "2025-04-01"}, 5),
    ("witnesses", {}, 10),
    ("witnesses", {"incident": "Outage of Chirpo, 2025-05-24"}, 3),
)
QUESTIONS = load_questions()


@lru_cache
def oxigraph() -> Graph:
    return open_graph(MINI)


@lru_cache
def turtle() -> Graph:
    """The same without named graphs."""
    return Graph.from_quads(ox.Quad(t.subject, t.predicate, t.object) for t in oxigraph().match())


@lru_cache
def rdflib_dataset() -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(MINI)
    return dataset


def of_oxigraph(cell: Cell) -> tuple[str, ...] | None:
    match cell:
        case None:
            return None
        case ox.Literal():
            return cell.value, cell.language or "", cell.datatype.value
        case _:
            return (str(getattr(cell, "value", "blank")),)


def of_rdflib(cell: Node | None) -> tuple[str, ...] | None:
    match cell:
        case None:
            return None
        case Literal():
            language = cell.language or ""
            plain = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString" if language else XSD_STRING
            return str(cell), language, str(cell.datatype or plain)
        case URIRef():
            return (str(cell),)
        case _:
            assert isinstance(cell, BNode)
            return ("blank",)


def rows_of_rdflib(question: Question, params: Values, dataset: Dataset) -> list[tuple[tuple[str, ...] | None, ...]]:
    answer = dataset.query(question.bind(params))
    rows = [tuple(map(of_rdflib, row)) for row in answer]  # type: ignore[arg-type]
    return sorted(set(rows), key=str) if answer.type == "CONSTRUCT" else rows


@pytest.mark.parametrize(("name", "params", "expected"), CASES, ids=lambda value: str(value)[:40])
def test_same_rows_in_the_same_order_on_both_engines(name: str, params: Values, expected: int) -> None:
    table = ask(oxigraph(), name, params)
    rows = [tuple(map(of_oxigraph, row)) for row in table]
    if table.kind is Kind.TRIPLES:
        rows = sorted(set(rows), key=str)
    assert rows == rows_of_rdflib(QUESTIONS[name], params, rdflib_dataset())
    assert len(rows) == expected


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A store on disk, whose union of graphs holds a triple once for each graph that has it."""
    folder = tmp_path_factory.mktemp("store")
    store = ox.Store(str(folder))
    store.bulk_extend(oxigraph().quads())
    store.flush()
    del store
    return open_graph(folder)


@pytest.mark.parametrize(("name", "params", "expected"), CASES, ids=lambda value: str(value)[:40])
def test_same_rows_without_named_graphs_and_on_disk(name: str, params: Values, expected: int, on_disk: Graph) -> None:
    rows = ask(oxigraph(), name, params).rows
    assert len(rows) == expected
    assert ask(turtle(), name, params).rows == rows
    assert ask(on_disk, name, params).rows == rows


@lru_cache
def built() -> tuple[Graph, Dataset]:
    """What `rdf` writes, with the ontology beside the data, as both engines read it."""
    out = io.BytesIO()
    rdf.write(rdf.quads(sample(), include_ontology=True), out, "trig")
    dataset = Dataset(default_union=True)
    dataset.parse(data=out.getvalue(), format="trig")
    return parse_graph(out.getvalue(), ".trig"), dataset


@pytest.mark.parametrize("name", QUESTIONS)
def test_same_rows_on_what_a_build_writes(name: str) -> None:
    graph, dataset = built()
    params = {param.name: "Outage: WhatsApp" for param in QUESTIONS[name].params if param.default is None}
    table = ask(graph, name, params)
    rows = [tuple(map(of_oxigraph, row)) for row in table]
    if table.kind is Kind.TRIPLES:
        rows = sorted(set(rows), key=str)
    assert rows == rows_of_rdflib(QUESTIONS[name], params, dataset)
    assert bool(rows) == (
        name not in {"attack-blame", "company-failures", "copies", "holdings", "office-holders", "possibly-same"}
    )


def test_every_question_has_a_case_with_an_answer() -> None:
    assert {name for name, _, expected in CASES if expected} == set(QUESTIONS)
    assert len(QUESTIONS) == 26


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=str)
def test_header_is_complete(question: Question) -> None:
    assert set(question.titles) == {"ar", "en", "fr"}
    assert question.title != question.name
    assert question.purpose.endswith(".")
    assert all(param.meaning for param in question.params)
    assert {param.type for param in question.params} <= set(TYPES)
    if "SELECT" in question.text:
        assert "ORDER BY" in question.text


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=str)
def test_defaults_of_the_header_are_those_of_the_query(question: Question) -> None:
    """A question is SPARQL as it stands, in any tool, with the defaults that its header tells."""
    spans = blocks(question.text)
    for param in question.params:
        written = {" ".join(question.text[start:end].split()) for start, end in spans[param.name]}
        full = {re.sub(r"\^\^xsd:(\w+)", r"^^<http://www.w3.org/2001/XMLSchema#\1>", text) for text in written}
        assert full == {param.term(param.default if param.default is not None else "")}


def test_names_come_in_the_language_that_is_asked_for() -> None:
    assert ask(oxigraph(), "outages", {"lang": "ar", "service": "Chirpo"}).column("service") == ("تشيربو",)
    assert ask(oxigraph(), "outages", {"lang": "ar", "service": "Nimbus"}).column("service") == ("Nimbus",)


def test_plain_facts_hold_no_rumour() -> None:
    """The attack that a group claims and its victim denies is told as alleged, never as the outage's cause."""
    assert "Attack on Chirpo, 2025-05-24" in ask(oxigraph(), "alleged-attacks").column("attack")
    established = {(row["attack"], row["stance"]) for row in ask(oxigraph(), "attacks").records()}
    assert ("Attack on Halden, 2025-04-10", "Asserted") in established
    assert ("Attack on Chirpo, 2025-05-24", "Claimed") in established


def test_quotes_stand_where_the_fixture_says() -> None:
    """The hand-made graph keeps the contract: text[start:end] == exact."""
    answer = ask(
        oxigraph(),
        """PREFIX ig: <https://w3id.org/incidentgraph/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT DISTINCT ?text ?from ?to ?quote {
          ?claim ig:statedIn/<https://schema.org/articleBody> ?text ; ig:evidence ?e .
          ?e oa:start ?from ; oa:end ?to ; oa:exact ?quote }""",
    )
    assert len(answer) > 40
    for row in answer.records():
        assert row["text"][int(row["from"]) : int(row["to"])] == row["quote"]


def test_turtle_of_an_incident_is_a_graph_again() -> None:
    answer = ask(oxigraph(), "incident", {"incident": "Attack on Nimbus"})
    again = parse_graph(format_table(answer, "turtle").encode(), ".ttl")
    assert len(again) == len(answer)


def test_support_is_counted_in_witnesses() -> None:
    """The Arabic article is a translation of the English one: both are one witness."""
    (copy,) = ask(oxigraph(), "copies", {"article": "en-1"}).records()
    assert (copy["article"], copy["how"], copy["copy"]) == ("ar-1", "translationOf", "en-1")
    named = {row["name"]: row for row in ask(oxigraph(), "mentioned", {"class": "Organization"}).records()}
    assert (named["Downwatch"]["witnesses"], named["Downwatch"]["articles"]) == ("1", "2")
    told = ask(oxigraph(), "corroboration", {"thing": "Outage of Chirpo, 2025-05-24"}).records()
    assert {(row["witnesses"], row["articles"]) for row in told} >= {("2", "3"), ("1", "2"), ("1", "1")}
    held = {
        (row["property"], row["value"]): row
        for row in ask(oxigraph(), "corroboration", {"thing": "Mara Velden"}).records()
    }
    assert held["holdsRole", "chief executive"]["witnesses"] == "2"
    (attack,) = ask(oxigraph(), "alleged-attacks", {"target": "Chirpo"}).records()
    assert (attack["affirming"], attack["denying"]) == ("1", "1")
