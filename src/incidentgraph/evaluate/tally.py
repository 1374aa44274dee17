"""Counts of what is right, extra and missed, and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

ENTITIES, OUTAGES, ATTACKS, SLOTS = "entities", "outages", "attacks", "event slots"
ROLES, RELATIONS, CONTRIBUTIONS, INCIDENTS = "roles", "relations", "contributions", "same incident"
ANY_TYPE, ROLE_STATUS, SLOT = "entities, any type", "role status", "slot "

HEADLINE = (ENTITIES, OUTAGES, ATTACKS, SLOTS, ROLES, RELATIONS, CONTRIBUTIONS, INCIDENTS)
"""The rows whose mean F1 is the overall score."""


@dataclass(frozen=True)
class Tally:
    """Right, extra and missed.

    >>> Tally(2, 2, 2).f1, Tally().precision
    (0.5, 1.0)
    """

    right: int = 0
    extra: int = 0
    missed: int = 0

    @classmethod
    def of(
        cls, gold: AbstractSet[object], told: AbstractSet[object], ignored: AbstractSet[object] = frozenset()
    ) -> Tally:
        """Compare two sets; what is in `ignored` is not extra."""
        return cls(len(gold & told), len(told - gold - ignored), len(gold - told))

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """How much of what is told is right; 1 where nothing is told."""
        return self.right / told if (told := self.right + self.extra) else 1.0

    @property
    def recall(self) -> float:
        """How much of gold is told; 1 where gold is empty."""
        return self.right / there if (there := self.right + self.missed) else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


Rows = Mapping[str, Tally]


@dataclass(frozen=True)
class Placed:
    """An event of gold that was found: its incident in gold, and its node in the graph."""

    kind: str
    incident: str
    node: str


@dataclass(frozen=True)
class Scores:
    """The rows of some articles taken together (micro-averages), the headline rows first."""

    articles: int
    rows: Rows

    @classmethod
    def of(cls, parts: Iterable[tuple[Rows, tuple[Placed, ...]]]) -> Scores:
        """Add up the rows of articles, and look which of their events share a node."""
        total: dict[str, Tally] = defaultdict(Tally)
        placed: list[Placed] = []
        number = 0
        for rows, events in parts:
            number += 1
            placed += events
            for name, tally in rows.items():
                total[name] += tally
        total[INCIDENTS] = same_incident(placed)
        names = [*(n for n in HEADLINE if n in total), *sorted(total.keys() - set(HEADLINE))]
        return cls(number, {name: total[name] for name in names})

    @property
    def overall(self) -> float:
        """The mean F1 of the headline rows of which gold has anything."""
        counted = [self.rows[n].f1 for n in HEADLINE if n in self.rows and self.rows[n].right + self.rows[n].missed]
        return sum(counted) / len(counted) if counted else 0.0


def same_incident(placed: list[Placed]) -> Tally:
    """Pairs of events that gold says are one incident, against pairs that share a node of the graph."""
    right = extra = missed = 0
    for index, one in enumerate(placed):
        for other in placed[index + 1 :]:
            together = (one.kind, one.incident) == (other.kind, other.incident)
            joined = one.node == other.node
            right += together and joined
            extra += joined and not together
            missed += together and not joined
    return Tally(right, extra, missed)
