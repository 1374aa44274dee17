"""The slots of an event, as gold has them and as claims fill them, in one comparable form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from incidentgraph.evaluate.gold import GoldEvent
from incidentgraph.evaluate.names import Names, plain
from incidentgraph.evaluate.told import Fact, ToldGraph, local
from incidentgraph.evaluate.vocabulary import OUTAGE, vocabulary

Slot = tuple[str | int | float | bool | None, ...]
"""The slot's name and its value, e.g. ``("reports", 25800, "MoreThan")``."""

Filled = Mapping[str, list[Fact]]
"""The claims about one event by their predicate."""

_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)$")
_CLOCK = re.compile(r"(?:T|^)(\d\d:\d\d)")
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?")
_PARTIES = frozenset({"service", "company", "target"})


def date_of(value: str) -> str:
    """A date without time and zone.

    >>> date_of("2021-10-04T15:40:00Z"), date_of("--03-10")
    ('2021-10-04', '--03-10')
    """
    return _ZONE.sub("", value.partition("T")[0])


def clock_of(value: str) -> str | None:
    """Hours and minutes, or nothing.

    >>> clock_of("2021-10-04T15:40:00Z"), clock_of("08:15:00"), clock_of("soon")
    ('15:40', '08:15', None)
    """
    found = _CLOCK.search(value)
    return found[1] if found else None


def minutes_of(value: str) -> str | None:
    """A duration in minutes, so that two hours and 120 minutes agree; nothing where it is none.

    >>> minutes_of("PT2H"), minutes_of("PT120M"), minutes_of("P1DT1H"), minutes_of("long")
    ('120', '120', '1500', None)
    """
    found = _DURATION.fullmatch(value)
    if found is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return str(days * 1440 + hours * 60 + minutes + seconds // 60)


def gold_slots(event: GoldEvent) -> set[Slot]:
    """What gold says of an event."""
    found: set[Slot] = set()
    if event.date:
        found.add(("date", event.date))
    elif event.weekday:
        found.add(("weekday", event.weekday))
    if event.duration:
        found.add(("duration", minutes_of(event.duration)))
    found |= {("place", plain(name)) for name in event.places}
    return found | (_gold_outage(event) if event.kind == OUTAGE else _gold_attack(event))


def _gold_outage(event: GoldEvent) -> set[Slot]:
    qualifiers = vocabulary().qualifiers
    found: set[Slot] = {(slot, time) for slot, time in (("start", event.start), ("end", event.end)) if time}
    found |= {("reports", count.value, qualifiers[count.qualifier]) for count in event.reports}
    found |= {("cause", cause.name, cause.status) for cause in event.causes}
    found |= {("service", plain(name)) for name in event.services}
    found |= {("company", plain(name)) for name in event.companies}
    return found if event.resolved is None else found | {("resolved", event.resolved)}


def _gold_attack(event: GoldEvent) -> set[Slot]:
    found: set[Slot] = {("kind", event.attack_kind)}
    found |= {("perpetrator", plain(who.name), who.status) for who in event.perpetrators}
    return found | {("target", plain(name)) for name in event.targets}


class SlotReader:
    """The slots that claims fill, with names turned into gold's where they are the same."""

    def __init__(self, graph: ToldGraph, names: Names) -> None:
        self._graph = graph
        self._names = names

    def read(self, claims: Filled, gold: GoldEvent) -> dict[Slot, list[Fact]]:
        """Every slot with the claims that fill it."""
        found: dict[Slot, list[Fact]] = defaultdict(list)
        own = self._outage if gold.kind == OUTAGE else self._attack
        for part in (self._common(claims, gold), own(claims, gold)):
            for slot, fact in part:
                found[slot].append(fact)
        if gold.kind != OUTAGE and not any(slot[0] == "kind" for slot in found):
            found["kind", "cyberattack"] = []  # an attack of which no kind is told
        return dict(found)

    def _common(self, claims: Filled, gold: GoldEvent) -> Iterator[tuple[Slot, Fact]]:
        for fact in _held(claims, "date"):
            yield ("date", date_of(fact.value)), fact
        for fact in _held(claims, "weekday") if not gold.date else ():
            yield ("weekday", local(fact.value).capitalize()), fact
        for fact in _held(claims, "duration"):
            yield ("duration", minutes_of(fact.value)), fact
        yield from self._named("place", claims, "place", gold.places)

    def _outage(self, claims: Filled, gold: GoldEvent) -> Iterator[tuple[Slot, Fact]]:
        for slot, name in (("start", "startTime"), ("end", "endTime")):
            for fact in _held(claims, name):
                clock = clock_of(fact.value)
                if clock:
                    yield (slot, clock), fact
        for fact in _held(claims, "reportCount"):
            yield ("reports", whole(fact.value), fact.qualifier), fact
        for fact in claims.get("causeKind", ()):
            kind = local(fact.value)
            yield ("cause", vocabulary().cause_of.get(kind, kind), fact.stance.lower()), fact
        for fact in _held(claims, "resolved"):
            yield ("resolved", fact.value.lower() in {"true", "1"}), fact
        yield from self._named("service", claims, "affectedService", gold.services)
        yield from self._named("company", claims, "affectedCompany", gold.companies)

    def _attack(self, claims: Filled, gold: GoldEvent) -> Iterator[tuple[Slot, Fact]]:
        for fact in claims.get("attackKind", ()):
            word = vocabulary().attack_of.get(local(fact.value))
            if word:
                yield ("kind", word), fact
        yield from self._named("target", claims, "target", gold.targets)
        known = [who.name for who in gold.perpetrators]
        for fact in claims.get("perpetrator", ()):
            yield ("perpetrator", self._name(fact, known), fact.stance.lower()), fact

    def _named(self, slot: str, claims: Filled, predicate: str, known: tuple[str, ...]) -> Iterator[tuple[Slot, Fact]]:
        for fact in _held(claims, predicate):
            yield (slot, self._name(fact, known)), fact

    def _name(self, fact: Fact, known: list[str] | tuple[str, ...]) -> str:
        return self._names.match(self._graph.names(fact.object), known, local(fact.value))


def _held(claims: Filled, predicate: str) -> Iterator[Fact]:
    """The claims that somebody holds for true: what is denied fills no slot."""
    return (fact for fact in claims.get(predicate, ()) if fact.stance != "Denied")


def whole(value: str) -> int | str:
    """A number without its fraction; a text that is none stays, and agrees with nothing in gold.

    >>> whole("235000000.0"), whole("many")
    (235000000, 'many')
    """
    try:
        return int(float(value))
    except (ValueError, OverflowError):
        return value


def affinity(gold: set[Slot], told: set[Slot]) -> float | None:
    """How well two events fit; nothing where they cannot be the same: no common party, or another date."""
    gold_parties, told_parties = _values(gold, _PARTIES), _values(told, _PARTIES)
    gold_dates, told_dates = _values(gold, {"date"}), _values(told, {"date"})
    if gold_parties and told_parties and not gold_parties & told_parties:
        return None
    if gold_dates and told_dates and not gold_dates & told_dates:
        return None
    return len(gold_parties & told_parties) + len(gold & told) + 0.1


def _values(slots: set[Slot], names: frozenset[str] | set[str]) -> set[object]:
    return {slot[1] for slot in slots if slot[0] in names}
