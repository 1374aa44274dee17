"""What articles disagree on, as typed values: each conflict with its sides, each side with who says so, where and how.

The rows come from the question `conflicts` (one a quote), in its order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from incidentgraph.errors import QueryError
from incidentgraph.ontology import load_ontology
from incidentgraph.query.asking import Askable, ask
from incidentgraph.query.table import Cell, Table, text_of

CLASSES = {"Conflict": "ConflictKind", "Difference": "DifferenceKind"}
"""What claims can be to each other: they cannot all be true, or they only differ; and the class of its kinds."""

_COLUMNS = (
    "conflict", "class", "kind", "subject", "property", "side", "value", "qualifier", "as_of", "currency", "status",
    "stance", "said_by", "article", "outlet", "date", "quote", "start", "end",
)  # fmt: skip
_ID = re.compile(r"(conflict|difference)/[\w-]+")
_SHORT = 8  # characters of a node's digest that tell it apart from the others on a screen


@dataclass(frozen=True)
class Quote:
    """Exact words of an article, and where they stand in its text."""

    text: str
    language: str
    start: int
    end: int


@dataclass(frozen=True)
class Telling:
    """One claim of one article: the value, how exact and how sure, who says so, and the words (the first at least)."""

    claim: str
    value: str
    qualifier: str
    as_of: str
    currency: str
    status: str
    stance: str
    said_by: str
    article: str
    outlet: str
    date: str
    witness: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class DisputeSide:
    """Those who agree. Copies of one text are one witness."""

    number: str
    tellings: tuple[Telling, ...]

    @property
    def witnesses(self) -> int:
        """How many independent witnesses stand on this side."""
        return len({telling.witness or telling.article for telling in self.tellings})


@dataclass(frozen=True)
class Dispute:
    """A conflict, or a mere difference, on one property of one thing."""

    node: str
    cls: str
    kind: str
    label: str
    subject: str
    predicate: str
    sides: tuple[DisputeSide, ...]

    @property
    def contradiction(self) -> bool:
        """Whether the claims cannot all be true."""
        return self.cls == "Conflict"

    @property
    def id(self) -> str:
        """A short name, such as ``conflict/7764fc1a``."""
        path, _, digest = self.node.rpartition("/")
        return f"{path.rpartition('/')[2]}/{digest[:_SHORT]}"


@dataclass(frozen=True)
class Disputes:
    """All that was asked for. `notes` are for who asked, e.g. that nothing has the name that was given."""

    found: tuple[Dispute, ...]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Dispute]:
        return iter(self.found)

    def table(self) -> Table:
        """One row a claim, with its first quote."""
        return Table(_COLUMNS, tuple(_row(d, s, t) for d in self.found for s in d.sides for t in s.tellings))


def disputes(
    graph: Askable, thing: str = "", kinds: Sequence[str] = (), classes: Sequence[str] = ("Conflict",), lang: str = "en"
) -> Disputes:
    """The conflicts of a graph: on one thing, of some kinds, of the classes `Conflict` and `Difference`.

    A thing is a name, an IRI, or the id of one conflict, such as ``conflict/7764fc1a``. Naming a kind of difference
    asks for differences as well. Raises `QueryError` for a kind that there is not.
    """
    if _ID.fullmatch(thing):
        found = disputes(graph, "", kinds, tuple(CLASSES), lang)
        return Disputes(tuple(d for d in found if d.node.endswith(f"/{thing}") or d.id == thing[: len(d.id)]))
    wanted = [_kind(kind) for kind in kinds]
    asked = {*classes, *(cls for _, cls in wanted)}
    params = {"thing": thing, "kind": [name for name, _ in wanted] or "", "class": sorted(asked), "lang": lang}
    answer = ask(graph, "conflicts", params)
    return Disputes(tuple(_read(answer)), answer.notes)


def kinds_of(cls: str) -> tuple[str, ...]:
    """The kinds of conflict or of difference that the ontology has.

    >>> "DeniedClaim" in kinds_of("Conflict"), "Update" in kinds_of("Difference")
    (True, True)
    """
    individuals = load_ontology().individuals
    return tuple(sorted(name for name, one in individuals.items() if CLASSES[cls] in one.classes))


def _kind(text: str) -> tuple[str, str]:
    """A kind by its name in the ontology or by its words, and the class that it is of."""
    folded = _folded(text)
    vocabulary = load_ontology()
    for cls in CLASSES:
        for name in kinds_of(cls):
            if folded in {_folded(name), _folded(vocabulary.label(name))}:
                return name, cls
    what = f"there is no kind of conflict {text!r}"
    raise QueryError(what, hint=f"one of: {', '.join(name for cls in CLASSES for name in kinds_of(cls))}")


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum()).removesuffix("s")


def _read(answer: Table) -> Iterator[Dispute]:
    place = {name: index for index, name in enumerate(answer.columns)}
    groups: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    for row in answer:
        groups[text_of(row[place["node"]])].append(row)
    for node, rows in groups.items():
        first = {name: text_of(rows[0][index]) for name, index in place.items()}
        sides: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
        for row in rows:
            sides[text_of(row[place["side"]])].append(row)
        yield Dispute(
            node,
            first["class"],
            first["kind"],
            first["conflict"],
            first["subject"],
            first["property"],
            tuple(DisputeSide(number, tuple(_tellings(own, place))) for number, own in sides.items()),
        )


def _tellings(rows: Iterable[tuple[Cell, ...]], place: dict[str, int]) -> Iterator[Telling]:
    quotes: dict[str, list[Quote]] = defaultdict(list)
    cells: dict[str, dict[str, str]] = {}
    for row in rows:
        texts = {name: text_of(row[index]) for name, index in place.items()}
        cells.setdefault(texts["claim"], texts)
        quotes[texts["claim"]].append(_quote(row[place["quote"]], texts))
    for claim, told in cells.items():
        yield Telling(
            claim,
            told["value"],
            told["qualifier"],
            told["asOf"],
            told["currency"],
            told["status"],
            told["stance"],
            told["source"],
            told["article"],
            told["outlet"],
            told["date"],
            told["witness"],
            tuple(sorted(set(quotes[claim]), key=lambda q: (q.start, q.end))),
        )


def _quote(cell: Cell, told: dict[str, str]) -> Quote:
    language = cell.language if isinstance(cell, Literal) else None
    return Quote(told["quote"], language or "", int(told["start"]), int(told["end"]))


def _row(dispute: Dispute, side: DisputeSide, telling: Telling) -> tuple[Cell, ...]:
    quote = telling.quotes[0]
    texts = (
        dispute.id, dispute.cls, dispute.kind, dispute.subject, dispute.predicate, side.number, telling.value,
        telling.qualifier, telling.as_of, telling.currency, telling.status, telling.stance, telling.said_by,
        telling.article, telling.outlet, telling.date,
    )  # fmt: skip
    words = Literal(quote.text, language=quote.language) if quote.language else Literal(quote.text)
    return (*(Literal(t) if t else None for t in texts), words, Literal(quote.start), Literal(quote.end))
