"""An output format: every quote on a line of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from pyoxigraph import Literal

from incidentgraph.export import GraphView

_EXACT = "http://www.w3.org/ns/oa#exact"


@dataclass(frozen=True)
class Quotes:
    """Writes the quotes, sorted."""

    name: str = "quotes"
    suffix: str = ".txt"
    media_type: str = "text/plain"

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write one line a quote."""
        told = (quad.object for quad in graph.quads() if quad.predicate.value == _EXACT)
        quotes = {quote.value for quote in told if isinstance(quote, Literal)}
        out.write("".join(f"{' '.join(quote.split())}\n" for quote in sorted(quotes)).encode())


EXPORTER = Quotes()
