"""Small nouns in one short call, for any test.

>>> told = article("Meta said WhatsApp was down for two hours.", id="a")
>>> whatsapp, meta = entity("Service", "WhatsApp"), entity("Company", "Meta")
>>> outage = event("Outage", told)
>>> r = reading(
...     told,
...     entities=[whatsapp, meta],
...     events=[outage],
...     claims=[
...         claim(told, outage, "type", Term("Outage"), "WhatsApp was down"),
...         claim(told, outage, "affectedService", whatsapp, "WhatsApp was down"),
...         claim(told, outage, "duration", Value("PT2H", "duration"), "two hours"),
...     ],
... )
>>> [m.entity for m in r.mentions]
['company/meta', 'service/whatsapp']
>>> sorted(f.predicate for f in resolution(r).facts if f.subject == outage.id)
['affectedService', 'duration', 'reportedIn', 'strongestStance', 'type', 'witnessCount']

`reading` finds the mentions itself and adds the claim of class that every entity needs; `resolution` puts readings
together without any judgement: nothing is merged but what shares an id, and what is asserted is a fact unless it stands
on another than the first side of a conflict.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypedDict, Unpack

from incidentgraph.model import (
    Article,
    Claim,
    Conflict,
    Entity,
    Event,
    Evidence,
    Fact,
    Incident,
    Link,
    Mention,
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

if TYPE_CHECKING:
    from datetime import date, datetime

SEGMENTS = {
    "Person": "person", "Company": "company", "Organization": "organization", "GovernmentBody": "organization",
    "MediaOutlet": "organization", "ThreatActor": "group", "Service": "service", "Place": "place", "Country": "place",
    "City": "place", "Region": "place", "Outage": "outage", "Attack": "attack", "Contribution": "contribution",
    "Role": "role", "PoliticalRole": "role", "CorporateRole": "role",
}  # fmt: skip
STANCES = tuple(Stance)  # the surest first

Thing = Entity | Event | Role | NodeId


class ClaimDetails(TypedDict, total=False):
    """What a claim may tell besides its triple."""

    stance: Stance
    qualifier: Qualifier
    as_of: Value
    attributed_to: NodeId
    attribution: str
    role_status: RoleStatus
    role_start: Value
    role_end: Value
    currency: str
    confidence: float


class ArticleDetails(TypedDict, total=False):
    """What is known of an article besides its text."""

    title: str
    url: str
    published: date | datetime
    outlet: str
    author: str


def article(text: str, id: str = "a", language: str = "en", **details: Unpack[ArticleDetails]) -> Article:  # noqa: A002
    return Article(id=id, text=text, language=language, **details)


def entity(kind: str, *names: str | Name, id: str | None = None, wikidata: str | None = None) -> Entity:  # noqa: A002
    """An entity by its names: plain ones are the same in all languages; the first of each language is the label."""
    all_names = [n if isinstance(n, Name) else Name(n, "mul") for n in names]
    labels: dict[str, Name] = {}
    for name in all_names:
        labels.setdefault(name.language, name)
    node = NodeId(id or f"{SEGMENTS[kind]}/{slug(all_names[0].text)}")
    aliases = tuple(n for n in all_names if n not in labels.values())
    return Entity(node, kind, tuple(labels.values()), aliases, wikidata)


def role(kind: str, title: str, within: Entity | None = None, language: str = "en") -> Role:
    parts = slug(title) + (f"-{within.id.partition('/')[2]}" if within else "")
    return Role(NodeId(f"role/{parts}"), kind, Name(title, language), within.id if within else None)


def event(kind: str, told: Article, number: int = 1) -> Event:
    return Event(NodeId(f"{SEGMENTS[kind]}/{slug(told.id)}-{number}"), kind, told.id)


def evidence(told: Article, quote: str) -> Evidence:
    """The first place where an article says this."""
    start = told.text.index(quote)
    return Evidence(Span(start, start + len(quote)), quote)


def claim(
    told: Article, subject: Thing, predicate: str, obj: Object | Thing, quote: str, **details: Unpack[ClaimDetails]
) -> Claim:
    value = Ref(node_of(obj)) if isinstance(obj, Entity | Event | Role | str) else obj
    return Claim(told.id, node_of(subject), predicate, value, evidence=(evidence(told, quote),), **details)


def reading(
    told: Article,
    entities: Sequence[Entity] = (),
    events: Sequence[Event] = (),
    roles: Sequence[Role] = (),
    claims: Iterable[Claim] = (),
) -> Reading:
    """A reading with the mentions of its entities found, and with a claim of class for each that is mentioned."""
    mentions = sorted((m for e in entities for m in _mentions(told, e)), key=lambda m: m.span)
    kinds = {e.id: e.kind for e in entities}
    first = {m.entity: m for m in reversed(mentions)}
    typed = [claim(told, node, "type", Term(kinds[node]), mention.text) for node, mention in sorted(first.items())]
    return Reading(told, tuple(mentions), tuple(entities), tuple(roles), tuple(events), (*typed, *claims))


def resolution(
    *readings: Reading,
    facts: Sequence[Fact] = (),
    conflicts: Sequence[Conflict] = (),
    links: Sequence[Link] = (),
    same: dict[NodeId, NodeId] | None = None,
) -> Resolution:
    """Readings put together: what is asserted is a fact; `facts` are added; `same` says which nodes are one."""
    same = same or {}
    entities = {e.id: e for r in readings for e in r.entities if e.id not in same}
    roles = {x.id: x for r in readings for x in r.roles if x.id not in same}
    kinds = {e.id: e.kind for r in readings for e in r.events}
    members: dict[NodeId, list[NodeId]] = defaultdict(list)
    for node in kinds:
        members[same.get(node, node)].append(node)
    incidents = tuple(Incident(n, kinds[n], tuple(sorted(m))) for n, m in sorted(members.items()))
    plain = Resolution(readings, tuple(entities.values()), tuple(roles.values()), incidents, same)
    return Resolution(
        plain.readings,
        plain.entities,
        plain.roles,
        plain.incidents,
        plain.same,
        tuple(links),
        (*_facts(plain, {c for conflict in conflicts for side in conflict.sides[1:] for c in side}), *facts),
        tuple(conflicts),
    )


def node_of(thing: Thing) -> NodeId:
    return thing if isinstance(thing, str) else thing.id


def slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


def _mentions(told: Article, named: Entity) -> list[Mention]:
    forms = sorted({n.text for n in (*named.labels, *named.aliases)}, key=lambda t: (-len(t), t))
    pattern = "|".join(map(re.escape, forms))
    return [Mention(Span(*m.span()), m.group(), named.id) for m in re.finditer(rf"\b(?:{pattern})\b", told.text)]


def _facts(plain: Resolution, losing: set[NodeId]) -> list[Fact]:
    support: dict[tuple[NodeId, str, Object], list[NodeId]] = defaultdict(list)
    stances: dict[NodeId, Stance] = {}
    articles: dict[NodeId, set[str]] = defaultdict(set)
    nodes = {i.id for i in plain.incidents}
    for c in (c for r in plain.readings for c in r.claims):
        subject = plain.canonical(c.subject)
        obj = Ref(plain.canonical(c.object.id)) if isinstance(c.object, Ref) else c.object
        if subject in nodes:
            articles[subject].add(c.article)
            if c.predicate == "type":
                stances[subject] = min(c.stance, stances.get(subject, c.stance), key=STANCES.index)
        if c.stance is Stance.ASSERTED and c.id not in losing:
            support[subject, c.predicate, obj].append(c.id)
    facts = [Fact(s, p, o, tuple(sorted(ids))) for (s, p, o), ids in support.items()]
    facts += [Fact(node, "strongestStance", Term(stance), ()) for node, stance in stances.items()]
    for node, ids in articles.items():
        facts += [Fact(node, "reportedIn", Ref(NodeId(f"article/{a}")), ()) for a in sorted(ids)]
        facts.append(Fact(node, "witnessCount", Value(str(len(ids)), "integer"), ()))
    return facts


def sample() -> Resolution:
    """Two articles in two languages: an outage with a conflict, a denied attack, a role and a political gift."""
    english = article(
        "WhatsApp was down for two hours on 3 April 2024, with more than 25,800 reports, Meta said.\n"
        "The group Storm Fox claimed an attack on Meta; the company denied it. Ann Lee, minister of Norland, gave "
        "Blue Party 500 dollars.\n",
        id="en-1",
        title="WhatsApp down",
        outlet="Daily Test",
        url="https://example.org/en-1",
    )
    arabic = article("تعطل واتساب ثلاث ساعات بسبب خلل تقني.\n", id="ar-1", language="ar")
    whatsapp = entity("Service", "WhatsApp", Name("واتساب", "ar"), wikidata="Q1049511")
    meta, fox = entity("Company", "Meta"), entity("ThreatActor", "Storm Fox")
    ann, norland = entity("Person", "Ann Lee"), entity("Country", "Norland")
    party = entity("Organization", "Blue Party")
    minister = role("PoliticalRole", "minister", norland)
    down, attack, gift = event("Outage", english), event("Attack", english), event("Contribution", english)
    again = event("Outage", arabic)
    many = Value("25800", "integer")
    two_hours, three_hours = Value("PT2H", "duration"), Value("PT3H", "duration")
    first = reading(
        english,
        [whatsapp, meta, fox, ann, norland, party],
        [down, attack, gift],
        [minister],
        [
            claim(english, down, "type", Term("Outage"), "WhatsApp was down"),
            claim(english, down, "affectedService", whatsapp, "WhatsApp was down"),
            claim(english, down, "date", Value("2024-04-03", "date"), "3 April 2024"),
            claim(english, down, "duration", two_hours, "two hours", attributed_to=meta.id),
            claim(english, down, "reportCount", many, "more than 25,800", qualifier=Qualifier.MORE_THAN),
            claim(english, attack, "type", Term("Attack"), "claimed an attack", stance=Stance.CLAIMED),
            claim(english, attack, "type", Term("Attack"), "denied it", stance=Stance.DENIED, attributed_to=meta.id),
            claim(english, attack, "target", meta, "attack on Meta", stance=Stance.CLAIMED),
            claim(
                english, attack, "perpetrator", fox, "Storm Fox claimed", stance=Stance.CLAIMED, attributed_to=fox.id
            ),
            claim(english, ann, "holdsRole", minister, "Ann Lee, minister of Norland", role_status=RoleStatus.CURRENT),
            claim(english, gift, "type", Term("Contribution"), "gave Blue Party 500 dollars"),
            claim(english, gift, "donor", ann, "Ann Lee"),
            claim(english, gift, "recipient", party, "gave Blue Party"),
            claim(english, gift, "amount", Value("500", "decimal"), "500 dollars", currency="USD", confidence=0.92),
        ],
    )
    second = reading(
        arabic,
        [whatsapp],
        [again],
        claims=[
            claim(arabic, again, "type", Term("Outage"), "تعطل واتساب"),
            claim(arabic, again, "affectedService", whatsapp, "تعطل واتساب"),
            claim(arabic, again, "duration", three_hours, "ثلاث ساعات"),
            claim(arabic, again, "causeKind", Term("TechnicalFault"), "خلل تقني", stance=Stance.SUSPECTED),
        ],
    )
    disputed = [c.id for r in (first, second) for c in r.claims if c.predicate == "duration"]
    sides = tuple((c,) for c in disputed)
    day = Value("2024-04-03", "date")
    return resolution(
        first,
        second,
        same={again.id: down.id},
        facts=[
            Fact(down.id, "earliestDate", day, ()),
            Fact(down.id, "latestDate", day, ()),
            Fact(down.id, "allegedCauseKind", Term("TechnicalFault"), ()),
            Fact(attack.id, "allegedPerpetrator", Ref(fox.id), ()),
        ],
        conflicts=[Conflict(NodeId("conflict/1"), "DifferentValue", down.id, "duration", sides)],
    )
