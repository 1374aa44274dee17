"""A person's own judgements on pairs of nodes: they hold, whatever the rules say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from incidentgraph.errors import InputError
from incidentgraph.model import Link, NodeId

Pair = tuple[NodeId, NodeId]


@dataclass(frozen=True)
class Verdicts:
    """Pairs of ids of the readings (entities, roles or events) that are the same, or are not."""

    same: tuple[Pair, ...] = ()
    different: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, links: Iterable[Link]) -> Verdicts:
        """The verdicts among links; a pair judged both ways is an error, since neither can be kept."""
        pairs: dict[str, set[Pair]] = {"same": set(), "different": set()}
        for link in links:
            if link.verdict in pairs:
                pairs[link.verdict].add(pair_of(link.left, link.right))
        both = sorted(pairs["same"] & pairs["different"])
        if both:
            what = f"{both[0][0]} and {both[0][1]} are judged both the same and different"
            raise InputError(what, where="verdicts", hint="keep one of the two verdicts")
        return cls(tuple(sorted(pairs["same"])), frozenset(pairs["different"]))

    def agree(self, left: NodeId, right: NodeId) -> bool:
        """Whether a person called the two the same."""
        return pair_of(left, right) in self.same

    def differ(self, left: NodeId, right: NodeId) -> bool:
        """Whether a person called the two different."""
        return pair_of(left, right) in self.different


def pair_of(left: NodeId, right: NodeId) -> Pair:
    """Two ids in the one order in which pairs are kept."""
    return (left, right) if left <= right else (right, left)
