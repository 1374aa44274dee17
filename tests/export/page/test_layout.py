"""Places of nodes: whole, apart, the same at every run."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import pytest

from incidentgraph.export.page.layout import NEAREST, positions


@pytest.mark.parametrize("nodes", [2, 3, 30, 450])
def test_no_two_nodes_share_a_place(nodes: int) -> None:
    graph = nx.Graph((i, i // 3) for i in range(1, nodes))
    places = positions(graph)
    assert places.keys() == set(graph)
    assert min(math.dist(a, b) for a, b in itertools.combinations(places.values(), 2)) > NEAREST / 2


def test_parts_do_not_overlap() -> None:
    places = positions(
        nx.disjoint_union_all([nx.star_graph(6), nx.cycle_graph(5), nx.path_graph(2), nx.empty_graph(3)])
    )
    parts = [range(7), range(7, 12), range(12, 14), range(14, 17)]
    boxes = [
        (min(xs), min(ys), max(xs), max(ys))
        for part in parts
        for xs, ys in [zip(*(places[i] for i in part), strict=True)]
    ]
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def test_the_order_of_edges_does_not_matter() -> None:
    edges = list(nx.barabasi_albert_graph(80, 2, seed=1).edges)
    assert positions(nx.Graph(edges)) == positions(nx.Graph((b, a) for a, b in reversed(edges)))


def test_nothing_has_no_places() -> None:
    assert positions(nx.Graph()) == {}


def test_a_loop_and_a_double_line_do_no_harm() -> None:
    assert len(positions(nx.MultiDiGraph([(1, 1), (1, 2), (1, 2), (2, 1)]))) == 2
