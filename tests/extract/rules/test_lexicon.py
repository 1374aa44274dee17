"""Cue phrases: inflection, gaps, options, masks."""

from __future__ import annotations

import pytest

from incidentgraph.errors import DataError
from incidentgraph.extract.rules.lexicon import Lexicon, lexicon
from incidentgraph.extract.rules.tokens import tokenize
from incidentgraph.languages import load


def found(text: str, code: str, family: str) -> list[str]:
    cues = lexicon(load(code)).find(tokenize(text, load(code)))
    return [text[c.span.start : c.span.end] for c in cues if c.family == family]


def small(*phrases: tuple[str, str]) -> Lexicon:
    made = Lexicon()
    for category, phrase in phrases:
        made.add(category, phrase)
    return made


def categories(made: Lexicon, text: str) -> list[str]:
    return [c.category for c in made.find(tokenize(text, load("en")))]


def test_a_star_takes_any_ending_and_a_bar_either_word() -> None:
    made = small(("x", "den* the|a claim"))
    assert categories(made, "They denied the claim") == ["x"]
    assert categories(made, "They denied this claim") == []


def test_a_gap_spans_words_but_no_full_stop() -> None:
    made = small(("x", "knock* ... offline"))
    assert categories(made, "It knocked the whole site offline") == ["x"]
    assert categories(made, "It knocked. The site is offline") == []


def test_an_optional_word_may_be_left_out() -> None:
    made = small(("x", "service very? disruption"))
    assert categories(made, "service disruption, service very disruption") == ["x", "x"]


def test_the_longer_cue_of_a_family_stays_and_others_families_are_kept() -> None:
    made = small(("a.One", "attack"), ("a.Two", "cyber attack"), ("b", "attack"))
    assert categories(made, "a cyber attack") == ["a.Two", "b"]


def test_nothing_inside_a_mask_is_a_cue() -> None:
    made = small(("a", "attack"), ("mask", "heart attack"))
    assert categories(made, "a heart attack, an attack") == ["a"]


@pytest.mark.parametrize("phrase", ["... end", "_ end", "may? end", ""])
def test_a_phrase_must_begin_with_a_word(phrase: str) -> None:
    with pytest.raises(DataError, match="begin with a word"):
        small(("x", phrase))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The app went down at noon", "en"),
        ("L'application est inaccessible", "fr"),
        ("وتعرّضت المنصة لانقطاعٍ واسع", "ar"),
        ("تعطلت خدمات البنك", "ar"),
        ("une panne d’ampleur", "fr"),
    ],
)
def test_outages_are_recognised(text: str, code: str) -> None:
    assert found(text, code, "outage")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("He died of a heart attack", "en"),
        ("The down payment rose", "en"),
        ("Le cessez-le-feu tient", "fr"),
        ("une panne d'essence", "fr"),
        ("العطلة الصيفية", "ar"),
        ("هجوم مسلح على المدينة", "ar"),
    ],
)
def test_look_alikes_are_not(text: str, code: str) -> None:
    assert not found(text, code, "outage")
    assert not found(text, code, "attack")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("مستشار الرئيس", ["مستشار الرئيس"]),
        ("مستشار للرئيس", ["مستشار", "للرئيس"]),
        ("الرئيس التنفيذي للعمليات", ["الرئيس التنفيذي للعمليات"]),
    ],
)
def test_a_preposition_fused_with_the_article_leads_out_of_a_title(text: str, titles: list[str]) -> None:
    assert found(text, "ar", "role") == titles
