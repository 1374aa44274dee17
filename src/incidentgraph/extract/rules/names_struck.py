"""Names that only a verb of being hit tells, in languages that put articles and auxiliaries between.

*Novatel, spécialiste du fret, a été victime d'une panne*, *une attaque contre la Sapienza*, *les serveurs de Novatel*.
The words are data of the language (`names.struck`); a language without them is read by `names_hit` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.names_line import Line
from incidentgraph.extract.rules.reach import CLAUSE, CLOSE, NEAR, PHRASE, SENTENCE
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text

_EVENTS = frozenset({"outage", "attack"})
_SUFFERED = frozenset({"struck", "victim", "outage"})
_SHORTEST = 3
_LISTED = 6


@dataclass(frozen=True, slots=True)
class _Words:
    auxiliaries: frozenset[str]
    finite: frozenset[str]
    openers: frozenset[str]
    local: frozenset[str]
    links: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=32)
def _words(language: Language) -> _Words | None:
    table = language.table("names").get("struck")
    if not table:
        return None
    return _Words(*(frozenset(map(fold_text, table[key])) for key in _Words.__slots__))


def is_struck(line: Line, first: int, last: int) -> bool:
    """Whether a run is told as hit by an event: as the subject of a verb of being hit, its object, or an owner."""
    words = _words(line.language)
    if words is None or not any(c.family in _EVENTS for c in line.cues):
        return False
    if any(line.tokens[i].text in words.openers for i in range(first, last + 1)) or _only_heads(line, first, last):
        return False
    opens = first == 0 or not (line.tokens[first - 1].is_word or line.tokens[first - 1].text == ",")
    if opens and first == last and len(line.tokens[first].text) < _SHORTEST:
        return False
    return _is_subject(line, last, words, bare=opens and first == last) or _is_led(line, first, words)


def _only_heads(line: Line, first: int, last: int) -> bool:
    """Whether a run is nothing but words for kinds of things: "la Mairie"."""
    heads = line.words.heads.values()
    return all(any(h.ends_at(line.tokens, i) for h in heads) for i in range(first, last + 1))


def _is_subject(line: Line, last: int, words: _Words, *, bare: bool) -> bool:
    """Whether a verb of being hit follows, behind what describes the name or who else is named with it.

    `bare` says that the name is one word whose capital tells nothing: then an auxiliary must follow at once.
    """
    at = last + 1
    told = any(c.first == at and c.family == "say" for c in line.cues)
    if bare and not (at < len(line.tokens) and (told or line.tokens[at].text in words.finite | {",", "("})):
        return False
    at = _past_description(line, _past_list(line, at, words))
    end = min(at + NEAR, len(line.tokens))
    while at < end:
        cues = [c for c in line.cues if c.first == at]
        if any(c.family in _SUFFERED and _tells(line, c, words) for c in cues):
            return True
        if any(c.family == "say" for c in cues) and _of_itself(line, max(c.last for c in cues), words):
            return True
        if line.tokens[at].text not in words.auxiliaries:
            return False
        at += 1
    return False


def _tells(line: Line, cue: Cue, words: _Words) -> bool:
    """Whether what a cue tells is an event that hits companies: no power cut."""
    if not words.local.isdisjoint(t.text for t in line.tokens[cue.first : cue.last + PHRASE]):
        return False
    near = cue.family == "outage" and cue.kind == "strong"
    return near or any(c.family in _EVENTS and 0 <= c.first - cue.first <= PHRASE for c in line.cues)


def _of_itself(line: Line, said: int, words: _Words) -> bool:
    """Whether who speaks says to have been hit: *annonce avoir subi une attaque*."""
    behind = range(said + 1, min(said + 1 + CLOSE, len(line.tokens)))
    infinitive = next((i for i in behind if line.tokens[i].text in words.auxiliaries), None)
    if infinitive != said + 1:
        return False
    return any(c.first in behind and c.family in {"struck", "victim"} and _tells(line, c, words) for c in line.cues)


def _past_list(line: Line, at: int, words: _Words) -> int:
    """Behind the names that a list goes on with."""
    start = at
    for _ in range(_LISTED):
        step = at
        while step < len(line.tokens) and line.tokens[step].text in words.links:
            step += 1
        if step == at or step >= len(line.tokens) or not (step in line.capitals or step in line.taken):
            return at
        while step < len(line.tokens) and (step in line.capitals or step in line.taken):
            step += 1
        at = step
    return start


def _past_description(line: Line, at: int) -> int:
    """Behind what stands in parentheses or between commas and describes a name."""
    for opening, closing in (("(", ")"), (",", ",")):
        if at < len(line.tokens) and line.tokens[at].text == opening:
            ends = [i for i in range(at + 1, min(at + CLAUSE, len(line.tokens))) if line.tokens[i].text == closing]
            told = {i for c in line.cues if c.family in {"say", *_EVENTS} for i in range(c.first, c.last + 1)}
            if ends and told.isdisjoint(range(at, ends[0])):
                at = ends[0] + 1
    return at


def _is_led(line: Line, first: int, words: _Words) -> bool:
    """Whether a verb or preposition of hitting, or what belongs to somebody, leads a name or its list in."""
    for _ in range(_LISTED):
        before = first - 1
        while before > 0 and line.tokens[before].text in line.words.headed.articles | line.words.headed.links:
            before -= 1
        if _leads(line, before, first, words):
            return True
        while before > 0 and line.tokens[before].text in words.links:
            before -= 1
        if before < 0 or before == first - 1 or not (before in line.capitals or before in line.taken):
            return False
        while before > 0 and (before - 1 in line.capitals or before - 1 in line.taken):
            before -= 1
        first = before
    return False


def _leads(line: Line, before: int, first: int, words: _Words) -> bool:
    ends = [c for c in line.cues if before <= c.last < first]
    for cue in ends:
        owned = cue.family == "facility" and (before < first - 1 or cue.last > before)
        hit = cue.family == "victim" and before >= first - CLOSE
        bricks = (
            line.tokens[cue.first].text in words.places and line.tokens[cue.last].text in words.places | words.links
        )
        if not (owned or hit) or bricks:
            continue
        events = [c for c in line.cues if c.family in _EVENTS and abs(c.first - first) <= SENTENCE]
        local = (
            line.tokens[i].text in words.local for c in events for i in range(c.first, c.last + CLOSE) if i < first
        )
        if events and not any(local) and (owned or any(c.first < first for c in events)):
            return True
    return False
