"""HTML pages: the main text by trafilatura, what is told about it from JSON-LD, Open Graph, meta tags and elements.

trafilatura's own metadata are not used: it looks for dates in the text and the address, and a date that the page does
not state must not be invented.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from incidentgraph.errors import ItemError
from incidentgraph.languages import detect, languages
from incidentgraph.model import Rejection
from incidentgraph.sources.base import FIELDS, Document, Draft, Metadata
from incidentgraph.sources.decode import decode

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page names its encoding; the HTML standard says 1024
_SPACE = re.compile(r"\s+")
_MAX_DEPTH = 8  # of JSON-LD; publishers nest articles in pages in graphs, no deeper


@dataclass(frozen=True, slots=True)
class Html:
    """Pages as saved from the web, one article each."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, document: Document) -> Iterator[Draft | Rejection]:
        """The one article of a page."""
        page = _parse(document.content(), document.where)
        meta = metadata(page)
        text = _main_text(page)
        if not text:
            what = "no main text found in the page"
            raise ItemError(what, where=document.where, hint="save the text as a .txt file")
        title = _without_outlet(meta.title, meta.outlet)
        if title and title not in text[: 2 * len(title) + 200]:
            text = f"{title}\n\n{text}"  # the headline is a part of what the article says
        told = Metadata(title, meta.url, meta.published, meta.outlet, meta.author, _language(meta.language, text))
        yield Draft(document.stem, text, told, document.where)


def metadata(page: Any) -> Metadata:
    """What a parsed page says of itself, the most reliable place first."""
    return _from_json_ld(page).or_else(_from_meta(page)).or_else(_from_elements(page))


@cache
def _places() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _parse(data: bytes, where: str) -> Any:
    from lxml import etree, html  # noqa: PLC0415 - only where there are pages

    charset = _CHARSET.search(data[:_HEAD])
    text = decode(data, charset[1].decode("ascii", "replace") if charset else None)
    try:
        # Back to bytes, with the encoding said aloud: lxml refuses strings that declare one themselves.
        return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except etree.LxmlError as error:
        what = f"not a page that can be read: {error}"
        raise ItemError(what, where=where, hint="save it again from a browser") from error


def _main_text(page: Any) -> str:
    from trafilatura import extract  # noqa: PLC0415 - only where there are pages

    text: str | None = extract(page, include_comments=False, include_tables=False, deduplicate=False)
    return (text or "").strip()


def _from_json_ld(page: Any) -> Metadata:
    places = _places()["json_ld"]
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            # strict=False: publishers leave raw newlines in strings.
            tree = json.loads(script, strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for node in _articles(tree, frozenset(places["types"]), 0):
            return Metadata(**{name: _first(node, places["properties"][name]) for name in FIELDS})
    return Metadata()


def _articles(tree: object, types: frozenset[str], depth: int) -> Iterator[dict[str, Any]]:
    """The article nodes of a JSON-LD tree, outermost first."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(tree, dict):
        own = tree.get("@type")
        names = own if isinstance(own, list) else [own]
        if any(isinstance(name, str) and name.rsplit("/")[-1] in types for name in names):
            yield tree
        for value in tree.values():
            yield from _articles(value, types, depth + 1)
    elif isinstance(tree, list):
        for value in tree:
            yield from _articles(value, types, depth + 1)


def _first(node: Mapping[str, Any], names: Sequence[str]) -> str | None:
    return next((found for name in names if (found := _string(node.get(name)))), None)


def _string(value: object) -> str | None:
    """A JSON-LD value as text: itself, its name or id, or several joined."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, dict):
        return next(
            (found for key in ("name", "@value", "@id", "alternateName") if (found := _string(value.get(key)))), None
        )
    if isinstance(value, list):
        return ", ".join(found for item in value if (found := _string(item))) or None
    return None


def _from_meta(page: Any) -> Metadata:
    told: dict[str, str] = {}
    for tag in page.xpath("//meta[@content]"):
        content = _clean(tag.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (tag.get(attribute) or "").strip().lower()
            if name and content and not (name.endswith("author") and content.startswith("http")):
                told.setdefault(name, content)
    found = {field: next((told[n] for n in names if n in told), None) for field, names in _places()["meta"].items()}
    return Metadata(**found)


def _from_elements(page: Any) -> Metadata:
    found: dict[str, str | None] = {}
    for field, paths in _places()["elements"].items():
        found[field] = next((text for path in paths if (text := _clean(page.xpath(path)))), None)
    return Metadata(**found)


def _clean(value: str | None) -> str | None:
    return _SPACE.sub(" ", value or "").strip() or None


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """The headline alone: pages put the site's name behind it.

    >>> _without_outlet("Panne mondiale | Le Quotidien", "Le Quotidien")
    'Panne mondiale'
    """
    for separator in _places()["headline"]["separators"]:
        if title and outlet and title.endswith(separator + outlet):
            return title.removesuffix(separator + outlet)
    return title


def _language(declared: str | None, text: str) -> str | None:
    """The page's own word, unless the text is plainly in another known language: templates often say "en" for all."""
    code = re.split(r"[-_]", declared.lower())[0] if declared else None
    return None if code in languages() and detect(text) not in {code, "und"} else code


SOURCE = Html()
