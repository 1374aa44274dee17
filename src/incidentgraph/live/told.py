"""What a store is told of a thing, and what follows from it: plain facts and conflicts of some subjects alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from incidentgraph.live.codec import decode
from incidentgraph.live.ledger import Ledger
from incidentgraph.live.names import Change
from incidentgraph.model import Claim, Conflict, Fact, Incident, NodeId, Object, Ref
from incidentgraph.resolve.conflicts import conflicts
from incidentgraph.resolve.facts import facts, rule_for, rule_on
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.statements import Statement, statement
from incidentgraph.resolve.verdicts import pair_of

_DENIED = "Denied"


@dataclass(frozen=True)
class Found:
    """Of some subjects: the plain facts, the conflicts, and the triples of the claims on incidents."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    told: tuple[tuple[NodeId, str, Object], ...]


def count_told(ledger: Ledger, change: Change) -> None:
    """Keep up with who tells what."""
    for reading, sign in change:
        article = reading.article.id
        rows = {(c.subject, c.predicate, told_object(c.object), c.stance.value, article) for c in reading.claims}
        sql = (
            "INSERT OR IGNORE INTO told VALUES (?, ?, ?, ?, ?)"
            if sign > 0
            else "DELETE FROM told WHERE subject = ? AND predicate = ? AND object = ? AND stance = ? AND article = ?"
        )
        ledger.many(sql, sorted(rows))


def told_object(obj: Object) -> str:
    """A claim's object as the table of what is told has it: a node's id, or the words of a value."""
    return obj.id if isinstance(obj, Ref) else repr(obj)


class Told:
    """What is told in a store, for the time of one change: names and incidents must not move any more."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.canonical = cache(ledger.canonical)
        self._witness = cache(
            lambda article: NodeId(str(ledger.one("SELECT witness FROM article WHERE id = ?", article)))
        )

    def incident(self, node: NodeId) -> Incident | None:
        """The incident of an id, if it is one."""
        body = self._ledger.one("SELECT body FROM incident WHERE id = ?", node)
        return None if body is None else decode(str(body), Incident)

    def exists(self, incident: Incident) -> bool:
        """Whether an incident is established: whether its class is a plain fact."""
        return bool(rule_on("type", self._of_incident(incident, "type"), lambda _: True).standing)

    def found(self, subjects: Iterable[NodeId]) -> Found:
        """What follows from all that is told of these subjects."""
        wanted = sorted(set(subjects))
        incidents = {node: incident for node in wanted if (incident := self.incident(node)) is not None}
        told = [s for node in wanted for s in self._of(node, incidents.get(node))]
        possible = sorted({pair for node in wanted for pair in self._possible(node)})
        beside = {s.object.id for s in told if isinstance(s.object, Ref)} | {node for pair in possible for node in pair}
        context: list[Statement] = []
        known = dict(incidents)
        for node in sorted(beside - set(wanted)):
            other = self.incident(node)
            if other is not None:
                known[node] = other
                context += self._of_incident(other, "type")
            elif any(node in pair for pair in possible):
                context += self._of(node, None)
        chosen = set(wanted)
        return Found(
            tuple(f for f in facts([*told, *context], list(known.values()), possible) if f.subject in chosen),
            tuple(c for c in conflicts(told) if c.subject in chosen),
            tuple(self._triple(s.claim) for s in told if s.subject in incidents),
        )

    def _triple(self, claim: Claim) -> tuple[NodeId, str, Object]:
        obj = Ref(self.canonical(claim.object.id)) if isinstance(claim.object, Ref) else claim.object
        return self.canonical(claim.subject), claim.predicate, obj

    def _of(self, subject: NodeId, incident: Incident | None) -> Iterable[Statement]:
        return self._of_entity(subject) if incident is None else self._of_incident(incident)

    def _of_incident(self, incident: Incident, predicate: str | None = None) -> list[Statement]:
        members = set(incident.members)
        rows = self._ledger.among("SELECT article FROM event WHERE id IN (?)", members)
        found = (s for article in sorted({row[0] for row in rows}) for s in self._in(article, members, predicate))
        return sorted(found, key=lambda s: s.id)

    def _in(self, article: str, subjects: set[NodeId], predicate: str | None) -> Iterator[Statement]:
        reading = self._ledger.reading(article)
        claims = {c.id: c for c in reading.claims if c.subject in subjects and predicate in (None, c.predicate)}
        for claim in claims.values():
            yield statement(claim, reading.article, self.canonical, self._witness(article))

    def _of_entity(self, subject: NodeId) -> list[Statement]:
        """What is told of an entity or a role.

        Where any number of values can stand and nobody denies one, one claim of each value and stance decides as much
        as thousands: so what a store costs does not grow with how often it is told that Meta is a company.
        """
        kinds = [(node, *kind) for node in self._ledger.members(subject) for kind in self._kinds(node)]
        denied = {predicate for _, predicate, _, stance in kinds if stance == _DENIED}
        sql = (
            "SELECT article FROM told WHERE subject = ? AND predicate = ? AND object = ? AND stance = ?"
            " ORDER BY article LIMIT ?"
        )
        found: dict[NodeId, Statement] = {}
        for node, predicate, obj, stance in kinds:
            few = predicate not in denied and rule_for(predicate).name == "any" and predicate not in _compared()
            for (article,) in self._ledger.rows(sql, node, predicate, obj, stance, 1 if few else -1):
                found |= {s.id: s for s in self._in(article, {node}, predicate)}
        return [found[node] for node in sorted(found)]

    def _kinds(self, node: NodeId) -> Iterator[tuple[str, str, str]]:
        """Each property, object and stance that is told of a node, without a look at every article that tells it."""
        last = ("", "", "")
        sql = (
            "SELECT predicate, object, stance FROM told WHERE subject = ? AND (predicate, object, stance) > (?, ?, ?)"
            " ORDER BY predicate, object, stance LIMIT 1"
        )
        while rows := self._ledger.rows(sql, node, *last):
            last = rows[0]
            yield last

    def _possible(self, node: NodeId) -> Iterator[tuple[NodeId, NodeId]]:
        """The pairs of nodes that may be the same of which this is the first."""
        members = self._ledger.members(node)
        for side in ("low", "high"):
            sql = f"SELECT low, high FROM link WHERE {side} IN (?) AND verdict = 'possiblySame'"  # noqa: S608
            for low, high in self._ledger.among(sql, members):
                pair = pair_of(self.canonical(NodeId(low)), self.canonical(NodeId(high)))
                if pair[0] == node:
                    yield pair


@cache
def _compared() -> frozenset[str]:
    return frozenset(settings("conflicts")["single"])
