from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from incidentgraph.errors import InputError
from incidentgraph.query import ask
from incidentgraph.store import SUFFIXES, Graph, default_graph_path, open_graph

MINI = Path(__file__).parent.parent / "data" / "mini.trig"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s a ig:Outage }"
RUNS = "SELECT (COUNT(*) AS ?n) { ?s a ig:Run }"  # the one run stands in the graph of each of the three articles


def write(path: Path, rdf_format: RdfFormat) -> Path:
    quads = list(open_graph(MINI).quads())
    if rdf_format.supports_datasets:
        serialize(quads, str(path), format=rdf_format)
    else:
        serialize({q.triple for q in quads}, str(path), format=rdf_format)
    return path


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        open_graph(path)
    return caught.value


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_gives_the_same_answers(suffix: str, tmp_path: Path) -> None:
    graph = open_graph(write(tmp_path / f"graph{suffix}", SUFFIXES[suffix]))
    assert ask(graph, COUNT).column("n") == ("2",)
    assert ask(graph, RUNS).column("n") == ("1",)
    assert ask(graph, "conflicts").rows == ask(open_graph(MINI), "conflicts").rows


def test_a_store_on_disk_is_opened_and_not_changed(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    store.bulk_extend(open_graph(MINI).quads())
    store.flush()
    del store
    graph = open_graph(tmp_path / "store")
    assert set(graph.quads()) == set(open_graph(MINI).quads())
    assert ask(graph, "conflicts").rows == ask(open_graph(MINI), "conflicts").rows
    assert set(graph.match()) == set(open_graph(MINI).match())


def test_a_folder_of_a_build_is_its_best_graph(tmp_path: Path) -> None:
    write(tmp_path / "graph.ttl", RdfFormat.TURTLE)
    assert open_graph(tmp_path).origin.endswith("graph.ttl")
    write(tmp_path / "graph.trig", RdfFormat.TRIG)
    assert open_graph(tmp_path).origin.endswith("graph.trig")


def test_blank_nodes_are_named_by_content(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text('@prefix e: <http://e/> . e:a e:p [ e:q "1" ], [ e:q "2" ] .')
    assert set(open_graph(path).quads()) == set(open_graph(path).quads())


def test_prefixes_are_those_of_the_file_and_the_usual_ones(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("@prefix e: <http://e/> . e:a e:b e:c .")
    prefixes = open_graph(path).prefixes
    assert prefixes["e"] == "http://e/"
    assert prefixes["ig"] == "https://w3id.org/incidentgraph/ontology#"


def test_what_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    error = refusal(tmp_path / "graph.trig")
    assert error.where.endswith("graph.trig")
    assert "incidentgraph build" in error.hint
    assert "neither a store nor a graph" in refusal(tmp_path).what


def test_what_is_no_rdf_says_where(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix e: <http://e/> .\ne:a e:b nobody:c .")
    assert "line 2" in refusal(path).what
    assert refusal(path).where == str(path)
    other = tmp_path / "graph.docx"
    other.write_bytes(b"PK")
    assert ".trig" in refusal(other).hint
    broken = tmp_path / "store"
    broken.mkdir()
    (broken / "CURRENT").write_text("MANIFEST-000001\n")
    assert "cannot be opened" in refusal(broken).what


def test_the_last_build_is_the_newest_report(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no build yet"):
        default_graph_path(tmp_path)
    for name, time in (("b", 2), ("a", 2), ("c", 1), ("empty", 9)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text("{}")
        os.utime(tmp_path / name / "report.json", (time, time))
        if name != "empty":
            (tmp_path / name / "graph.ttl").write_text("")
    assert default_graph_path(tmp_path) == tmp_path / "a" / "graph.ttl"
    (tmp_path / "a" / "graph.trig").write_text("")
    assert default_graph_path(tmp_path) == tmp_path / "a" / "graph.trig"


def test_a_graph_keeps_what_was_told_without_a_name() -> None:
    s, p = NamedNode("http://e/s"), NamedNode("http://e/p")
    told = {Quad(s, p, Literal("1")), Quad(s, p, Literal("1"), NamedNode("http://e/g")), Quad(s, p, Literal("2"))}
    graph = Graph.from_quads(told)
    assert set(graph.quads()) == told
    assert len(graph) == 3
    assert graph.objects(s, p) == (Literal("1"), Literal("2"))
