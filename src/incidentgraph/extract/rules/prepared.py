"""A sentence made ready once for all who read it: folded, cut into words, with its cues."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from incidentgraph.extract.rules.lexicon import Cue, lexicon
from incidentgraph.extract.rules.tokens import Token, tokens_of
from incidentgraph.languages import Language
from incidentgraph.languages.folding import Folded
from incidentgraph.text import Sentence


@dataclass(frozen=True, eq=False, slots=True)
class Prepared:
    """A sentence of a language, its folded text, its words and punctuation marks, and its cues."""

    sentence: Sentence
    language: Language = field(repr=False)
    folded: Folded = field(repr=False)
    tokens: tuple[Token, ...]
    cues: tuple[Cue, ...]
    capitals: AbstractSet[int]
    """The words with a capital, in Latin letters anywhere."""


def prepare(sentence: Sentence, language: Language) -> Prepared:
    """Make a sentence ready."""
    tokens = tokens_of(sentence.folded, language)
    cues = lexicon(language).find(tokens)
    return Prepared(sentence, language, sentence.folded, tokens, cues, _capitals(sentence.text, tokens))


def _capitals(text: str, tokens: Sequence[Token]) -> AbstractSet[int]:
    """Only words with a capital, or with letters not of ASCII, are written otherwise than folded."""
    return {
        index
        for index, token in enumerate(tokens)
        if (raw := text[token.span.start : token.span.end]) != token.text
        and (raw[0].isupper() or (raw.isascii() and raw[0].isalpha()))
    }
