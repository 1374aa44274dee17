"""What an export format is, and what it is given to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol, runtime_checkable

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from incidentgraph.namespaces import RDF

_TYPE = RDF + "type"


class GraphView(Protocol):
    """What an exporter may ask of a graph (`incidentgraph.store.Graph` is one)."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix to namespace, as people are to read IRIs."""

    def quads(self) -> Iterator[Quad]:
        """Every quad as it was told, in no order."""


@runtime_checkable
class Exporter(Protocol):
    """One output format: a module of this package with an `EXPORTER`, or an entry point of ``incidentgraph.export``."""

    @property
    def name(self) -> str:
        """What users type, e.g. ``turtle``."""

    @property
    def suffix(self) -> str:
        """The suffix of its files, with the dot."""

    @property
    def media_type(self) -> str:
        """Its media type."""

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write the whole graph; the same graph gives the same bytes."""


def sorted_quads(graph: GraphView) -> list[Quad]:
    """The quads by graph, subject, property (the type first) and object."""
    return sorted(set(graph.quads()), key=lambda q: (str(q.graph_name), *_order(q.triple)))


def sorted_triples(graph: GraphView) -> list[Triple]:
    """The triples of all graphs together, each once, in the order of `sorted_quads`."""
    return sorted({q.triple for q in graph.quads()}, key=_order)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), predicate != _TYPE, predicate, str(triple.object)


@dataclass(frozen=True)
class RdfExporter:
    """An RDF syntax that Oxigraph writes: the named graphs where the syntax has them, else their merge."""

    name: str
    rdf_format: RdfFormat

    @property
    def suffix(self) -> str:
        """The suffix of its files, with the dot."""
        return f".{self.rdf_format.file_extension}"

    @property
    def media_type(self) -> str:
        """The format's own media type."""
        return self.rdf_format.media_type

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write the sorted graph with its prefixes."""
        data = sorted_quads(graph) if self.rdf_format.supports_datasets else sorted_triples(graph)
        serialize(data, out, format=self.rdf_format, prefixes=dict(graph.prefixes))
