"""Cue words of a language, compiled from its data, and found in a sentence in one pass over its tokens.

A cue phrase is a row of word patterns: ``word``; ``stem*`` for any word that begins so; ``a|b*`` for either;
``word?`` for an optional word; ``...`` for up to six words between; ``_`` for exactly one word. A last pattern of one
letter and a star (``ل*``) is a clitic to be seen, not taken: the word it stands on is no part of the cue. Determiners
may stand between the words of a phrase. Clitics are taken off before a word is compared; accents and case are folded.
Where two cues of one family overlap, the longer one stays; whatever lies inside a ``mask`` phrase is no cue at all
("heart attack").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, NamedTuple, TypeVar

from incidentgraph.errors import DataError
from incidentgraph.extract.rules.tokens import Token, tokenize
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Span

_GAP = 6
_PAIR = 2
_KEPT = 1 << 17  # words whose cues are remembered
_NOWHERE = (-1, 0)
_BREAKS = frozenset(".;!?؟")


class Cue(NamedTuple):
    """A cue found: its category (``attack.DDoS``), its tokens ``[first, last]`` and its range in the sentence."""

    category: str
    first: int
    last: int
    span: Span
    family: str
    """The category up to its first dot."""
    kind: str
    """The category behind its first dot, or empty."""


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    optional: bool = False
    gap: int = 0
    any_word: bool = False
    peek: bool = False
    bound: bool = False
    """Whether it stands in a genitive, which no preposition opens."""


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    category: str
    words: tuple[_Word, ...]
    needed: frozenset[_Word]
    """The words behind the first without which it cannot stand in a sentence."""

    @property
    def second(self) -> _Word | None:
        """The word without which nothing else of the phrase need be looked at."""
        following = self.words[1] if len(self.words) > 1 else None
        return None if following is None or following.optional or following.gap or following.any_word else following


@dataclass(slots=True, eq=False)
class _Starts:
    """The cues that a word begins: its own, phrases always to be tried, and the others by their second words."""

    single: list[str] = field(default_factory=list)
    tried: list[_Phrase] = field(default_factory=list)
    by_second: dict[_Word, list[_Phrase]] = field(default_factory=dict)


_NOTHING = _Starts()
_NO_WORDS: frozenset[_Word] = frozenset()
_Found = tuple[int, int, str]
"""A cue: its first token, its last with a minus (so that the longest comes first), its category."""


@dataclass(eq=False)
class Lexicon:
    """All cues of a language, ready to be found."""

    exact: dict[str, list[_Phrase]] = field(default_factory=dict)
    prefixes: dict[str, list[_Phrase]] = field(default_factory=dict)
    determiners: frozenset[str] = frozenset()
    verbal: frozenset[str] = frozenset()
    """Families whose words are verbs, which no article is written onto."""
    article: str = ""
    bound: frozenset[str] = frozenset()
    """Families whose phrases are genitives: a preposition that an article is fused with leads out of them."""
    _others: dict[str, list[_Word]] = field(default_factory=dict)
    _other_prefixes: dict[str, list[_Word]] = field(default_factory=dict)
    _entered: set[_Word] = field(default_factory=set)
    # What a word leads to is worked out once: a text has few different ones.
    _starts: dict[str, _Starts] = field(default_factory=dict)
    _fitting: dict[str, frozenset[_Word]] = field(default_factory=dict)

    def add(self, category: str, phrase: str) -> None:
        """Add one phrase under a category."""
        bound = _parts(category)[0] in self.bound
        words = tuple([_word(word, bound=bound) for word in phrase.split()])
        if not words or words[0].optional or words[0].gap or words[0].any_word:
            what = f"cue {phrase!r} of {category} must begin with a word"
            raise DataError(what, hint="put optional words and gaps behind the first word")
        others = [w for w in words[1:] if not (w.gap or w.any_word)]
        compiled = _Phrase(category, words, frozenset(w for w in others if not w.optional))
        _enter(compiled, words[0], self.exact, self.prefixes)
        for word in others:
            if word not in self._entered:
                self._entered.add(word)
                _enter(word, word, self._others, self._other_prefixes)

    def find(self, tokens: Sequence[Token]) -> tuple[Cue, ...]:
        """The cues of a sentence, in order."""
        found: list[_Found] = []
        last = len(tokens) - 1
        texts = [token.text for token in tokens]
        try:
            begun, fits = [*map(self._starts.__getitem__, texts)], [*map(self._fitting.__getitem__, texts)]
        except KeyError:  # a word is met for the first time
            begun, fits = [self._starting_with(t) for t in tokens], [self._fits_of(t) for t in tokens]
        line = _Line(tokens, fits, self.determiners)
        present = _NO_WORDS.union(*fits)
        for index, starts in enumerate(begun):
            if starts is _NOTHING:
                continue
            if starts.single:
                found += [(index, -index, category) for category in starts.single]
            for phrase in starts.tried:
                if phrase.needed <= present:
                    _try(phrase, line, index, found)
            if starts.by_second and index < last and not starts.by_second.keys().isdisjoint(present):
                _go_on(starts.by_second, line, index, present, found)
        return tuple(_settled(found, tokens))

    def _starting_with(self, token: Token) -> _Starts:
        """What a word begins."""
        known = self._starts.get(token.text)
        if known:
            return known
        starts = _Starts()
        verbs = None if self._is_verb(token) else frozenset(_entered(self._definite(token), self.exact, self.prefixes))
        for phrase in _entered(token, self.exact, self.prefixes):
            if verbs is not None and phrase not in verbs and _parts(phrase.category)[0] in self.verbal:
                continue  # «النقل» is transport, not "reported"
            if len(phrase.words) == 1:
                starts.single.append(phrase.category)
            elif phrase.second is None:
                starts.tried.append(phrase)
            else:
                starts.by_second.setdefault(phrase.second, []).append(phrase)
        known = starts if starts.single or starts.tried or starts.by_second else _NOTHING
        if len(self._starts) < _KEPT:
            self._starts[token.text] = known
        return known

    def _is_verb(self, token: Token) -> bool:
        """Whether no article is written onto a word."""
        return not self.article or not any(form.startswith(self.article) for form in token.forms)

    def _definite(self, token: Token) -> Token:
        """A word with what it may be only as far as the article is left on it."""
        return token._replace(forms=tuple([f for f in token.forms if f == token.text or f.startswith(self.article)]))

    def _fits_of(self, token: Token) -> frozenset[_Word]:
        """The words of phrases, other than first ones, that a word fits."""
        fits = self._fitting.get(token.text)
        if fits is None:
            entered = _entered(token, self._others, self._other_prefixes)
            written = token._replace(forms=tuple([f for f in token.forms if f in token.text]))
            plain = _entered(written, self._others, self._other_prefixes) if written.forms != token.forms else entered
            fits = frozenset(w for w in entered if not w.bound or w in plain)  # «مستشار للرئيس» is no «مستشار الرئيس»
            if len(self._fitting) < _KEPT:
                self._fitting[token.text] = fits
        return fits


class _Line(NamedTuple):
    """A sentence's tokens, the words of phrases that each of them fits, and the words that may intervene."""

    tokens: Sequence[Token]
    fits: Sequence[frozenset[_Word]]
    light: frozenset[str]


def _try(phrase: _Phrase, line: _Line, index: int, found: list[_Found]) -> None:
    last = _match(phrase.words, 1, line, index)
    if last is not None:
        found.append((index, -last, phrase.category))


def _go_on(
    phrases: Mapping[_Word, Sequence[_Phrase]],
    line: _Line,
    index: int,
    present: frozenset[_Word],
    found: list[_Found],
) -> None:
    """Add those of the phrases that a token begins, by their second words, which do follow."""
    following = line.fits[index + 1]
    for word in phrases.keys() & following:
        for phrase in phrases[word]:
            if len(phrase.words) == _PAIR:
                found.append((index, -index if word.peek else -index - 1, phrase.category))
            elif phrase.needed <= present:
                _try(phrase, line, index, found)
    if line.tokens[index + 1].text in line.light and index + 2 < len(line.tokens):
        for word in phrases.keys() & line.fits[index + 2]:
            if word not in following:
                for phrase in phrases[word]:
                    _try(phrase, line, index, found)


_cue = partial(tuple.__new__, Cue)  # for thousands of them, without a call of Python's own
_span = lru_cache(maxsize=1 << 15)(Span)  # the same few places in one sentence after another


@lru_cache(maxsize=1 << 12)
def _parts(category: str) -> tuple[str, str]:
    """Family and kind."""
    family, _, kind = category.partition(".")
    return family, kind


T = TypeVar("T")


def _enter(thing: T, word: _Word, exact: dict[str, list[T]], prefixes: dict[str, list[T]]) -> None:
    for text in word.exact:
        exact.setdefault(text, []).append(thing)
    for prefix in word.prefixes:
        prefixes.setdefault(prefix, []).append(thing)


def _entered(token: Token, exact: Mapping[str, list[T]], prefixes: Mapping[str, list[T]]) -> tuple[T, ...]:
    """What was entered under words that fit a token, each once."""
    found: dict[T, None] = {}
    for form in token.forms:
        found |= dict.fromkeys(exact.get(form, ()))
        for end in range(1, len(form) + 1):
            found |= dict.fromkeys(prefixes.get(form[:end], ()))
    return tuple(found)


def _match(words: Sequence[_Word], at: int, line: _Line, index: int) -> int | None:
    """The index of the last token when ``words[at:]`` follow token `index`, or None; light words may intervene."""
    tokens, fitting, light = line
    while at < len(words):
        word = words[at]
        if word.gap:
            return _match_over_gap(words, at, line, index)
        at += 1
        behind = index + 1
        inside = behind < len(tokens)
        fits = inside and (word in fitting[behind] or (word.any_word and tokens[behind].is_word))
        passed = inside and tokens[behind].text in light and behind + 1 < len(tokens)
        if word.optional or passed:  # there are several ways to go on
            return _match_either(words, at, line, (index, fits, passed))
        if not fits:
            return None
        if word.peek and at == len(words):
            return index
        index = behind
    return index


def _match_either(words: Sequence[_Word], at: int, line: _Line, here: tuple[int, bool, bool]) -> int | None:
    """As `_match` behind ``words[at - 1]``: with the next token as it, without it, or with the token after the next."""
    index, fits, passed = here
    word = words[at - 1]
    end = None
    if fits:
        end = index if word.peek and at == len(words) else _match(words, at, line, index + 1)
    if end is None and word.optional:
        end = _match(words, at, line, index)
    if end is None and passed and (word in line.fits[index + 2] or (word.any_word and line.tokens[index + 2].is_word)):
        end = _match(words, at, line, index + 2)
    return end


def _match_over_gap(words: Sequence[_Word], at: int, line: _Line, index: int) -> int | None:
    """As `_match`, where ``words[at]`` stands for a few words, none of which ends a sentence."""
    tokens, target = line.tokens, words[at + 1]
    for behind in range(index + 1, min(index + words[at].gap + 2, len(tokens))):
        if behind > index + 1 and tokens[behind - 1].text in _BREAKS:
            return None
        if target in line.fits[behind] or (target.any_word and tokens[behind].is_word):
            last = _match(words, at + 2, line, behind)
            if last is not None:
                return last
    return None


def _settled(found: Iterable[_Found], tokens: Sequence[Token]) -> Iterator[Cue]:
    """The cues that stay, in order: none inside a mask, none inside a longer one of its family."""
    masks = [(first, -last) for first, last, category in found if _parts(category)[0] == "mask"]
    widest: dict[str, tuple[int, int]] = {}  # by family: the cue seen that reaches furthest
    for first, back, category in sorted(set(found)):
        last = -back
        family, kind = _parts(category)
        reached, begun = widest.get(family, _NOWHERE)
        if reached < last:
            widest[family] = (last, first)
        elif reached > last or begun < first or family == "mask":
            continue
        if masks and (family == "mask" or any(start <= first and last <= end for start, end in masks)):
            continue
        span = tokens[first].span if first == last else _span(tokens[first].span.start, tokens[last].span.end)
        yield _cue((category, first, last, span, family, kind))


@lru_cache(maxsize=1 << 14)
def _word(pattern: str, *, bound: bool = False) -> _Word:
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
        bound=bound,
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
    syntax = language.table("syntax")
    compiled = Lexicon(
        determiners=frozenset(map(fold_text, syntax.get("determiners", ()))),
        verbal=frozenset(syntax.get("verbal", ())),
        article=language.table("grammar").get("article", ""),
        bound=frozenset(syntax.get("bound", ())),
    )
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
