"""Disjoint sets with a deterministic outcome: what has been joined, whatever the order of joining."""

from __future__ import annotations

from collections.abc import Iterable

from incidentgraph.model import NodeId


class Unions:
    """Groups of node ids; a group that was never joined is its only member."""

    def __init__(self, nodes: Iterable[NodeId]) -> None:
        self._group: dict[NodeId, NodeId] = {node: node for node in nodes}
        self._members: dict[NodeId, tuple[NodeId, ...]] = {node: (node,) for node in self._group}

    def members(self, node: NodeId) -> tuple[NodeId, ...]:
        """All nodes of a node's group, sorted."""
        return self._members[self._group[node]]

    def same(self, left: NodeId, right: NodeId) -> bool:
        """Whether both are in one group."""
        return self._group[left] == self._group[right]

    def join(self, left: NodeId, right: NodeId) -> None:
        """Make two groups one."""
        a, b = sorted((self._group[left], self._group[right]))
        if a == b:
            return
        moved = self._members.pop(b)
        self._members[a] = tuple(sorted(self._members[a] + moved))
        for node in moved:
            self._group[node] = a

    def groups(self) -> list[tuple[NodeId, ...]]:
        """All groups, sorted."""
        return sorted(self._members.values())
