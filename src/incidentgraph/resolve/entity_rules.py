"""What speaks for two entities being one: keys that both have, and what an article explains in brackets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from incidentgraph.model import Entity, Mention, Name, NodeId, Reading
from incidentgraph.ontology import load_ontology
from incidentgraph.resolve.namesakes import homes_of, name_of
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.spelling import acronym, folded_name, is_arabic, skeleton
from incidentgraph.resolve.translation import core_of, office_of, sound_keys, word_key
from incidentgraph.resolve.verdicts import Pair, pair_of

_INITIALS = re.compile(r"[A-Z][A-Z0-9]{2,7}")
_PAIR = 2

OTHERS = "but others fit as well"
"""The doubt of what several may be meant by."""

COUNTRIES = "but it may be another country's"


@dataclass(frozen=True, slots=True, order=True)
class Explained:
    """Two names of which an article itself explains one by the other, in brackets: by what rule, in what words."""

    pair: Pair
    rule: str
    quote: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that a rule takes for one, and why; with a `doubt`, they are only possibly one."""

    pair: Pair
    rule: str
    reason: str
    doubt: str = ""

    @property
    def score(self) -> float:
        """How sure the rule is."""
        return float(settings("entities")["scores"][self.rule])


def explained(reading: Reading) -> tuple[Explained, ...]:
    """What an article itself explains: "Long Name (LN)", «داينت (DieNet)»."""
    found = set()
    for first, text, second in _bracketed(reading):
        rule = _explains(first.text, second.text) if first.entity != second.entity else None
        if rule is not None:
            found.add(Explained(pair_of(first.entity, second.entity), rule, text))
    return tuple(sorted(found))


def initials(reading: Reading) -> dict[NodeId, set[Name]]:
    """The initials that an article gives beside the full names of those that it then calls so."""
    found: dict[NodeId, set[Name]] = defaultdict(set)
    for first, _, second in _bracketed(reading):
        if first.entity == second.entity:
            for long, short in ((first.text, second.text), (second.text, first.text)):
                if _INITIALS.fullmatch(short) and len(short) < len(long):
                    found[first.entity].add(Name(short, reading.article.language))
    return found


def entity_keys(merged: Entity) -> frozenset[str]:
    """All keys of an entity: without a person or brackets, it is judged only with those that share one of them."""
    keys = {f"{rule}\t{key}" for rule in ("folded", "skeleton", "words", "sounds") for key in _keys(merged, rule)}
    keys |= {f"alias\t{key}" for key in _known_as(merged) | _called(merged)}
    keys |= {f"core\t{core}" for core, _ in _core(merged)} | {f"office\t{office}" for office in _offices(merged)}
    return frozenset(keys | {f"name\t{name_of(merged.id)}"})


def proposals(entities: Mapping[NodeId, Entity], told: Iterable[Explained]) -> list[Proposal]:
    """What the rules say, one proposal a pair: the surest, then the first in the table of scores."""
    found: dict[Pair, Proposal] = {}
    order = list(settings("entities")["scores"])
    every = [
        *_sharing(entities),
        *_by_alias(entities),
        *_by_core(entities),
        *_by_office(entities),
        *_in_brackets(entities, told),
    ]
    for one in sorted(every, key=lambda p: (p.doubt, -p.score, order.index(p.rule), p.pair, p.reason)):
        found.setdefault(one.pair, one)
    return sorted(found.values(), key=lambda p: (-p.score, p.pair))


def _bracketed(reading: Reading) -> Iterator[tuple[Mention, str, Mention]]:
    """Names next to each other, the second in brackets, with the words in which they stand."""
    gap = settings("entities")["brackets"]["gap"]
    for first, second in pairwise(sorted(reading.mentions, key=lambda m: (m.span, m.entity))):
        between = reading.article.text[first.span.end : second.span.start]
        if "(" in between and 0 < len(between) <= gap:
            yield first, f"{first.text}{between}{second.text})", second


def _explains(name: str, bracketed: str) -> str | None:
    for long, short in ((name, bracketed), (bracketed, name)):
        if acronym(long) == folded_name(short):
            return "acronym"
    if is_arabic(name) != is_arabic(bracketed) and skeleton(name) is not None and skeleton(name) == skeleton(bracketed):
        return "brackets"
    return None


def _keys(entity: Entity, rule: str) -> set[str]:
    """The keys of an entity's labels under a rule; all but the name itself are those of one kind."""
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
    return {key if rule == "folded" else f"{entity.kind}\t{key}" for key in keys if key}


def _sharing(entities: Mapping[NodeId, Entity]) -> Iterator[Proposal]:
    """Pairs whose labels fall together under a key."""
    for rule in ("folded", "skeleton", "words", "sounds"):
        blocks: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities.values():
            for key in _keys(entity, rule):
                blocks[key].append(entity)
        for key, block in sorted(blocks.items()):
            names = {name_of(entity.id) for entity in block}
            if rule != "folded" and len(names) > settings("entities")["crowd"]:
                continue
            doubt = "" if _tells(block, rule) else OTHERS
            for left, right in combinations(sorted(block, key=lambda e: e.id), 2):
                if rule in {"folded", "words"} or _two_scripts(left, right):
                    reason = settings("entities")["reasons"][rule].format(key.rpartition("\t")[2])
                    yield Proposal((left.id, right.id), rule, reason, doubt or _far(left, right, rule))


def _tells(block: Sequence[Entity], rule: str) -> bool:
    """Whether sharing the key says something: of more than two names, no two may be in one language."""
    match rule:
        case "folded":
            return True
        case "skeleton" if len({name_of(entity.id) for entity in block}) <= _PAIR:
            return True
        case "skeleton" if block[0].kind != "Person":  # companies have shorter names, and more of them
            return False
        case _:
            told = {(name_of(entity.id), name.language) for entity in block for name in entity.labels}
            return max(Counter(language for _, language in told).values()) == 1


def _far(left: Entity, right: Entity, rule: str) -> str:
    """The doubt of two public bodies that only sound alike: Libya and Lebanon, Sudan and the Saudis do."""
    sounding = rule == "sounds" and left.kind == "GovernmentBody"
    return COUNTRIES if sounding and homes_of(left.id).isdisjoint(homes_of(right.id)) else ""


def _two_scripts(left: Entity, right: Entity) -> bool:
    """Whether one is written in Arabic letters only and the other in Latin ones only: else a language has both."""
    scripts = [{is_arabic(name.text) for name in e.labels} for e in (left, right)]
    return all(len(s) == 1 for s in scripts) and scripts[0] != scripts[1]


def _known_as(entity: Entity) -> set[str]:
    """Further names by which others may mean it: those of a known place, and initials that an article explains."""
    if entity.wikidata is not None:
        return {folded_name(n.text) for n in entity.aliases} if load_ontology().is_a(entity.kind, "Place") else set()
    return {folded_name(n.text) for n in entity.aliases if _INITIALS.fullmatch(n.text)}


def _called(entity: Entity) -> set[str]:
    """Names by which it may mean another: those of what nobody knows, a place or mere initials."""
    if entity.wikidata is not None:
        return set()
    return {folded_name(n.text) for n in entity.labels if entity.kind == "Place" or _INITIALS.fullmatch(n.text)}


def _by_alias(entities: Mapping[NodeId, Entity]) -> Iterator[Proposal]:
    """Pairs of which one is called by what another is known as, where that is one alone."""
    owners: dict[str, list[NodeId]] = defaultdict(list)
    bearers: dict[str, list[NodeId]] = defaultdict(list)
    for entity in entities.values():
        for key in _known_as(entity):
            owners[key].append(entity.id)
        for key in _called(entity):
            bearers[key].append(entity.id)
    for key in sorted(owners.keys() & bearers.keys()):
        doubt = "" if len({name_of(node) for node in owners[key]}) == 1 else OTHERS
        for owner in sorted(owners[key]):
            for bearer in sorted(set(bearers[key]) - {owner}):
                reason = settings("entities")["reasons"]["alias"].format(key)
                yield Proposal(pair_of(owner, bearer), "alias", reason, doubt)


def _core(entity: Entity) -> set[tuple[str, bool]]:
    """What is left of an unknown body's names without the words for what it is, and whether there were any."""
    if entity.wikidata is not None or not load_ontology().is_a(entity.kind, "Organization"):
        return set()
    found = {core_of(name.text) for name in entity.labels}
    return {one for one in found if len(one[0]) >= settings("entities")["min_core"]}


def _by_core(entities: Mapping[NodeId, Entity]) -> Iterator[Proposal]:
    """Pairs of which one may be called by the other's name without what it is: "Nordavia" and "Nordavia Bank"."""
    blocks: dict[str, dict[bool, list[NodeId]]] = defaultdict(lambda: {True: [], False: []})
    for entity in entities.values():
        for core, more in _core(entity):
            blocks[core][more].append(entity.id)
    for core, block in sorted(blocks.items()):
        if sum(map(len, block.values())) <= settings("entities")["crowd"]:
            reason = settings("entities")["reasons"]["core"].format(core)
            for short, long in product(sorted(set(block[False])), sorted(set(block[True]))):
                if short != long:
                    yield Proposal(pair_of(short, long), "core", reason, "but it may be another one's name")


def _offices(entity: Entity) -> set[str]:
    """What a body's names say, where they are names such as every country has."""
    if entity.wikidata is not None or not load_ontology().is_a(entity.kind, "Organization"):
        return set()
    return {office for name in entity.labels if (office := office_of(name.text)) is not None}


def _by_office(entities: Mapping[NodeId, Entity]) -> Iterator[Proposal]:
    """Pairs of bodies of one country whose names translate each other."""
    blocks: dict[str, list[NodeId]] = defaultdict(list)
    for entity in entities.values():
        for office in _offices(entity):
            blocks[office].append(entity.id)
    for office, block in sorted(blocks.items()):
        few = len({name_of(node) for node in block}) <= settings("entities")["crowd"]
        reason = settings("entities")["reasons"]["office"].format(office)
        for left, right in combinations(sorted(block), 2):
            homes = homes_of(left), homes_of(right)
            if not homes[0].isdisjoint(homes[1]) or (few and bool(homes[0]) != bool(homes[1])):
                yield Proposal((left, right), "office", reason)


def _in_brackets(entities: Mapping[NodeId, Entity], told: Iterable[Explained]) -> Iterator[Proposal]:
    """Pairs that an article explains."""
    for one in sorted(told):
        if one.pair[0] in entities and one.pair[1] in entities:
            yield Proposal(one.pair, one.rule, settings("entities")["reasons"][one.rule].format(one.quote))
