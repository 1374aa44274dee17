"""GEXF, Gephi's own format."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import BinaryIO

import networkx as nx

from incidentgraph.export.base import GraphView
from incidentgraph.export.graphml import as_networkx

# networkx notes today's date and its own version; the same graph must give the same bytes.
_META = re.compile(rb"\s*<meta\b.*?</meta>", re.DOTALL)


@dataclass(frozen=True)
class GexfExporter:
    """GEXF 1.2 by networkx, without the date of writing."""

    name: str = "gexf"
    suffix: str = ".gexf"
    media_type: str = "application/gexf+xml"

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write the nodes and edges, sorted by id."""
        buffer = io.BytesIO()
        nx.write_gexf(as_networkx(graph), buffer, version="1.2draft")
        out.write(_META.sub(b"", buffer.getvalue(), count=1))


EXPORTER = GexfExporter()
"""GEXF."""
