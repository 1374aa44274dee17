"""Nodes and edges: GraphML, GEXF, CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import igraph
import networkx as nx
import pytest

from incidentgraph.export import EXPORTERS
from incidentgraph.export.csv import edges_csv, nodes_csv
from incidentgraph.export.network import Edge, Network, Node, network
from incidentgraph.store import open_graph

MINI = Path(__file__).parent.parent / "data" / "mini.trig"
BASE = "https://w3id.org/incidentgraph/id/"


@pytest.fixture(scope="module")
def found() -> Network:
    return network(open_graph(MINI))


def written(name: str) -> bytes:
    out = io.BytesIO()
    EXPORTERS[name].write(open_graph(MINI), out)
    return out.getvalue()


def edges_between(found: Network, source: str, target: str) -> dict[tuple[str, str], Edge]:
    ends = (BASE + source, BASE + target)
    return {(e.kind, e.stance): e for e in found.edges if (e.source, e.target) == ends}


def test_nodes_are_things_not_claims(found: Network) -> None:
    kinds = {node.kind for node in found.nodes}
    assert {"Person", "Company", "Service", "ThreatActor", "Outage", "Attack", "CorporateRole", "Article"} <= kinds
    assert kinds.isdisjoint({"Claim", "Evidence", "Run", "Witness", "ConflictSide", "Event", "Organization2"})
    assert [node.id for node in found.nodes] == sorted(node.id for node in found.nodes)


def test_a_node_has_its_names_and_values(found: Network) -> None:
    outage = next(node for node in found.nodes if node.id == f"{BASE}outage/chirpo-2025-05-24")
    assert outage.label == "Outage of Chirpo, 2025-05-24"
    assert outage.attributes["label_ar"] == "تعطل تشيربو، 2025-05-24"
    assert outage.attributes["duration"] == "PT2H"
    assert outage.attributes["allegedCauseKind"] == "CyberAttack; Fire"
    assert outage.attributes["strongestStance"] == "Asserted"


def test_what_several_articles_say_is_one_edge(found: Network) -> None:
    edge = edges_between(found, "outage/chirpo-2025-05-24", "service/chirpo")["affectedService", "Asserted"]
    assert (edge.weight, edge.articles, edge.fact) == (3, "ar-1; en-1; fr-1", True)
    assert edge.quote == "تعطلت منصة تشيربو يوم السبت 24 مايو 2025 لمدة ساعتين."


def test_stances_are_kept_apart_and_no_rumour_is_a_fact(found: Network) -> None:
    edges = edges_between(found, "attack/chirpo-2025-05-24", "group/nightkestrel")
    assert set(edges) == {("perpetrator", "Claimed"), ("perpetrator", "Attributed"), ("allegedPerpetrator", "")}
    assert not edges["perpetrator", "Claimed"].fact
    assert not any(edge.fact for edge in found.edges if edge.stance not in {"", "Asserted"})


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_it(name: str, found: Network) -> None:
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[name](io.BytesIO(written(name)))
    assert set(read.nodes) == {node.id for node in found.nodes}
    assert read.number_of_edges() == len(found.edges)
    assert read.nodes[f"{BASE}group/nightkestrel"]["label"] == "NightKestrel"
    assert read.nodes[f"{BASE}group/nightkestrel"]["kind"] == "ThreatActor"


def test_igraph_reads_it(tmp_path: Path, found: Network) -> None:
    path = tmp_path / "graph.graphml"
    path.write_bytes(written("graphml"))
    read = igraph.Graph.Read_GraphML(str(path))
    assert (read.vcount(), read.ecount()) == (len(found.nodes), len(found.edges))


def test_no_date_of_writing_is_in_it() -> None:
    assert b"lastmodified" not in written("gexf")


def test_csv_is_two_tables(found: Network) -> None:
    with zipfile.ZipFile(io.BytesIO(written("csv"))) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
        nodes = list(csv.DictReader(io.StringIO(archive.read("nodes.csv").decode(), newline="")))
        edges = list(csv.DictReader(io.StringIO(archive.read("edges.csv").decode(), newline="")))
    assert [row["Id"] for row in nodes] == [node.id for node in found.nodes]
    assert {(row["Source"], row["Target"]) for row in edges} <= {(a["Id"], b["Id"]) for a in nodes for b in nodes}
    assert len(edges) == len(found.edges)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "＝1"])
def test_csv_runs_nothing(text: str) -> None:
    nodes = nodes_csv([Node("http://e/n", text, "Company", {"aliases": text})])
    edges = edges_csv([Edge("http://e/e", "http://e/n", "http://e/n", "ownerOf", "", True, 1, text, text)])
    for table, columns in ((nodes, ("Label", "aliases")), (edges, ("articles", "quote"))):
        row = next(csv.DictReader(io.StringIO(table, newline="")))
        assert [row[column] for column in columns] == [f"'{text}"] * 2
