"""Article ids, unique whatever the order of the inputs: one article once, others told apart by text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from incidentgraph.model import Article, Rejection
from incidentgraph.sources.base import Notice

_DIGITS = 8  # of the text's digest; two of a thousand articles of one id share them once in ten thousand runs


def unique(articles: Iterable[Article]) -> Iterator[Article | Rejection]:
    """The articles by id, each once.

    Where several have one id, the same text counts once, and different texts all get their digest as a suffix: no one
    of them could be the right owner of the id whatever the order in which they came.
    """
    ordered = sorted(articles, key=lambda article: (article.id, article.digest, _told(article)))
    for ident, group in groupby(ordered, key=attrgetter("id")):
        texts: dict[str, Article] = {}
        for article in group:
            first = texts.setdefault(article.digest, article)
            if first is not article:
                yield Notice(
                    article.source, f"the same article as {first.source}, counted once", hint="remove one of them"
                )
        for digest, article in texts.items():
            if len(texts) == 1:
                yield article
                continue
            fresh = f"{ident}-{digest[:_DIGITS]}"
            reason = f"its id {ident!r} is that of another article too; it is {fresh!r} here"
            yield Notice(article.source, reason, hint="rename one of the files, or give the records ids of their own")
            yield replace(article, id=fresh)


def _told(article: Article) -> tuple[str, ...]:
    """What decides which of two copies is kept: the one that says more, then the alphabet."""
    told = [article.title, article.url, article.published, article.outlet, article.author]
    return (str(told.count(None)), *map(str, told), article.source)
