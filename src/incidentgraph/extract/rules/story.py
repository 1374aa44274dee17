"""An article as a row of scenes, with what runs through them: whom descriptions stand for, who runs what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from incidentgraph.entities import Dictionary
from incidentgraph.extract.recognizers import Recognizer
from incidentgraph.extract.rules.dateline import dateline
from incidentgraph.extract.rules.debunks import doubted
from incidentgraph.extract.rules.names import find_mentions
from incidentgraph.extract.rules.prepared import Prepared, prepare
from incidentgraph.extract.rules.quotes import heard
from incidentgraph.extract.rules.referents import resolved
from incidentgraph.extract.rules.scene import Named, Scene, build_scene
from incidentgraph.extract.rules.sorts import Sorts
from incidentgraph.languages import Language, load
from incidentgraph.model import Article, Entity, Mention, NodeId, Span
from incidentgraph.text import sentences

ORGANISATIONS = ("Organization", "GovernmentBody", "MediaOutlet", "Company")
_THIRD_PARTIES = frozenset({"Organization", "MediaOutlet", "Country"})
_OFTEN = 2  # mentions that make a country the article's own
PLACES = ("Place", "Country", "City", "Region")


@dataclass(eq=False)
class Story:
    """One article, read into scenes. `entities` are those mentioned in it, by id."""

    article: Article
    language: Language
    dictionary: Dictionary
    scenes: tuple[Scene, ...]
    mentions: tuple[Mention, ...]
    entities: dict[NodeId, Entity]
    owners: dict[NodeId, set[NodeId]] = field(default_factory=dict)
    firms: set[NodeId] = field(default_factory=set)
    """Companies that no mention names, only their services."""

    def operator(self, service: NodeId) -> NodeId | None:
        """The company behind a service, as the dictionary knows it."""
        return self.dictionary.operator(service)

    def watches(self, entity: NodeId) -> bool:
        """Whether this is who counts and watches other people's outages, as the dictionary knows it: never a victim."""
        return self.dictionary.flags.get(entity, {}).get("sort") == "monitor"

    def firm(self, service: NodeId) -> NodeId:
        """The company of a service's own name, which people head and work for ("the chief of X"); not who owns it."""
        namesake = NodeId(service.replace("service/", "company/", 1))
        told = self.entities.get(service)
        if namesake not in self.dictionary.entities and namesake not in self.entities and told:
            self.entities[namesake] = Entity(namesake, "Company", told.labels, told.aliases)
            self.firms.add(namesake)
        return namesake

    def related(self, left: NodeId, right: NodeId) -> bool:
        """Whether two parties are one, or a service and the company behind it."""
        if left == right or left.partition("/")[2] == right.partition("/")[2]:
            return True
        if self._town(left) and self._town(left) == self._town(right):
            return True
        return right in (self.operator(left), *self.owners.get(left, ())) or left in (
            self.operator(right),
            *self.owners.get(right, ()),
        )

    def _town(self, body: NodeId) -> str | None:
        """The town that a body is the town hall of: *la mairie de X*, *la commune de X*, *la Ville de X* are one."""
        opening, _, rest = body.partition("/")[2].partition("-")
        halls = self.language.table("syntax").get("town_halls", ())
        return rest if opening in halls and rest else None

    @cached_property
    def topic(self) -> NodeId | None:
        """The company that the article names most often, if more than once; of equals, the one named first."""
        named = Counter(n.entity for s in self.scenes for n in s.names("Company"))
        best = max(named, key=named.__getitem__, default=None)
        return best if best and named[best] > 1 else None

    @cached_property
    def house(self) -> NodeId | None:
        """The body that the article is about, where that is no company: the one it names most often, and twice."""
        bodies = ("Company", "Organization", "GovernmentBody")
        named = Counter(n.entity for s in self.scenes for n in s.names(*bodies) if not self.watches(n.entity))
        best = max(named, key=named.__getitem__, default=None)
        alone = best is not None and len(named) == 1 and self.entities[best].kind == "Organization"
        return best if best and (named[best] > 1 or alone) else None

    @cached_property
    def home(self) -> NodeId | None:
        """The country an article is about: clearly the first of those that it names, or names towns and bodies of."""
        told: Counter[NodeId] = Counter()
        for scene in self.scenes:
            for name in scene.named:
                country = name.entity if name.kind == "Country" else self.dictionary.country(name.entity)
                if (
                    country
                    and not name.anaphor
                    and name.kind not in {"Person", "ThreatActor", "MediaOutlet", "Company"}
                ):
                    told[country] += 1
        ranked = told.most_common(2)
        if not ranked or ranked[0][1] < _OFTEN:
            return None
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None

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
    told = dateline(lines) if article.published is None else None
    if told:
        article = replace(article, published=told[0])
    scenes = resolved(
        _scenes(article, lines, names.mentions, entities, told[1] if told else None),
        language,
        Sorts(language, dictionary, entities),
    )
    return Story(article, language, dictionary, tuple(doubted(heard(scenes))), names.mentions, entities)


def _scenes(
    article: Article,
    lines: Sequence[Prepared],
    mentions: Sequence[Mention],
    entities: Mapping[NodeId, Entity],
    own_date: Span | None,
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
        scenes.append(build_scene(line, inside, article.published_on, own_date))
    return scenes
