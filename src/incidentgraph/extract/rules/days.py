"""The calendar behind dates: what is told of one, and which day that is, seen from the article's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from incidentgraph.model import Value

FIRST_YEAR, LAST_YEAR = 1950, 2099
MONTHS = 12
YEAR_DIGITS, DAY_DIGITS = 4, 2
_WEEK = 7
_LEAP_YEAR = 2000
_LEAP_DISTANCE = 9
_AHEAD = 31  # a day and month without year that lies so few days ahead is not a year ago ("closed until 24 September")


@dataclass(frozen=True, slots=True)
class Parts:
    """What is told of a date, before tokens `end`."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None


def order(parts: list[str], *, day_first: bool) -> date | None:
    """The day of three figures, in the order that their lengths and sizes tell; None where they do not.

    >>> order(["24", "05", "2025"], day_first=False), order(["05", "06", "2025"], day_first=False)
    (datetime.date(2025, 5, 24), None)
    """
    lengths = [len(p) for p in parts]
    numbers = [int(p) for p in parts if len(p) <= YEAR_DIGITS]
    if len(numbers) < len(parts):
        return None
    if lengths[0] == YEAR_DIGITS:
        return valid(*numbers)
    if lengths[2] != YEAR_DIGITS or max(lengths[:2]) > DAY_DIGITS:
        return None
    first, second, year = numbers
    if day_first or first > MONTHS or first == second:
        return valid(year, second, first)
    return valid(year, first, second) if second > MONTHS else None


def valid(year: int, month: int, day: int) -> date | None:
    """The day, if there is such a one in the years that news tell of."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:  # the 31st of February is no date
        return None


def value_of(parts: Parts, reference: date | None, direction: int) -> tuple[Value | None, bool]:
    """The literal of a date as precise as it is told, and whether the reference was needed for it.

    >>> value_of(Parts(0, 0, month=3, day=10), None, 0)
    (Value(lexical='--03-10', datatype='gMonthDay'), False)
    >>> value_of(Parts(0, 0, month=3, day=10), date(2025, 5, 24), 0)
    (Value(lexical='2025-03-10', datatype='date'), True)
    """
    year, month, day = parts.year, parts.month, parts.day
    if month is None:
        return Value(f"{year:04d}", "gYear"), False
    if day is None:
        if year is None and reference is not None:
            return Value(f"{_year_of_month(month, reference, direction)}-{month:02d}", "gYearMonth"), True
        return (
            Value(f"--{month:02d}", "gMonth") if year is None else Value(f"{year}-{month:02d}", "gYearMonth")
        ), False
    if valid(year or _LEAP_YEAR, month, day) is None:
        return None, False
    if year is not None:
        return Value(date(year, month, day).isoformat(), "date"), False
    found = _nearest(month, day, reference, forward=direction > 0) if reference else None
    return Value(found.isoformat(), "date") if found else Value(
        f"--{month:02d}-{day:02d}", "gMonthDay"
    ), found is not None


def _nearest(month: int, day: int, reference: date, *, forward: bool) -> date | None:
    """The nearest such day after the reference, or else before or soon after it; 29 February may be years away."""
    soon = [d for y in (reference.year, reference.year + 1) if (d := valid(y, month, day))]
    ahead = next((d for d in soon if 0 < (d - reference).days <= _AHEAD), None)
    if ahead:
        return ahead
    for distance in range(_LEAP_DISTANCE):
        found = valid(reference.year + (distance if forward else -distance), month, day)
        if found and (found > reference if forward else found <= reference):
            return found
    return None


def _year_of_month(month: int, reference: date, direction: int) -> int:
    if direction > 0:
        return reference.year + (month <= reference.month)
    if direction < 0:
        return reference.year - (month >= reference.month)
    return reference.year - (month > reference.month)


def resolve_weekday(weekday: int, reference: date | None, direction: int) -> date | None:
    """The latest such weekday on or before the reference; before it for "last", after it for "next".

    >>> [str(resolve_weekday(6, date(2025, 5, 24), d)) for d in (0, -1, 1)]
    ['2025-05-24', '2025-05-17', '2025-05-31']
    """
    if reference is None:
        return None
    back = (reference.isoweekday() - weekday) % _WEEK
    if direction > 0:
        return reference + timedelta(days=_WEEK - back)
    return reference - timedelta(days=back if back or direction == 0 else _WEEK)
