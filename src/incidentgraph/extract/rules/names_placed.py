"""The sentences of an article while its names are being found, each with the names placed so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from incidentgraph.extract.rules.names_known import Hit, Matcher
from incidentgraph.extract.rules.names_line import Candidate
from incidentgraph.extract.rules.prepared import Prepared
from incidentgraph.extract.rules.tokens import Token
from incidentgraph.languages import Language
from incidentgraph.languages.folding import Folded
from incidentgraph.model import NodeId, Span
from incidentgraph.text import Sentence


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A name at tokens ``[first, last]``; `span` is its place in the sentence, clitics left out."""

    first: int
    last: int
    entity: NodeId
    span: Span


@dataclass(frozen=True, eq=False)
class Read:
    """A sentence made ready, with its known names placed by token."""

    prepared: Prepared
    sentence: Sentence
    folded: Folded
    tokens: tuple[Token, ...]
    found: list[Found] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """The tokens of the names found."""
    headed: list[Candidate] = field(default_factory=list)
    """Institutions that a word for them opens; places inside are part of the name."""

    def take(self, place: tuple[int, int], entity: NodeId, hit: Hit) -> None:
        """Note a name found at a place."""
        self.found.append(Found(*place, entity, self.folded.span(hit.start, hit.end)))
        self.taken.update(range(place[0], place[1] + 1))

    def is_free(self, place: tuple[int, int]) -> bool:
        """Whether no name found so far stands there."""
        return self.taken.isdisjoint(range(place[0], place[1] + 1))


def found_in(lines: Sequence[Read], matcher: Matcher, language: Language) -> Iterator[tuple[Read, list[Hit]]]:
    """The names of a table in each of some sentences."""
    return zip(lines, matcher.find([line.sentence for line in lines], language), strict=True)


def place_of(line: Read, hit: Hit) -> tuple[int, int] | None:
    """The tokens at which a name stands, or None."""
    span = line.folded.span(hit.start, hit.end)
    first = bisect_right(line.tokens, span.start, key=lambda t: t.span.end)
    last = bisect_left(line.tokens, span.end, key=lambda t: t.span.start) - 1
    return (first, last) if first <= last else None
