"""Which articles in different languages carry one dispatch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from incidentgraph.model import Article, Claim, Event, Evidence, Mention, NodeId, Reading, Ref, Span, Value
from incidentgraph.resolve.witnesses import Telling, telling, telling_keys, translated

DAY = date(2025, 5, 24)
NAMES = tuple(f"=person/{name}" for name in "abcdef")
NUMBERS = ("#25800", "#8:51", "#2022", "#300000000")
SEQUENCE = ("=service/x", *NAMES[:3], *NUMBERS[:2], *NAMES[3:], *NUMBERS[2:])


def told(article: str, language: str, sequence: tuple[str, ...] = SEQUENCE) -> Telling:
    return Telling(
        article,
        f"digest of {article}",
        language,
        DAY,
        frozenset(),
        frozenset({"outage/1"}),
        frozenset({"=service/x"}),
        sequence,
    )


ENGLISH, FRENCH = told("a", "en"), told("b", "fr")


def test_the_same_names_and_numbers_in_the_same_order_are_a_translation() -> None:
    assert translated(ENGLISH, FRENCH) == translated(FRENCH, ENGLISH) == "translationOf"
    assert telling_keys(ENGLISH) & telling_keys(FRENCH)


def test_a_shortened_translation() -> None:
    assert translated(ENGLISH, told("b", "fr", SEQUENCE[:9])) == "translationOf"


def test_another_order_is_another_report() -> None:
    assert translated(ENGLISH, told("b", "fr", SEQUENCE[::-1])) is None
    assert translated(ENGLISH, told("b", "fr", (*SEQUENCE[6:], *SEQUENCE[:6]))) is None


def test_independent_reports_of_what_everybody_tells_are_two() -> None:
    """Both cite the tracker's count and its clock time, and then go their own ways."""
    own = tuple(f"=person/{name}" for name in "uvwxyz")
    assert translated(ENGLISH, told("b", "fr", ("=service/x", *NAMES[:2], *NUMBERS[:2], *own))) is None


def test_a_brief_is_no_translation_of_every_long_report() -> None:
    assert translated(ENGLISH, told("b", "fr", SEQUENCE[:6])) is None


def test_what_is_part_of_the_incident_anyway_shows_nothing() -> None:
    """All that is aligned are the incident's own participants and places."""
    own = frozenset(SEQUENCE) - {"#25800", "#8:51"}
    assert translated(replace(ENGLISH, own=own), replace(FRENCH, own=own)) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(FRENCH, language="en"),
        replace(FRENCH, article="a"),
        replace(FRENCH, incidents=frozenset({"outage/2"})),
        replace(FRENCH, incidents=frozenset()),
        replace(FRENCH, published=date(2025, 5, 29)),
    ],
)
def test_what_is_no_translation(other: Telling) -> None:
    assert translated(ENGLISH, other) is None


def test_agency_lines_lower_the_bar_or_raise_it() -> None:
    right = told("b", "fr", (*SEQUENCE[:8], "=person/w", "=person/y", "=person/z"))
    assert translated(ENGLISH, right) is None
    left, right = (replace(one, agencies=frozenset({"afp"})) for one in (ENGLISH, right))
    assert translated(left, right) == "translationOf"
    assert (
        translated(replace(ENGLISH, agencies=frozenset({"reuters"})), replace(FRENCH, agencies=frozenset({"afp"})))
        is None
    )


def test_without_a_date_more_must_agree() -> None:
    right = told("b", "fr", (*SEQUENCE[:9], "=person/y", "=person/z"))
    assert translated(ENGLISH, right) == "translationOf"
    assert translated(ENGLISH, replace(right, published=None)) is None
    assert translated(ENGLISH, replace(FRENCH, published=None)) == "translationOf"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "at 2:30 p.m. some 25,800 users", ("#2:30", "#25800")),
        ("fr", "à 14h30 quelque 25 800 usagers", ("#2:30", "#25800")),
        ("ar", "عند الساعة ١٤:٣٠ نحو ٢٥٨٠٠ مستخدم", ("#2:30", "#25800")),
        ("en", "$288 million, 1.5 billion and 39,000", ("#288000000", "#1500000000", "#39000")),
        ("fr", "288 millions de dollars, 1,5 milliard et 39.000", ("#288000000", "#1500000000", "#39000")),
        ("ar", "288 مليون دولار و1.5 مليار و39 ألف", ("#288000000", "#1500000000", "#39000")),
        ("en", "three waves, 2 outages, 15% in 2025", ("#15", "#2025")),
        ("xx", "in 2025", ("#2025",)),
    ],
)
def test_numbers_are_the_same_in_every_language(language: str, text: str, expected: tuple[str, ...]) -> None:
    assert telling(Reading(Article("a", text, language)), lambda node: node).sequence == expected


def test_what_a_reading_tells() -> None:
    text = "Skip 99. Acme and Bolt were down for two hours, Acme said in 2024."
    mentions = tuple(
        Mention(Span(at, at + 4), text[at : at + 4], NodeId(node))
        for at, node in (
            (text.find("Acme"), "company/acme"),
            (text.find("Bolt"), "company/bolt"),
            (text.rfind("Acme"), "company/acme"),
        )
    )
    at = text.find("two hours")
    event = NodeId("outage/a-1")
    claims = (
        Claim("a", event, "affectedCompany", Ref(NodeId("company/acme"))),
        Claim("a", event, "duration", Value("PT2H", "duration"), evidence=(Evidence(Span(at, at + 9), "two hours"),)),
    )
    reading = Reading(
        Article("a", text, "en", published=DAY, skip=(Span(0, 8),)),
        mentions,
        events=(Event(event, "Outage", "a"),),
        claims=claims,
    )
    same = {event: NodeId("outage/all"), NodeId("company/bolt"): NodeId("company/nut")}
    found = telling(reading, lambda node: same.get(node, node))
    assert found.sequence == ("=company/acme", "=company/nut", f"#{Decimal(120)}min", "#2024")
    assert found.incidents == {"outage/all"}
    assert found.own == {"=company/acme"}
    assert telling_keys(found) == {"outage/all =company/nut", "outage/all #120min", "outage/all #2024"}
