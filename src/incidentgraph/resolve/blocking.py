"""Which pairs of events are worth comparing, so that cost grows with the number of events and not with its square."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from math import inf

from incidentgraph.model import NodeId
from incidentgraph.resolve.profiles import Profile
from incidentgraph.resolve.settings import limit
from incidentgraph.resolve.times import DAY
from incidentgraph.resolve.verdicts import Pair, pair_of

_MONTH_DAYS = 31


def candidates(profiles: Sequence[Profile]) -> list[Pair]:
    """Pairs of one kind that share a participant (or its company) and may share the day, sorted."""
    blocks: dict[tuple[str, NodeId], list[Profile]] = defaultdict(list)
    for profile in profiles:
        # Where nobody is told to be hit, who did it brings the event together with others.
        for node in sorted(profile.kin or profile.perpetrators):
            blocks[profile.kind, node].append(profile)
        for node in sorted(profile.perpetrators) if profile.kin else ():
            blocks[profile.kind, node].append(profile)
    pairs: set[Pair] = set()
    for block in blocks.values():
        pairs |= _pairs(block)
    return sorted(pairs)


def _pairs(block: Sequence[Profile]) -> set[Pair]:
    dated = [p for p in block if _dated(p)]
    vague = [p for p in block if not _dated(p)]
    found = _sharing(dated, _days)
    if len(block) <= limit("block"):
        every = [*dated, *vague]
        found |= {pair_of(a.id, b.id) for a in vague for b in every if a.article != b.article}
    else:
        vague_ids = {p.id for p in vague}
        found |= {pair for pair in _sharing(block, _traits, limit("block")) if vague_ids & set(pair)}
    return found


def _sharing(block: Iterable[Profile], keys_of: Callable[[Profile], Iterable[object]], most: float = inf) -> set[Pair]:
    """Pairs that share a key; a key that more than `most` events have tells nothing."""
    groups: dict[object, list[Profile]] = defaultdict(list)
    for profile in block:
        for key in keys_of(profile):
            groups[key].append(profile)
    told = (combinations(group, 2) for group in groups.values() if len(group) <= most)
    return {pair_of(a.id, b.id) for pairs in told for a, b in pairs if a.article != b.article}


def _dated(profile: Profile) -> bool:
    first, last = profile.days.first, profile.days.last
    return first is not None and last is not None and (last - first).days <= _MONTH_DAYS


def _days(profile: Profile) -> Iterator[date]:
    """The days an event can lie on, and the one after: so two that are a day apart share one."""
    first, last = profile.days.first, profile.days.last
    if first is not None and last is not None:
        yield from (first + timedelta(n) for n in range((last - first).days + 2))


def _traits(profile: Profile) -> Iterator[tuple[str, object]]:
    """What a vague event can be found by: it needs one of these to reach the threshold at all."""
    days = profile.days
    if days.month is not None and days.day is not None:
        yield "day", (days.month, days.day)
    elif days.exact is not None:
        yield "day", (days.exact.month, days.exact.day)
    for node in sorted(profile.perpetrators):
        yield "perpetrator", node
    for quote in sorted(profile.zone.quotes):
        yield "quote", quote
    if profile.published is not None:
        week = profile.published.toordinal() // 7
        yield from (("week", week + n) for n in (0, 1))
    elif profile.window is not None:
        hour = profile.window[0] // 60
        weekday = days.exact.weekday() if days.exact else days.weekday
        yield from (("clock", (weekday, (hour + n) % (DAY // 60))) for n in (0, 1))
    for interval in profile.counts:
        yield "count", interval.low
