"""A change of a store, worked out in its ledger: which part of the graph looks different when articles come or go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from incidentgraph.live.codec import decode, encode
from incidentgraph.live.copies import refresh_copies
from incidentgraph.live.events import Regrouped, refresh_events
from incidentgraph.live.ledger import Ledger, packed
from incidentgraph.live.names import Change, Renamed, refresh_names
from incidentgraph.live.operators import operators, refresh_operators
from incidentgraph.live.part import Part, changed_labels
from incidentgraph.live.told import Told, count_told
from incidentgraph.model import Entity, NodeId, Reading
from incidentgraph.rdf import RunInfo
from incidentgraph.resolve.profiles import Profile, profiles
from incidentgraph.resolve.verdicts import Verdicts


@dataclass(frozen=True)
class Incoming:
    """Readings that come into a store: what made them, what is known of outlets and operators."""

    readings: tuple[Reading, ...] = ()
    run: RunInfo = field(default_factory=RunInfo)
    outlets: Mapping[str, Entity] = field(default_factory=dict)
    operators: tuple[tuple[NodeId, NodeId], ...] = ()


def work_out(ledger: Ledger, come: Incoming, gone: Sequence[str], verdicts: Verdicts | None = None) -> Part:
    """Bring the ledger up to date, and tell which part of the graph has to be written anew.

    `verdicts`, where given, are a person's from now on, in the place of those before.
    """
    left = [ledger.reading(article) for article in gone]
    change: Change = [*((reading, -1) for reading in left), *((reading, 1) for reading in come.readings)]
    judged = _judge(ledger, verdicts)
    before = {ledger.canonical(node) for node in {claim.subject for reading in left for claim in reading.claims}}
    _keep(ledger, come, gone)
    renamed = refresh_names(ledger, change, judged)
    served = refresh_operators(ledger, change, come.operators, renamed.moved)
    regrouped = refresh_events(ledger, _retold(ledger, change, renamed, served), judged)
    count_told(ledger, change)
    return _part(ledger, change, before, renamed, regrouped)


def _keep(ledger: Ledger, come: Incoming, gone: Sequence[str]) -> None:
    ledger.many("DELETE FROM article WHERE id = ?", [(name,) for name in gone])
    for name in gone:
        ledger.forget(name)
    run = encode(come.run)
    for reading in come.readings:
        article = reading.article
        outlet = come.outlets.get(article.outlet or "")
        row = (article.id, article.digest, run, None if outlet is None else encode(outlet), packed(reading))
        ledger.run("INSERT INTO article (id, digest, run, outlet, reading) VALUES (?, ?, ?, ?, ?)", *row)
        ledger.remember(reading)


def _judge(ledger: Ledger, verdicts: Verdicts | None) -> set[NodeId]:
    """Keep a person's verdicts; returns the nodes on which they have changed."""
    if verdicts is None:
        return set()
    now = {(*pair, "same") for pair in verdicts.same} | {(*pair, "different") for pair in verdicts.different}
    before = {(low, high, verdict) for low, high, verdict in ledger.rows("SELECT low, high, verdict FROM verdict")}
    ledger.many("DELETE FROM verdict WHERE low = ? AND high = ?", [row[:2] for row in before - now])
    ledger.many("INSERT OR REPLACE INTO verdict VALUES (?, ?, ?)", sorted(now - before))
    return {NodeId(node) for row in before ^ now for node in row[:2]}


def _retold(ledger: Ledger, change: Change, renamed: Renamed, served: Iterable[NodeId]) -> dict[NodeId, Profile | None]:
    """The events that are told otherwise than before: of these articles, or of what has another name or operator."""
    gone = {event.id for reading, sign in change if sign < 0 for event in reading.events}
    articles = {reading.article.id for reading, sign in change if sign > 0}
    articles |= {row[0] for row in ledger.among("SELECT article FROM occurrence WHERE node IN (?)", renamed.moved)}
    sql = (
        "SELECT event.article FROM participant JOIN event ON event.id = participant.event WHERE participant.node IN (?)"
    )
    articles |= {row[0] for row in ledger.among(sql, served)}
    present = sorted(row[0] for row in ledger.among("SELECT id FROM article WHERE id IN (?)", articles))
    canonical = cache(ledger.canonical)
    found: dict[NodeId, Profile | None] = dict.fromkeys(sorted(gone))
    for article in present:
        reading = ledger.reading(article)
        services = {canonical(e.id) for e in reading.entities if canonical(e.id).startswith("service/")}
        operated = {service: operators(ledger, service) for service in services}
        told = {profile.id: profile for profile in profiles(reading, canonical, operated)}
        rows = ledger.among("SELECT id, profile FROM event WHERE id IN (?)", told)
        known = {NodeId(node): body for node, body in rows if node not in gone}
        found |= {node: p for node, p in told.items() if node not in known or decode(known[node], Profile) != p}
    return found


def _part(ledger: Ledger, change: Change, before: set[NodeId], renamed: Renamed, regrouped: Regrouped) -> Part:
    """Everything that can look different: `before` are the nodes that the articles which go told of."""
    come = [reading for reading, sign in change if sign > 0]
    gone = [reading.article.id for reading, sign in change if sign < 0]
    rewritten = {reading.article.id for reading, _ in change}
    rewritten |= {r[0] for r in ledger.among("SELECT article FROM occurrence WHERE node IN (?)", renamed.moved)}
    rewritten |= {r[0] for r in ledger.among("SELECT article FROM event WHERE id IN (?)", regrouped.moved)}
    retold = [ledger.reading(r[0]) for r in ledger.among("SELECT id FROM article WHERE id IN (?)", rewritten)]
    rewitnessed = refresh_copies(ledger, come, gone, retold, cache(ledger.canonical))
    rewritten |= rewitnessed.moved | rewitnessed.joined
    nodes = {*before, *renamed.changed, *regrouped.incidents}
    told = Told(ledger)
    nodes |= {told.canonical(claim.subject) for reading, _ in change for claim in reading.claims}
    moved = renamed.moved | regrouped.moved
    nodes |= _speaking_of(ledger, moved, told)
    for reading in retold:
        spoken = {c.subject for c in reading.claims if c.attributed_to in renamed.moved}
        nodes |= {told.canonical(node) for node in spoken}
    for article in sorted(rewitnessed.moved - set(gone)):
        nodes |= {told.canonical(claim.subject) for claim in ledger.reading(article).claims}
    nodes |= {incident.id for incident in changed_labels(ledger, renamed.relabelled)}
    turned = _turned(ledger, nodes, told)
    members = {member for node in turned for member in ledger.members(node)}
    nodes |= {
        told.canonical(NodeId(r[0])) for r in ledger.among("SELECT subject FROM told WHERE object IN (?)", members)
    }
    rewritten |= {r[0] for r in ledger.among("SELECT article FROM event WHERE id IN (?)", members)}
    return Part(frozenset(rewritten), frozenset(nodes))


def _speaking_of(ledger: Ledger, nodes: Iterable[NodeId], told: Told) -> set[NodeId]:
    """The nodes of the graph of which it is told that they have to do with nodes of readings."""
    rows = ledger.among("SELECT DISTINCT subject FROM told WHERE object IN (?)", nodes)
    return {told.canonical(NodeId(row[0])) for row in rows}


def _turned(ledger: Ledger, nodes: Iterable[NodeId], told: Told) -> set[NodeId]:
    """The incidents that have come to be established, or are no more."""
    found = set()
    for node in sorted(nodes):
        incident = told.incident(node)
        if incident is not None:
            now = told.exists(incident)
            if bool(ledger.one("SELECT established FROM incident WHERE id = ?", node)) != now:
                found.add(node)
                ledger.run("UPDATE incident SET established = ? WHERE id = ?", now, node)
    return found
