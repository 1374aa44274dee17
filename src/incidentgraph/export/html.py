"""The page: the whole graph in one HTML file that opens from disk and asks no network for anything.

networkx holds what is drawn, igraph places it, pyvis builds vis-network's nodes and edges and renders our template,
in which vis-network (from pyvis' own package), our script, our style and all data stand inline.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from pyvis.network import Network

from incidentgraph.errors import DataError
from incidentgraph.export.base import GraphView
from incidentgraph.export.html_focus import focused
from incidentgraph.export.html_layout import positions
from incidentgraph.export.html_model import STANCES
from incidentgraph.export.html_read import read_page
from incidentgraph.export.html_view import as_data, drawn_graph, edges, first_drawn
from incidentgraph.ontology import Individual, OntologyClass, Property, load_ontology

_ASSETS = files("incidentgraph.export") / "assets"
_SCRIPTS = ("words.js", "data.js", "look.js", "marks.js", "canvas.js", "quotes.js", "panel.js", "search.js", "page.js")
"""Our scripts, in the order in which they stand in the page."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What to draw: everything, or what lies within `depth` steps of `focus`; and how the page is called.

    `language` is the interface's (en, fr, ar); where it is not given, the reader's browser chooses.
    """

    title: str = "incidentgraph"
    focus: str | None = None
    depth: int = 2
    language: str | None = None


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


def render(graph: GraphView, options: PageOptions | None = None) -> str:
    """The page of a graph as text.

    Raises `InputError` where the graph has nothing of the name to focus on.
    """
    options = options or PageOptions()
    classes = _toml("classes.toml")["class"]
    page = read_page(graph.quads(), [c["name"] for c in classes])
    if options.focus is not None:
        page = focused(page, options.focus, options.depth)
    lines = edges(page)
    drawn = drawn_graph(page, lines, first_drawn(page, lines))
    for node, (x, y) in positions(drawn).items():
        drawn.nodes[node].update(x=x, y=y)
    network = Network(directed=True, cdn_resources="in_line", heading=options.title)
    network.from_nx(drawn)
    words = _toml("words.toml")
    data = as_data(page, lines) | {
        "language": options.language,
        "classes": classes,
        "words": words["interface"],
        "vocabulary": vocabulary() | words["vocabulary"],
        "hints": hints(),
    }
    return _rendered(network, data)


def _rendered(network: Network, data: dict[str, Any]) -> str:
    """Our template instead of pyvis' own, which asks two CDNs for scripts and styles."""
    network.set_template_dir(str(_ASSETS), "page.html")
    environment = network.templateEnv
    environment.filters["script_json"] = script_json
    environment.globals.update(
        data=data,
        style=_asset("page.css"),
        vis_network=vis_network(),
        scripts=[_asset(name) for name in _SCRIPTS],
    )
    html: str = network.generate_html()
    return html


def script_json(value: object) -> str:
    r"""JSON that may stand in a script element: nothing in it ends the element or opens a comment.

    >>> script_json({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text)


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """What the ontology calls its classes, properties and individuals, by language."""
    ontology = load_ontology()
    terms: dict[str, OntologyClass | Property | Individual] = {
        **ontology.individuals,
        **ontology.properties,
        **ontology.classes,
    }
    return {name: {label.language: label.text for label in terms[name].labels} for name in sorted(terms)}


@cache
def hints() -> dict[str, dict[str, str]]:
    """What the ontology says that each stance means."""
    individuals = load_ontology().individuals
    return {name: {c.language: c.text for c in individuals[name].comments} for name in STANCES}


@cache
def vis_network() -> str:
    """vis-network as pyvis brings it, without the line that makes developer tools ask for its source map."""
    lib = files("pyvis") / "templates" / "lib"
    found = sorted((f for f in lib.iterdir() if f.name.startswith("vis-")), key=lambda f: _version(f.name))
    if not found:
        what = "pyvis has no vis-network in its package"
        raise DataError(what, where=str(lib), hint="install pyvis 0.3.2")
    text = (found[-1] / "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", text).replace("</script", r"<\/script")


def _version(name: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", name)]


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_asset(name))
