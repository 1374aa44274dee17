"""What speaks for and against two events being one: a table of pure functions, each finding with its reason.

A feature looks at two profiles and yields findings; the points of each stand under its name in ``data/events.toml``.
What two events cannot be one for, whatever else agrees, stands in `vetoes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from incidentgraph.resolve.numbers import Interval
from incidentgraph.resolve.profiles import Profile
from incidentgraph.resolve.settings import limit, points, settings
from incidentgraph.resolve.times import DAY, WEEKDAYS, both, clock_gap


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found on two events; it counts `times` over."""

    name: str
    reason: str
    times: int = 1

    @property
    def points(self) -> int:
        """What it adds to the score."""
        return points(self.name) * self.times


Feature = Callable[[Profile, Profile], Iterator[Finding]]


def _listed(nodes: frozenset[str]) -> str:
    return ", ".join(sorted(nodes))


def participants(left: Profile, right: Profile) -> Iterator[Finding]:
    """The same service, company or target, or a company and a service that it operates."""
    shared = left.participants & right.participants
    if shared:
        yield Finding("participant", f"both concern {_listed(shared)}")
        if len(shared) > 1:
            yield Finding("participant_more", "more than one", min(int(limit("participants_more")), len(shared) - 1))
    elif family := (left.participants & right.kin) | (right.participants & left.kin):
        yield Finding("participant_family", f"one concerns {_listed(family)}, the other what it operates")
    if left.services and right.services and not left.services & right.services:
        yield Finding("service_other", "services that are two")


def days(left: Profile, right: Profile) -> Iterator[Finding]:
    """Dates of any precision, and weekdays."""
    a, b = left.days, right.days
    if not a.told or not b.told:
        return
    common = both(a, b)
    if common is None:
        if next_day(left, right):
            yield _day_apart(left, right)
    elif a.exact and b.exact:
        yield Finding("same_day", f"both on {a.exact}")
    elif None not in {a.day, a.month} and None not in {b.day, b.month}:
        yield Finding("month_day", f"both on the {a.day}. of month {a.month}")
    elif (a.exact and b.day) or (b.exact and a.day):
        yield Finding("month_day", f"{common.exact} is the day that the other tells without its year")
    elif (a.exact and b.weekday is not None) or (b.exact and a.weekday is not None):
        yield Finding("weekday_date", f"{common.exact} is the {WEEKDAYS[(a.exact or b.exact).weekday()]} of the other")  # type: ignore[union-attr]
    elif a.weekday is not None and b.weekday is not None:
        yield Finding("weekday", f"both on a {WEEKDAYS[a.weekday]}")
    elif _month_known(left) and _month_known(right):
        yield Finding("month", "the month that one tells fits the date of the other")


def _month_known(profile: Profile) -> bool:
    d = profile.days
    return d.month is not None or (
        d.first is not None and d.last is not None and (d.last - d.first).days <= DAYS_OF_MONTH
    )


DAYS_OF_MONTH = 31


def next_day(left: Profile, right: Profile) -> bool:
    """Whether they were told of two days in a row."""
    a, b = left.days.exact, right.days.exact
    return a is not None and b is not None and abs((a - b).days) == 1


def _day_apart(left: Profile, right: Profile) -> Finding:
    """Two days in a row: one moment in two time zones, one night, or two incidents."""
    if left.moment is not None and right.moment is not None:
        gap = _between(left, right)
        if gap <= limit("clock_equal_minutes"):
            return Finding("moment", "the same moment in UTC, told by the days of two time zones")
        if gap <= limit("clock_near_minutes"):
            return Finding("moment_near", f"within {gap} minutes in UTC, by the days of two time zones")
    elif left.days.exact in right.utc_days or right.days.exact in left.utc_days:
        return Finding("day_zone", "the day of one is that of the other in UTC, or when it ended")
    return Finding("next_day", f"{left.days.exact} and {right.days.exact} are a day apart")


def _between(left: Profile, right: Profile) -> int:
    """Minutes between two that have their moments; 0 where they overlap."""
    first, second = sorted((p.moment or 0, p.window[1] if p.window else 0) for p in (left, right))
    return max(0, second[0] - first[0] - first[1])


def published(left: Profile, right: Profile) -> Iterator[Finding]:
    """When it was told, where nothing else is known of the day of one of them; against the other's day, if known."""
    if left.days.told and right.days.told:
        return
    a, b = left.days.exact or left.published, right.days.exact or right.published
    if a is None or b is None:
        return
    apart = abs((a - b).days)
    if apart <= 1:
        yield Finding("published_next", "told at most a day apart")
    elif apart <= limit("near_days"):
        yield Finding("published_near", f"told {apart} days apart")
    elif apart > limit("far_days"):
        yield Finding("published_far", f"told {apart} days apart")


def clock(left: Profile, right: Profile) -> Iterator[Finding]:
    """The time of day, in UTC."""
    if left.window is not None and right.window is not None:
        gap = clock_gap(left.window, right.window)
        if gap > limit("clock_far_minutes"):
            yield Finding("clock_far", f"{gap} minutes apart on the clock")
        elif next_day(left, right):
            pass  # what the clock says of two days is said with the days
        elif max(gap, _ends_apart(left.window, right.window)) <= limit("clock_equal_minutes"):
            yield Finding("clock_equal", "the same time of day in UTC")
        elif gap <= limit("clock_equal_minutes") and 0 in {left.window[1], right.window[1]}:
            yield Finding("clock_meets", "a time of day within the other's in UTC")
        elif gap <= limit("clock_near_minutes"):
            yield Finding("clock_near", f"within {gap} minutes on the clock in UTC")
    for told, other in ((left, right), (right, left)):
        if other.window is not None and any(not _dies_down(other.window, at) for at in told.recovered):
            yield Finding(
                "recovered_long_before", "the reports of one had died down hours before the other, on the clock"
            )
            break


def _ends_apart(left: tuple[int, int], right: tuple[int, int]) -> int:
    starts = clock_gap((left[0], 0), (right[0], 0))
    return max(starts, clock_gap((sum(left) % DAY, 0), (sum(right) % DAY, 0)))


def _dies_down(window: tuple[int, int], at: int) -> bool:
    return (at - window[0]) % DAY <= window[1] + limit("recovery_minutes")


def daypart(left: Profile, right: Profile) -> Iterator[Finding]:
    """Morning or evening, in the words beside the day or by the clock; two clocks are compared as such."""
    if left.daypart is None or right.daypart is None or (left.window is not None and right.window is not None):
        return
    if left.daypart == right.daypart:
        yield Finding("daypart", f"both in the {left.daypart}")
    elif {left.daypart, right.daypart} in (
        {"morning", "evening"},
        {"night", "noon"},
        {"night", "afternoon"},
    ):
        yield Finding(
            "daypart_other",
            f"one in the {min(left.daypart, right.daypart)}, one in the {max(left.daypart, right.daypart)}",
        )


def _agreement(name: str, what: str, left: tuple[Interval, ...], right: tuple[Interval, ...]) -> Iterator[Finding]:
    if left and right:
        agree = any(a.meets(b) for a in left for b in right)
        yield Finding(name if agree else f"{name}_other", f"{what} that {'agree' if agree else 'differ'}")


def duration(left: Profile, right: Profile) -> Iterator[Finding]:
    """How long it lasted."""
    yield from _agreement("duration", "lengths", left.durations, right.durations)


def counts(left: Profile, right: Profile) -> Iterator[Finding]:
    """How many reports there were at the peak."""
    yield from _agreement("count", "numbers of reports", left.counts, right.counts)


def amounts(left: Profile, right: Profile) -> Iterator[Finding]:
    """How much was given."""
    if not left.amounts or not right.amounts:
        return
    ratio = Decimal(str(limit("amount_ratio")))
    if any(a.meets(b) for a in left.amounts for b in right.amounts):
        yield Finding("amount", "sums that agree")
    elif any(a.low <= b.low * ratio and b.low <= a.low * ratio for a in left.amounts for b in right.amounts):
        yield Finding("amount_near", "sums of about one size")
    else:
        yield Finding("amount_other", "sums of another size")


def places(left: Profile, right: Profile) -> Iterator[Finding]:
    """Where it was felt; where a body that is of one place was hit."""
    if not left.places or not right.places:
        return
    if shared := left.places & right.places:
        yield Finding("place", f"both in {_listed(shared)}")
    elif two_cities(left, right):
        yield Finding("city_other", "in two cities, and they are of one")
    else:
        yield Finding("place_other", "in other places")


def two_cities(left: Profile, right: Profile) -> bool:
    """Whether one name may stand for two: a hospital here and one there. A service or a company is in many places."""
    shared = left.participants & right.participants
    local = bool(shared) and all(node.startswith("organization/") for node in shared)
    return local and bool(left.cities) and bool(right.cities) and not left.cities & right.cities


def blame(left: Profile, right: Profile) -> Iterator[Finding]:
    """Who did it, who says so, and how."""
    if left.perpetrators and right.perpetrators:
        shared = left.perpetrators & right.perpetrators
        yield (
            Finding("perpetrator", f"both put to {_listed(shared)}")
            if shared
            else Finding("perpetrator_other", "put to others")
        )
    if shared := left.accusers & right.accusers:
        yield Finding("accuser", f"in both {_listed(shared)} says so")
    if shared_causes := left.causes & right.causes:
        rare = shared_causes - set(settings("events")["limits"]["common_causes"])
        yield Finding("cause_rare" if rare else "cause", f"a cause of one kind: {_listed(rare or shared_causes)}")
    a, b = left.attack_kinds - {"CyberAttack"}, right.attack_kinds - {"CyberAttack"}
    if a and b:
        yield (
            Finding("attack_kind", f"attacks of one kind: {_listed(a & b)}")
            if a & b
            else Finding("attack_kind_other", "attacks of other kinds")
        )


def recipients(left: Profile, right: Profile) -> Iterator[Finding]:
    """Who was given the money."""
    if left.recipients and right.recipients:
        shared = left.recipients & right.recipients
        yield Finding("recipient", f"both to {_listed(shared)}") if shared else Finding("recipient_other", "to others")


def passages(left: Profile, right: Profile) -> Iterator[Finding]:
    """What both tell of it in the same words: a statement quoted, sentences taken over.

    A mere phrase says nothing: outlets have their formulas.
    """
    short = int(limit("passage_words"))
    quotes = {
        min(a, b, key=lambda q: (len(q), q))
        for a in left.zone.quotes
        for b in right.zone.quotes
        if f" {a} " in f" {b} " or f" {b} " in f" {a} "
    }
    if quotes:
        yield Finding("quote", f"the words «{min(quotes)}» in both", min(int(limit("quotes")), len(quotes)))
    if _copied(left.zone.passages, right.zone.passages):
        yield Finding("copy", "nearly all that the shorter of the two tells stands in the other")
    quoted = sum(max(0, quote.count(" ") + 2 - short) for quote in quotes)
    same = len(left.zone.passages & right.zone.passages) - quoted
    times = sum(same > int(least) for least in settings("events")["limits"]["passage_runs"])
    if times:
        yield Finding("passage", f"{same} runs of {short} words in common", times)


def _copied(left: frozenset[int], right: frozenset[int]) -> bool:
    shorter = min(len(left), len(right))
    return shorter >= limit("copy_runs") and len(left & right) >= limit("copy_share") * shorter


def company_kept(left: Profile, right: Profile) -> Iterator[Finding]:
    """Who else is named where the two are told."""
    shared = left.zone.names & right.zone.names
    if shared:
        yield Finding("company_kept", f"beside both: {_listed(shared)}", min(int(limit("names")), len(shared)))


def untimed(left: Profile, right: Profile) -> Iterator[Finding]:
    """Nothing that says they happened at one time: the same may have happened twice, at about one time of day too."""
    if left.kind not in settings("events")["limits"]["timed_kinds"]:
        return
    dated = left.span.told and right.span.told
    timed = any(finding.name == "clock_equal" for finding in clock(left, right))
    if not dated and not timed and not left.linked & right.linked and not _told_near(left, right):
        yield Finding("untimed", "nothing tells that they happened at one time")


def _told_near(left: Profile, right: Profile) -> bool:
    return any(finding.name != "published_far" for finding in published(left, right))


def linked(left: Profile, right: Profile) -> Iterator[Finding]:
    """What they caused, or were caused by."""
    if shared := left.linked & right.linked:
        yield Finding("linked", f"both tied to {_listed(shared)}")
    elif left.linked and right.linked:
        yield Finding("linked_other", "tied to events that are two")


FEATURES: tuple[Feature, ...] = (
    participants, days, published, clock, daypart, duration, counts, amounts, places, blame, recipients, passages,
    company_kept, linked,
)  # fmt: skip


def findings(left: Profile, right: Profile) -> tuple[Finding, ...]:
    """All that speaks for and against, in the order of the table.

    Last what nothing tells of the time: it takes from what speaks for the two, and is nothing against them by itself.
    """
    found = tuple(finding for feature in FEATURES for finding in feature(left, right))
    known = sum(finding.points for finding in found)
    return found + tuple(f for f in untimed(left, right) if known + f.points >= 0)
