"""TriG: Turtle with the named graphs kept."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from incidentgraph.export.base import RdfExporter

EXPORTER = RdfExporter("trig", RdfFormat.TRIG)
