"""The words of values in one language, compiled from its data, and a sentence scanned with them.

A `Scan` is a sentence's tokens with the readings that the vocabulary gives each: at token 3 a month, at token 5 a unit of
time. Parsers ask it by kind. Everything is a dictionary look-up per token, so that time is linear in length.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from incidentgraph.languages import Language
from incidentgraph.languages.folding import Folded, fold, fold_text
from incidentgraph.model import Qualifier, Span

_ZONES = Path(__file__).with_name("zones.toml")
_DIGITS = r"\d+(?:[.,]\d+)*"
_REST = r"|[^\W\d_]+|[^\w\s]|_+"
_TOKEN = re.compile(_DIGITS + _REST)
# Groups of three behind spaces; the bound keeps a line of digits and spaces from being one number.
_SPACED_TOKEN = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3}){1,5}(?![\d])(?:[.,]\d{1,2}(?!\d))?|" + _DIGITS + _REST)
_ANCHORS = frozenset(
    {"scale", "dual", "about_number", "unit", "unit_fixed", "month", "weekday", "c_word", "c_hour"}
    | {"rel_day", "rel_night", "rel_month", "rel_year"}
)
# Only nouns and numbers take the article; other words with it are other words.
_NOUNS = frozenset({"small", "scale", "dual", "plural", "unit", "noun", "currency", "month"})
_SHORTEST_STEM = 3


class Reading(NamedTuple):
    """What tokens may mean: a value of a kind, up to token `end`.

    `joined` says that "and" is written onto it, `prefixed` that a preposition is.
    """

    value: Any
    end: int
    joined: bool = False
    prefixed: bool = False


class _Entry(NamedTuple):
    kind: str
    rest: tuple[str, ...]
    value: Any
    case: str
    joined: bool = False
    prefixed: bool = False


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All words of values of one language, by their first token."""

    heads: Mapping[str, tuple[_Entry, ...]]
    anchors: frozenset[str]
    table: Mapping[str, Any]
    clitics: frozenset[str]

    @property
    def spaced(self) -> bool:
        """Whether plain spaces group the digits of a number."""
        return bool(self.table["numbers_with_spaces"])


def _flatten(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Every (kind, phrase, value) of a language's table."""
    number, unit, day, clock, count = (table[k] for k in ("number", "unit", "date", "clock", "count"))
    for kind, source in (
        ("small", number["small"]),
        ("scale", number["scale"]),
        ("dual", number.get("dual", {})),
        ("plural", number["plural"]),
        ("about_number", number.get("about", {})),
        ("weekday", day["weekday"]),
        ("weekday_weak", day["weekday_weak"]),
        ("month", day["month"]),
        ("month_weak", day["month_weak"]),
        ("month_cued", day["month_cued"]),
        ("day_word", day["day_word"]),
        ("rel_day", day["relative_day"]),
        ("rel_night", day["relative_night"]),
        ("rel_month", day["relative_month"]),
        ("rel_year", day["relative_year"]),
        ("c_word", clock["word"]),
        ("c_hour", clock["hour_word"]),
        ("zone", table["zone"]),
        ("zone", tomllib.loads(_ZONES.read_text(encoding="utf-8"))["zone"]),
        ("symbol", table["money"]["symbol"]),
    ):
        yield from ((kind, phrase, value) for phrase, value in source.items())
    for prefix, lists in (("n_", number["word"]), ("d_", table["duration"]), ("t_", day), ("c_", clock)):
        for name, phrases in lists.items():
            if isinstance(phrases, list) and name != "orders":
                yield from ((prefix + name, phrase, name) for phrase in phrases)
    for kind, source in (("q", "before"), ("q_after", "after"), ("q_far", "far")):
        for name, phrases in table["qualifier"][source].items():
            if name != "window":
                yield from ((kind, phrase, Qualifier(name)) for phrase in phrases)
    yield from (("q_fill", phrase, None) for phrase in table["qualifier"]["fillers"])
    for name, phrases in unit.items():
        if isinstance(phrases, list):
            yield from (("unit", phrase, (name, 1)) for phrase in phrases)
    for name, phrases in unit.get("dual", {}).items():
        yield from (("unit", phrase, (name, 2)) for phrase in phrases)
    for name, phrases in unit.get("alone", {}).items():
        yield from (("unit_alone", phrase, name) for phrase in phrases)
    for lexical, phrases in unit["fixed"].items():
        yield from (("unit_fixed", phrase, lexical) for phrase in phrases)
    for name in ("part", "part_near"):
        for half, phrases in clock[name].items():
            yield from ((f"c_{name}", phrase, half) for phrase in phrases)
    for currency, phrases in table["money"]["name"].items():
        yield from (("currency", phrase, currency) for phrase in phrases)
    yield from (("t_suffix", phrase, None) for phrase in day["day_suffix"]["suffixes"])
    for category in ("report", "user", "generic"):
        yield from (("noun", phrase, category) for phrase in count[category])
    for kind, source in (("link", "links"), ("label", "label_before"), ("stop", "stop"), ("loose", "loose_before")):
        yield from ((kind, phrase, None) for phrase in count[source])


def _tokens_of(phrase: str) -> tuple[str, ...]:
    tokens = _TOKEN.findall(fold_text(phrase))
    return tuple(t for t in tokens if t != "-") if len(tokens) > 1 else tuple(tokens)


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


@lru_cache(maxsize=32)
def vocabulary(language: Language) -> Vocabulary:
    """The compiled vocabulary of a language; made once."""
    table = language.table("values")
    prefixes = table.get("prefixes")
    heads: dict[str, list[_Entry]] = {}
    derived: dict[str, list[_Entry]] = {}
    for kind, phrase, value in _flatten(table):
        first, *rest = _tokens_of(phrase)
        case = _case_of(phrase)
        heads.setdefault(first, []).append(_Entry(kind, tuple(rest), value, case))
        if prefixes and first.isalpha() and len(first) > 1:
            for form, joined, with_preposition in _prefixed(first, kind, prefixes):
                if form != first:
                    entry = _Entry(kind, tuple(rest), value, case, joined, with_preposition)
                    derived.setdefault(form, []).append(entry)
    for form, entries in derived.items():
        heads.setdefault(form, []).extend(entries)
    compiled = {word: tuple(sorted(entries, key=lambda e: -len(e.rest))) for word, entries in heads.items()}
    anchors = frozenset(
        word
        for word, entries in compiled.items()
        if any(
            e.kind in _ANCHORS or (e.kind in {"month_cued", "month_weak"}) or (e.kind == "small" and e.value > 1)
            for e in entries
        )
    )
    return Vocabulary(compiled, anchors, table, _clitics(prefixes))


def _clitics(prefixes: Mapping[str, Any] | None) -> frozenset[str]:
    """What may stand glued before digits: و25, بال24."""
    if not prefixes:
        return frozenset()
    found = {
        c + p + a
        for c in ("", *prefixes["conjunctions"])
        for p in ("", *prefixes["prepositions"])
        for a in ("", prefixes["article"])
    } | {c + prefixes["fused"] for c in ("", *prefixes["conjunctions"])}
    return frozenset(found - {""})


_NOTHING: dict[str, Reading] = {}


class Scan:
    """A sentence's tokens with their readings."""

    def __init__(self, raw: str, folded: Folded, words: Vocabulary) -> None:
        self.raw = raw
        self.folded = folded
        self.vocabulary = words
        spaced = words.spaced or any(c in raw for c in "\u00a0\u202f\u2009")
        matches = list((_SPACED_TOKEN if spaced else _TOKEN).finditer(folded.text))
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        self.words = [m.group() for m in matches]

    def __len__(self) -> int:
        return len(self.words)

    @property
    def worthwhile(self) -> bool:
        """Whether any token may begin a value at all."""
        anchors = self.vocabulary.anchors
        return any(word in anchors or word[0].isdigit() for word in self.words)

    @cached_property
    def _readings(self) -> tuple[list[dict[str, Reading]], list[dict[str, int]]]:
        heads = self.vocabulary.heads
        at: list[dict[str, Reading]] = []
        ended: list[dict[str, int]] = [{} for _ in range(len(self.words) + 1)]
        for index, word in enumerate(self.words):
            entries = heads.get(word)
            if entries is None:
                at.append(_NOTHING)
                continue
            found: dict[str, Reading] = {}
            for entry in entries:
                end = self._follows(index, entry)
                if end:
                    ended[end].setdefault(entry.kind, index)
                    if entry.kind not in found:
                        found[entry.kind] = Reading(entry.value, end, entry.joined, entry.prefixed)
            at.append(found)
        at.append(_NOTHING)
        return at, ended

    def _follows(self, index: int, entry: _Entry) -> int:
        """The token behind the entry's last, or 0 where it does not stand here."""
        at = index + 1
        for word in entry.rest:
            if at < len(self.words) and self.words[at] == "-" and self.glued(at):
                at += 1
            if at >= len(self.words) or self.words[at] != word:
                return 0
            at += 1
        if entry.case:
            raw = self.raw[self.folded.offsets[self.starts[index]] : self.folded.offsets[self.ends[at - 1] - 1] + 1]
            if not (raw.isupper() if entry.case == "upper" else raw[0].isupper()):
                return 0
        return at

    def at(self, index: int, kind: str) -> Reading | None:
        """The longest reading of a kind that begins at a token."""
        readings = self._readings[0]
        return readings[index].get(kind) if index < len(readings) else None

    def ended(self, index: int, *kinds: str) -> bool:
        """Whether words of one of these kinds end right before a token."""
        before = self._readings[1][index]
        return any(kind in before for kind in kinds)

    def begun(self, index: int, kind: str) -> int | None:
        """Where the words of a kind begin that end right before a token."""
        return self._readings[1][index].get(kind)

    def all_of(self, kind: str) -> list[Reading]:
        """Every reading of a kind in the sentence."""
        return [found[kind] for found in self._readings[0] if kind in found]

    def word(self, index: int) -> str:
        """A token's folded text; empty outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def digits(self, index: int) -> bool:
        """Whether a token is a number in digits."""
        return 0 <= index < len(self.words) and self.words[index][0].isdigit()

    def glued(self, index: int) -> bool:
        """Whether no space stands between a token and the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital in the raw text."""
        return 0 <= index < len(self.words) and self.raw[self.folded.offsets[self.starts[index]]].isupper()

    def span(self, first: int, end: int) -> Span:
        """The place of tokens ``[first, end)`` in the raw text."""
        return self.folded.span(self.starts[first], self.ends[end - 1])


def scan(text: str, language: Language) -> Scan:
    """A sentence scanned with its language's vocabulary."""
    return Scan(text, fold(text), vocabulary(language))
