"""From what a user calls a store to the store: a folder, or the URL of a server."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from incidentgraph.files import alone, settle
from incidentgraph.live.change import Incoming
from incidentgraph.live.living import LiveStore, create, open_live
from incidentgraph.live.replica import Replica, check_server, create_replica, open_replica
from incidentgraph.resolve.verdicts import Verdicts
from incidentgraph.store import is_url
from incidentgraph.store.journal import LEDGER


def open_store(place: Path | str, base: str | None = None) -> AbstractContextManager[LiveStore | Replica]:
    """Open a store for changes; with a base, one is made where there is none."""
    if is_url(place):
        return open_replica(str(place), base)
    folder = Path(place)
    settle(folder)
    if base is not None and not (folder / LEDGER).is_file():
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        with alone(folder):  # two that find no store make one between them
            if not (folder / LEDGER).is_file():
                create(folder, base, Incoming())
    return open_live(folder)


def check_store(place: Path | str, base: str) -> None:
    """Raise at once what `put_store` would raise after an hour's work, as far as that can be known."""
    if is_url(place):
        check_server(str(place), base)


def put_store(place: Path | str, base: str, come: Incoming, verdicts: Verdicts | None = None) -> None:
    """Let a store be that of these articles, whatever it was before."""
    if is_url(place):
        create_replica(str(place), base, come, verdicts)
    else:
        create(Path(place), base, come, verdicts)
