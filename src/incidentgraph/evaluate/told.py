"""What a graph tells, article by article, through the public vocabulary alone: any tool's graph can be measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from incidentgraph.evaluate.names import plain
from incidentgraph.evaluate.vocabulary import EVENTS, vocabulary
from incidentgraph.namespaces import DCT, IG, OA, RDF, RDFS, SCHEMA, SKOS, local_name

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple

_TYPE = NamedNode(f"{RDF}type")
_NAMES = tuple(NamedNode(name) for name in (f"{RDFS}label", f"{SKOS}prefLabel", f"{SKOS}altLabel"))


def _ig(name: str) -> NamedNode:
    return NamedNode(f"{IG}{name}")


class Triples(Protocol):
    """A graph to read: `incidentgraph.store.Graph` is one."""

    def match(
        self, subject: Node | None = None, predicate: NamedNode | None = None, obj: Term | None = None
    ) -> Iterable[Triple]:
        """The triples that fit, each once."""


@dataclass(frozen=True)
class Quote:
    """The words that a claim rests on, and where they are said to stand."""

    exact: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Fact:
    """One claim: subject, predicate and object with what measuring asks of it."""

    subject: Term
    predicate: str
    object: Term
    stance: str = "Asserted"
    qualifier: str = ""
    currency: str = ""
    role_status: str = ""
    quotes: tuple[Quote, ...] = ()

    @property
    def value(self) -> str:
        """The object as text, without language and datatype."""
        return text_of(self.object)


@dataclass
class Telling:
    """What one article says, from its claims alone."""

    body: str | None = None
    mentions: list[Node] = field(default_factory=list)
    events: dict[Term, dict[str, list[Fact]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    roles: list[Fact] = field(default_factory=list)
    relations: list[Fact] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


class ToldGraph:
    """A graph's articles, and what is known of the nodes that they speak of."""

    def __init__(self, graph: Triples) -> None:
        self._graph = graph
        self._types: dict[Term, frozenset[str]] = {}
        self._names: dict[Term, frozenset[str]] = {}
        self._labels: dict[Term, str] = {}

    def _objects(self, subject: Node, predicate: NamedNode) -> list[Term]:
        return sorted((triple.object for triple in self._graph.match(subject, predicate)), key=str)

    def _one(self, subject: Node, predicate: NamedNode) -> Term | None:
        return next(iter(self._objects(subject, predicate)), None)

    def _text(self, subject: Node, predicate: NamedNode) -> str:
        found = self._one(subject, predicate)
        return "" if found is None else text_of(found)

    def _term(self, subject: Node, name: str) -> str:
        return local(self._text(subject, _ig(name)))

    @cached_property
    def articles(self) -> Mapping[str, Node]:
        """Every article by its identifier."""
        nodes = [_node(t.subject) for t in self._graph.match(None, _TYPE, _ig("Article"))]
        return {text_of(name): node for node in sorted(nodes, key=str) for name in self._objects(node, _IDENTIFIER)}

    @cached_property
    def claims(self) -> Mapping[Term, list[Node]]:
        """The claims of each article, in order."""
        typed = {t.subject for t in self._graph.match(None, _TYPE, _ig("Claim"))}
        found: dict[Term, list[Node]] = defaultdict(list)
        for triple in sorted(self._graph.match(None, _ig("statedIn")), key=lambda t: str(t.subject)):
            if triple.subject in typed:
                found[triple.object].append(_node(triple.subject))
        return found

    def types(self, node: Term) -> frozenset[str]:
        """The classes of our vocabulary that a node has, the broader ones too."""
        if node not in self._types:
            found = {text_of(t) for t in self._objects(node, _TYPE)} if isinstance(node, Node) else set()
            own = {name.removeprefix(IG) for name in found if name.startswith(IG)}
            self._types[node] = frozenset(own | {b for t, b in vocabulary().broader.items() if t in own})
        return self._types[node]

    def names(self, node: Term) -> frozenset[str]:
        """Every name of a node in its plain form; of a literal, itself."""
        if node not in self._names:
            told = [text_of(o) for p in _NAMES for o in self._objects(node, p)] if isinstance(node, Node) else []
            found = {plain(name) for name in told} - {""} if isinstance(node, Node) else {plain(text_of(node))}
            self._names[node] = frozenset(found)
        return self._names[node]

    def label(self, node: Term, language: str) -> str:
        """What to call a node before people: its label in a language, or any, or the end of its IRI."""
        if not isinstance(node, Node):
            return text_of(node)
        labels = [o for o in self._objects(node, _NAMES[0]) if isinstance(o, Literal)]
        best = sorted(labels, key=lambda o: (o.language != "en", o.language != language, o.value))
        return best[0].value if best else local(text_of(node))

    def role_in(self, role: Term) -> list[Term]:
        """Where an office is held."""
        return self._objects(role, _ig("roleIn")) if isinstance(role, Node) else []

    def read(self, article: Node) -> Telling:
        """What one article says."""
        body = self._one(article, _BODY)
        telling = Telling(None if body is None else text_of(body))
        telling.mentions = [o for o in self._objects(article, _MENTIONS) if isinstance(o, Node)]
        for claim in self.claims.get(article, []):
            fact = self._fact(claim)
            if fact is None:
                continue
            telling.facts.append(fact)
            if self.types(fact.subject) & EVENTS or fact.predicate == "type":
                telling.events[fact.subject][fact.predicate].append(fact)
            elif fact.predicate == "holdsRole":
                telling.roles.append(fact)
            else:
                telling.relations.append(fact)
        return telling

    def _fact(self, claim: Node) -> Fact | None:
        subject, predicate, obj = (self._one(claim, NamedNode(f"{RDF}{x}")) for x in ("subject", "predicate", "object"))
        if subject is None or predicate is None or obj is None:
            return None  # validation tells of it; there is nothing to compare
        return Fact(
            subject,
            local(text_of(predicate)),
            obj,
            stance=self._term(claim, "stance") or "Asserted",
            qualifier=self._term(claim, "qualifier") or "Exact",
            currency=self._text(claim, _ig("currency")),
            role_status=self._term(claim, "roleStatus"),
            quotes=tuple(self._quotes(claim)),
        )

    def _quotes(self, claim: Node) -> Iterable[Quote]:
        for evidence in self._objects(claim, _ig("evidence")):
            if not isinstance(evidence, Node):
                continue
            start, end = (_integer(self._text(evidence, NamedNode(f"{OA}{name}"))) for name in ("start", "end"))
            for exact in self._objects(evidence, NamedNode(f"{OA}exact")):
                yield Quote(text_of(exact), start, end)


_IDENTIFIER = NamedNode(f"{DCT}identifier")
_BODY = NamedNode(f"{SCHEMA}articleBody")
_MENTIONS = NamedNode(f"{SCHEMA}mentions")


def _node(term: Term) -> Node:
    if not isinstance(term, Node):
        raise TypeError(term)
    return term


def _integer(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def text_of(term: Term) -> str:
    """An IRI, or a literal without language and datatype."""
    return str(term) if isinstance(term, Triple) else term.value


def local(name: str) -> str:
    """The end of an IRI, or the text itself.

    >>> local("https://w3id.org/incidentgraph/ontology#DDoS"), local("")
    ('DDoS', '')
    """
    return local_name(name) if name else ""
