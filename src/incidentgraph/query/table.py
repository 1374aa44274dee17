"""What a query answers: a table of RDF terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from incidentgraph.namespaces import PREFIXES, XSD, compact

Cell = NamedNode | BlankNode | Literal | Triple | None
"""One value of an answer; None where a variable has none."""

_NUMBERS = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float"))
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


class Kind(StrEnum):
    """What was asked for."""

    ROWS = "rows"
    """A SELECT: one row a solution."""
    TRUTH = "truth"
    """An ASK: one row with one boolean."""
    TRIPLES = "triples"
    """A CONSTRUCT or DESCRIBE: one row a triple, sorted, each once."""


@dataclass(frozen=True)
class Table:
    """An answer. `notes` are for the person who asked, e.g. that nothing has the name that was given."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Kind = Kind.ROWS
    notes: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __bool__(self) -> bool:
        """Whether there is an answer: a row, a triple, or a yes."""
        return bool(self.rows) and (self.kind is not Kind.TRUTH or text_of(self.rows[0][0]) == "true")

    def column(self, name: str) -> tuple[str, ...]:
        """The values of one column as text.

        >>> Table(("name",), ((Literal("Meta"),), (None,))).column("name")
        ('Meta', '')
        """
        index = self.columns.index(name)
        return tuple(text_of(row[index]) for row in self.rows)

    def records(self) -> list[dict[str, str]]:
        """One dictionary of texts a row."""
        return [dict(zip(self.columns, map(text_of, row), strict=True)) for row in self.rows]


def text_of(cell: Cell) -> str:
    """The value alone: an IRI, or a literal without language and datatype.

    >>> text_of(Literal("شركة", language="ar")), text_of(None)
    ('شركة', '')
    """
    match cell:
        case None:
            return ""
        case NamedNode() | Literal():
            return cell.value
        case BlankNode():
            return f"_:{cell.value}"
        case _:
            return str(cell)


def short_text(cell: Cell, prefixes: Mapping[str, str]) -> str:
    """The value for people to read: IRIs with their prefix.

    >>> short_text(NamedNode("https://w3id.org/incidentgraph/ontology#date"), PREFIXES)
    'ig:date'
    """
    return compact(cell.value, prefixes) if isinstance(cell, NamedNode) else text_of(cell)


def is_number(cell: Cell) -> bool:
    """Whether the cell is a number that is written as one.

    >>> is_number(Literal(-5)), is_number(Literal("-5"))
    (True, False)
    """
    return isinstance(cell, Literal) and cell.datatype.value in _NUMBERS and _NUMBER.fullmatch(cell.value) is not None
