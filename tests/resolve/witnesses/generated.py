"""Articles made from the samples and their translations, with known answers: what is a copy of what, and what is not.

Each made article has the name of its dispatch: those of one dispatch are copies, those of two are not, however much
boilerplate, background or statement they share.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from incidentgraph.entities import Dictionary
from incidentgraph.extract import EXTRACTORS
from incidentgraph.model import Article, Mention, NodeId, Reading, Span
from incidentgraph.sources import read

ROOT = Path(__file__).parents[3]
TRANSLATIONS = ROOT / "tests" / "data" / "translations"
QUALITY = ROOT / "tests" / "quality" / "articles"
SAME = {"fr-08-banque-atlas-depeche": "fr-04-banque-atlas"}
"""What is a near-copy in the samples already."""
AGENCIES = {"en": "(Reuters)", "fr": "(AFP)", "ar": "(أ ف ب)"}

AROUND = tomllib.loads((ROOT / "tests" / "data" / "around.toml").read_text(encoding="utf-8"))
"""What outlets put around a dispatch, by kind and language."""


class Made(NamedTuple):
    """An article, the dispatch it carries, and how it was made from it."""

    reading: Reading
    dispatch: str
    how: str


@cache
def dispatches() -> tuple[Reading, ...]:
    """The texts that articles are made from: the samples and their translations."""
    more = {path.stem.rsplit(".", 1)[0] for path in TRANSLATIONS.glob("dev-*.txt")}
    inputs = [ROOT / "articles", *(QUALITY / f"{stem}.txt" for stem in sorted(more))]
    samples = [item for item in read(inputs) if isinstance(item, Article)]
    by_id = {article.id: article for article in samples}
    found = list(samples)
    for path in sorted(TRANSLATIONS.glob("*.txt")):
        stem, language = path.stem.rsplit(".", 1)
        text = path.read_text(encoding="utf-8")
        found.append(Article(path.stem, text, language, published=by_id[stem].published))
    dictionary = Dictionary.load()
    return tuple(EXTRACTORS["rules"].read(article, dictionary) for article in found)


def dispatch_of(article: str) -> str:
    """The dispatch that a sample carries."""
    return SAME.get(article, article)


def paragraphs(article: Article) -> list[str]:
    """The prose, without front matter."""
    text = article.text
    for span in sorted(article.skip, reverse=True):
        text = text[: span.start] + text[span.end :]
    return [part for part in text.strip().split("\n") if part.strip()]


def versions(article: Article) -> Iterator[tuple[str, list[str]]]:
    """Copies of a dispatch, as outlets print it."""
    told, code = paragraphs(article), article.language
    body = told[1:] if len(told[0]) < 120 else told
    middle = len(body) // 2
    yield "as it is", told
    yield "shortened", told[: max(3, round(len(told) * 0.6))]
    yield "with another headline", [AROUND["headlines"][code], *body]
    yield "with a paragraph added", [*told[:2], AROUND["own"][code], *told[2:]]
    yield "with boilerplate", [AROUND["headlines"][code], *body, AROUND["boilerplate"][code]]
    yield "in another order", [told[0], *body[middle:], *body[:middle]]
    yield "with a line", [AGENCIES[code], *told[:-1], AROUND["own"][code]]
    yield (
        "with a line, half of it",
        [AROUND["headlines"][code], *body[: max(2, middle)], AROUND["background"][code], AGENCIES[code]],
    )


def made() -> Iterator[Made]:
    """All made articles."""
    for source in dispatches():
        for how, told in versions(source.article):
            yield Made(_reading(source, how, told), dispatch_of(source.article.id), how)


def look_alikes() -> Iterator[Made]:
    """Articles that share much and are no copies of one another: each is a dispatch of its own."""
    for source in dispatches():
        if source.article.id in SAME:
            continue
        told, code = paragraphs(source.article), source.article.language
        mixed = {
            "with boilerplate": [*told, AROUND["boilerplate"][code]],
            "with boilerplate, cut short": [*told[:3], AROUND["boilerplate"][code]],
            "behind boilerplate": [AROUND["boilerplate"][code], *told],
            "behind boilerplate, cut short": [AROUND["boilerplate"][code], *told[:3]],
            "with a statement": [*told, AROUND["statement"][code]],
            "with a statement, cut short": [*told[:3], AROUND["statement"][code]],
            "with background and a line": [*told, AROUND["background"][code], AGENCIES[code]],
        }
        for how, parts in mixed.items():
            yield Made(_reading(source, how, parts), source.article.id, how)
    for code in AROUND["status"]:
        for service in AROUND["slots"]:
            yield Made(status(code, service), f"status of {service}, {code}", "from a template")


def status(code: str, service: str) -> Reading:
    """A page of a status site, with its names found."""
    slots = (service, *AROUND["slots"][service])
    fillings = dict(zip(("service", "day", "clock", "place", "later", "end"), slots, strict=True))
    text = AROUND["status"][code].format(**fillings)
    mentions = [*found(text, service, "service"), *found(text, fillings["place"], "place")]
    return Reading(Article(f"status of {service}, {code}", text, code, published=date(2025, 3, 12)), tuple(mentions))


def found(text: str, name: str, kind: str) -> Iterator[Mention]:
    """Every place where a name stands."""
    at = text.find(name)
    while at >= 0:
        yield Mention(Span(at, at + len(name)), name, NodeId(f"{kind}/{name.lower()}"))
        at = text.find(name, at + len(name))


def _reading(source: Reading, how: str, told: list[str]) -> Reading:
    """A version of an article, with the names that were found in it."""
    article, text = source.article, "\n\n".join(told)
    names = sorted({mention.text for mention in source.mentions})
    mentions = tuple(mention for name in names for mention in found(text, name, "name"))
    return Reading(Article(f"{article.id}, {how}", text, article.language, published=article.published), mentions)
