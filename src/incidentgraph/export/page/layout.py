"""Where the nodes of the page stand: computed beforehand, so that the browser has nothing to settle.

Each connected part is laid out by itself with igraph (networkx needs fifty times as long for 2,000 nodes), scaled so
that neighbours stand a label apart, and the parts are packed in rows, the largest first. Nothing is drawn by chance:
igraph begins from a circle in the order of the nodes, and its generator is seeded.
"""

from __future__ import annotations

import math
import random

import igraph
import networkx as nx

SPACING = 150.0
"""The usual length of an edge, in the canvas's own pixels."""
NEAREST = 74.0
"""Two nodes never stand closer: a node and the first words of its label fit."""
RATIO = 1.15
"""Width by height of the whole: a wide screen less the panel and the legend."""
_EXACT = 400
"""Up to here Kamada and Kawai's layout, which shows symmetry and takes a time cubic in the nodes; above, forces."""

_ROUNDS = 25
_STRETCHES = 12
_SAME = 1e-6

Point = tuple[float, float]


def positions(graph: nx.Graph) -> dict[int, tuple[int, int]]:
    """A place for each node, whole pixels around (0, 0).

    >>> sorted(positions(nx.Graph([(1, 2)])).values())
    [(-75, 0), (75, 0)]
    """
    parts = [sorted(part) for part in nx.connected_components(nx.Graph(graph))]
    parts.sort(key=lambda part: (-len(part), part))
    single = [part[0] for part in parts if len(part) == 1]
    boxes = [_laid_out(nx.Graph(graph).subgraph(part), part) for part in parts if len(part) > 1]
    if single:
        boxes.append(_grid(single))
    return _centred(_packed(boxes))


def _laid_out(part: nx.Graph, nodes: list[int]) -> dict[int, Point]:
    place = {node: i for i, node in enumerate(nodes)}
    edges = sorted({tuple(sorted((place[a], place[b]))) for a, b in part.edges if a != b})
    drawn = igraph.Graph(n=len(nodes), edges=edges)
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 (a layout, not a secret)
    circle = [
        (math.cos(2 * math.pi * i / len(nodes)) * len(nodes), math.sin(2 * math.pi * i / len(nodes)) * len(nodes))
        for i in range(len(nodes))
    ]
    if len(nodes) <= _EXACT:
        layout = drawn.layout_kamada_kawai(seed=circle)
    else:
        layout = drawn.layout_fruchterman_reingold(seed=circle, niter=300, grid=False)
    points = [(float(x), float(y)) for x, y in layout.coords]
    lengths = sorted(math.dist(points[a], points[b]) for a, b in edges)
    scale = SPACING / (lengths[len(lengths) // 2] or 1.0)
    return dict(zip(nodes, _pushed_apart(_lying([(x * scale, y * scale) for x, y in points])), strict=True))


def _lying(points: list[Point]) -> list[Point]:
    """Turned so that the longer side lies flat: screens and labels are wider than high."""
    n = len(points)
    mx, my = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    xx = sum((x - mx) ** 2 for x, _ in points)
    yy = sum((y - my) ** 2 for _, y in points)
    xy = sum((x - mx) * (y - my) for x, y in points)
    angle = -0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = math.cos(angle), math.sin(angle)
    return [((x - mx) * cos - (y - my) * sin, (x - mx) * sin + (y - my) * cos) for x, y in points]


def _pushed_apart(points: list[Point]) -> list[Point]:
    """Moves pairs that stand too close, a little each round; where there is no room for that, stretches the whole."""
    moved = points
    for _ in range(_STRETCHES):
        for _ in range(_ROUNDS):
            close = _too_close(moved)
            if not close:
                return moved
            moved = _pushed(moved, close)
        moved = [(x * 1.2, y * 1.2) for x, y in moved]
    return moved


def _too_close(points: list[Point]) -> list[tuple[int, int]]:
    """The pairs nearer than `NEAREST`, found in a grid of cells of that size."""
    cells: dict[tuple[int, int], list[int]] = {}
    for i, (x, y) in enumerate(points):
        cells.setdefault((int(x // NEAREST), int(y // NEAREST)), []).append(i)
    return [
        (i, j)
        for (cx, cy), members in sorted(cells.items())
        for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1), (-1, 1))
        for i in members
        for j in cells.get((cx + dx, cy + dy), ())
        if (dx or dy or i < j) and math.dist(points[i], points[j]) < NEAREST
    ]


def _pushed(points: list[Point], pairs: list[tuple[int, int]]) -> list[Point]:
    moved = list(points)
    for i, j in pairs:
        (ax, ay), (bx, by) = moved[i], moved[j]
        gap = math.dist((ax, ay), (bx, by))
        # Two on one spot part in a direction of their own, so that a heap becomes a ring.
        ux, uy = ((bx - ax) / gap, (by - ay) / gap) if gap > _SAME else (math.cos(i), math.sin(i))
        step = max(0.0, NEAREST - gap) / 2 + 0.5
        moved[i], moved[j] = (ax - ux * step, ay - uy * step), (bx + ux * step, by + uy * step)
    return moved


def _grid(nodes: list[int]) -> dict[int, Point]:
    """Things that nothing is linked to stand in rows."""
    columns = max(1, round(math.sqrt(len(nodes) * RATIO)))
    return {node: (i % columns * SPACING, i // columns * NEAREST * 1.3) for i, node in enumerate(nodes)}


def _packed(boxes: list[dict[int, Point]]) -> dict[int, Point]:
    """The parts side by side in rows of about the width that gives the whole its shape."""
    sized = []
    for box in boxes:
        xs, ys = [x for x, _ in box.values()], [y for _, y in box.values()]
        sized.append((box, min(xs), min(ys), max(xs) - min(xs) + SPACING, max(ys) - min(ys) + SPACING))
    area = sum(w * h for *_, w, h in sized)
    width = max([math.sqrt(area * RATIO), *(w for *_, w, _ in sized)], default=0.0)
    placed: dict[int, Point] = {}
    left = top = height = 0.0
    for box, x0, y0, w, h in sized:
        if left and left + w > width:
            left, top, height = 0.0, top + height, 0.0
        placed.update({node: (x - x0 + left, y - y0 + top) for node, (x, y) in box.items()})
        left, height = left + w, max(height, h)
    return placed


def _centred(points: dict[int, Point]) -> dict[int, tuple[int, int]]:
    if not points:
        return {}
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    mx, my = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {node: (round(x - mx), round(y - my)) for node, (x, y) in sorted(points.items())}
