"""How long: "two and a half hours", "1h30", "une demi-heure", «ساعة ونصف»; and how long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from incidentgraph.extract.rules.numbers import NUMBERS, literal, read_number
from incidentgraph.extract.rules.scan import Scan
from incidentgraph.model import Value

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_LETTERS = {"month": "M", "year": "Y"}
_FIXED = {"PT15M": 900, "PT20M": 1200, "PT30M": 1800, "PT40M": 2400, "PT45M": 2700, "PT90M": 5400, "PT12H": 43200} | {
    "PT1H": 3600,
    "P1D": 86400,
    "P7D": 604800,
}
_UNITS = frozenset({"unit", "unit_fixed", "unit_alone", "unit_dual", "unit_article"})  # no length is without one
_LENGTHS = NUMBERS | {"unit_fixed", "unit_alone", "unit_dual"}  # what a length begins with
_NAMED = frozenset({"day", "week", "year"})  # units of which some have names
_MINUTES = 60
_DIGITS = 2
_TOO_MANY = 10**6
_MANY_DAYS = 400  # so many days ago are no longer told to the day
_SUBJECT = 5  # tokens that may stand between a verb and its length


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time that ends before token `end`; `unit` is the first one told, `amount` how many of it."""

    amount: Decimal
    unit: str
    seconds: Decimal
    end: int
    about: bool = False

    @property
    def is_calendar(self) -> bool:
        """Whether it is told in months or years, which have no fixed length."""
        return self.unit in _LETTERS

    @property
    def value(self) -> Value:
        """The canonical literal."""
        if self.is_calendar:
            return Value(f"P{self.amount.normalize():f}{_LETTERS[self.unit]}", "duration")
        return Value(lexical_of(self.seconds), "duration")


def lexical_of(seconds: Decimal) -> str:
    """The canonical dayTimeDuration.

    >>> [lexical_of(Decimal(s)) for s in (7200, 172800, 5400, 90, 0)]
    ['PT2H', 'P2D', 'PT1H30M', 'PT1M30S', 'PT0S']
    """
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    time = "".join(f"{n.normalize():f}{letter}" for n, letter in ((hours, "H"), (minutes, "M"), (rest, "S")) if n)
    day = f"{days.normalize():f}D" if days else ""
    return f"P{day}{'T' + time if time else ''}" if day or time else "PT0S"


def read_length(scan: Scan, index: int, *, cued: bool) -> Length | None:
    """The length of time that begins at a token.

    `cued` says that words before it speak of a length, so that a bare «ساعة» or "a day" is one.
    """
    if scan.kinds.isdisjoint(_UNITS) or not (scan.digits(index) or scan.may(index, _LENGTHS)):
        return None
    fixed = scan.at(index, "unit_fixed")
    if fixed:
        return Length(Decimal(1), "minute", Decimal(_FIXED[fixed.value]), fixed.end)
    first = _read_part(scan, index, cued=cued)
    if first is None or first.is_calendar:
        return first
    return _continued(scan, first)


def _read_part(scan: Scan, index: int, *, cued: bool) -> Length | None:
    """One unit and how many of it."""
    alone = scan.at(index, "unit_alone")
    if alone:
        year = scan.digits(alone.end)  # منذ عام 2019
        named = alone.value in _NAMED and _is_definite(scan, alone.end)
        return _length(Decimal(1), alone.value, alone.end) if cued and not year and not named else None
    dual = scan.at(index, "unit_dual")
    if dual:
        return _length(Decimal(2), dual.value, dual.end)
    article = scan.at(index, "n_article")
    unit = scan.at(article.end, "unit_article") if article else None
    if unit:
        return _length(Decimal(1), unit.value, unit.end) if cued or unit.value == "hour" else None
    return None if article else _counted(scan, index, cued=cued)


def _is_definite(scan: Scan, index: int) -> bool:
    """Whether a word has the article, so that the unit before it is a part of a name: «يوم الغفران», «أسبوع الموضة»."""
    article = scan.vocabulary.table.get("prefixes", {}).get("article", "")
    return bool(article) and scan.word(index).startswith(article)


def _counted(scan: Scan, index: int, *, cued: bool) -> Length | None:
    """A number of units, with a hyphen between or none: "two hours", "24-hour"."""
    number = read_number(scan, index)
    if number is None or number.abbreviated or number.value >= _TOO_MANY:
        return None
    hyphen = scan.word(number.end) == "-" and scan.glued(number.end) and scan.glued(number.end + 1)
    at = number.end + hyphen
    unit = scan.at(at, "unit")
    if unit is None or unit.joined or (len(scan.word(at)) == 1 and not _is_abbreviation(scan, at, index)):
        return None
    if number.value == 1 and not number.digits and not cued and unit.value[0] not in {"hour", "minute"}:
        return None  # "un jour" is some day
    return _length(number.value, unit.value[0], unit.end, about=number.about)


def _is_abbreviation(scan: Scan, at: int, index: int) -> bool:
    """Whether a single letter is a unit: behind digits, and not elided ("2 j'ai")."""
    return scan.digits(index) and not (scan.word(at + 1) == "'" and scan.glued(at + 1))


def _length(amount: Decimal, unit: str, end: int, *, about: bool = False) -> Length:
    return Length(amount, unit, amount * _SECONDS.get(unit, 0), end, about)


def _continued(scan: Scan, first: Length) -> Length:
    """With what follows: "and 20 minutes", "et demie", «ونصف», "2h30"."""
    at = first.end
    for kind, share in (("n_and_half", 2), ("n_and_quarter", 4), ("n_and_third", 3)):
        part = scan.at(at, kind)
        if part and first.amount == int(first.amount):
            more = Decimal(_SECONDS[first.unit]) / share
            again = scan.at(part.end, "unit")
            end = again.end if again and again.value == (first.unit, 1) else part.end
            return Length(first.amount, first.unit, first.seconds + more, end, first.about)
    if first.unit == "hour" and scan.digits(at) and len(scan.word(at)) <= _DIGITS and len(scan.word(at - 1)) == 1:
        minutes = literal(scan.word(at).lstrip("0") or "0", scaled=False)
        if minutes is not None and minutes < _MINUTES:
            return Length(first.amount, first.unit, first.seconds + minutes * 60, at + 1, first.about)
    joined = scan.at(at, "n_join")
    start = joined.end if joined else at + (scan.word(at) == ",")
    clitic = scan.vocabulary.clitics and scan.word(at)[:1] == "و"
    if not (joined or clitic or start > at or scan.digits(at)):
        return first
    fixed = scan.at(start, "unit_fixed")
    if fixed and joined:
        return Length(first.amount, first.unit, first.seconds + _FIXED[fixed.value], fixed.end, first.about)
    second = _read_part(scan, start, cued=True)
    if second and not second.is_calendar and _SECONDS[second.unit] < _SECONDS[first.unit]:
        second = _continued(scan, second)
        return Length(first.amount, first.unit, first.seconds + second.seconds, second.end, first.about)
    return first


def is_rate(scan: Scan, start: int, end: int) -> bool:
    """Whether a length is how often, how old, or a window of time: "every two hours", "24/7", "the last 24 hours"."""
    if scan.ended(end, "d_clock_hand") or scan.ended(start, "d_rate_before") or scan.at(end, "d_rate_after"):
        return True
    return scan.ended(start, "d_window") or bool(scan.at(end, "d_window"))


def is_lasting(scan: Scan, start: int) -> bool:
    """Whether a verb of lasting stands before a length, with its subject between: «استمر العطل ساعتين»."""
    for at in range(start, max(start - _SUBJECT, 0), -1):
        if scan.ended(at, "d_for_far"):
            return True
        if scan.word(at - 1) in {",", ";", ":", "."}:
            return False
    return False


def cue_of(scan: Scan, start: int, end: int) -> str:
    """What the words around make of a length: for, since, after, within, later, before, or nothing."""
    for name in ("since", "within", "after", "for"):
        if scan.ended(start, f"d_{name}"):
            return name
    if is_lasting(scan, start):
        return "for"
    return next((name for name in ("later", "before") if scan.at(end, f"d_{name}")), "")


def date_ago(length: Length, reference: date | None) -> Value | None:
    """When that was, as precisely as the unit allows.

    >>> date_ago(_length(Decimal(3), "year", 0), date(2024, 3, 5))
    Value(lexical='2021', datatype='gYear')
    """
    if reference is None or length.amount != int(length.amount) or length.about:
        return None
    amount = int(length.amount)
    if length.unit == "day" and amount < _MANY_DAYS:
        return Value((reference - timedelta(days=amount)).isoformat(), "date")
    months = reference.year * 12 + reference.month - 1
    if length.unit == "month" and amount < months:
        year, month = divmod(months - amount, 12)
        return Value(f"{year:04d}-{month + 1:02d}", "gYearMonth")
    if length.unit == "year" and amount < reference.year:
        return Value(f"{reference.year - amount:04d}", "gYear")
    return None
