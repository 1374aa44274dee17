"""A store that lives: articles come and go one by one, and the graph is at every moment that of the articles in it.

A store is a folder with an Oxigraph store and a ledger. What a change touches is found over keys in the ledger
(`change`), worked out with the functions of `incidentgraph.resolve` on that part alone, and written in one step.
"""

from __future__ import annotations

from incidentgraph.live.change import Incoming
from incidentgraph.live.living import Changed, LiveStore, create, open_live
from incidentgraph.live.opening import check_store, open_store, put_store
from incidentgraph.live.replica import Replica

__all__ = [
    "Changed",
    "Incoming",
    "LiveStore",
    "Replica",
    "check_store",
    "create",
    "open_live",
    "open_store",
    "put_store",
]
