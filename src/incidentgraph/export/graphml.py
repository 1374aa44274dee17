"""GraphML, as yEd, Gephi, igraph and networkx read it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, BinaryIO

import networkx as nx

from incidentgraph.export.base import GraphView, xml_text
from incidentgraph.export.network import Network, network


def as_networkx(graph: GraphView) -> nx.MultiDiGraph:
    """The nodes and edges as a networkx graph; every text is one that XML can hold."""
    return from_network(network(graph))


def from_network(found: Network) -> nx.MultiDiGraph:
    """A networkx graph whose nodes and edges are in the order of the network's."""
    result: Any = nx.MultiDiGraph()
    for node in found.nodes:
        own = {name: xml_text(value) for name, value in node.attributes.items()}
        result.add_node(node.id, **(own | {"label": xml_text(node.label), "kind": node.kind}))
    for edge in found.edges:
        result.add_edge(
            edge.source,
            edge.target,
            key=edge.id,
            label=edge.kind,
            stance=edge.stance,
            fact=edge.fact,
            weight=edge.weight,
            articles=xml_text(edge.articles),
            quote=xml_text(edge.quote),
        )
    return result


@dataclass(frozen=True)
class GraphMlExporter:
    """GraphML by networkx."""

    name: str = "graphml"
    suffix: str = ".graphml"
    media_type: str = "application/graphml+xml"

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write the nodes and edges, sorted by id."""
        buffer = io.BytesIO()
        nx.write_graphml_xml(as_networkx(graph), buffer)
        out.write(buffer.getvalue())


EXPORTER = GraphMlExporter()
"""GraphML."""
