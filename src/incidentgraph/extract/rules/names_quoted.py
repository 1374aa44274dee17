"""Names in quotation marks, with a word for their kind before them, before their list, or in an apposition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from incidentgraph.extract.rules.names_arabic import apposed_arabic
from incidentgraph.extract.rules.names_beside import cue_before
from incidentgraph.extract.rules.names_line import Candidate, Line
from incidentgraph.extract.rules.reach import CLAUSE

_LONGEST = 8
_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "”"}
_LISTED = re.compile(r"[«\"“]([^«»\"“”]{2,40})[»\"”] ?(?:[،,] ?)?و? ?[«\"“]\Z")
_TWO = 2  # a word between
_LONGEST_LIST = 60  # letters of a quoted name and what joins it to the next


def quoted(line: Line) -> Iterator[Candidate]:
    """The quoted names of a sentence that words beside them tell the kind of."""
    text = line.sentence.text
    for opening, closing in _QUOTES.items():
        at = text.find(opening)
        while at >= 0:
            end = text.find(closing, at + 1)
            if end < 0:
                break
            inside = [i for i, t in enumerate(line.tokens) if at < t.span.start and t.span.end <= end]
            if inside and len(inside) <= _LONGEST - 1 and not any(i in line.taken for i in inside):
                kind = cue_before(line, inside[0]) or _cue_before_list(line, inside[0])
                kind = kind or apposed_arabic(line, inside[-1]) or _called(line, inside[0])
                kind = "MediaOutlet" if kind == "Service" and _reports(line, inside[0]) else kind
                small = line.raw(inside[0])[0].islower() and kind == "ThreatActor"  # the "very active" group
                if kind and not small and not _is_speech(line, inside):
                    yield Candidate(inside[0], inside[-1], kind)
            at = text.find(opening, end + 1)


def _cue_before_list(line: Line, first: int) -> str | None:
    """The kind told before a list of quoted names that goes on at a token: «شركتا "س" و"ص"»."""
    if line.language.script != "Arab":
        return None
    start = line.tokens[first].span.start
    while found := _LISTED.search(line.sentence.text, max(0, start - _LONGEST_LIST), start):
        start = found.start(1)
    opening = next((i for i in range(first - 1, -1, -1) if line.tokens[i].span.start <= start), first)
    return cue_before(line, opening) if opening < first and line.tokens[opening].span.start == start else None


def _called(line: Line, first: int) -> str | None:
    """A group of hackers, described at length before what it is called: «قراصنة مرتبطون بجهة ما، تُدعى [س]»."""
    if not first or line.tokens[first - 1].text not in line.words.called:
        return None
    told = line.words.cues["ThreatActor"]
    back = range(first - 2, max(-1, first - 2 - CLAUSE), -1)
    return "ThreatActor" if any(told.ends_at(line.tokens, i) for i in back) else None


def _reports(line: Line, first: int) -> bool:
    """Whether a site is quoted for what it reports: «نقل موقع "س" عن»."""
    return first > 1 and any(c.family == "say" and c.last == first - _TWO for c in line.cues)


def _is_speech(line: Line, inside: Sequence[int]) -> bool:
    """Whether quotes hold words that are said rather than a name: punctuation, a cue of an event, a stop word first."""
    words = [line.tokens[i] for i in inside]
    if any(not w.is_word for w in words) or words[0].text in line.words.stopwords:
        return True
    return any(c.family in {"outage", "attack", "cause"} and inside[0] <= c.first <= inside[-1] for c in line.cues)
