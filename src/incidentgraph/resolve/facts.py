"""Which claims become plain facts. The table `data/facts.toml` decides; this module applies it, property by property.

A `Ruling` keeps what was set aside and why, so that an explanation is the decision itself, made once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from incidentgraph.model import Fact, Incident, NodeId, Object, Ref
from incidentgraph.resolve.incident_facts import existence_stance, incident_facts
from incidentgraph.resolve.rules import ALLEGED, RULES, Rule, rule_for
from incidentgraph.resolve.statements import Statement, by_property, lexical
from incidentgraph.resolve.steps import STEPS, Case, SetAside, by_object

__all__ = ["RULES", "Rule", "Ruling", "facts", "rule_for", "rule_on"]

Exists = Callable[[NodeId], bool]


@dataclass(frozen=True)
class Ruling:
    """What stands of one property of one thing.

    `standing` are the plain values with the statements that support them; `alleged` those of weaker stances, where the
    property has another one for them; `aside` every statement that is not a plain value itself, with the reason.
    """

    rule: Rule
    told: tuple[Statement, ...]
    standing: tuple[tuple[Object, tuple[Statement, ...]], ...]
    alleged: tuple[tuple[Object, tuple[Statement, ...]], ...]
    aside: tuple[SetAside, ...]


def rule_on(predicate: str, told: Iterable[Statement], exists: Exists) -> Ruling:
    """The ruling on all statements with one subject and predicate; `exists` tells whether an event is established."""
    rule = rule_for(predicate)
    ordered = tuple(sorted({s.id: s for s in told}.values(), key=lambda s: s.id))
    case = Case(rule, ordered, exists)
    held: Sequence[Statement] = ordered
    aside: list[SetAside] = []
    for name in rule.steps:
        taken = STEPS[name](held, case)
        out = {found.statement.id for found in taken}
        aside += taken
        held = [s for s in held if s.id not in out]
    agreeing = [found.statement for found in aside if found.step == "value"]
    standing = tuple((value, tuple(_by_id([*same, *agreeing]))) for value, same in by_object(held).items())
    plain = {value for value, _ in standing}
    weaker = by_object(s for s in ordered if predicate in ALLEGED and not s.denied and s.object not in plain)
    return Ruling(rule, ordered, standing, tuple((v, tuple(same)) for v, same in weaker.items()), tuple(aside))


def _by_id(told: Iterable[Statement]) -> list[Statement]:
    return sorted(told, key=lambda s: s.id)


def facts(
    told: Iterable[Statement], incidents: Sequence[Incident], possible: Iterable[tuple[NodeId, NodeId]] = ()
) -> tuple[Fact, ...]:
    """The plain facts, sorted; every fact names a claim that supports it. `possible` are pairs that may be the same."""
    groups = by_property(told)
    exists = established(groups, {i.id for i in incidents})
    found: list[Fact] = []
    for (subject, predicate), statements in groups.items():
        ruling = rule_on(predicate, statements, exists)
        found += [_fact(subject, predicate, value, support) for value, support in ruling.standing]
        found += [_fact(subject, ALLEGED[predicate], value, support) for value, support in ruling.alleged]
    for incident in incidents:
        existence = existence_stance(groups.get((incident.id, "type"), ()))
        found += incident_facts(incident, groups, existence)
    for left, right in possible:
        support = [*groups.get((left, "type"), ()), *groups.get((right, "type"), ())]
        found += [_fact(left, "possiblySameAs", Ref(right), support)] if support else []
    return tuple(sorted(set(found), key=lambda f: (f.subject, f.predicate, lexical(f.object))))


def established(groups: Mapping[tuple[NodeId, str], Sequence[Statement]], events: Iterable[NodeId]) -> Exists:
    """Which nodes may be spoken of as plain facts: all but the events of which no class stands."""
    doubtful = {
        event for event in events if not rule_on("type", groups.get((event, "type"), ()), lambda _: True).standing
    }
    return lambda node: node not in doubtful


def _fact(subject: NodeId, predicate: str, value: Object, support: Iterable[Statement]) -> Fact:
    return Fact(subject, predicate, value, tuple(sorted({s.id for s in support})))
