"""A store on a SPARQL 1.1 server, changed over a copy of it here.

What a change touches is found in the ledger of a store that lives in a folder of the user's, its *replica*; the server
is sent the quads. The replica remembers what it sends until the server is known to have it, so whoever is killed, or
loses the connection, in between only has to run any command that changes the store again. Where the replica is missing,
or somebody else has changed the server since, it is made anew of what the server keeps of each article.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from incidentgraph.errors import InputError, OutputError
from incidentgraph.live.change import Incoming
from incidentgraph.live.ledger import VERSION, Ledger
from incidentgraph.live.living import Changed, LiveStore, create, open_live
from incidentgraph.live.records import READING, VERDICTS, incoming, verdicts
from incidentgraph.live.waiting import Note, Waiting, known, push, settle, wait_instead, wait_whole, waiting
from incidentgraph.model import Article
from incidentgraph.resolve.verdicts import Verdicts
from incidentgraph.store.endpoint import Endpoint
from incidentgraph.store.journal import LEDGER, locked
from incidentgraph.store.remote import RemoteGraph, State, graph_names, select, state

STATE = "INCIDENTGRAPH_STATE"
"""The variable that names the folder for replicas."""

_STRANGE = "ASK { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
_RECORDS = "SELECT ?record WHERE {{ GRAPH {0} {{ ?about {1} ?record }} }}"
_IDS = (
    f"SELECT ?id WHERE {{{{ GRAPH {{0}} {{{{ ?article {READING} ?record }}}}"
    " ?article <http://purl.org/dc/terms/identifier> ?id }}"
)
_MAKE = "make one with `incidentgraph build ... --store URL`"
_ANEW = "build it anew with `incidentgraph build ... --store URL`"


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

        Raises `RemoteError` where the server does not do it; the change is sent when the store is opened again.
        """
        changed = self._live.change(come, gone, verdicts, Note(come, gone, self._live.base))
        push(self._endpoint, self._live)
        return changed


@contextmanager
def open_replica(url: str, base: str | None = None) -> Iterator[Replica]:
    """Open a server's store for changes; with a base, one is made where the server holds nothing.

    Raises `InputError` where there is none, it cannot be understood, or somebody here is at it; `RemoteError` where
    the server does not do what it is asked.
    """
    with _at(url) as (endpoint, folder):
        found = state(endpoint)
        if not _is_current(endpoint, folder, found):
            if found is not None:
                _adopt(endpoint, folder, found)
            else:
                _start(endpoint, folder, _for_empty(endpoint, base), Incoming(), None)
        with open_live(folder) as live:
            yield Replica(endpoint, live)


def create_replica(url: str, base: str, come: Incoming, verdicts: Verdicts | None = None) -> None:
    """Let a server hold the graph of these articles, in the place of the one that was there.

    Raises `OutputError` where the server holds something else, which would be lost.
    """
    with _at(url) as (endpoint, folder):
        found = _own(endpoint, base)
        if found is None or not found.finished or found.version != VERSION:
            _start(endpoint, folder, base, come, verdicts)
        else:
            _replace(endpoint, folder, found, come, verdicts)


def check_server(url: str, base: str) -> None:
    """Whether `create_replica` would do, before there is anything to be put there; raises what that raises."""
    with _at(url) as (endpoint, _):
        _own(endpoint, base)


@contextmanager
def _at(url: str) -> Iterator[tuple[Endpoint, Path]]:
    """A server and the folder of its replica, with nobody else here at it."""
    endpoint = Endpoint(url)
    home = _home(endpoint.shown)
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        what = f"the copy of the server's store cannot be written: {error.strerror or error}"
        raise OutputError(what, where=str(home), hint=f"name another folder for such copies in {STATE}") from error
    try:
        with locked(home, endpoint.shown):
            yield endpoint, home / "store"
    finally:
        endpoint.close()


def _home(shown: str) -> Path:
    """The folder for what is remembered of a server."""
    root = Path(os.environ.get(STATE) or platformdirs.user_state_path("incidentgraph"))
    readable = re.sub(r"[^a-z0-9.]+", "-", urlsplit(shown).netloc.lower())
    return root / "stores" / f"{readable}-{hashlib.sha256(shown.encode()).hexdigest()[:16]}"


# ---------------------------------------------------------------------- what is here


def _is_current(endpoint: Endpoint, folder: Path, found: State | None) -> bool:
    """Whether the replica is that of the server, once what waited has been sent."""
    if not (folder / LEDGER).is_file():
        return False
    ledger = Ledger(folder / LEDGER)
    try:
        change, before = waiting(ledger), known(ledger)
        if change is None:
            return found is not None and found.finished and before == found.revision
        if found is not None and found.finished and found.revision == change.after:
            settle(ledger, change.after)  # it had arrived; only its acknowledgement was lost
            return True
    finally:
        ledger.close()
    _finish(endpoint, folder, found, change, before)
    return True


def _finish(endpoint: Endpoint, folder: Path, found: State | None, change: Waiting, before: str) -> None:
    """Send what waited; raises `InputError` where somebody has changed the server since."""
    begun = found is not None and not found.finished and found.revision == change.after
    unsent = found is None if change.whole else found is not None and found.finished and found.revision == before
    if begun or unsent:
        with open_live(folder) as live:
            push(endpoint, live, begun=begun)
        return
    shutil.rmtree(folder)
    what = "a change that had not reached the server is given up: somebody else has changed the server since"
    raise InputError(what, where=endpoint.shown, hint="run this command again, and the one that was stopped")


def _start(endpoint: Endpoint, folder: Path, base: str, come: Incoming, verdicts: Verdicts | None) -> None:
    """Fill a server that holds no store, or the beginning of one."""
    create(folder, base, come, verdicts)
    with open_live(folder) as live:
        wait_whole(live)
        push(endpoint, live)


def _replace(endpoint: Endpoint, folder: Path, found: State, come: Incoming, verdicts: Verdicts | None) -> None:
    """Let one store take the place of another, as one change of what differs."""
    before = set(RemoteGraph(endpoint, found.books).quads())
    articles = sorted(_values(endpoint, _IDS.format(found.books)))
    create(folder, found.base, come, verdicts)
    with open_live(folder) as live:
        wait_instead(live, found, before, articles)
        push(endpoint, live)


def _adopt(endpoint: Endpoint, folder: Path, found: State) -> None:
    """Make the replica of what the server keeps of each article, and see that it gives the server's graph."""
    if not found.finished:
        what = "the server's graph is being written, or whoever wrote it was stopped"
        raise InputError(what, where=endpoint.shown, hint=f"let that command be run again where it was, or {_ANEW}")
    if found.version != VERSION:
        what = "the server's store was made by another version of incidentgraph"
        raise InputError(what, where=endpoint.shown, hint=_ANEW)
    texts = _values(endpoint, _RECORDS.format(found.books, READING))
    told = list(_values(endpoint, _RECORDS.format(found.books, VERDICTS)))
    first, *others = incoming(texts) or [Incoming()]
    create(folder, found.base, first, verdicts(told[0]) if told else None)
    with open_live(folder) as live:
        for come in others:
            live.change(come)
        differing = len(set(live.quads()) ^ set(RemoteGraph(endpoint, found.books).quads()))
        if not differing and state(endpoint) == found:
            settle(live.ledger, found.revision)
            return
    shutil.rmtree(folder)
    what = f"the server's graph is not what this version makes of its articles: {differing} triples differ"
    hint = f"was it written by another version, or changed by other means? {_ANEW}"
    raise InputError(what, where=endpoint.shown, hint=hint)


# ---------------------------------------------------------------------- what is on the server


def _for_empty(endpoint: Endpoint, base: str | None) -> str:
    """The base of a store that is to be made on an empty server."""
    if base is None:
        what = "there is no store on the server"
        raise InputError(what, where=endpoint.shown, hint=_MAKE)
    if graph_names(endpoint) or RemoteGraph(endpoint).query("ASK { ?s ?p ?o }"):
        what = "the server holds a graph that was not made to be changed"
        raise InputError(what, where=endpoint.shown, hint=_MAKE)
    return base


def _own(endpoint: Endpoint, base: str) -> State | None:
    """What the server holds; raises `OutputError` where that is no graph of ours, and would be lost."""
    found = state(endpoint)
    if found is not None and found.base != base:
        what = f"the server holds a store whose things are named under {found.base}"
        raise OutputError(what, where=endpoint.shown, hint="name another dataset with --store, or that with --base")
    strange = sorted(name for name in graph_names(endpoint) if not name.startswith(f"{base}graph/"))
    if strange or (found is None and RemoteGraph(endpoint).query(_STRANGE)):
        what = f"the server holds something other than a store: {strange[0] if strange else 'in its default graph'}"
        raise OutputError(what, where=endpoint.shown, hint="name an empty or new dataset with --store")
    return found


def _values(endpoint: Endpoint, text: str) -> Iterator[str]:
    """The one column of a SELECT, as text."""
    return (str(getattr(row[0], "value", row[0])) for row in select(endpoint, text))
