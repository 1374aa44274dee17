"""Readings in one short call, without prose: what an article would have been read as.

>>> r = told("a", outage("x", weekday="Saturday", duration="PT2H"))
>>> [(c.predicate, c.subject) for c in r.claims]
[('type', 'outage/a-1'), ('affectedService', 'outage/a-1'), ('weekday', 'outage/a-1'), ('duration', 'outage/a-1')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict, Unpack

from incidentgraph.model import (
    Article,
    Claim,
    Entity,
    Event,
    Evidence,
    Name,
    NodeId,
    Object,
    Qualifier,
    Reading,
    Ref,
    Resolution,
    Role,
    RoleStatus,
    Span,
    Stance,
    Term,
    Value,
)
from incidentgraph.resolve import resolve

_NODES = {
    "service": "affectedService", "company": "affectedCompany", "target": "target", "place": "place",
    "perpetrator": "perpetrator", "donor": "donor", "recipient": "recipient",
}  # fmt: skip
_SEGMENTS = {
    "affectedService": "service", "affectedCompany": "company", "target": "service", "place": "place",
    "perpetrator": "group", "donor": "person", "recipient": "person",
}  # fmt: skip
_KINDS = {
    "service": "Service", "company": "Company", "place": "Place", "group": "ThreatActor", "person": "Person",
    "organization": "Organization",
}  # fmt: skip
_TERMS = {"weekday": "weekday", "cause": "causeKind", "attack_kind": "attackKind"}
_DATATYPES = (
    (r"\d{4}-\d\d-\d\d", "date"), (r"\d{4}-\d\d", "gYearMonth"), (r"\d{4}", "gYear"), (r"--\d\d-\d\d", "gMonthDay"),
    (r"--\d\d", "gMonth"), (r"\d{4}-\d\d-\d\dT.*", "dateTime"), (r"\d\d:\d\d.*", "time"), (r"P.*", "duration"),
)  # fmt: skip


def value(text: str | int) -> Value:
    """A literal by the shape of its text."""
    if isinstance(text, int):
        return Value(str(text), "integer")
    return Value(text, next(name for pattern, name in _DATATYPES if re.fullmatch(pattern, text)))


def node(slug: str, segment: str) -> NodeId:
    """``x`` as a service is ``service/x``; a whole id stays as it is."""
    return NodeId(slug if "/" in slug else f"{segment}/{slug}")


@dataclass(frozen=True)
class Said:
    """An object with what is told beside it."""

    what: str | int
    details: dict[str, Any] = field(default_factory=dict)


def said(what: str | int, **details: Any) -> Said:
    """``said(25000, qualifier=Qualifier.MORE_THAN)``."""
    return Said(what, details)


def over(number: int | str, **details: Any) -> Said:
    return Said(number, {"qualifier": Qualifier.MORE_THAN, **details})


def about(number: int | str, **details: Any) -> Said:
    return Said(number, {"qualifier": Qualifier.ABOUT, **details})


def under(number: int | str, **details: Any) -> Said:
    return Said(number, {"qualifier": Qualifier.LESS_THAN, **details})


@dataclass(frozen=True)
class Told:
    """An event to be told in an article."""

    kind: str
    stance: Stance
    by: str | None
    slots: tuple[tuple[str, Said], ...]
    quote: str


def _event(kind: str, slots: dict[str, Any]) -> Told:
    stance, by, quote = slots.pop("stance", Stance.ASSERTED), slots.pop("by", None), slots.pop("quote", "")
    pairs: list[tuple[str, Said]] = []
    for name, given in slots.items():
        many = given if isinstance(given, list | tuple) else [given]
        pairs += [(name, x if isinstance(x, Said) else Said(x)) for x in many]
    return Told(kind, stance, by, tuple(pairs), quote)


def outage(*services: str, **slots: Any) -> Told:
    """``outage("x", weekday="Saturday", duration="PT2H", stance=..., by=..., quote=...)``."""
    return _event("Outage", {"service": list(services), **slots})


def attack(*targets: str, **slots: Any) -> Told:
    return _event("Attack", {"target": list(targets), **slots})


def gift(donor: str, recipient: str, amount: int | Said, **slots: Any) -> Told:
    given = amount if isinstance(amount, Said) else Said(amount)
    paid = Said(given.what, {"currency": "USD", **given.details})
    return _event("Contribution", {"donor": donor, "recipient": recipient, "amount": paid, **slots})


class Details(TypedDict, total=False):
    """What an article may have besides its events."""

    text: str
    published: date | None
    outlet: str | None
    language: str
    entities: Iterable[Entity]
    claims: Iterable[Claim]
    roles: Iterable[Role]


def told(article: str, *events: Told, **details: Unpack[Details]) -> Reading:
    """A reading; the entities that claims name are listed by themselves."""
    own = Article(
        article,
        details.get("text") or f"The text of {article}.",
        details.get("language", "en"),
        published=details.get("published"),
        outlet=details.get("outlet"),
    )
    numbers: dict[str, int] = {}
    found: list[Claim] = []
    listed: list[Event] = []
    for event in events:
        numbers[event.kind] = numbers.get(event.kind, 0) + 1
        listed.append(Event(NodeId(f"{event.kind.lower()}/{article}-{numbers[event.kind]}"), event.kind, article))
        found += _claims(own, listed[-1].id, event)
    found += details.get("claims", ())
    known = {e.id: e for e in details.get("entities", ())}
    for node_id in sorted({c.object.id for c in found if isinstance(c.object, Ref)} | {c.subject for c in found}):
        segment, _, slug = node_id.partition("/")
        if segment in _KINDS and node_id not in known:
            known[node_id] = Entity(node_id, _KINDS[segment], (Name(slug.replace("-", " ").title(), "mul"),))
    return Reading(own, (), tuple(known.values()), tuple(details.get("roles", ())), tuple(listed), tuple(found))


def _claims(article: Article, event: NodeId, told_event: Told) -> list[Claim]:
    start = article.text.find(told_event.quote) if told_event.quote else -1
    quotes = (Evidence(Span(start, start + len(told_event.quote)), told_event.quote),) if start >= 0 else ()
    by = NodeId(told_event.by) if told_event.by else None
    found = [
        Claim(article.id, event, "type", Term(told_event.kind), told_event.stance, attributed_to=by, evidence=quotes)
    ]
    for name, given in told_event.slots:
        predicate, target = _slot(name, given.what)
        found.append(Claim(article.id, event, predicate, target, evidence=quotes, **given.details))
    return found


def _slot(name: str, what: str | int) -> tuple[str, Object]:
    if name == "caused_by":
        return "causedBy", Ref(NodeId(str(what)))
    if name in _NODES:
        return _NODES[name], Ref(node(str(what), _SEGMENTS[_NODES[name]]))
    if name in _TERMS:
        return _TERMS[name], Term(str(what))
    if name == "amount":
        return name, Value(str(what), "decimal")
    if name == "resolved":
        return name, Value(str(what).lower(), "boolean")
    names = {"reports": "reportCount", "start": "startTime", "end": "endTime"}
    return names.get(name, name), value(what)


def holds(article: str, person: str, role: str, status: RoleStatus = RoleStatus.CURRENT) -> Claim:
    return Claim(article, NodeId(f"person/{person}"), "holdsRole", Ref(NodeId(f"role/{role}")), role_status=status)


def groups(resolution: Resolution, kind: str = "Outage") -> list[list[str]]:
    """The incidents of one kind, by their members' articles and numbers: ``[["a-1", "b-1"], ["c-1"]]``."""
    return sorted(
        sorted(member.partition("/")[2] for member in incident.members)
        for incident in resolution.incidents
        if incident.kind == kind
    )


def outages(*readings: Reading) -> list[list[str]]:
    """How the outages of some readings are grouped."""
    return groups(resolve(readings))


def possible(resolution: Resolution) -> list[tuple[str, str]]:
    """What is possibly the same, by members."""
    return [
        (link.left.partition("/")[2], link.right.partition("/")[2])
        for link in resolution.links
        if link.verdict == "possiblySame"
    ]
