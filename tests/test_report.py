"""The report says all that happened, and nothing of the machine it happened on."""

from __future__ import annotations

import json

import pytest
from tests.factory import article, claim, entity, event, reading, resolution

from incidentgraph.model import Reading, Rejection, Term, Value
from incidentgraph.report import portable, summarise


def told() -> tuple[Reading, Reading]:
    whatsapp = entity("Service", "WhatsApp")
    readings = []
    for ident, words, length in (("a", "two hours", "PT2H"), ("b", "three hours", "PT3H")):
        text = article(f"WhatsApp was down for {words}.", id=ident)
        outage = event("Outage", text)
        claims = [
            claim(text, outage, "type", Term("Outage"), "WhatsApp was down"),
            claim(text, outage, "affectedService", whatsapp, "WhatsApp was down"),
            claim(text, outage, "duration", Value(length, "duration"), words),
        ]
        readings.append(reading(text, entities=[whatsapp], events=[outage], claims=claims))
    return readings[0], readings[1]


def test_counts_and_articles() -> None:
    report = summarise(resolution(*told()), [], [])
    assert (report.counts["articles"], report.counts["claims"], report.languages) == (2, 8, {"en": 2})
    assert [(a.id, a.claims) for a in report.articles] == [("a", 4), ("b", 4)]
    assert report.complete


def test_rejections_make_it_incomplete_and_notices_do_not() -> None:
    one = Rejection("x.txt", "the file is empty")
    assert summarise(resolution(*told()), [], [one]).complete
    report = summarise(resolution(*told()), [one, one], [])
    assert not report.complete
    assert report.rejections == (one,)


def test_json_names_no_folder_of_the_machine() -> None:
    rejection = Rejection("/data/news/x.txt:3", "no", hint="yes")
    data = json.loads(summarise(resolution(*told()), [rejection], []).to_json(["/data/news"]))
    assert data["rejections"] == [{"where": "news/x.txt:3", "reason": "no", "hint": "yes"}]


@pytest.mark.parametrize(
    ("where", "inputs", "expected"),
    [
        ("/d/n/a.txt", ["/d/n"], "n/a.txt"),
        ("/d/n/a.txt", ["/d/n/"], "n/a.txt"),
        ("/d/n/a.txt", ["/d/n/a.txt"], "a.txt"),
        ("/d/n/a.jsonl:7", ["/d/n/a.jsonl"], "a.jsonl:7"),
        ("standard input", ["-"], "standard input"),
        ("/d/nn/a.txt", ["/d/n"], "/d/nn/a.txt"),
    ],
)
def test_places_are_under_their_input(where: str, inputs: list[str], expected: str) -> None:
    assert portable(where, inputs) == expected
