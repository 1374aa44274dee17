"""A store on disk (Oxigraph's own format), written whole: it replaces what was there when it is ready."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Store

from incidentgraph.errors import OutputError
from incidentgraph.files import staged_folder
from incidentgraph.store.opening import is_store


def write_store(folder: Path, quads: Iterable[Quad]) -> None:
    """Make a store of these quads at `folder`.

    Raises `OutputError` where the folder cannot be written, or holds something that is no store and would be lost.
    """
    if folder.is_dir() and any(folder.iterdir()) and not is_store(folder):
        what = "the folder holds something other than a store"
        raise OutputError(what, where=str(folder), hint="name an empty or new folder with --store")
    with staged_folder(folder) as staging:
        try:
            store = Store(str(staging))
            store.bulk_extend(quads)
            store.flush()
        except OSError as error:
            what = f"the store cannot be written: {error}"
            raise OutputError(what, where=str(folder), hint="name another folder with --store") from error
        del store  # Oxigraph closes its files when nobody holds the store any more
