"""The extractor is as good as it was, and tells no allegation as a fact."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
import pytest
from tests.quality import floors, measured

from incidentgraph.namespaces import BASE, IG, RDF

FLOORS = floors.load()
CASES = [
    (language, part, row, value)
    for language, part in floors.groups()
    for row, value in FLOORS.get(language, {}).get(part, {}).items()
]
RENEW = "`make floors` raises the floors; one that must fall is lowered by hand in tests/quality/floors.toml"


def ig(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{IG}{name}")


def rdf(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{RDF}{name}")


def test_the_floors_are_of_this_development_set() -> None:
    assert FLOORS["articles_and_gold"] == measured.digest(), f"articles or gold have changed: {RENEW}"


@pytest.mark.parametrize(("language", "part"), floors.groups())
def test_every_value_has_a_floor(language: str, part: str) -> None:
    assert set(FLOORS[language][part]) == set(floors.values(measured.scores(language, part))), RENEW


@pytest.mark.parametrize(("language", "part", "row", "floor"), CASES, ids=["-".join(case[:3]) for case in CASES])
def test_no_value_is_below_its_floor(language: str, part: str, row: str, floor: float) -> None:
    value = floors.values(measured.scores(language, part))[row]
    assert value >= floor, f"{row} of the articles in {language} ({part}) fell to {value:.3f}: {RENEW}"


def test_no_more_allegations_are_asserted_than_before() -> None:
    assert measured.evaluation().overstated <= FLOORS[floors.CEILING]


def test_all_of_gold_is_measured() -> None:
    found = measured.evaluation()
    assert found.faults == ()
    assert found.absent == ()
    assert found.notes == ()


def test_every_claim_has_its_quote_where_it_says() -> None:
    quotes = measured.evaluation().grounding
    assert quotes.quotes > 500
    wrong = (len(quotes.ungrounded), len(quotes.misplaced), quotes.unquoted, quotes.unchecked)
    assert wrong == (0, 0, 0, 0)


def claims() -> dict[str, set[tuple[ox.NamedNode, str, str]]]:
    """The triples that claims tell, by their stance."""
    graph = measured.graph()
    found = defaultdict(set)
    for triple in graph.match(None, rdf("type"), ig("Claim")):
        node = triple.subject
        assert isinstance(node, ox.NamedNode)
        (subject,), (predicate,), (obj,) = (graph.objects(node, rdf(n)) for n in ("subject", "predicate", "object"))
        (stance,) = graph.objects(node, ig("stance"))
        assert isinstance(subject, ox.NamedNode)
        found[str(stance)[len(IG) + 1 : -1]].add((subject, str(predicate), str(obj)))
    return found


def test_only_what_is_asserted_is_a_plain_fact() -> None:
    """Claimed, attributed, suspected and denied things are in the graphs of the articles that tell them, alone."""
    told = claims()
    assert {"Asserted", "Claimed", "Attributed", "Suspected", "Denied"} <= set(told)
    weaker = set().union(*(triples for stance, triples in told.items() if stance != "Asserted")) - told["Asserted"]
    facts = ox.NamedNode(f"{BASE}graph/facts")
    plain = {(q.subject, str(q.predicate), str(q.object)) for q in measured.graph().quads() if q.graph_name == facts}
    assert len(weaker) > 50
    assert len(plain) > 500
    assert sorted(map(str, weaker & plain)) == []


def test_a_floor_rises_and_never_falls() -> None:
    old = {"en": {"open": {"roles": 0.5, "entities": 0.5}}, floors.CEILING: 3}
    present = {("en", "open"): {"roles": 0.9, "entities": 0.4, "overall": 0.6}}
    assert floors.raised(old, present, told_as_fact=4) == {
        "en": {"open": {"roles": 0.88, "entities": 0.5, "overall": 0.58}},
        floors.CEILING: 3,
    }
