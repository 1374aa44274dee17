"""Why something is in the graph, and why something told is not: by the same rules, from the graph alone."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factory import sample
from tests.resolve.builder import attack, gift, holds, outage, over, said, told, under

from incidentgraph import rdf
from incidentgraph.errors import QueryError
from incidentgraph.explain import Explained, Explanation, Status, explain
from incidentgraph.explain.explaining import words
from incidentgraph.explain.recall import Recall, predicate_name
from incidentgraph.model import NodeId, Reading, RoleStatus, Stance
from incidentgraph.resolve import resolve
from incidentgraph.resolve.rules import LANGUAGES
from incidentgraph.store import Graph, parse_graph

DAY: dict[str, Any] = {"date": "2025-05-24"}


def graph(*readings: Reading, base: str = rdf.BASE) -> Graph:
    return Graph.from_quads(rdf.quads(resolve(readings), base))


def node_of(found: Graph, segment: str = "outage") -> str:
    recall = Recall(found)
    return min(n for t in found.match() if (n := str(recall.node(t.subject))).startswith(f"{segment}/"))  # type: ignore[arg-type]


def one(found: Explained, prop: str, value: str) -> Explanation:
    (explanation,) = [e for e in found.facts if (e.property, e.value) == (prop, value)]
    return explanation


def tell(*readings: Reading) -> Explained:
    built = graph(*readings)
    return explain(built, node_of(built))


def test_the_side_with_more_witnesses_stands_and_both_sides_are_quoted() -> None:
    found = tell(*(told(k, outage("x", **DAY, duration=d)) for k, d in (("a", "PT2H"), ("b", "PT120M"), ("c", "PT5H"))))
    chosen, other = one(found, "duration", "PT2H"), one(found, "duration", "PT5H")
    assert (chosen.status, other.status) == (Status.PLAIN, Status.TOLD)
    assert [v.article for v in chosen.supporting] != []
    assert {v.article for v in chosen.supporting} == {"a", "b"}
    assert [v.article for v in chosen.against] == ["c"]
    assert "independent witnesses: 2 against 1" in chosen.reasons
    assert other.reasons == ("it disagrees with what is better supported (independent witnesses: 2 against 1)",)
    assert {v.article for v in other.against} == {"a", "b"}


def test_what_nobody_asserts_is_alleged_with_who_says_so_and_who_denies() -> None:
    slots = outage("x", **DAY, cause=[said("CyberAttack", stance=Stance.CLAIMED, attributed_to=NodeId("group/g"))])
    denial = outage("x", **DAY, cause=said("CyberAttack", stance=Stance.DENIED))
    found = tell(told("a", slots), told("b", denial))
    alleged = one(found, "allegedCauseKind", "CyberAttack")
    assert (alleged.status, alleged.in_graph) == (Status.ALLEGED, True)
    assert [(v.stance, v.by) for v in alleged.supporting] == [(Stance.CLAIMED, "group/g")]
    assert [v.article for v in alleged.against] == ["b"]


def test_what_is_only_denied_is_no_fact() -> None:
    built = graph(told("a", attack("x", stance=Stance.DENIED)))
    found = explain(built, node_of(built, "attack"), "type")
    (denied,) = [e for e in found.facts if e.value == "Attack"]
    assert (denied.status, denied.in_graph, denied.supporting) == (Status.TOLD, False, ())
    assert denied.reasons == (words()["status"]["denied"]["en"],)
    assert len(denied.against) == 1


def test_a_correction_is_named() -> None:
    first = told("a", outage("x", **DAY, duration="PT2H"), outlet="The Gull", published=date(2025, 5, 24))
    then = told("b", outage("x", **DAY, duration="PT5H"), outlet="The Gull", published=date(2025, 5, 26))
    other = told("c", outage("x", **DAY, duration="PT2H"), outlet="Quay News", published=date(2025, 5, 25))
    found = tell(first, then)
    assert one(found, "duration", "PT5H").status is Status.PLAIN
    assert one(found, "duration", "PT2H").reasons == ("the same outlet said otherwise later",)
    assert one(tell(first, then, other), "duration", "PT5H").status is Status.PLAIN  # one to one, and told later


def test_one_property_and_one_value() -> None:
    built = graph(told("a", outage("x", **DAY, reports=[over(25000), under(650)], cause="DnsFailure")))
    node = node_of(built)
    assert {e.property for e in explain(built, node, "ig:reportCount").facts} == {"reportCount"}
    assert {e.value for e in explain(built, node, "reportCount", "25,000").facts} == {"25000"}
    assert [e.value for e in explain(built, node, "cause", "dns failure").facts] == ["DnsFailure"]
    with pytest.raises(QueryError, match="did you mean reportCount"):
        explain(built, node, "reportCnt")
    with pytest.raises(QueryError, match="25000"):
        explain(built, node, "reportCount", "7")
    with pytest.raises(QueryError, match="told: "):
        explain(built, node, "amount")


def test_a_thing_goes_by_name_iri_prefixed_name_or_node_id() -> None:
    built = Graph.from_quads(rdf.quads(sample()))
    for name in ("whatsapp", "واتساب", "service/whatsapp", "service:whatsapp", f"<{rdf.BASE}service/whatsapp>"):
        assert explain(built, name).thing.id == "service/whatsapp"
    elsewhere = Graph.from_quads(rdf.quads(sample(), "https://example.org/a/"))
    assert explain(elsewhere, "service/whatsapp").thing.iri == "https://example.org/a/service/whatsapp"


def test_an_ambiguous_name_lists_its_things_and_an_unknown_one_suggests_names() -> None:
    built = graph(told("a", outage("x", company="x")))
    with pytest.raises(QueryError, match=r"company:x.*service:x"):
        explain(built, "X")
    with pytest.raises(QueryError, match="did you mean WhatsApp"):
        explain(Graph.from_quads(rdf.quads(sample())), "Watsapp")


def test_an_article_tells_what_became_of_what_it_says() -> None:
    built = graph(told("a", outage("x", **DAY, duration="PT2H")), told("b", outage("x", **DAY, duration="PT3H")))
    found = explain(built, "article/a")
    assert {"type", "duration", "date", "affectedService"} <= {e.property for e in found.facts}
    assert all(any(v.article == "a" for v in (*e.supporting, *e.against)) for e in found.facts)
    claim = one(found, "duration", "PT2H").supporting[0].claim
    assert [e.property for e in explain(built, claim).facts if e.value == "PT2H"] == ["duration"]
    conflict = explain(built, node_of(built, "conflict"))
    assert {e.property for e in conflict.facts} == {"duration"}


def test_turtle_without_named_graphs_explains_the_same() -> None:
    quads = rdf.quads(sample())
    out = io.BytesIO()
    rdf.write(quads, out, "turtle")
    turtle = parse_graph(out.getvalue(), ".ttl")
    for name in ("WhatsApp", "Meta", "Ann Lee"):
        assert explain(turtle, name).facts == explain(Graph.from_quads(quads), name).facts


def test_all_words_are_there_in_all_languages() -> None:
    for group in words().values():
        for texts in group.values():
            assert set(texts) == set(LANGUAGES)
    with pytest.raises(QueryError, match="en, fr, ar"):
        explain(Graph.from_quads(rdf.quads(sample())), "Meta", language="de")


_STANCES = st.sampled_from(list(Stance))
_SLOTS = st.fixed_dictionaries(
    {"stance": _STANCES, "date": st.sampled_from(["2025-05-24", "2025-05", "2025-05-25"])},
    optional={
        "duration": st.sampled_from(["PT2H", "PT120M", "PT5H20M", "PT24H"]),
        "reports": st.lists(st.sampled_from([over(25800), over(25000), 5003, under(650)]), min_size=1, max_size=2),
        "cause": st.builds(said, st.sampled_from(["CyberAttack", "DnsFailure", "CableCut"]), stance=_STANCES),
        "resolved": st.sampled_from(["true", "false"]),
        "start": st.sampled_from(["15:00:00Z", "10:00:00-05:00", "15:00:00"]),
    },
)


@st.composite
def _readings(draw: st.DrawFn) -> list[Reading]:
    found = []
    for article in "abcde"[: draw(st.integers(1, 5))]:
        events = [outage("x", **draw(_SLOTS))]
        if draw(st.booleans()):
            events.append(gift("rich", "party", draw(st.sampled_from([300, 299, 400]))))
        claims = [holds(article, "rich", "chair", draw(st.sampled_from(list(RoleStatus))))] * draw(st.integers(0, 1))
        published = draw(st.sampled_from([None, date(2025, 5, 25), date(2025, 5, 27), date(2025, 8, 1)]))
        outlet = draw(st.sampled_from([None, "The Gull", "Quay News"]))
        found.append(told(article, *events, claims=claims, published=published, outlet=outlet))
    return found


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(_readings())
def test_an_explanation_never_disagrees_with_the_build(readings: list[Reading]) -> None:
    built = graph(*readings)
    recall = Recall(built)
    facts = {q.subject for q in built.quads() if q.graph_name == recall.iri(NodeId("graph/facts"))}
    for subject in sorted(facts, key=str):
        node = recall.node(subject)  # type: ignore[arg-type]
        found = explain(built, node).facts
        for e in found:
            assert e.in_graph == (e.status is not Status.TOLD), e
        properties = {
            predicate_name(q.predicate)
            for q in built.quads()
            if q.subject == subject and q.graph_name == recall.iri(NodeId("graph/facts"))
        }
        assert properties == {e.property for e in found if e.in_graph}
