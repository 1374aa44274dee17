"""A sentence's tokens with what each may mean: at token 3 a month, at token 5 a unit of time.

Parsers of values ask a `Scan` by kind. Reading is a dictionary look-up per token, so that time is linear in length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
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

    def __init__(self, raw: str, folded: Folded, words: Vocabulary) -> None:
        self.raw = raw
        self.folded = folded
        self.vocabulary = words
        spaced = words.table["numbers_with_spaces"] or _FIRM_SPACES.search(raw)
        self.numbers: dict[int, Any] = {}
        """What was read as a number at a token; several readers ask."""
        text = folded.text
        places = [m.span() for m in (_SPACED_TOKEN if spaced else _TOKEN).finditer(text)]
        self.starts = [start for start, _ in places]
        self.ends = [end for _, end in places]
        self.words = [text[start:end] for start, end in places]

    def __len__(self) -> int:
        return len(self.words)

    @property
    def worthwhile(self) -> bool:
        """Whether any token may begin a value at all."""
        return not self.vocabulary.anchors.isdisjoint(self.words) or bool(_DIGIT.search(self.folded.text))

    @cached_property
    def _alone(self) -> list[Mapping[str, Meaning]]:
        """What each token means on its own; one more, empty, for what is behind the last."""
        return [_NOTHING if word is None else word.alone for word in self._known] + [_NOTHING]

    @cached_property
    def _known(self) -> list[Word | None]:
        """The words of values among the tokens."""
        words = self.vocabulary.words
        return [words.get(token) for token in self.words]

    @cached_property
    def _phrases(self) -> tuple[dict[int, dict[str, Reading]], dict[int, dict[str, int]]]:
        """The phrases that stand in the sentence, by where they begin and by where they end."""
        begin: dict[int, dict[str, Reading]] = {}
        end: dict[int, dict[str, int]] = {}
        for index, word in enumerate(self._known):
            if word is None or not word.phrases:
                continue
            for phrase in (*word.phrases.get(self._second(index), ()), *word.phrases.get("", ())):
                behind = self._follows(index, phrase)
                if behind:
                    begin.setdefault(index, {}).setdefault(
                        phrase.kind, Reading(phrase.meaning[0], behind, *phrase.meaning[1:])
                    )
                    end.setdefault(behind, {}).setdefault(phrase.kind, index)
        return begin, end

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
        begin = self._phrases[0]
        for index, token in enumerate(self.words):
            if token[0].isdigit():
                yield index, CLOCK | DATE | AMOUNT
                continue
            if token in _CLAUSE_ENDS:
                yield index, 0
                continue
            word = self._known[index]
            if word is None:
                continue
            begins = word.begins
            for kind in begin.get(index, ()):
                begins |= BEGINS.get(kind, 0)
            if begins:
                yield index, begins

    def at(self, index: int, kind: str) -> Reading | None:
        """The longest reading of a kind that begins at a token."""
        return self._readings[index].get(kind) if index < len(self.words) else None

    @cached_property
    def _readings(self) -> list[Mapping[str, Reading]]:
        """The longest reading of each kind that begins at each token."""
        found = [_NO_READINGS if word is None else _alone_at(word, index) for index, word in enumerate(self._known)]
        for index, phrases in self._phrases[0].items():
            found[index] = {**found[index], **phrases}
        return found

    def may(self, index: int, kinds: AbstractSet[str]) -> bool:
        """Whether anything of these kinds can begin at a token; if not, no reader of them need try."""
        return index < len(self.words) and not kinds.isdisjoint(self._readings[index])

    def ended(self, index: int, *kinds: str) -> bool:
        """Whether words of one of these kinds end right before a token."""
        alone = self._alone[index - 1] if index else _NOTHING
        phrases = self._phrases[1].get(index, ())
        return any(kind in alone or kind in phrases for kind in kinds)

    def begun(self, index: int, kind: str) -> int | None:
        """Where the words of a kind begin that end right before a token."""
        longer = self._phrases[1].get(index)
        if longer and kind in longer:
            return longer[kind]
        return index - 1 if index and kind in self._alone[index - 1] else None

    def all_of(self, kind: str) -> list[Any]:
        """The values of every reading of a kind in the sentence."""
        found = (self.at(index, kind) for index in range(len(self.words)))
        return [reading.value for reading in found if reading]

    def word(self, index: int) -> str:
        """A token's folded text; empty outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def digits(self, index: int) -> bool:
        """Whether a token is a number in digits."""
        return 0 <= index < len(self.words) and self.words[index][0].isdigit()

    def glued(self, index: int) -> bool:
        """Whether no space stands between a token and the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital in the raw text."""
        return 0 <= index < len(self.words) and self.raw[self.folded.offsets[self.starts[index]]].isupper()

    def span(self, first: int, end: int) -> Span:
        """The place of tokens ``[first, end)`` in the raw text."""
        return self.folded.span(self.starts[first], self.ends[end - 1])


def scan(text: str, language: Language, folded: Folded | None = None) -> Scan:
    """A sentence scanned with its language's vocabulary."""
    return Scan(text, folded or fold(text), vocabulary(language))
