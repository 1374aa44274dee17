"""An article as a row of scenes, with what runs through them: whom descriptions stand for, who runs what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from incidentgraph.entities import Dictionary
from incidentgraph.extract.recognizers import Recognizer
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.names import find_mentions
from incidentgraph.extract.rules.prepared import Prepared, prepare
from incidentgraph.extract.rules.scene import Named, Scene, build_scene
from incidentgraph.languages import Language, load
from incidentgraph.model import Article, Entity, Mention, NodeId
from incidentgraph.text import sentences

ORGANISATIONS = ("Organization", "GovernmentBody", "MediaOutlet", "Company")
_THIRD_PARTIES = frozenset({"Organization", "MediaOutlet", "Country"})
PLACES = ("Place", "Country", "City", "Region")


@dataclass(eq=False)
class Story:
    """One article, read into scenes. `entities` are those mentioned in it, by id."""

    article: Article
    language: Language
    dictionary: Dictionary
    scenes: tuple[Scene, ...]
    mentions: tuple[Mention, ...]
    entities: Mapping[NodeId, Entity]
    owners: dict[NodeId, set[NodeId]] = field(default_factory=dict)

    def operator(self, service: NodeId) -> NodeId | None:
        """The company behind a service, as the dictionary knows it."""
        return self.dictionary.operator(service)

    def related(self, left: NodeId, right: NodeId) -> bool:
        """Whether two parties are one, or a service and the company behind it."""
        if left == right or left.partition("/")[2] == right.partition("/")[2]:
            return True
        return right in (self.operator(left), *self.owners.get(left, ())) or left in (
            self.operator(right),
            *self.owners.get(right, ()),
        )

    @cached_property
    def topic(self) -> NodeId | None:
        """The company that the article names most often, if more than once; of equals, the one named first."""
        named = Counter(n.entity for s in self.scenes for n in s.names("Company"))
        best = max(named, key=named.__getitem__, default=None)
        return best if best and named[best] > 1 else None

    def own_case(self, speaker: Named, parties: Sequence[NodeId]) -> bool:
        """Whether a speaker speaks of its own case: it is the party, runs or owns it, or is a person or group.

        People who are named in such news speak for the side they are on; monitors, outlets and other firms are third
        parties.
        """
        if speaker.kind in {"Person", "ThreatActor"} or not parties:
            return speaker.kind not in _THIRD_PARTIES
        if speaker.kind == "GovernmentBody" and not any(p.startswith("company/") or self.operator(p) for p in parties):
            return True  # a ministry speaks for the public service that was hit
        return any(self.related(speaker.entity, party) for party in parties)


def read_story(article: Article, dictionary: Dictionary, recognizer: Recognizer | None = None) -> Story:
    """Read an article's sentences, names, values and cues, and resolve its descriptions."""
    language = load(article.language)
    lines = [prepare(s, language) for s in sentences(article, language)]
    names = find_mentions(lines, language, dictionary, recognizer)
    entities = {e.id: e for e in names.entities}
    scenes = _resolved(_scenes(article, lines, names.mentions, entities))
    return Story(article, language, dictionary, tuple(scenes), names.mentions, entities)


def _scenes(
    article: Article,
    lines: Sequence[Prepared],
    mentions: Sequence[Mention],
    entities: Mapping[NodeId, Entity],
) -> list[Scene]:
    scenes = []
    ordered = sorted(mentions, key=lambda m: m.span)
    at = 0
    for line in lines:
        while at < len(ordered) and ordered[at].span.start < line.sentence.span.start:
            at += 1
        inside = []
        while at < len(ordered) and ordered[at].span.end <= line.sentence.span.end:
            inside.append((ordered[at], entities[ordered[at].entity].kind))
            at += 1
        scenes.append(build_scene(line, inside, article.published_on))
    return scenes


class _Referents:
    """Whom a description stands for: the latest of its kind; of people, the one named most often so far.

    "The billionaire" is the person an article is about, not the one it named last.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, Named]] = {}
        self._times: dict[NodeId, int] = {}
        self._clock = 0

    def see(self, name: Named) -> None:
        """Take note of a name."""
        self._clock += 1
        self._times[name.entity] = self._times.get(name.entity, 0) + 1
        known = self._last.get(name.kind)
        if name.kind == "Person" and known and self._times[known[1].entity] >= self._times[name.entity]:
            return
        self._last[name.kind] = (self._clock, name)

    def find(self, kind: str) -> tuple[int, Named] | None:
        """When and who was named of a kind."""
        return self._last.get(kind)


def _resolved(scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes with each description ("the company", «الملياردير») added as a name of whom it stands for.

    Where two kinds compete for a description ("the group"), the latest of them has it.
    """
    referents = _Referents()
    result = []
    for scene in scenes:
        added: dict[int, tuple[int, Named]] = {}
        items: list[tuple[int, Named | Cue]] = [(n.first, n) for n in scene.named]
        items += [(c.first, c) for c in scene.of("anaphor")]
        for position, item in sorted(items, key=lambda i: (i[0], isinstance(i[1], Cue))):
            if isinstance(item, Named):
                referents.see(item)
                continue
            found = referents.find(item.kind)
            if found is None or _names_itself(scene, item):
                continue
            if position not in added or added[position][0] < found[0]:
                added[position] = (found[0], replace(found[1], first=item.first, last=item.last, anaphor=True))
        if added:
            named = sorted([*scene.named, *(n for _, n in added.values())], key=lambda n: (n.first, n.last))
            scene = replace(scene, named=tuple(named))  # noqa: PLW2901 - the same scene, told more
        result.append(scene)
    return result


def _names_itself(scene: Scene, cue: Cue) -> bool:
    """Whether a name of its kind follows the description at once ("the company Orange"), or any name holds it."""
    follows = any(cue.last < n.first <= cue.last + 2 and n.kind == cue.kind for n in scene.named)
    return follows or any(n.first <= cue.first <= n.last or cue.first <= n.first <= cue.last for n in scene.named)
