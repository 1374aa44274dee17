"""A sentence made ready once for all who read it: folded, cut into words, with its cues."""

from __future__ import annotations

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


def prepare(sentence: Sentence, language: Language) -> Prepared:
    """Make a sentence ready."""
    tokens = tokens_of(sentence.folded, language)
    return Prepared(sentence, language, sentence.folded, tokens, lexicon(language).find(tokens))
