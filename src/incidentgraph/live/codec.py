"""The nouns of the model as JSON and back, for what a store remembers of them."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from cattrs import Converter

T = TypeVar("T")


def encode(thing: object) -> str:
    """A dataclass (or a list of them) as JSON; the same thing always gives the same text."""
    return json.dumps(_converter().unstructure(thing), ensure_ascii=False, separators=(",", ":"))


def decode(text: str | bytes, kind: type[T]) -> T:
    """What `encode` was given."""
    return _converter().structure(json.loads(text), kind)


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False, unstruct_collection_overrides={frozenset: sorted})
    for kind in (date, datetime):
        converter.register_unstructure_hook(kind, lambda day: day.isoformat())
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    converter.register_structure_hook_func(lambda kind: kind in (date | datetime | None, date | None), _day)
    return converter


def _day(text: str | None, kind: Any) -> date | datetime | None:  # noqa: ARG001 - the form of cattrs' hooks
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
