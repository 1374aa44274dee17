"""Inputs: files, folders and standard input → articles. One module a kind; a new kind is one more module.

`read` never raises for one input's sake: what cannot be used comes out as a `Rejection`, a detail as a `Notice`.
"""

from incidentgraph.sources.base import Document, Draft, Metadata, Notice, ReadOptions, Source
from incidentgraph.sources.reader import DEFAULTS, SOURCES, read

__all__ = ["DEFAULTS", "SOURCES", "Document", "Draft", "Metadata", "Notice", "ReadOptions", "Source", "read"]
