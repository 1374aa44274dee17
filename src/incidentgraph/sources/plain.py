"""Plain text, with or without front matter. The text stays as decoded; front matter is marked as skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from incidentgraph.model import Rejection, Span
from incidentgraph.sources import frontmatter
from incidentgraph.sources.base import FIELDS, Document, Draft, Metadata, Notice
from incidentgraph.sources.decode import decode

MAX_HEADLINE = 160  # code points; the longest headline of a large corpus of news is about 130
_SENTENCE_END = (".", "؟", "?", "!", "…", ":", "،", ",", "»")
_FIRST_LINE = re.compile(r"\s*(?:#+\s+)?([^\r\n]+)")


@dataclass(frozen=True, slots=True)
class Plain:
    """Files of plain text or Markdown, one article each."""

    name: str = "plain"
    suffixes: tuple[str, ...] = (".txt", ".md")

    def read(self, document: Document) -> Iterator[Draft | Rejection]:
        """The one article of a file."""
        text = decode(document.content())
        front = frontmatter.parse(text)
        for line, fault in front.faults:
            hint = f"keys are: {', '.join(FIELDS)}"
            yield Notice(f"{document.where}:{line}", f"front matter: {fault}", hint=hint)
        if not text[front.end :].strip():
            yield Rejection(document.where, "no text after the front matter", hint="put the article into it")
            return
        meta = front.meta.or_else(Metadata(title=headline(text[front.end :])))
        skip = (Span(0, front.end),) if front.end else ()
        yield Draft(document.stem, text, meta, document.where, skip)


def headline(text: str) -> str | None:
    r"""The first line, where it reads as a headline: short, and no sentence.

    >>> headline("Panne mondiale chez X\n\nLe réseau est coupé."), headline("Le réseau est coupé.\n")
    ('Panne mondiale chez X', None)
    """
    first = _FIRST_LINE.match(text)
    line = first[1].strip() if first else ""
    return line if line and len(line) <= MAX_HEADLINE and not line.endswith(_SENTENCE_END) else None


SOURCE = Plain()
