"""Words of a sentence in folded form, with what a word may be once its clitics are taken off.

Arabic writes conjunctions, prepositions and the article onto the next word: ``وبالمنصة`` is و + ب + ال + منصة. Which
letters do so is data of the language (``grammar.toml``: `proclitics`, `article`, `fused`, and `enclitics` of any).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import repeat, starmap
from typing import NamedTuple

from incidentgraph.languages import Language
from incidentgraph.languages.folding import Folded, fold
from incidentgraph.model import Span

_TOKEN = re.compile(r"\w+|[^\w\s'\"]")
_SHORTEST_STEM = 2  # a stem of fewer letters is more likely an accident than a word


class Token(NamedTuple):
    """A word or a punctuation mark: folded, its range in the sentence, and its forms without clitics."""

    text: str
    span: Span
    forms: tuple[str, ...]

    @property
    def is_word(self) -> bool:
        """Whether this is no punctuation mark."""
        return self.text[0].isalnum()


@lru_cache(maxsize=32)
def _clitics(language: Language) -> tuple[tuple[str, ...], str, tuple[tuple[str, str], ...]]:
    grammar = language.table("grammar")
    fused = tuple(sorted(grammar.get("fused", {}).items()))
    return tuple(grammar.get("proclitics", ())), grammar.get("article", ""), fused


@lru_cache(maxsize=65536)
def forms_of(word: str, language: Language) -> tuple[str, ...]:
    """The word as written and every word it may be once clitics are taken off, longest first.

    >>> from incidentgraph.languages import load
    >>> forms_of("وبالمنصه", load("ar"))[-1]
    'منصه'
    """
    proclitics, article, fused = _clitics(language)
    found = {word}
    if proclitics:
        frontier = [word]
        while frontier:
            form = frontier.pop()
            for stem in _without_first(form, proclitics, article, fused):
                if stem not in found:
                    found.add(stem)
                    frontier.append(stem)
        found |= {form[:-1] for form in found if form.endswith("ا") and len(form) > _SHORTEST_STEM + 1}  # tanwin's alef
    return tuple(sorted(found, key=lambda f: (-len(f), f)))


def _without_first(form: str, proclitics: Sequence[str], article: str, fused: Sequence[tuple[str, str]]) -> list[str]:
    stems = [form[len(p) :] for p in proclitics if form.startswith(p)]
    for prefix, _ in fused:  # «للشركة» is li- before «الشركة»
        if form.startswith(prefix):
            stems += [form[len(prefix) :], article + form[len(prefix) :]]
    if article and form.startswith(article):
        stems.append(form[len(article) :])
    return [s for s in stems if len(s) >= _SHORTEST_STEM]


def tokenize(text: str, language: Language) -> tuple[Token, ...]:
    """The words and punctuation marks of a text; quotes and apostrophes separate words and are no tokens.

    >>> from incidentgraph.languages import load
    >>> [t.text for t in tokenize("L’attaque, dit-on", load("fr"))]
    ['l', 'attaque', ',', 'dit', '-', 'on']
    """
    return tokens_of(fold(text), language)


def tokens_of(folded: Folded, language: Language) -> tuple[Token, ...]:
    """The words and punctuation marks of a text that is folded already."""
    words = _TOKEN.findall(folded.text)
    spans = starmap(_span if folded.even else folded.span, [m.span() for m in _TOKEN.finditer(folded.text)])
    forms = map(forms_of, words, repeat(language)) if _clitics(language)[0] else zip(words, strict=False)
    return tuple(map(_token, zip(words, spans, forms, strict=True)))


_token = partial(tuple.__new__, Token)  # for thousands of them, without a call of Python's own
_span = lru_cache(maxsize=1 << 15)(Span)  # the same few places in one sentence after another
