"""Which country's dinar, pound or franc an article means."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from incidentgraph.extract.rules.story import Story


def currency_meant(name: str, story: Story) -> str | None:
    """The ISO 4217 code of a currency: a name such as ``dinar`` is that of the country spoken of most, a code its own.

    None where no country with such a currency is named; of equals, the one first in the alphabet.
    """
    countries = _shared().get(name)
    if countries is None:
        return name
    places = (m.entity for m in story.mentions)
    named = Counter(_country(p, story) for p in places)
    told = {c: named[f"place/{c}"] for c in sorted(countries) if named[f"place/{c}"]}
    best = max(told, key=told.__getitem__, default=None)
    return countries[best] if best else None


def _country(node: str, story: Story) -> str:
    entity = story.entities.get(node)  # type: ignore[call-overload]
    if entity is not None and entity.kind == "Country":
        return node
    return story.dictionary.country(entity.id) or node if entity is not None else node


@cache
def _shared() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("incidentgraph.extract.rules").joinpath("currencies.toml").read_text(encoding="utf-8"))
