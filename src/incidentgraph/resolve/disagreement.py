"""Whether two statements on one property can both be true, and the sides that statements fall into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache

from incidentgraph.model import Object, Ref, Term
from incidentgraph.resolve.numbers import interval_of, number_of
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.statements import Statement, lexical
from incidentgraph.resolve.times import both, clock_gap, clock_of, days_of

Disagree = Callable[[Statement, Statement], bool]


def meant(statement: Statement) -> tuple[str, Object]:
    """The property and the value as they are compared: a weekday is a date, and an attack that causes is a cause."""
    predicate, value = statement.claim.predicate, statement.object
    if predicate == "weekday":
        return "date", value
    if predicate == "causedBy" and isinstance(value, Ref) and value.id.startswith("attack/"):
        return "causeKind", Term("CyberAttack")
    return predicate, value


def disagree(left: Statement, right: Statement) -> bool:
    """Whether two statements with the same subject and property exclude each other, whoever makes them."""
    if left.denied or right.denied:
        return left.denied != right.denied and meant(left) == meant(right)
    compare = _comparisons().get(meant(left)[0])
    return compare is not None and compare(left, right)


def causes_exclude(left: object, right: object) -> bool:
    """Whether two kinds of cause exclude each other.

    >>> causes_exclude(Term("CyberAttack"), Term("TechnicalFault"))
    True
    >>> causes_exclude(Term("DnsFailure"), Term("ConfigurationError"))
    False
    """
    tables = settings("conflicts")["causes"]
    if not isinstance(left, Term) or not isinstance(right, Term):
        return False
    families = [
        next((f for f in ("attack", "fault", "outside") if name in tables[f]), None) for name in (left.name, right.name)
    ]
    if None in families or families[0] == families[1]:
        return False
    return "attack" in families or not {left.name, right.name} & set(tables["generic"])


def statuses_exclude(left: Statement, right: Statement) -> bool:
    """Whether a role cannot be held in both ways at about one time."""
    if not statuses_differ(left, right):
        return False
    a, b = left.article.published_on, right.article.published_on
    return a is None or b is None or abs((a - b).days) <= settings("conflicts")["status"]["window_days"]


def statuses_differ(left: Statement, right: Statement) -> bool:
    """Whether a role cannot be held in both ways at one time, whenever either was told."""
    statuses = {left.claim.role_status, right.claim.role_status} - {None}
    exclusive = settings("conflicts")["status"]["exclusive"]
    return left.object == right.object and any(statuses == set(pair) for pair in exclusive)


def sides(
    told: Sequence[Statement], differ: Disagree = disagree, apart: Disagree | None = None
) -> list[list[Statement]]:
    """Groups whose members agree; those that `differ` from nobody are left out. Empty where all agree.

    `apart` says who cannot stand on one side, where that is more than `differ`. Statements are taken in the order of
    their values, so that the outcome does not depend on theirs.
    """
    divided = apart or differ
    ordered = sorted(told, key=_order)
    at_odds = [a for a in ordered if any(differ(a, b) for b in ordered)]
    groups: list[list[Statement]] = []
    for statement in at_odds:
        home = next((g for g in groups if not any(divided(statement, other) for other in g)), None)
        if home is None:
            groups.append([statement])
        else:
            home.append(statement)
    return groups


def _order(statement: Statement) -> tuple[object, ...]:
    number = number_of(statement.object)
    return statement.denied, number is None, number or 0, lexical(statement.object), statement.id


def _intervals_differ(left: Statement, right: Statement, theme: str) -> bool:
    """Whether what two numbers leave open lies apart; see `data/values.toml`."""
    a = interval_of(left.object, left.claim.qualifier, theme)
    b = interval_of(right.object, right.claim.qualifier, theme)
    return a is not None and b is not None and not a.meets(b)


def _durations_differ(left: Statement, right: Statement) -> bool:
    return _intervals_differ(left, right, "duration")


def _amounts_differ(left: Statement, right: Statement) -> bool:
    return left.claim.currency == right.claim.currency and _intervals_differ(left, right, "amount")


def _counts_differ(left: Statement, right: Statement) -> bool:
    return _intervals_differ(left, right, "count") and not other_moment(left, right)


def other_moment(left: Statement, right: Statement) -> bool:
    """Whether two counts are of different moments. A smaller one told with its time is what was left of the reports."""
    small, large = sorted((left, right), key=lambda s: number_of(s.object) or 0)
    most = Decimal(str(settings("conflicts")["running"]["remainder"])) * (number_of(large.object) or 0)
    remainder = (number_of(small.object) or 0) <= most
    # Nobody says "fewer than 650" of a peak, whatever time is read for it.
    if remainder and (
        small.claim.qualifier == "LessThan" or (left.article.id == right.article.id and small.claim.as_of)
    ):
        return True
    a, b = left.claim.as_of, right.claim.as_of
    if a is not None and b is not None:
        return a != b and (clock_of(a) is None or clock_of(a) != clock_of(b))
    return remainder and small.claim.as_of is not None


def _days_differ(left: Statement, right: Statement) -> bool:
    a, b = days_of(left.object), days_of(right.object)
    return a is not None and b is not None and both(a, b) is None


def _clocks_differ(left: Statement, right: Statement) -> bool:
    """Times in UTC; a time without a zone is not compared, since nobody knows whose clock it is."""
    a, b = clock_of(left.object), clock_of(right.object)
    slack: int = settings("values")["clock"]["minutes"]
    return a is not None and b is not None and clock_gap((a, 0), (b, 0)) > slack


def _causes_differ(left: Statement, right: Statement) -> bool:
    return causes_exclude(meant(left)[1], meant(right)[1])


def _groups_differ(left: Statement, right: Statement) -> bool:
    """Two groups; a group may well act for a state, and a person for a group."""
    a, b = left.object, right.object
    return isinstance(a, Ref) and isinstance(b, Ref) and a != b and {_segment(a), _segment(b)} == {"group"}


def _segment(ref: Ref) -> str:
    return ref.id.partition("/")[0]


def _truths_differ(left: Statement, right: Statement) -> bool:  # noqa: ARG001
    """An outage that goes on in one article is over in another: only their order tells (see `comparison`)."""
    return False


@cache
def _comparisons() -> dict[str, Disagree]:
    """How the values of each property are compared."""
    return {name: _COMPARE[rule["compare"]] for name, rule in settings("conflicts")["single"].items()}


_COMPARE: dict[str, Disagree] = {
    "duration": _durations_differ,
    "count": _counts_differ,
    "amount": _amounts_differ,
    "day": _days_differ,
    "clock": _clocks_differ,
    "cause": _causes_differ,
    "group": _groups_differ,
    "status": statuses_exclude,
    "truth": _truths_differ,
}
