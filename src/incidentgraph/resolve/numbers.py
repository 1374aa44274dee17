"""Numbers as told: the interval that "more than", "about" or a round number leaves open, and what agrees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from incidentgraph.model import Object, Qualifier, Value
from incidentgraph.resolve.settings import settings

_DURATION = re.compile(
    r"P(?:(?P<D>\d+)D)?(?:T(?:(?P<H>\d+)H)?(?:(?P<M>\d+)M)?(?:(?P<S>\d+(?:\.\d+)?)S)?)?$",
)
_MINUTES = {"D": Decimal(1440), "H": Decimal(60), "M": Decimal(1), "S": Decimal(1) / 60}


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """All numbers from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high


@lru_cache(maxsize=1 << 16)
def number_of(value: Object | None) -> Decimal | None:
    """A number, or a duration in minutes; None for anything else.

    >>> number_of(Value("PT2H", "duration")) == number_of(Value("PT120M", "duration"))
    True
    """
    if not isinstance(value, Value):
        return None
    if value.datatype in {"duration", "dayTimeDuration"}:
        return _minutes(value.lexical)
    try:
        number = Decimal(value.lexical)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _parts(lexical: str) -> dict[str, Decimal]:
    match = _DURATION.match(lexical)
    return {unit: Decimal(text) for unit, text in match.groupdict().items() if text} if match else {}


def _minutes(lexical: str) -> Decimal | None:
    parts = _parts(lexical)
    return sum((number * _MINUTES[unit] for unit, number in parts.items()), Decimal()) if parts else None


@lru_cache(maxsize=1 << 16)
def interval_of(value: Object, qualifier: Qualifier, theme: str) -> Interval | None:
    """What a told number leaves open; `theme` is a table of ``data/values.toml`` (count, duration, amount).

    >>> interval_of(Value("25000", "integer"), Qualifier.MORE_THAN, "count")
    Interval(low=Decimal('25000'), high=Decimal('27500.0'))
    """
    number = number_of(value)
    if number is None or not isinstance(value, Value):
        return None
    table = {name: Decimal(str(share)) for name, share in settings("values")[theme].items()}
    step = _step(value, number) if theme == "duration" else number
    if qualifier is Qualifier.MORE_THAN:
        return Interval(number, number + table["more_than"] * step)
    if qualifier is Qualifier.LESS_THAN:
        return Interval(number - table["less_than"] * step, number)
    slack = table["about"] * step if qualifier is Qualifier.ABOUT else _rounding(number, step, table["rounding"], theme)
    return Interval(number - slack, number + slack)


def _step(value: Value, number: Decimal) -> Decimal:
    """A duration's smallest unit told; a unit counted in the dozens is no rough measure, so it is not stretched."""
    smallest = smallest_unit(value)
    return max(smallest, number / 10) if smallest == 1 and number % 5 == 0 else smallest


def _rounding(number: Decimal, step: Decimal, share: Decimal, theme: str) -> Decimal:
    if theme == "duration":
        return share * step
    if number == 0 or number != number.to_integral_value():
        return Decimal()
    digits = str(int(abs(number)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return min(Decimal(10) ** zeros / 2 if zeros else Decimal(), share * abs(number))


def smallest_unit(value: Value) -> Decimal:
    """The smallest unit that a duration tells, in minutes.

    >>> smallest_unit(Value("PT2H", "duration")), smallest_unit(Value("PT120M", "duration"))
    (Decimal('60'), Decimal('1'))
    """
    return min((_MINUTES[unit] for unit, told in _parts(value.lexical).items() if told), default=Decimal(1))
