"""Output formats: one module each, found by `EXPORTERS`; see `incidentgraph.export.base` for what a module defines."""

from __future__ import annotations

from incidentgraph.export.base import Exporter, GraphView
from incidentgraph.registry import Registry

EXPORTERS: Registry[Exporter] = Registry("incidentgraph.export", "EXPORTER")
"""Every format by the name that users type."""

__all__ = ["EXPORTERS", "Exporter", "GraphView"]
