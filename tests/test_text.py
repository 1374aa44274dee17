"""Sentences keep their place; boilerplate is left out; front matter is no prose."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentgraph.languages import load
from incidentgraph.model import Article, Span
from incidentgraph.text import sentences, split_sentences


def told(text: str, language: str = "en", skip: tuple[Span, ...] = ()) -> list[str]:
    return [s.text for s in sentences(Article("a", text, language, skip=skip), load(language))]


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    text = "Mr. Haddad said version 3.2 failed at 4 p.m. in the U.S. on Monday. It was mended."
    assert len(told(text)) == 2


def test_arabic_question_marks_and_stops_end_sentences() -> None:
    assert len(told("ما سبب العطل؟ لم تعلّق الشركة. عادت الخدمة لاحقاً.", "ar")) == 3


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Read also: How to back up your phone", "en"),
        ("googletag.cmd.push(function() { googletag.display('div-1'); });", "en"),
        ("À lire aussi : nos conseils", "fr"),
        ("Abonnez-vous à notre lettre", "fr"),
        ("اقرأ أيضاً: نصائح للحماية", "ar"),
        ("(وكالات)", "ar"),
        ("* * *", "en"),
    ],
)
def test_boilerplate_lines_are_left_out(line: str, language: str) -> None:
    body = {"en": "The bank's app went down.", "fr": "L'application est en panne.", "ar": "تعطل التطبيق اليوم."}[
        language
    ]
    assert told(f"{body}\n{line}\n", language) == [body]


def test_prose_that_only_mentions_such_words_is_kept() -> None:
    for line in (
        "Readers also asked why the app failed.",
        "The newsletter service went down on Monday.",
        "Les abonnés attendent.",
    ):
        assert told(line, "fr" if "abonnés" in line else "en") == [line]


def test_a_repeated_headline_is_read_once() -> None:
    assert told("Bank app fails again\n\nBank app fails again (Archive)\nBank app fails again\n") == [
        "Bank app fails again"
    ]


def test_links_behind_a_section_heading_are_left_out_until_prose_returns() -> None:
    prose = (
        "The operator said on Monday that service had returned for every customer in the north and that engineers "
        "would stay on site until the morning, adding that it was sorry."
    )
    assert told(f"Fine.\nRelated articles\nA link\nAnother link\n{prose}\nA last line") == [
        "Fine.",
        prose,
        "A last line",
    ]


def test_skipped_ranges_are_not_read() -> None:
    text = "---\ntitle: X\n---\nThe site is down."
    assert told(text, skip=(Span(0, 16),)) == ["The site is down."]


@given(st.text(alphabet="ab .!?\n\r«»،؟ُA1", max_size=200))
def test_every_sentence_stands_at_its_span_and_none_overlap(text: str) -> None:
    found = sentences(Article("a", text, "en"), load("en"))
    assert all(text[s.span.start : s.span.end] == s.text for s in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.text(alphabet="ab .!?»A", max_size=120))
def test_splitting_loses_nothing_but_white_space(text: str) -> None:
    text = " ".join(text.split())
    pieces = [text[s.start : s.end] for s in split_sentences(text, load("en"))]
    assert "".join("".join(pieces).split()) == "".join(text.split())
