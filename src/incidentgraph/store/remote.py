"""A graph on a SPARQL 1.1 server, asked over the network as one in memory is.

The server holds the named graphs, and in its default graph the merge of them all: so every server gives a query
without ``GRAPH`` the rows that a file gives. One graph more, ``graph/store``, is bookkeeping and no part of the graph:
the revision of the store, and what was read in each article (see `incidentgraph.live.replica`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from weakref import finalize

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from incidentgraph.errors import InputError, RemoteError
from incidentgraph.namespaces import PREFIXES
from incidentgraph.store.endpoint import Endpoint
from incidentgraph.store.graph import Graph, Subject, Term

STORE = "https://w3id.org/incidentgraph/store#"
"""The vocabulary of the bookkeeping."""

_BOOKS = "graph/store"
_STATE = f"""SELECT ?books ?state ?value ?version WHERE {{ GRAPH ?books {{
  VALUES ?state {{ <{STORE}revision> <{STORE}unfinished> }}
  ?books ?state ?value ; <{STORE}version> ?version
}} }}"""
_NO_ROWS = "it is not a table"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_DECLARED = re.compile(r"\bPREFIX\s+([^\s:]*):", re.IGNORECASE)


@dataclass(frozen=True)
class State:
    """What a server's bookkeeping says: the base of its IRIs, and its revision, which may be on its way."""

    base: str
    revision: str
    finished: bool
    version: str

    @property
    def books(self) -> NamedNode:
        """The graph of the bookkeeping."""
        return books(self.base)


def books(base: str) -> NamedNode:
    """The graph of a store's bookkeeping, and the node of the store."""
    return NamedNode(f"{base}{_BOOKS}")


def state(endpoint: Endpoint) -> State | None:
    """What a server holds; None where it holds no store. Raises `InputError` where it holds several."""
    found = [
        State(_text(books).removesuffix(_BOOKS), _text(value), _text(name) == f"{STORE}revision", _text(version))
        for books, name, value, version in select(endpoint, _STATE)
        if _text(books).endswith(_BOOKS)
    ]
    if len(found) > 1:
        what = f"the server holds {len(found)} stores in one dataset"
        raise InputError(what, where=endpoint.shown, hint="give each a dataset of its own")
    return found[0] if found else None


def graph_names(endpoint: Endpoint) -> set[str]:
    """The named graphs that a server holds."""
    return {_text(graph) for (graph,) in select(endpoint, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")}


def select(endpoint: Endpoint, text: str) -> Iterator[tuple[Term, ...]]:
    """The rows of a SELECT, as they come. Every variable has to be bound."""
    with endpoint.stream(text) as (kind, body):
        try:
            rows = parse_query_results(body, QueryResultsFormat.from_media_type(kind))
            if not isinstance(rows, QuerySolutions):
                raise ValueError(_NO_ROWS)  # noqa: TRY004, TRY301 - told like all that cannot be read
            names = [variable.value for variable in rows.variables]
            for row in rows:
                yield tuple(row[name] for name in names)
        except (SyntaxError, ValueError) as error:
            raise _garbled(endpoint, error) from error


class RemoteGraph(Graph):
    """The graph on a server. It is asked each time; nothing is kept here."""

    def __init__(self, endpoint: Endpoint, books: NamedNode | None = None, prefixes: Mapping[str, str] = PREFIXES):
        super().__init__(Store(), prefixes=prefixes, origin=endpoint.shown)
        self._endpoint = endpoint
        self._books = books

    def __len__(self) -> int:
        """How many quads were told."""
        rows = select(self._endpoint, f"SELECT (COUNT(*) AS ?n) WHERE {{ {self._told()} }}")
        return int(_text(next(rows)[0]))

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The answer to a SPARQL query; `SyntaxError` where it is none."""
        prefixes = dict(self.prefixes)
        Store().query(text, prefixes=prefixes)  # so that faults are told as of a file, whatever the server would say
        declared = set(_DECLARED.findall(text))
        head = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items() if name not in declared)
        kind, data = self._endpoint.ask(f"{head}\n{text}")
        try:
            form = QueryResultsFormat.from_media_type(kind)
            return _triples(data, kind) if form is None else parse_query_results(data, form)
        except (SyntaxError, ValueError) as error:
            raise _garbled(self._endpoint, error) from error

    def at_hand(self) -> Graph:
        """A copy in memory."""
        return Graph.from_quads(self.quads(), prefixes=self.prefixes, origin=self.origin)

    def quads(self) -> Iterator[Quad]:
        """Every quad as it was told, in no order."""
        for graph, s, p, o in select(self._endpoint, f"SELECT ?g ?s ?p ?o WHERE {{ {self._told()} }}"):
            yield Quad(s, p, o, graph)  # type: ignore[arg-type]

    def match(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, obj: Term | None = None
    ) -> Iterator[Triple]:
        """The triples of the merge that fit, each once."""
        pattern = " ".join(str(term or name) for term, name in ((subject, "?s"), (predicate, "?p"), (obj, "?o")))
        kind, data = self._endpoint.ask(f"CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} }}")
        yield from _triples(data, kind)

    def _told(self) -> str:
        other = "" if self._books is None else f"FILTER ( ?g != {self._books} )"
        return f"GRAPH ?g {{ ?s ?p ?o }} {other}"


def open_remote(url: str, prefixes: Callable[[str], Mapping[str, str]]) -> RemoteGraph:
    """The graph on a server; `prefixes` gives the names for things under a base.

    Raises `RemoteError` where the server does not answer, `InputError` where what it holds is not finished.
    """
    endpoint = Endpoint(url)
    found = state(endpoint)
    if found is not None and not found.finished:
        what = "the server's graph is being written, or whoever wrote it was stopped"
        raise InputError(what, where=endpoint.shown, hint="try again later, or run that command again to finish it")
    # Without a store of ours, it is any other server, which may be asked as well.
    graph = RemoteGraph(endpoint) if found is None else RemoteGraph(endpoint, found.books, prefixes(found.base))
    finalize(graph, endpoint.close)
    return graph


def _triples(data: bytes, kind: str) -> QueryTriples:
    form = RdfFormat.N_TRIPLES if kind == "text/plain" else RdfFormat.from_media_type(kind)
    store = Store()
    store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in parse(data, format=form))
    answer = store.query(_ALL)
    assert isinstance(answer, QueryTriples)  # noqa: S101 - it is a CONSTRUCT
    return answer


def _text(term: Term) -> str:
    return str(getattr(term, "value", term))


def _garbled(endpoint: Endpoint, error: Exception) -> RemoteError:
    what = f"the server's answer cannot be read: {error}"
    return RemoteError(what, where=endpoint.shown, hint="is it a SPARQL 1.1 server that gives results in JSON?")
