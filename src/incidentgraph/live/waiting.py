"""What a replica has done and the server may not have: kept in the ledger until the server is known to have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from incidentgraph import rdf
from incidentgraph.errors import RemoteError
from incidentgraph.live.change import Incoming
from incidentgraph.live.codec import decode, encode
from incidentgraph.live.ledger import Ledger
from incidentgraph.live.living import LiveStore
from incidentgraph.live.records import READING, VERDICTS, judged, records, revision
from incidentgraph.live.sending import OvertakenError, Sending, fill, send
from incidentgraph.store.endpoint import Endpoint
from incidentgraph.store.remote import State, books

_REVISION, _PENDING = "revision", "pending"  # in the ledger's table `meta`
_KEPT = "it is kept here, and sent when the store is opened for a change again: run the command once more"


@dataclass(frozen=True)
class Waiting:
    """A change on its way: the revision after it, the articles that come and go, quads as N-Quads.

    `whole` says that the server is to be filled with all there is, whatever it holds.
    """

    after: str
    come: tuple[str, ...]
    gone: tuple[str, ...] = ()
    taken: str = ""
    added: str = ""
    whole: bool = False


def waiting(ledger: Ledger) -> Waiting | None:
    """What waits to be sent."""
    text = ledger.meta(_PENDING)
    return None if text is None else decode(text, Waiting)


def known(ledger: Ledger) -> str:
    """The revision that the server was last known to have; empty where that is none."""
    return ledger.meta(_REVISION) or ""


def settle(ledger: Ledger, now: str) -> None:
    """The server is known to have this revision, and nothing waits any more."""
    ledger.begin()
    ledger.meta(_REVISION, now)
    ledger.run("DELETE FROM meta WHERE name = ?", _PENDING)
    ledger.commit()


class Note:
    """Keeps a change in the ledger, as a part of it."""

    def __init__(self, come: Incoming, gone: Sequence[str], base: str) -> None:
        self._come = tuple(reading.article.id for reading in come.readings)
        self._gone = tuple(gone)
        self._base = base

    def __call__(self, ledger: Ledger, taken: set[ox.Quad], added: set[ox.Quad]) -> None:
        """See `incidentgraph.live.living.Note`."""
        after = revision(known(ledger), records(ledger, self._come, self._base), self._gone)
        ledger.meta(_PENDING, encode(Waiting(after, self._come, self._gone, _text(taken), _text(added))))


def wait_whole(live: LiveStore) -> None:
    """Note that the server is to be filled."""
    live.ledger.meta(_PENDING, encode(Waiting(_revision_of(live), tuple(live.articles()), whole=True)))


def wait_instead(live: LiveStore, found: State, before: set[ox.Quad], articles: Iterable[str]) -> None:
    """Note that the store takes the place of the one on the server: of these quads, with records of these articles."""
    now = set(live.quads())
    change = Waiting(
        _revision_of(live), tuple(live.articles()), tuple(articles), _text(before - now), _text(now - before)
    )
    live.ledger.begin()
    live.ledger.meta(_REVISION, found.revision)
    live.ledger.meta(_PENDING, encode(change))
    live.ledger.commit()


def push(endpoint: Endpoint, live: LiveStore, *, begun: bool = False) -> None:
    """Send what waits; `begun` says that the server has a part of it.

    Raises `RemoteError` where the server does not take it. It waits on, unless somebody else was faster.
    """
    change = waiting(live.ledger)
    if change is None:
        return
    try:
        if change.whole:
            fill(endpoint, live.base, change.after, _graphs(live))
        else:
            send(endpoint, _sending(live, change), begun=begun)
    except OvertakenError:
        settle(live.ledger, "")  # so that the replica is made anew
        raise
    except RemoteError as error:
        what = f"the change has not reached the server: {error.what}"
        raise RemoteError(what, where=error.where, hint=f"{error.hint}; {_KEPT}" if error.hint else _KEPT) from error
    settle(live.ledger, change.after)


def _sending(live: LiveStore, change: Waiting) -> Sending:
    """What waits, with what becomes of the default graph: a triple stays in it as long as any graph holds it."""
    base = live.base
    taken, added = (list(ox.parse(text, format=ox.RdfFormat.N_QUADS)) for text in (change.taken, change.added))
    lost = {_unnamed(q) for q in taken if not live.tells(q.triple)}
    records_of = [*records(live.ledger, change.come, base), *judged(live.ledger, base)]
    return Sending(
        base,
        known(live.ledger),
        change.after,
        sorted([*taken, *lost], key=str),
        sorted([*added, *{_unnamed(q) for q in added}, *records_of], key=str),
        [*((rdf.article_iri(base, name), READING) for name in change.gone), (books(base), VERDICTS)],
    )


def _graphs(live: LiveStore) -> Iterator[tuple[str | None, Iterable[ox.Quad]]]:
    """Everything in a store, as a server is to hold it."""
    for graph in live.graphs():
        yield graph.value, live.quads(graph)
    yield None, map(_unnamed, live.quads())
    yield books(live.base).value, _books(live)


def _books(live: LiveStore) -> Iterator[ox.Quad]:
    return chain(records(live.ledger, live.articles(), live.base), judged(live.ledger, live.base))


def _revision_of(live: LiveStore) -> str:
    return revision("", _books(live), ())


def _unnamed(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _text(quads: Iterable[ox.Quad]) -> str:
    return (ox.serialize(sorted(quads, key=str), format=ox.RdfFormat.N_QUADS) or b"").decode()
