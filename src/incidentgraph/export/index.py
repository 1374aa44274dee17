"""The merge of a graph by subject and property, for the formats that follow links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from incidentgraph.export.base import GraphView, sorted_triples
from incidentgraph.namespaces import DCT, IG, RDF, RDFS, local_name

Term = NamedNode | BlankNode | Literal | Triple

LANGUAGES = ("en", "fr", "ar")
"""The order in which a label's language is chosen."""


class Index:
    """Triples to look up; everything it gives is sorted."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._out: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._in: dict[tuple[str, Term], list[NamedNode]] = defaultdict(list)
        for triple in triples:
            self._out[triple.subject][triple.predicate.value].append(triple.object)
            if isinstance(triple.subject, NamedNode) and not isinstance(triple.object, Literal):
                self._in[triple.predicate.value, triple.object].append(triple.subject)

    @classmethod
    def of(cls, graph: GraphView) -> Index:
        """The index of all graphs together."""
        return cls(sorted_triples(graph))

    def things(self) -> Iterable[tuple[Term, dict[str, list[Term]]]]:
        """Every subject with its properties."""
        return self._out.items()

    def properties(self, subject: Term) -> dict[str, list[Term]]:
        """The values of every property of a subject."""
        return self._out.get(subject, {})

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """The values of a property."""
        return self.properties(subject).get(predicate, [])

    def first(self, subject: Term, predicate: str) -> str:
        """The first value of a property, an IRI in full or a lexical form; empty where there is none."""
        value = next(iter(self.objects(subject, predicate)), None)
        return value.value if isinstance(value, NamedNode | Literal) else ""

    def nodes(self, subject: Term, predicate: str) -> tuple[NamedNode, ...]:
        """The values of a property that are named nodes."""
        return tuple(o for o in self.objects(subject, predicate) if isinstance(o, NamedNode))

    def literals(self, subject: Term, predicate: str) -> tuple[Literal, ...]:
        """The values of a property that are literals."""
        return tuple(o for o in self.objects(subject, predicate) if isinstance(o, Literal))

    def texts(self, subject: Term, predicate: str) -> tuple[str, ...]:
        """The lexical forms of a property's literals."""
        return tuple(o.value for o in self.literals(subject, predicate))

    def subjects(self, predicate: str, obj: Term) -> tuple[NamedNode, ...]:
        """The named nodes that have this value."""
        return tuple(self._in.get((predicate, obj), ()))

    def claims_by_subject(self) -> dict[NamedNode, list[NamedNode]]:
        """The claims on each thing."""
        found: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        for claim in self.subjects(f"{RDF}type", NamedNode(f"{IG}Claim")):
            for subject in self.nodes(claim, f"{RDF}subject"):
                found[subject].append(claim)
        return found

    def label(self, node: Term) -> str:
        """One name to show: a label, English first; else a title or identifier; else the end of the IRI."""
        labels = {label.language or "": label.value for label in reversed(self.literals(node, f"{RDFS}label"))}
        chosen = [labels[language] for language in (*LANGUAGES, *sorted(labels)) if language in labels]
        other = (*self.texts(node, f"{DCT}title"), *self.texts(node, f"{DCT}identifier"))
        return next(iter((*chosen, *other)), local_name(text(node)))

    def value(self, term: Term) -> str:
        """A value to show: a node's label, a literal's lexical form."""
        return term.value if isinstance(term, Literal) else self.label(term)


def text(term: Term | None) -> str:
    """A term as text: a term of the ontology by local name, another node by its IRI, a literal by lexical form.

    >>> text(NamedNode("https://w3id.org/incidentgraph/ontology#DDoS"))
    'DDoS'
    """
    match term:
        case None:
            return ""
        case NamedNode():
            return local_name(term.value) if term.value.startswith(IG) else term.value
        case Literal():
            return term.value
        case BlankNode():
            return f"_:{term.value}"
        case _:
            return str(term)
