"""Who is who: entities of all readings made one node each, across scripts, spellings and acronyms.

All that is decided of some entities depends on nothing but themselves and those that they reach over shared keys
(`entity_keys`), brackets (`explained`) and a person's verdicts: so the entities of one article can be resolved again
without all the others.
"""

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
from incidentgraph.resolve.verdicts import Pair, Verdicts, pair_of

_SCORES = {"folded": 1.0, "brackets": 0.95, "skeleton": 0.85, "acronym": 0.9, "words": 0.9, "sounds": 0.85}
_RULES = ("sounds", "words", "skeleton", "folded")
"""Where several rules propose one pair, the last one gives the reason."""

Tally = Mapping[Entity, int]
"""Each form in which readings give an entity, and how many of them do."""


@dataclass(frozen=True)
class EntityResolution:
    """The canonical entities, what else stands for them, and why."""

    entities: tuple[Entity, ...]
    same: Mapping[NodeId, NodeId]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, order=True)
class Explained:
    """Two names of which an article itself explains one by the other, in brackets: by what rule, in what words."""

    pair: Pair
    rule: str
    quote: str


def tallies(readings: Iterable[Reading]) -> dict[NodeId, Counter[Entity]]:
    """What readings call each entity: a form that one of them gives twice counts once."""
    told: dict[NodeId, Counter[Entity]] = defaultdict(Counter)
    for reading in readings:
        for entity in dict.fromkeys(reading.entities):
            told[entity.id][entity] += 1
    return dict(sorted(told.items()))


def resolve_entities(
    told: Mapping[NodeId, Tally], explained: Iterable[Explained], verdicts: Verdicts
) -> EntityResolution:
    """Join entities. One kind only; two known Wikidata items are never one."""
    merged = {node: merge_entities(tally) for node, tally in sorted(told.items())}
    unions = Unions(merged)
    links = [link for link in _proposals(merged, explained, verdicts) if _accept(unions, merged, link, verdicts)]
    entities: list[Entity] = []
    same: dict[NodeId, NodeId] = {}
    for group in unions.groups():
        canonical = min(
            group,
            key=lambda node: (merged[node].wikidata is None, not node.isascii(), -sum(told[node].values()), node),
        )
        everyone: Counter[Entity] = Counter()
        for node in group:
            everyone.update(told[node])
        entities.append(merge_entities(everyone, canonical))
        same |= {node: canonical for node in group if node != canonical}
    return EntityResolution(tuple(sorted(entities, key=lambda e: e.id)), same, tuple(links))


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


def entity_keys(merged: Entity) -> frozenset[str]:
    """All keys of an entity: without a person or brackets, it is joined only with those that share one of them."""
    return frozenset(f"{rule}\t{merged.kind}\t{key}" for rule in _RULES for key in _keys(merged, rule))


def explained(reading: Reading) -> tuple[Explained, ...]:
    """What an article itself explains: "Long Name (LN)", «داينت (DieNet)»."""
    found = set()
    gap = settings("entities")["brackets"]["gap"]
    for first, second in pairwise(sorted(reading.mentions, key=lambda m: (m.span, m.entity))):
        between = reading.article.text[first.span.end : second.span.start]
        if first.entity == second.entity or "(" not in between or not 0 < len(between) <= gap:
            continue
        rule = _explains(first.text, second.text)
        if rule is not None:
            found.add(Explained(pair_of(first.entity, second.entity), rule, f"{first.text}{between}{second.text})"))
    return tuple(sorted(found))


def _explains(name: str, bracketed: str) -> str | None:
    for long, short in ((name, bracketed), (bracketed, name)):
        if acronym(long) == folded_name(short):
            return "acronym"
    if is_arabic(name) != is_arabic(bracketed) and skeleton(name) is not None and skeleton(name) == skeleton(bracketed):
        return "brackets"
    return None


def _keys(entity: Entity, rule: str) -> set[str]:
    """The keys of an entity's labels under a rule."""
    keys: set[str | None] = set()
    for name in entity.labels:
        match rule:
            case "folded":
                keys.add(folded_name(name.text))
            case "skeleton":
                keys.add(skeleton(name.text))
            case "words":
                keys.add(word_key(name.text))
            case _:
                keys |= sound_keys(name.text)
    return {key for key in keys if key}


def _proposals(entities: Mapping[NodeId, Entity], told: Iterable[Explained], verdicts: Verdicts) -> list[Link]:
    """Pairs that a rule or a person calls the same: a person's first, then the surest."""
    links: dict[Pair, Link] = {}
    for rule in _RULES:
        links |= _sharing(entities, rule)
    links |= _in_brackets(entities, told)
    judged = [pair for pair in verdicts.same if pair[0] in entities and pair[1] in entities]
    links |= {pair: Link(*pair, "same", 1.0, ("a person's verdict",)) for pair in judged}
    person = set(judged)

    def order(link: Link) -> tuple[bool, float, NodeId, NodeId]:
        return (link.left, link.right) not in person, -link.score, link.left, link.right

    return sorted(links.values(), key=order)


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


def _sharing(entities: Mapping[NodeId, Entity], rule: str) -> dict[Pair, Link]:
    """Pairs of one kind whose labels fall together under a key, where that many entities may share it."""
    blocks: dict[tuple[str, str], list[NodeId]] = defaultdict(list)
    for entity in entities.values():
        for key in _keys(entity, rule):
            blocks[entity.kind, key].append(entity.id)
    found = {}
    for (_, key), block in sorted(blocks.items()):
        if not _tells([entities[node] for node in block], rule):
            continue
        for left, right in combinations(sorted(block), 2):
            if rule in {"folded", "words"} or _two_scripts(entities[left], entities[right]):
                reason = f"{_REASONS[rule]}{key}"
                found[left, right] = Link(left, right, "same", _SCORES[rule], (reason,))
    return found


_REASONS = {
    "folded": "the same name but for case, accents and marks: ",
    "skeleton": "one name in Arabic and Latin letters: consonants ",
    "words": "one name translated: ",
    "sounds": "one name translated: ",
}


def _tells(block: Sequence[Entity], rule: str) -> bool:
    """Whether sharing the key says something: consonants of three names do not, nor a translation into one language."""
    match rule:
        case "folded":
            return True
        case "skeleton":
            return len(block) == 2  # noqa: PLR2004 - a pair
        case _:
            languages = Counter(name.language for entity in block for name in entity.labels)
            return max(languages.values()) == 1


def _two_scripts(left: Entity, right: Entity) -> bool:
    """Whether one is written in Arabic letters only and the other in Latin ones only: else a language has both."""
    scripts = [{is_arabic(name.text) for name in e.labels} for e in (left, right)]
    return all(len(s) == 1 for s in scripts) and scripts[0] != scripts[1]


def _in_brackets(entities: Mapping[NodeId, Entity], told: Iterable[Explained]) -> dict[Pair, Link]:
    """Pairs of one kind that an article explains; where several do, the surest."""
    found: dict[Pair, Link] = {}
    for one in sorted(told, key=lambda e: (e.pair, -_SCORES[e.rule], e)):
        left, right = (entities.get(node) for node in one.pair)
        if left is not None and right is not None and left.kind == right.kind:
            reason = f"an article explains one by the other: {one.quote}"
            found.setdefault(one.pair, Link(*one.pair, "same", _SCORES[one.rule], (reason,)))
    return found
