"""Inputs: files, folders and standard input → articles. One module a kind; a new kind is one more module.

`read` never raises for one input's sake: what cannot be used comes out as a `Rejection`, a detail as a `Notice`.
"""

from incidentgraph.sources.base import MAX_BYTES, Document, Draft, Metadata, Notice, ReadOptions, Source
from incidentgraph.sources.reader import SOURCES, read

__all__ = ["MAX_BYTES", "SOURCES", "Document", "Draft", "Metadata", "Notice", "ReadOptions", "Source", "read"]
