"""Claims read back from a graph as the statements that the resolution saw, so that it can rule on them once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Protocol
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Triple

from incidentgraph import namespaces as ns
from incidentgraph.model import (
    Article,
    Claim,
    Evidence,
    NodeId,
    Object,
    Qualifier,
    Ref,
    RoleStatus,
    Span,
    Stance,
    Term,
    Value,
)
from incidentgraph.rdf import iri
from incidentgraph.resolve.facts import rule_on
from incidentgraph.resolve.statements import Statement

_PREDICATES = {f"{ns.RDF}type": "type", f"{ns.RDFS}label": "label", f"{ns.SKOS}altLabel": "altLabel",
               f"{ns.OWL}sameAs": "sameAs", f"{ns.SCHEMA}mentions": "mentions"}  # fmt: skip
_TYPE = NamedNode(f"{ns.RDF}type")
_SUBJECT, _OBJECT = NamedNode(f"{ns.RDF}subject"), NamedNode(f"{ns.RDF}object")
_EVENT = NamedNode(f"{ns.IG}Event")

_UNSET = NodeId("")

Properties = Mapping[str, tuple[NamedNode | Literal, ...]]


class Source(Protocol):
    """A graph to read (`incidentgraph.store.Graph` is one)."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix to namespace."""

    def match(
        self, subject: NamedNode | None = None, predicate: NamedNode | None = None, obj: NamedNode | None = None, /
    ) -> Iterator[Triple]:
        """The triples that fit, each once."""


@dataclass(frozen=True)
class Recalled(Statement):
    """A statement of a graph: its id is that of the claim's node, since its members were joined after it was told."""

    node: NodeId = _UNSET

    @property
    def id(self) -> NodeId:
        """The claim's id."""
        return self.node


class Recall:
    """The claims of a graph. What is read once is kept."""

    def __init__(self, graph: Source) -> None:
        self.graph = graph
        self._articles: dict[NamedNode, tuple[Article, NodeId]] = {}
        self._established: dict[NodeId, bool] = {}

    @cached_property
    def base(self) -> str:
        """Where the graph's things live, told by any article's IRI; the usual place where there is none."""
        for node in self.subjects(_TYPE, NamedNode(f"{ns.IG}Article")):
            head, mark, _ = node.value.rpartition("article/")
            if mark:
                return head
        return ns.BASE

    def iri(self, node: NodeId) -> NamedNode:
        """The IRI of a node id."""
        return iri(self.base, node)

    def node(self, term: NamedNode) -> NodeId:
        """The node id of an IRI; the IRI itself where it lies elsewhere."""
        value = term.value
        return NodeId(unquote(value.removeprefix(self.base)) if value.startswith(self.base) else value)

    def subjects(self, predicate: NamedNode, target: NamedNode | None = None) -> Iterator[NamedNode]:
        """The nodes that have a property, or one with this object."""
        for triple in self.graph.match(None, predicate, target):
            if isinstance(triple.subject, NamedNode):
                yield triple.subject

    def names(self, predicate: NamedNode) -> Iterator[tuple[NamedNode, str]]:
        """All texts of a property, with the nodes that they are told of."""
        for triple in self.graph.match(None, predicate):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
                yield triple.subject, triple.object.value

    def properties(self, node: NamedNode) -> Properties:
        """All that is told of a node, by property, in order."""
        found: dict[str, list[NamedNode | Literal]] = {}
        for triple in self.graph.match(node):
            if isinstance(triple.object, NamedNode | Literal):
                found.setdefault(triple.predicate.value, []).append(triple.object)
        return {name: tuple(sorted(objects, key=str)) for name, objects in sorted(found.items())}

    def told_of(self, subject: NodeId) -> list[Recalled]:
        """What is claimed of a node, in the order of the claims' ids."""
        return self._statements(self.subjects(_SUBJECT, self.iri(subject)))

    def told_with(self, target: NodeId) -> list[Recalled]:
        """The claims whose object is a node."""
        return self._statements(self.subjects(_OBJECT, self.iri(target)))

    def told_in(self, article: NodeId) -> list[Recalled]:
        """The claims that an article makes."""
        stated = NamedNode(f"{ns.IG}statedIn")
        return self._statements(self.subjects(stated, self.iri(article)))

    def _statements(self, claims: Iterable[NamedNode]) -> list[Recalled]:
        return sorted(map(self.statement, set(claims)), key=lambda s: s.id)

    def established(self, node: NodeId) -> bool:
        """Whether a node is no event, or one whose class stands as a plain fact."""
        if node not in self._established:
            self._established[node] = True
            if any(True for _ in self.graph.match(self.iri(node), _TYPE, _EVENT)):
                told = [s for s in self.told_of(node) if s.claim.predicate == "type"]
                self._established[node] = bool(rule_on("type", told, lambda _: True).standing)
        return self._established[node]

    def statement(self, claim: NamedNode) -> Recalled:
        """The claim of an IRI."""
        told = self.properties(claim)
        article, witness = self.article(_node(told, f"{ns.IG}statedIn"))
        by = told.get(f"{ns.PROV}wasAttributedTo")
        words = told.get(f"{ns.IG}attributionText")
        subject, target = self.node(_node(told, f"{ns.RDF}subject")), self.object(told[f"{ns.RDF}object"][0])
        speaker = self.node(by[0]) if by and isinstance(by[0], NamedNode) else None
        status = self._local(told, "roleStatus")
        content = Claim(
            article=article.id,
            subject=subject,
            predicate=predicate_name(_node(told, f"{ns.RDF}predicate")),
            object=target,
            stance=Stance(self._local(told, "stance") or Stance.ASSERTED),
            qualifier=Qualifier(self._local(told, "qualifier") or Qualifier.EXACT),
            as_of=self._value(told, "asOf"),
            attributed_to=speaker,
            attribution=words[0].value if words else None,
            role_status=RoleStatus(status) if status else None,
            role_start=self._value(told, "roleStart"),
            role_end=self._value(told, "roleEnd"),
            currency=next((c.value for c in told.get(f"{ns.IG}currency", ())), None),
            evidence=tuple(sorted(self._evidence(told), key=lambda e: e.span)),
            confidence=float(Decimal(next((c.value for c in told.get(f"{ns.IG}confidence", ())), "1"))),
        )
        return Recalled(
            content, subject, target, article, witness, speaker or content.attribution or "", self.node(claim)
        )

    def article(self, node: NamedNode) -> tuple[Article, NodeId]:
        """What is known of an article, but for its text, and its witness. Its outlet is the publisher's node id."""
        if node not in self._articles:
            told = self.properties(node)

            def one(name: str) -> str | None:
                return next((found.value for found in told.get(name, ())), None)

            issued = one(f"{ns.DCT}issued")
            publisher = told.get(f"{ns.DCT}publisher")
            article = Article(
                id=one(f"{ns.DCT}identifier") or self.node(node),
                text="",
                language=one(f"{ns.DCT}language") or "und",
                title=one(f"{ns.DCT}title"),
                url=one(f"{ns.SCHEMA}url"),
                published=_moment(issued) if issued else None,
                outlet=self.node(publisher[0]) if publisher and isinstance(publisher[0], NamedNode) else None,
            )
            witness = told.get(f"{ns.IG}witness")
            told_by = self.node(witness[0]) if witness and isinstance(witness[0], NamedNode) else self.node(node)
            self._articles[node] = (article, told_by)
        return self._articles[node]

    def object(self, term: NamedNode | Literal) -> Object:
        """The object that a term stands for."""
        if isinstance(term, Literal):
            if term.language:
                return Value(term.value, f"langString:{term.language}")
            return Value(term.value, ns.local_name(term.datatype.value))
        if term.value.startswith(ns.IG):
            return Term(term.value.removeprefix(ns.IG))
        return Ref(self.node(term))

    def _value(self, told: Properties, name: str) -> Value | None:
        found = told.get(f"{ns.IG}{name}")
        value = self.object(found[0]) if found else None
        return value if isinstance(value, Value) else None

    def _local(self, told: Properties, name: str) -> str | None:
        found = told.get(f"{ns.IG}{name}")
        return ns.local_name(found[0].value) if found else None

    def _evidence(self, told: Properties) -> Iterator[Evidence]:
        for node in told.get(f"{ns.IG}evidence", ()):
            if isinstance(node, NamedNode):
                quote = self.properties(node)
                start, end = (int(quote[f"{ns.OA}{name}"][0].value) for name in ("start", "end"))
                yield Evidence(Span(start, end), quote[f"{ns.OA}exact"][0].value)


def predicate_name(predicate: NamedNode) -> str:
    """A property as the stages call it.

    >>> predicate_name(NamedNode("https://w3id.org/incidentgraph/ontology#duration"))
    'duration'
    """
    return _PREDICATES.get(predicate.value) or predicate.value.removeprefix(ns.IG)


def _node(told: Properties, name: str) -> NamedNode:
    (found, *_) = told[name]
    if not isinstance(found, NamedNode):
        raise TypeError(name)
    return found


def _moment(text: str) -> date | datetime | None:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:  # a date that the calendar of Python does not have, or one with a zone
        return None
