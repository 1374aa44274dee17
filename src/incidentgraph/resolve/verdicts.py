"""A person's own judgements on pairs of nodes: they hold, whatever the rules say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from incidentgraph.errors import InputError
from incidentgraph.model import Link, NodeId
from incidentgraph.resolve.unions import Unions

Pair = tuple[NodeId, NodeId]


@dataclass(frozen=True)
class Verdicts:
    """Pairs of ids of the readings (entities or events) that are the same, or are not."""

    same: tuple[Pair, ...] = ()
    different: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, links: Iterable[Link]) -> Verdicts:
        """The verdicts among links. Raises `InputError` where they contradict one another: none could be kept."""
        pairs: dict[str, set[Pair]] = {"same": set(), "different": set()}
        for link in links:
            if link.verdict in pairs:
                pairs[link.verdict].add(pair_of(link.left, link.right))
        found = cls(tuple(sorted(pairs["same"])), frozenset(pairs["different"]))
        found._check()
        return found

    def agree(self, left: NodeId, right: NodeId) -> bool:
        """Whether a person called the two the same."""
        return pair_of(left, right) in self._same

    def differ(self, left: NodeId, right: NodeId) -> bool:
        """Whether a person called the two different."""
        return pair_of(left, right) in self.different

    @cached_property
    def _same(self) -> frozenset[Pair]:
        return frozenset(self.same)

    def _check(self) -> None:
        judged = Unions(node for pair in (*self.same, *self.different) for node in pair)
        for pair in self.same:
            judged.join(*pair)
        for left, right in sorted(self.different):
            if judged.same(left, right):
                direct = "" if self.agree(left, right) else ", by way of others"
                what = f"{left} and {right} are judged both the same{direct} and different"
                raise InputError(what, where="verdicts", hint="keep one of the two verdicts")


def pair_of(left: NodeId, right: NodeId) -> Pair:
    """Two ids in the one order in which pairs are kept."""
    return (left, right) if left <= right else (right, left)
