"""A store is at every moment the graph of the articles in it, whatever came and went, in whatever order."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.live.making import incoming, readings, whole

from incidentgraph import rdf
from incidentgraph.errors import InputError, OutputError
from incidentgraph.live import create, open_live
from incidentgraph.model import Reading
from incidentgraph.resolve import settings as limits
from incidentgraph.store import open_graph

ARTICLES = [f"a{n}" for n in range(12)]


def quads(folder: Path) -> set[str]:
    return {str(q) for q in open_graph(folder).quads()}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Crowds of three, so that few articles make one."""
    monkeypatch.setitem(limits.settings("events")["limits"], "block", 3)
    monkeypatch.setitem(limits.settings("events")["limits"], "block_reach", 2)
    monkeypatch.setitem(limits.settings("witnesses"), "near", 2)


class Life(RuleBasedStateMachine):
    """Articles come and go; after each step, the store is the graph of those that are in it."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()), "store")
        self.there: dict[str, Reading] = {}

    @initialize(data=st.data(), number=st.integers(0, 6))
    def made(self, data: st.DataObject, number: int) -> None:
        self.there = {a: data.draw(readings(a)) for a in ARTICLES[:number]}
        create(self.folder, rdf.BASE, incoming(*self.there.values()))

    @rule(data=st.data(), article=st.sampled_from(ARTICLES))
    def come_or_change(self, data: st.DataObject, article: str) -> None:
        reading = data.draw(readings(article))
        with open_live(self.folder) as store:
            store.change(incoming(reading), [article] if article in self.there else [])
        self.there[article] = reading

    @rule(data=st.data())
    def several(self, data: st.DataObject) -> None:
        gone = data.draw(st.lists(st.sampled_from(ARTICLES), max_size=3, unique=True))
        come = {a: data.draw(readings(a)) for a in data.draw(st.lists(st.sampled_from(ARTICLES), max_size=3))}
        leaving = [a for a in self.there if a in gone or a in come]
        with open_live(self.folder) as store:
            store.change(incoming(*come.values()), leaving)
        self.there = {a: r for a, r in self.there.items() if a not in leaving} | come

    @invariant()
    def is_the_graph(self) -> None:
        if self.folder.exists():
            assert quads(self.folder) == whole(list(self.there.values()))

    def teardown(self) -> None:
        self._stack.close()


@pytest.mark.parametrize("crowded", [False, True])
def test_a_store_is_the_graph_of_its_articles(crowded: bool, request: pytest.FixtureRequest) -> None:
    if crowded:
        request.getfixturevalue("small")
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Life, settings=settings(max_examples=15, stateful_step_count=8, deadline=None, suppress_health_check=checks)
    )


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_building_both_and_removing_one_is_building_the_other(data: st.DataObject) -> None:
    told = [data.draw(readings(a)) for a in ARTICLES[:6]]
    kept = data.draw(st.lists(st.sampled_from(told), unique_by=lambda r: r.article.id))
    with tempfile.TemporaryDirectory() as name:
        both = Path(name, "both")
        create(both, rdf.BASE, incoming(*told))
        with open_live(both) as store:
            store.change(incoming(), [r.article.id for r in told if r not in kept])
        assert quads(both) == whole(kept)


def test_a_folder_with_other_things_is_not_taken_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="something other than a store"):
        create(tmp_path, rdf.BASE, incoming())


def test_where_there_is_no_store_nothing_can_change(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no store"), open_live(tmp_path):
        pass


def test_two_cannot_change_a_store_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    create(folder, rdf.BASE, incoming())
    with open_live(folder), pytest.raises(InputError, match="another process"), open_live(folder):
        pass


def test_nobody_changes_what_is_being_read(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    create(folder, rdf.BASE, incoming())
    graph = open_graph(folder)
    with pytest.raises(InputError, match="another process"), open_live(folder):
        pass
    del graph
    with open_live(folder):
        pass


@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_a_change_that_fails_changes_nothing(data: st.DataObject) -> None:
    first, second = data.draw(readings("a0")), data.draw(readings("a1"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "store")
        create(folder, rdf.BASE, incoming(first))
        with open_live(folder) as store:
            with pytest.raises(sqlite3.IntegrityError):  # a0 is there: the ledger cannot take it twice
                store.change(incoming(second, first))
            store.change(incoming(second))
        assert quads(folder) == whole([first, second])
