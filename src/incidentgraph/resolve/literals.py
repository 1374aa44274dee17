"""Literals in the one form in which a graph keeps them, so that what is decided here can be decided again from a graph.

``PT120M`` and ``PT2H`` are one term of RDF; a decision that rested on how it was written could not be told from it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from incidentgraph.model import Object, Value

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?")
_INTEGER = re.compile(r"[+-]?\d+")
_TRUTH = {"1": "true", "0": "false"}
_ZERO_ZONE = re.compile(r"[+-]00:00$")
_FRACTION = re.compile(r"(\.\d*?)0+(?=Z|[+-]\d\d:\d\d$|$)")


def as_kept(value: Object) -> Object:
    """The same value in its canonical form; anything but a literal as it is.

    >>> as_kept(Value("PT120M", "duration")).lexical, as_kept(Value("299.50", "decimal")).lexical
    ('PT2H', '299.5')
    """
    if not isinstance(value, Value):
        return value
    return Value(_canonical(value.lexical, value.datatype), value.datatype)


def _canonical(lexical: str, datatype: str) -> str:
    if datatype in {"duration", "dayTimeDuration"}:
        return _duration(lexical)
    if datatype == "integer":
        return str(int(lexical)) if _INTEGER.fullmatch(lexical) else lexical
    if datatype == "decimal":
        return _decimal(lexical)
    if datatype == "boolean":
        return _TRUTH.get(lexical, lexical)
    if datatype in {"time", "dateTime"}:
        return _ZERO_ZONE.sub("Z", _FRACTION.sub(_shorter, lexical))
    return lexical


def _shorter(match: re.Match[str]) -> str:
    return match[1].rstrip(".")


def _duration(lexical: str) -> str:
    match = _DURATION.fullmatch(lexical)
    if match is None or lexical.endswith(("P", "T")):
        return lexical
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[:4])
    minutes, seconds = minutes + seconds // 60, seconds % 60
    hours, minutes = hours + minutes // 60, minutes % 60
    days, hours = days + hours // 24, hours % 24
    fraction = (match[5] or "").rstrip("0")
    told = f"{seconds}.{fraction}" if fraction else str(seconds)
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n) + (
        f"{told}S" if told != "0" else ""
    )
    text = "P" + (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return text if text != "P" else "PT0S"


def _decimal(lexical: str) -> str:
    try:
        number = Decimal(lexical)
    except InvalidOperation:
        return lexical
    if not number.is_finite():
        return lexical
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
