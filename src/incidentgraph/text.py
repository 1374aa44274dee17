"""From an article's text to the sentences worth reading, with their offsets; boilerplate is left out.

What counts as boilerplate is data of each language (`grammar.toml`); what no language owns (script code, a line without
letters) is told here by its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from incidentgraph.languages import Language
from incidentgraph.languages.folding import Folded, fold, fold_text
from incidentgraph.model import Article, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# Code of advertisement slots and trackers that page scrapers leave in the text.
_SCRIPT = re.compile(
    r"\w+\.\w+\.?\w*\(|function\s*\(|\{\s*\w+\s*[:(]|=>\s*\{|</?\w+[^>]*>|^\s*(?:var|const|let|window)\b[.\s]"
)
_DECLARATION = re.compile(r"\s*(?:var|const|let|window)\b")
_SENTENCE_END = re.compile(r"[.!?؟…۔]+[\"'»”’)\]]*(?=(\s+))")
_LAST_WORD = re.compile(r"(?:^|[\s(«\"'])([^\s(«\"']+)$")
_CREDIT = re.compile(r"\s*\([^()]{1,40}\)?$")
_FEWEST_LETTERS, _FEW = 3, 20  # most lines have the letters they need within a few code points
_LONG_LINE = 160  # a line of this many code points is prose; lists of links are shorter
_DATELINE_ONLY = re.compile(r"^[\s()\[\]/|*·•-]*$|^\(.{0,30}\)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article, at its span. `paragraph` and `index` count from 0."""

    span: Span
    text: str
    paragraph: int
    index: int
    headline: bool
    folded: Folded = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Rules:
    line_starts: tuple[str, ...]
    section_starts: tuple[str, ...]
    abbreviations: frozenset[str]


@lru_cache(maxsize=64)
def _rules(language: Language) -> _Rules:
    boilerplate = language.table("boilerplate")
    return _Rules(
        tuple(fold_text(s) for s in boilerplate.get("line_starts", ())),
        tuple(fold_text(s) for s in boilerplate.get("section_starts", ())),
        frozenset(fold_text(a).rstrip(".") for a in language.table("grammar").get("abbreviations", ())),
    )


def paragraphs(article: Article, language: Language) -> Iterator[tuple[Span, Folded]]:
    """The lines of the article that are prose, in order, without surrounding white space; each also folded."""
    rules = _rules(language)
    seen: set[str] = set()
    in_links = False
    for line in _LINE.finditer(article.text):
        span = _stripped(line)
        if span is None or any(span.overlaps(s) for s in article.skip):
            continue
        text = article.text[span.start : span.end]
        folded = fold(text)
        bare = folded.text.lstrip("*•·-–|>#[]() \"'").rstrip()
        in_links = (in_links or _opens_links(bare, rules)) and len(text) < _LONG_LINE
        if in_links or _is_boilerplate(text, bare, rules) or _repeats(bare, seen):
            continue
        seen.add(bare)
        yield span, folded


def _stripped(line: re.Match[str]) -> Span | None:
    raw = line.group()
    bare = raw.strip()
    if not bare:
        return None
    start = line.start() + len(raw) - len(raw.lstrip())
    return Span(start, start + len(bare))


def _opens_links(folded: str, rules: _Rules) -> bool:
    return folded.rstrip(" :.") in rules.section_starts


def _is_boilerplate(text: str, folded: str, rules: _Rules) -> bool:
    if _lacks_letters(text) or _DATELINE_ONLY.match(text):
        return True
    return folded.startswith(rules.line_starts) or _is_script(text)


def _lacks_letters(text: str) -> bool:
    return sum(map(str.isalpha, text[:_FEW])) < _FEWEST_LETTERS and sum(map(str.isalpha, text)) < _FEWEST_LETTERS


def _is_script(text: str) -> bool:
    """Whether a line is code; without a bracket or a declaration it is none, which is quicker to tell."""
    may_be = "(" in text or "{" in text or "<" in text or _DECLARATION.match(text)
    return len(text) < 4 * _LONG_LINE and bool(may_be and _SCRIPT.search(text))


def _repeats(folded: str, seen: set[str]) -> bool:
    """A headline printed again, also with a photo credit in parentheses behind it."""
    return folded in seen or ("(" in folded and _CREDIT.sub("", folded) in seen)


def sentences(article: Article, language: Language) -> tuple[Sentence, ...]:
    """The sentences of the article's prose, in order.

    A line that ends without a full stop and has no more than one sentence is a headline (of the article or a section).
    """
    found: list[Sentence] = []
    for number, (paragraph, folded) in enumerate(paragraphs(article, language)):
        text = article.text[paragraph.start : paragraph.end]
        pieces = list(split_sentences(text, language))
        headline = len(pieces) == 1 and len(text) < _LONG_LINE and text[-1] not in '.:;,!؟?…»"”)'
        for piece in pieces:
            start, end = piece.start, piece.end
            span = piece.shifted(paragraph.start)
            found.append(Sentence(span, text[start:end], number, len(found), headline, folded.part(start, end)))
    return tuple(found)


def split_sentences(text: str, language: Language) -> Iterator[Span]:
    """The sentences of one paragraph as ranges of it.

    >>> from incidentgraph.languages import load
    >>> [len(s) for s in split_sentences("Mr. Smith left at 3 p.m. on Monday. Nobody knew.", load("en"))]
    [35, 12]
    """
    abbreviations = _rules(language).abbreviations
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _ends_here(text, start, end, abbreviations, language.script):
            yield Span(start, end.end())
            start = end.end(1)
    if start < len(text):
        yield Span(start, len(text))


def _ends_here(text: str, start: int, end: re.Match[str], abbreviations: frozenset[str], script: str) -> bool:
    following = text[end.end() : end.end() + 8].lstrip()
    if not following:
        return False
    if script == "Latn" and following[0].islower():
        return False
    if end.group() != ".":
        return True
    word = _LAST_WORD.search(text, max(start, end.start() - 30), end.start())
    last = fold_text(word.group(1)).rstrip(".") if word else ""
    initial = script == "Latn" and word is not None and _is_initial(text, word.start(1), last)
    return last not in abbreviations and not initial


def _is_initial(text: str, start: int, letter: str) -> bool:
    """Whether a single letter before a full stop is a person's initial: "P. Osei", "John F. Smith"; not "of X."."""
    if len(letter) != 1 or not letter.isalpha():
        return False
    before = text[:start].rstrip().rpartition(" ")[2]
    return not before or before[:1].isupper() or before in {"by", "par"}
