"""Tables as text: for spreadsheets, shells, programs, documents and terminals."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize
from rich.table import Table as RichTable
from rich.text import Text

from incidentgraph.errors import QueryError
from incidentgraph.namespaces import BASE, XSD
from incidentgraph.query.table import Cell, Kind, Table, is_number, short_text, text_of
from incidentgraph.spreadsheets import csv_text, inert, is_formula

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>|#~]")


def _csv(table: Table) -> str:
    return csv_text([table.columns, *([_csv_cell(cell) for cell in row] for row in table.rows)])


def _csv_cell(cell: Cell) -> str:
    text = text_of(cell)
    return text if is_number(cell) else inert(text)


def _tsv(table: Table) -> str:
    """SPARQL 1.1 TSV. A text that a spreadsheet would run has its first character escaped: the same literal, inert."""
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join(map(_tsv_cell, row)) for row in table.rows]
    return "\n".join(lines) + "\n"


def _tsv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, Literal):
        return str(cell)
    if is_number(cell) and cell.datatype.value == f"{XSD}integer":
        return cell.value
    written = str(cell).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    if is_formula(cell.value) and written[1] != "\\":
        written = f'"\\u{ord(written[1]):04X}{written[2:]}'
    return written


def _json(table: Table) -> str:
    """SPARQL 1.1 query results in JSON."""
    if table.kind is Kind.TRUTH:
        answer: dict[str, object] = {"head": {}, "boolean": bool(table)}
    else:
        rows = [
            {name: _json_cell(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
            for row in table.rows
        ]
        answer = {"head": {"vars": list(table.columns)}, "results": {"bindings": rows}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _json_cell(cell: Cell) -> dict[str, object]:
    match cell:
        case NamedNode():
            return {"type": "uri", "value": cell.value}
        case BlankNode():
            return {"type": "bnode", "value": cell.value}
        case Literal(language=str(language)):
            return {"type": "literal", "value": cell.value, "xml:lang": language}
        case Literal():
            datatype = cell.datatype.value
            plain: dict[str, object] = {"type": "literal", "value": cell.value}
            return plain if datatype == f"{XSD}string" else {**plain, "datatype": datatype}
        case Triple():
            parts = (("subject", cell.subject), ("predicate", cell.predicate), ("object", cell.object))
            return {"type": "triple", "value": {name: _json_cell(part) for name, part in parts}}
        case _:
            return {}


def _markdown(table: Table) -> str:
    rows = [[_markdown_cell(short_text(cell, table.prefixes)) for cell in row] for row in table.rows]
    lines = [list(table.columns), ["---"] * len(table.columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _markdown_cell(value: str) -> str:
    return " ".join(_MARKDOWN.sub(lambda m: f"\\{m.group()}", value).split())


def _turtle(table: Table) -> str:
    if table.kind is not Kind.TRIPLES:
        what = "the query gives rows, not triples, so there is no Turtle of it"
        raise QueryError(what, hint="ask with CONSTRUCT or DESCRIBE, or choose table, csv, tsv, json or md")
    triples = [Triple(*row) for row in table.rows]  # type: ignore[arg-type]
    data = serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(table.prefixes))
    return (data or b"").decode()


FORMATS: Mapping[str, Callable[[Table], str]] = MappingProxyType(
    {"csv": _csv, "json": _json, "md": _markdown, "tsv": _tsv, "turtle": _turtle}
)
"""How a table can be written. (``table``, for a terminal, is `rich_table`.)"""


def format_table(table: Table, format: str) -> str:  # noqa: A002 - it is the option's name
    """The table as text in one of `FORMATS`. Raises `QueryError` for another, or where it does not fit the answer."""
    if format not in FORMATS:
        what = f"there is no format {format!r}"
        raise QueryError(what, hint=f"one of: table, {', '.join(FORMATS)}")
    return FORMATS[format](table)


def _with_instances(prefixes: Mapping[str, str], cells: Iterable[Cell]) -> Mapping[str, str]:
    """The prefixes with those of the graph's own things, which a store on disk does not remember."""
    spaces = {cell.value.rpartition("/")[0] for cell in cells if isinstance(cell, NamedNode)}
    own = {space.removeprefix(BASE): f"{space}/" for space in spaces if space.startswith(BASE)}
    return {**{name: space for name, space in own.items() if name.isalpha()}, **prefixes}


def rich_table(table: Table, *, title: str = "") -> RichTable:
    """The table for a terminal: names first, IRIs in their short form."""
    shown = RichTable(title=title or None, title_justify="left", header_style="bold")
    for name in table.columns:
        shown.add_column(name, overflow="fold")
    prefixes = _with_instances(table.prefixes, (cell for row in table.rows for cell in row))
    for row in table.rows:
        shown.add_row(*(Text(short_text(cell, prefixes)) for cell in row))
    return shown
