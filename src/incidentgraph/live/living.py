"""Opening, making and changing a store that lives."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from incidentgraph import rdf
from incidentgraph.errors import InputError, OutputError
from incidentgraph.files import settle, staged_folder
from incidentgraph.live.change import Incoming, work_out
from incidentgraph.live.ledger import VERSION, Ledger
from incidentgraph.live.part import pieces, quads_before, quads_now
from incidentgraph.model import Article
from incidentgraph.resolve.verdicts import Verdicts
from incidentgraph.store import is_store
from incidentgraph.store.journal import LEDGER, finish, locked, write_outbox

Note = Callable[[Ledger, set[ox.Quad], set[ox.Quad]], None]
"""Told within the change of a ledger which quads are taken away and which are added."""


@dataclass(frozen=True)
class Changed:
    """What a change did to the quads."""

    added: int
    taken: int


class LiveStore:
    """A store that is open for changes, by nobody else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._store = ox.Store(str(folder))
        except OSError as error:
            what = f"the store cannot be opened: {error}"
            raise InputError(
                what, where=str(folder), hint="is another process using it, and may you write it?"
            ) from error
        finish(folder, self._store)
        self._ledger = Ledger(folder / LEDGER)
        if self._ledger.meta("version") != VERSION:
            what = "the store was made by another version of incidentgraph"
            raise InputError(what, where=str(folder), hint="build it anew with `incidentgraph build ... --store`")

    def close(self) -> None:
        """Give the files free."""
        self._ledger.close()
        del self._store  # Oxigraph closes its files when nobody holds the store any more
        for log in self._folder.glob("LOG.old.*"):  # a record of each opening that RocksDB leaves
            log.unlink(missing_ok=True)

    @property
    def base(self) -> str:
        """The IRI under which all things are named."""
        return str(self._ledger.meta("base"))

    def articles(self) -> dict[str, str]:
        """The SHA-256 of each article's text, by the article's id."""
        return self._ledger.articles()

    def heads(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those of these articles that are in the store, by their ids."""
        return {name: self._ledger.reading(name).article for name in ids if name in self._ledger}

    @property
    def ledger(self) -> Ledger:
        """What the store remembers beside its quads."""
        return self._ledger

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one graph."""
        return self._store.quads_for_pattern(None, None, None, graph)

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs, in their order."""
        return sorted((g for g in self._store.named_graphs() if isinstance(g, ox.NamedNode)), key=str)

    def tells(self, triple: ox.Triple) -> bool:
        """Whether any graph holds a triple."""
        return any(True for _ in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))

    def change(
        self,
        come: Incoming,
        gone: Sequence[str] = (),
        verdicts: Verdicts | None = None,
        note: Note | None = None,
    ) -> Changed:
        """Let articles come and go in one step, which happens as a whole or not at all.

        An article whose id is there already has to be among those that go. `verdicts` are a person's from now on.
        `note` may keep in the ledger what the change does, as a part of it.
        """
        ledger = self._ledger
        ledger.begin()
        try:
            part = work_out(ledger, come, gone, verdicts)
            before = quads_before(self._store.quads_for_pattern, part, self.base)
            now = quads_now(ledger, part, self.base)
            write_outbox(ledger.connection, before - now, now - before)
            if note is not None:
                note(ledger, before - now, now - before)
            ledger.commit()
        except BaseException:
            ledger.rollback()
            raise
        finish(self._folder, self._store)
        return Changed(len(now - before), len(before - now))

    def fill(self, come: Incoming, verdicts: Verdicts | None = None) -> None:
        """Let the first articles come into a store that nobody sees yet."""
        ledger = self._ledger
        ledger.begin()
        part = work_out(ledger, come, (), verdicts)
        for piece in pieces(part):  # all at once would take a great deal of memory
            self._store.bulk_extend(quads_now(ledger, piece, self.base))
        ledger.commit()
        self._store.flush()


@contextmanager
def open_live(folder: Path) -> Iterator[LiveStore]:
    """Open a store for changes. Raises `InputError` where there is none, or somebody else is at it."""
    if not (folder / LEDGER).is_file():
        what = (
            "the folder holds a store that was not made to be changed" if is_store(folder) else "there is no store here"
        )
        raise InputError(what, where=str(folder), hint="make one with `incidentgraph build ... --store DIR`")
    with locked(folder):
        store = LiveStore(folder)
        try:
            yield store
        finally:
            store.close()


def create(folder: Path, base: str, come: Incoming, verdicts: Verdicts | None = None) -> None:
    """Make a store of these articles; it takes the place of the one that was there when it is ready.

    Raises `OutputError` where the folder cannot be written, or holds something that is no store and would be lost.
    """
    settle(folder)
    if folder.is_dir() and any(folder.iterdir()) and not is_store(folder):
        what = "the folder holds something other than a store"
        raise OutputError(what, where=str(folder), hint="name an empty or new folder with --store")
    with staged_folder(folder, lambda: locked(folder) if (folder / LEDGER).is_file() else nullcontext()) as staging:
        ledger = Ledger(staging / LEDGER)
        ledger.meta("base", base)
        ledger.meta("prefixes", json.dumps(rdf.prefixes(base)))
        ledger.close()
        store = LiveStore(staging)
        try:
            store.fill(come, verdicts)
        finally:
            store.close()
