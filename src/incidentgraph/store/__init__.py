"""Graphs to ask: read from a file that `build` wrote, or from a store on disk.

>>> from incidentgraph.store import Graph
>>> len(Graph.from_quads([]))
0
"""

from __future__ import annotations

from incidentgraph.store.endpoint import is_url, shown
from incidentgraph.store.graph import Graph
from incidentgraph.store.opening import SUFFIXES, default_graph_path, is_store, open_graph, parse_graph
from incidentgraph.store.remote import open_remote

__all__ = [
    "SUFFIXES",
    "Graph",
    "default_graph_path",
    "is_store",
    "is_url",
    "open_graph",
    "open_remote",
    "parse_graph",
    "shown",
]
