"""The words of values in one language, compiled from its data (`languages/<code>/values.toml`) once.

Every phrase of the data has a *kind*: ``month``, ``unit``, ``q`` (a qualifier), ``d_after`` (a cue of the table
`duration`), ``t_`` for `date`, ``c_`` for `clock`, ``n_`` for `number.word`. What may be written onto a word (Arabic
"and", "by", "to", the article) is compiled in, so that a look-up per token suffices.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Qualifier

CLOCK, DATE, AMOUNT, FAR = 1, 2, 4, 8
"""What a token may begin."""

_ZONES = Path(__file__).with_name("zones.toml")
_DEFAULTS = Path(__file__).with_name("values_defaults.toml")
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_+")
_TABLES = {  # kind: where its phrases and their values stand
    "small": "number.small",
    "scale": "number.scale",
    "dual": "number.dual",
    "plural": "number.plural",
    "about_number": "number.about",
    "weekday": "date.weekday",
    "weekday_weak": "date.weekday_weak",
    "month": "date.month",
    "month_weak": "date.month_weak",
    "month_cued": "date.month_cued",
    "day_word": "date.day_word",
    "rel_day": "date.relative_day",
    "rel_night": "date.relative_night",
    "rel_month": "date.relative_month",
    "rel_year": "date.relative_year",
    "c_word": "clock.word",
    "c_hour": "clock.hour_word",
    "zone": "zone",
    "symbol": "money.symbol",
}
_LISTS = {  # kind: where a table of lists stands, whose keys are the values
    "q": "qualifier.before",
    "q_after": "qualifier.after",
    "q_far": "qualifier.far",
    "unit_alone": "unit.alone",
    "unit_article": "unit.with_article",
    "unit_fixed": "unit.fixed",
    "c_part": "clock.part",
    "c_part_near": "clock.part_near",
    "currency": "money.name",
    "noun": "count.noun",
}
_CUES = {"n_": "number.word", "d_": "duration", "t_": "date", "c_": "clock"}  # tables of lists; the kind holds the key
_PLAIN = {"q_fill": "qualifier.fillers", "link": "count.links", "label": "count.label_before"} | {
    "stop": "count.stop",
    "loose": "count.loose_before",
    "t_suffix": "date.day_suffixes",
}
BEGINS = dict.fromkeys(("c_hour_first", "c_word", "c_hour"), CLOCK) | {"q_far": FAR}
BEGINS |= dict.fromkeys(("month", "month_weak", "month_cued", "weekday", "weekday_weak", "day_word"), DATE)
BEGINS |= dict.fromkeys(("t_names", "rel_day", "rel_night", "rel_month", "rel_year"), DATE)
BEGINS |= dict.fromkeys(
    ("q", "small", "scale", "dual", "unit_dual", "unit_alone", "unit_fixed", "symbol", "currency"), AMOUNT
)
BEGINS |= dict.fromkeys(("n_article", "n_half_of", "n_quarter_of", "d_ago_before"), AMOUNT)
_ANCHORS = frozenset(
    {"scale", "dual", "about_number", "unit", "unit_fixed", "unit_dual", "small"}
    | {k for k, b in BEGINS.items() if b & (CLOCK | DATE)}
)
_NUMBERS = frozenset({"scale", "dual", "about_number", "small", "n_half_of", "n_quarter_of"})
# Only nouns and numbers take the article; other words with it are other words.
_NOUNS = frozenset(
    {"small", "scale", "dual", "plural", "unit", "unit_dual", "unit_alone", "noun", "currency", "month", "month_cued"}
)
_ARTICLE = frozenset({"small", "c_hour", "stop"})  # what a word for one may mean besides, and no more, to be an article
_SHORTEST_STEM = 3


class Meaning(NamedTuple):
    """A value of a kind; `joined` says that "and" is written onto the word, `prefixed` that a preposition is."""

    value: Any
    joined: bool = False
    prefixed: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of several words, or one whose case matters: ``upper`` all capitals, ``title`` the first."""

    kind: str
    rest: tuple[str, ...]
    meaning: Meaning
    case: str
    begins: int


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a token may mean on its own, and the phrases that it begins, by their second words and longest first.

    A phrase of one word, whose case matters, stands under the empty word.
    """

    alone: Mapping[str, Meaning]
    phrases: Mapping[str, tuple[Phrase, ...]]
    begins: int
    kinds: frozenset[str]
    """The kinds of all that it may mean or begin."""
    article: bool
    """Whether it is one and an article in one ("un"), which alone tells no value of what follows."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All words of values of one language, by their first token."""

    words: Mapping[str, Word]
    anchors: frozenset[str]
    """Without any of these, and without digits, a sentence tells no value."""
    numbers: frozenset[str]
    """Without any of these, and without digits, a sentence tells no number but one."""
    table: Mapping[str, Any]
    clitics: frozenset[str]


def _lookup(table: Mapping[str, Any], path: str) -> Any:
    found: Any = table
    for key in path.split("."):
        found = found.get(key, {})
    return found


def _flatten(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Every (kind, phrase, value) of a language's table."""
    for kind, path in _TABLES.items():
        yield from ((kind, phrase, value) for phrase, value in _lookup(table, path).items())
    zones = tomllib.loads(_ZONES.read_text(encoding="utf-8"))["zone"]
    yield from (("zone", phrase, value) for phrase, value in zones.items())
    for kind, path in _LISTS.items():
        for name, phrases in _lists(_lookup(table, path)):
            value = Qualifier(name) if kind.startswith("q") else name
            yield from ((kind, phrase, value) for phrase in phrases)
    for prefix, path in _CUES.items():
        for name, phrases in _lists(_lookup(table, path)):
            yield from ((prefix + name, phrase, name) for phrase in phrases)
    for kind, path in _PLAIN.items():
        yield from ((kind, phrase, None) for phrase in _lookup(table, path))
    for name, phrases in _lists(_lookup(table, "unit")):
        yield from (("unit", phrase, (name, 1)) for phrase in phrases)
    for name, phrases in _lists(_lookup(table, "unit.dual")):
        yield from (("unit_dual", phrase, name) for phrase in phrases)


def _lists(table: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    return ((name, value) for name, value in table.items() if isinstance(value, list))


def _tokens_of(phrase: str) -> list[str]:
    """The phrase's tokens; a hyphen in it may be missing or a space in the text, so it is none of them."""
    tokens = _TOKEN.findall(fold_text(phrase))
    return [t for t in tokens if t != "-"] if len(tokens) > 1 else tokens


def _case_of(phrase: str) -> str:
    if phrase.isupper():
        return "upper"
    return "title" if phrase[:1].isupper() else ""


def _prefixed(word: str, kind: str, prefixes: Mapping[str, Any]) -> Iterator[tuple[str, bool, bool]]:
    """The word with what may be written onto it: (form, joined, prefixed)."""
    article, fused = fold_text(prefixes["article"]), fold_text(prefixes["fused"])
    definite = word.startswith(article) and len(word) > len(article) + 1
    stems = [(word, definite)]
    if kind in _NOUNS and not definite and len(word) >= _SHORTEST_STEM:
        stems.append((article + word, True))
    for conjunction in ("", *prefixes["conjunctions"]):
        for stem, with_article in stems:
            yield conjunction + stem, bool(conjunction), False
            if len(word) < _SHORTEST_STEM:
                continue
            for preposition in prefixes["prepositions"]:
                if with_article and fused.startswith(preposition):
                    yield conjunction + fused + stem[len(article) :], bool(conjunction), True
                else:
                    yield conjunction + preposition + stem, bool(conjunction), True


def _over(default: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """A language's tables over those that hold where it says nothing, so that a language may start small."""
    merged = {
        key: _over(value, own.get(key, {})) if isinstance(value, Mapping) else own.get(key, value)
        for key, value in default.items()
    }
    return {**own, **merged}


@lru_cache(maxsize=32)
def vocabulary(language: Language) -> Vocabulary:
    """The compiled vocabulary of a language; made once."""
    table = _over(tomllib.loads(_DEFAULTS.read_text(encoding="utf-8")), language.table("values"))
    prefixes = table.get("prefixes")
    own: dict[str, list[Phrase]] = defaultdict(list)
    derived: dict[str, list[Phrase]] = defaultdict(list)
    for kind, phrase, value in _flatten(table):
        first, *rest = _tokens_of(phrase)
        case, begins = _case_of(phrase), BEGINS.get(kind, 0)
        own[first].append(Phrase(kind, tuple(rest), Meaning(value), case, begins))
        if prefixes and first.isalpha() and len(first) > 1:
            for form, joined, with_preposition in _prefixed(first, kind, prefixes):
                if form != first:
                    meaning = Meaning(value, joined, with_preposition)
                    derived[form].append(Phrase(kind, tuple(rest), meaning, case, begins))
    # A word as it stands in the data goes before one that only looks so with a prefix taken off.
    words = {form: _word([*own.get(form, ()), *derived.get(form, ())], prefixes) for form in {**own, **derived}}
    anchors, numbers = (
        frozenset(f for f in words if _is_anchor([*own.get(f, ()), *derived.get(f, ())], kinds))
        for kinds in (_ANCHORS, _NUMBERS)
    )
    return Vocabulary(words, anchors, numbers, table, _clitics(prefixes))


def _word(phrases: list[Phrase], prefixes: Mapping[str, Any] | None) -> Word:
    alone: dict[str, Meaning] = {}
    begins = 0
    for phrase in phrases:
        if not phrase.rest and not phrase.case:
            alone.setdefault(phrase.kind, phrase.meaning)
            begins |= phrase.begins
    longer: dict[str, list[Phrase]] = {}
    for phrase in sorted((p for p in phrases if p.rest or p.case), key=lambda p: -len(p.rest)):
        longer.setdefault(phrase.rest[0] if phrase.rest else "", []).append(phrase)
    one = "small" in alone and alone["small"].value == 1 and alone.keys() <= _ARTICLE
    kinds = frozenset(p.kind for p in phrases)
    return Word(alone, {second: tuple(told) for second, told in longer.items()}, begins, kinds, one and not prefixes)


def _is_anchor(phrases: list[Phrase], kinds: frozenset[str]) -> bool:
    """As in "One" and "un" anchor nothing: they stand in every other sentence."""
    return any(p.kind in kinds and not (p.kind == "small" and p.meaning.value == 1) for p in phrases)


def _clitics(prefixes: Mapping[str, Any] | None) -> frozenset[str]:
    """What may stand glued before digits: و25, بال24."""
    if not prefixes:
        return frozenset()
    conjunctions, article = ("", *prefixes["conjunctions"]), prefixes["article"]
    found = {c + p + a for c in conjunctions for p in ("", *prefixes["prepositions"]) for a in ("", article)}
    return frozenset((found | {c + prefixes["fused"] for c in conjunctions}) - {""})
