"""Which news agencies an article is credited to: in brackets, in a dateline, or in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Article
from incidentgraph.resolve.settings import settings

_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]")
_HEAD, _TAIL = 400, 250
_LINE = 70
"""Longer lines are prose."""
_DASH = re.compile(r"\s[-–—ـ]+(?:\s|$)|\|")
_YEAR = re.compile(r"©|\b(?:19|20)\d\d\b|copyright")
_BETWEEN = re.compile(r"[,،;/|&+:؛]|\s-\s")
_AND = "و"
"""Written onto the word behind it: «أ ف ب ورويترز»."""
_SINGLE = re.compile(r"\b(\w)[.\s]+(?=\w\b)")


def agencies(article: Article) -> frozenset[str]:
    """The agencies that an article is credited to, by the names of ``data/agencies.toml``.

    >>> sorted(agencies(Article("a", "PARIS (AFP) - Chirpo is down.", "en")))
    ['afp']
    >>> sorted(agencies(Article("a", "Chirpo told Reuters that it was back.", "en")))
    []
    """
    found: set[str] = set()
    for part in _parts(article):
        found |= _credited(part)
    for byline in _bylines(article):
        found |= _credited(byline) or _cosigned(byline)
    return frozenset(found)


def _bylines(article: Article) -> Iterator[str]:
    """Who wrote an article: as told about it, and lines that begin like "By" or "Par"."""
    yield from filter(None, (article.author, article.outlet))
    text = article.text.strip()
    for line in (*text[:_HEAD].splitlines(), *text[-_TAIL:].splitlines()):
        if len(line) <= _LINE and _plain(fold_text(line)).split(" ")[0] in _words("bylines"):
            yield line


def _cosigned(byline: str) -> frozenset[str]:
    """The agencies behind a "with": an outlet and its agency sign together ("Le Matin avec AFP")."""
    told = _plain(fold_text(byline)).split()
    rests = (" ".join(told[at + 1 :]) for at, word in enumerate(told) if word in _words("with"))
    return next(filter(None, map(_credited, rests)), frozenset())


def _parts(article: Article) -> Iterator[str]:
    """The parts of an article that may be a credit line and nothing else."""
    text = article.text.strip()
    for part in (text[:_HEAD], text[-_TAIL:]):
        yield from (match[1] for match in _BRACKETED.finditer(part))
        for line in part.splitlines():
            lead = _DASH.split(line, maxsplit=1)[0]
            if len(line) <= _LINE:
                yield line
                yield from _DASH.split(line)
            elif len(lead) <= _LINE and lead != line:  # a dateline before the first sentence
                yield from re.split(r"[,،]", lead)


def _credited(part: str) -> frozenset[str]:
    """The agencies that a part names, if it holds nothing but them, cues and joining words."""
    known, idle = _names(), _words("cues") | _words("joins")
    found: set[str] = set()
    for piece in _BETWEEN.split(_YEAR.sub(" ", fold_text(part))):
        words = _plain(piece).split()
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + 6), at, -1):
                phrase = " ".join(words[at:end])
                name = phrase if phrase in known else phrase.removeprefix(_AND)
                if name in known or phrase in idle:
                    found |= {known[name]} if name in known else set()
                    at = end
                    break
            else:
                return frozenset()
    return frozenset(found)


def _plain(text: str) -> str:
    """Folded, without dots and dashes, and single letters in a row as one word: "أ. ف. ب" is one name."""
    bare = re.sub(r"\b[ld]'|[^\w\s']", " ", text)
    return " ".join(_SINGLE.sub(r"\1", f" {bare} ").split())


@cache
def _names() -> Mapping[str, str]:
    table = settings("agencies")["agency"]
    return {_plain(fold_text(name)): agency for agency, names in table.items() for name in names}


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(_plain(fold_text(word)) for word in settings("agencies")[table])
