"""How the dates of events compare, whatever their precision: whether they agree, clash, or lie back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from incidentgraph.extract.rules.reach import settings
from incidentgraph.model import Value


def agree(left: Value, right: Value) -> bool:
    """Whether two dates of different precision can be the same: ``--03-10`` and ``--03``, ``2025-05`` and ``--05``."""
    return all(a is None or b is None or a == b for a, b in zip(_parts(left), _parts(right), strict=True))


def _parts(value: Value) -> tuple[str | None, str | None, str | None]:
    text = value.lexical
    if text.startswith("--"):
        return None, text[2:4], text[5:7] or None
    pieces = [*text.split("-"), None, None]
    return pieces[0], pieces[1], pieces[2]


def earlier(told: Sequence[Value], main: Sequence[Value]) -> bool:
    """Whether a full date told lies before the main event's."""
    days = [sorted(v.lexical for v in values if v.datatype == "date") for values in (told, main)]
    return bool(days[0] and days[1] and days[0][0] < days[1][0])


def clash(left: Sequence[Value], right: Sequence[Value]) -> bool:
    """Whether no date of the one can be one of the other."""
    return bool(left) and bool(right) and not any(agree(a, b) for a in _finest(left) for b in _finest(right))


def _finest(values: Sequence[Value]) -> list[Value]:
    """The most precise of some dates: "2025" says nothing beside "2025-05-24"."""
    told = {v: sum(p is not None for p in _parts(v)) for v in values}
    return [v for v in values if told[v] == max(told.values())]


def lies_back(value: Value, published: date | None) -> bool:
    """Whether a day is too long ago to be that of the article's own event."""
    if published is None or value.datatype != "date":
        return False
    return (published - date.fromisoformat(value.lexical)).days > int(settings()["events"]["recent_days"])
