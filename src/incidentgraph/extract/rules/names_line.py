"""A sentence as the finders of unknown names read it, and what they find in it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.prepared import Prepared
from incidentgraph.extract.rules.tokens import Token
from incidentgraph.extract.rules.wordlists import NameWords, name_words
from incidentgraph.languages import Language
from incidentgraph.text import Sentence

_FAMILY = 3  # tokens from the family name to the second syllable: "Yun Ho - jung"
_SYLLABLE = 5
_COMPOUNDS = frozenset(
    {"based", "led", "run", "owned", "made", "born", "style", "wide", "area", "class", "like", "sized"}
)
SPOKEN = frozenset({"say", "outage", "attack", "deny", "restored", "role", "claim"})
"""Families of cues whose words are no part of a name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name at tokens ``[first, last]`` and, where there is a reason for it, its kind."""

    first: int
    last: int
    kind: str
    clitic: int = 0
    """Letters of a clitic at the first word, which are no part of the name."""


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence as this module reads it. `taken` are the tokens of names already known."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    cues: tuple[Cue, ...]
    taken: AbstractSet[int]
    language: Language
    words: NameWords = field(repr=False)
    """The language's words about names."""
    capitals: AbstractSet[int] = field(repr=False)
    """The words with a capital, in Latin letters anywhere."""

    def raw(self, index: int) -> str:
        """A token as written."""
        span = self.tokens[index].span
        return self.sentence.text[span.start : span.end]


def line_of(line: Prepared, taken: AbstractSet[int]) -> Line:
    """Prepare a sentence."""
    words = name_words(line.language)
    return Line(line.sentence, line.tokens, line.cues, taken, line.language, words, line.capitals)


def plain_gap(line: Line, index: int) -> bool:
    """Whether nothing but white space stands before a token."""
    between = line.sentence.text[line.tokens[index - 1].span.end : line.tokens[index].span.start]
    return not between.strip()


def _of_given_name(line: Line, index: int) -> bool:
    """Whether a word in small letters behind a hyphen ends a Korean or Chinese name: "Yun Ho-jung"."""
    word = line.raw(index)
    family = index >= _FAMILY and line.raw(index - _FAMILY)[0].isupper() and line.raw(index - 2)[0].isupper()
    short = len(word) <= _SYLLABLE and len(line.raw(index - 2)) <= _SYLLABLE and word.isascii()
    return family and short and word.islower() and line.tokens[index].text not in _COMPOUNDS


def hyphenated(line: Line, index: int) -> int | None:
    """The capitalised word that a hyphen joins to the one before: "Corbeil-Essonnes", "Villeneuve-sur-Lot"."""
    text = line.sentence.text
    at = index
    while at + 1 < len(line.tokens) and line.tokens[at].text == "-":
        span = line.tokens[at].span
        if text[span.start - 1].isspace() or text[span.end : span.end + 1].isspace():
            return None
        if line.raw(at + 1)[0].isupper():
            return at + 1
        if line.tokens[at + 1].text not in line.words.joiners:
            return at + 1 if _of_given_name(line, at + 1) else None
        at += 2
    return None


def is_adjective_of_country(line: Line, index: int) -> bool:
    """Whether a token is a word such as "French"."""
    stems = _demonyms(line.language)
    return any(form.startswith(stems) for form in line.tokens[index].forms)


@lru_cache(maxsize=32)
def _demonyms(language: Language) -> tuple[str, ...]:
    return tuple(stem.rstrip("*") for words in language.table("demonyms").values() for stem in words)
