"""The table of `data/facts.toml`: which rule decides a property, by which steps and criteria, and why, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentgraph.resolve.settings import settings

LANGUAGES = ("en", "fr", "ar")
"""The languages of the table's words."""


@dataclass(frozen=True)
class Rule:
    """For which properties a rule speaks, what it does in which order, and why it is as it is.

    `sides` are the criteria between values that disagree, `value` those between values that agree.
    """

    name: str
    predicates: tuple[str, ...]
    steps: tuple[str, ...]
    sides: tuple[str, ...]
    value: tuple[str, ...]
    words: Mapping[str, str]

    @property
    def why(self) -> str:
        """The reason in English."""
        return self.words["en"]


def _rule(row: Mapping[str, object]) -> Rule:
    parts = {name: tuple(map(str, _listed(row.get(name)))) for name in ("predicates", "steps", "sides", "value")}
    return Rule(str(row["name"]), **parts, words={code: str(row[code]) for code in LANGUAGES})


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


RULES: tuple[Rule, ...] = tuple(map(_rule, settings("facts")["rule"]))

ALLEGED: Mapping[str, str] = settings("facts")["alleged"]
"""Under which property the weaker stances on a property are told."""


def rule_for(predicate: str) -> Rule:
    """The rule that decides a property.

    >>> rule_for("duration").name, rule_for("ownerOf").name
    ('measure', 'any')
    """
    return next(rule for rule in RULES if predicate in rule.predicates or "*" in rule.predicates)


def step_words(step: str, language: str = "en") -> str:
    """Why a step sets a claim aside.

    >>> step_words("replaced")
    'the same outlet said otherwise later'
    """
    return str(settings("facts")["step"][step][language])


def criterion_words(criterion: str, held: str, other: str, language: str = "en") -> str:
    """What decided between two.

    >>> criterion_words("witnesses", "2", "1")
    'independent witnesses: 2 against 1'
    """
    return str(settings("facts")["criterion"][criterion][language]).format(held=held, other=other)
