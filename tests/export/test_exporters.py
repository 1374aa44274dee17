"""What every export format keeps to, ours and other people's."""

from __future__ import annotations

import hashlib
import io
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from importlib import invalidate_caches
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import Dataset
from tests.factory import sample

from incidentgraph import rdf
from incidentgraph.errors import OutputError
from incidentgraph.export import EXPORTERS, Exporter
from incidentgraph.registry import Registry
from incidentgraph.store import Graph, open_graph, parse_graph

MINI = Path(__file__).parent.parent / "data" / "mini.trig"
IG = "https://w3id.org/incidentgraph/ontology#"
RDFS_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
GRAPHS = {"jsonld": "json-ld", "nquads": "nquads", "trig": "trig"}  # those that keep the named graphs, rdflib's names
TRIPLES = {"ntriples": "nt", "rdfxml": "xml", "turtle": "turtle"}
HOSTILE = (
    '=HYPERLINK("http://example.org")',
    "</script><script>alert(1)</script>",
    "quotes \" and ' and \\ and {curly} @id",
    "line\nbreak\tand\rreturn",
    "control \x01\x0b\x1f\x7f and \ufffe",
    "bidi \u202e\u2066 العربية",
    "]]>&amp;<!--",
)


def export(graph: Graph, name: str) -> bytes:
    out = io.BytesIO()
    EXPORTERS[name].write(graph, out)
    return out.getvalue()


def hostile() -> Graph:
    """Names that try to break every format, blank nodes, IRIs in Arabic with an ampersand, triples without a graph."""
    company, label = NamedNode(f"{IG}Company"), RDFS_LABEL
    a = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    graph = NamedNode("https://w3id.org/incidentgraph/id/graph/facts")
    quads = []
    for number, text in enumerate(HOSTILE):
        node = NamedNode(f"https://w3id.org/incidentgraph/id/company/شركة{number}?a=b&c='d'")
        quads += [Quad(node, a, company, graph), Quad(node, label, Literal(text, language="ar"), graph)]
        quads += [
            Quad(node, NamedNode(f"{IG}ownerOf"), BlankNode(f"b{number}")),
            Quad(BlankNode(f"b{number}"), a, company),
        ]
        quads += [Quad(BlankNode(f"b{number}"), label, Literal(text))]
    return Graph.from_quads(quads)


def test_these_are_registered() -> None:
    assert list(EXPORTERS) == [
        "csv", "gexf", "graphml", "html", "jsonld", "nquads", "ntriples", "rdfxml", "stix", "trig", "turtle",
    ]  # fmt: skip


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_describes_itself(name: str) -> None:
    exporter = EXPORTERS[name]
    assert isinstance(exporter, Exporter)
    assert exporter.name == name
    assert exporter.suffix.startswith(".")
    assert "/" in exporter.media_type


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_order_of_the_quads_does_not_matter(name: str) -> None:
    quads = list(open_graph(MINI).quads())
    random.Random(7).shuffle(quads)  # noqa: S311
    assert export(Graph.from_quads(quads, prefixes=open_graph(MINI).prefixes), name) == export(open_graph(MINI), name)


def test_the_hash_seed_does_not_matter() -> None:
    """The bytes of every format, written by two processes with different seeds."""
    script = (
        "import hashlib, io, sys; from pathlib import Path; from incidentgraph.export import EXPORTERS;"
        "from incidentgraph.store import open_graph; graph = open_graph(Path(sys.argv[1]))\n"
        "for name in EXPORTERS:\n out = io.BytesIO(); EXPORTERS[name].write(graph, out)\n"
        " print(name, hashlib.sha256(out.getvalue()).hexdigest())"
    )
    told = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script, str(MINI)]
        told.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert told[0] == told[1]
    assert hashlib.sha256(export(open_graph(MINI), "stix")).hexdigest() in told[0]


@pytest.mark.parametrize("graph", [open_graph(MINI), hostile()], ids=["mini", "hostile"])
@pytest.mark.parametrize("name", [*GRAPHS, *TRIPLES])
def test_oxigraph_reads_the_same_graph(name: str, graph: Graph) -> None:
    exporter = EXPORTERS[name]
    again = parse_graph(export(graph, name), exporter.suffix)
    told = parse_graph(export(graph, "nquads"), ".nq")  # blank nodes named as after any reading
    if name == "rdfxml":  # which cannot hold what XML cannot
        assert len(set(again.match())) == len(set(told.match()))
    elif name in GRAPHS:
        assert set(again.quads()) == set(told.quads())
    else:
        assert set(again.match()) == set(told.match())


@pytest.mark.parametrize("name", [*GRAPHS, *TRIPLES])
def test_rdflib_reads_the_same_graph(name: str) -> None:
    told, read = Dataset(default_union=True), Dataset(default_union=True)
    told.parse(MINI)
    read.parse(data=export(open_graph(MINI), name), format={**GRAPHS, **TRIPLES}[name])
    if name in GRAPHS:
        assert set(read.quads()) == set(told.quads())
    else:
        assert set(read.triples((None, None, None))) == set(told.triples((None, None, None)))


@pytest.mark.parametrize("name", ["nquads", "ntriples", "trig", "turtle"])
def test_the_bytes_are_those_of_a_build(name: str) -> None:
    """`export trig` of a graph.trig is that file again."""
    built, again = io.BytesIO(), io.BytesIO()
    quads = rdf.quads(sample())
    rdf.write(quads, built, name)
    EXPORTERS[name].write(Graph.from_quads(quads, prefixes=rdf.prefixes()), again)
    assert again.getvalue() == built.getvalue()


@pytest.mark.parametrize("name", ["jsonld", "rdfxml", "trig", "turtle"])
def test_prefixes_are_used(name: str) -> None:
    text = export(open_graph(MINI), name).decode()
    assert "ig:statedIn" in text
    assert "الهجوم" in text  # not escaped


@pytest.mark.parametrize("name", EXPORTERS)
def test_hostile_text_breaks_nothing(name: str) -> None:
    assert export(hostile(), name)


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_empty_graph_can_be_written(name: str) -> None:
    export(Graph.from_quads([]), name)


def test_a_property_that_is_no_xml_name_is_refused() -> None:
    odd = Quad(NamedNode("http://e/s"), NamedNode("http://e/1"), Literal("x"))
    with pytest.raises(OutputError, match="http://e/1"):
        export(Graph.from_quads([odd]), "rdfxml")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package of somebody else's, installed beside ours, that brings one format in one file."""
    (tmp_path / "countformat.py").write_text(
        "class Count:\n"
        "    name, suffix, media_type = 'count', '.txt', 'text/plain'\n"
        "    def write(self, graph, out):\n"
        "        out.write(str(len(list(graph.quads()))).encode())\n"
        "EXPORTER = Count()\n"
    )
    info = tmp_path / "countformat-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: countformat\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[incidentgraph.export]\ncount = countformat:EXPORTER\n")
    monkeypatch.syspath_prepend(tmp_path)
    invalidate_caches()
    yield
    sys.modules.pop("countformat", None)


@pytest.mark.usefixtures("installed")
def test_another_package_adds_a_format() -> None:
    found: Registry[Exporter] = Registry("incidentgraph.export", "EXPORTER")
    assert set(found) == {*EXPORTERS, "count"}
    out = io.BytesIO()
    found["count"].write(open_graph(MINI), out)
    assert int(out.getvalue()) == len(open_graph(MINI))
