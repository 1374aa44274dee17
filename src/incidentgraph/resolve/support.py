"""How well statements are supported: one function for each criterion of `data/facts.toml`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from incidentgraph.model import Object, Qualifier, Ref, Term, Value
from incidentgraph.resolve.numbers import smallest_unit
from incidentgraph.resolve.statements import Statement, lexical, told_on
from incidentgraph.resolve.times import days_of

_FAR = 10**6


@dataclass(frozen=True)
class Measure:
    """How statements that stand together fare by one criterion: the smallest `key` is best; `shown` is for people."""

    key: Any
    shown: str


@dataclass(frozen=True)
class Verdict:
    """By which criterion one group of statements goes before another, and how the two fare by it."""

    criterion: str
    held: str
    other: str


def witness_count(told: Iterable[Statement]) -> int:
    """How many independent witnesses make these statements."""
    return len({statement.witness for statement in told})


def source_count(told: Iterable[Statement]) -> int:
    """How many say so: each witness in its own voice, and each one that is named, however many articles name it."""
    return len({_source(statement) for statement in told})


def _source(statement: Statement) -> Hashable:
    if statement.claim.attributed_to:
        return statement.speaker
    return statement.witness, statement.speaker  # "experts" of two articles are not the same experts


def _witnesses(told: Sequence[Statement]) -> Measure:
    count = witness_count(told)
    return Measure(-count, str(count))


def _sources(told: Sequence[Statement]) -> Measure:
    count = source_count(told)
    return Measure(-count, str(count))


def _precision(told: Sequence[Statement]) -> Measure:
    best = min(told, key=lambda s: (imprecision(s), lexical(s.object)))
    return Measure(imprecision(best), plain_words(best.object))


def _recency(told: Sequence[Statement]) -> Measure:
    day = told_on(told)
    return Measure(-day.toordinal(), day.isoformat() if day != date.min else "?")


def _alphabet(told: Sequence[Statement]) -> Measure:
    first = min((s.object for s in told), key=lexical)
    return Measure(lexical(first), plain_words(first))


CRITERIA: Mapping[str, Callable[[Sequence[Statement]], Measure]] = MappingProxyType(
    {
        "witnesses": _witnesses,
        "sources": _sources,
        "precision": _precision,
        "recency": _recency,
        "alphabet": _alphabet,
    }
)
"""What the table's criteria measure."""


def best(groups: Iterable[Sequence[Statement]], criteria: Sequence[str]) -> Sequence[Statement]:
    """The group that goes before the others: by the first criterion, among equals by the second, and so on."""
    return min(groups, key=lambda group: [CRITERIA[name](group).key for name in criteria])


def verdict(held: Sequence[Statement], other: Sequence[Statement], criteria: Sequence[str]) -> Verdict | None:
    """What decides between two groups; None where they fare alike by every criterion."""
    for name in criteria:
        ours, theirs = CRITERIA[name](held), CRITERIA[name](other)
        if ours.key != theirs.key:
            return Verdict(name, ours.shown, theirs.shown)
    return None


def plain_words(value: Object) -> str:
    """A value as it is shown where nothing is known of its name."""
    match value:
        case Ref(id=node):
            return node
        case Term(name=name):
            return name
        case Value(lexical=text):
            return text


def own_voice(told: Iterable[Statement]) -> list[Statement]:
    """What the articles say themselves, naming nobody."""
    return [s for s in told if not s.speaker]


def outweighed(held: Sequence[Statement], denied: Sequence[Statement]) -> bool:
    """Whether more witnesses deny something in their own voice than assert it; a party's mere denial undoes nothing."""
    return witness_count(own_voice(denied)) > witness_count(held)


def imprecision(statement: Statement) -> int:
    """How much a value leaves open; 0 is most precise. Only values of one property are compared."""
    value = statement.object
    if not isinstance(value, Value):
        return 0
    days = days_of(value)
    if days is not None and value.datatype != "dateTime":
        known = days.first is not None and days.last is not None
        return (days.last - days.first).days if known else _FAR - (days.day is not None)  # type: ignore[operator]
    if value.datatype == "duration":
        return 2 * int(smallest_unit(value) * 60) + (statement.claim.qualifier is not Qualifier.EXACT)
    if value.datatype in {"time", "dateTime"}:
        return (value.datatype == "time") * 2 + (
            not value.lexical.endswith("Z") and value.lexical[-6:-5] not in {"+", "-"}
        )
    digits = value.lexical.partition(".")[0].lstrip("-")
    # 25,800 says more than 25,000: two figures that are not mere zeros against one more.
    return 100 - 2 * len(digits.rstrip("0")) + (statement.claim.qualifier is not Qualifier.EXACT)
