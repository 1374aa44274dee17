"""Front matter: ``key: value`` lines between two lines of three hyphens at the top of a plain-text article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from incidentgraph.sources.base import FIELDS, Metadata

_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<lines>(?:(?!---)[^\n]*\n){0,40}?)---[ \t]*(?:\r?\n|\Z)")
_OPENING = re.compile(r"---[ \t]*\r?\n[^\W\d]\w*[ \t]*:\s")
_LINE = re.compile(r"(?P<key>[^\W\d]\w*)\s*:(?:\s+(?P<value>.*))?")
_QUOTES = ('"', "'")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What was told, where the article's prose begins, and which lines were not understood (number, fault)."""

    meta: Metadata
    end: int
    faults: tuple[tuple[int, str], ...] = ()


def parse(text: str) -> FrontMatter:
    r"""The front matter of a text; empty where it has none.

    >>> parse("---\ntitle: Panne\npublished: 2025-05-24\n---\nLe texte.").meta.title
    'Panne'
    >>> parse("---\nstars: 5\n---\n").faults
    ((2, "unknown key 'stars'"),)
    """
    block = _BLOCK.match(text)
    if block is None:
        lost = _OPENING.match(text) is not None
        return FrontMatter(Metadata(), 0, ((1, "front matter without its closing ---"),) if lost else ())
    told: dict[str, str] = {}
    faults: list[tuple[int, str]] = []
    for number, raw in enumerate(block["lines"].splitlines(), start=2):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        pair = _LINE.fullmatch(line)
        if pair is None:
            faults.append((number, "no 'key: value'"))
            continue
        key, value = pair["key"].lower(), _unquoted(pair["value"] or "")
        if key not in FIELDS:
            faults.append((number, f"unknown key {pair['key']!r}"))
        elif key in told:
            faults.append((number, f"{key!r} for the second time"))
        elif value:
            told[key] = value
    return FrontMatter(Metadata(**told), block.end(), tuple(faults))


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES:
        return value[1:-1]
    return value
