from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from tests.serving import Server, Told, serving

from incidentgraph import rdf
from incidentgraph.errors import InputError, QueryError, RemoteError
from incidentgraph.query import ask, load_questions
from incidentgraph.store import Graph, open_graph, open_remote

MINI = Path(__file__).parent.parent / "data" / "mini.trig"
RESULTS = "application/sparql-results+json"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
OUTAGE = NamedNode("https://w3id.org/incidentgraph/ontology#Outage")
STORE = "https://w3id.org/incidentgraph/store#"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server()
    server.load(MINI)
    yield server
    server.stop()


@pytest.fixture
def remote(server: Server) -> Graph:
    return open_remote(server.url, rdf.prefixes)


@pytest.fixture(scope="module")
def local() -> Graph:
    return open_graph(MINI)


@pytest.mark.parametrize("name", load_questions())
def test_shipped_questions_have_the_rows_of_the_file(name: str, remote: Graph, local: Graph) -> None:
    params = {p.name: "WhatsApp" for p in load_questions()[name].params if p.default is None}
    assert ask(remote, name, params).rows == ask(local, name, params).rows


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(*) AS ?n) { ?s a ig:Run }",  # the one run stands in several graphs
        "SELECT ?s ?label { ?s a ig:Outage OPTIONAL { ?s rdfs:comment ?label } } ORDER BY ?s",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "ASK { ?s a ig:Attack }",
        "ASK { ?s a ig:Nothing }",
        "CONSTRUCT { ?s a ig:Thing } WHERE { ?s a ig:Outage }",
        "PREFIX ig: <http://elsewhere/> SELECT ?s { ?s a ig:Outage }",
        "SELECT ?s { ?s a ig:Nothing }",
    ],
)
def test_any_query_has_the_answer_of_the_file(text: str, remote: Graph, local: Graph) -> None:
    assert ask(remote, text).rows == ask(local, text).rows
    assert ask(remote, text).kind == ask(local, text).kind


def test_quads_and_triples_are_those_of_the_file(remote: Graph, local: Graph) -> None:
    assert set(remote.quads()) == set(local.quads())
    assert len(remote) == len(local)
    assert set(remote.match()) == set(local.match())
    assert set(remote.match(None, TYPE, OUTAGE)) == set(local.match(None, TYPE, OUTAGE))
    subject = min(str(t.subject) for t in local.match(None, TYPE, OUTAGE))[1:-1]
    assert remote.objects(NamedNode(subject), TYPE) == local.objects(NamedNode(subject), TYPE)


def test_what_is_no_sparql_is_told_as_of_a_file(remote: Graph, local: Graph) -> None:
    for text in ("SELECT ?s { ?s a }", "SELECT ?s {\n ?s a nobody:x }"):
        with pytest.raises(QueryError) as here:
            ask(local, text)
        with pytest.raises(QueryError) as there:
            ask(remote, text)
        assert str(there.value) == str(here.value)


def books(finished: str) -> bytes:
    uri = "http://example.org/id/graph/store"
    cells = {"books": ("uri", uri), "state": ("uri", f"{STORE}{finished}"), "value": ("literal", "abc")}
    cells["version"] = ("literal", "1")
    row = ", ".join(f'"{name}": {{"type": "{kind}", "value": "{value}"}}' for name, (kind, value) in cells.items())
    names = ", ".join(f'"{name}"' for name in cells)
    return f'{{"head": {{"vars": [{names}]}}, "results": {{"bindings": [{{{row}}}]}}}}'.encode()


def test_things_are_called_by_the_base_of_the_store() -> None:
    with serving(Told(200, books("revision"), Content_Type=RESULTS)) as url:
        assert open_remote(url, rdf.prefixes).prefixes["service"] == "http://example.org/id/service/"


def test_what_is_not_finished_is_not_read() -> None:
    told = Told(200, books("unfinished"), Content_Type=RESULTS)
    with serving(told) as url, pytest.raises(InputError, match="is being written"):
        open_remote(url, rdf.prefixes)


def test_an_answer_that_cannot_be_read_is_the_servers_fault() -> None:
    told = Told(200, b'{"head": {}, "boolean": tr', Content_Type=RESULTS)
    with serving(told) as url, pytest.raises(RemoteError, match="cannot be read"):
        open_remote(url, rdf.prefixes)
