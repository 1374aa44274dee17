"""Time zones by name: which offset a clock has, where that can be told at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_FIXED_SINCE, _FIXED_UNTIL = 2018, 2024  # a region whose offset did not change in these years has one offset
_NOON = 12


def offset(zone: str, day: date | None) -> str:
    """The lexical offset of a zone (an offset itself, a region, or empty) on a day; empty where it cannot be told.

    >>> offset("America/New_York", date(2025, 5, 24)), offset("America/New_York", None), offset("Asia/Riyadh", None)
    ('-04:00', '', '+03:00')
    """
    if "/" not in zone:
        return "Z" if zone == "+00:00" else zone
    return _of_region(zone, day)


@lru_cache(maxsize=4096)
def _of_region(zone: str, day: date | None) -> str:
    region = ZoneInfo(zone)
    if day is not None:
        return _lexical(datetime(day.year, day.month, day.day, _NOON, tzinfo=region).utcoffset())
    found = _offsets(zone)
    return min(found) if len(found) == 1 else ""


@lru_cache(maxsize=512)
def _offsets(zone: str) -> frozenset[str]:
    """All offsets that a region has had in the years looked at."""
    region = ZoneInfo(zone)
    days = (datetime(_FIXED_SINCE, 1, 1, tzinfo=UTC) + timedelta(days=7 * week) for week in range(7 * 52))
    return frozenset(_lexical(d.astimezone(region).utcoffset()) for d in days)


def allowed(zone: str, lexical: str) -> bool:
    """Whether a zone can have an offset; an unnamed zone can have any."""
    if not zone:
        return True
    return lexical in _offsets(zone) if "/" in zone else offset(zone, None) == lexical


def between(clock: int, other: int, other_offset: str) -> str | None:
    """The offset of a clock (minutes of the day) that another clock with a known offset tells again.

    >>> between(11 * 60, 15 * 60, "Z"), between(3 * 60 + 33, 10 * 60 + 33, "+03:00")
    ('-04:00', '-04:00')
    """
    apart = clock - (other - minutes(other_offset))
    apart = (apart + 720) % 1440 - 720
    if apart % 15:
        return None
    return _lexical(timedelta(minutes=apart))


def minutes(lexical: str) -> int:
    """An offset in minutes."""
    if lexical in {"", "Z"}:
        return 0
    hours, rest = lexical[1:].split(":")
    return (int(hours) * 60 + int(rest)) * (-1 if lexical[0] == "-" else 1)


def _lexical(delta: timedelta | None) -> str:
    total = round((delta or timedelta()).total_seconds() / 60)
    if total == 0:
        return "Z"
    hours, rest = divmod(abs(total), 60)
    return f"{'-' if total < 0 else '+'}{hours:02d}:{rest:02d}"
