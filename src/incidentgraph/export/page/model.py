"""What the page shows, as plain nouns that refer to each other by place; neither RDF nor HTML."""

from __future__ import annotations

from dataclasses import dataclass, field

STANCES = ("Asserted", "Claimed", "Attributed", "Suspected", "Denied")
"""From the surest to the denial; the best of a statement's claims gives the line its style."""

COPIES = ("sameTextAs", "nearCopyOf", "agencyCopyOf", "translationOf")
"""How an article can be a copy of another."""


@dataclass(frozen=True, slots=True)
class PageArticle:
    """Where a quote comes from.

    `witness` is the number of the witness that it shares with other articles, 0 where it shares none; `copies` is how
    it is a copy of some of them.
    """

    id: str
    language: str
    title: str
    url: str
    date: str
    outlet: str
    witness: int = 0
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageClaim:
    """One thing that one article says; `evidence` are places in `PageGraph.evidence`."""

    article: int
    stance: str
    by: int | None = None
    by_words: str = ""
    as_of: str = ""
    role_status: str = ""
    role_start: str = ""
    role_end: str = ""
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What a statement says of its subject: a thing (its place), a term of the ontology, or a literal."""

    thing: int = -1
    term: str = ""
    lexical: str = ""
    datatype: str = ""
    qualifier: str = ""
    currency: str = ""


@dataclass(slots=True)
class Statement:
    """All claims that say the same of the same thing; `plain` where it is a fact of the graph."""

    subject: int
    predicate: str
    target: Target
    claims: list[int] = field(default_factory=list)
    plain: bool = False


@dataclass(slots=True)
class PageThing:
    """A node: who, what or which event. `facts` are its plain literals that no single claim tells."""

    id: str
    kind: str
    labels: dict[str, str]
    aliases: list[str]
    wikidata: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    articles: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PageConflict:
    """Sides of a disagreement: each a tuple of claims' places."""

    kind: str
    subject: int
    predicate: str
    sides: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class PageGraph:
    """All of it; lists are referred to by place."""

    things: list[PageThing] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    claims: list[PageClaim] = field(default_factory=list)
    articles: list[PageArticle] = field(default_factory=list)
    evidence: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[PageConflict] = field(default_factory=list)
    relations: list[tuple[int, str, int]] = field(default_factory=list)
