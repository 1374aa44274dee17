"""A sentence as the readers of claims see it: its words, names, values and cues, all placed by token.

A `Scene` answers the questions that a reader asks (what stands before this, is there a break between), so that no
reader counts characters.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.prepared import Prepared
from incidentgraph.extract.rules.tokens import Token
from incidentgraph.extract.rules.values import ValueMark, find_values
from incidentgraph.extract.rules.vocabulary import vocabulary
from incidentgraph.languages import Language
from incidentgraph.model import Evidence, Mention, NodeId, Span, Stance
from incidentgraph.text import Sentence

_DIGIT = re.compile(r"\d")
_STRONG_BREAKS = frozenset(".;!?؟")
_QUOTE_LIMIT = 600  # code points of a quote; a longer sentence is cut to a window around what it supports


@dataclass(frozen=True, slots=True)
class Named:
    """A name (or a description that stands for one) at tokens ``[first, last]``."""

    first: int
    last: int
    entity: NodeId
    kind: str
    anaphor: bool = False
    clitic: str = ""
    """The letters before it in its first word, folded: «ب» of «ببغداد», none of «بغداد»."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A value at tokens ``[first, last]``."""

    first: int
    last: int
    mark: ValueMark


@dataclass(frozen=True, eq=False)
class Scene:
    """One sentence with everything found in it. Positions are token indices; spans are offsets into the article."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    cues: tuple[Cue, ...]
    named: tuple[Named, ...]
    language: Language = field(repr=False)
    marks: Callable[[], Sequence[ValueMark]] = field(repr=False)
    """Reads the values; most sentences are never asked for theirs."""
    heard: Named | None = None
    """Who speaks, where the sentence is nothing but speech that another one has led in."""
    spoken: bool = False
    """Whether it is nothing but speech, of which nothing tells whose it is."""
    doubt: Stance | None = None
    """How the article itself holds a sentence that only passes on a rumour: suspected, or denied where it says so."""
    by_family: Mapping[str, tuple[Cue, ...]] = field(init=False, repr=False)
    """The cues by family, and by category."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_family", _by_family(self.cues))

    @property
    def verb_first(self) -> bool:
        """Whether the language puts a verb before its subject by default."""
        return bool(self.language.table("syntax").get("subject") == "after")

    def of(self, *families: str) -> tuple[Cue, ...]:
        """The cues of the families (or full categories) given, in order."""
        by_family = self.by_family
        told = families if len(families) == 1 else [f for f in families if f in by_family]
        if len(told) == 1:
            found = by_family.get(told[0], ())
        else:
            found = tuple([c for c in self.cues if c.family in told or c.category in told]) if told else ()
        if not found or _NOT_IN_VALUES.isdisjoint(told):
            return found
        return tuple(c for c in found if not self._is_value(c))

    @cached_property
    def values(self) -> tuple[Placed, ...]:
        """The values of the sentence, in order."""
        marks = self.marks()
        starts = [t.span.start for t in self.tokens] if marks else []
        return tuple([Placed(*_tokens_at(mark.span, self.tokens, starts), mark) for mark in marks])

    @property
    def has_number(self) -> bool:
        """Whether a number of more than one may stand in the sentence: quicker to tell than its values."""
        return bool(_DIGIT.search(self.sentence.text)) or not vocabulary(self.language).numbers.isdisjoint(
            [t.text for t in self.tokens]
        )

    def _is_value(self, cue: Cue) -> bool:
        """Whether a cue of one word, such as a preposition, is part of a value."""
        return (
            cue.first == cue.last
            and cue.family in _NOT_IN_VALUES
            and any(p.first <= cue.first <= p.last for p in self.values)
        )

    def has(self, *families: str) -> bool:
        """Whether a cue of one of the families stands in the sentence."""
        for family in families:
            if family in self.by_family and (family not in _NOT_IN_VALUES or self.of(family)):
                return True
        return False

    def names(self, *kinds: str) -> tuple[Named, ...]:
        """The names of the kinds given, in order."""
        return tuple([n for n in self.named if n.kind in kinds]) if self.named else ()

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """Where a new clause begins for good: strong punctuation and adversatives ("but", «لكن»)."""
        hard = [i for i, t in enumerate(self.tokens) if t.text in _STRONG_BREAKS and not self._abbreviates(i)]
        return tuple(sorted(hard + [c.first for c in self.of("but") if c.first > 0]))

    def _abbreviates(self, index: int) -> bool:
        """Whether a full stop ends no clause: that of "U.S.", of "p.m.", of "example.com"."""
        if self.tokens[index].text != "." or index == 0 or index + 1 == len(self.tokens):
            return False
        before, after = self.tokens[index - 1], self.tokens[index + 1]
        glued = self.tokens[index].span.end == after.span.start
        last = len(before.text) == 1 and index > 1 and self.tokens[index - 2].text == "."
        return before.is_word and (glued or last)

    def broken(self, left: int, right: int) -> bool:
        """Whether a clause break lies between two positions (in either order)."""
        breaks = self.breaks
        if not breaks:
            return False
        low, high = (left, right) if left <= right else (right, left)
        at = bisect.bisect_right(breaks, low)
        return at < len(breaks) and breaks[at] <= high

    def words_between(self, left: int, right: int) -> list[str]:
        """The folded words strictly between two positions."""
        return [t.text for t in self.tokens[left + 1 : right]]

    def nearest(self, cues: Sequence[Cue], position: int) -> Cue | None:
        """The cue closest to a position, the earlier at a tie."""
        return min(cues, key=lambda c: (gap(c.first, c.last, position), c.first), default=None)

    def before(self, cues: Sequence[Cue], position: int, within: int) -> Cue | None:
        """The last of the cues that ends before a position, at most `within` tokens away and in the same clause."""
        for cue in reversed(cues):
            if cue.last < position <= cue.last + within and not self.broken(cue.last, position):
                return cue
        return None

    def after(self, cues: Sequence[Cue], position: int, within: int) -> Cue | None:
        """The first of the cues that begins after a position, at most `within` tokens away and in the same clause."""
        for cue in cues:
            if position < cue.first <= position + within and not self.broken(position, cue.first):
                return cue
        return None

    def evidence(self, first: int = 0, last: int | None = None) -> Evidence:
        """The quote for what stands at tokens ``[first, last]``: the sentence, or a window of a very long one."""
        whole = self.sentence.span
        if len(whole) <= _QUOTE_LIMIT or not self.tokens:
            return Evidence(whole, self.sentence.text)
        end = self.tokens[-1 if last is None else last].span.end
        middle = (self.tokens[first].span.start + end) // 2
        start = max(0, min(middle - _QUOTE_LIMIT // 2, len(whole) - _QUOTE_LIMIT))
        return Evidence(
            Span(whole.start + start, whole.start + start + _QUOTE_LIMIT),
            self.sentence.text[start : start + _QUOTE_LIMIT],
        )


def gap(first: int, last: int, position: int) -> int:
    """Tokens between a stretch and a position; 0 inside it."""
    return max(first - position, position - last, 0)


def build_scene(
    line: Prepared, mentions: Sequence[tuple[Mention, str]], published: date | None, own_date: Span | None = None
) -> Scene:
    """A scene from a sentence and the article's mentions that lie in it (with their kinds) and day of publication.

    `own_date` is where the article dates itself; what stands there is no value of what it tells.
    """
    sentence, tokens = line.sentence, line.tokens
    starts = [t.span.start for t in tokens] if mentions else []
    named = [
        Named(first, last, mention.entity, kind, clitic=_clitic(sentence, tokens, first, mention))
        for mention, kind in mentions
        for first, last in [_tokens_at(mention.span.shifted(-sentence.span.start), tokens, starts)]
    ]
    named.sort(key=lambda n: (n.first, n.last))
    marks: Callable[[], Sequence[ValueMark]] = partial(
        find_values, sentence.text, line.language, published, line.folded
    )
    if own_date and sentence.span.start <= own_date.start < sentence.span.end:
        marks = partial(_without, marks, own_date.shifted(-sentence.span.start))
    return Scene(sentence, tokens, line.cues, tuple(named), line.language, marks)


def _clitic(sentence: Sentence, tokens: Sequence[Token], first: int, mention: Mention) -> str:
    start = mention.span.start - sentence.span.start
    return sentence.text[tokens[first].span.start : start] if tokens else ""


def _without(marks: Callable[[], Sequence[ValueMark]], span: Span) -> list[ValueMark]:
    return [m for m in marks() if m.span.end <= span.start or span.end <= m.span.start]


_NOT_IN_VALUES = frozenset({"peak", "place_in"})


def _by_family(cues: Sequence[Cue]) -> Mapping[str, tuple[Cue, ...]]:
    found: dict[str, tuple[Cue, ...]] = {}
    for cue in cues:
        found[cue.family] = (*found.get(cue.family, ()), cue)
        if cue.kind:
            found[cue.category] = (*found.get(cue.category, ()), cue)
    return found


def _tokens_at(span: Span, tokens: Sequence[Token], starts: Sequence[int]) -> tuple[int, int]:
    if not tokens:
        return 0, 0
    first = max(0, bisect.bisect_right(starts, span.start) - 1)
    last = max(first, bisect.bisect_left(starts, span.end) - 1)
    return first, last
