"""All readings together: who is who, which events are one, what is plain, and what disagrees.

`resolve` is pure: it depends on what the readings say, never on their order. Its parts, in the order of their work:
`entities` and `roles` (names), `profiles`, `blocking`, `features` and `events` (incidents), `witnesses`, `conflicts`,
`facts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incidentgraph.model import Link, NodeId, Reading, Ref, Resolution, Stance
from incidentgraph.resolve.conflicts import CONFLICT_KINDS, conflicts
from incidentgraph.resolve.entities import explained, resolve_entities, tallies
from incidentgraph.resolve.events import cluster_events
from incidentgraph.resolve.facts import RULES, facts, rule_for
from incidentgraph.resolve.incidents import canonical_ids, incidents
from incidentgraph.resolve.profiles import Canonical, profiles
from incidentgraph.resolve.roles import resolve_roles, role_tallies
from incidentgraph.resolve.statements import statements
from incidentgraph.resolve.verdicts import Verdicts, pair_of
from incidentgraph.resolve.witnesses import witnesses

__all__ = ["CONFLICT_KINDS", "RULES", "resolve", "rule_for", "witnesses"]


def resolve(
    readings: Sequence[Reading], verdicts: Sequence[Link] = (), operators: Iterable[tuple[NodeId, NodeId]] = ()
) -> Resolution:
    """Resolve all readings; one that is given twice counts once.

    `verdicts` are a person's own (``same``, ``different``); `operators` are pairs (company, service) known beforehand.
    """
    kept = _once(readings)
    judged = Verdicts.of(verdicts)
    names = resolve_entities(tallies(kept), (pair for reading in kept for pair in explained(reading)), judged)

    def entity(node: NodeId) -> NodeId:
        return names.same.get(node, node)

    roles, same_roles = resolve_roles(role_tallies(kept), entity)
    operated = _operators(kept, entity, operators)
    told = {p.id: p for reading in kept for p in profiles(reading, entity, operated)}
    clusters = cluster_events(told.values(), judged)
    found = incidents(clusters.groups, told)
    same = dict(sorted({**names.same, **same_roles, **canonical_ids(found)}.items()))
    told_by = witnesses(kept, lambda node: same.get(node, node))
    witness = told_by.of
    claimed = statements(kept, lambda node: same.get(node, node), witness)
    links = tuple(sorted([*names.links, *clusters.links], key=lambda x: (x.left, x.right, x.verdict)))
    return Resolution(
        readings=kept,
        entities=names.entities,
        roles=roles,
        incidents=found,
        same=same,
        links=links,
        facts=(*told_by.facts, *facts(claimed, found, _possible(links, same))),
        conflicts=conflicts(claimed),
    )


def _possible(links: Iterable[Link], same: Mapping[NodeId, NodeId]) -> list[tuple[NodeId, NodeId]]:
    """Pairs of canonical nodes that are possibly the same."""
    pairs = {
        pair_of(same.get(x.left, x.left), same.get(x.right, x.right)) for x in links if x.verdict == "possiblySame"
    }
    return sorted(pairs)


def _once(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings by article id, each article once."""
    found: dict[tuple[str, str], Reading] = {}
    for reading in readings:
        found.setdefault((reading.article.id, reading.article.digest), reading)
    return tuple(found[key] for key in sorted(found))


def _operators(
    readings: Iterable[Reading], canonical: Canonical, known: Iterable[tuple[NodeId, NodeId]]
) -> Mapping[NodeId, frozenset[NodeId]]:
    """The companies that operate a service: by what articles assert, by what is known, or by a shared name."""
    pairs = {(canonical(company), canonical(service)) for company, service in known}
    nodes: set[NodeId] = set()
    for reading in readings:
        nodes |= {canonical(entity.id) for entity in reading.entities}
        for claim in reading.claims:
            if claim.predicate == "operatorOf" and claim.stance is Stance.ASSERTED and isinstance(claim.object, Ref):
                pairs.add((canonical(claim.subject), canonical(claim.object.id)))
    services = [node for node in nodes if node.startswith("service/")]
    pairs |= {(c, s) for s in services if (c := NodeId(s.replace("service/", "company/", 1))) in nodes}
    found: dict[NodeId, set[NodeId]] = {}
    for company, service in pairs:
        found.setdefault(service, set()).add(company)
    return {service: frozenset(companies) for service, companies in sorted(found.items())}
