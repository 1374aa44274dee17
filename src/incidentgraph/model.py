"""The nouns that all stages speak in: frozen, comparable, no RDF in them.

An article is read into mentions, entities, roles, events and claims (`Reading`); the readings of all articles are
resolved into canonical entities, incidents, facts and conflicts (`Resolution`). Whatever is named by an `id` here is a
*node id*: the path of its IRI under the base, such as ``company/meta`` or ``claim/5f0c...``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NewType

NodeId = NewType("NodeId", str)
"""The path of a thing's IRI under the base, e.g. ``service/whatsapp``."""


class Stance(StrEnum):
    """How an article holds a claim; the value is the local name of the ontology's individual."""

    ASSERTED = "Asserted"
    CLAIMED = "Claimed"
    ATTRIBUTED = "Attributed"
    SUSPECTED = "Suspected"
    DENIED = "Denied"

    __hash__ = str.__hash__  # that of enumerations is slow


class Qualifier(StrEnum):
    """How exact a told number is."""

    EXACT = "Exact"
    MORE_THAN = "MoreThan"
    LESS_THAN = "LessThan"
    ABOUT = "About"

    __hash__ = str.__hash__  # that of enumerations is slow


class RoleStatus(StrEnum):
    """When a person holds a role, seen from the article."""

    CURRENT = "Current"
    FORMER = "Former"
    ENDING = "Ending"
    FUTURE = "Future"

    __hash__ = str.__hash__  # that of enumerations is slow


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in an article's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether both share a code point.

        >>> Span(0, 3).overlaps(Span(2, 5)), Span(0, 3).overlaps(Span(3, 5))
        (True, False)
        """
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Whether all of this lies inside the other."""
        return other.start <= self.start and self.end <= other.end

    def shifted(self, by: int) -> Span:
        """The same range, `by` code points later."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True)
class Article:
    """One input document. `text` is kept exactly as decoded; all offsets count its code points.

    `id` is the input's stem or record id. `language` is an ISO 639-1 code, or ``und``. `published` is the date (with
    its time and zone, where told). `skip` are ranges that are no prose of the article (front matter, say).
    """

    id: str
    text: str
    language: str
    title: str | None = None
    url: str | None = None
    published: date | datetime | None = None
    outlet: str | None = None
    author: str | None = None
    skip: tuple[Span, ...] = ()
    source: str = field(default="", compare=False)
    """What the input was called, for messages only."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def published_on(self) -> date | None:
        """The day of publication, as the outlet's own clock tells it."""
        return self.published.date() if isinstance(self.published, datetime) else self.published


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name in a language (ISO 639-1, or ``mul`` where it is the same in several)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what is named: a node of the graph. `kind` is a class of the ontology, e.g. ``Company``.

    `labels` are the best names, at most one a language; `aliases` every other form seen or known.
    """

    id: NodeId
    kind: str
    labels: tuple[Name, ...]
    aliases: tuple[Name, ...] = ()
    wikidata: str | None = None

    @property
    def label(self) -> str:
        """One name to show: English before French before any."""
        order = {"en": 0, "mul": 1, "fr": 2}
        return min(self.labels, key=lambda n: (order.get(n.language, 3), n)).text if self.labels else self.id


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, and whom it stands for."""

    span: Span
    text: str
    entity: NodeId


@dataclass(frozen=True, slots=True)
class Role:
    """An office or position: one node per title and organisation. `kind` is PoliticalRole or CorporateRole."""

    id: NodeId
    kind: str
    title: Name
    role_in: NodeId | None


@dataclass(frozen=True, slots=True)
class Event:
    """An outage, attack or contribution as one article tells it."""

    id: NodeId
    kind: str
    article: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words of an article, and where they stand: ``article.text[span.start:span.end] == exact``."""

    span: Span
    exact: str


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A claim's object that is a node: an entity, an event or a role."""

    id: NodeId


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A claim's object that is an individual or class of the ontology, by local name, e.g. ``DDoS``."""

    name: str


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A claim's object that is a literal: XSD lexical form and datatype's local name (``duration``, ``gYear``, ...)."""

    lexical: str
    datatype: str


Object = Ref | Term | Value


@dataclass(frozen=True)
class Claim:
    """One thing that one article says, with its evidence.

    `predicate` is a property of the ontology by local name, or ``type``. `attributed_to` is who says so, if not the
    article itself: an entity, or, where nobody is named, the words of `attribution` ("experts"). `as_of` is when the
    value held. Equality is by meaning: the evidence's place and the confidence take no part in it.
    """

    article: str
    subject: NodeId
    predicate: str
    object: Object
    stance: Stance = Stance.ASSERTED
    qualifier: Qualifier = Qualifier.EXACT
    as_of: Value | None = None
    attributed_to: NodeId | None = None
    attribution: str | None = None
    role_status: RoleStatus | None = None
    role_start: Value | None = None
    role_end: Value | None = None
    currency: str | None = None
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)
    confidence: float = field(default=1.0, compare=False)

    @cached_property
    def id(self) -> NodeId:
        """Content-derived: the same claim of the same article has the same id at every run."""
        parts = (
            self.article,
            self.subject,
            self.predicate,
            self.object,
            self.stance,
            self.qualifier,
            self.as_of,
            self.attributed_to,
            self.attribution,
            self.role_status,
            self.role_start,
            self.role_end,
            self.currency,
        )
        return NodeId(f"claim/{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}")


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was refused, and why; nothing is dropped silently. `where` is an article id or a file."""

    where: str
    reason: str
    quote: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Reading:
    """What an extractor took from one article. The claims' subjects and objects are ids of what is listed here."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """An event as told by all articles together. `members` are the ids of the articles' events."""

    id: NodeId
    kind: str
    members: tuple[NodeId, ...]
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement on two things: the same, possibly the same, or different; with its score and reasons."""

    left: NodeId
    right: NodeId
    verdict: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A plain triple about canonical nodes, and the claims (ids) that support it."""

    subject: NodeId
    predicate: str
    object: Object
    claims: tuple[NodeId, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be true: two or more sides, each a group of claims (ids) that agree among themselves.

    Where `contradiction` is False, the claims differ and can yet all be true: a correction, an update, another scope.
    """

    id: NodeId
    kind: str
    subject: NodeId
    predicate: str
    sides: tuple[tuple[NodeId, ...], ...]
    contradiction: bool = True


@dataclass(frozen=True)
class Resolution:
    """All readings together. `same` maps every node id of a reading that has another canonical id to that id."""

    readings: tuple[Reading, ...]
    entities: tuple[Entity, ...]
    roles: tuple[Role, ...]
    incidents: tuple[Incident, ...]
    same: Mapping[NodeId, NodeId]
    links: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def canonical(self, node: NodeId) -> NodeId:
        """The node that stands for `node` in the graph."""
        return self.same.get(node, node)
