"""Which pairs of events are worth comparing, so that cost grows with the number of events and not with its square.

Every event has keys; two events are compared where they stand near each other under a key. Under a key that few events
have, all are near each other. Under a key that many have, each is near a few in an order that depends on the events
alone: so what is one stays connected, and an event that comes or goes changes nothing but its few neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import combinations

from incidentgraph.model import NodeId
from incidentgraph.resolve.profiles import Profile
from incidentgraph.resolve.settings import limit, settings
from incidentgraph.resolve.times import DAY
from incidentgraph.resolve.verdicts import Pair, pair_of

_MONTH_DAYS = 31
_BYTES = 8


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What events are found by. One `for_vague` brings two events together only where one of them is vague."""

    code: int
    for_vague: bool


def candidates(profiles: Sequence[Profile]) -> list[Pair]:
    """Pairs of events of two articles that are near each other under a key, sorted."""
    holders: dict[Key, list[Profile]] = defaultdict(list)
    for profile in sorted(profiles, key=rank):
        for key in keys(profile):
            holders[key].append(profile)
    found: set[Pair] = set()
    for key, block in holders.items():
        found |= {pair_of(a.id, b.id) for a, b in _near(block) if comparable(key, a, b)}
    return sorted(found)


def crowd() -> int:
    """Under a key that more events have, each is near its next few alone."""
    return int(limit("block"))


def reach() -> int:
    """How many events on each side are near in a crowd."""
    return int(limit("block_reach"))


def comparable(key: Key, left: Profile, right: Profile) -> bool:
    """Whether two events under one key are to be compared."""
    return left.article != right.article and not (key.for_vague and is_dated(left) and is_dated(right))


def rank(profile: Profile) -> int:
    """The place of an event among others: a number of 63 bits derived from its content."""
    return int.from_bytes(content(profile.digest, profile.id)[:_BYTES]) >> 1


@lru_cache(maxsize=1 << 16)
def content(digest: str, event: NodeId) -> bytes:
    """The hash of an article's event, from the digest of the article's text and the event's id."""
    return sha256(f"{digest} {event}".encode("utf-8", "surrogatepass")).digest()


def is_dated(profile: Profile) -> bool:
    """Whether an event is known to lie within some month; else it is vague."""
    first, last = profile.days.first, profile.days.last
    return first is not None and last is not None and (last - first).days <= _MONTH_DAYS


def keys(profile: Profile) -> frozenset[Key]:
    """What an event is found by: whom it concerns together with when, and what else would join it to others."""
    # Where nobody is told to be hit, who did it or where it happened brings the event together with others.
    anchors = sorted(profile.kin | profile.perpetrators | profile.sites)
    days = [("on", day.isoformat()) for day in _days(profile)]
    traits = list(_traits(profile))
    found = {_key(profile.kind, node, what, for_vague=False) for node in anchors for what in days}
    found |= {_key(profile.kind, node, what, for_vague=True) for node in anchors for what in traits}
    # The same words need no second thing in common to be worth a look.
    return frozenset(found | {_key(profile.kind, NodeId(""), what, for_vague=True) for what in _words(profile)})


def _key(kind: str, node: NodeId, what: tuple[str, object], *, for_vague: bool) -> Key:
    digest = blake2b(repr((kind, node, what)).encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return Key(int.from_bytes(digest) >> 1, for_vague)


def _near(block: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    if len(block) <= crowd():
        yield from combinations(block, 2)
        return
    for place, profile in enumerate(block):
        yield from ((profile, other) for other in block[place + 1 : place + 1 + reach()])


def _days(profile: Profile) -> Iterable[date]:
    """The days an event can lie on, and the one after: so two that are a day apart share one."""
    first, last = profile.days.first, profile.days.last
    if first is None or last is None or not is_dated(profile):
        return ()
    return (first + timedelta(n) for n in range((last - first).days + 2))


def _traits(profile: Profile) -> Iterator[tuple[str, object]]:
    """What a vague event can be found by, beside whom it concerns: the more it tells, the surer it meets its like."""
    yield "any", None
    days = profile.days
    exact = days.exact
    if days.month is not None and days.day is not None:
        yield "day", (days.month, days.day)
    elif exact is not None:
        yield "day", (exact.month, exact.day)
    months = {days.month, exact and exact.month, days.first and is_dated(profile) and days.first.month}
    yield from (("month", month) for month in sorted(m for m in months if m))
    if profile.published is not None:
        week = profile.published.toordinal() // 7
        yield from (("week", week + n) for n in (0, 1))
    elif profile.window is not None:
        hour = profile.window[0] // 60
        weekday = exact.weekday() if exact else days.weekday
        yield from (("clock", (weekday, (hour + n) % (DAY // 60))) for n in (0, 1))
    for name in ("perpetrators", "accusers", "places"):
        yield from ((name, node) for node in sorted(getattr(profile, name)))
    yield from (
        ("cause", cause) for cause in sorted(profile.causes - set(settings("events")["limits"]["common_causes"]))
    )
    for name in ("counts", "durations", "amounts"):
        yield from ((name, interval.low) for interval in getattr(profile, name))


def _words(profile: Profile) -> Iterator[tuple[str, object]]:
    yield from (("quote", quote) for quote in sorted(profile.zone.quotes))
    every = int(limit("block_sample"))
    yield from (("passage", passage) for passage in sorted(profile.zone.passages) if passage % every == 0)
