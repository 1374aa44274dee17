"""Who is who: entities of all readings made one node each, across scripts, spellings and acronyms.

All that is decided of some entities depends on nothing but themselves and those that they reach over shared keys
(`entity_keys`), brackets (`explained`) and a person's verdicts: so the entities of one article can be resolved again
without all the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from incidentgraph.model import Entity, Link, Name, NodeId, Reading
from incidentgraph.ontology import load_ontology
from incidentgraph.resolve.entity_rules import (
    OTHERS,
    Explained,
    Proposal,
    entity_keys,
    explained,
    initials,
    proposals,
)
from incidentgraph.resolve.namesakes import homes_of, name_of
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.unions import Unions
from incidentgraph.resolve.verdicts import Pair, Verdicts

__all__ = [
    "EntityResolution", "Explained", "Tally",
    "entity_keys", "explained", "merge_entities", "resolve_entities", "tallies",
]  # fmt: skip

Tally = Mapping[Entity, int]
"""Each form in which readings give an entity, and how many of them do."""

_GENERIC = ("Organization", "Place")
"""Kinds that say no more than what there are better words for."""


@dataclass(frozen=True)
class EntityResolution:
    """The canonical entities, what else stands for them, and every judgement on a pair, with its reasons."""

    entities: tuple[Entity, ...]
    same: Mapping[NodeId, NodeId]
    links: tuple[Link, ...]


def tallies(readings: Iterable[Reading]) -> dict[NodeId, Counter[Entity]]:
    """What readings call each entity, initials that they explain among its names: each form once a reading."""
    told: dict[NodeId, Counter[Entity]] = defaultdict(Counter)
    for reading in readings:
        short = initials(reading)
        for entity in dict.fromkeys(reading.entities):
            more = short.get(entity.id, set()) - {*entity.labels, *entity.aliases}
            form = replace(entity, aliases=(*entity.aliases, *sorted(more))) if more else entity
            told[entity.id][form] += 1
    return dict(sorted(told.items()))


def merge_entities(tally: Tally, canonical: NodeId | None = None) -> Entity:
    """One entity of several forms: the best name in each language is its label, every other name an alias."""
    first = min(tally, key=lambda e: (e.id != canonical, e.wikidata is None, e.id, e.kind))
    known = {name for e in tally if e.wikidata is not None for name in e.labels}
    seen: Counter[Name] = Counter()
    for entity, times in tally.items():
        seen.update(dict.fromkeys(entity.labels, times))
    best: dict[str, Name] = {}
    # What the dictionary says first, then what most articles say, then the fullest form.
    for name in sorted(seen, key=lambda n: (n not in known, -seen[n], -len(n.text), n)):
        best.setdefault(name.language, name)
    labels = tuple(sorted(best.values()))
    others = {name for e in tally for name in (*e.labels, *e.aliases)} - set(labels)
    wikidata = min((e.wikidata for e in tally if e.wikidata is not None), default=None)
    return Entity(first.id, first.kind, labels, tuple(sorted(others)), wikidata)


def resolve_entities(
    told: Mapping[NodeId, Tally], explained: Iterable[Explained], verdicts: Verdicts
) -> EntityResolution:
    """Join entities: as a person said, then as the rules propose, what is told exactly before what is vague."""
    merged = {node: merge_entities(tally) for node, tally in sorted(told.items())}
    judge = _Judge(merged, verdicts)
    judge.by_person()
    judge.by_rules(proposals(merged, explained))
    groups = judge.unions.groups()
    bearers = Counter(name for group in groups for name in {name_of(node) for node in group})
    entities: list[Entity] = []
    same: dict[NodeId, NodeId] = {}
    for group in groups:
        best = min(group, key=lambda node: _standing(merged[node], sum(told[node].values())))
        # Where nobody else bears the name, the canonical id need not say where this one belongs.
        node = name_of(best) if bearers[name_of(best)] == 1 else best
        everyone: Counter[Entity] = Counter()
        for member in group:
            everyone.update(told[member])
        entities.append(replace(merge_entities(everyone, best), id=node))
        same |= {member: node for member in group if member != node}
    return EntityResolution(tuple(sorted(entities, key=lambda e: e.id)), same, judge.links())


def _standing(entity: Entity, times: int) -> tuple[object, ...]:
    """By what the one that gives its id to others is chosen: known, exact, of Latin letters, often told."""
    generic = entity.kind in _GENERIC
    return entity.wikidata is None, generic, bool(homes_of(entity.id)), not entity.id.isascii(), -times, entity.id


class _Judge:
    """The groups so far, and the judgements that made them."""

    def __init__(self, entities: Mapping[NodeId, Entity], verdicts: Verdicts) -> None:
        self.unions = Unions(entities)
        self._entities = entities
        self._verdicts = verdicts
        self._links: dict[Pair, Link] = {}

    def links(self) -> tuple[Link, ...]:
        """All judgements that still hold, sorted."""
        apart = (k for k in self._links.values() if k.verdict == "same" or not self.unions.same(k.left, k.right))
        return tuple(sorted(apart, key=lambda k: (k.left, k.right)))

    def by_person(self) -> None:
        """Join as a person said: also two that are the same as a third one that nobody tells of any more."""
        judged = Unions(node for pair in self._verdicts.same for node in pair)
        for pair in self._verdicts.same:
            judged.join(*pair)
        for group in judged.groups():
            met = [node for node in group if node in self._entities]
            for pair in pairwise(met):
                self.unions.join(*pair)
                self._links[pair] = Link(*pair, "same", 1.0, ("a person's verdict",))

    def by_rules(self, told: Sequence[Proposal]) -> None:
        """Join as the rules propose: what is vaguer than the other last, and only where one alone fits it."""
        told = [one for one in told if one.pair not in self._links]
        vague: dict[NodeId, list[Proposal]] = defaultdict(list)
        for one in told:
            if not one.doubt and (node := self._vaguer(one.pair)) is not None:
                vague[node].append(one)
            elif not one.doubt:
                self._join(one)
        by_group: dict[NodeId, list[Proposal]] = defaultdict(list)
        for node, found in sorted(vague.items()):
            by_group[self.unions.members(node)[0]] += found
        possible = [one for one in told if one.doubt]
        for first, found in sorted(by_group.items()):
            fitting = [one for one in found if self._against(one.pair) is None]
            others = {self.unions.members(node) for one in fitting for node in one.pair} - {self.unions.members(first)}
            if len(others) <= 1:
                for one in found:
                    self._join(one)
            else:
                possible += [replace(one, doubt=OTHERS) for one in fitting]
        self._leave_open(possible)

    def _join(self, one: Proposal) -> None:
        """Join two groups, or say what keeps them apart."""
        reason = None if self.unions.same(*one.pair) else self._against(one.pair)
        if reason is None:
            self.unions.join(*one.pair)
        verdict, reasons = ("same", (one.reason,)) if reason is None else ("different", (one.reason, reason))
        self._links[one.pair] = Link(*one.pair, verdict, self._score(one), reasons)

    def _leave_open(self, told: Iterable[Proposal]) -> None:
        """Call possibly the same what could be one, the surest pair of each two groups."""
        seen = set()
        for one in sorted(told, key=lambda p: (-self._score(p), p.pair)):
            ends = frozenset(self.unions.members(node) for node in one.pair)
            if len(ends) > 1 and ends not in seen and self._against(one.pair) is None:
                seen.add(ends)
                self._links[one.pair] = Link(*one.pair, "possiblySame", self._score(one), (one.reason, one.doubt))

    def _score(self, one: Proposal) -> float:
        return min(one.score, settings("entities")["placed"]) if self._vaguer(one.pair) is not None else one.score

    def _vaguer(self, pair: Pair) -> NodeId | None:
        """The one of two that is told less exactly: without a home where the other has one, or of a generic kind."""
        left, right = pair
        if bool(homes_of(left)) != bool(homes_of(right)):
            return right if homes_of(left) else left
        kinds = self._entities[left].kind, self._entities[right].kind
        if kinds[0] == kinds[1]:
            return None
        return left if kinds[0] in _GENERIC else right if kinds[1] in _GENERIC else None

    def _against(self, pair: Pair) -> str | None:
        """What keeps the groups of a pair apart, in words."""
        left, right = (self.unions.members(node) for node in pair)
        for a, b in product(left, right) if self._verdicts.different else ():
            if self._verdicts.differ(a, b):
                return f"a person keeps {a} and {b} apart"
        kinds = [{self._entities[node].kind for node in group} for group in (left, right)]
        if not _of_one_kind(*kinds):
            return f"one is a {' and '.join(sorted(kinds[0]))}, the other a {' and '.join(sorted(kinds[1]))}"
        items = sorted({item for node in (*left, *right) if (item := self._entities[node].wikidata) is not None})
        if len(items) > 1:
            return f"these are several in Wikidata: {', '.join(items)}"
        homes = [homes_of(node) for node in pair]
        if all(homes) and homes[0].isdisjoint(homes[1]):
            return f"told to belong to others: {', '.join(sorted(homes[0]))}; {', '.join(sorted(homes[1]))}"
        return None


def _of_one_kind(left: set[str], right: set[str]) -> bool:
    """Whether two groups can be one by their kinds: equal, or the one says less; where a person joined two, either."""
    if all(_compatible(a, b) for a in left for b in right):
        return True
    return bool(left & right) and not all(_compatible(a, b) for group in (left, right) for a in group for b in group)


def _compatible(one: str, other: str) -> bool:
    if one == other:
        return True
    ontology = load_ontology()
    return (one in _GENERIC and ontology.is_a(other, one)) or (other in _GENERIC and ontology.is_a(one, other))
