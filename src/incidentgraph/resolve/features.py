"""What speaks for and against two events being one: a table of pure functions, each finding with its reason.

A feature looks at two profiles and yields findings; the points of each stand under its name in ``data/events.toml``.
A veto is a reason why two events cannot be one, whatever else agrees.
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
Veto = Callable[[Profile, Profile], str | None]


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


def days(left: Profile, right: Profile) -> Iterator[Finding]:
    """Dates of any precision, and weekdays."""
    a, b = left.days, right.days
    if not a.told or not b.told:
        return
    common = both(a, b)
    if common is None:
        if _next_day(left, right):
            yield Finding("next_day", f"{a.exact} and {b.exact} are a day apart")
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


def _next_day(left: Profile, right: Profile) -> bool:
    a, b = left.days.exact, right.days.exact
    return a is not None and b is not None and abs((a - b).days) == 1


def published(left: Profile, right: Profile) -> Iterator[Finding]:
    """When the articles appeared, where that is all that is known of the day of one of them."""
    if left.published is None or right.published is None or (left.days.exact and right.days.exact):
        return
    apart = abs((left.published - right.published).days)
    if left.days.told and right.days.told:
        return
    if apart <= limit("near_days"):
        yield Finding("published_near", f"told {apart} days apart")
    elif apart > limit("far_days"):
        yield Finding("published_far", f"told {apart} days apart")


def clock(left: Profile, right: Profile) -> Iterator[Finding]:
    """The time of day, in UTC."""
    if left.window is not None and right.window is not None:
        gap = clock_gap(left.window, right.window)
        if gap > limit("clock_far_minutes"):
            yield Finding("clock_far", f"{gap} minutes apart on the clock")
        elif max(gap, _ends_apart(left.window, right.window)) <= limit("clock_equal_minutes"):
            yield Finding("clock_equal", "the same time of day in UTC")
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
    """Morning or evening, in the words beside the day."""
    if left.daypart is None or right.daypart is None:
        return
    if left.daypart == right.daypart:
        yield Finding("daypart", f"both in the {left.daypart}")
    elif {left.daypart, right.daypart} in (
        {"morning", "evening"},
        {"night", "noon"},
        {"morning", "afternoon"},
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
    """Where it was felt."""
    if left.places and right.places:
        shared = left.places & right.places
        yield Finding("place", f"both in {_listed(shared)}") if shared else Finding("place_other", "in other places")


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
    """What both tell of it in the same words: a statement quoted, a sentence taken over."""
    same = len(left.zone.passages & right.zone.passages)
    short = int(limit("passage_words"))
    quotes = {
        min(a, b, key=lambda q: (len(q), q))
        for a in left.zone.quotes
        for b in right.zone.quotes
        if (f" {a} " in f" {b} " or f" {b} " in f" {a} ") and min(a.count(" "), b.count(" ")) < short - 1
    }
    times = min(int(limit("passages")), (same > 0) + (same > 2 * short) + len(quotes))
    if times:
        quoted = f", and the words «{min(quotes)}»" if quotes else ""
        yield Finding("passage", f"{same} runs of {short} words in common{quoted}", times)


def company_kept(left: Profile, right: Profile) -> Iterator[Finding]:
    """Who else is named where the two are told."""
    shared = left.zone.names & right.zone.names
    if shared:
        yield Finding("company_kept", f"beside both: {_listed(shared)}", min(int(limit("names")), len(shared)))


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


def other_kind(left: Profile, right: Profile) -> str | None:
    """An outage is no attack."""
    return f"{left.kind} and {right.kind}" if left.kind != right.kind else None


def one_article(left: Profile, right: Profile) -> str | None:
    """What an article itself keeps apart stays apart."""
    return f"both told apart by {left.article}" if left.article == right.article else None


def nothing_shared(left: Profile, right: Profile) -> str | None:
    """No participant in common; where one tells none, nobody to put it to in common."""
    if left.participants and right.participants:
        shared = bool(left.participants & right.kin or right.participants & left.kin)
    else:
        shared = bool(left.perpetrators & right.perpetrators)
    return None if shared else "no participant in common"


def other_days(left: Profile, right: Profile) -> str | None:
    """Days that exclude each other (but for the day next to it, which a time zone can explain)."""
    if both(left.span, right.span) is not None or _next_day(left, right):
        return None
    return "days that exclude each other"


VETOES: tuple[Veto, ...] = (other_kind, one_article, nothing_shared, other_days)


def veto(left: Profile, right: Profile) -> str | None:
    """The first reason why two events cannot be one."""
    return next((reason for check in VETOES if (reason := check(left, right)) is not None), None)


def findings(left: Profile, right: Profile) -> tuple[Finding, ...]:
    """All that speaks for and against, in the order of the table."""
    return tuple(finding for feature in FEATURES for finding in feature(left, right))
