"""Days and clock times as told: partial dates, weekdays, windows of the day; what fits what."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from incidentgraph.model import Object, Term, Value
from incidentgraph.resolve.settings import limit

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = 24 * 60
_DAYPARTS = ((5, "night"), (12, "morning"), (14, "noon"), (18, "afternoon"), (22, "evening"), (24, "night"))  # hours
_LONGEST = 5 * 366  # days that are looked through one by one; longer ranges hold every month, day and weekday

_PATTERNS = {
    "date": re.compile(r"(?P<year>-?\d{4,})-(?P<month>\d\d)-(?P<day>\d\d)"),
    "dateTime": re.compile(r"(?P<year>-?\d{4,})-(?P<month>\d\d)-(?P<day>\d\d)T"),
    "gYearMonth": re.compile(r"(?P<year>-?\d{4,})-(?P<month>\d\d)"),
    "gYear": re.compile(r"(?P<year>-?\d{4,})"),
    "gMonthDay": re.compile(r"--(?P<month>\d\d)-(?P<day>\d\d)"),
    "gMonth": re.compile(r"--(?P<month>\d\d)"),
}
_CLOCK = re.compile(r"(?:T|^)(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$")


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which something may have happened: all that is told of them holds at once."""

    first: date | None = None
    last: date | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def exact(self) -> date | None:
        """The one day, where it is known."""
        return self.first if self.first == self.last else None

    @property
    def told(self) -> bool:
        """Whether anything but a last possible day is known."""
        return (self.first, self.month, self.day, self.weekday) != (None, None, None, None)

    def has(self, day: date) -> bool:
        """Whether a day fits.

        >>> Days(weekday=5).has(date(2025, 5, 24)), Days(weekday=6).has(date(2025, 5, 24))
        (True, False)
        """
        return (
            (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
            and self.month in {None, day.month}
            and self.day in {None, day.day}
            and self.weekday in {None, day.weekday()}
        )


@lru_cache(maxsize=1 << 16)
def both(left: Days, right: Days) -> Days | None:
    """The days that fit both, with bounds as narrow as they follow; None where no day does.

    >>> both(Days(month=5), Days(date(2025, 5, 24), date(2025, 5, 24))).exact
    datetime.date(2025, 5, 24)
    >>> both(Days(month=3), Days(month=5)) is None
    True
    """
    parts: dict[str, int | None] = {}
    for name in ("month", "day", "weekday"):
        a, b = getattr(left, name), getattr(right, name)
        if a is not None and b is not None and a != b:
            return None
        parts[name] = b if a is None else a
    firsts = [d for d in (left.first, right.first) if d is not None]
    lasts = [d for d in (left.last, right.last) if d is not None]
    return _narrowed(Days(max(firsts, default=None), min(lasts, default=None), **parts))


def _narrowed(days: Days) -> Days | None:
    if days.first is None or days.last is None:
        return days
    length = (days.last - days.first).days
    if length < 0:
        return None
    if length > _LONGEST:
        return days
    fitting = [d for n in range(length + 1) if days.has(d := days.first + timedelta(n))]
    if not fitting:
        return None
    return Days(fitting[0], fitting[-1], days.month, days.day, days.weekday)


@lru_cache(maxsize=1 << 16)
def days_of(value: Object) -> Days | None:
    """The days that a date or weekday stands for; None where it is neither.

    >>> days_of(Value("--03-10", "gMonthDay"))
    Days(first=None, last=None, month=3, day=10, weekday=None)
    """
    if isinstance(value, Term):
        return Days(weekday=WEEKDAYS.index(value.name)) if value.name in WEEKDAYS else None
    if not isinstance(value, Value) or value.datatype not in _PATTERNS:
        return None
    match = _PATTERNS[value.datatype].match(value.lexical)
    if match is None:
        return None
    parts = {name: int(text) for name, text in match.groupdict().items()}
    try:
        return _from_parts(**parts)
    except ValueError:  # 31 June, or a year beyond the calendar: no day fits, so nothing is known
        return None


def _from_parts(year: int | None = None, month: int | None = None, day: int | None = None) -> Days:
    if year is None:
        date(2000, month or 1, day or 1)  # a leap year: raises where no year has such a day
        return Days(month=month, day=day)
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return Days(date(year, month, day), date(year, month, day))


def seen_from(days: Days, published: date | None) -> Days:
    """The same days, as an article of a known date means them: a weekday is the last one, a month the last such month.

    >>> seen_from(Days(weekday=5), date(2025, 5, 26)).exact
    datetime.date(2025, 5, 24)
    """
    if published is None or days.first is not None:
        return days
    back = None
    if days.month is not None:
        back = published - timedelta(int(limit("lookback_days")))
    elif days.weekday is not None:
        back = published - timedelta(6)
    return both(days, Days(back, published)) or days


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day with its zone, and how long it lasted from there: minutes, those of the offset ahead of UTC."""

    local: int
    offset: int
    length: int = 0

    @property
    def utc(self) -> int:
        """Minutes after midnight in UTC."""
        return (self.local - self.offset) % DAY

    @property
    def window(self) -> tuple[int, int]:
        """Start in UTC, and length."""
        return self.utc, self.length

    @property
    def daypart(self) -> str:
        """The part of the day by that zone's own clock."""
        return next(part for end, part in _DAYPARTS if self.local < end * 60)

    def on(self, day: date) -> int:
        """The minute of UTC, counted from day 0, that this is on a day of its own zone.

        >>> Clock(23 * 60, -240).on(date(2025, 5, 24)) - Clock(5 * 60, 120).on(date(2025, 5, 25))
        0
        """
        return day.toordinal() * DAY + self.local - self.offset


@lru_cache(maxsize=1 << 16)
def clock_read(value: Object | None) -> Clock | None:
    """A told time of day; None where the zone is not told."""
    match = _clock_match(value)
    if match is None or match[3] is None:
        return None
    zone = match[3]
    offset = 0 if zone == "Z" else int(zone[:3]) * 60 + int(zone[0] + zone[4:])
    return Clock(int(match[1]) * 60 + int(match[2]), offset)


def clock_of(value: Object | None) -> int | None:
    """Minutes after midnight in UTC; None where the zone is not told.

    >>> clock_of(Value("17:00:00+02:00", "time")), clock_of(Value("2025-05-24T11:00:00-04:00", "dateTime"))
    (900, 900)
    """
    clock = clock_read(value)
    return None if clock is None else clock.utc


def _clock_match(value: Object | None) -> re.Match[str] | None:
    if not isinstance(value, Value) or value.datatype not in {"time", "dateTime"}:
        return None
    return _CLOCK.search(value.lexical)


def clock_gap(left: tuple[int, int], right: tuple[int, int]) -> int:
    """Minutes between two windows (start, length) on a clock that goes round; 0 where they overlap.

    >>> clock_gap((23 * 60, 30), (30, 10)), clock_gap((780, 120), (771, 0))
    (60, 9)
    """
    after = (right[0] - left[0]) % DAY
    before = (left[0] - right[0]) % DAY
    return min(max(0, after - left[1]), max(0, before - right[1]))
