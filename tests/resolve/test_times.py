"""Partial dates, weekdays and clocks: what fits what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.resolve.builder import value

from incidentgraph.model import Object, Term
from incidentgraph.resolve.times import Days, both, clock_gap, clock_of, days_of, seen_from


def days(text: str) -> Days:
    told: Object = Term(text) if text.isalpha() else value(text)
    found = days_of(told)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("left", "right", "fit"),
    [
        ("--05", "2025-05-24", True),
        ("--05", "2025-06-24", False),
        ("--03-10", "--03", True),
        ("--03-10", "--05", False),
        ("--03-10", "--03-11", False),
        ("--03-10", "2025-03-10", True),
        ("--03-10", "2025-03", True),
        ("--03-10", "2025", True),
        ("Saturday", "2025-05-24", True),
        ("Sunday", "2025-05-24", False),
        ("Saturday", "--05", True),
        ("Saturday", "Sunday", False),
        ("2025-05", "2025-05-24", True),
        ("2025-05", "2024-05-24", False),
        ("2025", "2025-05", True),
        ("2025", "2024", False),
    ],
)
def test_what_fits(left: str, right: str, fit: bool) -> None:
    assert (both(days(left), days(right)) is not None) is fit
    assert (both(days(right), days(left)) is not None) is fit


def test_bounds_follow_from_all_that_is_told() -> None:
    found = both(days("2025-05"), days("--05-24"))
    assert found is not None
    assert found.exact == date(2025, 5, 24)
    saturdays = both(days("2025-05"), days("Saturday"))
    assert saturdays is not None
    assert (saturdays.first, saturdays.last) == (date(2025, 5, 3), date(2025, 5, 31))


def test_three_that_fit_in_pairs_need_not_fit_together() -> None:
    monday, tenth, year = days("Monday"), days("--03-10"), days("2024")
    assert both(monday, tenth)
    assert both(tenth, year)
    together = both(both(monday, tenth) or Days(), year)
    assert together is None  # 10 March 2024 was a Sunday


@pytest.mark.parametrize("text", ["2025-02-30", "--13", "--04-31", "0000-01-01"])
def test_a_day_that_is_none_tells_nothing(text: str) -> None:
    assert days_of(value(text)) is None


def test_no_year_is_made_up() -> None:
    assert seen_from(days("--03-10"), None) == Days(month=3, day=10)


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("Saturday", date(2025, 5, 26), date(2025, 5, 24), date(2025, 5, 24)),
        ("Saturday", date(2025, 5, 24), date(2025, 5, 24), date(2025, 5, 24)),
        ("--03-10", date(2025, 5, 26), date(2025, 3, 10), date(2025, 3, 10)),
        ("--12-30", date(2025, 1, 2), date(2024, 12, 30), date(2024, 12, 30)),
        ("--03", date(2025, 5, 26), date(2025, 3, 1), date(2025, 3, 31)),
        ("2025-05", date(2025, 5, 26), date(2025, 5, 1), date(2025, 5, 31)),
    ],
)
def test_an_article_of_a_known_day_means_the_last_such_day(text: str, published: date, first: date, last: date) -> None:
    found = seen_from(days(text), published)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("17:00:00+02:00", 15 * 60),
        ("11:00:00-04:00", 15 * 60),
        ("15:00:00Z", 15 * 60),
        ("2025-05-24T23:30:00-05:00", 4 * 60 + 30),
        ("15:00:00", None),
    ],
)
def test_clocks_are_put_on_utc_where_their_zone_is_told(text: str, utc: int | None) -> None:
    assert clock_of(value(text)) == utc


def test_a_clock_goes_round() -> None:
    assert clock_gap((23 * 60, 0), (60, 0)) == 120
    assert clock_gap((780, 120), (840, 10)) == 0


@given(st.integers(0, 1439), st.integers(0, 600), st.integers(0, 1439), st.integers(0, 600))
def test_a_gap_is_the_same_from_both_sides(a: int, m: int, b: int, n: int) -> None:
    assert clock_gap((a, m), (b, n)) == clock_gap((b, n), (a, m))


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_fitting_is_symmetrical_and_no_wider_than_either(one: date, other: date) -> None:
    left, right = Days(one, one), Days(month=other.month, weekday=other.weekday())
    found = both(left, right)
    assert found == both(right, left)
    assert (found is not None) == right.has(one)
