"""RDF/XML: all graphs merged into one, for tools that read nothing newer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from incidentgraph.errors import OutputError
from incidentgraph.export.base import GraphView, sorted_triples, xml_text

# The end of a property's IRI must be an XML name; these are the ones that matter in practice (NCName, ASCII or beyond).
_NAMED = re.compile(r"[^\W\d][\w.\-]*$")


@dataclass(frozen=True)
class RdfXmlExporter:
    """RDF/XML as Oxigraph writes it. What XML 1.0 cannot hold in a text becomes U+FFFD."""

    name: str = "rdfxml"
    suffix: str = ".rdf"
    media_type: str = RdfFormat.RDF_XML.media_type

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write the sorted graph with its prefixes."""
        triples = [_fit(triple) for triple in sorted_triples(graph)]
        serialize(triples, out, format=RdfFormat.RDF_XML, prefixes=dict(graph.prefixes))


def _fit(triple: Triple) -> Triple:
    if not _NAMED.search(triple.predicate.value):
        what = f"RDF/XML cannot write the property {triple.predicate.value}"
        raise OutputError(what, hint="its end is no XML name; choose another format, such as turtle")
    obj = triple.object
    if not isinstance(obj, Literal) or xml_text(obj.value) == obj.value:
        return triple
    text = xml_text(obj.value)
    fitting = Literal(text, language=obj.language) if obj.language else Literal(text, datatype=obj.datatype)
    return Triple(triple.subject, triple.predicate, fitting)


EXPORTER = RdfXmlExporter()
"""RDF/XML."""
