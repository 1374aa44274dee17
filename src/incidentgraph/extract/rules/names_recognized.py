"""Names that a statistical recogniser saw, cut to what can be a name and to what no better reason has named before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from incidentgraph.extract.recognizers import Recognized
from incidentgraph.extract.rules.names_line import Candidate
from incidentgraph.extract.rules.tokens import Token
from incidentgraph.extract.rules.wordlists import name_words
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Span
from incidentgraph.text import Sentence

_LONGEST = 6
_BRACKETS = frozenset("()[]:;,.?!")


def recognized(
    sentence: Sentence,
    tokens: Sequence[Token],
    taken: AbstractSet[int],
    found: Sequence[Recognized],
    language: Language,
) -> Iterator[Candidate]:
    """What of a recogniser's names in an article counts in a sentence: names by their form, none of them known already.

    A single word says too little: a small model takes many a capital for a name. It counts as a place behind a word
    of place.
    """
    for name in _within(found, sentence.span):
        span = name.span.shifted(-sentence.span.start)
        inside = [i for i, t in enumerate(tokens) if t.span.overlaps(span)]
        while inside and not _begins(tokens[inside[0]], sentence, language):
            del inside[0]
        while inside and not tokens[inside[-1]].is_word:
            del inside[-1]
        if not inside or len(inside) > _LONGEST or not taken.isdisjoint(inside):
            continue
        if any(tokens[i].text in _BRACKETS for i in inside):
            continue
        if len(inside) > 1 or (name.kind == "Place" and _is_placed(tokens, inside[0], language)):
            clitic = max(0, span.start - tokens[inside[0]].span.start)  # the ل of «لطارق»
            yield Candidate(inside[0], inside[-1], name.kind, clitic)


def _within(found: Sequence[Recognized], sentence: Span) -> Sequence[Recognized]:
    """The names, which are in order, that lie in a sentence."""
    first = bisect_left(found, sentence.start, key=lambda f: f.span.start)
    return found[first : bisect_left(found, sentence.end, key=lambda f: f.span.start)]


def _begins(token: Token, sentence: Sentence, language: Language) -> bool:
    """Whether a word can be the first of a name: no article or title, and with a capital where the script has them."""
    words = name_words(language)
    light = token.text in words.stopwords or token.text in words.honorifics or token.text in words.never
    return token.is_word and not light and not sentence.text[token.span.start].islower()


def _is_placed(tokens: Sequence[Token], index: int, language: Language) -> bool:
    return index > 0 and tokens[index - 1].text in _before_place(language)


@lru_cache(maxsize=32)
def _before_place(language: Language) -> frozenset[str]:
    return frozenset(map(fold_text, language.table("recognizers").get("before_place", ())))
