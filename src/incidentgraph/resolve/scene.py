"""What else is told of a thing, where two values of it are compared: when, by whom, in which scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from incidentgraph.model import Article, NodeId, Object, Span, Value
from incidentgraph.resolve.numbers import number_of
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.statements import Statement, moment

_YES, _NO = Value("true", "boolean"), Value("false", "boolean")


class Scene:
    """All that is told of one thing. Nothing outside it has a say."""

    def __init__(self, told: Sequence[Statement]) -> None:
        self._held = [s for s in told if not s.denied]
        self._side_by_side: dict[str, frozenset[frozenset[Object]]] = {}
        self._beside: dict[tuple[NodeId, str], frozenset[Object]] = {}

    def over(self, article: Article) -> bool:
        """Whether an article tells that it is over."""
        return article.id in self._over

    def running(self, article: Article) -> bool:
        """Whether an article tells that it goes on, and nowhere that it is over."""
        return article.id in self._going_on

    def beside(self, statement: Statement, predicate: str) -> frozenset[Object]:
        """What the same sentences of the article tell by another property: the places, say, whose users are counted."""
        key = statement.id, predicate
        known = self._beside.get(key)
        if known is None:
            spans = [e.span for e in statement.claim.evidence]
            told = self._told.get((statement.article.id, predicate), ())
            known = frozenset(value for span, value in told if any(span.overlaps(own) for own in spans))
            self._beside[key] = known
        return known

    def all_of(self, predicate: str) -> frozenset[Object]:
        """All values of a property, whoever tells them."""
        return self._values.get(predicate, frozenset())

    def together(self, predicate: str, one: Object, other: Object) -> bool:
        """Whether some sentence tells both values of a property side by side."""
        return frozenset((one, other)) in self._pairs(predicate)

    def _pairs(self, predicate: str) -> frozenset[frozenset[Object]]:
        known = self._side_by_side.get(predicate)
        if known is None:
            told = [tuple(spans) for (_, name), spans in self._told.items() if name == predicate]
            known = frozenset(
                frozenset((a, b))
                for spans in told
                for (here, a), (there, b) in combinations(spans, 2)
                if a != b and here.overlaps(there)
            )
            self._side_by_side[predicate] = known
        return known

    @cached_property
    def overnight(self) -> bool:
        """Whether it lies in two days: it was long, or began late."""
        limits = settings("conflicts")["running"]
        first, last = limits["late_hours"]
        for s in self._held:
            if s.claim.predicate == "duration" and (number_of(s.object) or Decimal()) >= limits["long_minutes"]:
                return True
            hour = _hour(s.object) if s.claim.predicate == "startTime" else None
            if hour is not None and (hour >= first or hour < last):
                return True
        return False

    @cached_property
    def _over(self) -> frozenset[str]:
        return frozenset(
            s.article.id
            for s in self._held
            if s.claim.predicate == "endTime" or (s.claim.predicate == "resolved" and s.object == _YES)
        )

    @cached_property
    def _going_on(self) -> frozenset[str]:
        told = {s.article.id for s in self._held if s.claim.predicate == "resolved" and s.object == _NO}
        return frozenset(told - self._over)

    @cached_property
    def _values(self) -> dict[str, frozenset[Object]]:
        found: dict[str, set[Object]] = defaultdict(set)
        for s in self._held:
            found[s.claim.predicate].add(s.object)
        return {predicate: frozenset(values) for predicate, values in found.items()}

    @cached_property
    def _told(self) -> dict[tuple[str, str], list[tuple[Span, Object]]]:
        found: dict[tuple[str, str], list[tuple[Span, Object]]] = defaultdict(list)
        for s in self._held:
            found[s.article.id, s.claim.predicate] += [(e.span, s.object) for e in s.claim.evidence]
        return found


def before(left: Article, right: Article) -> bool:
    """Whether the one surely appeared before the other: by the clock where both tell it, else by the day."""
    if isinstance(left.published, datetime) and isinstance(right.published, datetime):
        a, b = moment(left), moment(right)
        return a is not None and b is not None and a < b
    first, second = left.published_on, right.published_on
    return first is not None and second is not None and first < second


def days_between(left: Article, right: Article) -> int | None:
    """How many days lie between two articles; None where one is not dated."""
    a, b = left.published_on, right.published_on
    return None if a is None or b is None else abs((a - b).days)


def _hour(value: Object) -> int | None:
    if not isinstance(value, Value):
        return None
    clock = value.lexical.partition("T")[2] or value.lexical
    return int(clock[:2]) if clock[:2].isdecimal() else None
