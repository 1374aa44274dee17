"""Why a thing or a triple is in a graph, and why a told value is not: with the quotes for it and against it.

The claims of the graph are read back as statements (`recall`), and the resolution's own functions rule on them once
more (`incidentgraph.resolve.facts.rule_on`); so an explanation is the decision itself, and cannot tell another story
than the build. This room stands above the stages, beside `pipeline`: it reads a graph and the rules of `resolve`, and
no stage knows of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from incidentgraph import namespaces as ns
from incidentgraph.errors import QueryError
from incidentgraph.explain.explaining import Explainer
from incidentgraph.explain.model import Explained, Explanation, Pointer, Quote, Status, Thing, Voice
from incidentgraph.explain.naming import Naming
from incidentgraph.explain.recall import Recall, Recalled, Source, predicate_name
from incidentgraph.model import NodeId
from incidentgraph.ontology import load_ontology
from incidentgraph.resolve.rules import ALLEGED, LANGUAGES

__all__ = ["LANGUAGES", "Explained", "Explanation", "Pointer", "Quote", "Status", "Thing", "Voice", "explain"]

_NO_POINTERS = frozenset(
    {f"{ns.RDF}subject", f"{ns.RDF}object", f"{ns.PROV}wasAttributedTo", f"{ns.SCHEMA}mentions", f"{ns.IG}statedIn",
     f"{ns.IG}conflictSubject", f"{ns.IG}reportedIn", f"{ns.IG}sideClaim", f"{ns.IG}conflictingClaim"}
)  # fmt: skip


def explain(
    graph: Source, thing: str, prop: str | None = None, value: str | None = None, *, language: str = "en"
) -> Explained:
    """Why a thing, one of its properties, or one value of it is in the graph.

    `thing` is a name, an IRI, a prefixed name or a node id: an entity, an incident, a role, an article (what became of
    all that it says), a claim or a conflict. Raises `QueryError` where several things have the name, or none has.
    """
    if language not in LANGUAGES:
        what = f"there are no words in {language!r}"
        raise QueryError(what, hint=f"one of: {', '.join(LANGUAGES)}")
    recall = Recall(graph)
    naming = Naming(recall, load_ontology(), language)
    meant, others = naming.find(thing)
    explainer = Explainer(recall, naming)
    found = _of(meant, recall, explainer)
    if prop is not None:
        wanted = naming.property_of(prop, {e.property for e in found})
        of_it = [e for e in found if e.property in wanted]
        if not of_it:
            what = f"nothing is told of {prop!r} there"
            known = sorted({e.property for e in found})
            raise QueryError(what, where=meant.name, hint=f"told: {', '.join(known)}")
        found = of_it
    if value is not None:
        found = naming.value_of(value, found)
    pointing = _pointing(meant, recall, naming) if prop is None else ()
    return Explained(meant, tuple(found), pointing, others)


def _of(meant: Thing, recall: Recall, explainer: Explainer) -> list[Explanation]:
    if meant.kind == "Article":
        return _said(recall.told_in(meant.id), explainer)
    if meant.kind == "Claim":
        return _said([recall.statement(recall.iri(meant.id))], explainer)
    if meant.kind == "Conflict":
        told = recall.properties(recall.iri(meant.id))
        (subject, *_), (prop, *_) = told[f"{ns.IG}conflictSubject"], told[f"{ns.IG}conflictProperty"]
        name = predicate_name(NamedNode(prop.value))
        found = explainer.explain(recall.node(NamedNode(subject.value)))
        return [e for e in found if e.property in {name, ALLEGED.get(name)}]
    return explainer.explain(meant.id)


def _said(told: Iterable[Recalled], explainer: Explainer) -> list[Explanation]:
    """What became of some claims: the explanations in which they speak, each once."""
    found: dict[tuple[NodeId, str, str], Explanation] = {}
    for s in told:
        for e in explainer.explain(s.subject):
            properties = {s.claim.predicate, ALLEGED.get(s.claim.predicate)}
            if e.property in properties and any(v.claim == s.id for v in (*e.supporting, *e.against)):
                found.setdefault((e.subject.id, e.property, e.value), e)
    return list(found.values())


def _pointing(meant: Thing, recall: Recall, naming: Naming) -> tuple[Pointer, ...]:
    found = [
        Pointer(naming.thing(recall.node(t.subject)), predicate_name(t.predicate))
        for t in recall.graph.match(None, None, recall.iri(meant.id))
        if isinstance(t.subject, NamedNode) and t.predicate.value not in _NO_POINTERS
    ]
    return tuple(sorted(found, key=lambda p: (p.property, p.subject.name, p.subject.id)))
