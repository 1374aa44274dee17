"""Nothing in the demo is without reasons: every plain fact is explained by quotes and by the rules that chose it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from incidentgraph import namespaces as ns
from incidentgraph.explain import Status, explain
from incidentgraph.explain.recall import Recall, predicate_name
from incidentgraph.model import NodeId, Value
from incidentgraph.store import Graph, open_graph

DEMO = Path(__file__).parents[2] / "graphs" / "demo" / "graph.trig"


@lru_cache
def demo() -> Graph:
    return open_graph(DEMO)


def plain_facts() -> dict[NodeId, set[tuple[str, str]]]:
    recall = Recall(demo())
    found: dict[NodeId, set[tuple[str, str]]] = {}
    for quad in demo().quads():
        if quad.graph_name == recall.iri(NodeId("graph/facts")):
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode | Literal)
            found.setdefault(recall.node(quad.subject), set()).add((predicate_name(quad.predicate), text(quad.object)))
    return found


def text(term: NamedNode | Literal) -> str:
    value = Recall(demo()).object(term)
    if isinstance(value, Value) and value.datatype.startswith("langString:"):
        return f"{value.lexical}@{value.datatype.partition(':')[2]}"
    return str(getattr(value, "lexical", None) or getattr(value, "name", None) or getattr(value, "id", ""))


def test_every_plain_fact_is_explained_by_a_quote_and_the_value_is_the_same() -> None:
    facts = plain_facts()
    assert len(facts) > 100
    for node, held in facts.items():
        found = explain(demo(), node).facts
        given = {(e.property, e.value) for e in found if e.status is not Status.TOLD}
        assert held <= given, node
        for e in found:
            if (e.property, e.value) in held:
                assert e.in_graph
                assert any(quote.exact for voice in e.supporting for quote in voice.quotes), (node, e.property)
                assert e.why.endswith(".")


def test_the_rules_give_what_the_graph_holds_and_nothing_else() -> None:
    facts = plain_facts()
    for node, held in facts.items():
        for e in explain(demo(), node).facts:
            assert e.in_graph == (e.status is not Status.TOLD), (node, e.property, e.value)
            assert ((e.property, e.value) in held) == e.in_graph


def test_every_quote_is_where_it_says() -> None:
    texts = {}
    for triple in demo().match(None, NamedNode(f"{ns.SCHEMA}articleBody")):
        assert isinstance(triple.subject, NamedNode)
        (identifier,) = demo().objects(triple.subject, NamedNode(f"{ns.DCT}identifier"))
        texts[getattr(identifier, "value", "")] = getattr(triple.object, "value", "")
    for node in plain_facts():
        for e in explain(demo(), node).facts:
            for voice in (*e.supporting, *e.against):
                for quote in voice.quotes:
                    assert texts[voice.article][quote.start : quote.end] == quote.exact


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_words_are_there_in_each_language(language: str) -> None:
    for e in explain(demo(), "WhatsApp", language=language).facts:
        assert e.why
        assert "{" not in e.why
