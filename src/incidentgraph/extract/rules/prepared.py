"""A sentence made ready once for all who read it: folded, cut into words, with its cues."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from incidentgraph.extract.rules.lexicon import Cue, lexicon
from incidentgraph.extract.rules.tokens import Token, tokens_of
from incidentgraph.languages import Language
from incidentgraph.languages.folding import Folded, fold
from incidentgraph.text import Sentence


@dataclass(frozen=True, eq=False)
class Prepared:
    """A sentence of a language, and what is worked out of it when first asked for."""

    sentence: Sentence
    language: Language = field(repr=False)

    @cached_property
    def folded(self) -> Folded:
        """Its folded text."""
        return fold(self.sentence.text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and punctuation marks."""
        return tokens_of(self.folded, self.language)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Its cues."""
        return lexicon(self.language).find(self.tokens)
