"""JSON-LD: the named graphs kept, prefixes in the context, one node a line.

Oxigraph writes JSON-LD in its expanded form, without prefixes, on one line; this is for people and `diff` to read.
Literals keep their lexical form and datatype, so that reading gives the same graph.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Triple

from incidentgraph.export.base import GraphView, sorted_quads
from incidentgraph.namespaces import RDF, XSD, compact

_TYPE = f"{RDF}type"
_STRING = f"{XSD}string"
_PREFIX_ENDS = "/#:?[]@"  # JSON-LD 1.1, "simple term definition": only such an IRI may serve as a prefix as it is


@dataclass(frozen=True)
class JsonLdExporter:
    """Compact JSON-LD 1.1."""

    name: str = "jsonld"
    suffix: str = ".jsonld"
    media_type: str = RdfFormat.JSON_LD.media_type

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write the context, the nodes without a graph, then each named graph with its nodes."""
        prefixes = {p: iri for p, iri in graph.prefixes.items() if p and iri.endswith(tuple(_PREFIX_ENDS))}
        members: list[str] = []
        for name, quads in groupby(sorted_quads(graph), key=lambda quad: quad.graph_name):
            nodes = _nodes((quad.triple for quad in quads), prefixes)
            if isinstance(name, DefaultGraph):
                members += nodes
            else:
                body = ",\n   ".join(nodes)
                members.append(f'{{"@id": {_json(_id(name, prefixes))}, "@graph": [\n   {body}]}}')
        text = f'{{"@context": {_json(prefixes)},\n "@graph": [\n  {_joined(members)}]}}\n'
        out.write(text.encode())


def _joined(members: Iterable[str]) -> str:
    return ",\n  ".join(members)


def _nodes(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> list[str]:
    """One JSON object a subject; the triples come sorted."""
    found = []
    for subject, own in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"@id": _id(subject, prefixes)}
        for predicate, same in groupby(own, key=lambda triple: triple.predicate.value):
            objects = [triple.object for triple in same]
            if predicate == _TYPE and not any(isinstance(obj, Literal) for obj in objects):
                node["@type"] = [_id(obj, prefixes) for obj in objects]
            else:
                node[compact(predicate, prefixes)] = [_value(obj, prefixes) for obj in objects]
        found.append(_json(node))
    return found


def _id(node: object, prefixes: Mapping[str, str]) -> str:
    match node:
        case NamedNode():
            short = compact(node.value, prefixes)
            # "prefix://..." would be read as an absolute IRI.
            return node.value if ":" in short and short.partition(":")[2].startswith("//") else short
        case BlankNode():
            return f"_:{node.value}"
        case _:
            return str(node)


def _value(obj: object, prefixes: Mapping[str, str]) -> dict[str, str] | str:
    if not isinstance(obj, Literal):
        return {"@id": _id(obj, prefixes)}
    if obj.language:
        return {"@language": obj.language, "@value": obj.value}
    if obj.datatype.value == _STRING:
        return obj.value
    return {"@type": compact(obj.datatype.value, prefixes), "@value": obj.value}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


EXPORTER = JsonLdExporter()
"""JSON-LD."""
