"""Names that a word for an institution opens: "hôpital de Brest", "Caisse nationale de sécurité sociale".

Which words do so is data of the language (`names.institutions`, `names.bodies`). An institution needs a capital in what
follows it ("la mairie de Tours"); a body is written with a capital itself and may go on in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from incidentgraph.extract.rules.names_line import SPOKEN, Candidate, Line, hyphenated, is_adjective_of_country
from incidentgraph.extract.rules.wordlists import Headed

_LONGEST = 12
_MOST_COMPLEMENTS = 2
_MOST_JOINERS = 3
_TWO = 2
_PLACES = frozenset({"City", "Region", "Place"})


def headed(line: Line, kinds: Mapping[int, str]) -> Iterator[Candidate]:
    """The institutions named in a sentence. `kinds` tells, by token, what known names there stand for."""
    words = line.words.headed
    if not words:
        return
    if words.openers.isdisjoint(chain.from_iterable([t.forms for t in line.tokens])):
        return
    behind = 0
    spelt = {found.first: found for found in _spelt_out(line, words, kinds)}
    for index, token in enumerate(line.tokens):
        if index < behind or (words.openers.isdisjoint(token.forms) and index not in spelt):
            continue
        found = spelt.get(index) or _from(line, index, words, kinds)
        if found:
            yield found
            behind = found.last + 1


def _spelt_out(line: Line, words: Headed, kinds: Mapping[int, str]) -> Iterator[Candidate]:
    """Bodies whose acronym follows in parentheses: it tells how far the name goes."""
    if "(" not in line.sentence.folded.text:
        return
    for index in range(2, len(line.tokens) - 2):
        if line.tokens[index].text != "(" or index - 1 in kinds or ")" not in _texts(line, index + 2, index + 4):
            continue
        short = line.tokens[index + 1].text
        if not (line.raw(index + 1)[:2].isupper() or line.raw(index + 1).istitle()) or len(short) <= _TWO:
            continue
        for first in range(index - _TWO, max(-1, index - _LONGEST), -1):
            if not line.tokens[first].is_word and line.tokens[first].text not in {"-", ","}:
                break
            kind = words.institution(line.tokens, first)[0] or words.body(line.tokens, first)[0]
            if kind and line.raw(first)[0].isupper() and _spells(short, _texts(line, first, index)):
                if first not in kinds:
                    yield Candidate(first, index - 1, kind)
                break


def _texts(line: Line, first: int, end: int) -> list[str]:
    return [t.text for t in line.tokens[first:end]]


def _spells(short: str, words: list[str]) -> bool:
    """Whether an acronym begins as a name does and has its letters in order."""
    letters = iter("".join(words))
    return short[0] == words[0][0] and all(letter in letters for letter in short)


def _from(line: Line, index: int, words: Headed, kinds: Mapping[int, str]) -> Candidate | None:
    if index in kinds:
        return None
    capital = line.raw(index)[0].isupper()
    kind, length = words.institution(line.tokens, index)
    if kind and not (index and line.tokens[index - 1].text in words.outside):
        last = _Extent(line, words, kinds, small=False).end(index + length - 1)
        if last is not None:
            first = next(i for i in range(index, last + 1) if line.tokens[i].text not in words.leads)
            return Candidate(first, last, kind)
    kind, length = words.body(line.tokens, index) if capital and _led(line, index, words) else (None, 0)
    if kind:
        last = _Extent(line, words, kinds, small=True).end(index + length - 1)
        if last is not None:
            return Candidate(index, last, kind)
    return None


def _led(line: Line, index: int, words: Headed) -> bool:
    """Whether an article stands before a word, so that its capital is not that of a sentence's first word."""
    return index > 0 and line.tokens[index - 1].text in words.articles | words.links


class _Extent:
    """How far the name goes that a head opens."""

    def __init__(self, line: Line, words: Headed, kinds: Mapping[int, str], *, small: bool) -> None:
        self.line, self.words, self.kinds = line, words, kinds
        self.small = small
        """Whether words without a capital may be the whole complement."""
        self.capitals = self.complements = 0

    def end(self, head: int) -> int | None:
        """The last token of the name, or None where the head opens none."""
        last, at = (None if self.small else head), head
        while at + 1 < len(self.line.tokens) and at - head < _LONGEST:
            following = self._next(at)
            if following is None:
                break
            at = following
            if self.small or self.capitals:
                last = at
        return last if last != head and (self.small or self.capitals) else None

    def _next(self, at: int) -> int | None:
        """The next word of the name behind token `at`."""
        following = at + 1
        text = self.line.tokens[following].text
        if text == "-":
            behind = hyphenated(self.line, following)
            return None if behind is None else self._capital(behind)
        if text in self.words.links or text in self.words.joins or (text == "," and self.complements):
            return self._complement(following)
        if self._is_word(following) and not self.line.raw(following)[0].isupper():
            goes_on = self._is_adjective(following) and not (self.kinds.get(at) and self.capitals)
            return following if goes_on else None
        return self._capital(following)

    def _complement(self, at: int) -> int | None:
        """The word that a preposition leads in, articles between."""
        joined = self.line.tokens[at].text not in self.words.links
        for step in range(_MOST_JOINERS + 1):
            index = at + step
            if index >= len(self.line.tokens):
                return None
            text = self.line.tokens[index].text
            joined = joined and text not in self.words.links
            if text in self.words.links | self.words.joins | self.words.articles or (step == 0 and text == ","):
                continue
            if joined:
                return None
            self.complements += 1
            if self.line.raw(index)[0].isupper():
                return self._capital(index)
            small = self.small and self._is_word(index) and self.complements <= _MOST_COMPLEMENTS
            return index if small and not self._spoken(index) else None
        return None

    def _capital(self, at: int) -> int | None:
        raw, text = self.line.raw(at), self.line.tokens[at].text
        known = self.kinds.get(at)
        if not raw[0].isupper() or text in self.line.words.never:
            return None
        if text in self.line.words.stopwords:  # *l'université La Sapienza*
            article = text in self.words.articles and at + 1 < len(self.line.tokens)
            return self._capital(at + 1) if article and self.line.raw(at + 1)[0].isupper() else None
        if known and (known not in _PLACES | {"Country"} or (known == "Country" and self.capitals)):
            return None
        self.capitals += 1
        return at

    def _is_word(self, at: int) -> bool:
        return self.line.tokens[at].is_word and self.line.raw(at)[0].isalpha()

    def _is_adjective(self, at: int) -> bool:
        text = self.line.tokens[at].text
        if self._spoken(at) or text in self.line.words.stopwords:
            return False
        return text.endswith(self.words.adjectives) or is_adjective_of_country(self.line, at)

    def _spoken(self, at: int) -> bool:
        return any(c.first <= at <= c.last and c.family in SPOKEN for c in self.line.cues)
