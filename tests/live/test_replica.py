"""A server holds at every moment the graph of the articles in its store, and all triples in its default graph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.live.making import incoming, readings, whole
from tests.resolve.builder import outage, told
from tests.serving import Lossy, Other, Server, asked, serving

from incidentgraph import rdf
from incidentgraph.errors import InputError, OutputError, RemoteError
from incidentgraph.live import open_store, put_store, sending
from incidentgraph.live.replica import STATE
from incidentgraph.model import Reading
from incidentgraph.resolve.verdicts import Verdicts
from incidentgraph.store import open_remote
from incidentgraph.store.remote import RemoteGraph

FEW = settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def shared() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def server(shared: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    shared.start_again()
    shared.clear()
    return shared


def article(name: str, service: str = "chirpo", day: str = "2025-03-10") -> Reading:
    return told(name, outage(service, date=day, duration="PT2H"))


def change(url: str, *come: Reading, gone: tuple[str, ...] = ()) -> None:
    with open_store(url, rdf.BASE) as store:
        store.change(incoming(*come), gone)


def held(url: str) -> set[str]:
    """The quads on a server; the merge has to be in its default graph."""
    graph = open_remote(url, rdf.prefixes)
    assert set(graph.match()) == {quad.triple for quad in graph.quads()}
    return {str(quad) for quad in graph.quads()}


@FEW
@given(data=st.data())
def test_a_server_is_the_graph_of_its_articles(data: st.DataObject, server: Server) -> None:
    server.clear()
    there = {name: data.draw(readings(name)) for name in ("a0", "a1")}
    put_store(server.url, rdf.BASE, incoming(*there.values()))
    assert held(server.url) == whole(list(there.values()))
    for _ in range(2):
        come = {name: data.draw(readings(name)) for name in data.draw(st.sets(st.sampled_from(["a0", "a1", "a2"])))}
        gone = [n for n in there if n in come or data.draw(st.booleans())]
        change(server.url, *come.values(), gone=tuple(gone))
        there = {n: r for n, r in there.items() if n not in gone} | come
        assert held(server.url) == whole(list(there.values()))


@FEW
@given(data=st.data())
def test_another_machine_makes_the_same_of_it(data: st.DataObject, server: Server, tmp_path: Path) -> None:
    server.clear()
    first, second, third = (data.draw(readings(name)) for name in ("a0", "a1", "a2"))
    put_store(server.url, rdf.BASE, incoming(first, second))
    with pytest.MonkeyPatch.context() as other:
        other.setenv(STATE, str(tmp_path / "elsewhere"))
        change(server.url, third, gone=("a0",))
        assert held(server.url) == whole([second, third])
    change(server.url, first)
    assert held(server.url) == whole([first, second, third])


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_a_server_of_another_make_does_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    with serving(Other()) as place:
        url = f"{place}/sparql"
        put_store(url, rdf.BASE, incoming(article("a"), article("b", "pixlo")))
        assert held(url) == whole([article("a"), article("b", "pixlo")])
        change(url, article("c"), gone=("a",))
        monkeypatch.setenv(STATE, str(tmp_path / "elsewhere"))
        change(url, article("d"))
        assert held(url) == whole([article("b", "pixlo"), article("c"), article("d")])


def test_a_build_takes_the_place_of_another(server: Server) -> None:
    put_store(server.url, rdf.BASE, incoming(article("a"), article("b", "pixlo")))
    put_store(server.url, rdf.BASE, incoming(article("b", "talko"), article("c")))
    assert held(server.url) == whole([article("b", "talko"), article("c")])
    change(server.url, gone=("b",))
    assert held(server.url) == whole([article("c")])


def test_a_persons_verdicts_hold_on_another_machine(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = article("a"), article("b")
    (one,), (other,) = ([event.id for event in reading.events] for reading in (first, second))
    apart = Verdicts((), frozenset({(min(one, other), max(one, other))}))
    put_store(server.url, rdf.BASE, incoming(first, second), apart)
    assert held(server.url) != whole([first, second])
    before = held(server.url)
    monkeypatch.setenv(STATE, str(tmp_path / "elsewhere"))
    change(server.url, article("c", "talko"))
    change(server.url, gone=("c",))
    assert held(server.url) == before
    put_store(server.url, rdf.BASE, incoming(first, second))
    assert held(server.url) == whole([first, second])


@pytest.mark.parametrize(("size", "passed"), [(8_000_000, 0), (8_000, 0), (8_000, 1), (8_000, 2)])
@pytest.mark.parametrize("loses", ["on the way", "after"])
def test_what_was_broken_off_is_finished(
    loses: str, passed: int, size: int, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that breaks before or behind the nth request, of changes small and large."""
    monkeypatch.setattr(sending, "_PIECE", size)
    lossy = Lossy(server.url)
    with serving(lossy) as url:
        first = partial(put_store, url, rdf.BASE, incoming(article("a"), article("b", "pixlo")))
        second = partial(change, url, article("c"), gone=("a",))
        for step in (first, second):
            lossy.loses, lossy.after = loses, passed
            try:
                step()
            except RemoteError as error:
                assert "run the command once more" in error.hint  # noqa: PT017 - a large change may pass
            lossy.loses = ""
            change(url)
        assert held(server.url) == whole([article("b", "pixlo"), article("c")])


def test_a_server_that_is_down_changes_nothing(server: Server) -> None:
    put_store(server.url, rdf.BASE, incoming(article("a")))
    server.stop()
    with pytest.raises(RemoteError, match="cannot be reached"):
        change(server.url, article("b"))
    server.start()  # with nothing in it
    change(server.url, article("b"))
    assert held(server.url) == whole([article("b")])


def test_who_was_faster_wins(server: Server, tmp_path: Path) -> None:
    put_store(server.url, rdf.BASE, incoming(article("a")))
    with open_store(server.url) as store:
        with pytest.MonkeyPatch.context() as other:
            other.setenv(STATE, str(tmp_path / "elsewhere"))
            change(server.url, article("b"))
        with pytest.raises(RemoteError, match="somebody else has changed"):
            store.change(incoming(article("c")))
    assert held(server.url) == whole([article("a"), article("b")])
    change(server.url, article("c"))
    assert held(server.url) == whole([article("a"), article("b"), article("c")])


def test_a_change_that_waits_is_given_up_where_somebody_else_was_faster(server: Server, tmp_path: Path) -> None:
    lossy = Lossy(server.url)
    with serving(lossy) as url:
        put_store(url, rdf.BASE, incoming(article("a")))
        lossy.loses = "on the way"
        with pytest.raises(RemoteError):
            change(url, article("b"))
        lossy.loses = ""
        with pytest.MonkeyPatch.context() as other:
            other.setenv(STATE, str(tmp_path / "elsewhere"))
            change(url, article("c"))
        with pytest.raises(InputError, match="is given up"):
            change(url, article("d"))
        change(url, article("d"))
        assert held(url) == whole([article("a"), article("c"), article("d")])


def test_a_graph_that_was_tampered_with_is_not_built_upon(server: Server, tmp_path: Path) -> None:
    put_store(server.url, rdf.BASE, incoming(article("a")))
    with asked(server.url) as endpoint:
        endpoint.update(f"INSERT DATA {{ GRAPH <{rdf.BASE}graph/facts> {{ <http://e/a> <http://e/b> 1 }} }}")
    with pytest.MonkeyPatch.context() as other:
        other.setenv(STATE, str(tmp_path / "elsewhere"))
        with pytest.raises(InputError, match="1 triples differ"):
            change(server.url, article("b"))


@pytest.mark.parametrize("data", ["<http://e/a> <http://e/b> 1", "GRAPH <http://e/g> { <http://e/a> <http://e/b> 1 }"])
def test_what_is_not_ours_is_not_overwritten(data: str, server: Server) -> None:
    with asked(server.url) as endpoint:
        endpoint.update(f"INSERT DATA {{ {data} }}")
    with pytest.raises(OutputError, match="something other than a store"):
        put_store(server.url, rdf.BASE, incoming(article("a")))
    with pytest.raises(InputError, match="not made to be changed"):
        change(server.url, article("a"))
    with asked(server.url) as endpoint:
        assert RemoteGraph(endpoint).query("ASK { { ?s ?p 1 } UNION { GRAPH ?g { ?s ?p 1 } } }")


def test_where_there_is_no_store_nothing_can_be_removed(server: Server) -> None:
    with pytest.raises(InputError, match="no store on the server"), open_store(server.url):
        pass


def test_another_base_is_another_store(server: Server) -> None:
    put_store(server.url, rdf.BASE, incoming(article("a")))
    with pytest.raises(OutputError, match="things are named under"):
        put_store(server.url, "http://example.org/id/", incoming(article("a")))


def test_two_cannot_change_a_server_from_one_machine_at_once(server: Server) -> None:
    put_store(server.url, rdf.BASE, incoming())
    with open_store(server.url), pytest.raises(InputError, match="another process") as caught, open_store(server.url):
        pass
    assert caught.value.where == server.url
