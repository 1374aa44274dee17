from __future__ import annotations

import csv
import io
import json

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, parse_query_results
from rich.console import Console

from incidentgraph.errors import QueryError
from incidentgraph.query import FORMATS, Cell, Kind, Table, format_table, rich_table

IG = "https://w3id.org/incidentgraph/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", '=HYPERLINK("http://e/")')
ROWS: tuple[tuple[Cell, ...], ...] = (
    (NamedNode(f"{IG}Outage"), Literal('say "hé", ok', language="fr"), Literal(25800)),
    (BlankNode("b"), Literal("تعطل\tفي\nسطرين", language="ar"), Literal("-5", datatype=NamedNode(f"{XSD}integer"))),
    (None, Literal("a|b <b>*c*</b>"), Literal("PT2H", datatype=NamedNode(f"{XSD}duration"))),
    *((None, Literal(formula), None) for formula in FORMULAS),
)
TABLE = Table(("thing", "text", "number"), ROWS)


def test_csv_reads_back_and_runs_nothing() -> None:
    rows = list(csv.reader(io.StringIO(format_table(TABLE, "csv"), newline="")))
    assert rows[0] == ["thing", "text", "number"]
    assert rows[1] == [f"{IG}Outage", 'say "hé", ok', "25800"]
    assert rows[2] == ["_:b", "تعطل\tفي\nسطرين", "-5"]
    assert [row[1] for row in rows[4:]] == [f"'{formula}" for formula in FORMULAS]


@pytest.mark.parametrize(
    ("form", "results"), [("tsv", QueryResultsFormat.TSV), ("json", QueryResultsFormat.JSON)], ids=["tsv", "json"]
)
def test_another_library_reads_the_same_terms(form: str, results: QueryResultsFormat) -> None:
    answer = parse_query_results(format_table(TABLE, form).encode(), format=results)
    names = [variable.value for variable in answer.variables]  # type: ignore[union-attr]
    assert names == list(TABLE.columns)
    read = [tuple(solution[name] for name in names) for solution in answer]  # type: ignore[union-attr]
    for told, found in zip(TABLE.rows, read, strict=True):
        assert found[1:] == told[1:]


def test_tsv_runs_nothing() -> None:
    lines = format_table(TABLE, "tsv").splitlines()
    assert len(lines) == len(ROWS) + 1
    for line in lines[4:]:
        text = line.split("\t")[1]
        assert text.startswith('"\\'), text


def test_json_is_that_of_sparql() -> None:
    answer = json.loads(format_table(TABLE, "json"))
    assert answer["head"] == {"vars": ["thing", "text", "number"]}
    assert answer["results"]["bindings"][0]["text"] == {"type": "literal", "value": 'say "hé", ok', "xml:lang": "fr"}
    assert set(answer["results"]["bindings"][2]) == {"text", "number"}
    yes = Table(("answer",), ((Literal(True),),), Kind.TRUTH)
    assert json.loads(format_table(yes, "json")) == {"head": {}, "boolean": True}


def test_markdown_keeps_its_columns() -> None:
    lines = format_table(TABLE, "md").splitlines()
    assert lines[0] == "| thing | text | number |"
    assert lines[2] == '| ig:Outage | say "hé", ok | 25800 |'
    assert lines[4] == r"|  | a\|b \<b\>\*c\*\</b\> | PT2H |"
    assert len(lines) == len(ROWS) + 2


def test_turtle_is_for_triples() -> None:
    triples = Table(
        ("subject", "predicate", "object"), ((NamedNode(f"{IG}a"), NamedNode(f"{IG}b"), Literal("c")),), Kind.TRIPLES
    )
    assert 'ig:a ig:b "c" .' in format_table(triples, "turtle")
    with pytest.raises(QueryError, match="CONSTRUCT"):
        format_table(TABLE, "turtle")


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(QueryError, match="table, csv, json, md, tsv, turtle"):
        format_table(TABLE, "xls")
    assert list(FORMATS) == ["csv", "json", "md", "tsv", "turtle"]


def test_a_terminal_shows_names_not_markup() -> None:
    console = Console(width=100, file=io.StringIO())
    console.print(rich_table(Table(("a",), ((NamedNode(f"{IG}Outage"),), (Literal("[red]x[/red]"),)))))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "ig:Outage" in shown
    assert "[red]x[/red]" in shown
