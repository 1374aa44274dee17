"""Whether a graph is what it should be: the shapes of `ontology/shapes.ttl` over all graphs together.

The core constraints are checked by pyshacl, over rdflib's own memory (an rdflib view of an Oxigraph store gives
``"x"^^xsd:string`` for plain strings, and with it hundreds of false findings). The SPARQL constraints are evaluated by
Oxigraph, each once for all nodes: pyshacl runs them once a node, which takes minutes on a few thousand claims.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from incidentgraph.errors import DataError, InputError
from incidentgraph.resources import resource

_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
}
_SHAPES = ("shapes.ttl", "shapes-dataset.ttl")
# What a reasoner added is no fact that an article must support, and the ontology is taken from the package.
_LEFT_OUT = ("/graph/inferred", "/graph/ontology")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One finding: shape, node, property and value, in words. `severity` is Violation, Warning or Info."""

    shape: str
    focus: str
    path: str
    value: str
    message: str
    severity: str = "Violation"


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All findings, sorted. A graph conforms where none is a violation."""

    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no finding of severity Violation."""
        return not any(v.severity == "Violation" for v in self.violations)


def validate(source: Path | ox.Store, language: str = "en") -> ValidationReport:
    """Check a graph file (Turtle, TriG, N-Quads, N-Triples, RDF/XML) or a store.

    `language` is that of the messages: ``ar``, ``en`` or ``fr``.
    """
    shapes = _load_shapes()
    store = _load(source)
    triples = {quad.triple for quad in store}
    found = {*_core_findings(shapes, triples, language), *_sparql_findings(shapes, store, triples, language)}
    return ValidationReport(tuple(sorted(found)))


# ---------------------------------------------------------------------- the shapes


@dataclass(frozen=True)
class _Constraint:
    """A SPARQL constraint: a query that finds what is wrong."""

    shape: str
    query: str
    severity: str


@dataclass(frozen=True)
class _Shapes:
    core: rdflib.Graph
    constraints: tuple[_Constraint, ...]
    messages: Mapping[str, Mapping[str, str]]
    ontology: tuple[ox.Triple, ...]

    def message(self, shape: str, language: str) -> str:
        texts = self.messages.get(shape, {})
        return texts.get(language) or texts.get("en") or shape


@lru_cache(maxsize=1)
def _load_shapes() -> _Shapes:
    graph = rdflib.Graph()
    for name in _SHAPES:
        path = resource("ontology", name)
        try:
            graph.parse(path, format="turtle")
        except (OSError, SyntaxError) as error:  # rdflib's BadSyntax is a SyntaxError
            what = f"the shapes cannot be read: {error}"
            raise DataError(what, where=str(path)) from error
    constraints = tuple(_constraints(graph))
    messages: dict[str, dict[str, str]] = {}
    for shape, text in graph.subject_objects(SH.message):
        if isinstance(text, rdflib.Literal):
            messages.setdefault(str(shape), {})[text.language or "en"] = str(text)
    graph.remove((None, SH.sparql, None))
    ontology = tuple(
        quad.triple for quad in ox.parse(path=resource("ontology", "incidentgraph.ttl"), format=ox.RdfFormat.TURTLE)
    )
    return _Shapes(graph, constraints, messages, ontology)


def _constraints(graph: rdflib.Graph) -> Iterator[_Constraint]:
    for node in sorted(graph.subjects(RDF.type, SH.SPARQLConstraint), key=str):
        header = [
            f"PREFIX {graph.value(declared, SH.prefix)}: <{graph.value(declared, SH.namespace)}>"
            for holder in graph.objects(node, SH.prefixes)
            for declared in graph.objects(holder, SH.declare)
        ]
        select = str(graph.value(node, SH.select))
        yield _Constraint(str(node), "\n".join([*sorted(header), select]), _local(graph.value(node, SH.severity)))


def _local(severity: object) -> str:
    return str(severity).rpartition("#")[2] if severity else "Violation"


# ---------------------------------------------------------------------- the graph


def _load(source: Path | ox.Store) -> ox.Store:
    """A store of its own with all that is to be checked."""
    store = ox.Store()
    store.extend(q for q in _quads(source) if not str(q.graph_name).rstrip(">").endswith(_LEFT_OUT))
    return store


def _quads(source: Path | ox.Store) -> Iterable[ox.Quad]:
    if isinstance(source, ox.Store):
        return source
    rdf_format = _FORMATS.get(source.suffix.lower())
    if rdf_format is None:
        what = f"{source.suffix or 'a file without a suffix'} is no RDF format that can be read"
        raise InputError(what, where=str(source), hint=f"one of: {', '.join(sorted(_FORMATS))}")
    try:
        return list(ox.parse(path=source, format=rdf_format))
    except (OSError, SyntaxError, ValueError) as error:
        what = f"the graph cannot be read: {error}"
        raise InputError(what, where=str(source), hint="build it again, or name another file") from error


# ---------------------------------------------------------------------- core constraints, by pyshacl


def _core_findings(shapes: _Shapes, triples: set[ox.Triple], language: str) -> Iterator[Violation]:
    data = ox.serialize({*triples, *shapes.ontology}, format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(io.BytesIO(data or b""), format="nt")
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes.core, inplace=True, meta_shacl=False)
    if not isinstance(results, rdflib.Graph):
        what = f"the shapes cannot be applied: {results}"
        raise DataError(what, where="ontology/shapes.ttl")
    for result in results.subjects(RDF.type, SH.ValidationResult):
        shape = str(results.value(result, SH.sourceShape))
        focus, path, value = (_shown(results.value(result, p)) for p in (SH.focusNode, SH.resultPath, SH.value))
        severity = _local(results.value(result, SH.resultSeverity))
        yield Violation(shape, focus, path, value, shapes.message(shape, language), severity)


def _shown(term: object) -> str:
    return "" if term is None else str(term)


# ---------------------------------------------------------------------- SPARQL constraints, by Oxigraph


def _sparql_findings(shapes: _Shapes, store: ox.Store, triples: set[ox.Triple], language: str) -> Iterator[Violation]:
    # The union is the default graph, so that a triple that stands in many graphs is found once.
    store.extend(ox.Quad(*triple) for triple in (*triples, *shapes.ontology))
    for constraint in shapes.constraints:
        rows = store.query(constraint.query)
        if not isinstance(rows, ox.QuerySolutions):
            what = "the constraint is no SELECT query"
            raise DataError(what, where=constraint.shape)
        names = [variable.value for variable in rows.variables]
        for row in rows:
            cells = dict(zip(names, ("" if cell is None else cell.value for cell in row), strict=True))
            message = shapes.message(constraint.shape, language)
            for name, cell in cells.items():
                message = message.replace(f"{{?{name}}}", cell)
            path, value = cells.get("path", ""), cells.get("value", "")
            yield Violation(constraint.shape, cells["this"], path, value, message, constraint.severity)
