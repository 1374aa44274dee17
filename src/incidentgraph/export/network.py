"""The graph as nodes and edges with attributes, for the formats of network tools.

A node is every thing that is named or told of: people, organisations, services, places, roles, events, articles and
conflicts. An edge is what links two of them: a plain fact, a claim, or both. What is claimed of the same two things in
the same stance by several articles is one edge, its `weight` the number of these articles. Claims, quotes and runs are
no nodes; the first quote goes with the edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from incidentgraph.export.base import GraphView
from incidentgraph.export.index import Index, Term, text
from incidentgraph.namespaces import DCT, IG, OA, OWL, RDF, RDFS, SCHEMA, SKOS, compact, local_name

_HELPERS = frozenset({"Claim", "Evidence", "Run", "Witness", "ConflictSide", "Difference"})
_BROAD = frozenset({"Event", "Incident", "Organization", "Place", "Role"})  # shown where no narrower class is
_TYPE = f"{RDF}type"
# Of no use in a network tool; the class is the node's kind.
_LEFT_OUT = frozenset({f"{SCHEMA}articleBody", f"{IG}sha256", f"{IG}textLength", _TYPE})
_SEPARATOR = "; "


@dataclass(frozen=True)
class Node:
    """One thing. `attributes` are its values by property, several joined by a semicolon."""

    id: str
    label: str
    kind: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class Edge:
    """One link. `stance` is empty where it is a plain fact that no claim tells (an article's mention, say)."""

    id: str
    source: str
    target: str
    kind: str
    stance: str
    fact: bool
    weight: int
    articles: str
    quote: str


@dataclass(frozen=True)
class Network:
    """The nodes by id, and the edges by their ends, kind and stance."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(graph: GraphView) -> Network:
    """The nodes and edges of a graph, sorted."""
    index = Index.of(graph)
    kinds = {s: kind for s, own in index.things() if (kind := _kind(s, own.get(_TYPE, [])))}
    nodes = tuple(_node(subject, kind, index, graph.prefixes) for subject, kind in kinds.items())
    return Network(nodes, tuple(_edges(index, kinds)))


def _kind(subject: Term, types: list[Term]) -> str:
    """The narrowest class of the ontology; empty for what is no node."""
    if isinstance(subject, NamedNode) and subject.value.startswith(IG):  # an individual of the ontology
        return ""
    own = [local_name(t.value) for t in types if isinstance(t, NamedNode) and t.value.startswith(IG)]
    if not own or not _HELPERS.isdisjoint(own):
        return ""
    return min(own, key=lambda name: (name in _BROAD, name))


def _node(subject: Term, kind: str, index: Index, prefixes: Mapping[str, str]) -> Node:
    attributes: dict[str, list[str]] = defaultdict(list)
    for predicate, values in index.properties(subject).items():
        for value in values:
            if predicate == f"{RDFS}label" and isinstance(value, Literal):
                if value.language:
                    attributes[f"label_{value.language}"].append(value.value)
            elif predicate == f"{SKOS}altLabel":
                attributes["aliases"].append(text(value))
            elif predicate == f"{OWL}sameAs" and isinstance(value, NamedNode):
                attributes["sameAs"].append(compact(value.value, prefixes))
            elif predicate not in _LEFT_OUT and _is_plain(value):
                attributes[local_name(predicate)].append(text(value))
    joined = {name: _SEPARATOR.join(dict.fromkeys(values)) for name, values in sorted(attributes.items())}
    return Node(text(subject), index.label(subject), kind, joined)


def _is_plain(value: Term) -> bool:
    """A literal, or a term of the ontology (a stance, a kind of cause): what is no edge."""
    return isinstance(value, Literal) or (isinstance(value, NamedNode) and value.value.startswith(IG))


_Link = tuple[Term, str, Term]  # subject, property, object


def _edges(index: Index, kinds: Mapping[Term, str]) -> list[Edge]:
    facts = {
        (subject, predicate, obj)
        for subject in kinds
        for predicate, objects in index.properties(subject).items()
        for obj in objects
        if obj in kinds
    }
    told: dict[tuple[_Link, str], list[NamedNode]] = defaultdict(list)
    for claims in index.claims_by_subject().values():
        for claim in claims:
            for link in _links(claim, index):
                if link[0] in kinds and link[2] in kinds:
                    told[link, local_name(index.first(claim, f"{IG}stance"))].append(claim)
    bare = [link for link in facts if (link, "Asserted") not in told]
    edges = [
        *(_edge(link, stance, claims, index, fact=stance == "Asserted" and link in facts)
          for (link, stance), claims in told.items()),
        *(_edge(link, "", [], index, fact=True) for link in bare),
    ]  # fmt: skip
    return sorted(edges, key=lambda edge: edge.id)


def _links(claim: NamedNode, index: Index) -> list[_Link]:
    return [
        (subject, predicate.value, obj)
        for subject in index.nodes(claim, f"{RDF}subject")
        for predicate in index.nodes(claim, f"{RDF}predicate")
        for obj in index.nodes(claim, f"{RDF}object")
    ]


def _edge(link: _Link, stance: str, claims: list[NamedNode], index: Index, *, fact: bool) -> Edge:
    subject, predicate, obj = link
    source, kind, target = text(subject), local_name(predicate), text(obj)
    quotes = sorted(
        (index.first(article, f"{DCT}identifier"), int(index.first(place, f"{OA}start") or 0), quote)
        for claim in claims
        for article in index.nodes(claim, f"{IG}statedIn")
        for place in index.nodes(claim, f"{IG}evidence")
        for quote in index.texts(place, f"{OA}exact")
    )
    articles = sorted({article for article, _, _ in quotes})
    return Edge(
        id=f"{source}|{kind}|{target}|{stance}",
        source=source,
        target=target,
        kind=kind,
        stance=stance,
        fact=fact,
        weight=max(1, len(articles)),
        articles=_SEPARATOR.join(articles),
        quote=quotes[0][2] if quotes else "",
    )
