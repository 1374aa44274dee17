from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import invalidate_caches
from pathlib import Path

import pytest

from incidentgraph.errors import DataError, QueryError
from incidentgraph.query import Kind, ask, load_questions, parse_question, read_question
from incidentgraph.store import Graph, open_graph

MINI = Path(__file__).parent.parent / "data" / "mini.trig"
OWN = """# title: Services by name
# title@fr: Services par nom
# purpose: Which services there are.
# param: name (name): the service
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?s { VALUES ?_name { "" } ?s a ig:Service ; rdfs:label ?l FILTER ( LCASE(STR(?l)) = LCASE(?_name) ) }
"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return open_graph(MINI)


def refusal(graph: Graph, question: str | Path, params: dict[str, str] | None = None) -> QueryError:
    with pytest.raises(QueryError) as caught:
        ask(graph, question, params)
    return caught.value


def test_a_select_gives_rows(graph: Graph) -> None:
    answer = ask(graph, "SELECT ?s ?nothing { ?s a ig:City }")
    assert (answer.kind, answer.columns) == (Kind.ROWS, ("s", "nothing"))
    assert answer.records() == [{"s": "https://w3id.org/incidentgraph/id/place/port-clair", "nothing": ""}]


def test_an_ask_gives_a_truth(graph: Graph) -> None:
    assert ask(graph, "ASK { ?s a ig:Outage }")
    assert not ask(graph, "ASK { ?s a ig:Contribution ; ig:amount 1 }")
    assert ask(graph, "ASK { }").kind is Kind.TRUTH


def test_a_construct_and_a_describe_give_triples(graph: Graph) -> None:
    answer = ask(graph, "CONSTRUCT { ?s a ig:Thing } WHERE { ?s a ig:Outage }")
    assert (answer.kind, len(answer), answer.columns) == (Kind.TRIPLES, 2, ("subject", "predicate", "object"))
    assert len(ask(graph, "DESCRIBE <https://w3id.org/incidentgraph/id/place/norland>")) == 3


def test_a_syntax_error_tells_line_and_column(graph: Graph) -> None:
    error = refusal(graph, "SELECT *\nWHERE { ?s ?p }")
    assert error.what == "not SPARQL at line 2, column 16: WHERE { ?s ?p }"
    assert error.hint.startswith("expected ")


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("SELECT * { ?s foo:bar ?o }", "line 1, column 22: SELECT", "the prefix is not declared; known"),
        ("SELECT * { ?s a ig:Outage ", "line 1, column 27", "expected"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", "line 1", "only grouped or aggregated"),
        ("INSERT DATA { <http://e/a> <http://e/b> 1 }", "line 1", "expected CONSTRUCT"),
    ],
)
def test_a_syntax_error_says_what_to_do(graph: Graph, text: str, what: str, hint: str) -> None:
    error = refusal(graph, text)
    assert what in error.what
    assert hint in error.hint


def test_an_update_is_no_query(graph: Graph) -> None:
    before = len(graph)
    assert "line 1" in refusal(graph, "DELETE WHERE { ?s ?p ?o }").what
    assert len(graph) == before


def test_another_server_is_not_asked(graph: Graph) -> None:
    assert "SERVICE" in refusal(graph, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").what


def test_an_unknown_question_names_the_closest(graph: Graph) -> None:
    error = refusal(graph, "outage")
    assert str(error) == "there is no question 'outage' (did you mean outages?)"


def test_a_missing_parameter_tells_its_meaning(graph: Graph) -> None:
    error = refusal(graph, "evidence")
    assert str(error) == (
        "evidence: the parameter 'thing' is missing: a name of the thing, or its IRI (--param thing=...)"
    )


def test_an_unknown_parameter_names_the_closest(graph: Graph) -> None:
    assert refusal(graph, "outages", {"servise": "X"}).hint == "did you mean service?"
    assert refusal(graph, "ASK {}", {"x": "1"}).hint == "it has no parameters"


def test_an_unfit_parameter_tells_what_would_fit(graph: Graph) -> None:
    assert "it must be a day such as 2025-05-24" in refusal(graph, "outages", {"from": "yesterday"}).what
    assert "it must be a whole number" in refusal(graph, "report-counts", {"least": "many"}).what


@pytest.mark.parametrize("value", ['"} DROP ALL #', 'x" } UNION { ?s ?p ?o } #', "<http://e/>", "\\", "\x00"])
def test_a_parameter_cannot_break_out(graph: Graph, value: str) -> None:
    before = len(graph)
    for name, question in load_questions().items():
        for param in question.params:
            if param.type in {"string", "name"}:
                required = {p.name: "x" for p in question.params if p.default is None}
                answer = ask(graph, name, {**required, param.name: value})
                assert len(answer) == 0 or param.name == "lang"
    assert len(graph) == before


def test_a_name_is_found_in_another_spelling(graph: Graph) -> None:
    answer = ask(graph, "mentioned")
    assert "Ministère du Numérique" in answer.column("name")
    assert ask(graph, "denials", {"by": "sentry lab"}).notes == (
        "nothing in the graph is called 'sentry lab'; did you mean SentryLab?",
    )
    assert ask(graph, "attacks", {"target": "hâlden"}).column("target") == ("Halden",)


def test_a_file_is_a_question(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text(OWN, encoding="utf-8")
    for asked in (path, str(path)):
        answer = ask(graph, asked, {"name": "CHIRPO"})
        assert answer.column("s") == ("https://w3id.org/incidentgraph/id/service/chirpo",)
    assert read_question(path).titles["fr"] == "Services par nom"


def test_a_file_that_is_none_says_so(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"SELECT * { ?s ?p '\xe9' }")
    assert "UTF-8" in refusal(graph, tmp_path / "latin.rq").what
    assert "cannot be read" in refusal(graph, tmp_path / "missing.rq").what


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# param: x: no type\nASK {}", "not a parameter"),
        ("# param: x (colour): no such type\nASK { VALUES ?_x { 1 } }", "unknown type 'colour'"),
        ("# param: x (string): no place\nASK {}", "no place for the parameter 'x'"),
        ("ASK { VALUES ?_x { 1 } }", "does not describe ?_x"),
    ],
)
def test_a_faulty_header_is_refused(text: str, told: str) -> None:
    with pytest.raises(DataError, match=told.replace("?", r"\?")):
        parse_question(text, "faulty")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of somebody else's, installed beside ours, that brings a folder of questions."""
    package = tmp_path / "othersquestions"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "services.rq").write_text(OWN, encoding="utf-8")
    info = tmp_path / "othersquestions-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: othersquestions\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[incidentgraph.queries]\nothers = othersquestions\n")
    monkeypatch.syspath_prepend(tmp_path)
    invalidate_caches()
    yield package
    sys.modules.pop("othersquestions", None)


def test_another_package_adds_a_question(graph: Graph, installed: Path) -> None:
    assert load_questions()["services"].path == installed / "services.rq"
    assert len(ask(graph, "services", {"name": "Nimbus"})) == 1


def test_another_package_cannot_replace_a_question(installed: Path) -> None:
    (installed / "outages.rq").write_text("ASK {}")
    with pytest.raises(DataError, match="'outages' is there twice"):
        load_questions()
