"""What was decided on pairs of things, as a file that a person reads, corrects, and gives back to the next build.

`read_decisions` gives a person's lines, `decided` the resolution in which they hold and the file that tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from incidentgraph.decisions.cells import Known, judged, named
from incidentgraph.decisions.table import FILE, Decision, decisions_text, read_decisions
from incidentgraph.model import Link, NodeId, Reading, Rejection, Resolution

__all__ = ["FILE", "Decided", "Decision", "decided", "read_decisions"]

Resolve = Callable[[Sequence[Link]], Resolution]


@dataclass(frozen=True)
class Decided:
    """A resolution in which a person's decisions hold; these with ids, and notes on those that met nothing."""

    resolution: Resolution
    decisions: tuple[Decision, ...]
    notices: tuple[Rejection, ...]
    known: Known

    @property
    def links(self) -> list[Link]:
        """The decisions as `resolve` takes them."""
        return _links(self.decisions)

    def text(self, names: Mapping[NodeId, str]) -> str:
        """The file: a person's decisions, and those of the rules on other pairs. `names` are those of the graph."""
        shown = {node: names.get(self.resolution.canonical(node), "") for node in self.known.kinds}
        return decisions_text(self.decisions, self.resolution.links, {**shown, **self.known.names})


def decided(told: Sequence[Decision], readings: Sequence[Reading], base: str, resolve: Resolve) -> Decided:
    """Resolve as a person decided.

    Where a line calls things as only the graph does, by name or as an incident, they are looked up in a resolution
    without it first.
    """
    known = Known.of(readings)
    found = judged([one for one in told if not named(one, known, base)], known, base)
    resolution = resolve(_links(found.decisions))
    if any(cell not in known.kinds for one in told for cell in (one.left, one.right)):
        before = _links(found.decisions)
        found = judged(told, known.within(resolution), base)
        if (links := _links(found.decisions)) != before:
            resolution = resolve(links)
    return Decided(resolution, found.decisions, found.notices, known)


def _links(decisions: Iterable[Decision]) -> list[Link]:
    """Decisions as `resolve` takes them."""
    return [Link(NodeId(d.left), NodeId(d.right), d.verdict, d.score, d.reasons) for d in decisions]
