"""Values in sentences, by tables of cases a language, and by properties."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentgraph.extract.rules.values import (
    AgoMark,
    CountMark,
    DateMark,
    DurationMark,
    MoneyMark,
    TimeMark,
    ValueMark,
    WeekdayMark,
    find_values,
)
from incidentgraph.languages import load
from incidentgraph.model import Qualifier

TABLES = Path(__file__).with_name("values")
LANGUAGES = ("ar", "en", "fr")
FEWEST = 60
SIGNS = {Qualifier.EXACT: "", Qualifier.MORE_THAN: ">", Qualifier.LESS_THAN: "<", Qualifier.ABOUT: "~"}
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def cases() -> list[tuple[str, str, str, date | None]]:
    found = []
    for path in sorted(TABLES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                text, expected, *reference = line.split("\t")
                found.append((path.stem, text, expected, date.fromisoformat(reference[0]) if reference else None))
    return found


CASES = cases()


def told(mark: ValueMark) -> str:  # noqa: PLR0911 - one for each kind of mark
    """A mark in the shorthand of the tables."""
    match mark:
        case DateMark():
            flags = [mark.weekday, "rel" * mark.relative, "approx" * mark.approximate, "future" * mark.future]
            return " ".join([mark.value.lexical, *filter(None, flags)])
        case WeekdayMark():
            return f"{mark.weekday}?{' future' * mark.future}"
        case TimeMark():
            return mark.value.lexical + (f" {mark.bound}" if mark.bound != "at" else "") + " again" * mark.secondary
        case DurationMark():
            return f"{SIGNS[mark.qualifier]}{mark.value.lexical} {mark.cue}".strip()
        case CountMark():
            noun = f" {mark.category}:{mark.noun}" if mark.category else f" {mark.noun}"
            return f"{SIGNS[mark.qualifier]}{mark.value}{noun}".strip()
        case MoneyMark():
            return f"{SIGNS[mark.qualifier]}{mark.amount:f} {mark.currency}"
        case AgoMark():
            since = f" = {mark.date.lexical}" if mark.date else ""
            return f"ago {SIGNS[mark.qualifier]}{mark.value.lexical}{since}"
    raise AssertionError(mark)


def shorthand(text: str, code: str, reference: date | None) -> str:
    return " ; ".join(map(told, find_values(text, load(code), reference))) or "-"


@pytest.mark.parametrize(("code", "text", "expected", "reference"), CASES)
def test_the_values_of_a_sentence(code: str, text: str, expected: str, reference: date | None) -> None:
    assert shorthand(text, code, reference) == expected


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_a_large_table(code: str) -> None:
    assert sum(case[0] == code for case in CASES) >= FEWEST


@pytest.mark.parametrize(("code", "text", "expected", "reference"), CASES)
def test_eastern_digits_tell_the_same(code: str, text: str, expected: str, reference: date | None) -> None:
    assert shorthand(text.translate(EASTERN), code, reference) == expected


WORDS = sorted({word for case in CASES for word in case[1].split()})
PIECES = [*WORDS, "25,800", "٢٥٬٨٠٠", "100\u00a0000", "(", ")", "24/7", "\n", "é"]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(LANGUAGES),
    st.lists(st.sampled_from(PIECES), max_size=14),
    st.sampled_from([None, date(2025, 5, 24)]),
)
def test_marks_lie_in_the_text_in_order_and_apart(code: str, words: list[str], reference: date | None) -> None:
    text = " ".join(words)
    marks = find_values(text, load(code), reference)
    end = 0
    for mark in marks:
        assert end <= mark.span.start < mark.span.end <= len(text)
        assert text[mark.span.start : mark.span.end].strip()
        end = mark.span.end
    assert marks == find_values(text, load(code), reference)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(LANGUAGES), st.text(max_size=60))
def test_any_text_is_read(code: str, text: str) -> None:
    for mark in find_values(text, load(code), date(2025, 5, 24)):
        assert text[mark.span.start : mark.span.end].strip()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_without_a_reference_no_year_is_invented(words: list[str]) -> None:
    text = " ".join(words)
    for mark in find_values(text, load("fr"), None):
        if isinstance(mark, DateMark):
            assert not mark.relative
            year = mark.value.lexical[:4]
            assert year.startswith("--") or year in text


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "12 ", "123 ", "1:", "1,", "1.", "12:34 ", "deux ", "de ", "24-", "à 15h ", "و", "ألف ", "million "],
)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_long_line_is_read_in_linear_time(code: str, piece: str) -> None:
    """A line of 40,000 code points: quadratic reading would take minutes."""
    text = piece * (40_000 // len(piece))
    started = time.process_time()
    find_values(text, load(code), date(2025, 5, 24))
    assert time.process_time() - started < 10


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("text", ["\U00010e60", "\u00b2 \u2460", "\U00010e60 h \u00b2\u00b2", "\u00b2/\u00b2/\u00b2"])
def test_digits_that_are_no_decimals_are_no_numbers(code: str, text: str) -> None:
    assert find_values(text, load(code), date(2025, 5, 24)) == ()
