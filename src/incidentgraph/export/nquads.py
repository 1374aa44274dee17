"""N-Quads: one quad a line, the named graphs kept."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from incidentgraph.export.base import RdfExporter

EXPORTER = RdfExporter("nquads", RdfFormat.N_QUADS)
