"""Validation: it passes on a good graph, and names shape, place and reason for each seeded fault."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SH
from tests.factory import sample

from incidentgraph.errors import InputError
from incidentgraph.rdf import prefixes, quads, write
from incidentgraph.resources import resource
from incidentgraph.validate import ValidationReport, validate

HEADER = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())
NAMES = {iri: name for name, iri in prefixes().items()}
SHAPES = "https://w3id.org/incidentgraph/shapes#"

DURATION = "?x rdf:predicate ig:duration ; ig:statedIn article:en-1 ."
AMOUNT = "?x rdf:predicate ig:amount ."
ROLE = "?x rdf:predicate ig:holdsRole ."
QUOTE = '?x oa:exact "two hours"@en .'
OUTAGE = "?x a ig:Outage ; rdfs:label ?l ."
ATTACK = "?x ig:allegedPerpetrator ?p ."


def drop(prop: str, where: str) -> str:
    """Take a property away from the node `?x`."""
    return f"DELETE {{ GRAPH ?g {{ ?x {prop} ?o }} }} WHERE {{ GRAPH ?g {{ {where} ?x {prop} ?o }} }}"


def put(prop: str, value: str, where: str) -> str:
    """Give the node `?x` another value."""
    swap = f"DELETE {{ GRAPH ?g {{ ?x {prop} ?o }} }} INSERT {{ GRAPH ?g {{ ?x {prop} {value} }} }}"
    return f"{swap} WHERE {{ GRAPH ?g {{ {where} ?x {prop} ?o }} }}"


def add(prop: str, value: str, where: str) -> str:
    """Give the node `?x` one more value."""
    return f"INSERT {{ GRAPH ?g {{ ?x {prop} {value} }} }} WHERE {{ GRAPH ?g {{ {where} }} }}"


class Fault(NamedTuple):
    """One edit of the good graph, the shapes that must find it and no other, and a node that must be named."""

    edit: str
    shapes: str
    focus: str = ""


FAULTS = {
    # articles
    "article without identifier": Fault(
        drop("dct:identifier", "?x a ig:Article ."), "article-identifier", "article:en-1"
    ),
    "article without text": Fault(drop("schema:articleBody", "?x a ig:Article ."), "article-body", "article:ar-1"),
    "one identifier for two articles": Fault(
        put("dct:identifier", '"ar-1"', "?x a ig:Article ."), "article-identifier-unique", "article:en-1"
    ),
    "wrong length": Fault(put("ig:textLength", "7", "?x a ig:Article ."), "article-length-fits", "article:en-1"),
    "negative length": Fault(
        put("ig:textLength", "-1", "?x a ig:Article ."), "article-length article-length-fits", "article:en-1"
    ),
    "wrong digest": Fault(put("ig:sha256", '"abc"', "?x a ig:Article ."), "article-digest", "article:en-1"),
    "impossible day of issue": Fault(
        add("dct:issued", '"2024-02-30"^^xsd:date', "?x a ig:Article ."), "article-issued", "article:en-1"
    ),
    "unknown language": Fault(
        put("dct:language", '"English"', "?x a ig:Article ."), "article-language", "article:en-1"
    ),
    "two witnesses": Fault(add("ig:witness", "witness:ar-1", "?x dct:title ?t ."), "article-witness", "article:en-1"),
    "copy of another witness": Fault(
        add("ig:nearCopyOf", "article:ar-1", "?x a ig:Article ; dct:identifier 'en-1' ."),
        "article-copies-one",
        "article:en-1",
    ),
    "publisher is a person": Fault(
        put("dct:publisher", "person:ann-lee", "?x a ig:Article ."),
        "article-publisher fact-class-claimed",
        "article:en-1",
    ),
    "mention of an event": Fault(
        add("schema:mentions", "outage:en-1-1", "?x dct:title ?t ."), "Mentioned", "outage:en-1-1"
    ),
    # claims
    "claim without subject": Fault(drop("rdf:subject", DURATION), "claim-subject fact-claimed"),
    "claim without predicate": Fault(drop("rdf:predicate", DURATION), "claim-predicate fact-claimed"),
    "claim without object": Fault(drop("rdf:object", DURATION), "claim-object fact-claimed"),
    "claim without stance": Fault(drop("ig:stance", DURATION), "claim-stance fact-claimed"),
    "claim of an unknown stance": Fault(put("ig:stance", "ig:Certain", DURATION), "claim-stance fact-claimed"),
    "claim of two stances": Fault(add("ig:stance", "ig:Denied", DURATION), "claim-stance"),
    "claim without article": Fault(drop("ig:statedIn", DURATION), "claim-article"),
    "claim without evidence": Fault(drop("ig:evidence", DURATION), "claim-evidence evidence-used"),
    "claim without confidence": Fault(drop("ig:confidence", DURATION), "claim-confidence"),
    "confidence above one": Fault(put("ig:confidence", "1.2", DURATION), "claim-confidence"),
    "confidence below zero": Fault(put("ig:confidence", "-0.1", DURATION), "claim-confidence"),
    "confidence as text": Fault(put("ig:confidence", '"high"', DURATION), "claim-confidence"),
    "claim without run": Fault(drop("prov:wasGeneratedBy", DURATION), "claim-run"),
    "unknown qualifier": Fault(add("ig:qualifier", "ig:Roughly", DURATION), "claim-qualifier"),
    "unknown status of a role": Fault(put("ig:roleStatus", "ig:Retired", ROLE), "claim-role-status"),
    "role without status": Fault(drop("ig:roleStatus", ROLE), "claim-role-told"),
    "status where no role is": Fault(add("ig:roleStatus", "ig:Current", DURATION), "claim-role-told"),
    "amount without currency": Fault(drop("ig:currency", AMOUNT), "claim-amount-told"),
    "currency by its sign": Fault(put("ig:currency", '"$"', AMOUNT), "claim-currency"),
    "currency where no amount is": Fault(add("ig:currency", '"USD"', DURATION), "claim-amount-told"),
    "impossible time": Fault(add("ig:asOf", '"25:00:00"^^xsd:time', DURATION), "claim-as-of"),
    "role that ends on no day": Fault(add("ig:roleEnd", '"2023-02-29"^^xsd:date', ROLE), "claim-role-end"),
    "source is an event": Fault(put("prov:wasAttributedTo", "outage:en-1-1", DURATION), "Source", "outage:en-1-1"),
    "property that nobody knows": Fault(
        put("rdf:predicate", "ig:relatedTo", DURATION), "claim-predicate-known fact-claimed"
    ),
    "property that is worked out": Fault(
        put("rdf:predicate", "ig:witnessCount", DURATION), "claim-predicate-known fact-claimed"
    ),
    "subject outside the domain": Fault(put("rdf:subject", "company:meta", DURATION), "claim-domain fact-claimed"),
    "object outside the range": Fault(
        put("rdf:object", "company:meta", "?x rdf:predicate ig:holdsRole ."),
        "claim-range fact-claimed fact-role-claimed",
    ),
    "kind of attack as a cause": Fault(
        put("rdf:object", "ig:DDoS", "?x rdf:predicate ig:causeKind ."), "claim-range fact-alleged"
    ),
    "duration as a number": Fault(put("rdf:object", "120", DURATION), "claim-datatype fact-claimed"),
    "ill-typed literal": Fault(put("rdf:object", '"two hours"^^xsd:duration', DURATION), "Object fact-claimed"),
    "class of no ontology": Fault(
        put("rdf:object", "ig:Blackout", "?x rdf:predicate rdf:type ; rdf:subject contribution:en-1-1 ."),
        "claim-class fact-class-asserted fact-class-claimed",
    ),
    "evidence of another article": Fault(
        add("ig:evidence", "<https://w3id.org/incidentgraph/id/evidence/ar-1/0-11>", DURATION),
        "claim-evidence-own evidence-quote",
    ),
    "claim in the wrong graph": Fault(
        "INSERT { GRAPH graph:facts { ?x a ig:Claim ; ig:statedIn article:en-1 } } WHERE { GRAPH ?g { "
        + DURATION
        + " } }",
        "claim-graph",
    ),
    # evidence
    "evidence without start": Fault(drop("oa:start", QUOTE), "evidence-start"),
    "evidence without end": Fault(drop("oa:end", QUOTE), "evidence-end"),
    "evidence without words": Fault(drop("oa:exact", QUOTE), "evidence-exact"),
    "evidence that ends before it starts": Fault(put("oa:end", "5", QUOTE), "evidence-quote evidence-start"),
    "evidence that starts before the text": Fault(put("oa:start", "-1", QUOTE), "evidence-quote evidence-start"),
    "offsets that are one off": Fault(put("oa:start", "23", QUOTE), "evidence-quote"),
    "evidence beyond the text": Fault(put("oa:end", "10000", QUOTE), "evidence-quote"),
    "words that are not in the text": Fault(put("oa:exact", '"two days."@en', QUOTE), "evidence-quote"),
    "evidence of nothing": Fault(
        'INSERT DATA { GRAPH graph:facts { evidence:lost a ig:Evidence ; oa:start 0 ; oa:end 1 ; oa:exact "x" } }',
        "evidence-used",
        "evidence:lost",
    ),
    # runs, entities, roles
    "run without extractor": Fault(drop("ig:extractor", "?x a ig:Run ."), "run-extractor"),
    "run without version": Fault(drop("ig:extractorVersion", "?x a ig:Run ."), "run-version"),
    "entity without name": Fault(drop("rdfs:label", "?x a ig:Company ."), "entity-label", "company:meta"),
    "entity with two names in a language": Fault(
        add("rdfs:label", '"Facebook"@en', "?x a ig:Company ; rdfs:label ?l ."), "entity-label", "company:meta"
    ),
    "entity that is no item": Fault(
        put("owl:sameAs", "wd:P31", "?x a ig:Service ."), "entity-same", "service:whatsapp"
    ),
    "company and person at once": Fault(
        add("rdf:type", "ig:Person", "?x a ig:Company ; rdfs:label ?l ."),
        "entity-disjoint fact-class-asserted fact-class-claimed",
        "company:meta",
    ),
    "role without title": Fault(drop("rdfs:label", "?x a ig:Role ."), "role-label", "role:minister-norland"),
    "role in a service": Fault(
        put("ig:roleIn", "service:whatsapp", "?x a ig:Role ."), "role-in", "role:minister-norland"
    ),
    # events
    "event without label": Fault(drop("rdfs:label", OUTAGE), "event-label", "outage:en-1-1"),
    "event on no day": Fault(
        put("ig:date", '"2024-13-01"^^xsd:date', OUTAGE), "event-date fact-claimed", "outage:en-1-1"
    ),
    "event of negative length": Fault(
        put("ig:duration", '"-PT2H"^^xsd:duration', OUTAGE), "event-duration fact-claimed", "outage:en-1-1"
    ),
    "bounds the wrong way round": Fault(
        put("ig:latestDate", '"2024-04-01"^^xsd:date', OUTAGE), "event-earliest", "outage:en-1-1"
    ),
    "negative number of reports": Fault(
        put("ig:reportCount", "-5", OUTAGE), "fact-claimed outage-reports", "outage:en-1-1"
    ),
    "number of reports with decimals": Fault(
        put("ig:reportCount", "2.5", OUTAGE), "fact-claimed outage-reports", "outage:en-1-1"
    ),
    "negative number of witnesses": Fault(put("ig:witnessCount", "-1", OUTAGE), "event-witnesses", "outage:en-1-1"),
    "event in no article": Fault(drop("ig:reportedIn", OUTAGE), "event-articles", "outage:en-1-1"),
    "event in an article that is silent": Fault(
        add("ig:reportedIn", "article:ar-1", ATTACK), "event-article-tells", "attack:en-1-1"
    ),
    "stance that nobody takes": Fault(
        put("ig:strongestStance", "ig:Asserted", ATTACK), "event-stance-told", "attack:en-1-1"
    ),
    "stance that is not the strongest": Fault(
        put("ig:strongestStance", "ig:Denied", ATTACK), "event-stance-told", "attack:en-1-1"
    ),
    "company as a service": Fault(
        put("ig:affectedService", "company:meta", OUTAGE), "fact-claimed outage-service", "outage:en-1-1"
    ),
    "negative amount": Fault(
        put("ig:amount", '"-5"^^xsd:decimal', "?x a ig:Contribution ; rdfs:label ?l ."),
        "contribution-amount fact-claimed",
        "contribution:en-1-1",
    ),
    # no fact without a quote
    "fact that nobody told": Fault(
        "INSERT DATA { GRAPH graph:facts { person:ann-lee ig:ownerOf company:meta } }", "fact-claimed", "person:ann-lee"
    ),
    "rumour as a fact": Fault(
        "INSERT DATA { GRAPH graph:facts { attack:en-1-1 ig:perpetrator group:storm-fox } }",
        "fact-claimed",
        "attack:en-1-1",
    ),
    "denied attack as a fact": Fault(
        "INSERT DATA { GRAPH graph:facts { attack:en-1-1 a ig:Attack } }", "fact-class-asserted", "attack:en-1-1"
    ),
    "class that nobody told": Fault(
        "INSERT DATA { GRAPH graph:facts { place:norland a ig:City } }",
        "fact-class-asserted fact-class-claimed",
        "place:norland",
    ),
    "role that nobody holds": Fault(
        'INSERT DATA { GRAPH graph:facts { role:king a ig:Role ; rdfs:label "king"@en } }',
        "fact-role-claimed",
        "role:king",
    ),
    "suspect that nobody named": Fault(
        "INSERT DATA { GRAPH graph:facts { attack:en-1-1 ig:allegedPerpetrator place:norland } }",
        "fact-alleged",
        "attack:en-1-1",
    ),
    "fact in an article's graph": Fault(
        "INSERT { GRAPH <https://w3id.org/incidentgraph/id/graph/article/en-1> { ?x ig:reportCount ?n } }"
        " WHERE { GRAPH graph:facts { ?x ig:reportCount ?n } }",
        "fact-graph",
        "outage:en-1-1",
    ),
    # conflicts
    "conflict of no kind": Fault(drop("ig:conflictKind", "?x a ig:Conflict ."), "conflict-one-kind", "conflict:1"),
    "conflict of an unknown kind": Fault(
        put("ig:conflictKind", "ig:DDoS", "?x a ig:Conflict ."), "conflict-kind", "conflict:1"
    ),
    "conflict of two kinds": Fault(
        "INSERT DATA { GRAPH graph:conflicts { conflict:1 ig:conflictKind ig:DeniedClaim } }", "conflict-one-kind"
    ),
    "conflict of a difference's kind": Fault(
        put("ig:conflictKind", "ig:Correction", "?x a ig:Conflict ."), "conflict-kind", "conflict:1"
    ),
    "difference of a conflict's kind": Fault(
        "DELETE { GRAPH graph:conflicts { ?x a ig:Conflict } } INSERT { GRAPH graph:conflicts { ?x a ig:Difference } }"
        " WHERE { GRAPH graph:conflicts { ?x a ig:Conflict } }",
        "difference-kind",
        "conflict:1",
    ),
    "conflict that is a mere difference": Fault(
        "INSERT DATA { GRAPH graph:conflicts { conflict:1 a ig:Difference } }", "Conflict difference-kind", "conflict:1"
    ),
    "claim on a side alone": Fault(
        "DELETE { GRAPH graph:conflicts { ?x ig:conflictingClaim ?c } } WHERE { GRAPH graph:conflicts {"
        " ?x ig:conflictSide ?side . ?side ig:sideClaim ?c . FILTER(STRENDS(STR(?side), '/2')) } }",
        "conflict-claims conflict-sides-claimed",
        "conflict:1",
    ),
    "conflict about nothing": Fault(drop("ig:conflictSubject", "?x a ig:Conflict ."), "conflict-subject", "conflict:1"),
    "conflict with one side": Fault(
        drop("ig:conflictSide", "?x ig:conflictSide ?o . ?o ig:sideClaim ?c . FILTER(STRENDS(STR(?o), '/2'))"),
        "conflict-claims-sided conflict-sides side-whole",
        "conflict:1",
    ),
    "claim on two sides": Fault(
        "INSERT { GRAPH graph:conflicts { ?side ig:sideClaim ?claim } }"
        " WHERE { GRAPH graph:conflicts { ?conflict ig:conflictSide ?side ; ig:conflictingClaim ?claim } }",
        "conflict-sides-apart",
        "conflict:1",
    ),
    "side without claim": Fault(drop("ig:sideClaim", "?x a ig:ConflictSide ."), "conflict-claims-sided side-claims"),
}


def good() -> ox.Store:
    store = ox.Store()
    store.extend(quads(sample()))
    return store


def faulty(edit: str) -> ox.Store:
    store = good()
    before = len(store), set(store)
    store.update(HEADER + edit)
    assert (len(store), set(store)) != before, "the edit changes nothing"
    return store


def shapes(report: ValidationReport) -> set[str]:
    return {v.shape.removeprefix(SHAPES) for v in report.violations}


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "nt"])
def test_a_good_graph_conforms_in_every_format(suffix: str, tmp_path: Path) -> None:
    names = {"ttl": "turtle", "trig": "trig", "nq": "nquads", "nt": "ntriples"}
    path = tmp_path / f"graph.{suffix}"
    write(quads(sample()), path, names[suffix])
    report = validate(path)
    assert report.conforms
    assert report.violations == ()


def test_a_good_graph_conforms_under_another_base() -> None:
    store = ox.Store()
    store.extend(quads(sample(), "https://example.org/news/"))
    assert validate(store).violations == ()


def test_the_store_is_left_as_it_was() -> None:
    store = good()
    validate(store)
    assert set(store) == set(good())


@pytest.mark.parametrize("name", FAULTS)
def test_each_seeded_fault_is_found_and_no_other(name: str) -> None:
    fault = FAULTS[name]
    report = validate(faulty(fault.edit))
    assert not report.conforms
    assert shapes(report) == set(fault.shapes.split())
    places = {v.focus for v in report.violations}
    if fault.focus:
        prefix, _, local = fault.focus.partition(":")
        assert f"{prefixes()[prefix]}{local}" in places
    assert all(v.message and "{?" not in v.message and v.message != v.shape for v in report.violations)


def test_a_finding_says_where_and_what() -> None:
    (found,) = validate(faulty(FAULTS["offsets that are one off"].edit)).violations
    assert found.shape == f"{SHAPES}evidence-quote"
    assert found.focus == "https://w3id.org/incidentgraph/id/evidence/en-1/22-31"
    assert found.path == "http://www.w3.org/ns/oa#exact"
    assert found.value == "two hours"
    assert found.message == "the words “two hours” do not stand at this place of the article's text"
    assert found.severity == "Violation"


@pytest.mark.parametrize(("language", "message"), [("ar", "للقول موقف واحد"), ("fr", "une affirmation a une position")])
def test_messages_come_in_three_languages(language: str, message: str) -> None:
    report = validate(faulty(FAULTS["claim without stance"].edit), language)
    assert any(v.message.startswith(message) for v in report.violations)


def test_what_a_reasoner_added_needs_no_quote() -> None:
    edit = "INSERT DATA { GRAPH graph:inferred { person:ann-lee ig:ownerOf company:meta } }"
    assert validate(faulty(edit)).violations == ()


@pytest.mark.parametrize(("name", "text"), [("broken.ttl", "<a> <b"), ("graph.xyz", ""), ("missing.ttl", None)])
def test_a_file_that_cannot_be_read_is_named(name: str, text: str | None, tmp_path: Path) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=name):
        validate(path)


# ---------------------------------------------------------------------- the shapes themselves


@pytest.fixture(scope="module")
def shapes_graph() -> rdflib.Graph:
    graph = rdflib.Graph().parse(resource("ontology", "shapes.ttl"))
    return graph.parse(resource("ontology", "shapes-dataset.ttl"))


def test_every_shape_has_a_message_in_each_language(shapes_graph: rdflib.Graph) -> None:
    kinds = (SH.PropertyShape, SH.SPARQLConstraint)
    named = {s for kind in kinds for s in shapes_graph.subjects(RDF.type, kind)}
    assert len(named) > 60
    languages = {
        shape: sorted(str(o.language) for o in shapes_graph.objects(shape, SH.message) if isinstance(o, rdflib.Literal))
        for shape in named
    }
    assert not {shape: found for shape, found in languages.items() if found != ["ar", "en", "fr"]}


def test_every_shape_is_used(shapes_graph: rdflib.Graph) -> None:
    used = {*shapes_graph.objects(None, SH.property), *shapes_graph.objects(None, SH.sparql)}
    kinds = (SH.PropertyShape, SH.SPARQLConstraint)
    assert {s for kind in kinds for s in shapes_graph.subjects(RDF.type, kind)} == used


def test_the_shapes_are_well_formed_shacl() -> None:
    shacl = rdflib.Graph().parse(resource("ontology", "shapes.ttl"))
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shacl, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("name", ["", "offsets that are one off", "rumour as a fact"])
def test_another_processor_finds_the_same_in_the_union(name: str) -> None:
    """pyshacl runs the SPARQL constraints node by node; here each is asked once for all."""
    store = faulty(FAULTS[name].edit) if name else good()
    union = ox.Store()
    union.extend(ox.Quad(*quad.triple) for quad in store)
    data = io.BytesIO(ox.serialize(union, format=ox.RdfFormat.N_QUADS) or b"")
    graph = rdflib.Graph().parse(data, format="nt")
    graph.parse(resource("ontology", "incidentgraph.ttl"))
    _, results, _ = pyshacl.validate(graph, shacl_graph=resource("ontology", "shapes.ttl").read_text("utf-8"))
    assert isinstance(results, rdflib.Graph)
    theirs = set()
    for result in results.subjects(RDF.type, SH.ValidationResult):
        shape = results.value(result, SH.sourceConstraint) or results.value(result, SH.sourceShape)
        theirs.add((str(shape), str(results.value(result, SH.focusNode))))
    assert {(v.shape, v.focus) for v in validate(union).violations} == theirs
    assert not list(results.objects(None, RDFS.label))
