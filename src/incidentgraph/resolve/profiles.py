"""An event as one article tells it, in the form in which events are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from incidentgraph.errors import InputError
from incidentgraph.languages import load
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Claim, Event, NodeId, Qualifier, Reading, Ref, Stance, Term
from incidentgraph.resolve.numbers import Interval, interval_of, number_of
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.times import DAY, Clock, Days, both, clock_of, clock_read, days_of, seen_from
from incidentgraph.resolve.zones import Zone, words, zones

Canonical = Callable[[NodeId], NodeId]

_PARTICIPANTS = ("affectedService", "affectedCompany", "target", "donor")
_BLAME = ("causedBy", "causeKind", "perpetrator", "type")
_HALF_DAY = DAY // 2


@dataclass(frozen=True)
class Profile:
    """What one article tells of one event, with canonical participants."""

    id: NodeId
    kind: str
    article: str
    digest: str
    published: date | None
    participants: frozenset[NodeId] = frozenset()
    kin: frozenset[NodeId] = frozenset()
    """The participants, and the companies that operate them."""
    days: Days = field(default_factory=Days)
    window: tuple[int, int] | None = None
    """Start on the clock in UTC and length, in minutes."""
    moment: int | None = None
    """The start in minutes of UTC since day 0, where its day is known as well as its clock time and zone."""
    recovered: tuple[int, ...] = ()
    """Clock times in UTC at which reports had died down."""
    daypart: str | None = None
    durations: tuple[Interval, ...] = ()
    counts: tuple[Interval, ...] = ()
    amounts: tuple[Interval, ...] = ()
    places: frozenset[NodeId] = frozenset()
    cities: frozenset[NodeId] = frozenset()
    """Those of the places that are cities."""
    perpetrators: frozenset[NodeId] = frozenset()
    accusers: frozenset[NodeId] = frozenset()
    causes: frozenset[str] = frozenset()
    attack_kinds: frozenset[str] = frozenset()
    recipients: frozenset[NodeId] = frozenset()
    linked: frozenset[NodeId] = frozenset()
    """Events of another kind that this one caused or was caused by."""
    around: Days = field(default_factory=Days)
    """Where an outage that it caused, and that has a day by now, puts it."""
    zone: Zone = field(default_factory=Zone)

    @property
    def services(self) -> frozenset[NodeId]:
        """The services among the participants."""
        return frozenset(node for node in self.participants if node.startswith("service/"))

    @property
    def sites(self) -> frozenset[NodeId]:
        """Where it happened, of what happens at a place: a cable cut there is one for all who tell of it."""
        return self.places if self.causes & set(settings("events")["limits"]["local_causes"]) else frozenset()

    @property
    def utc_days(self) -> frozenset[date]:
        """The days in UTC on which it began and ended, where its clock time tells them."""
        if self.moment is None or self.window is None:
            return frozenset()
        return frozenset(date.fromordinal(at // DAY) for at in (self.moment, self.moment + self.window[1]))

    @property
    def span(self) -> Days:
        """The days that are told, as far as the outage that it caused leaves them open."""
        return both(self.days, self.around) or self.days


def profiles(reading: Reading, canonical: Canonical, operators: Mapping[NodeId, frozenset[NodeId]]) -> list[Profile]:
    """The profiles of a reading's events."""
    by_subject: dict[NodeId, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        if claim.stance is not Stance.DENIED:
            by_subject[claim.subject].append(claim)
    told = zones(reading)
    kinds = {event.id for event in reading.events}
    links: dict[NodeId, set[NodeId]] = defaultdict(set)
    for claim in reading.claims:
        if (
            claim.predicate == "causedBy"
            and isinstance(claim.object, Ref)
            and {claim.subject, claim.object.id} <= kinds
        ):
            links[claim.subject].add(claim.object.id)
            links[claim.object.id].add(claim.subject)
    return [
        _profile(reading, event, _Told(by_subject, frozenset(links[event.id]), canonical, operators), told[event.id])
        for event in sorted(reading.events, key=lambda e: e.id)
    ]


@dataclass(frozen=True)
class _Told:
    """One article's claims, as far as a profile needs them."""

    claims: Mapping[NodeId, Sequence[Claim]]
    linked: frozenset[NodeId]
    canonical: Canonical
    operators: Mapping[NodeId, frozenset[NodeId]]

    def nodes(self, claims: Iterable[Claim], *predicates: str) -> frozenset[NodeId]:
        return frozenset(
            self.canonical(c.object.id) for c in claims if c.predicate in predicates and isinstance(c.object, Ref)
        )


def _profile(reading: Reading, event: Event, told: _Told, zone: Zone) -> Profile:
    own = sorted(told.claims.get(event.id, ()), key=lambda c: c.id)
    # Who is blamed for an outage is told of the attack that caused it.
    wider = [*own, *(c for other in sorted(told.linked) for c in told.claims.get(other, ()))]
    participants = told.nodes(own, *_PARTICIPANTS)
    operators = frozenset(o for p in participants for o in told.operators.get(p, ()))
    durations = [c for c in own if c.predicate == "duration"]
    counts = [c for c in own if c.predicate == "reportCount"]
    peak = _peak(counts)
    days, clock = _days(own, reading.article.published_on), _window(own, peak)
    places, perpetrators = told.nodes(own, "place"), told.nodes(wider, "perpetrator")
    # Groups claim what is put to them and companies explain themselves: that says nothing beyond whom it concerns.
    blaming = _sources((c for c in wider if c.predicate in _BLAME), told.canonical)
    accusers = blaming - perpetrators - participants - operators
    # Who is known already, and who counts the reports of every outage, is no company that this one keeps.
    names = frozenset(told.canonical(node) for node in zone.names)
    names -= participants | operators | perpetrators | accusers | _sources(counts, told.canonical)
    return Profile(
        id=event.id,
        kind=event.kind,
        article=event.article,
        digest=reading.article.digest,
        published=reading.article.published_on,
        participants=participants,
        kin=participants | operators,
        days=days,
        window=None if clock is None else clock.window,
        moment=None if clock is None or days.exact is None else clock.on(days.exact),
        recovered=_recovered(counts, peak),
        daypart=_daypart(own, reading.article.language) or (None if clock is None else clock.daypart),
        durations=_intervals(durations, "duration"),
        counts=_intervals(peak, "count"),
        amounts=_intervals([c for c in own if c.predicate == "amount"], "amount"),
        places=places,
        cities=places & {told.canonical(entity.id) for entity in reading.entities if entity.kind == "City"},
        perpetrators=perpetrators,
        accusers=accusers,
        causes=_terms(own, "causeKind"),
        attack_kinds=_terms(wider, "attackKind"),
        recipients=told.nodes(own, "recipient"),
        linked=told.linked,
        zone=Zone(zone.passages, zone.quotes, names),
    )


def _sources(claims: Iterable[Claim], canonical: Canonical) -> frozenset[NodeId]:
    return frozenset(canonical(c.attributed_to) for c in claims if c.attributed_to)


def _terms(claims: Iterable[Claim], predicate: str) -> frozenset[str]:
    return frozenset(c.object.name for c in claims if c.predicate == predicate and isinstance(c.object, Term))


def _intervals(claims: Iterable[Claim], theme: str) -> tuple[Interval, ...]:
    found = (interval_of(c.object, c.qualifier, theme) for c in claims)
    return tuple(sorted({interval for interval in found if interval is not None}))


def _days(claims: Iterable[Claim], published: date | None) -> Days:
    """What all dates and weekdays of an event leave open; one that does not fit the surer ones is passed over."""
    days = Days()
    dated = [c for c in claims if c.predicate in {"date", "weekday"}]
    starts = [c for c in claims if c.predicate == "startTime"]
    for claim in sorted(dated or starts, key=lambda c: (c.stance is not Stance.ASSERTED, -c.confidence, c.id)):
        found = days_of(claim.object)
        days = (found and both(days, found)) or days
    return seen_from(days, published) if days.told else Days(last=published)


def _peak(counts: Sequence[Claim]) -> list[Claim]:
    """The counts that are no mere remainder: those of at least half the largest."""
    numbers = {c.id: number_of(c.object) or 0 for c in counts}
    largest = max(numbers.values(), default=0)
    return [c for c in counts if numbers[c.id] * 2 >= largest and c.qualifier is not Qualifier.LESS_THAN]


def _recovered(counts: Sequence[Claim], peak: Sequence[Claim]) -> tuple[int, ...]:
    later = (clock_of(c.as_of) for c in counts if c not in peak) if peak else ()
    return tuple(sorted({minutes for minutes in later if minutes is not None}))


def _window(claims: Sequence[Claim], peak: Sequence[Claim]) -> Clock | None:
    starts = _first(clock_read(c.object) for c in claims if c.predicate == "startTime")
    ends = _first(clock_read(c.object) for c in claims if c.predicate == "endTime")
    lengths = [int(number_of(c.object) or 0) for c in claims if c.predicate == "duration"]
    length = max(lengths) if lengths and max(lengths) <= _HALF_DAY else 0
    if starts is not None:
        return replace(starts, length=(ends.utc - starts.utc) % DAY if ends is not None else length)
    if ends is not None:
        return Clock((ends.local - length) % DAY, ends.offset, length)
    return _first(clock_read(c.as_of) for c in peak)


def _first(clocks: Iterable[Clock | None]) -> Clock | None:
    return min((c for c in clocks if c is not None), key=lambda c: (c.utc, c.offset), default=None)


def _daypart(claims: Iterable[Claim], code: str) -> str | None:
    """Morning, evening ..., where the words that tell the day name exactly one."""
    try:
        phrases: Mapping[str, Sequence[str]] = load(code).table("circumstances").get("dayparts", {})
    except InputError:  # an article in an unknown language has no such words for us
        return None
    quotes = sorted({e.exact for c in claims if c.predicate in {"date", "weekday"} for e in c.evidence})
    text = " ".join(["", *(word for quote in quotes for word in words(quote)), ""])
    found = set()
    by_length = sorted(
        ((" ".join(words(fold_text(p))), part) for part, ps in phrases.items() for p in ps), key=lambda x: -len(x[0])
    )
    for phrase, part in by_length:
        if f" {phrase} " in text:
            found.add(part)
            text = text.replace(f" {phrase} ", "  ")  # "after noon" is not noon as well
    return found.pop() if len(found) == 1 else None
