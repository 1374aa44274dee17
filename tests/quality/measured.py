"""The development set, built and measured once a process."""

from __future__ import annotations

import hashlib
import tempfile
from functools import cache
from pathlib import Path

from incidentgraph import api
from incidentgraph.evaluate import Evaluation, Scores, evaluate, read_gold
from incidentgraph.store import Graph

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "articles"
DEVELOPMENT = ROOT / "tests" / "quality" / "articles"
GOLD = ROOT / "tests" / "quality" / "gold"


@cache
def graph() -> Graph:
    """The graph of all articles that have gold. One that cannot be read is not in it, and counts as missed in full."""
    with tempfile.TemporaryDirectory() as folder:
        api.build([SAMPLES, DEVELOPMENT], folder)
        return api.open_graph(Path(folder) / "graph.trig")


@cache
def evaluation() -> Evaluation:
    return evaluate(graph(), read_gold([GOLD]))


def scores(language: str, part: str) -> Scores:
    return evaluation().scores(language=language, part=part.replace("_", " "))


@cache
def digest() -> str:
    """What the floors were measured on: any change of an article or its gold shows here."""
    files = [p for folder in (SAMPLES, DEVELOPMENT, GOLD) for p in sorted(folder.rglob("*")) if p.suffix != ".md"]
    content = hashlib.sha256()
    for path in files:
        if path.is_file():
            content.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return content.hexdigest()[:16]
