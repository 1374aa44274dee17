"""The day an article was written, where only its text tells: "LONDON, 16 September 2025 -", or a date on a line alone.

Such a date places the weekdays and the "yesterdays" of the text; it is not the date of what the text tells of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from incidentgraph.extract.rules.prepared import Prepared
from incidentgraph.extract.rules.values import DateMark, find_values
from incidentgraph.model import Span

_CLOCK = re.compile(r"^\W*(?:à|at|الساعة)?\s*\d{1,2}\s?[h:.]\s?\d{2}\b")
_LINES = 8  # sentences in which news tells its own day
_LEAD = 5  # words before it: places, agencies, a weekday, "published on"
_OPENS = ("-", "\u2013", "\u2014", "(", "|", "/")
_TOLD = frozenset({"outage", "attack", "say", "restored", "cause"})


def dateline(lines: Sequence[Prepared]) -> tuple[date, Span] | None:
    """The day that an article dates itself, and where it stands in the article's text."""
    for line in lines[:_LINES]:
        if not any(c.isdecimal() for c in line.sentence.text):
            continue
        for mark in find_values(line.sentence.text, line.language, None, line.folded):
            if isinstance(mark, DateMark) and mark.value.datatype == "date" and _stands_apart(line, mark.span):
                return date.fromisoformat(mark.value.lexical), mark.span.shifted(line.sentence.span.start)
    return None


def _stands_apart(line: Prepared, span: Span) -> bool:
    """Whether a date is no part of a sentence: a few words of place before it, and a dash or nothing behind."""
    behind = _CLOCK.sub("", line.sentence.text[span.end :]).strip(" .\u200f\u200e\u00a0")
    before = [t for t in line.tokens if t.span.start < span.start and t.is_word]
    told = any(c.family in _TOLD and c.span.start < span.start for c in line.cues)
    return len(before) <= _LEAD and not told and (not behind or behind.startswith(_OPENS))
