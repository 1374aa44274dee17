"""The part of a graph that a change touches: as quads, and as what the store holds of it so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from incidentgraph import namespaces as ns
from incidentgraph import rdf
from incidentgraph.live.codec import decode
from incidentgraph.live.copies import joined_by
from incidentgraph.live.ledger import Ledger
from incidentgraph.live.told import Found, Told
from incidentgraph.model import Entity, Fact, Incident, NodeId, Reading, Ref, Resolution, Role, Term
from incidentgraph.resolve.witnesses import witness_facts

Match = Callable[
    [ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | None], Iterable[ox.Quad]
]
"""The quads of a store by subject, property, object and graph."""


@dataclass(frozen=True)
class Part:
    """Articles whose graphs are written anew, and nodes of whom all plain facts and conflicts are."""

    articles: frozenset[str]
    nodes: frozenset[NodeId]


def pieces(part: Part, size: int = 500) -> Iterator[Part]:
    """A part in pieces of so many articles or nodes."""
    articles, nodes = sorted(part.articles), sorted(part.nodes)
    for start in range(0, len(articles), size):
        yield Part(frozenset(articles[start : start + size]), frozenset())
    for start in range(0, len(nodes), size):
        yield Part(frozenset(), frozenset(nodes[start : start + size]))


def quads_now(ledger: Ledger, part: Part, base: str) -> set[ox.Quad]:
    """The quads of a part as the ledger has them now."""
    told = Told(ledger)
    found = told.found(part.nodes)
    readings = [ledger.reading(row[0]) for row in ledger.among("SELECT id FROM article WHERE id IN (?)", part.articles)]
    same = _canonical_ids(readings, told)
    incidents = [i for node in sorted(part.nodes) if (i := told.incident(node)) is not None]
    named = {*part.nodes, *(obj.id for _, _, obj in found.told if isinstance(obj, Ref))}
    entities, roles = _resolved(ledger, named)
    resolution = Resolution(
        readings=tuple(readings),
        entities=tuple(entities),
        roles=tuple(role for role in roles if role.id in part.nodes),
        incidents=tuple(incidents),
        same=same,
        facts=(*_of_articles(ledger, readings), *found.facts, *_established(readings, part, told)),
        conflicts=found.conflicts,
    )
    made = rdf.quads_of_part(resolution, base, _context(ledger, readings, found))
    facts, conflicts = rdf.facts_graph(base), rdf.conflicts_graph(base)
    nodes = {rdf.iri(base, node) for node in part.nodes}
    graphs = {rdf.article_graph(base, reading.article.id) for reading in readings} | {conflicts}
    return {q for q in made if q.graph_name in graphs or (q.graph_name == facts and q.subject in nodes)}


def quads_before(match: Match, part: Part, base: str) -> set[ox.Quad]:
    """The quads of a part as a store holds them."""
    facts, conflicts = rdf.facts_graph(base), rdf.conflicts_graph(base)
    found = {q for article in part.articles for q in match(None, None, None, rdf.article_graph(base, article))}
    about, side = ox.NamedNode(f"{ns.IG}conflictSubject"), ox.NamedNode(f"{ns.IG}conflictSide")
    for node in sorted(part.nodes):
        iri = rdf.iri(base, node)
        found.update(match(iri, None, None, facts))
        for conflict in [q.subject for q in match(None, about, iri, conflicts)]:
            assert isinstance(conflict, ox.NamedNode)  # noqa: S101 - so the writer names it
            found.update(match(conflict, None, None, conflicts))
            for quad in match(conflict, side, None, conflicts):
                assert isinstance(quad.object, ox.NamedNode)  # noqa: S101
                found.update(match(quad.object, None, None, conflicts))
    return found


def _canonical_ids(readings: Iterable[Reading], told: Told) -> dict[NodeId, NodeId]:
    nodes: set[NodeId] = set()
    for reading in readings:
        nodes |= {e.id for e in reading.entities} | {r.id for r in reading.roles} | {e.id for e in reading.events}
    return {node: told.canonical(node) for node in sorted(nodes)}


def _resolved(ledger: Ledger, nodes: Iterable[NodeId]) -> tuple[list[Entity], list[Role]]:
    entities: list[Entity] = []
    roles: list[Role] = []
    for node, body in ledger.among("SELECT node, body FROM resolved WHERE node IN (?)", nodes):
        if node.startswith("role/"):
            roles.append(decode(body, Role))
        else:
            entities.append(decode(body, Entity))
    return entities, roles


def _of_articles(ledger: Ledger, readings: Iterable[Reading]) -> tuple[Fact, ...]:
    """Whose witness each article is, and of what it is a copy."""
    witness = {reading.article.id: ledger.witness(reading.article.id) for reading in readings}
    return witness_facts(witness, (edge for edge in joined_by(ledger, witness) if edge[0] in witness))


def _established(readings: Iterable[Reading], part: Part, told: Told) -> Iterator[Fact]:
    """That incidents are established of which an article tells that is written anew, where they themselves are not."""
    events = {event.id for reading in readings for event in reading.events}
    for node in sorted({told.canonical(event) for event in events} - part.nodes):
        incident = told.incident(node)
        if incident is not None and told.exists(incident):
            yield Fact(node, "type", Term(incident.kind), ())


def _context(ledger: Ledger, readings: Iterable[Reading], found: Found) -> rdf.Context:
    outlets: dict[str, Entity] = {}
    runs: dict[str, rdf.RunInfo] = {}
    told = {reading.article.id: reading.article for reading in readings}
    for article, run, outlet in ledger.among("SELECT id, run, outlet FROM article WHERE id IN (?)", told):
        runs[article] = decode(run, rdf.RunInfo)
        name = told[article].outlet
        if name is not None and outlet is not None:
            outlets[name] = decode(outlet, Entity)
    return rdf.Context(outlets, runs, found.told)


def changed_labels(ledger: Ledger, nodes: Iterable[NodeId]) -> Iterator[Incident]:
    """The incidents that are named after these entities."""
    members = {member for node in nodes for member in ledger.members(node)}
    sql = "SELECT DISTINCT event.incident FROM told JOIN event ON event.id = told.subject WHERE told.object IN (?)"
    for (node,) in ledger.among(sql, members):
        yield decode(str(ledger.one("SELECT body FROM incident WHERE id = ?", node)), Incident)
