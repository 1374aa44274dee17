"""The page: the whole graph in one HTML file that opens from disk and asks no network for anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from incidentgraph.export.base import GraphView


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What to draw: everything, or what lies within `depth` steps of `focus`; and how the page is called.

    `language` is the interface's (en, fr, ar); where it is not given, the reader's browser chooses.
    """

    title: str = "incidentgraph"
    focus: str | None = None
    depth: int = 2
    language: str | None = None


def render(graph: GraphView, options: PageOptions | None = None) -> str:
    """The page of a graph as text.

    Raises `InputError` where the graph has nothing of the name to focus on.
    """
    from incidentgraph.export.page.render import rendered  # noqa: PLC0415 (0.4 s of pyvis, which only a page needs)

    chosen = options or PageOptions()
    return rendered(graph, title=chosen.title, focus=chosen.focus, depth=chosen.depth, language=chosen.language)


@dataclass(frozen=True, slots=True)
class HtmlExporter:
    """Writes the page."""

    name: str = "html"
    suffix: str = ".html"
    media_type: str = "text/html"

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write the page of the whole graph; `render` takes options."""
        out.write(render(graph).encode("utf-8"))


EXPORTER = HtmlExporter()
