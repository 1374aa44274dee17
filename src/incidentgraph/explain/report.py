"""An explanation as data: one row a quote for spreadsheets, one nested object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from pyoxigraph import Literal

from incidentgraph.explain.model import Explained, Explanation, Voice
from incidentgraph.query import Table

COLUMNS = (
    "subject", "property", "value", "name", "status", "rule", "why", "reasons", "side", "says", "stance", "qualifier",
    "by", "article", "outlet", "date", "language", "witness", "from", "to", "quote", "note",
)  # fmt: skip


def table(found: Explained) -> Table:
    """One row for each quote of each claim, for a value or against it; one alone for what has no claim."""
    rows = [row for explanation in found.facts for row in _rows(explanation)]
    return Table(COLUMNS, tuple(tuple(map(_cell, row)) for row in rows))


def as_json(found: Explained) -> str:
    """The explanation as one JSON object, with the names of `incidentgraph.explain.model`."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"


def _rows(explanation: Explanation) -> Iterator[tuple[str | int, ...]]:
    e = explanation
    head = (e.subject.id, e.property, e.value, e.shown, e.status, e.rule, e.why, "; ".join(e.reasons))
    if not e.supporting and not e.against:
        yield (*head, *[""] * (len(COLUMNS) - len(head)))
    for side, voices in (("for", e.supporting), ("against", e.against)):
        for voice in voices:
            for quote in _quotes(voice):
                yield (*head, side, *quote)


def _quotes(v: Voice) -> Iterator[tuple[str | int, ...]]:
    told = (v.value, v.stance, v.qualifier, v.by, v.article, v.outlet, v.date, v.language, v.witness)
    for quote in v.quotes:
        yield (*told, quote.start, quote.end, quote.exact, v.note)
    if not v.quotes:
        yield (*told, "", "", "", v.note)


def _cell(value: str | int) -> Literal | None:
    return Literal(value) if value != "" else None
