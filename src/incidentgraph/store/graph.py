"""One graph to ask, whatever it was opened from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from incidentgraph.namespaces import PREFIXES

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple


class Graph:
    """RDF to read: quads as they were told, and queries over all of them together.

    A query without ``GRAPH`` sees the merge of the default and the named graphs, so it gives the same answer on the
    TriG and on the Turtle of one build. Oxigraph's own union of graphs counts a triple once for each graph that holds
    it (a ``COUNT(*)`` is then wrong, and differs from rdflib's), so a graph in memory keeps the merge in its store's
    default graph. A store on disk is asked through Oxigraph's union: there, count with ``DISTINCT``.
    """

    def __init__(
        self,
        store: Store,
        *,
        prefixes: Mapping[str, str] = PREFIXES,
        origin: str = "",
        unnamed: frozenset[Quad] | None = None,
        held: object = None,
    ) -> None:
        self._store = store
        self._held = held  # what keeps the store as it is while it is read
        self.prefixes: Mapping[str, str] = dict(sorted(prefixes.items()))
        self.origin = origin
        # The quads that were told without a graph, where the default graph holds the merge; None where it does not.
        self._unnamed = unnamed

    @classmethod
    def from_quads(cls, quads: Iterable[Quad], *, prefixes: Mapping[str, str] = PREFIXES, origin: str = "") -> Graph:
        """A graph in memory."""
        told = frozenset(quads)
        store = Store()
        store.bulk_extend(told)
        store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in told)
        unnamed = frozenset(q for q in told if isinstance(q.graph_name, DefaultGraph))
        return cls(store, prefixes=prefixes, origin=origin, unnamed=unnamed)

    def __len__(self) -> int:
        """How many quads were told."""
        return sum(1 for _ in self.quads())

    def __repr__(self) -> str:
        return f"<Graph {self.origin or 'in memory'}>"

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The answer to a SPARQL query; `SyntaxError` where it is none (see `incidentgraph.query.ask` for people)."""
        return self._store.query(text, prefixes=dict(self.prefixes), use_default_graph_as_union=self._unnamed is None)

    def at_hand(self) -> Graph:
        """This graph, where asking it costs next to nothing: for whoever asks thousands of times."""
        return self

    def quads(self) -> Iterator[Quad]:
        """Every quad as it was told, in no order."""
        if self._unnamed is None:
            yield from self._store
            return
        yield from self._unnamed
        for name in self._store.named_graphs():
            yield from self._store.quads_for_pattern(None, None, None, name)

    def match(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, obj: Term | None = None
    ) -> Iterator[Triple]:
        """The triples of the merge that fit, each once."""
        graph = None if self._unnamed is None else DefaultGraph()
        seen: set[Triple] = set()
        for quad in self._store.quads_for_pattern(subject, predicate, obj, graph):
            triple = quad.triple
            if graph is not None:
                yield triple
            elif triple not in seen:
                seen.add(triple)
                yield triple

    def objects(self, subject: Subject, predicate: NamedNode) -> tuple[Term, ...]:
        """The objects of a subject's property, sorted by their N-Triples form."""
        return tuple(sorted((t.object for t in self.match(subject, predicate)), key=str))
