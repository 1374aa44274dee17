"""A graph against gold: what counts as right, missed and extra, and the words that show it."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest
from tests.evaluate.golds import Record, arabic, english, gold, graph, measured

from incidentgraph.evaluate import EXTRA, HEADLINE, MISSED, OVERSTATED, Difference, Evaluation, Tally, evaluate
from incidentgraph.store import Graph, parse_graph


def found(evaluation: Evaluation, side: str, row: str) -> list[Difference]:
    return [d for d in evaluation.differences() if d.side == side and d.row == row]


def test_gold_that_the_graph_has_in_full() -> None:
    result = measured(english(), arabic())
    scores = result.scores()
    assert scores.overall == 1
    assert {name: tally for name, tally in scores.rows.items() if tally.extra or tally.missed} == {}
    assert list(scores.rows)[: len(HEADLINE)] == list(HEADLINE)
    assert result.differences() == ()
    assert result.sound


def test_an_incident_told_twice_is_one_node() -> None:
    assert measured(english(), arabic()).scores().rows["same incident"] == Tally(1, 0, 0)
    other = arabic() | {"incident": "another-2024"}
    assert measured(english(), other).scores().rows["same incident"] == Tally(0, 1, 0)


def test_what_is_missed_has_golds_evidence() -> None:
    record = english()
    record["outages"][0]["end"] = "18:00"
    record["relations"] = [{"s": "Meta", "p": "operatorOf", "o": "WhatsApp"}]
    result = measured(record)
    (slot,) = found(result, MISSED, "slot end")
    assert (slot.about, slot.value, slot.quotes) == ("o1", "18:00", ("WhatsApp was down",))
    (relation,) = found(result, MISSED, "relations")
    assert relation.value == "meta operatorOf whatsapp"
    assert relation.quotes[0].startswith("WhatsApp was down for two hours"), "the sentence that names both"


def test_what_is_extra_has_the_evidence_of_its_claims() -> None:
    record = english()
    record["outages"][0]["report_counts"] = []
    record["entities"].pop()
    record["roles"], record["contributions"], record["attacks"] = [], [], []
    result = measured(record)
    assert [d.quotes for d in found(result, EXTRA, "slot reports")] == [("more than 25,800",)]
    assert [d.quotes for d in found(result, EXTRA, "entities")] == [("Blue Party",)]
    assert [d.quotes for d in found(result, EXTRA, "roles")] == [("Ann Lee, minister of Norland",)]
    assert [d.quotes for d in found(result, EXTRA, "contributions")] == [("500 dollars",)]
    (attack,) = found(result, EXTRA, "attacks")
    assert set(attack.quotes) == {"claimed an attack", "denied it"}


def test_another_value_is_missed_and_extra() -> None:
    record = english()
    record["outages"][0]["duration"] = "PT3H"
    rows = measured(record).scores().rows
    assert rows["slot duration"] == Tally(0, 1, 1)
    assert rows["outages"] == Tally(1, 0, 0)


@pytest.mark.parametrize(
    ("field", "value"), [("date", "2024-04-04"), ("services", ["Telegram"])], ids=["another day", "another service"]
)
def test_an_event_of_another_day_or_service_is_another(field: str, value: Any) -> None:
    record = english()
    record["outages"][0][field] = value
    assert measured(record).scores().rows["outages"] == Tally(0, 1, 1)


def test_the_status_of_a_perpetrator_counts() -> None:
    record = english()
    record["attacks"][0]["perpetrators"][0]["status"] = "suspected"
    assert measured(record).scores().rows["slot perpetrator"] == Tally(0, 1, 1)


def test_the_status_of_a_role_counts_apart() -> None:
    record = english()
    record["roles"][0]["status"] = "former"
    rows = measured(record).scores().rows
    assert (rows["roles"], rows["role status"]) == (Tally(1, 0, 0), Tally(0, 1, 1))


def test_what_is_doubtful_counts_neither_way() -> None:
    record = english()
    record["optional_entities"] = [record["entities"].pop()["name"]]
    record["optional_roles"], record["roles"] = record["roles"], []
    record["optional_attacks"], record["attacks"] = record["attacks"], []
    rows = measured(record).scores().rows
    assert [rows[name].extra for name in ("entities", "roles", "attacks")] == [0, 0, 0]
    assert [rows[name].right for name in ("entities", "roles", "attacks")] == [5, 0, 0]


def test_an_article_that_is_not_in_the_graph_is_missed_in_full() -> None:
    result = measured(english() | {"id": "en-2"})
    assert result.absent == ("en-2",)
    assert not result.sound
    rows = result.scores().rows
    assert {name: tally.right + tally.extra for name, tally in rows.items() if tally.right + tally.extra} == {}
    assert rows["entities"].missed == 6
    assert rows["event slots"].missed == 7


def test_languages_and_parts() -> None:
    result = measured(english(), arabic() | {"held_back": True, "outages": []})
    assert {name: scores.articles for name, scores in result.languages.items()} == {"ar": 1, "en": 1}
    assert {name: scores.articles for name, scores in result.parts.items()} == {"open": 1, "held back": 1}
    assert result.scores(language="en").overall == 1
    assert result.scores(language="ar").rows["outages"] == Tally(0, 1, 0)


def test_what_is_held_back_counts_and_is_not_listed() -> None:
    record = english() | {"held_back": True, "relations": [{"s": "Meta", "p": "operatorOf", "o": "WhatsApp"}]}
    record["entities"].append({"type": "Person", "name": "Secret Name", "mentions": ["Secret Name"]})
    result = measured(record)
    assert result.scores().rows["relations"].missed == 1
    assert result.differences() == ()
    assert "Secret Name" not in str(result.notes)
    assert {d.row for d in result.differences(held_back=True)} == {"relations", "entities"}


def test_gold_that_is_not_in_the_article_is_noted() -> None:
    record = english() | {"sha256": "0" * 64}
    record["entities"][1]["mentions"] = ["Facebook"]
    record["outages"][0]["evidence"] = "Facebook was down"
    notes = measured(record).notes
    assert [note.where for note in notes] == [
        "en-1.json: sha256",
        "en-1.json: entities[1].mentions[0]",
        "en-1.json: outages[0].evidence",
    ]


def changed(old: str, new: str) -> Graph:
    text = "".join(sorted(f"{quad} .\n" for quad in graph().quads()))
    assert old in text
    return parse_graph(text.replace(old, new).encode(), ".nq")


def test_quotes_are_looked_up_in_the_article() -> None:
    quotes = evaluate(changed('"denied it"', '"admitted it"'), gold(english())).grounding
    assert [(r.where, r.quote) for r in quotes.ungrounded] == [("en-1", "admitted it")]
    quotes = evaluate(changed('"two hours"', '"hours"'), gold(english())).grounding
    assert [r.quote for r in quotes.misplaced] == ["hours"]
    assert quotes.ungrounded == ()


def test_without_the_text_quotes_are_not_checked() -> None:
    result = evaluate(changed("schema.org/articleBody", "schema.org/nothing"), gold(english()))
    assert result.grounding.quotes == 0
    assert result.grounding.unchecked > 10
    assert result.scores().overall == 1


def test_a_claim_without_a_quote_is_counted() -> None:
    result = evaluate(changed("ontology#evidence>", "ontology#nothing>"), gold(english()))
    assert result.grounding.unquoted > 10
    assert not result.sound


@pytest.mark.parametrize(("status", "overstated"), [("suspected", 0), ("denied", 1), ("asserted", 0)])
def test_what_gold_does_not_hold_for_established_must_not_be_asserted(status: str, overstated: int) -> None:
    record = arabic()
    record["outages"][0]["causes"][0]["status"] = status
    graph = changed("ontology#Suspected>", "ontology#Asserted>") if status == "denied" else None
    result = measured(record) if graph is None else evaluate(graph, gold(record))
    assert result.overstated == overstated
    assert [(d.row, d.value, d.quotes) for d in result.differences() if d.side == OVERSTATED] == [
        ("slot cause", "technical", ("خلل تقني",))
    ] * overstated


@pytest.mark.parametrize(("status", "overstated"), [("claimed", 1), ("asserted", 0), (None, 0)])
def test_an_attack_that_is_only_claimed_must_not_be_asserted(status: str | None, overstated: int) -> None:
    record = english()
    record["attacks"][0]["status"] = status
    assert measured(record).overstated == 0, "the graph has it as claimed and denied"
    assert evaluate(changed("ontology#Denied>", "ontology#Asserted>"), gold(record)).overstated == overstated


def test_a_graph_without_named_graphs_gives_the_same_numbers() -> None:
    merged = Graph.from_quads(ox.Quad(*triple) for triple in graph().match())
    assert evaluate(merged, gold(english(), arabic())) == measured(english(), arabic())


def test_the_order_of_gold_changes_nothing() -> None:
    one: list[Record] = [english(), arabic()]
    assert measured(*one).scores() == measured(*reversed(one)).scores()
