"""Changes on their way to a server: a small one in a single request, a large one in pieces between two marks.

Whatever is sent may be sent again: quads are put or taken away by their content, and each step asks in its WHERE that
the server's revision is the one that the change was worked out on. So nobody overwrites what somebody else has done in
between, and what was broken off is done to its end by sending it once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from incidentgraph.errors import RemoteError
from incidentgraph.live.ledger import VERSION
from incidentgraph.store.endpoint import Endpoint
from incidentgraph.store.journal import blocks
from incidentgraph.store.remote import STORE, books, graph_names, state

_REVISION, _UNFINISHED, _VERSION = (ox.NamedNode(f"{STORE}{name}") for name in ("revision", "unfinished", "version"))
_PIECE = 8_000_000  # characters of one request: most servers take 10 MB and more


@dataclass(frozen=True)
class Sending:
    """A change of a server's graph from one revision to the next.

    `taken` and `added` are quads, those of the default graph and of the bookkeeping among them; `gone` are the nodes
    whose records are taken away, and the properties of these.
    """

    base: str
    before: str
    after: str
    taken: Sequence[ox.Quad]
    added: Sequence[ox.Quad]
    gone: Sequence[tuple[ox.NamedNode, ox.NamedNode]]


def send(endpoint: Endpoint, change: Sending, *, begun: bool = False) -> None:
    """Do a change on the server; `begun` says that it was broken off and its mark stands.

    Raises `RemoteError` where the server's revision is another one, or whatever else goes wrong.
    """
    whole = _whole(change)
    if len(whole) <= _PIECE and not begun:
        endpoint.update(whole)
    else:
        if not begun:
            endpoint.update(_moved(change.base, (_REVISION, change.before), (_UNFINISHED, change.after)))
            _expect(endpoint, change.after, finished=False)
        for piece in _pieces(change):
            endpoint.update(piece)
        endpoint.update(_moved(change.base, (_UNFINISHED, change.after), (_REVISION, change.after)))
    _expect(endpoint, change.after, finished=True)


def fill(endpoint: Endpoint, base: str, after: str, graphs: Iterable[tuple[str | None, Iterable[ox.Quad]]]) -> None:
    """Let a server hold these graphs, graph by graph, and no others; the default graph is called None."""
    start = [ox.Quad(books(base), p, ox.Literal(o)) for p, o in ((_UNFINISHED, after), (_VERSION, VERSION))]
    there = graph_names(endpoint)
    _put(endpoint, books(base).value, start)
    there.discard(books(base).value)
    for name, quads in graphs:
        if name == books(base).value:
            for data in _lines(quads):
                endpoint.post(name, data)
        else:
            _put(endpoint, name, quads)
        there.discard(name or "")
    for name in sorted(there):
        endpoint.update(f"DROP SILENT GRAPH {ox.NamedNode(name)}")
    endpoint.update(_moved(base, (_UNFINISHED, after), (_REVISION, after)))
    _expect(endpoint, after, finished=True)


def _put(endpoint: Endpoint, name: str | None, quads: Iterable[ox.Quad]) -> None:
    first = True
    for data in _lines(quads):
        (endpoint.put if first else endpoint.post)(name, data)
        first = False
    if first:
        endpoint.put(name, b"")


def _lines(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Quads as N-Triples, in pieces that a server takes."""
    lines: list[str] = []
    size = 0
    for quad in quads:
        line = f"{quad.triple} .\n"
        if size + len(line) > _PIECE and lines:
            yield "".join(lines).encode()
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield "".join(lines).encode()


def _whole(change: Sending) -> str:
    """All of a change in one request, which servers do as a whole or not at all."""
    node = books(change.base)
    unchanged = f"GRAPH {node} {{ {node} {_REVISION} {ox.Literal(change.before)} }}"
    operations = []
    if change.gone:
        values = " ".join(f"( {about} {kind} )" for about, kind in change.gone)
        record = f"GRAPH {node} {{ ?about ?kind ?record }}"
        where = f"VALUES ( ?about ?kind ) {{ {values} }} {unchanged} {record}"
        operations.append(f"DELETE {{ {record} }} WHERE {{ {where} }}")
    taken = [ox.Quad(node, _REVISION, ox.Literal(change.before), node), *change.taken]
    added = [ox.Quad(node, _REVISION, ox.Literal(change.after), node), *change.added]
    operations.append(f"DELETE {{ {blocks(taken)} }}\nINSERT {{ {blocks(added)} }}\nWHERE {{ {unchanged} }}")
    return " ;\n".join(operations)


def _pieces(change: Sending) -> Iterator[str]:
    node = books(change.base)
    for about, kind in change.gone:
        yield f"DELETE WHERE {{ GRAPH {node} {{ {about} {kind} ?record }} }}"
    for verb, quads in (("DELETE", change.taken), ("INSERT", change.added)):
        part: list[ox.Quad] = []
        size = 0
        for quad in quads:
            part.append(quad)
            size += len(str(quad))
            if size > _PIECE // 2:
                yield f"{verb} DATA {{ {blocks(part)} }}"
                part, size = [], 0
        if part:
            yield f"{verb} DATA {{ {blocks(part)} }}"


def _moved(base: str, old: tuple[ox.NamedNode, str], new: tuple[ox.NamedNode, str]) -> str:
    """The update that puts one mark in the place of another, if that stands there."""
    node = books(base)
    was, now = (f"GRAPH {node} {{ {node} {name} {ox.Literal(value)} }}" for name, value in (old, new))
    return f"DELETE {{ {was} }} INSERT {{ {now} }} WHERE {{ {was} }}"


def _expect(endpoint: Endpoint, revision: str, *, finished: bool) -> None:
    found = state(endpoint)
    if found is None or (found.revision, found.finished) != (revision, finished):
        what = "somebody else has changed the server's graph in the meantime"
        raise OvertakenError(what, where=endpoint.shown, hint="nothing was changed by this command: run it again")


class OvertakenError(RemoteError):
    """A server's graph is not the one that a change was worked out on."""
