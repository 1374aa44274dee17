"""Which claims become plain facts: one table of rules, each with its reason (``data/facts.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incidentgraph.model import Fact, Incident, NodeId, Object, Ref, RoleStatus, Stance, Value
from incidentgraph.resolve.disagreement import causes_exclude, disagree, sides
from incidentgraph.resolve.incident_facts import existence_stance, incident_facts
from incidentgraph.resolve.numbers import number_of
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.statements import Statement, by_property, lexical
from incidentgraph.resolve.support import best_side, best_value, outweighed, witness_count

Standing = list[tuple[Object, list[Statement]]]
"""What stands of one subject and property, and the statements that support it."""


@dataclass(frozen=True)
class Rule:
    """For which properties a rule speaks, and why it is as it is."""

    name: str
    predicates: tuple[str, ...]
    why: str


RULES: tuple[Rule, ...] = tuple(Rule(r["name"], tuple(r["predicates"]), r["why"]) for r in settings("facts")["rule"])


def rule_for(predicate: str) -> Rule:
    """The rule that decides a property.

    >>> rule_for("duration").name, rule_for("ownerOf").name
    ('single', 'any')
    """
    return next(rule for rule in RULES if predicate in rule.predicates or "*" in rule.predicates)


def facts(
    told: Iterable[Statement], incidents: Sequence[Incident], possible: Iterable[tuple[NodeId, NodeId]] = ()
) -> tuple[Fact, ...]:
    """The plain facts, sorted; every fact names a claim that supports it. `possible` are pairs that may be the same."""
    groups = by_property(told)
    existence = {i.id: existence_stance(groups.get((i.id, "type"), ())) for i in incidents}
    found: list[Fact] = []
    for (subject, predicate), statements in groups.items():
        sure = [s for s in statements if _sure(s, existence)]
        standing = _CHOOSE[rule_for(predicate).name](sure, statements)
        found += [_fact(subject, predicate, value, support) for value, support in standing]
        found += _alleged(subject, predicate, statements, {value for value, _ in standing})
    for incident in incidents:
        found += incident_facts(incident, groups, existence[incident.id])
    for left, right in possible:
        support = [*groups.get((left, "type"), ()), *groups.get((right, "type"), ())]
        found += [_fact(left, "possiblySameAs", Ref(right), support)] if support else []
    return tuple(sorted(set(found), key=lambda f: (f.subject, f.predicate, lexical(f.object))))


def _sure(statement: Statement, existence: Mapping[NodeId, Stance | None]) -> bool:
    """Whether a statement is asserted, and so is the existence of every event that it speaks of."""
    if statement.claim.stance is not Stance.ASSERTED:
        return False
    nodes = [statement.subject, *([statement.object.id] if isinstance(statement.object, Ref) else [])]
    return all(existence.get(node, Stance.ASSERTED) is Stance.ASSERTED for node in nodes)


def _fact(subject: NodeId, predicate: str, value: Object, support: Iterable[Statement]) -> Fact:
    return Fact(subject, predicate, value, tuple(sorted({s.id for s in support})))


def _single(sure: Sequence[Statement], told: Sequence[Statement]) -> Standing:
    held = _undenied(_peaks(sure), told)
    groups = sides(held)
    if groups:
        at_odds = {s.id for group in groups for s in group}
        side = best_side(groups)
        held = [*side, *(s for s in held if s.id not in at_odds and not any(disagree(s, other) for other in side))]
    return [(best_value(held), held)] if held else []


def _peaks(told: Sequence[Statement]) -> list[Statement]:
    """Of the counts of an article, those that are no mere remainder; anything else as it is."""
    largest: dict[str, Decimal] = {}
    for s in told:
        largest[s.article.id] = max(largest.get(s.article.id, Decimal()), number_of(s.object) or Decimal())
    return [
        s for s in told if s.claim.predicate != "reportCount" or 2 * (number_of(s.object) or 0) >= largest[s.article.id]
    ]


def _undenied(held: Sequence[Statement], told: Sequence[Statement]) -> list[Statement]:
    standing = []
    for value in {s.object: None for s in held}:
        same = [s for s in held if s.object == value]
        if not outweighed(same, [s for s in told if s.denied and s.object == value]):
            standing += same
    return standing


def _any(sure: Sequence[Statement], told: Sequence[Statement]) -> Standing:
    held = _undenied(sure, told)
    return [(value, [s for s in held if s.object == value]) for value in {s.object: None for s in held}]


def _cause(sure: Sequence[Statement], told: Sequence[Statement]) -> Standing:
    held = _undenied(sure, told)
    groups = sides(held)
    if groups:
        side = best_side(groups)
        held = [s for s in held if not any(causes_exclude(s.object, other.object) for other in side)]
    return _any(held, told)


def _status(sure: Sequence[Statement], told: Sequence[Statement]) -> Standing:
    present = [s for s in sure if s.claim.role_status not in {RoleStatus.FORMER, RoleStatus.FUTURE}]
    standing = []
    for value, held in _any(present, told):
        against = [
            s
            for s in sure
            if s.claim.role_status is RoleStatus.FORMER
            and s.object == value
            and any(disagree(s, other) for other in held)
        ]
        if witness_count(against) <= witness_count(held):
            standing.append((value, held))
    return standing


def _yes(sure: Sequence[Statement], told: Sequence[Statement]) -> Standing:
    standing = dict(_any(sure, told))
    yes = Value("true", "boolean")
    return [(yes, standing[yes])] if yes in standing else list(standing.items())


_CHOOSE: Mapping[str, Callable[[Sequence[Statement], Sequence[Statement]], Standing]] = {
    "single": _single,
    "cause": _cause,
    "status": _status,
    "yes": _yes,
    "any": _any,
}


def _alleged(subject: NodeId, predicate: str, told: Sequence[Statement], plain: set[Object]) -> list[Fact]:
    """What is claimed, attributed or suspected only, under the property that says so."""
    name = settings("facts")["alleged"].get(predicate)
    if name is None:
        return []
    held = [s for s in told if not s.denied and s.object not in plain]
    return [
        _fact(subject, name, value, [s for s in held if s.object == value]) for value in {s.object: None for s in held}
    ]
