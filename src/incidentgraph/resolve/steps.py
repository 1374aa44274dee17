"""The steps of the rules in `data/facts.toml`: each says which of the statements that still stand it sets aside.

A step sees the statements on one property of one thing and nothing else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

from incidentgraph.model import NodeId, Object, Qualifier, Ref, RoleStatus, Stance, Value
from incidentgraph.resolve.disagreement import disagree, sides
from incidentgraph.resolve.numbers import interval_of, number_of
from incidentgraph.resolve.rules import Rule
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.statements import Statement, moment
from incidentgraph.resolve.support import Verdict, best, outweighed, own_voice, verdict, witness_count

_GONE = frozenset({RoleStatus.FORMER, RoleStatus.FUTURE})


@dataclass(frozen=True)
class SetAside:
    """A statement that does not stand: the step that took it, what stands against it, and what decided."""

    statement: Statement
    step: str
    against: tuple[Statement, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Case:
    """What is judged: all that is told of one property of one thing, its rule, and which events are established."""

    rule: Rule
    told: tuple[Statement, ...]
    exists: Callable[[NodeId], bool]


Held = Sequence[Statement]
Step = Callable[[Held, Case], list[SetAside]]


def _asserted(held: Held, case: Case) -> list[SetAside]:  # noqa: ARG001 - all steps are called alike
    return [SetAside(s, "asserted") for s in held if s.claim.stance is not Stance.ASSERTED]


def _existing(held: Held, case: Case) -> list[SetAside]:
    """What is said of an event that is not established; that it happened is judged for itself."""
    return [SetAside(s, "existing") for s in held if not all(map(case.exists, _events_of(s)))]


def _events_of(statement: Statement) -> list[NodeId]:
    subject = [] if statement.claim.predicate == "type" else [statement.subject]
    return [*subject, *([statement.object.id] if isinstance(statement.object, Ref) else [])]


def _replaced(held: Held, case: Case) -> list[SetAside]:
    """What the outlet itself has corrected, updated or taken back."""
    later = _by_outlet([*held, *own_voice(s for s in case.told if s.denied)])
    found = []
    for s in held:
        against = [t for t in later.get(outlet_of(s), ()) if _comes_after(t, s) and _corrects(t, s)]
        if against:
            found.append(SetAside(s, "replaced", tuple(against)))
    return found


def outlet_of(statement: Statement) -> str:
    """By which outlets are compared; empty where the outlet is not known."""
    return unicodedata.normalize("NFKC", statement.article.outlet or "").casefold().strip()


def _by_outlet(told: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for s in told:
        if outlet := outlet_of(s):
            found.setdefault(outlet, []).append(s)
    return found


def _comes_after(later: Statement, earlier: Statement) -> bool:
    a, b = moment(later.article), moment(earlier.article)
    return a is not None and b is not None and a > b


def _corrects(later: Statement, earlier: Statement) -> bool:
    """A much smaller count is no correction: it is what was left of the reports."""
    return disagree(later, earlier) and (later.denied or not _remains(later, _count(earlier)))


def _count(statement: Statement) -> Decimal:
    counted = statement.claim.predicate == "reportCount"
    return (number_of(statement.object) if counted else None) or Decimal()


def _remains(statement: Statement, most: Decimal) -> bool:
    return _count(statement) < Decimal(str(settings("facts")["limits"]["remainder"])) * most


def _remainder(held: Held, case: Case) -> list[SetAside]:  # noqa: ARG001
    most: dict[str, Statement] = {}
    for s in sorted(held, key=lambda s: s.id):
        for teller in _tellers(s):
            most[teller] = max(most.get(teller, s), s, key=_count)
    found = []
    for s in held:
        largest = max((most[teller] for teller in _tellers(s)), key=_count)
        if _remains(s, _count(largest)):
            found.append(SetAside(s, "remainder", (largest,)))
    return found


def _tellers(statement: Statement) -> list[str]:
    outlet = outlet_of(statement)
    return [f"article {statement.article.id}", *([f"outlet {outlet}"] if outlet else [])]


def _undenied(held: Held, case: Case) -> list[SetAside]:
    denied = by_object(s for s in case.told if s.denied)
    found: list[SetAside] = []
    for value, same in by_object(held).items():
        against = denied.get(value, [])
        if outweighed(same, against):
            found += [SetAside(s, "undenied", tuple(own_voice(against))) for s in same]
    return found


def by_object(told: Iterable[Statement]) -> dict[Object, list[Statement]]:
    """Statements by what they say."""
    groups: dict[Object, list[Statement]] = {}
    for s in told:
        groups.setdefault(s.object, []).append(s)
    return groups


def _sides(held: Held, case: Case) -> list[SetAside]:
    groups = sides(held)
    if not groups:
        return []
    side = best(groups, case.rule.sides)
    winners = {s.id for s in side}
    found = []
    for s in held:
        against = tuple(t for t in side if disagree(s, t))
        if s.id not in winners and against:
            own = next((g for g in groups if any(t.id == s.id for t in g)), [s])
            found.append(SetAside(s, "sides", against, verdict(side, own, case.rule.sides)))
    return found


def _peak(held: Held, case: Case) -> list[SetAside]:  # noqa: ARG001
    """Counts that lie wholly below another one, though they do not disagree: they were made at another time."""
    spans = {s.id: interval_of(s.object, s.claim.qualifier, "count") for s in held}
    found = []
    for s in held:
        own = spans[s.id]
        above = [t for t in held if own is not None and (over := spans[t.id]) is not None and over.low > own.high]
        if above and s.claim.qualifier is not Qualifier.MORE_THAN:
            found.append(SetAside(s, "peak", tuple(above)))
    return found


def _value(held: Held, case: Case) -> list[SetAside]:
    groups = by_object(held)
    if not groups:
        return []
    chosen = best(groups.values(), case.rule.value)
    return [
        SetAside(s, "value", tuple(chosen), verdict(chosen, group, case.rule.value))
        for group in groups.values()
        if group is not chosen
        for s in group
    ]


def _former(held: Held, case: Case) -> list[SetAside]:  # noqa: ARG001
    found: list[SetAside] = []
    for same in by_object(held).values():
        latest = _latest(same)
        former = [s for s in latest if s.claim.role_status is RoleStatus.FORMER]
        present = [s for s in latest if s.claim.role_status not in _GONE]
        if witness_count(former) > witness_count(present):
            gone = [s for s in same if s.claim.role_status not in _GONE]
            found += [SetAside(s, "former", tuple(former)) for s in gone]
    return found


def _latest(told: Sequence[Statement]) -> list[Statement]:
    """What is told on the last days on which it is told at all, and what nobody knows the day of."""
    days = [day for s in told if (day := s.article.published_on)]
    if not days:
        return list(told)
    first = max(days) - timedelta(int(settings("facts")["limits"]["status_days"]))
    return [s for s in told if s.article.published_on is None or s.article.published_on >= first]


def _present(held: Held, case: Case) -> list[SetAside]:  # noqa: ARG001
    return [SetAside(s, "present") for s in held if s.claim.role_status in _GONE]


def _over(held: Held, case: Case) -> list[SetAside]:  # noqa: ARG001
    over = tuple(s for s in held if s.object == Value("true", "boolean"))
    return [SetAside(s, "over", over) for s in held if over and s not in over]


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "asserted": _asserted,
        "existing": _existing,
        "replaced": _replaced,
        "remainder": _remainder,
        "undenied": _undenied,
        "sides": _sides,
        "peak": _peak,
        "value": _value,
        "former": _former,
        "present": _present,
        "over": _over,
    }
)
"""What the table's steps do."""
