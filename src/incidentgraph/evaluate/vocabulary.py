"""The words of gold and what they stand for in the graph: `vocabulary.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

OUTAGE, ATTACK, CONTRIBUTION = "Outage", "Attack", "Contribution"
EVENTS = frozenset({OUTAGE, ATTACK, CONTRIBUTION})
"""The classes whose claims tell of an event."""


@dataclass(frozen=True)
class Vocabulary:
    """Tables between the words of gold and the terms of the graph."""

    entity_types: frozenset[str]
    broader: Mapping[str, str]
    cause_of: Mapping[str, str]
    """Gold's word for each term of `ig:causeKind`."""
    attack_of: Mapping[str, str]
    causes: frozenset[str]
    attacks: frozenset[str]
    qualifiers: Mapping[str, str]
    stances: Mapping[str, str]
    role_kinds: frozenset[str]
    role_statuses: frozenset[str]
    role_classes: Mapping[str, str]
    """The class of a role of each kind that has one."""
    predicates: frozenset[str]
    weekdays: frozenset[str]
    idle: frozenset[str]
    letters: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The tables of `vocabulary.toml`."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return Vocabulary(
        entity_types=frozenset(data["entities"]["types"]),
        broader=data["entities"]["broader"],
        cause_of=_inverted(data["causes"]),
        attack_of=_inverted(data["attacks"]),
        causes=frozenset(data["causes"]),
        attacks=frozenset(data["attacks"]),
        qualifiers=data["qualifiers"],
        stances=data["stances"],
        role_kinds=frozenset(data["roles"]["kinds"]),
        role_statuses=frozenset(data["roles"]["statuses"]),
        role_classes=data["roles"]["classes"],
        predicates=frozenset(data["relations"]["predicates"]),
        weekdays=frozenset(data["weekdays"]["names"]),
        idle=frozenset(data["names"]["idle"]),
        letters=data["names"]["letters"],
    )


def _inverted(table: Mapping[str, Any]) -> dict[str, str]:
    return {term: word for word, terms in table.items() for term in terms}
