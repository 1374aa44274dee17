"""A store on a SPARQL 1.1 server, changed over a copy of it here.

What a change touches is found in the ledger of a store that lives in a folder of the user's, its *replica*; the server
is sent the quads. The replica remembers what it sends until the server is known to have it, so whoever is killed, or
loses the connection, in between only has to run any command that changes the store again. Where the replica is missing,
or somebody else has changed the server since, it is made anew of what the server keeps of each article.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
import pyoxigraph as ox

from incidentgraph import rdf
from incidentgraph.errors import InputError, OutputError
from incidentgraph.live.change import Incoming
from incidentgraph.live.ledger import VERSION, Ledger
from incidentgraph.live.living import Changed, LiveStore, create, open_live
from incidentgraph.live.records import READING, VERDICTS, incoming, judged, records, revision, verdicts
from incidentgraph.live.sending import OvertakenError, Sending, fill, send
from incidentgraph.model import Article
from incidentgraph.resolve.verdicts import Verdicts
from incidentgraph.store.endpoint import Endpoint
from incidentgraph.store.journal import LEDGER, locked
from incidentgraph.store.remote import RemoteGraph, State, books, select, state

STATE = "INCIDENTGRAPH_STATE"
"""The variable that names the folder for replicas."""

_REVISION, _PENDING = "revision", "pending"  # in the ledger's table `meta`
_STRANGE = "ASK { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_RECORDS = "SELECT ?record WHERE {{ GRAPH {0} {{ ?article {1} ?record }} }}"


class Replica:
    """A server's store that is open for changes, with the surface of a `LiveStore`."""

    def __init__(self, endpoint: Endpoint, live: LiveStore) -> None:
        self._endpoint = endpoint
        self._live = live

    def articles(self) -> dict[str, str]:
        """The SHA-256 of each article's text, by the article's id."""
        return self._live.articles()

    def heads(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those of these articles that are in the store, by their ids."""
        return self._live.heads(ids)

    def change(self, come: Incoming, gone: Sequence[str] = (), verdicts: Verdicts | None = None) -> Changed:
        """Let articles come and go in one step, here and then on the server.

        Raises `RemoteError` where the server does not do it; the change is done first when the store is opened again.
        """
        changed = self._live.change(come, gone, verdicts, partial(_note, come, gone, self._live.base))
        push(self._endpoint, self._live)
        return changed


def _note(
    come: Incoming, gone: Sequence[str], base: str, ledger: Ledger, taken: set[ox.Quad], added: set[ox.Quad]
) -> None:
    """Keep in the ledger what is to be sent."""
    names = [reading.article.id for reading in come.readings]
    before = str(ledger.meta(_REVISION))
    told = records(ledger, names, base)
    pending = {
        "after": revision(before, told, gone),
        "come": names,
        "gone": list(gone),
        "taken": _text(taken),
        "added": _text(added),
    }
    ledger.meta(_PENDING, json.dumps(pending))


def push(endpoint: Endpoint, live: LiveStore, *, begun: bool = False) -> None:
    """Send what waits to be sent; `begun` says that the server has a part of it."""
    ledger = live.ledger
    waiting = json.loads(ledger.meta(_PENDING) or "{}")
    try:
        if "taken" in waiting:
            send(endpoint, _sending(live, waiting), begun=begun)
        else:
            fill(endpoint, live.base, waiting["after"], _graphs(live))
    except OvertakenError:
        _settled(ledger, "")  # so that the replica is made anew
        raise
    _settled(ledger, waiting["after"])


def _settled(ledger: Ledger, now: str) -> None:
    """The server is known to have this revision."""
    ledger.begin()
    ledger.meta(_REVISION, now)
    ledger.run("DELETE FROM meta WHERE name = ?", _PENDING)
    ledger.commit()


def _sending(live: LiveStore, waiting: dict[str, object]) -> Sending:
    """What waits, with what becomes of the default graph: a triple stays in it as long as any graph holds it."""
    base = live.base
    taken, added = (list(ox.parse(str(waiting[name]), format=ox.RdfFormat.N_QUADS)) for name in ("taken", "added"))
    lost = [ox.Quad(t.subject, t.predicate, t.object) for t in {q.triple for q in taken} if not live.tells(t)]
    won = [ox.Quad(t.subject, t.predicate, t.object) for t in {q.triple for q in added}]
    come, gone = waiting["come"], waiting["gone"]
    assert isinstance(come, list)  # noqa: S101 - as `_note` and `_replaced` wrote it
    assert isinstance(gone, list)  # noqa: S101
    told = [*records(live.ledger, come, base), *judged(live.ledger, base)]
    return Sending(
        base,
        str(live.ledger.meta(_REVISION)),
        str(waiting["after"]),
        sorted([*taken, *lost], key=str),
        sorted([*added, *won, *told], key=str),
        [*((rdf.article_iri(base, name), READING) for name in gone), (books(base), VERDICTS)],
    )


def _graphs(live: LiveStore) -> Iterator[tuple[str | None, Iterable[ox.Quad]]]:
    """Everything in a store, as a server is to hold it."""
    for graph in live.graphs():
        yield graph.value, live.quads(graph)
    yield None, (ox.Quad(q.subject, q.predicate, q.object) for q in live.quads())
    everyone = live.ledger.articles()
    yield books(live.base).value, chain(records(live.ledger, everyone, live.base), judged(live.ledger, live.base))


def _text(quads: Iterable[ox.Quad]) -> str:
    data = ox.serialize(sorted(quads, key=str), format=ox.RdfFormat.N_QUADS)
    return (data or b"").decode()


# ---------------------------------------------------------------------- opening


@contextmanager
def open_replica(url: str, base: str | None = None) -> Iterator[Replica]:
    """Open a server's store for changes; with a base, one is made where the server holds nothing.

    Raises `InputError` where there is none, it cannot be understood, or somebody here is at it; `RemoteError` where
    the server does not do what it is asked.
    """
    with _at(url) as (endpoint, folder):
        found = state(endpoint)
        if found is None and not _is_pending(folder):
            _expect_empty(endpoint, base)
            _start(endpoint, folder, str(base), Incoming(), None)
        elif not _is_current(endpoint, folder, found):
            assert found is not None  # noqa: S101 - else it would be current, or told
            _adopt(endpoint, folder, found)
        with open_live(folder) as live:
            yield Replica(endpoint, live)


def create_replica(url: str, base: str, come: Incoming, verdicts: Verdicts | None = None) -> None:
    """Let a server hold the graph of these articles, in the place of the one that was there.

    Raises `OutputError` where the server holds something else, which would be lost.
    """
    with _at(url) as (endpoint, folder):
        found = state(endpoint)
        if found is not None and found.base != base:
            what = f"the server holds a store whose things are named under {found.base}"
            raise OutputError(what, where=endpoint.shown, hint="name a dataset of its own with --store, or use --base")
        _expect_own(endpoint, base, found)
        if found is None or not found.finished or found.version != VERSION:
            _start(endpoint, folder, base, come, verdicts)
        else:
            _replace(endpoint, folder, found, come, verdicts)


@contextmanager
def _at(url: str) -> Iterator[tuple[Endpoint, Path]]:
    """A server and the folder of its replica, with nobody else here at it."""
    endpoint = Endpoint(url)
    try:
        home = _home(endpoint.shown)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(home):
            yield endpoint, home / "store"
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        hint = f"a copy of the server's store is kept there; {STATE} names another folder"
        raise OutputError(what, where=str(home), hint=hint) from error
    finally:
        endpoint.close()


def _home(shown: str) -> Path:
    """The folder for what is remembered of a server."""
    root = Path(os.environ.get(STATE) or platformdirs.user_state_path("incidentgraph"))
    readable = re.sub(r"[^a-z0-9.]+", "-", urlsplit(shown).netloc.lower())
    return root / "stores" / f"{readable}-{hashlib.sha256(shown.encode()).hexdigest()[:16]}"


def _is_pending(folder: Path) -> bool:
    if not (folder / LEDGER).is_file():
        return False
    with open_live(folder) as live:
        return live.ledger.meta(_PENDING) is not None


def _is_current(endpoint: Endpoint, folder: Path, found: State | None) -> bool:
    """Whether the replica is that of the server, once what waited has been sent."""
    if not (folder / LEDGER).is_file():
        return False
    with open_live(folder) as live:
        ledger = live.ledger
        waiting = json.loads(ledger.meta(_PENDING) or "{}")
        if not waiting:
            return found is not None and found.finished and ledger.meta(_REVISION) == found.revision
        begun = found is not None and not found.finished and found.revision == waiting["after"]
        if found is not None and found.finished and found.revision == waiting["after"]:
            _settled(ledger, found.revision)
            return True
        unsent = found is None if "taken" not in waiting else found and found.revision == ledger.meta(_REVISION)
        if begun or unsent:
            push(endpoint, live, begun=begun)
            return True
    shutil.rmtree(folder)
    what = "a change that had not reached the server cannot be made: somebody else has changed the server since"
    raise InputError(what, where=endpoint.shown, hint="it is given up; run that command again")


def _start(endpoint: Endpoint, folder: Path, base: str, come: Incoming, verdicts: Verdicts | None) -> None:
    """Fill a server that holds no store, or the beginning of one."""
    create(folder, base, come, verdicts)
    with open_live(folder) as live:
        _wait(live, {})
        push(endpoint, live)


def _replace(endpoint: Endpoint, folder: Path, found: State, come: Incoming, verdicts: Verdicts | None) -> None:
    """Let one store take the place of another, as one change of what differs."""
    before = set(RemoteGraph(endpoint, found.books).quads())
    create(folder, found.base, come, verdicts)
    with open_live(folder) as live:
        now = set(live.quads())
        gone = _select_articles(endpoint, found)
        live.ledger.meta(_REVISION, found.revision)
        _wait(live, {"taken": _text(before - now), "added": _text(now - before), "gone": gone})
        push(endpoint, live)


def _wait(live: LiveStore, more: dict[str, object]) -> None:
    """Keep in the ledger that the whole store is to be sent."""
    everyone = list(live.ledger.articles())
    after = revision("", chain(records(live.ledger, everyone, live.base), judged(live.ledger, live.base)), ())
    live.ledger.meta(_PENDING, json.dumps({"after": after, "come": everyone, **more}))


def _adopt(endpoint: Endpoint, folder: Path, found: State) -> None:
    """Make the replica of what the server keeps of each article, and see that it gives the server's graph."""
    if not found.finished:
        what = "the server's graph is being written, or whoever wrote it was stopped"
        raise InputError(what, where=endpoint.shown, hint="run that command again, or build anew with --store")
    if found.version != VERSION:
        what = "the server's store was made by another version of incidentgraph"
        raise InputError(what, where=endpoint.shown, hint="build it anew with `incidentgraph build ... --store URL`")
    texts = [_value(row[0]) for row in select(endpoint, _RECORDS.format(found.books, READING))]
    told = [_value(row[0]) for row in select(endpoint, _RECORDS.format(found.books, VERDICTS))]
    first, *others = incoming(texts) or [Incoming()]
    create(folder, found.base, first, verdicts(told[0]) if told else None)
    with open_live(folder) as live:
        for come in others:
            live.change(come)
        differing = len(set(live.quads()) ^ set(RemoteGraph(endpoint, found.books).quads()))
        if not differing and state(endpoint) == found:
            live.ledger.meta(_REVISION, found.revision)
            return
    shutil.rmtree(folder)
    what = f"the server's graph is not what this version makes of its articles: {differing} triples differ"
    hint = "was it written by another version, or changed by other means? build it anew with --store"
    raise InputError(what, where=endpoint.shown, hint=hint)


# ---------------------------------------------------------------------- what is on the server


def _expect_empty(endpoint: Endpoint, base: str | None) -> None:
    if base is None:
        what = "there is no store on the server"
        raise InputError(what, where=endpoint.shown, hint="make one with `incidentgraph build ... --store URL`")
    if any(select(endpoint, f"{_GRAPHS} LIMIT 1")) or _holds(endpoint, "ASK { ?s ?p ?o }"):
        what = "the server holds a graph that was not made to be changed"
        raise InputError(what, where=endpoint.shown, hint="make one with `incidentgraph build ... --store URL`")


def _expect_own(endpoint: Endpoint, base: str, found: State | None) -> None:
    """Refuse to overwrite what is no graph of ours."""
    names = {_value(graph) for (graph,) in select(endpoint, _GRAPHS)}
    strange = sorted(name for name in names if not name.startswith(f"{base}graph/"))
    if strange or (found is None and _holds(endpoint, _STRANGE)):
        what = f"the server holds something other than a store: {strange[0] if strange else 'its default graph'}"
        raise OutputError(what, where=endpoint.shown, hint="name an empty or new dataset with --store")


def _select_articles(endpoint: Endpoint, found: State) -> list[str]:
    """The ids of the articles of which a server keeps a record."""
    text = (
        f"SELECT ?id WHERE {{ GRAPH {found.books} {{ ?article {READING} ?record }}"
        f" ?article <http://purl.org/dc/terms/identifier> ?id }}"
    )
    return sorted({_value(row[0]) for row in select(endpoint, text)})


def _holds(endpoint: Endpoint, text: str) -> bool:
    return bool(RemoteGraph(endpoint).query(text))


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
