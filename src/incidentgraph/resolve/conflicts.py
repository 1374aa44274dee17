"""Claims that cannot all be true, and claims that only differ: found on canonical nodes, with the sides that agree.

What is found of one thing depends on what is told of that thing, and on nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import combinations, product

from incidentgraph.model import Conflict, NodeId, Object
from incidentgraph.resolve.comparison import is_conflict, kind_of, rule_of
from incidentgraph.resolve.disagreement import Disagree, disagree, meant, sides
from incidentgraph.resolve.scene import Scene
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.statements import Statement

CONFLICT_KINDS: tuple[str, ...] = tuple(settings("conflicts")["kinds"]["conflict"])
"""The ontology's individuals that a `Conflict.kind` names where the claims contradict one another."""

DIFFERENCE_KINDS: tuple[str, ...] = tuple(settings("conflicts")["kinds"]["difference"])
"""Those where the claims differ and can all be true."""

Sides = Sequence[Sequence[Statement]]


def conflicts(told: Iterable[Statement]) -> tuple[Conflict, ...]:
    """All conflicts and differences among statements, sorted by id."""
    by_subject: dict[NodeId, list[Statement]] = defaultdict(list)
    for statement in told:
        by_subject[statement.subject].append(statement)
    found = [c for subject in sorted(by_subject) for c in _of_subject(subject, by_subject[subject])]
    return tuple(sorted(found, key=lambda c: c.id))


def _of_subject(subject: NodeId, told: Sequence[Statement]) -> Iterator[Conflict]:
    scene = Scene(told)
    themes: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(told, key=lambda s: s.id):
        themes[meant(statement)[0]].append(statement)
    groups = {theme: _bounded(_told_once(themes[theme])) for theme in sorted(themes)}
    denials = {theme: list(_denials(group, scene)) for theme, group in groups.items()}
    for theme, group in groups.items():
        for kind, parts in [*_disagreements(group, scene), *denials[theme]]:
            if not _implied(kind, theme, parts, denials):
                yield _conflict(kind, subject, theme, parts)


def _told_once(told: Sequence[Statement]) -> list[Statement]:
    """Without the attack that a source names for a cause, where it says that the cause was an attack as well."""
    said = {(s.source, s.claim.stance, meant(s)) for s in told if s.claim.predicate != "causedBy"}
    return [s for s in told if s.claim.predicate != "causedBy" or (s.source, s.claim.stance, meant(s)) not in said]


def _bounded(told: Sequence[Statement]) -> list[Statement]:
    """Of those that say the same, so many that comparing them costs no more the more there are."""
    most = int(settings("conflicts")["limits"]["same"])
    counts: Counter[tuple[object, ...]] = Counter()
    kept = []
    for statement in told:
        key = (statement.denied, *_signature(statement))
        counts[key] += 1
        if counts[key] <= most:
            kept.append(statement)
    return kept


def _disagreements(told: Sequence[Statement], scene: Scene) -> Iterator[tuple[str, Sides]]:
    """What those who hold a property hold differently: by kind, the sides."""
    held = [s for s in told if not s.denied]
    if not held or not rule_of(held[0]):
        return
    for group in _by_meaning(held) if held[0].claim.predicate == "holdsRole" else [held]:
        judge = _Judge(group, scene)
        for kind in sorted(judge.kinds):
            found = sides(group, judge.of_kind(kind), judge.apart(kind))
            if len(found) > 1:
                yield kind, found


class _Judge:
    """How each two statements of a group stand to each other, seen together with what else their sources say.

    A source that gives both values itself means two things by them: users of one service and users of another, the
    length of a first wave and of a second.
    """

    def __init__(self, group: Sequence[Statement], scene: Scene) -> None:
        self._said: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for statement in group:
            self._said[statement.source].append(statement)
        self._pairs: dict[str, set[tuple[NodeId, NodeId]]] = defaultdict(set)
        alike: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        for statement in group:
            alike[_signature(statement)].append(statement)
        for some, others in combinations(alike.values(), 2):  # who says the same does not differ
            for left, right in product(some, others):
                kind = self._kind(left, right, scene)
                if kind:
                    self._pairs[kind] |= {(left.id, right.id), (right.id, left.id)}

    @property
    def kinds(self) -> set[str]:
        return set(self._pairs)

    def of_kind(self, kind: str) -> Disagree:
        pairs = self._pairs[kind]
        return lambda left, right: (left.id, right.id) in pairs

    def apart(self, kind: str) -> Disagree:
        """Who cannot stand on one side: those that differ in this way, and those whose values exclude each other."""
        of_kind = self.of_kind(kind)
        return lambda left, right: of_kind(left, right) or disagree(left, right)

    def _kind(self, left: Statement, right: Statement, scene: Scene) -> str | None:
        kind = kind_of(left, right, scene)
        if kind is None or not is_conflict(kind) or not disagree(left, right):
            return kind
        if self._says_both(left, right) or self._says_both(right, left):
            return "DifferentScope" if rule_of(left).get("measured") else None
        return kind

    def _says_both(self, left: Statement, right: Statement) -> bool:
        said = [s for s in self._said[left.source] if s.object != left.object]
        return any(s.object == right.object or not disagree(s, right) for s in said if disagree(s, left))


def _signature(statement: Statement) -> tuple[object, ...]:
    claim = statement.claim
    return meant(statement)[1], claim.qualifier, claim.as_of, claim.currency, claim.role_status


def _denials(told: Sequence[Statement], scene: Scene) -> Iterator[tuple[str, Sides]]:
    """What some hold and others deny: by kind, those who hold it and those who deny it."""
    if not any(s.denied for s in told):
        return
    for group in _by_meaning(told):
        pairs = [
            (kind, h, d)
            for h in group
            if not h.denied
            for d in group
            if d.denied and (kind := kind_of(h, d, scene)) is not None
        ]
        for kind in sorted({kind for kind, _, _ in pairs}):
            held = {h.id: h for k, h, _ in pairs if k == kind}
            denied = {d.id: d for k, _, d in pairs if k == kind}
            yield kind, [list(held.values()), list(denied.values())]


def _implied(kind: str, theme: str, groups: Sides, denials: dict[str, list[tuple[str, Sides]]]) -> bool:
    """Whether who denies that one has done it denies, in the same words, that it was done at all."""
    if theme != "perpetrator" or kind != "DeniedClaim":
        return False
    whole = {_words(s) for k, (_, denied) in denials.get("type", []) if k == kind for s in denied}
    return all(_words(s) in whole for s in groups[1])


def _words(statement: Statement) -> tuple[object, ...]:
    return statement.source, tuple(e.span for e in statement.claim.evidence)


def _by_meaning(told: Iterable[Statement]) -> list[list[Statement]]:
    groups: dict[Object, list[Statement]] = defaultdict(list)
    for statement in told:
        groups[meant(statement)[1]].append(statement)
    return list(groups.values())


def _conflict(kind: str, subject: NodeId, predicate: str, groups: Sides) -> Conflict:
    ids = tuple(sorted(tuple(sorted(s.id for s in group)) for group in groups))
    digest = sha256(repr((kind, predicate, ids)).encode()).hexdigest()[:16]
    real = is_conflict(kind)
    return Conflict(NodeId(f"{'conflict' if real else 'difference'}/{digest}"), kind, subject, predicate, ids, real)
