"""What an export format is, and what it is given to write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol, runtime_checkable

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from incidentgraph.namespaces import RDF

_TYPE = RDF + "type"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    return sorted(set(graph.quads()), key=lambda q: (_key(q.graph_name), *_order(q.triple)))


def sorted_triples(graph: GraphView) -> list[Triple]:
    """The triples of all graphs together, each once, in the order of `sorted_quads`."""
    return sorted({q.triple for q in graph.quads()}, key=_order)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return _key(triple.subject), predicate != _TYPE, predicate, str(triple.object)


def _key(node: object) -> str:
    # Without the closing bracket, so that conflict/1 stands before conflict/1/1: the order that `build` writes.
    return node.value if isinstance(node, NamedNode) else str(node)


def xml_text(text: str) -> str:
    """The text with what XML 1.0 cannot hold made visible as U+FFFD.

    >>> xml_text("a" + chr(0) + "b") == f"a{chr(0xFFFD)}b"
    True
    """
    return _NOT_XML.sub("\ufffd", text)


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
