"""Readings made at random from few words, so that they have much to do with each other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from tests.resolve.builder import Told, about, attack, holds, node, outage, over, told, under

from incidentgraph import rdf
from incidentgraph.live import Incoming
from incidentgraph.model import Claim, Entity, Mention, Name, NodeId, Reading, Ref, Role, Span, Stance
from incidentgraph.resolve import resolve

_DAY = date(2025, 3, 10)
_SERVICES = ("chirpo", "pixlo", "talko")
_NAMES = {  # one bank in three languages and by its initials; two people of one name
    "company/atlas-bank": (Name("Atlas Bank", "en"),),
    "company/banque-atlas": (Name("Banque Atlas", "fr"),),
    "company/بنك-أطلس": (Name("بنك أطلس", "ar"),),
    "company/atlas-national-bank": (Name("Atlas National Bank", "en"),),
    "company/anb": (Name("ANB", "mul"),),
    "company/chirpo": (Name("Chirpo", "mul"),),
}
OPERATORS = ((NodeId("company/pixlo-corp"), NodeId("service/pixlo")),)


def _dates() -> st.SearchStrategy[dict[str, Any]]:
    days = [(_DAY + timedelta(n)).isoformat() for n in range(3)]
    told_days = st.sampled_from([*days, "2025-03", "--03-10"]).map(lambda text: {"date": text})
    return st.one_of(st.just({}), told_days, st.sampled_from(["Monday", "Tuesday"]).map(lambda d: {"weekday": d}))


def _outages() -> st.SearchStrategy[Told]:
    slots = {
        "duration": st.sampled_from(["PT2H", "PT120M", "PT5H"]),
        "reports": st.sampled_from([25000, over(25800), about(300), under(9000)]),
        "start": st.sampled_from(["09:00:00Z", "20:00:00Z"]),
        "cause": st.sampled_from(["CyberAttack", "CableCut", "TechnicalFault"]),
        "place": st.sampled_from(["paris", "rabat"]),
        "company": st.sampled_from(["chirpo", "pixlo-corp", *_NAMES]).map(lambda s: str(node(s, "company"))),
        "stance": st.sampled_from([Stance.ASSERTED, Stance.ASSERTED, Stance.SUSPECTED, Stance.DENIED]),
    }
    return st.builds(
        lambda services, when, rest: outage(*services, **when, **rest),
        st.lists(st.sampled_from(_SERVICES), min_size=1, max_size=2, unique=True),
        _dates(),
        st.fixed_dictionaries({}, optional=slots),
    )


def _attacks() -> st.SearchStrategy[Told]:
    slots = {
        "perpetrator": st.sampled_from(["night-owls", "red-foxes"]),
        "attack_kind": st.sampled_from(["DDoS", "Ransomware"]),
        "stance": st.sampled_from([Stance.ASSERTED, Stance.CLAIMED, Stance.DENIED]),
    }
    targets = st.lists(st.sampled_from(_SERVICES), max_size=1)
    rest = st.fixed_dictionaries({}, optional=slots)
    return st.builds(lambda t, when, more: attack(*t, **when, **more), targets, _dates(), rest)


def _entities(article: str, chosen: list[str], *, explained: bool) -> tuple[list[Entity], str, tuple[Mention, ...]]:
    entities = [Entity(NodeId(c), "Company", _NAMES[c]) for c in chosen]
    text = f"The text of {article}, with words of its own."
    if not explained:
        return entities, text, ()
    long, short = "Atlas National Bank", "ANB"
    text = f"{long} ({short}) failed. {text}"
    marks = ((0, len(long), "company/atlas-national-bank"), (len(long) + 2, len(long) + 2 + len(short), "company/anb"))
    known = {e.id for e in entities}
    entities += [Entity(NodeId(n), "Company", _NAMES[n]) for _, _, n in marks if NodeId(n) not in known]
    return entities, text, tuple(Mention(Span(a, b), text[a:b], NodeId(n)) for a, b, n in marks)


def _claims(article: str, number: int) -> list[Claim]:
    """What is told of entities: who runs what, who holds which office; some of it denied."""
    stance = Stance.DENIED if number % 5 == 4 else Stance.ASSERTED
    found = [
        Claim(article, NodeId("company/talko-inc"), "operatorOf", Ref(NodeId("service/talko")), stance),
        Claim(article, NodeId("company/atlas-bank"), "ownerOf", Ref(NodeId("company/chirpo")), stance),
    ]
    return [found[number % 2]] if number % 3 else [holds(article, "ada", "mayor")]


@st.composite
def readings(draw: st.DrawFn, article: str) -> Reading:
    """What one article might have been read as."""
    events = draw(st.lists(st.one_of(_outages(), _outages(), _attacks()), min_size=1, max_size=3))
    number = draw(st.integers(0, 14))
    chosen = draw(st.lists(st.sampled_from(sorted(_NAMES)), max_size=2, unique=True))
    entities, text, mentions = _entities(article, chosen, explained=draw(st.booleans()))
    if draw(st.booleans()):  # a dispatch that several outlets print
        text = " ".join(f"word{n}" for n in range(60)) + f" told by {number % 3} outlets. {text if number % 2 else ''}"
        mentions = ()
    claims = _claims(article, number)
    made = told(
        article,
        *events,
        text=text,
        published=draw(st.sampled_from([None, _DAY, _DAY + timedelta(1)])),
        outlet=draw(st.sampled_from([None, "Daily", "Herald"])),
        language=draw(st.sampled_from(["en", "fr"])),
        entities=entities,
        claims=claims,
        roles=[Role(NodeId("role/mayor"), "PoliticalRole", Name("mayor", "en"), None)] if number % 3 == 0 else [],
    )
    return Reading(made.article, mentions, made.entities, made.roles, made.events, made.claims)


def incoming(*given: Reading) -> Incoming:
    """Readings on their way into a store."""
    return Incoming(tuple(given), operators=OPERATORS)


def whole(given: list[Reading]) -> set[str]:
    """The quads of the graph that is built of these readings at once."""
    return {str(q) for q in rdf.quads(resolve(given, operators=OPERATORS))} if given else set()
