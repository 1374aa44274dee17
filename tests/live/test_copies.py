"""Witnesses in a store that lives are those of a whole build, however many copies crowd under a key."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.live.making import incoming, whole
from tests.resolve.witnesses.generated import dispatches
from tests.resolve.witnesses.test_sketches import prose

from incidentgraph import rdf
from incidentgraph.live import create, open_live
from incidentgraph.model import Article, Reading
from incidentgraph.resolve import settings as limits
from incidentgraph.store import open_graph


def quads(folder: Path) -> set[str]:
    return {str(q) for q in open_graph(folder).quads()}


def lived(folder: Path, steps: list[tuple[list[Reading], list[str]]]) -> None:
    """Let articles come and go; after each step, the store is the graph of those that are in it."""
    there: dict[str, Reading] = {}
    create(folder, rdf.BASE, incoming())
    for come, gone in steps:
        leaving = [article for article in there if article in gone or article in {r.article.id for r in come}]
        with open_live(folder) as store:
            store.change(incoming(*come), leaving)
        there = {a: r for a, r in there.items() if a not in leaving} | {r.article.id: r for r in come}
        assert quads(folder) == whole(list(there.values()))


@st.composite
def _copies(draw: st.DrawFn) -> list[Reading]:
    """Articles that share stretches of one text."""
    found = []
    for number in draw(st.lists(st.integers(0, 15), max_size=8, unique=True)):
        first, last = 20 * draw(st.integers(0, 4)), 20 * draw(st.integers(6, 12))
        line = draw(st.sampled_from(["", " (AFP)"]))
        found.append(Reading(Article(f"a{number}", f"h{draw(st.integers(0, 3))} {prose(first, last)}{line}", "en")))
    return found


_GONE = st.lists(st.sampled_from([f"a{n}" for n in range(16)]), max_size=5, unique=True)


@pytest.mark.parametrize("near", [1, 3])
def test_copies_come_and_go(near: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.settings("witnesses"), "near", near)

    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(_copies(), _GONE), min_size=2, max_size=4))
    def check(steps: list[tuple[list[Reading], list[str]]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            lived(Path(folder, "store"), steps)

    check()


def test_translations_come_and_go(tmp_path: Path) -> None:
    told = [r for r in dispatches() if r.article.id.startswith(("ar-02", "en-08"))]
    ids = [reading.article.id for reading in told]
    lived(tmp_path / "store", [(told[::2], []), (told[1::2], ids[:2]), (told[:2], ids[2:4]), ([], ids)])
