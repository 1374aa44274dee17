"""A resolution as quads in named graphs."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from incidentgraph import __version__
from incidentgraph import namespaces as ns
from incidentgraph.model import Article, Claim, Conflict, Entity, Name, NodeId, Reading, Ref, Resolution, Role, Term
from incidentgraph.ontology import LANGUAGES, Ontology, load_ontology
from incidentgraph.rdf import terms as t
from incidentgraph.rdf.labels import Labels, Told
from incidentgraph.rdf.write import graph_order

_TYPE = t.predicate("type")
_LABEL = t.predicate("label")
_ALT_LABEL = t.predicate("altLabel")
_ARTICLE = "article/"


@dataclass(frozen=True)
class RunInfo:
    """What made the claims: the extractor, its version, and the options that change what it finds."""

    extractor: str = "rules"
    version: str = __version__
    options: tuple[tuple[str, str], ...] = ()

    @cached_property
    def id(self) -> NodeId:
        """Content-derived: no clock, so that the same run gives the same graph."""
        content = repr((self.extractor, self.version, tuple(sorted(self.options))))
        return NodeId(f"run/{hashlib.sha256(content.encode()).hexdigest()[:16]}")


@dataclass(frozen=True)
class Context:
    """What is known beside a resolution.

    `outlets` are the entities that names of outlets stand for, as articles tell them; `runs` what made the claims of an
    article, where it is not what made the others'; `told` the triples of all claims on the incidents, where the
    resolution is a part of a larger one and its readings are not all.
    """

    outlets: Mapping[str, Entity] = field(default_factory=dict)
    runs: Mapping[str, RunInfo] = field(default_factory=dict)
    told: tuple[Told, ...] | None = None


def quads(
    resolution: Resolution,
    base: str = ns.BASE,
    run: RunInfo | None = None,
    context: Context | None = None,
    *,
    include_ontology: bool = False,
) -> list[ox.Quad]:
    """All quads of a resolution, sorted, each once, literals in canonical form.

    `run` is what made the claims. `include_ontology` adds the ontology in a graph of its own.
    """
    writer = _Writer(resolution, base, run or RunInfo(), context or Context())
    return sorted(writer.made(include_ontology=include_ontology), key=graph_order)


def quads_of_part(resolution: Resolution, base: str, context: Context) -> Iterable[ox.Quad]:
    """The quads of a resolution that is a part of a larger one: each once, in no order."""
    return _Writer(resolution, base, RunInfo(), context).made(include_ontology=False)


class _Writer:
    """One resolution on its way to quads. Each public method yields the quads of one kind of graph."""

    def __init__(self, resolution: Resolution, base: str, run: RunInfo, context: Context) -> None:
        self.resolution = resolution
        self.base = base
        self.run = run
        self.vocabulary: Ontology = load_ontology()
        self.context = context
        self.labels = Labels(resolution, self.vocabulary, context.told)
        self.asserted = {fact.subject for fact in resolution.facts if fact.predicate == "type"}

    def made(self, *, include_ontology: bool) -> ox.Store:
        found = chain(self.articles(), self.facts(), self.conflicts(), self.ontology() if include_ontology else ())
        # A store writes literals in one form, and a graph must have the same bytes before and after it was in one.
        store = ox.Store()
        store.extend(found)
        return store

    def node(self, node: NodeId) -> ox.NamedNode:
        return t.iri(self.base, self.resolution.canonical(node))

    # ------------------------------------------------------------------ articles, claims, evidence

    def articles(self) -> Iterator[ox.Quad]:
        own = defaultdict(list)
        for fact in self.resolution.facts:
            if fact.subject.startswith(_ARTICLE):
                own[fact.subject.removeprefix(_ARTICLE)].append(fact)
        for reading in self.resolution.readings:
            article = reading.article
            graph = t.article_graph(self.base, article.id)
            parts = chain(self._article(article), self._mentions(reading), self._events(reading), self._run(article))
            for s, p, o in parts:
                yield ox.Quad(s, p, o, graph)
            for claim in _merged(reading.claims):
                for s, p, o in self._claim(claim, article):
                    yield ox.Quad(s, p, o, graph)
            witnessed = False
            for fact in own[article.id]:
                witnessed |= fact.predicate == "witness"
                yield from self._fact_quads(fact.subject, fact.predicate, t.object_term(self.base, fact.object), graph)
            if not witnessed:
                witness = t.iri(self.base, f"witness/{article.id}")
                yield from self._fact_quads(NodeId(f"{_ARTICLE}{article.id}"), "witness", witness, graph)

    def _fact_quads(
        self, subject: NodeId, name: str, obj: ox.NamedNode | ox.Literal, graph: ox.NamedNode
    ) -> Iterator[ox.Quad]:
        yield ox.Quad(t.iri(self.base, subject), t.predicate(name), obj, graph)
        if name == "witness" and isinstance(obj, ox.NamedNode):
            yield ox.Quad(obj, _TYPE, t.term("Witness"), graph)

    def _article(self, article: Article) -> Iterator[ox.Triple]:
        node = t.article_iri(self.base, article.id)
        yield ox.Triple(node, _TYPE, t.term("Article"))
        yield ox.Triple(node, t.named(f"{ns.DCT}identifier"), t.text(article.id))
        yield ox.Triple(node, t.named(f"{ns.SCHEMA}articleBody"), t.text(article.text, article.language))
        yield ox.Triple(node, t.term("textLength"), t.integer(len(article.text)))
        yield ox.Triple(node, t.term("sha256"), t.text(article.digest))
        if article.language != "und":
            yield ox.Triple(node, t.named(f"{ns.DCT}language"), t.text(article.language))
        if article.title:
            yield ox.Triple(node, t.named(f"{ns.DCT}title"), t.text(article.title, article.language))
        if article.author:
            yield ox.Triple(node, t.named(f"{ns.DCT}creator"), t.text(article.author))
        if article.url:
            yield ox.Triple(node, t.named(f"{ns.SCHEMA}url"), t.typed(article.url, "anyURI"))
        if article.published:
            kind = "dateTime" if isinstance(article.published, datetime) else "date"
            told = article.published.isoformat()
            yield ox.Triple(node, t.named(f"{ns.DCT}issued"), t.typed(told, kind))
        if article.outlet:
            yield from self._outlet(node, article.outlet)

    def _outlet(self, article: ox.NamedNode, name: str) -> Iterator[ox.Triple]:
        """The publisher: who is known by this name, else a node made from the name."""
        known = self.context.outlets.get(name)
        node = t.iri(self.base, known.id if known else f"organization/{_slug(name)}")
        yield ox.Triple(article, t.named(f"{ns.DCT}publisher"), node)
        yield from self._types(node, known.kind if known else "MediaOutlet")
        if known is None:
            yield ox.Triple(node, _LABEL, t.text(name))
        else:
            yield from self._names(node, known)

    def _mentions(self, reading: Reading) -> Iterator[ox.Triple]:
        article = t.article_iri(self.base, reading.article.id)
        for mention in reading.mentions:
            yield ox.Triple(article, t.predicate("mentions"), self.node(mention.entity))

    def _events(self, reading: Reading) -> Iterator[ox.Triple]:
        """The classes of events that are talked of and asserted by nobody; they are no plain facts."""
        for event in reading.events:
            if self.resolution.canonical(event.id) not in self.asserted:
                yield from self._types(self.node(event.id), event.kind)

    def _run(self, article: Article) -> Iterator[ox.Triple]:
        run = self.context.runs.get(article.id, self.run)
        node = t.iri(self.base, run.id)
        yield ox.Triple(node, _TYPE, t.term("Run"))
        yield ox.Triple(node, _TYPE, t.named(f"{ns.PROV}Activity"))
        yield ox.Triple(node, t.term("extractor"), t.text(run.extractor))
        yield ox.Triple(node, t.term("extractorVersion"), t.text(run.version))
        for name, value in run.options:
            yield ox.Triple(node, t.term("extractorOption"), t.text(f"{name}={value}"))

    def _claim(self, claim: Claim, article: Article) -> Iterator[ox.Triple]:
        node = t.iri(self.base, claim.id)
        obj = Ref(self.resolution.canonical(claim.object.id)) if isinstance(claim.object, Ref) else claim.object
        pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
            (f"{ns.RDF}type", t.term("Claim")),
            (f"{ns.RDF}type", t.named(f"{ns.RDF}Statement")),
            (f"{ns.RDF}subject", self.node(claim.subject)),
            (f"{ns.RDF}predicate", t.predicate(claim.predicate)),
            (f"{ns.RDF}object", t.object_term(self.base, obj)),
            (f"{ns.IG}stance", t.term(claim.stance)),
            (f"{ns.IG}statedIn", t.article_iri(self.base, article.id)),
            (f"{ns.IG}confidence", t.decimal(claim.confidence)),
            (f"{ns.PROV}wasGeneratedBy", t.iri(self.base, self.context.runs.get(article.id, self.run).id)),
            *self._details(claim, article),
        ]
        for name, value in pairs:
            yield ox.Triple(node, t.named(name), value)
        for evidence in claim.evidence:
            span = evidence.span
            quote = t.iri(self.base, f"evidence/{article.id}/{span.start}-{span.end}")
            yield ox.Triple(node, t.term("evidence"), quote)
            yield ox.Triple(quote, _TYPE, t.term("Evidence"))
            yield ox.Triple(quote, t.named(f"{ns.OA}start"), t.integer(span.start))
            yield ox.Triple(quote, t.named(f"{ns.OA}end"), t.integer(span.end))
            yield ox.Triple(quote, t.named(f"{ns.OA}exact"), t.text(evidence.exact, article.language))

    def _details(self, claim: Claim, article: Article) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
        """What a claim may tell besides its triple."""
        if claim.qualifier != "Exact":
            yield f"{ns.IG}qualifier", t.term(claim.qualifier)
        if claim.attributed_to:
            yield f"{ns.PROV}wasAttributedTo", self.node(claim.attributed_to)
        if claim.attribution:
            yield f"{ns.IG}attributionText", t.text(claim.attribution, article.language)
        if claim.role_status:
            yield f"{ns.IG}roleStatus", t.term(claim.role_status)
        if claim.currency:
            yield f"{ns.IG}currency", t.text(claim.currency)
        for name, value in (("asOf", claim.as_of), ("roleStart", claim.role_start), ("roleEnd", claim.role_end)):
            if value is not None:
                yield f"{ns.IG}{name}", t.object_term(self.base, value)

    # ------------------------------------------------------------------ plain facts

    def facts(self) -> Iterator[ox.Quad]:
        graph = t.facts_graph(self.base)
        for entity in self.resolution.entities:
            for s, p, o in self._entity(entity):
                yield ox.Quad(s, p, o, graph)
        for role in self.resolution.roles:
            for s, p, o in self._role(role):
                yield ox.Quad(s, p, o, graph)
        for incident in self.resolution.incidents:
            node = t.iri(self.base, incident.id)
            for name in self.labels.incident(incident):
                yield ox.Quad(node, _LABEL, t.text(name.text, name.language), graph)
        for fact in self.resolution.facts:
            if fact.subject.startswith(_ARTICLE):
                continue
            node = t.iri(self.base, fact.subject)
            if fact.predicate == "type" and isinstance(fact.object, Term):
                for s, p, o in self._types(node, fact.object.name):
                    yield ox.Quad(s, p, o, graph)
            else:
                yield ox.Quad(node, t.predicate(fact.predicate), t.object_term(self.base, fact.object), graph)

    def _types(self, node: ox.NamedNode, kind: str) -> Iterator[ox.Triple]:
        for name in (kind, *self.vocabulary.superclasses(kind)):
            yield ox.Triple(node, _TYPE, t.term(name))

    def _entity(self, entity: Entity) -> Iterator[ox.Triple]:
        node = t.iri(self.base, entity.id)
        yield from self._types(node, entity.kind)
        yield from self._names(node, entity)
        labels = _spread(entity.labels)
        shown = {(name.text, name.language) for name in labels} | {(name.text, "mul") for name in labels}
        for name in entity.aliases:
            if (name.text, name.language) not in shown:
                yield ox.Triple(node, _ALT_LABEL, t.text(name.text, name.language))
        if entity.wikidata:
            yield ox.Triple(node, t.predicate("sameAs"), t.named(f"{ns.WD}{entity.wikidata}"))

    def _names(self, node: ox.NamedNode, entity: Entity) -> Iterator[ox.Triple]:
        for name in _spread(entity.labels):
            yield ox.Triple(node, _LABEL, t.text(name.text, name.language))

    def _role(self, role: Role) -> Iterator[ox.Triple]:
        node = t.iri(self.base, role.id)
        yield from self._types(node, role.kind)
        for name in _spread((role.title,)):
            yield ox.Triple(node, _LABEL, t.text(name.text, name.language))
        if role.role_in:
            yield ox.Triple(node, t.term("roleIn"), self.node(role.role_in))

    # ------------------------------------------------------------------ conflicts and the ontology

    def conflicts(self) -> Iterator[ox.Quad]:
        graph = t.conflicts_graph(self.base)
        for conflict in self.resolution.conflicts:
            for s, p, o in self._conflict(conflict):
                yield ox.Quad(s, p, o, graph)

    def _conflict(self, conflict: Conflict) -> Iterator[ox.Triple]:
        node = t.iri(self.base, conflict.id)
        yield from self._types(node, "Conflict" if conflict.contradiction else "Difference")
        yield ox.Triple(node, t.term("conflictKind"), t.term(conflict.kind))
        yield ox.Triple(node, t.term("conflictSubject"), self.node(conflict.subject))
        yield ox.Triple(node, t.term("conflictProperty"), t.predicate(conflict.predicate))
        for name in self.labels.conflict(conflict):
            yield ox.Triple(node, _LABEL, t.text(name.text, name.language))
        for number, claims in enumerate(sorted(tuple(sorted(side)) for side in conflict.sides), start=1):
            side = t.iri(self.base, f"{conflict.id}/{number}")
            yield ox.Triple(node, t.term("conflictSide"), side)
            yield ox.Triple(side, _TYPE, t.term("ConflictSide"))
            for claim in claims:
                yield ox.Triple(side, t.term("sideClaim"), t.iri(self.base, claim))
                yield ox.Triple(node, t.term("conflictingClaim"), t.iri(self.base, claim))

    def ontology(self) -> Iterator[ox.Quad]:
        graph = t.ontology_graph(self.base)
        for triple in self.vocabulary.triples():
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _merged(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims of one id (the same content, told at several places) as one, with all evidence and the best confidence."""
    groups: dict[NodeId, Claim] = {}
    for claim in claims:
        known = groups.get(claim.id)
        if known is None:
            groups[claim.id] = claim
        else:
            surest = max(known.confidence, claim.confidence)
            groups[claim.id] = replace(known, evidence=(*known.evidence, *claim.evidence), confidence=surest)
    return iter(groups.values())


def _spread(names: Iterable[Name]) -> list[Name]:
    """Names, with one that is the same in several languages (``mul``) given to each language that lacks its own."""
    own = [name for name in names if name.language != "mul"]
    taken = {name.language for name in own}
    shared = next((name.text for name in sorted(names) if name.language == "mul"), None)
    if shared is None:
        return own
    return [*own, *(Name(shared, language) for language in LANGUAGES if language not in taken)]


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", _key(name)).strip("-") or hashlib.sha256(name.encode()).hexdigest()[:16]
