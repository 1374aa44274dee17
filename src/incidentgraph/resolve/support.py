"""How well statements are supported: by witnesses, then precision, then recency, then the alphabet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidentgraph.model import Object, Qualifier, Value
from incidentgraph.resolve.numbers import smallest_unit
from incidentgraph.resolve.statements import Statement, lexical, told_on
from incidentgraph.resolve.times import days_of

_FAR = 10**6


def witness_count(told: Iterable[Statement]) -> int:
    """How many independent witnesses make these statements."""
    return len({statement.witness for statement in told})


def best_side(groups: Sequence[Sequence[Statement]]) -> list[Statement]:
    """The side that is believed."""
    return min((list(group) for group in groups), key=_side_rank)


def _side_rank(side: Sequence[Statement]) -> tuple[int, int, int, str]:
    least = min(lexical(s.object) for s in side)
    return -witness_count(side), min(map(imprecision, side)), -told_on(side).toordinal(), least


def best_value(told: Sequence[Statement]) -> Object:
    """The value that stands for statements which agree: the most precise, then the most told."""
    values: dict[Object, list[Statement]] = {}
    for statement in told:
        values.setdefault(statement.object, []).append(statement)
    return min(
        values,
        key=lambda v: (
            min(map(imprecision, values[v])),
            -witness_count(values[v]),
            -told_on(values[v]).toordinal(),
            lexical(v),
        ),
    )


def outweighed(held: Sequence[Statement], denied: Sequence[Statement]) -> bool:
    """Whether more witnesses deny something in their own voice than assert it; a party's mere denial undoes nothing."""
    own_voice = [s for s in denied if not s.claim.attributed_to and not s.claim.attribution]
    return witness_count(own_voice) > witness_count(held)


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
