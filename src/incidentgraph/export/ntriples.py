"""N-Triples: one triple a line, all graphs merged into one."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from incidentgraph.export.base import RdfExporter

EXPORTER = RdfExporter("ntriples", RdfFormat.N_TRIPLES)
