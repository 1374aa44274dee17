"""Whom descriptions and pronouns stand for: "the bank", *l'opérateur*, «الشركة», "he".

A description of a sort leads to the thing of that sort named last; one without ("the company") to whom the sentences
before are about: the first that each names, not who helps or listens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLOSE, NEAR, settings
from incidentgraph.extract.rules.scene import Named, Scene, gap
from incidentgraph.extract.rules.sorts import Sorts
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import NodeId

BODIES = ("Company", "Organization", "GovernmentBody")
_ACTOR, _COMPANY, _PERSON, _UNSORTED = "ThreatActor", "Company", "Person", "unsorted"
_BANK, _PLAIN_COMPANY = "bank", "plain Company"
_SUBJECT, _PLAIN, _OBLIQUE = 2, 1, 0
_SHORTLY = 4  # sentences for which hackers are remembered without being named
_SAYERS = (*BODIES, "MediaOutlet", "Person", "Country")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A name as it was last seen: when, in which sentence, and whether that sentence is about it."""

    clock: int
    sentence: int
    rank: int
    name: Named


@dataclass(eq=False)
class _Memory:
    """For each kind and sort of thing, who a description of it would stand for by now."""

    sorts: Sorts
    main: NodeId | None
    _last: dict[str, _Seen] = field(default_factory=dict)
    _famous: dict[str, _Seen] = field(default_factory=dict)
    _times: Counter[NodeId] = field(default_factory=Counter)
    _clock: int = 0

    def see(self, name: Named, sentence: int, rank: int) -> None:
        """Take note of a name, or of a description that stands for one."""
        self._clock += 1
        seen = _Seen(self._clock, sentence, rank, name)
        self._times[name.entity] += 1
        known = self._famous.get(name.kind)
        if not known or self._times[name.entity] > self._times[known.name.entity]:
            self._famous[name.kind] = seen
        sorts = self.sorts.of(name.entity) if name.kind in BODIES else frozenset()
        keys = [name.kind, *(f"sort {s}" for s in sorts)]
        if name.kind == _COMPANY and _BANK not in sorts:
            keys.append(_PLAIN_COMPANY)
        if name.kind in BODIES and not sorts and name.entity not in self.sorts.dictionary.entities:
            keys.append(f"{_UNSORTED} {name.kind}")
        for key in keys:
            self._keep(key, seen)

    def _keep(self, key: str, seen: _Seen) -> None:
        """Whom a sentence is about is not displaced by who else it names, nor soon by a helper or hearer."""
        old = self._last.get(key)
        if old and old.name.entity != seen.name.entity:
            recent = seen.sentence - old.sentence <= settings()["events"]["topic_sentences"]
            if (old.sentence == seen.sentence or recent) and seen.rank < old.rank:
                return
        self._last[key] = seen

    def most_named(self, kind: str) -> _Seen | None:
        """The one of a kind that has been named most often so far."""
        return self._famous.get(kind)

    def last(self, kind: str) -> _Seen | None:
        """The one of a kind that the latest sentences are about."""
        return self._last.get(kind)

    def operator(self) -> _Seen | None:
        """The company behind the service that the latest sentences are about, where the dictionary knows it."""
        seen = self._last.get("Service")
        company = self.sorts.dictionary.operator(seen.name.entity) if seen else None
        return replace(seen, name=replace(seen.name, entity=company, kind=_COMPANY)) if seen and company else None

    def of_sort(self, sort: str, kind: str) -> _Seen | None:
        """The last of a sort; where none is known, one of the kind that might be of it, the article's main first."""
        found = self._last.get(f"sort {sort}")
        if found:
            return found
        if not self.sorts.is_strict(sort):
            return self._last.get(kind)
        known = self._famous.get(kind)
        if known and known.name.entity == self.main and f"{_UNSORTED} {kind}" in self._last:
            unsorted = not self.sorts.of(known.name.entity)
            return known if unsorted and known.name.entity not in self.sorts.dictionary.entities else None
        return self._last.get(f"{_UNSORTED} {kind}")


def resolved(scenes: Sequence[Scene], language: Language, sorts: Sorts) -> list[Scene]:
    """The scenes with each description added as a name of whom it stands for."""
    oblique, pronouns = _words(language, "referents", "oblique"), _words(language, "referents", "pronouns")
    named = Counter(n.entity for s in scenes for n in s.names(*BODIES))
    memory = _Memory(sorts, max(named, key=named.__getitem__, default=None))
    result = []
    for index, scene in enumerate(scenes):
        result.append(_with_referents(scene, index, memory, oblique, pronouns))
    return result


@lru_cache(maxsize=256)
def _words(language: Language, table: str, key: str) -> frozenset[str]:
    """A list of words of a language's table, folded."""
    return frozenset(map(fold_text, language.table(table).get(key, ())))


def _with_referents(
    scene: Scene, index: int, memory: _Memory, oblique: frozenset[str], pronouns: frozenset[str]
) -> Scene:
    added: dict[int, tuple[_Seen, Named]] = {}
    about: set[str] = set()
    items: list[tuple[int, Named | Cue]] = [(n.first, n) for n in scene.named]
    items += [(c.first, c) for c in scene.of("anaphor")]
    for position, item in sorted(items, key=lambda i: (i[0], isinstance(i[1], Cue))):
        if isinstance(item, Named):
            if not _aside(scene, item):
                memory.see(item, index, _rank(scene, item, oblique, about))
            continue
        found = None if _names_itself(scene, item) else _referent(scene, item, memory, pronouns)
        if found is None:
            continue
        if position not in added or _better(found, added[position][0], scene, index):
            added[position] = (found, _anaphor(found.name, item))
    claimant = _claimant(scene, index, memory) if not any(n.kind == _ACTOR for _, n in added.values()) else None
    if claimant and claimant[1].first not in added:
        added[claimant[1].first] = claimant
    for _, name in sorted(added.values(), key=lambda a: a[1].first):
        memory.see(name, index, _PLAIN)
    if not added:
        return scene
    names = sorted([*scene.named, *(n for _, n in added.values())], key=lambda n: (n.first, n.last))
    return replace(scene, named=tuple(names))


def _claimant(scene: Scene, index: int, memory: _Memory) -> tuple[_Seen, Named] | None:
    """The hackers spoken of shortly before, where a sentence goes on about what they claim or are blamed for.

    A pronoun stands for them ("it also said it was behind ..."); where verbs come first, the verb alone does.
    """
    seen = memory.last(_ACTOR)
    if seen is None or index - seen.sentence > _SHORTLY or scene.names(_ACTOR) or scene.has("no_claim"):
        return None
    pronouns = _words(scene.language, "referents", "claimants")
    for cue in scene.of("claim", "blamed"):
        if scene.verb_first:
            if not any(gap(n.first, n.last, cue.first) <= NEAR for n in scene.names(*_SAYERS)):
                return seen, Named(cue.first, cue.first, seen.name.entity, _ACTOR, anaphor=True)
            continue
        for at in range(cue.first, max(-1, cue.first - CLOSE), -1):
            if scene.tokens[at].text in pronouns:
                return seen, Named(at, at, seen.name.entity, _ACTOR, anaphor=True)
            if any(n.first <= at <= n.last for n in scene.named):
                break
    return None


def _anaphor(name: Named, cue: Cue) -> Named:
    return Named(cue.first, cue.last, name.entity, name.kind, anaphor=True)


def _referent(scene: Scene, cue: Cue, memory: _Memory, pronouns: frozenset[str]) -> _Seen | None:
    if cue.kind == _PERSON:
        pronoun = scene.tokens[cue.first].text in pronouns
        return memory.last(_PERSON) if pronoun else memory.most_named(_PERSON)
    sort = memory.sorts.described(scene, cue)
    if sort:
        return memory.of_sort(sort, cue.kind)
    if cue.kind == _COMPANY and memory.last(_PLAIN_COMPANY):
        return memory.last(_PLAIN_COMPANY)  # "the company" beside a bank, which would be "the bank"
    return memory.last(cue.kind) or (memory.operator() if cue.kind == _COMPANY else None)


def _better(one: _Seen, other: _Seen, scene: Scene, sentence: int) -> bool:
    """Of two that "the group" may stand for, the hackers where something is claimed, else the latest."""
    actor = next((s for s in (one, other) if s.name.kind == _ACTOR), None)
    if actor and scene.has("claim"):
        return actor is one
    near = [s for s in (one, other) if sentence - s.sentence <= CLOSE]
    if len(near) == 1:
        return near[0] is one
    return one.clock > other.clock


def _rank(scene: Scene, name: Named, oblique: frozenset[str], about: set[str]) -> int:
    """Whether a sentence is about a name: the first of its sort of things, unless it only helps or listens."""
    light = _words(scene.language, "syntax", "determiners")
    before = [t.text for t in scene.tokens[max(0, name.first - NEAR) : name.first] if t.text not in light]
    if any(w in oblique for w in before[-BESIDE:]):
        return _OBLIQUE
    group = "body" if name.kind in BODIES else name.kind
    if group in about:
        return _PLAIN
    about.add(group)
    return _SUBJECT


def _aside(scene: Scene, name: Named) -> bool:
    """Whether a name is only whom a campaign is for or against."""
    led = scene.before(scene.of("aside"), name.first, BESIDE)
    return led is not None and name.kind != _ACTOR


def _names_itself(scene: Scene, cue: Cue) -> bool:
    """Whether a name of its kind follows the description at once ("the company Orange"), or any name holds it."""
    follows = any(cue.last < n.first <= cue.last + BESIDE and n.kind == cue.kind for n in scene.named)
    follows = follows or any(n.first == cue.last + 1 and n.kind in {*BODIES, "Service", _ACTOR} for n in scene.named)
    return follows or any(n.first <= cue.first <= n.last or gap(cue.first, cue.last, n.first) == 0 for n in scene.named)
