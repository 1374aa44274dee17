"""Who runs which service, in a store: by what is known, what articles assert, or a shared name."""

from __future__ import annotations

from collections.abc import Iterable

from incidentgraph.live.ledger import Ledger
from incidentgraph.live.names import Change
from incidentgraph.model import NodeId, Reading, Ref, Stance

Known = Iterable[tuple[NodeId, NodeId]]
"""Companies and services that they are known to run."""


def operators(ledger: Ledger, service: NodeId) -> frozenset[NodeId]:
    """The companies that run a service, all by their ids in the graph."""
    return frozenset(
        NodeId(row[0])
        for row in ledger.rows("SELECT company FROM operator WHERE service = ? ORDER BY company", service)
    )


def refresh_operators(ledger: Ledger, change: Change, known: Known, moved: Iterable[NodeId]) -> set[NodeId]:
    """Keep up with who runs what; returns the services that others run now than before."""
    told: set[tuple[NodeId, NodeId]] = set(known)
    ledger.many("INSERT OR IGNORE INTO operator_told VALUES (?, ?, 1, 1)", sorted(told))
    for reading, sign in change:
        asserted = _asserted(reading)
        told |= asserted
        ledger.many(
            "INSERT INTO operator_told VALUES (?, ?, 0, ?) ON CONFLICT DO UPDATE SET times = times + excluded.times",
            [(company, service, sign) for company, service in sorted(asserted)],
        )
    ledger.run("DELETE FROM operator_told WHERE times = 0")
    nodes = {entity.id for reading, _ in change for entity in reading.entities} | {*moved}
    nodes |= {node for pair in told for node in pair}
    nodes |= {NodeId(s) for (s,) in ledger.among("SELECT service FROM operator_told WHERE company IN (?)", nodes)}
    nodes |= {ledger.canonical(node) for node in nodes}
    services = {n for n in nodes if n.startswith("service/")}
    services |= {NodeId(n.replace("company/", "service/", 1)) for n in nodes if n.startswith("company/")}
    return {service for service in sorted(services) if _differs(ledger, service)}


def _asserted(reading: Reading) -> set[tuple[NodeId, NodeId]]:
    return {
        (claim.subject, claim.object.id)
        for claim in reading.claims
        if claim.predicate == "operatorOf" and claim.stance is Stance.ASSERTED and isinstance(claim.object, Ref)
    }


def _differs(ledger: Ledger, service: NodeId) -> bool:
    """Whether a service's operators differ from those held; if so, they are held from now on."""
    names = [service, *ledger.members(service)]
    rows = ledger.among("SELECT company, service FROM operator_told WHERE service IN (?)", names)
    now = {ledger.canonical(NodeId(company)) for company, told in rows if ledger.canonical(NodeId(told)) == service}
    namesake = NodeId(service.replace("service/", "company/", 1))
    if all(ledger.one("SELECT 1 FROM resolved WHERE node = ?", node) for node in (service, namesake)):
        now.add(namesake)
    if now == operators(ledger, service):
        return False
    ledger.run("DELETE FROM operator WHERE service = ?", service)
    ledger.many("INSERT INTO operator VALUES (?, ?)", [(service, company) for company in sorted(now)])
    return True
