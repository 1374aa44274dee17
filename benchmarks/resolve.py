"""How the joining of events grows with their number: pairs compared and seconds, for 500, 2,000 and 8,000 events.

Run with ``python -m benchmarks.resolve``. The events are made up as profiles, without text: services of which some are
told of far more often than others, days over three years, a fifth of the articles undated, a tenth of the events
without a day. Once the services grow with the events, and once they stay as many, so that each is told of ever more
often. Ratios of one run count, not seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random

from incidentgraph.model import NodeId
from incidentgraph.resolve.blocking import candidates
from incidentgraph.resolve.events import cluster_events
from incidentgraph.resolve.numbers import Interval
from incidentgraph.resolve.profiles import Profile
from incidentgraph.resolve.times import Days
from incidentgraph.resolve.verdicts import Verdicts

SIZES = (500, 2_000, 8_000)
SEED = 20250524
TOLD = 5  # articles that tell one incident, on average
SHARE, FIXED = 0.05, 100  # services for one event; services where they stay as many
UNDATED, CLOCK, COUNTED, TIMED = 0.2, 0.5, 0.6, 0.5  # shares of articles without a date, of events told with these
NO_DAY, MONTH, WEEKDAY = 0.1, 0.2, 0.3  # up to here
FIRST, SPAN = date(2022, 1, 1), 1_095
LINEAR, CROWDED = 1.5, 3.0
"""What is aimed at: an event of the most costs at most so many times what an event of the fewest costs."""


@dataclass(frozen=True)
class Cost:
    """What so many events cost."""

    events: int
    pairs: int
    pairing: float
    joining: float
    incidents: int

    @property
    def seconds(self) -> float:
        return self.pairing + self.joining


def told(size: int, services: int) -> list[Profile]:
    """So many events, always the same ones."""
    rng = Random(f"{SEED}/{size}")
    found: list[Profile] = []
    while len(found) < size:
        # Few services are in the news all the time, most seldom.
        service = NodeId(f"service/s{int(services * rng.random() ** 3)}")
        day = FIRST + timedelta(rng.randrange(SPAN))
        hour, minutes, count = rng.randrange(24), rng.choice((30, 60, 90, 120, 240)), rng.randrange(10, 900) * 100
        for _ in range(min(size - len(found), 1 + rng.randrange(2 * TOLD - 1))):
            found.append(_told(rng, len(found), service, day, (hour * 60, minutes, count)))
    return found


def _told(rng: Random, number: int, service: NodeId, day: date, facts: tuple[int, int, int]) -> Profile:
    start, minutes, count = facts
    published = None if rng.random() < UNDATED else day + timedelta(rng.randrange(3))
    return Profile(
        id=NodeId(f"outage/{number}-1"),
        kind="Outage",
        article=str(number),
        digest=sha256(str(number).encode()).hexdigest(),
        published=published,
        participants=frozenset({service}),
        kin=frozenset({service, NodeId(service.replace("service/", "company/"))}),
        days=_days(rng.random(), day, published),
        window=(start, minutes) if rng.random() < CLOCK else None,
        counts=(_near(count),) if rng.random() < COUNTED else (),
        durations=(_near(minutes),) if rng.random() < TIMED else (),
    )


def _days(chance: float, day: date, published: date | None) -> Days:
    if chance < NO_DAY:
        return Days(last=published)
    if chance < MONTH:
        return Days(month=day.month)
    if chance < WEEKDAY and published is None:
        return Days(weekday=day.weekday())
    return Days(day, day)


def _near(number: int) -> Interval:
    return Interval(Decimal(number), Decimal(number) * Decimal("1.1"))


def cost(size: int, services: int) -> Cost:
    events = told(size, services)
    start = time.perf_counter()
    pairs = len(candidates(events))
    paired = time.perf_counter()
    clusters = cluster_events(events, Verdicts.of(()))  # finds the pairs again: that is part of it
    return Cost(size, pairs, paired - start, time.perf_counter() - paired - (paired - start), len(clusters.groups))


def rows(costs: list[Cost]) -> Iterator[str]:
    yield "| events | pairs | pairs for an event | s for pairs | s for joining | ms for an event | incidents |"
    yield "|---|---|---|---|---|---|---|"
    for c in costs:
        yield (
            f"| {c.events:,} | {c.pairs:,} | {c.pairs / c.events:.1f} | {c.pairing:.2f} | {c.joining:.2f} | "
            f"{1000 * c.seconds / c.events:.2f} | {c.incidents:,} |"
        )


def main() -> int:
    cost(SIZES[0], FIXED)  # what is made once is made
    good = True
    for title, share, aim in (("services grow with the events", SHARE, LINEAR), (f"{FIXED} services", 0.0, CROWDED)):
        costs = [cost(size, int(size * share) or FIXED) for size in SIZES]
        few, most = costs[0], costs[-1]
        ratio = (most.seconds / most.events) / (few.seconds / few.events)
        pairs = (most.pairs / most.events) / (few.pairs / few.events)
        good &= ratio <= aim
        print("\n".join(["", title, "", *rows(costs), ""]))
        print(f"an event of {most.events:,} against one of {few.events:,}: {ratio:.2f} in time, {pairs:.2f} in pairs")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
