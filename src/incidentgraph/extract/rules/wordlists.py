"""The words by which a language's names are found and typed: its table `names`, folded and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from incidentgraph.extract.rules.tokens import Token, tokenize
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases of one or more words, by their first and by their last word."""

    by_first: Mapping[str, tuple[Phrase, ...]]
    by_last: Mapping[str, tuple[Phrase, ...]]

    def starts_at(self, tokens: Sequence[Token], index: int) -> int:
        """How many tokens from `index` on a phrase covers; 0 for none."""
        if not 0 <= index < len(tokens):
            return 0
        longest = 0
        for form in tokens[index].forms:
            for phrase in self.by_first.get(form, ()):
                if len(phrase) > longest and _fits(phrase, tokens, index):
                    longest = len(phrase)
        return longest

    def ends_at(self, tokens: Sequence[Token], index: int) -> int:
        """How many tokens up to `index` a phrase covers; 0 for none."""
        if not 0 <= index < len(tokens):
            return 0
        longest = 0
        for form in tokens[index].forms:
            for phrase in self.by_last.get(form, ()):
                if len(phrase) > longest and _fits(phrase, tokens, index - len(phrase) + 1):
                    longest = len(phrase)
        return longest


def _fits(phrase: Phrase, tokens: Sequence[Token], at: int) -> bool:
    if at < 0 or at + len(phrase) > len(tokens):
        return False
    return all(w in tokens[at + i].forms for i, w in enumerate(phrase))


@dataclass(frozen=True, slots=True)
class Headed:
    """The words by which names of institutions go on, and those that open them, by kind."""

    institutions: Mapping[str, PhraseSet]
    bodies: Mapping[str, PhraseSet]
    links: frozenset[str]
    joins: frozenset[str]
    articles: frozenset[str]
    leads: frozenset[str]
    """Words before a head without which it opens no name, and which are no part of it."""
    outside: frozenset[str]
    """Words behind which a head is a place only ("dans la ville de X")."""
    adjectives: tuple[str, ...]
    openers: frozenset[str]
    """The first words of the heads: no other word opens a name."""

    def __bool__(self) -> bool:
        return bool(self.institutions or self.bodies)

    def institution(self, tokens: Sequence[Token], index: int) -> tuple[str | None, int]:
        """The kind of the institution that a head at a token opens, and the head's length."""
        return _longest_at(self.institutions, tokens, index)

    def body(self, tokens: Sequence[Token], index: int) -> tuple[str | None, int]:
        """The same for a head that is written with a capital."""
        return _longest_at(self.bodies, tokens, index)


def _longest_at(phrases: Mapping[str, PhraseSet], tokens: Sequence[Token], index: int) -> tuple[str | None, int]:
    length, kind = max(((told.starts_at(tokens, index), kind) for kind, told in phrases.items()), default=(0, ""))
    return (kind, length) if length else (None, 0)


class _Phrases(dict[str, PhraseSet]):
    """Phrases by kind; a kind for which a language tells no words has none, so that a language may start small."""

    def __missing__(self, kind: str) -> PhraseSet:
        return _NO_PHRASES


_NO_PHRASES = PhraseSet({}, {})


@dataclass(frozen=True, slots=True)
class SharedHead:
    """A word for several institutions: its singular, the kind of what it names, and how many it speaks of."""

    singular: str
    kind: str
    dual: bool
    definite: bool
    """Whether what is listed is what each is for («الدفاع»), not where it is."""


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """All of a language's words about names."""

    joiners: frozenset[str]
    introduces: frozenset[str]
    honorifics: frozenset[str]
    never: frozenset[str]
    heads: Mapping[str, PhraseSet]
    cues: Mapping[str, PhraseSet]
    context: Mapping[str, PhraseSet]
    behind: Mapping[str, PhraseSet]
    """Words in small letters behind a name, by the kind that they tell of it."""
    headed: Headed
    led: Mapping[str, PhraseSet]
    """Words behind which an unknown word is a name, by the kind of what it names."""
    common: frozenset[str]
    """Words that follow those of `led` without being names."""
    opens_place: frozenset[str]
    matters: frozenset[str]
    official: frozenset[str]
    seated: frozenset[str]
    """Words that make a name with the place behind them: «جامعة القاهرة»."""
    listing: frozenset[str]
    """Words for places in the plural, behind which a list of them stands."""
    generic: frozenset[str]
    """Words that many bodies bear in their names: none of these is short for one."""
    stopwords: frozenset[str]
    person_tokens: frozenset[str]
    locatives: frozenset[str]
    """Words that lead in where something is."""
    regions: frozenset[str]
    """Short forms of regions behind a town."""
    hit: frozenset[str]
    """Words between an event and whom it hit ("attack *on* X"); none where names are not told so."""
    local: frozenset[str]
    """First words of events that hit places rather than companies: "power cut"."""
    shared: Mapping[str, SharedHead]
    """Words in the dual or plural behind which institutions are listed."""
    shared_words: re.Pattern[str] | None
    """Any of these; most sentences have none."""
    called: frozenset[str]
    """Words that say what somebody is called."""
    apposes: frozenset[str]
    """Words that open an apposition telling of what kind a quoted name is."""
    adjectival: tuple[str, ...]
    """Names of countries that are their adjectives as well."""
    article: str
    """What is written onto a definite word."""
    peoples: frozenset[str]
    """Last words of adjectives of countries and continents in two words: "South *African*"."""


@lru_cache(maxsize=32)
def name_words(language: Language) -> NameWords:
    """The compiled words of a language."""
    table = language.table("names")

    def words(key: str) -> frozenset[str]:
        return frozenset(map(fold_text, table.get(key, ())))

    def phrases(key: str) -> Mapping[str, PhraseSet]:
        return _Phrases({kind: _phrase_set(told, language) for kind, told in table.get(key, {}).items()})

    stopwords = frozenset(map(fold_text, language.table("grammar").get("stopwords", ())))
    institutions, bodies = phrases("institutions"), phrases("bodies")
    heads = _shared_heads(table.get("shared", {}))
    return NameWords(
        words("joiners"),
        words("introduces"),
        words("honorifics"),
        words("never"),
        phrases("heads"),
        phrases("cues"),
        phrases("context"),
        phrases("behind"),
        Headed(
            institutions,
            bodies,
            words("links"),
            words("joins"),
            words("articles"),
            words("leads"),
            words("outside"),
            tuple(sorted(words("adjectives"))),
            frozenset(word for told in (institutions, bodies) for heads in told.values() for word in heads.by_first),
        ),
        phrases("led"),
        words("common"),
        words("opens_place"),
        words("matters"),
        words("official"),
        frozenset(clitic + word for word in words("seated") for clitic in ("", "و", "ب", "ل")),
        frozenset(clitic + word for word in words("listing") for clitic in ("", "و", "ب", "ل")),
        words("generic"),
        stopwords,
        _person_tokens(language.script) | words("given"),
        words("locatives"),
        words("regions"),
        words("hit"),
        words("local"),
        heads,
        re.compile("|".join(sorted(heads))) if heads else None,
        words("called"),
        words("apposes"),
        tuple(sorted(words("adjectival"))),
        fold_text(language.table("grammar").get("article", "")),
        words("peoples"),
    )


def _shared_heads(table: Mapping[str, Mapping[str, Any]]) -> Mapping[str, SharedHead]:
    return {
        fold_text(word): SharedHead(singular, rows["kind"], number == "dual", bool(rows.get("definite")))
        for singular, rows in table.items()
        for number in ("dual", "plural")
        for word in rows.get(number, ())
    }


def _phrase_set(told: Iterable[str], language: Language) -> PhraseSet:
    split = [tuple(t.text for t in tokenize(p, language)) for p in told]
    first: dict[str, list[Phrase]] = {}
    last: dict[str, list[Phrase]] = {}
    for phrase in sorted(set(split)):
        if phrase:
            first.setdefault(phrase[0], []).append(phrase)
            last.setdefault(phrase[-1], []).append(phrase)
    return PhraseSet({k: tuple(v) for k, v in first.items()}, {k: tuple(v) for k, v in last.items()})


@lru_cache(maxsize=8)
def _person_tokens(script: str) -> frozenset[str]:
    file = files("incidentgraph.extract.rules").joinpath("person_names", f"{script}.txt")
    if not file.is_file():
        return frozenset()
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(fold_text(line) for line in lines if line and not line.startswith("#"))
