"""What every kind of input speaks in: a document comes in, drafts of articles and refusals go out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from io import BufferedReader
from typing import Any, Protocol

from incidentgraph.errors import ItemError
from incidentgraph.model import Rejection, Span
from incidentgraph.options import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Notice(Rejection):
    """A detail that was refused or passed over while nothing of an article was lost."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is told about an article, as told: strings that are checked when the article is made."""

    title: str | None = None
    url: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """The same, with what it does not say taken from the other.

        >>> Metadata(title="A").or_else(Metadata(title="B", outlet="C")).outlet
        'C'
        """
        missing = {f.name: getattr(other, f.name) for f in fields(self) if getattr(self, f.name) is None}
        return replace(self, **missing)


FIELDS = tuple(f.name for f in fields(Metadata))
"""The names under which front matter, JSON Lines and `metadata.csv` tell these."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read. `defaults` hold for what an article does not say itself; `kind` overrides the file's suffix."""

    defaults: Metadata = Metadata()
    max_bytes: int = MAX_BYTES
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One input, open. `where` is what the user called it, `stem` the id of an article that has none of its own."""

    where: str
    stem: str
    stream: BufferedReader[Any]
    max_bytes: int = MAX_BYTES

    def content(self) -> bytes:
        """All bytes; `ItemError` where they are more than the limit."""
        data = self.stream.read(self.max_bytes + 1)
        if len(data) > self.max_bytes:
            raise too_large(self.where, self.max_bytes)
        return data


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before its language is known and its id is unique."""

    id: str
    text: str
    meta: Metadata
    where: str
    skip: tuple[Span, ...] = ()


class Source(Protocol):
    """A kind of input; each module of this package that defines `SOURCE` adds one."""

    @property
    def name(self) -> str:
        """The name for ``--kind``."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file suffixes by which it is known, lower case with the dot."""

    def read(self, document: Document) -> Iterator[Draft | Rejection]:
        """The articles of a document. May raise `ItemError` where the document as a whole cannot be used."""


def too_large(where: str, limit: int) -> ItemError:
    """The refusal of what is over the limit."""
    what = f"larger than {limit / 1e6:g} MB, which no news article is"
    return ItemError(what, where=where, hint="split it into one file an article, or raise --max-size")


def refused(error: ItemError, where: str) -> Rejection:
    """An item's error as an entry of the report."""
    return Rejection(where=error.where or where, reason=error.what, hint=error.hint)
