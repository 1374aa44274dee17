"""Cue words of a language, compiled from its data, and found in a sentence in one pass over its tokens.

A cue phrase is a row of word patterns: ``word``; ``stem*`` for any word that begins so; ``a|b*`` for either;
``word?`` for an optional word; ``...`` for up to six words between; ``_`` for exactly one word. A last pattern of one
letter and a star (``ل*``) is a clitic to be seen, not taken: the word it stands on is no part of the cue. Determiners
may stand between the words of a phrase. Clitics are taken off before a word is compared; accents and case are folded.
Where two cues of one family overlap, the longer one stays; whatever lies inside a ``mask`` phrase is no cue at all
("heart attack").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from incidentgraph.errors import DataError
from incidentgraph.extract.rules.tokens import Token, tokenize
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Span

_GAP = 6
_BREAKS = frozenset(".;!?؟")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found: its category (``attack.DDoS``), its tokens ``[first, last]`` and its range in the sentence."""

    category: str
    first: int
    last: int
    span: Span

    @property
    def family(self) -> str:
        """The category up to its first dot."""
        return self.category.partition(".")[0]

    @property
    def kind(self) -> str:
        """The category behind its first dot, or empty."""
        return self.category.partition(".")[2]


@dataclass(frozen=True, slots=True)
class _Word:
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    optional: bool = False
    gap: int = 0
    any_word: bool = False
    peek: bool = False

    def fits(self, token: Token) -> bool:
        if self.any_word:
            return token.is_word
        return any(f in self.exact or (self.prefixes and f.startswith(self.prefixes)) for f in token.forms)


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    category: str
    words: tuple[_Word, ...]


@dataclass(eq=False)
class Lexicon:
    """All cues of a language, ready to be found."""

    exact: dict[str, list[_Phrase]] = field(default_factory=dict)
    prefixes: dict[str, list[_Phrase]] = field(default_factory=dict)
    determiners: frozenset[str] = frozenset()
    _starts: dict[str, tuple[_Phrase, ...]] = field(default_factory=dict)

    def add(self, category: str, phrase: str) -> None:
        """Add one phrase under a category."""
        words = tuple(map(_word, phrase.split()))
        if not words or words[0].optional or words[0].gap or words[0].any_word:
            what = f"cue {phrase!r} of {category} must begin with a word"
            raise DataError(what, hint="put optional words and gaps behind the first word")
        compiled = _Phrase(category, words)
        for word in words[0].exact:
            self.exact.setdefault(word, []).append(compiled)
        for prefix in words[0].prefixes:
            self.prefixes.setdefault(prefix, []).append(compiled)

    def find(self, tokens: Sequence[Token]) -> tuple[Cue, ...]:
        """The cues of a sentence, in order."""
        found: list[Cue] = []
        for index, token in enumerate(tokens):
            for phrase in self._starting_with(token):
                last = _match(phrase.words, 1, tokens, index, self.determiners)
                if last is not None:
                    span = Span(token.span.start, tokens[last].span.end)
                    found.append(Cue(phrase.category, index, last, span))
        return tuple(_settled(found))

    def _starting_with(self, token: Token) -> tuple[_Phrase, ...]:
        known = self._starts.get(token.text)
        if known is None:
            hits: dict[int, _Phrase] = {}
            for form in token.forms:
                for phrase in self.exact.get(form, ()):
                    hits[id(phrase)] = phrase
                for end in range(2, len(form) + 1):
                    for phrase in self.prefixes.get(form[:end], ()):
                        hits[id(phrase)] = phrase
            known = tuple(hits.values())
            if len(self._starts) < 1 << 17:
                self._starts[token.text] = known
        return known


def _match(words: Sequence[_Word], at: int, tokens: Sequence[Token], index: int, light: frozenset[str]) -> int | None:
    """The index of the last token when ``words[at:]`` follow token `index`, or None; `light` words may intervene."""
    if at == len(words):
        return index
    word = words[at]
    if word.gap:
        return _match_over_gap(words, at, tokens, index, light)
    ends: list[int | None] = []
    if index + 1 < len(tokens) and word.fits(tokens[index + 1]):
        peeked = word.peek and at + 1 == len(words)
        ends.append(index if peeked else _match(words, at + 1, tokens, index + 1, light))
    if word.optional:
        ends.append(_match(words, at + 1, tokens, index, light))
    if index + 2 < len(tokens) and tokens[index + 1].text in light and word.fits(tokens[index + 2]):
        ends.append(_match(words, at + 1, tokens, index + 2, light))
    return next((end for end in ends if end is not None), None)


def _match_over_gap(
    words: Sequence[_Word], at: int, tokens: Sequence[Token], index: int, light: frozenset[str]
) -> int | None:
    """As `_match`, where ``words[at]`` stands for a few words, none of which ends a sentence."""
    for skipped in range(words[at].gap + 1):
        following = index + skipped + 1
        if following >= len(tokens) or (skipped and tokens[following - 1].text in _BREAKS):
            return None
        if words[at + 1].fits(tokens[following]):
            last = _match(words, at + 2, tokens, following, light)
            if last is not None:
                return last
    return None


def _settled(found: list[Cue]) -> Iterator[Cue]:
    masks = [c for c in found if c.family == "mask"]
    kept = sorted({c for c in found if c.family != "mask"}, key=lambda c: (c.first, -c.last, c.category))
    for cue in kept:
        inside = any(m.first <= cue.first and cue.last <= m.last for m in masks)
        longer = any(
            o.family == cue.family
            and o.first <= cue.first
            and cue.last <= o.last
            and (o.last - o.first) > (cue.last - cue.first)
            for o in kept
        )
        if not inside and not longer:
            yield cue


def _word(pattern: str) -> _Word:
    if pattern == "...":
        return _Word(frozenset(), (), gap=_GAP)
    if pattern == "_":
        return _Word(frozenset(), (), any_word=True)
    optional = pattern.endswith("?")
    alternatives = [fold_text(a) for a in pattern.rstrip("?").split("|")]
    return _Word(
        frozenset(a for a in alternatives if not a.endswith("*")),
        tuple(a[:-1] for a in alternatives if a.endswith("*")),
        optional=optional,
        peek=all(a.endswith("*") and len(a) == 2 for a in alternatives),  # noqa: PLR2004 - a letter and the star
    )


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            for phrase in value:
                yield f"{prefix}{key}", phrase


@lru_cache(maxsize=32)
def lexicon(language: Language) -> Lexicon:
    """The compiled cues of a language: its table `cues`."""
    compiled = Lexicon(determiners=frozenset(map(fold_text, language.table("syntax").get("determiners", ()))))
    for category, phrase in _flat(language.table("cues")):
        compiled.add(category, _separated(phrase, language))
    return compiled


def _separated(phrase: str, language: Language) -> str:
    """Apostrophes and hyphens inside a cue word separate words, as they do in a text."""
    parts: list[str] = []
    for piece in phrase.split():
        if piece in {"...", "_"} or "|" in piece or piece.endswith(("*", "?")):
            parts.append(piece.replace("'", " "))
        else:
            parts.extend(t.text for t in tokenize(piece, language))
    return " ".join(parts)
