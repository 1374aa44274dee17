"""CSV for spreadsheets and Gephi: a zip that holds ``nodes.csv`` and ``edges.csv``.

Two tables in one file are what a zip is for: one `-o FILE`, one pipe, and every tool that reads CSV reads its parts.
The headers are those that Gephi's importer knows (Id, Label, Source, Target, Type, Weight). Cells that a spreadsheet
would run as a formula begin with an apostrophe.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from incidentgraph.export.base import GraphView
from incidentgraph.export.network import Edge, Node, network
from incidentgraph.spreadsheets import csv_text, inert

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell: no clock in the bytes
_EDGE_HEADER = ("Source", "Target", "Type", "Id", "Label", "Weight", "stance", "fact", "articles", "quote")


@dataclass(frozen=True)
class CsvExporter:
    """Nodes and edges in a zip."""

    name: str = "csv"
    suffix: str = ".zip"
    media_type: str = "application/zip"

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write ``nodes.csv`` and ``edges.csv``, sorted by id."""
        found = network(graph)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, text in (("nodes.csv", nodes_csv(found.nodes)), ("edges.csv", edges_csv(found.edges))):
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, text.encode(), compresslevel=6)
        out.write(buffer.getvalue())


def nodes_csv(nodes: Sequence[Node]) -> str:
    """One row a node, one column an attribute that any node has."""
    names = sorted({name for node in nodes for name in node.attributes})
    rows = ([node.id, node.label, node.kind, *(node.attributes.get(name, "") for name in names)] for node in nodes)
    return _csv(("Id", "Label", "kind", *names), rows)


def edges_csv(edges: Sequence[Edge]) -> str:
    """One row an edge."""
    rows = (
        [
            e.source,
            e.target,
            "Directed",
            e.id,
            e.kind,
            str(e.weight),
            e.stance,
            str(e.fact).lower(),
            e.articles,
            e.quote,
        ]
        for e in edges
    )
    return _csv(_EDGE_HEADER, rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return csv_text([header, *([inert(cell) for cell in row] for row in rows)])


EXPORTER = CsvExporter()
"""CSV."""
