"""What an explanation is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from incidentgraph.model import NodeId, Stance


class Status(StrEnum):
    """What a told or derived value is in the graph."""

    PLAIN = "plain"
    """A plain fact, chosen among the claims."""
    ALLEGED = "alleged"
    """Told in a weaker stance, under the property for that."""
    DERIVED = "derived"
    """It follows from several claims, or from the ontology or the dictionary."""
    TOLD = "told"
    """Some article says so; it is no plain fact."""


@dataclass(frozen=True)
class Thing:
    """A node of the graph, with one name to show and its most specific class."""

    id: NodeId
    iri: str
    name: str
    kind: str = ""


@dataclass(frozen=True)
class Quote:
    """The words of an article, and where they stand in its text (code points)."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class Voice:
    """One claim: what is said, how surely, by whom, where, and in which words.

    `value` is what this claim says; `by` is empty where the article says so itself. `note` tells why the claim does not
    count, where it does not.
    """

    claim: NodeId
    value: str
    stance: Stance
    qualifier: str
    by: str
    article: str
    outlet: str
    date: str
    language: str
    witness: NodeId
    quotes: tuple[Quote, ...]
    note: str = ""


@dataclass(frozen=True)
class Explanation:
    """Why one value of one property is in the graph as it is, or why it is not.

    `value` is a node id, an individual of the ontology or a literal; `shown` is that for people. `rule` is the name of
    the rule of `resolve/data/facts.toml`, empty where it is derived; `why` says it in words. `reasons` are what decided
    in this case. `in_graph` tells whether the graph holds the triple.
    """

    subject: Thing
    property: str
    value: str
    shown: str
    status: Status
    in_graph: bool
    rule: str
    why: str
    reasons: tuple[str, ...]
    supporting: tuple[Voice, ...]
    against: tuple[Voice, ...] = ()


@dataclass(frozen=True)
class Pointer:
    """A plain triple that leads to the thing explained."""

    subject: Thing
    property: str


@dataclass(frozen=True)
class Explained:
    """All that is explained of one thing. `others` have the same name as a second one."""

    thing: Thing
    facts: tuple[Explanation, ...]
    pointing: tuple[Pointer, ...] = ()
    others: tuple[Thing, ...] = ()
