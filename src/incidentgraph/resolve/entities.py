"""Who is who: entities of all readings made one node each, across scripts, spellings and acronyms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from incidentgraph.model import Entity, Link, Name, NodeId, Reading
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.spelling import acronym, folded_name, is_arabic, skeleton
from incidentgraph.resolve.translation import sound_keys, word_key
from incidentgraph.resolve.unions import Unions
from incidentgraph.resolve.verdicts import Verdicts

_SCORES = {"folded": 1.0, "brackets": 0.95, "skeleton": 0.85, "acronym": 0.9, "words": 0.9, "sounds": 0.85}


@dataclass(frozen=True)
class EntityResolution:
    """The canonical entities, what else stands for them, and why."""

    entities: tuple[Entity, ...]
    same: Mapping[NodeId, NodeId]
    links: tuple[Link, ...]


def resolve_entities(readings: Sequence[Reading], verdicts: Verdicts) -> EntityResolution:
    """Join the entities of all readings. One kind only; two known Wikidata items are never one."""
    told: dict[NodeId, list[Entity]] = defaultdict(list)
    for reading in readings:
        for entity in reading.entities:
            told[entity.id].append(entity)
    merged = {node: merge_entities(same) for node, same in sorted(told.items())}
    unions = Unions(merged)
    links = [link for link in _proposals(merged, readings, verdicts) if _accept(unions, merged, link, verdicts)]
    entities: list[Entity] = []
    same: dict[NodeId, NodeId] = {}
    for group in unions.groups():
        canonical = min(
            group, key=lambda node: (merged[node].wikidata is None, not node.isascii(), -len(told[node]), node)
        )
        everyone = [e for node in group for e in told[node]]
        entities.append(merge_entities(everyone, canonical))
        same |= {node: canonical for node in group if node != canonical}
    return EntityResolution(tuple(sorted(entities, key=lambda e: e.id)), same, tuple(links))


def merge_entities(told: Sequence[Entity], canonical: NodeId | None = None) -> Entity:
    """One entity of several: the best name in each language is its label, every other name an alias."""
    first = min(told, key=lambda e: (e.id != canonical, e.wikidata is None, e.id, e.kind))
    known = {name for e in told if e.wikidata is not None for name in e.labels}
    seen = Counter(name for e in told for name in set(e.labels))
    best: dict[str, Name] = {}
    # What the dictionary says first, then what most articles say, then the fullest form.
    for name in sorted(seen, key=lambda n: (n not in known, -seen[n], -len(n.text), n)):
        best.setdefault(name.language, name)
    labels = tuple(sorted(best.values()))
    others = {name for e in told for name in (*e.labels, *e.aliases)} - set(labels)
    wikidata = min((e.wikidata for e in told if e.wikidata is not None), default=None)
    return Entity(first.id, first.kind, labels, tuple(sorted(others)), wikidata)


def _proposals(entities: Mapping[NodeId, Entity], readings: Sequence[Reading], verdicts: Verdicts) -> list[Link]:
    """Pairs that a rule or a person calls the same, surest first."""
    links = {
        **_translated(entities, "sounds"),
        **_translated(entities, "words"),
        **_sharing(entities, "skeleton"),
        **_sharing(entities, "folded"),
        **_in_brackets(entities, readings),
    }
    for pair in verdicts.same:
        if pair[0] in entities and pair[1] in entities:
            links[pair] = Link(*pair, "same", 1.0, ("a person's verdict",))
    return sorted(links.values(), key=lambda link: (-link.score, link.left, link.right))


def _accept(unions: Unions, entities: Mapping[NodeId, Entity], link: Link, verdicts: Verdicts) -> bool:
    if unions.same(link.left, link.right):
        return True
    left, right = unions.members(link.left), unions.members(link.right)
    together = [*left, *right]
    if any(verdicts.differ(a, b) for a in left for b in right):
        return False
    if verdicts.agree(link.left, link.right):
        unions.join(link.left, link.right)
        return True
    items = {entities[node].wikidata for node in together} - {None}
    if len({entities[node].kind for node in together}) > 1 or len(items) > 1:
        return False
    unions.join(link.left, link.right)
    return True


def _sharing(entities: Mapping[NodeId, Entity], rule: str) -> dict[tuple[NodeId, NodeId], Link]:
    """Pairs of one kind whose labels fall together under a key; a key that fits three names or more tells nothing."""
    blocks: dict[tuple[str, str], set[NodeId]] = defaultdict(set)
    for entity in entities.values():
        for name in entity.labels:
            key = folded_name(name.text) if rule == "folded" else skeleton(name.text)
            if key:
                blocks[entity.kind, key].add(entity.id)
    found = {}
    for (_, key), block in sorted(blocks.items()):
        if rule == "skeleton" and len(block) != 2:  # noqa: PLR2004 - a pair
            continue
        for left, right in combinations(sorted(block), 2):
            if rule == "folded":
                reason = f"the same name but for case, accents and marks: {key}"
            elif _two_scripts(entities[left], entities[right]):
                reason = f"one name in Arabic and Latin letters: consonants {key}"
            else:
                continue
            found[left, right] = Link(left, right, "same", _SCORES[rule], (reason,))
    return found


def _translated(entities: Mapping[NodeId, Entity], rule: str) -> dict[tuple[NodeId, NodeId], Link]:
    """Pairs of one kind that share a key of translation: none where two of them have a name in one language."""
    blocks: dict[tuple[str, str], set[NodeId]] = defaultdict(set)
    for entity in entities.values():
        for key in {key for name in entity.labels for key in _keys(name.text, rule)}:
            blocks[entity.kind, key].add(entity.id)
    found = {}
    for (_, key), block in sorted(blocks.items()):
        languages = Counter(name.language for node in block for name in entities[node].labels)
        if max(languages.values()) > 1:
            continue
        for left, right in combinations(sorted(block), 2):
            if rule == "words" or _two_scripts(entities[left], entities[right]):
                reason = f"one name translated: {key}"
                found[left, right] = Link(left, right, "same", _SCORES[rule], (reason,))
    return found


def _keys(name: str, rule: str) -> frozenset[str]:
    if rule == "sounds":
        return sound_keys(name)
    key = word_key(name)
    return frozenset() if key is None else frozenset({key})


def _two_scripts(left: Entity, right: Entity) -> bool:
    """Whether one is written in Arabic letters only and the other in Latin ones only: else a language has both."""
    scripts = [{is_arabic(name.text) for name in e.labels} for e in (left, right)]
    return all(len(s) == 1 for s in scripts) and scripts[0] != scripts[1]


def _in_brackets(entities: Mapping[NodeId, Entity], readings: Iterable[Reading]) -> dict[tuple[NodeId, NodeId], Link]:
    """Pairs that an article itself explains: "Long Name (LN)", «داينت (DieNet)»."""
    found = {}
    gap = settings("entities")["brackets"]["gap"]
    for reading in readings:
        mentions = sorted(reading.mentions, key=lambda m: (m.span, m.entity))
        for first, second in pairwise(mentions):
            between = reading.article.text[first.span.end : second.span.start]
            if first.entity == second.entity or "(" not in between or not 0 < len(between) <= gap:
                continue
            if not {first.entity, second.entity} <= entities.keys():
                continue
            rule = _explains(first.text, second.text)
            pair = (min(first.entity, second.entity), max(first.entity, second.entity))
            if rule is not None and entities[pair[0]].kind == entities[pair[1]].kind:
                quote = f"{first.text}{between}{second.text})"
                found[pair] = Link(*pair, "same", _SCORES[rule], (f"an article explains one by the other: {quote}",))
    return found


def _explains(name: str, bracketed: str) -> str | None:
    for long, short in ((name, bracketed), (bracketed, name)):
        if acronym(long) == folded_name(short):
            return "acronym"
    if is_arabic(name) != is_arabic(bracketed) and skeleton(name) is not None and skeleton(name) == skeleton(bracketed):
        return "brackets"
    return None
