"""Intervals that words leave open."""

from __future__ import annotations

import pytest
from tests.resolve.builder import value

from incidentgraph.model import Qualifier, Value
from incidentgraph.resolve.numbers import interval_of, number_of

E, M, L, A = Qualifier.EXACT, Qualifier.MORE_THAN, Qualifier.LESS_THAN, Qualifier.ABOUT


def agree(theme: str, left: tuple[str | int, Qualifier], right: tuple[str | int, Qualifier]) -> bool:
    a, b = (interval_of(value(text), qualifier, theme) for text, qualifier in (left, right))
    assert a is not None
    assert b is not None
    assert a.meets(b) == b.meets(a)
    return a.meets(b)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((25000, M), (25800, M), True),
        ((25000, M), (26100, E), True),
        ((25000, E), (25800, M), False),
        ((25000, E), (25300, E), True),
        ((25800, E), (25300, E), False),
        ((10000, M), (25000, M), False),
        ((650, L), (600, E), True),
        ((650, L), (25000, M), False),
        ((32, A), (33, A), True),
    ],
)
def test_counts(left: tuple[int, Qualifier], right: tuple[int, Qualifier], expected: bool) -> None:
    assert agree("count", left, right) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("PT120M", E), ("PT2H", E), True),
        (("PT2H", E), ("PT110M", E), True),
        (("PT2H", E), ("PT90M", E), False),
        (("PT2H", M), ("PT2H30M", E), True),
        (("PT2H", M), ("PT3H30M", E), False),
        (("P2D", M), ("PT2H", E), False),
        (("PT6H", E), ("PT7H", E), False),
        (("PT6H", A), ("PT7H", A), True),
        (("P1D", E), ("PT24H", E), True),
    ],
)
def test_durations(left: tuple[str, Qualifier], right: tuple[str, Qualifier], expected: bool) -> None:
    assert agree("duration", left, right) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((235_000_000, M), (300_000_000, A), False),
        ((288_000_000, E), (300_000_000, A), True),
        ((235_000_000, M), (240_000_000, A), True),
    ],
)
def test_amounts(left: tuple[int, Qualifier], right: tuple[int, Qualifier], expected: bool) -> None:
    assert agree("amount", left, right) is expected


@pytest.mark.parametrize("text", ["", "many", "NaN", "Infinity"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_of(Value(text, "integer")) is None
    assert interval_of(Value(text, "duration"), E, "duration") is None
