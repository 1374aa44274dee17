"""Claims and facts → RDF: the one place where RDF terms are made.

`quads` turns a `Resolution` into sorted pyoxigraph quads in named graphs, `write` puts quads into a file whose bytes
depend on the quads alone.

What the stages give, and what becomes of it:

- A predicate is the local name of an ontology property; ``type``, ``label``, ``altLabel`` and ``sameAs`` stand for
  ``rdf:type``, ``rdfs:label``, ``skos:altLabel`` and ``owl:sameAs``.
- An object is a `Ref` (a node), a `Term` (a class or individual of the ontology) or a `Value`. A `Value` of datatype
  ``langString:ar`` is a text in Arabic; every other datatype is an XSD name (``duration``, ``gYear``, ...). Literals
  are written in the store's canonical form, so ``PT120M`` becomes ``PT2H`` and both are one term.
- Labels: entities and roles bring their own names. The labels of incidents and conflicts are made here, in Arabic,
  English and French, from kind, participants and date with the ontology's own words, so no stage gives them as facts.
- ``Fact(subject="article/x", ...)`` goes into that article's graph (so the stage that finds wire copies gives
  ``Fact("article/x", "witness", Ref("witness/..."), ())``; without one, an article is its own witness). Every other
  fact goes into the graph of plain facts.
- A class of an entity, or of an event that some fact types, is written with all its superclasses into the plain facts.
  An event whose existence nobody asserts has no such fact: its class stands in the articles' graphs alone.
"""

from incidentgraph.namespaces import BASE
from incidentgraph.rdf.quads import Context, RunInfo, quads, quads_of_part
from incidentgraph.rdf.terms import (
    article_graph,
    article_iri,
    conflicts_graph,
    facts_graph,
    inferred_graph,
    iri,
    ontology_graph,
    prefixes,
)
from incidentgraph.rdf.write import FORMATS, write

__all__ = [
    "BASE",
    "FORMATS",
    "Context",
    "RunInfo",
    "article_graph",
    "article_iri",
    "conflicts_graph",
    "facts_graph",
    "inferred_graph",
    "iri",
    "ontology_graph",
    "prefixes",
    "quads",
    "quads_of_part",
    "write",
]
