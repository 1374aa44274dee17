"""A sentence's tokens with what each may mean: at token 3 a month, at token 5 a unit of time.

Parsers of values ask a `Scan` by kind. Reading is a dictionary look-up per token, so that time is linear in length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any, NamedTuple

from incidentgraph.extract.rules.vocabulary import (
    AMOUNT,
    BEGINS,
    CLOCK,
    DATE,
    Meaning,
    Phrase,
    Vocabulary,
    Word,
    vocabulary,
)
from incidentgraph.languages import Language
from incidentgraph.languages.folding import Folded, fold
from incidentgraph.model import Span

_DIGIT = re.compile(r"\d")
_DIGITS = r"\d+(?:[.,]\d+)*"
_REST = r"|[^\W\d_]+|[^\w\s]|_+"
_TOKEN = re.compile(_DIGITS + _REST)
# Groups of three behind spaces; the bound keeps a line of digits and spaces from being one number.
_SPACED_TOKEN = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3}){1,5}(?![\d])(?:[.,]\d{1,2}(?!\d))?|" + _DIGITS + _REST)
_FIRM_SPACES = re.compile("[\u00a0\u202f\u2009]")
_CLAUSE_ENDS = frozenset(",;:!?.")
_NOTHING: Mapping[str, Meaning] = {}


class Reading(NamedTuple):
    """What tokens may mean: a value, up to token `end`; with "and" or a preposition written onto the first word."""

    value: Any
    end: int
    joined: bool = False
    prefixed: bool = False


_NO_READINGS: Mapping[str, Reading] = {}


@lru_cache(maxsize=1 << 15)
def _alone_at(word: Word, index: int) -> Mapping[str, Reading]:
    """What a word means at a token on its own: the same words stand at the same few places again and again."""
    return {kind: Reading(value, index + 1, joined, prefixed) for kind, (value, joined, prefixed) in word.alone.items()}


class Scan:
    """A sentence's tokens with their readings."""

    def __init__(self, raw: str, folded: Folded, words: Vocabulary, pattern: re.Pattern[str]) -> None:
        self.raw = raw
        self.folded = folded
        self.vocabulary = words
        self.numbers: dict[int, Any] = {}
        """What was read as a number at a token; several readers ask."""
        text = folded.text
        places = [m.span() for m in pattern.finditer(text)]
        self.words = [text[start:end] for start, end in places]
        self.starts, self.ends = zip(*places, strict=True)
        self._known: list[Word | None] = [*map(words.words.get, self.words), None]
        """The words of values among the tokens; one more for what is behind the last."""
        self.kinds = frozenset[str]().union(*[word.kinds for word in self._known if word])
        """The kinds of all that the sentence may hold: where one is missing, none of its readers need try."""
        self._begin: dict[int, dict[str, Reading]] = {}
        self._end: dict[int, dict[str, int]] = {}
        self._find_phrases()
        self._readings = self._read()

    def __len__(self) -> int:
        return len(self.words)

    def _find_phrases(self) -> None:
        """Note the phrases that stand in the sentence, by where they begin and by where they end."""
        behind_each = [*self.words[1:], "", ""]
        for index, (word, second) in enumerate(zip(self._known, behind_each, strict=True)):
            if word is None or not word.phrases:
                continue
            if second == "-":
                second = self._second(index)  # noqa: PLW2901 - a hyphen is passed over
            if second not in word.phrases and "" not in word.phrases:
                continue
            for phrase in (*word.phrases.get(second, ()), *word.phrases.get("", ())):
                behind = self._follows(index, phrase)
                if behind:
                    reading = Reading(phrase.meaning[0], behind, *phrase.meaning[1:])
                    self._begin.setdefault(index, {}).setdefault(phrase.kind, reading)
                    self._end.setdefault(behind, {}).setdefault(phrase.kind, index)

    def _read(self) -> list[Mapping[str, Reading]]:
        """The longest reading of each kind that begins at each token."""
        found = [
            _NO_READINGS if word is None else _alone_at(word, index) for index, word in enumerate(self._known[:-1])
        ]
        for index, phrases in self._begin.items():
            found[index] = {**found[index], **phrases}
        return found

    def _second(self, index: int) -> str:
        """The word that a phrase goes on with, a hyphen passed over."""
        at = index + 1
        if self.word(at) == "-" and self.glued(at):
            at += 1
        return self.word(at)

    def _follows(self, index: int, phrase: Phrase) -> int:
        """The token behind the phrase's last, or 0 where it does not stand here."""
        at = index + 1
        for word in phrase.rest:
            if at < len(self.words) and self.words[at] == "-" and self.glued(at):
                at += 1
            if at >= len(self.words) or self.words[at] != word:
                return 0
            at += 1
        if phrase.case:
            raw = self.raw[self.folded.offsets[self.starts[index]] : self.folded.offsets[self.ends[at - 1] - 1] + 1]
            if not (raw.isupper() if phrase.case == "upper" else raw[0].isupper()):
                return 0
        return at

    def candidates(self) -> Iterator[tuple[int, int]]:
        """The tokens that may begin something, with what (`CLOCK`, `DATE`, ... added up); 0 where a clause ends."""
        for index, (token, word) in enumerate(zip(self.words, self._known, strict=False)):
            if word is None and token.isalpha():
                continue
            if token[0].isdecimal():
                yield index, CLOCK | DATE | AMOUNT
            elif token in _CLAUSE_ENDS:
                yield index, 0
            elif word is not None:
                begins = word.begins
                for kind in self._begin.get(index, ()):
                    begins |= BEGINS.get(kind, 0)
                if begins and not (word.article and self._counts_nothing(index)):
                    yield index, begins

    def _counts_nothing(self, index: int) -> bool:
        """Whether an article leads to no word of values, nor to a noun that counts a little further on."""
        behind = self.word(index + 1)
        if index in self._begin or self._known[index + 1] is not None or not (behind.isalpha() and len(behind) > 1):
            return False
        window = self._known[index + 2 : index + 1 + self.vocabulary.table["count"]["window"]]
        return not any(word and "noun" in word.kinds for word in window)

    def at(self, index: int, kind: str) -> Reading | None:
        """The longest reading of a kind that begins at a token."""
        try:
            return self._readings[index].get(kind)
        except IndexError:
            return None

    def may(self, index: int, kinds: AbstractSet[str]) -> bool:
        """Whether anything of these kinds can begin at a token; if not, no reader of them need try."""
        return index < len(self.words) and not kinds.isdisjoint(self._readings[index])

    def ended(self, index: int, *kinds: str) -> bool:
        """Whether words of one of these kinds end right before a token."""
        word = self._known[index - 1] if index else None
        alone = _NOTHING if word is None else word.alone
        phrases = self._end.get(index, ())
        for kind in kinds:  # noqa: SIM110 - asked very often
            if kind in alone or kind in phrases:
                return True
        return False

    def begun(self, index: int, kind: str) -> int | None:
        """Where the words of a kind begin that end right before a token."""
        longer = self._end.get(index)
        if longer and kind in longer:
            return longer[kind]
        word = self._known[index - 1] if index else None
        return index - 1 if word and kind in word.alone else None

    def all_of(self, kind: str) -> list[Any]:
        """The values of every reading of a kind in the sentence."""
        found = (self.at(index, kind) for index in range(len(self.words)))
        return [reading.value for reading in found if reading]

    def word(self, index: int) -> str:
        """A token's folded text; empty outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def digits(self, index: int) -> bool:
        """Whether a token is a number in digits."""
        return 0 <= index < len(self.words) and self.words[index][0].isdecimal()

    def glued(self, index: int) -> bool:
        """Whether no space stands between a token and the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital in the raw text."""
        return 0 <= index < len(self.words) and self.raw[self.folded.offsets[self.starts[index]]].isupper()

    def span(self, first: int, end: int) -> Span:
        """The place of tokens ``[first, end)`` in the raw text."""
        return self.folded.span(self.starts[first], self.ends[end - 1])


def scan(text: str, language: Language, folded: Folded | None = None) -> Scan | None:
    """A sentence scanned with its language's vocabulary; None where no token may begin a value."""
    folded, words = folded or fold(text), vocabulary(language)
    if not _DIGIT.search(folded.text):
        tokens = _TOKEN.findall(folded.text)
        return None if words.anchors.isdisjoint(tokens) else Scan(text, folded, words, _TOKEN)
    spaced = words.table["numbers_with_spaces"] or _FIRM_SPACES.search(text)
    return Scan(text, folded, words, _SPACED_TOKEN if spaced else _TOKEN)
