"""What the last change does to a store's quads, kept until it is done: so a store that was killed can finish it.

The ledger of a store that lives has a table `outbox` (see ``live/schema.sql``). A change is decided when the ledger's
transaction is committed; then the quads follow, in one transaction of Oxigraph, and the outbox is emptied. Whoever
opens the store in between does what is left to be done; doing it twice changes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse, serialize

from incidentgraph.errors import InputError

try:
    import fcntl
except ImportError:  # on Windows, Oxigraph's own lock has to do
    fcntl = None  # type: ignore[assignment]

LEDGER = "ledger.sqlite"
_LOCK = "ledger.lock"
_ADDED, _TAKEN = 1, -1
_DEFAULT = str(DefaultGraph())


def write_outbox(db: sqlite3.Connection, taken: Iterable[Quad], added: Iterable[Quad]) -> None:
    """Say what a change does, as a part of the ledger's transaction."""
    db.execute("DELETE FROM outbox")
    for sign, quads in ((_TAKEN, taken), (_ADDED, added)):
        data = serialize(quads, format=RdfFormat.N_QUADS)
        if data:
            db.execute("INSERT INTO outbox VALUES (?, ?)", (sign, data.decode()))


def prefixes_of(folder: Path) -> dict[str, str]:
    """The prefixes of a store's graph, as its ledger has them."""
    with _open(folder) as db:
        row = db.execute("SELECT value FROM meta WHERE name = 'prefixes'").fetchone()
    return dict(json.loads(row[0])) if row else {}


def is_pending(folder: Path) -> bool:
    """Whether a store's quads do not follow its ledger yet."""
    if not (folder / LEDGER).is_file():
        return False
    with _open(folder) as db:
        return db.execute("SELECT 1 FROM outbox LIMIT 1").fetchone() is not None


def finish(folder: Path, store: Store) -> None:
    """Let a store's quads follow its ledger."""
    with _open(folder) as db:
        rows = db.execute("SELECT change, quads FROM outbox ORDER BY change").fetchall()
        if not rows:
            return
        told = {sign: list(parse(text, format=RdfFormat.N_QUADS)) for sign, text in rows}
        apply(store, told.get(_TAKEN, []), told.get(_ADDED, []))
        store.flush()
        db.execute("DELETE FROM outbox")


def apply(store: Store, taken: Iterable[Quad], added: Iterable[Quad]) -> None:
    """Take quads away and add others, in one transaction."""
    parts = [f"{verb} DATA {{ {blocks(quads)} }}" for verb, quads in (("DELETE", taken), ("INSERT", added)) if quads]
    if parts:
        store.update(" ;\n".join(parts))


def blocks(quads: Iterable[Quad]) -> str:
    """Quads as an update of SPARQL has them."""
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    default = " ".join(graphs.pop(_DEFAULT, ()))
    return "\n".join([default, *(f"GRAPH {name} {{ {' '.join(lines)} }}" for name, lines in sorted(graphs.items()))])


@contextmanager
def _open(folder: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(folder / LEDGER, isolation_level=None, timeout=30)
    try:
        db.execute("PRAGMA synchronous = FULL")
        yield db
    finally:
        db.close()


@contextmanager
def locked(folder: Path, shown: str = "") -> Iterator[None]:
    """Nobody else reads or changes the store while the block lasts. Raises `InputError` where somebody does.

    `shown` is what to call the store in messages, where it is not its folder.
    """
    with lock(folder, shared=False, shown=shown):
        yield


def lock(folder: Path, *, shared: bool, shown: str = "") -> IO[str]:
    """A lock on a store, for as long as the file that is returned is open. Many may share it, to read.

    Raises `InputError` where another process has the store open in a way that excludes this one.
    """
    try:
        file = (folder / _LOCK).open("a")
    except OSError:  # on a medium that nobody can write to, nobody changes the store
        file = (folder / LEDGER).open()
    if fcntl is not None:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            what = "another process is changing the store" if shared else "another process has the store open"
            raise InputError(what, where=shown or str(folder), hint="try again when it is done") from error
    return file
