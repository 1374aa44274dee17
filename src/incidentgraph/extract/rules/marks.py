"""What may be found of values in a sentence: dates, times, durations, counts and money, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from incidentgraph.model import Qualifier, Span, Value

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class ValueMark:
    """A piece of a sentence that tells a value; `span` counts the sentence's own code points."""

    span: Span


@dataclass(frozen=True, slots=True)
class DateMark(ValueMark):
    """A date of any precision: ``date``, ``gYearMonth``, ``gYear``, ``gMonthDay`` or ``gMonth``.

    `relative` says that the article's date was needed to know it; `weekday` is told beside it; `approximate` that the
    words do not fix it ("early May", "overnight"); `future` that they point forward ("next March").
    """

    value: Value
    relative: bool = False
    weekday: str | None = None
    approximate: bool = False
    future: bool = False


@dataclass(frozen=True, slots=True)
class WeekdayMark(ValueMark):
    """A weekday that no date can be given for, since the article's own is not known."""

    weekday: str
    future: bool = False


@dataclass(frozen=True, slots=True)
class TimeMark(ValueMark):
    """A time of the day, with its offset where the zone is told and unambiguous.

    `zone` is the zone's words; `bound` is one of at, by, about, until, from; `secondary` marks a second clock that
    tells the first one's time again: "11:00 ET (15:00 GMT)".
    """

    value: Value
    zone: str | None = None
    bound: str = "at"
    secondary: bool = False


@dataclass(frozen=True, slots=True)
class DurationMark(ValueMark):
    """How long something lasted, as a canonical ``dayTimeDuration``: 120 minutes are ``PT2H``.

    `cue` is what the words around make of it: for, since, after, within, later, before, or empty.
    """

    value: Value
    qualifier: Qualifier = Qualifier.EXACT
    cue: str = ""


@dataclass(frozen=True, slots=True)
class CountMark(ValueMark):
    """A number and what it counts. `noun` is the folded head noun, `category` report, user, other, or empty.

    The category is empty where no noun is told, and where the noun does not tell ("cases").
    """

    value: int
    qualifier: Qualifier = Qualifier.EXACT
    noun: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class MoneyMark(ValueMark):
    """An amount and its currency (ISO 4217)."""

    amount: Decimal
    currency: str
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class AgoMark(ValueMark):
    """How long before the article something was: "3 years ago". No duration of anything.

    `date` is when that was, where the article's date is known and the unit gives a precision (day, month, year).
    `since` marks words that may as well mean "for so long until now" (Arabic mundhu).
    """

    value: Value
    qualifier: Qualifier = Qualifier.EXACT
    date: Value | None = None
    since: bool = False
