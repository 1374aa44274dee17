"""networkx holds what is drawn, igraph places it, pyvis builds vis-network's nodes and edges and renders our template.

vis-network (from pyvis' own package), our scripts, our style and all data stand inline in it.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pyvis.network import Network

from incidentgraph.errors import DataError
from incidentgraph.export.base import GraphView
from incidentgraph.export.page.focus import focused
from incidentgraph.export.page.layout import positions
from incidentgraph.export.page.model import STANCES
from incidentgraph.export.page.read import read_page
from incidentgraph.export.page.view import as_data, drawn_graph, edges, first_drawn
from incidentgraph.ontology import Individual, OntologyClass, Property, load_ontology

_ASSETS = files("incidentgraph.export.page") / "assets"
_SCRIPTS = ("words.js", "data.js", "look.js", "marks.js", "canvas.js", "quotes.js", "panel.js", "search.js", "page.js")
"""Our scripts, in the order in which they stand in the page."""


def rendered(graph: GraphView, *, title: str, focus: str | None, depth: int, language: str | None) -> str:
    """The page of a graph, or of what lies within `depth` steps of `focus`, as text.

    Raises `InputError` where the graph has nothing of the name to focus on.
    """
    classes = _toml("classes.toml")["class"]
    page = read_page(graph.quads(), [c["name"] for c in classes])
    if focus is not None:
        page = focused(page, focus, depth)
    lines = edges(page)
    drawn = drawn_graph(page, lines, first_drawn(page, lines))
    for node, (x, y) in positions(drawn).items():
        drawn.nodes[node].update(x=x, y=y)
    network = Network(directed=True, cdn_resources="in_line", heading=title)
    network.from_nx(drawn)
    words = _toml("words.toml")
    data = as_data(page, lines) | {
        "language": language,
        "classes": classes,
        "words": words["interface"],
        "vocabulary": vocabulary() | words["vocabulary"],
        "hints": hints(),
    }
    return _filled(network, data)


def _filled(network: Network, data: dict[str, Any]) -> str:
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
