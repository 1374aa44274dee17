"""Which articles are one witness: copies of one text, agency copies, and translations of one dispatch.

All of it is pairwise and local. `sketch` and `telling` say what an article is compared by, `sketch_keys` and
`telling_keys` with whom, `copies` and `translated` why two are one witness, and `witness_ids` who is together then.
`agencies` finds whom an article is credited to, `grouping` holds the rule of who is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from incidentgraph.model import Fact, NodeId, Reading
from incidentgraph.resolve.profiles import Canonical
from incidentgraph.resolve.witnesses.agencies import agencies
from incidentgraph.resolve.witnesses.grouping import Edge, edges, neighbours, witness_facts, witness_ids
from incidentgraph.resolve.witnesses.sketches import Sketch, copies, sketch, sketch_keys
from incidentgraph.resolve.witnesses.tellings import Telling, telling, telling_keys, translated

__all__ = [
    "Edge",
    "Sketch",
    "Telling",
    "Witnesses",
    "agencies",
    "copies",
    "edges",
    "neighbours",
    "sketch",
    "sketch_keys",
    "telling",
    "telling_keys",
    "translated",
    "witness_facts",
    "witness_ids",
    "witnesses",
]


@dataclass(frozen=True)
class Witnesses:
    """All articles' witnesses: what joins them, and each article's node."""

    edges: frozenset[Edge]
    digests: Mapping[str, str]

    @cached_property
    def of(self) -> Mapping[str, NodeId]:
        """The witness of each article, by its id."""
        return witness_ids(self.edges, self.digests)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Each article's witness, and which articles are copies of which."""
        return witness_facts(self.of, self.edges)


def witnesses(readings: Iterable[Reading], canonical: Canonical) -> Witnesses:
    """The witnesses of all readings; `canonical` gives the entity or incident that a node of a reading stands for."""
    told = sorted(readings, key=lambda reading: reading.article.id)
    sketches = [sketch(reading) for reading in told]
    tellings = [telling(reading, canonical) for reading in told]
    return Witnesses(
        edges=edges(sketches, sketch_keys, copies) | edges(tellings, telling_keys, translated),
        digests={reading.article.id: reading.article.digest for reading in told},
    )
