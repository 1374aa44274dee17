"""Claims that cannot all be true: found on canonical nodes, with the sides that agree among themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from incidentgraph.model import Conflict, NodeId, Stance
from incidentgraph.resolve.disagreement import disagree, sides
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.statements import Statement, by_property, moment

CONFLICT_KINDS: tuple[str, ...] = tuple(settings("conflicts")["kinds"])
"""The ontology's individuals that a `Conflict.kind` names."""


def conflicts(told: Iterable[Statement]) -> tuple[Conflict, ...]:
    """All conflicts among statements, sorted by id."""
    found: list[Conflict] = []
    for (subject, predicate), statements in by_property(told).items():
        found += _denials(subject, predicate, statements)
        kind = _kind(predicate)
        if kind is not None:
            held = [s for s in statements if not s.denied]
            for group in _by_object(held) if predicate == "holdsRole" else [held]:
                found += _conflict(kind, subject, predicate, sides(group, _Conflicting(group)))
    return tuple(sorted(found, key=lambda c: c.id))


def in_conflict(left: Statement, right: Statement) -> bool:
    """Whether two statements exclude each other, and are made by different sources at their latest."""
    if left.source == right.source or not disagree(left, right):
        return False
    if left.claim.predicate == "causeKind" and _mere_alternatives(left, right):
        return False
    return not updated(left, right)


class _Conflicting:
    """Whether two statements of a group are in conflict, seen together with what else their sources say.

    A source that gives both values itself means two things by them: users of one service and users of another, the
    length of a first wave and of a second.
    """

    def __init__(self, group: Sequence[Statement]) -> None:
        self._said: dict[tuple[str, str], list[Statement]] = {}
        for statement in group:
            self._said.setdefault(statement.source, []).append(statement)

    def __call__(self, left: Statement, right: Statement) -> bool:
        return in_conflict(left, right) and not self._says_both(left, right) and not self._says_both(right, left)

    def _says_both(self, left: Statement, right: Statement) -> bool:
        said = [s for s in self._said[left.source] if s.object != left.object]
        return any(s.object == right.object or not disagree(s, right) for s in said if disagree(s, left))


def updated(left: Statement, right: Statement) -> bool:
    """Whether one outlet said the one, and later the other: a correction or an update, not a conflict."""
    a, b = moment(left.article), moment(right.article)
    same_outlet = left.article.outlet is not None and left.article.outlet == right.article.outlet
    return same_outlet and a is not None and b is not None and a != b


def _mere_alternatives(left: Statement, right: Statement) -> bool:
    """Causes that are all only suspected, or that one article puts side by side as possible."""
    return left.claim.stance is right.claim.stance is Stance.SUSPECTED


def _kind(predicate: str) -> str | None:
    if predicate == "causeKind":
        return "DifferentCause"
    if predicate == "holdsRole":
        return "DifferentStatus"
    rule = settings("conflicts")["single"].get(predicate)
    return None if rule is None else str(rule["kind"])


def _denials(subject: NodeId, predicate: str, told: Sequence[Statement]) -> list[Conflict]:
    """What some hold and others deny of one object."""
    found: list[Conflict] = []
    for group in _by_object(told):
        held = [s for s in group if not s.denied]
        denied = [s for s in group if s.denied]
        if held and denied:
            found += _conflict("DeniedClaim", subject, predicate, [held, denied])
    return found


def _by_object(told: Iterable[Statement]) -> list[list[Statement]]:
    groups: dict[object, list[Statement]] = {}
    for statement in told:
        groups.setdefault(statement.object, []).append(statement)
    return list(groups.values())


def _conflict(kind: str, subject: NodeId, predicate: str, groups: Sequence[Sequence[Statement]]) -> list[Conflict]:
    if len(groups) < 2:  # noqa: PLR2004 - a conflict has two sides
        return []
    ids = tuple(sorted(tuple(sorted(s.id for s in group)) for group in groups))
    digest = sha256(repr((kind, predicate, ids)).encode()).hexdigest()[:16]
    return [Conflict(NodeId(f"conflict/{digest}"), kind, subject, predicate, ids)]
