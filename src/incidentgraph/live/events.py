"""Which events of a store are one, after some came, changed or went: clustered again among those that they reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from incidentgraph.live.codec import decode, encode
from incidentgraph.live.ledger import Ledger
from incidentgraph.live.names import relink
from incidentgraph.live.pairs import Changed, Pairs
from incidentgraph.model import Incident, NodeId
from incidentgraph.resolve.events import agglomerate, joins, turn
from incidentgraph.resolve.incidents import incidents, short_id
from incidentgraph.resolve.profiles import Profile


@dataclass(frozen=True)
class Regrouped:
    """`moved` are events that another incident stands for; `incidents` those that came, went or look different."""

    moved: frozenset[NodeId]
    incidents: frozenset[NodeId]


def refresh_events(ledger: Ledger, changed: Changed, judged: Iterable[NodeId] = ()) -> Regrouped:
    """Resolve events anew as far as the changed ones, and verdicts on the events `judged`, touch them."""
    waiting: dict[str, dict[NodeId, Profile | None]] = defaultdict(dict)
    kinds = dict(ledger.among("SELECT id, kind FROM event WHERE id IN (?)", [*changed, *judged]))
    for event, profile in changed.items():
        waiting[profile.kind if profile else kinds[event]][event] = profile
    for event in judged:
        if event in kinds:
            waiting[kinds[event]].setdefault(event, _profile(ledger, event))
    moved: set[NodeId] = set()
    found: set[NodeId] = set()
    while waiting:
        kind = min(waiting, key=turn)
        group = _Kind(ledger, kind)
        group.refresh(waiting.pop(kind))
        moved |= group.moved
        found |= group.incidents
        for event, profile in _tied_to(ledger, group.redated, kind):
            waiting[profile.kind].setdefault(event, profile)
    return Regrouped(frozenset(moved), frozenset(found))


def _profile(ledger: Ledger, event: NodeId) -> Profile:
    return decode(str(ledger.one("SELECT profile FROM event WHERE id = ?", event)), Profile)


def _tied_to(ledger: Ledger, events: set[NodeId], kind: str) -> list[tuple[NodeId, Profile]]:
    """Events of kinds whose turn comes later that caused one of these, or were caused by it."""
    sql = "SELECT other.profile FROM event JOIN event AS other USING (article) WHERE event.id IN (?)"
    bodies = sorted({row[0] for row in ledger.among(sql, events)})
    told = [decode(body, Profile) for body in bodies]
    return [(p.id, p) for p in told if turn(p.kind) > turn(kind) and p.linked & events]


class _Kind:
    """The events of one kind, for the time of one change."""

    def __init__(self, ledger: Ledger, kind: str) -> None:
        self._ledger = ledger
        self._pairs = Pairs(ledger, kind)
        self.moved: set[NodeId] = set()
        self.incidents: set[NodeId] = set()
        self.redated: set[NodeId] = set()
        """Events of clusters that have another first member, or another day."""

    def refresh(self, changed: Changed) -> None:
        """Score, cluster and name anew what the changed events touch."""
        before = self._stored(changed)
        seeds = self._pairs.change(changed) | self._partners(changed)
        nodes = self._closure(seeds)
        before |= self._stored(nodes)
        neighbours = {end for pair in self._pairs.of(nodes) for end in pair} - nodes
        around = self._closure(neighbours)
        told = self._pairs.profiles(nodes | around)
        judged = {pair: s for pair, s in self._pairs.of(told).items() if {*pair} <= told.keys()}
        found = agglomerate(told, judged, self._ledger.verdicts(told))
        links = [link for link in found.links if {link.left, link.right} & nodes]
        gone = {event for event, profile in changed.items() if profile is None}
        self.incidents |= self._possible(nodes | gone)
        relink(self._ledger, "event", nodes | gone, links)
        groups = [group for group in found.groups if group[0] in nodes]
        self._name(groups, told, before, changed)
        self.incidents |= self._possible(nodes)

    def _stored(self, events: Iterable[NodeId]) -> dict[NodeId, Incident]:
        """Each event's incident so far."""
        sql = (
            "SELECT event.id, incident.body FROM event JOIN incident ON incident.id = event.incident"
            " WHERE event.id IN (?)"
        )
        return {NodeId(event): decode(body, Incident) for event, body in self._ledger.among(sql, events)}

    def _partners(self, events: Iterable[NodeId]) -> set[NodeId]:
        """Those that a person judged together with these events."""
        verdicts = self._ledger.verdicts(events)
        return {node for pair in (*verdicts.same, *verdicts.different) for node in pair}

    def _closure(self, seeds: Iterable[NodeId]) -> set[NodeId]:
        """All events that can be one with the seeds: over pairs that join, and what a person called the same."""
        sql = "SELECT id FROM event WHERE id IN (?)"
        nodes: set[NodeId] = set()
        new = {NodeId(row[0]) for row in self._ledger.among(sql, seeds)}
        while new:
            nodes |= new
            reached = {end for pair, scored in self._pairs.of(new).items() if joins(scored) for end in pair}
            reached |= {end for pair in self._ledger.verdicts(new).same for end in pair}
            new = {NodeId(row[0]) for row in self._ledger.among(sql, reached - nodes)}
        return nodes

    def _possible(self, nodes: Iterable[NodeId]) -> set[NodeId]:
        """The incidents at both ends of what may be the same as one of these."""
        ends: set[NodeId] = set()
        for side in ("low", "high"):
            sql = f"SELECT low, high FROM link WHERE {side} IN (?) AND verdict = 'possiblySame'"  # noqa: S608
            ends |= {NodeId(end) for row in self._ledger.among(sql, nodes) for end in row}
        rows = self._ledger.among("SELECT incident FROM event WHERE id IN (?)", ends)
        return {NodeId(row[0]) for row in rows if row[0] is not None}

    def _name(
        self,
        groups: Sequence[tuple[NodeId, ...]],
        told: Mapping[NodeId, Profile],
        before: Mapping[NodeId, Incident],
        changed: Changed,
    ) -> None:
        """Give the groups their ids, and those others that their short ids clash with."""
        ledger = self._ledger
        shorts = {group: short_id(group, told) for group in groups}
        old = {incident.id: incident for incident in before.values()}
        freed = {row[0] for row in ledger.among("SELECT short FROM incident WHERE id IN (?)", old)}
        rows = ledger.among("SELECT id, body FROM incident WHERE short IN (?)", {*shorts.values(), *freed})
        clashing = {NodeId(node): decode(body, Incident) for node, body in rows if node not in old}
        told = {**told, **self._pairs.profiles(m for incident in clashing.values() for m in incident.members)}
        shorts |= {incident.members: short_id(incident.members, told) for incident in clashing.values()}
        old |= clashing
        before = {**before, **{m: incident for incident in clashing.values() for m in incident.members}}
        found = incidents(shorts, told)
        established = dict(ledger.among("SELECT id, established FROM incident WHERE id IN (?)", old))
        ledger.many("DELETE FROM incident WHERE id = ?", [(node,) for node in old])
        made = [(i.id, shorts[i.members], i.members[0], encode(i), established.get(i.id, 0)) for i in found]
        ledger.many("INSERT INTO incident (id, short, cluster, body, established) VALUES (?, ?, ?, ?, ?)", made)
        now = {member: incident for incident in found for member in incident.members}
        placed = [(i.members[0], i.id, member) for member, i in now.items()]
        ledger.many("UPDATE event SET cluster = ?, incident = ? WHERE id = ?", placed)
        self.moved |= {e for e in {*before, *now, *changed} if _id(before.get(e)) != _id(now.get(e))}
        self.incidents |= {i.id for e in changed for i in (before.get(e), now.get(e)) if i is not None}
        self.incidents |= {i.id for i in (*old.values(), *found) if before.get(i.members[0]) != now.get(i.members[0])}
        self.redated |= {e for e, i in now.items() if _dated(before.get(e)) != _dated(i)}


def _id(incident: Incident | None) -> NodeId | None:
    return None if incident is None else incident.id


def _dated(incident: Incident | None) -> tuple[object, ...]:
    return () if incident is None else (incident.members[0], incident.earliest, incident.latest)
