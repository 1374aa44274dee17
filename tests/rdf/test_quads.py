"""What the graph says: the contract of the vocabulary, read back from the quads."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pyoxigraph as ox
import pytest
from tests.factory import article, claim, entity, event, reading, resolution, role, sample

from incidentgraph.errors import DataError
from incidentgraph.model import Conflict, Fact, Name, NodeId, Ref, Resolution, Span, Stance, Term, Value
from incidentgraph.model import Evidence as Quote
from incidentgraph.rdf import Context, RunInfo, facts_graph, iri, ontology_graph, prefixes, quads

HEADER = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())
FACTS = facts_graph("https://w3id.org/incidentgraph/id/")


def store_of(found: Resolution) -> ox.Store:
    store = ox.Store()
    store.extend(quads(found))
    return store


def ask(found: Resolution | ox.Store, pattern: str) -> bool:
    store = found if isinstance(found, ox.Store) else store_of(found)
    return bool(store.query(f"{HEADER} ASK {{ {pattern} }}", use_default_graph_as_union=True))


def values(found: Resolution, select: str) -> list[str]:
    rows = store_of(found).query(f"{HEADER} SELECT ?x WHERE {{ {select} }}", use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    return sorted(str(row["x"]) for row in rows)


ARTICLE = "GRAPH <https://w3id.org/incidentgraph/id/graph/article/en-1>"


@pytest.mark.parametrize(
    "pattern",
    [
        # a claim as the design shows it
        f"""{ARTICLE} {{ ?c a ig:Claim, rdf:Statement ; rdf:subject outage:en-1-1 ; rdf:predicate ig:reportCount ;
            rdf:object 25800 ; ig:qualifier ig:MoreThan ; ig:stance ig:Asserted ; ig:statedIn article:en-1 ;
            ig:confidence ?n ; prov:wasGeneratedBy ?run ; ig:evidence ?e .
            ?e a ig:Evidence ; oa:start 54 ; oa:end 70 ; oa:exact "more than 25,800"@en .
            ?run a prov:Activity ; ig:extractor "rules" }}""",
        f'{ARTICLE} {{ ?c rdf:predicate ig:amount ; ig:currency "USD" ; ig:confidence 0.92 }}',
        f"{ARTICLE} {{ ?c rdf:predicate ig:holdsRole ; ig:roleStatus ig:Current }}",
        f"{ARTICLE} {{ ?c rdf:predicate ig:duration ; prov:wasAttributedTo company:meta }}",
        f"""{ARTICLE} {{ ?c rdf:subject attack:en-1-1 ; rdf:predicate rdf:type ; rdf:object ig:Attack ;
            ig:stance ig:Denied }}""",
        # the article
        f"""{ARTICLE} {{ article:en-1 a ig:Article ; dct:identifier "en-1" ; dct:language "en" ;
            dct:title "WhatsApp down"@en ; schema:url ?url ; dct:publisher organization:daily-test ;
            ig:textLength ?n ; ig:witness ?w ;
            schema:mentions service:whatsapp ; schema:articleBody ?text . organization:daily-test a ig:MediaOutlet
            FILTER(STRLEN(?text) = ?n && LANG(?text) = "en") }}""",
        # plain facts, and what is not one
        "GRAPH graph:facts { outage:en-1-1 a ig:Outage, ig:Incident, ig:Event ; ig:affectedService service:whatsapp }",
        'GRAPH graph:facts { outage:en-1-1 ig:duration "PT2H"^^xsd:duration ; ig:reportCount 25800 }',
        f"{ARTICLE} {{ attack:en-1-1 a ig:Attack }}",
        "FILTER NOT EXISTS { GRAPH graph:facts { attack:en-1-1 a ?kind } }",
        "FILTER NOT EXISTS { GRAPH ?g { ?attack ig:perpetrator ?anyone } }",
        "GRAPH graph:facts { attack:en-1-1 ig:allegedPerpetrator group:storm-fox ; ig:strongestStance ig:Claimed }",
        'GRAPH graph:facts { role:minister-norland a ig:PoliticalRole, ig:Role ; rdfs:label "minister"@en }',
        "GRAPH graph:facts { person:ann-lee ig:holdsRole ?role . ?role ig:roleIn place:norland }",
        "GRAPH graph:facts { service:whatsapp owl:sameAs wd:Q1049511 }",
        'GRAPH graph:facts { service:whatsapp rdfs:label "واتساب"@ar, "WhatsApp"@en, "WhatsApp"@fr }',
        "FILTER NOT EXISTS { GRAPH graph:facts { service:whatsapp skos:altLabel ?any } }",
        # what another article told of the same incident
        """GRAPH <https://w3id.org/incidentgraph/id/graph/article/ar-1> { ?c rdf:subject outage:en-1-1 ;
            rdf:predicate ig:duration ; rdf:object "PT3H"^^xsd:duration ; ig:evidence/oa:exact "ثلاث ساعات"@ar }""",
        # conflicts
        """GRAPH graph:conflicts { conflict:1 a ig:Conflict ; ig:conflictKind ig:DifferentValue ;
            ig:conflictProperty ig:duration ; ig:conflictSubject outage:en-1-1 ;
            ig:conflictingClaim ?a, ?b ; ig:conflictSide ?one, ?two .
            ?one ig:sideClaim ?a . ?two ig:sideClaim ?b FILTER(?a != ?b && ?one != ?two) }""",
        'conflict:1 rdfs:label "Different values: duration; Outage: WhatsApp"@en',
        'conflict:1 rdfs:label "قيم مختلفة: المدة؛ انقطاع خدمة: واتساب"@ar',
    ],
)  # fmt: skip
def test_the_graph_of_the_sample(pattern: str) -> None:
    assert ask(sample(), pattern)


def test_quads_are_sorted_and_each_stands_once() -> None:
    found = quads(sample())
    assert len(found) == len(set(found))
    assert [str(q.graph_name) for q in found] == sorted(str(q.graph_name) for q in found)


def test_the_order_of_what_comes_in_does_not_matter() -> None:
    one = sample()
    other = Resolution(
        one.readings[::-1],
        one.entities[::-1],
        one.roles[::-1],
        one.incidents[::-1],
        one.same,
        one.links,
        one.facts[::-1],
        tuple(Conflict(c.id, c.kind, c.subject, c.predicate, c.sides[::-1]) for c in one.conflicts),
    )
    assert quads(one) == quads(other)


def test_another_base() -> None:
    base = "https://example.org/n/"
    found = {q.subject.value for q in quads(sample(), base) if isinstance(q.subject, ox.NamedNode)}
    assert f"{base}service/whatsapp" in found
    assert not [s for s in found if s.startswith("https://w3id.org/incidentgraph/id/")]


def test_literals_are_in_the_canonical_form_of_the_store() -> None:
    told = article("Down for 120 minutes.")
    down = event("Outage", told)
    found = resolution(
        reading(told, events=[down], claims=[claim(told, down, "duration", minutes(120), "120 minutes")])
    )
    assert values(found, "outage:a-1 ig:duration ?x") == ['"PT2H"^^<http://www.w3.org/2001/XMLSchema#duration>']


def minutes(number: int) -> Value:
    return Value(f"PT{number}M", "duration")


def test_an_ill_typed_value_is_refused() -> None:
    told = article("On 30 February.")
    down = event("Outage", told)
    bad = claim(told, down, "date", Value("2024-02-30", "date"), "30 February")
    with pytest.raises(DataError, match=r"2024-02-30.*xsd:date"):
        quads(resolution(reading(told, events=[down], claims=[bad])))


def test_one_claim_told_twice_has_both_quotes_and_the_best_confidence() -> None:
    told = article("WhatsApp is down. Yes, WhatsApp is down.")
    whatsapp, down = entity("Service", "WhatsApp"), event("Outage", told)
    one = claim(told, down, "affectedService", whatsapp, "WhatsApp is down", confidence=0.5)
    two = claim(told, down, "affectedService", whatsapp, "Yes, WhatsApp is down", confidence=0.75)
    found = resolution(reading(told, [whatsapp], [down], claims=[one, two]))
    claims = "?c rdf:predicate ig:affectedService"
    assert len(values(found, f"{claims} ; ig:evidence ?x")) == 2
    assert values(found, f"{claims} ; ig:confidence ?x") == ['"0.75"^^<http://www.w3.org/2001/XMLSchema#decimal>']


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (date(2024, 4, 3), '"2024-04-03"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (datetime(2024, 4, 3, 9, 5, tzinfo=UTC), '"2024-04-03T09:05:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'),
    ],
)
def test_a_publication_keeps_its_precision(published: date | datetime, expected: str) -> None:
    found = resolution(reading(article("Words.", published=published)))
    assert values(found, "?a dct:issued ?x") == [expected]


def test_a_known_outlet_is_the_publisher() -> None:
    told = article("The Daily Test reports.", outlet="daily test")
    outlet = entity("MediaOutlet", "Daily Test", id="organization/dt")
    store = ox.Store()
    store.extend(quads(resolution(reading(told)), context=Context(outlets={"daily test": outlet})))
    question = "ASK { GRAPH ?g { ?a dct:publisher organization:dt . organization:dt rdfs:label ?name } }"
    assert store.query(question, prefixes=prefixes())


def test_an_article_has_the_witness_that_it_was_given_or_its_own() -> None:
    one, two = article("A.", id="a"), article("B.", id="b")
    shared = Fact(NodeId("article/a"), "witness", Ref(NodeId("witness/w")), ())
    found = resolution(reading(one), reading(two), facts=[shared])
    assert ask(found, f"GRAPH <{iri(prefixes()['graph'], 'article/a').value}> {{ article:a ig:witness witness:w }}")
    assert values(found, "?a ig:witness ?x . ?x a ig:Witness") == [
        "<https://w3id.org/incidentgraph/id/witness/b>",
        "<https://w3id.org/incidentgraph/id/witness/w>",
    ]


def test_a_name_of_all_languages_fills_in_where_a_language_has_none() -> None:
    told = article("X.")
    x = entity("Service", Name("X", "mul"), Name("إكس", "ar"), Name("Twitter", "en"), Name("tweeter", "en"))
    found = resolution(reading(told, [x]))
    assert values(found, "service:x rdfs:label ?x") == ['"Twitter"@en', '"X"@fr', '"إكس"@ar']
    assert values(found, "service:x skos:altLabel ?x") == ['"tweeter"@en']


def test_identifiers_that_an_iri_cannot_hold_are_encoded() -> None:
    told = article("خبر", id="مقال 1%<>", language="ar")
    found = values(resolution(reading(told)), "?x a ig:Article")
    assert found == ["<https://w3id.org/incidentgraph/id/article/مقال%201%25%3C%3E>"]


def test_lone_surrogates_do_not_break_the_graph_nor_the_offsets() -> None:
    told = article("a\ud800b down")
    down = event("Outage", told)
    found = resolution(reading(told, events=[down], claims=[claim(told, down, "type", Term("Outage"), "\ud800b down")]))
    assert ask(
        found, '?a schema:articleBody "a\ufffdb down"@en . ?e oa:exact "\ufffdb down"@en ; oa:start 1 ; oa:end 8'
    )


def test_text_of_an_unknown_language_has_no_tag() -> None:
    assert values(resolution(reading(article("Words.", language="und"))), "?a schema:articleBody ?x") == ['"Words."']


def test_the_words_of_an_unnamed_source_are_kept() -> None:
    told = article("Experts suspect an attack.")
    attack = event("Attack", told)
    said = claim(told, attack, "type", Term("Attack"), "suspect", stance=Stance.SUSPECTED, attribution="Experts")
    assert ask(resolution(reading(told, events=[attack], claims=[said])), '?c ig:attributionText "Experts"@en')


def test_a_fact_may_be_a_text_in_a_language() -> None:
    told = article("Ann is minister.")
    minister = role("PoliticalRole", "minister")
    more = Fact(minister.id, "label", Value("ministre", "langString:fr"), ())
    found = resolution(reading(told, roles=[minister]), facts=[more])
    assert values(found, "role:minister rdfs:label ?x") == ['"minister"@en', '"ministre"@fr']


def test_runs_differ_by_extractor_version_and_options() -> None:
    runs = [RunInfo(), RunInfo("llm"), RunInfo(version="9"), RunInfo(options=(("model", "x"),))]
    assert len({run.id for run in runs}) == len(runs)
    assert RunInfo(options=(("a", "1"), ("b", "2"))).id == RunInfo(options=(("b", "2"), ("a", "1"))).id


def test_the_ontology_comes_along_where_it_is_wanted() -> None:
    base = "https://w3id.org/incidentgraph/id/"
    one, two = (quads(sample(), include_ontology=True) for _ in range(2))
    assert one == two
    assert ontology_graph(base) in {q.graph_name for q in one}
    assert ontology_graph(base) not in {q.graph_name for q in quads(sample())}


def test_an_incident_is_named_by_kind_participants_and_date() -> None:
    told = article("WhatsApp, Instagram, Threads and Messenger were down.")
    down = event("Outage", told)
    services = [entity("Service", n) for n in ("WhatsApp", "Instagram", "Threads", "Messenger")]
    claims = [claim(told, down, "affectedService", s, "down") for s in services]
    found = resolution(reading(told, services, [down], claims=claims))
    assert values(found, f"<{iri(prefixes()['outage'], 'a-1').value}> rdfs:label ?x")[0] == (
        '"Outage: Instagram, Messenger, Threads…"@en'
    )


def test_evidence_is_named_by_its_place() -> None:
    quote = Quote(Span(0, 4), "Down")
    told = article("Down.")
    down = event("Outage", told)
    said = claim(told, down, "type", Term("Outage"), quote.exact)
    assert ask(resolution(reading(told, events=[down], claims=[said])), r"?c ig:evidence evidence:a\/0-4")
