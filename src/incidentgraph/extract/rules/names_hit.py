"""Names that only their place beside an event tells: who suffered an outage, whom an attack was on, whose site fell."""

from __future__ import annotations

from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.names_line import Line, plain_gap
from incidentgraph.extract.rules.reach import BESIDE, CLOSE, PHRASE

_EVENTS = frozenset({"outage", "attack"})
_SHORTEST = 3


def is_victim(line: Line, first: int, last: int) -> bool:
    """Whether a run is told as hit by an event: "Novatel suffered an outage", "the attack on Novatel"."""
    words = line.words.hit
    if not words or last + 1 >= len(line.tokens) or line.tokens[last].text in line.words.peoples:
        return False
    opens = first == 0 or not (line.tokens[first - 1].is_word or line.tokens[first - 1].text == ",")
    if first == last and opens and not _coined(line.raw(first)):
        return False  # a capital that only opens a sentence or a quote
    if all(any(h.ends_at(line.tokens, i) for h in line.words.heads.values()) for i in range(first, last + 1)):
        return False  # "the University"
    if first > 1 and line.tokens[first - 1].text in words:
        return any(c.family in _EVENTS and c.last == first - BESIDE and _told(line, c) for c in line.cues)
    if not plain_gap(line, last + 1):
        return _owns(line, last)
    return any(
        (c.family == "struck" and c.first == last + 1 and _leads_to_event(line, c))
        or (c.family == "say" and c.first == last + 1 and _speaks_of_own(line, c))
        for c in line.cues
    )


def _coined(word: str) -> bool:
    """Whether a word is written as only names are: "DocuTrack", "NZX", "O2"."""
    return len(word) >= _SHORTEST and (any(c.isupper() for c in word[1:]) or any(c.isdigit() for c in word))


def _told(line: Line, cue: Cue) -> bool:
    """Whether an event is of the kind that hits companies rather than places: "a ransomware attack", no "attack"."""
    if cue.category == "attack.word":
        return any(c.family == "attack" and c.last == cue.first - 1 for c in line.cues)
    return line.tokens[cue.first].text not in line.words.local


def _leads_to_event(line: Line, cue: Cue) -> bool:
    return any(c.family in _EVENTS and 0 <= c.first - cue.last <= PHRASE and _told(line, c) for c in line.cues)


def _speaks_of_own(line: Line, cue: Cue) -> bool:
    """Whether who speaks tells of what belongs to it: "said its network", "said that its"."""
    own = line.language.table("syntax").get("possessive", ())
    behind = range(cue.last + 1, min(cue.last + 1 + CLOSE, len(line.tokens)))
    at = next((i for i in behind if line.tokens[i].text in own), None)
    return at is not None and not any(i in line.taken for i in range(cue.last + 1, at))


def _owns(line: Line, last: int) -> bool:
    """Whether what belongs to a name can fail: "Novatel's network"."""
    if line.tokens[last + 1].text != "s" and line.raw(last + 1) not in {"'", "’"}:
        return False
    at = last + 1
    while at < len(line.tokens) and not line.raw(at)[0].isalpha():
        at += 1
    at += at < len(line.tokens) and line.tokens[at].text == "s"
    return any(c.family == "facility" and at <= c.first <= at + 1 for c in line.cues) and any(
        c.family in _EVENTS for c in line.cues
    )
