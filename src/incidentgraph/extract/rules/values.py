"""All values that a sentence tells: dates, times, durations, counts and money, with their qualifiers.

One engine for all languages: the words are data (`languages/<code>/values.toml`). A sentence is folded and
scanned once; parsers look forward from each token, and the first that fits takes its tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from incidentgraph.extract.rules import zones
from incidentgraph.extract.rules.clock import Clock, may_follow, read_clock, restates
from incidentgraph.extract.rules.dates import read_date
from incidentgraph.extract.rules.durations import date_ago, is_rate, read_length
from incidentgraph.extract.rules.marks import (
    AgoMark,
    CountMark,
    DateMark,
    DurationMark,
    MoneyMark,
    TimeMark,
    ValueMark,
    WeekdayMark,
)
from incidentgraph.extract.rules.quantities import Found, read_qualifier, read_quantity
from incidentgraph.extract.rules.scan import Scan, scan
from incidentgraph.extract.rules.vocabulary import AMOUNT, CLOCK, DATE, FAR
from incidentgraph.languages import Language
from incidentgraph.languages.folding import Folded
from incidentgraph.model import Qualifier, Value

__all__ = [
    "AgoMark",
    "CountMark",
    "DateMark",
    "DurationMark",
    "MoneyMark",
    "TimeMark",
    "ValueMark",
    "WeekdayMark",
    "find_values",
]


def find_values(
    text: str, language: Language, reference: date | None, folded: Folded | None = None
) -> tuple[ValueMark, ...]:
    """The values of a sentence, sorted by place, none overlapping another; spans are offsets into `text`.

    `reference` is the article's own date; without it nothing relative is resolved and no year is filled in. `folded` is
    the text folded, for whoever has it.

    >>> from incidentgraph.languages import load
    >>> [type(m).__name__ for m in find_values("Down for 2 hours, 25,800 reports by 3 p.m. ET", load("en"), None)]
    ['DurationMark', 'CountMark', 'TimeMark']
    """
    sentence = scan(text, language, folded)
    if sentence is None:
        return ()
    marks, clocks = _read(sentence, reference)
    times = _times(sentence, clocks, _one_day(marks, reference))
    return tuple(sorted([*marks, *times], key=lambda m: m.span))


def _read(sentence: Scan, reference: date | None) -> tuple[list[ValueMark], list[Clock]]:
    """One pass over the tokens that may begin a value; the first reading that fits takes its tokens."""
    marks: list[ValueMark] = []
    clocks: list[Clock] = []
    far = _FarQualifier(sentence)
    behind = 0
    for at, begins in sentence.candidates():
        far.see(at, begins)
        if at < behind:
            continue
        clock = read_clock(sentence, at, clocks[-1] if clocks else None) if begins & CLOCK else None
        found = read_date(sentence, at, reference) if begins & DATE and not clock else None
        if begins & AMOUNT and not (clock or found):
            clock, found = _read_amount(sentence, at, reference, far)
        if clock:
            clocks.append(clock)
            behind = clock.end
        elif found:
            marks.extend(found.marks)
            behind = found.end
    return marks, clocks


def _read_amount(
    sentence: Scan, at: int, reference: date | None, far: _FarQualifier
) -> tuple[Clock | None, Found | None]:
    """What a qualifier or a number begins; "jusqu'à" may lead to a time as well."""
    ago = _read_ago(sentence, at, reference)
    if ago:
        return None, ago
    words = read_qualifier(sentence, at)
    if words.at > at and may_follow(sentence, at, words.at):
        clock = read_clock(sentence, words.at)
        if clock:
            return clock, None
    found = read_quantity(sentence, words, far.near(at))
    if found and found.marks:
        far.value = None
    return None, found


class _FarQualifier:
    """What a verb says of the next number in its clause: «تجاوز عدد البلاغات … عشرة آلاف»."""

    def __init__(self, sentence: Scan) -> None:
        self.sentence = sentence
        self.window: int = sentence.vocabulary.table["qualifier"]["far"]["window"]
        self.at = -1
        self.value: Qualifier | None = None

    def see(self, at: int, begins: int) -> None:
        """Take notice of a verb, or of the end of its clause."""
        if begins & FAR:
            verb = self.sentence.at(at, "q_far")
            self.at, self.value = at, verb.value if verb else None
        elif not begins:
            self.value = None

    def near(self, at: int) -> Qualifier | None:
        """What the last verb says of a number at a token."""
        return self.value if self.value and at - self.at <= self.window else None


def _read_ago(sentence: Scan, index: int, reference: date | None) -> Found | None:
    """As in "3 years ago", "il y a trois ans", «قبل 3 سنوات»."""
    lead = sentence.at(index, "d_ago_before")
    words = read_qualifier(sentence, lead.end if lead else index)
    length = read_length(sentence, words.at, cued=lead is not None or words.qualifier is not None)
    if length is None:
        return None
    behind = None if lead else sentence.at(length.end, "d_ago")
    if not (lead or behind) or (lead and is_rate(sentence, words.at, length.end)):
        return None
    if lead and sentence.at(length.end, "d_ago_not"):
        return Found((), length.end)
    end = behind.end if behind else length.end
    qualifier = words.qualifier or (Qualifier.ABOUT if length.about else Qualifier.EXACT)
    day = date_ago(length, reference) if qualifier is Qualifier.EXACT else None
    since = sentence.at(index, "d_since") is not None
    return Found((AgoMark(sentence.span(index, end), length.value, qualifier, day, since),), end)


def _one_day(marks: Sequence[ValueMark], reference: date | None) -> date | None:
    """The day that a sentence's clocks belong to: its only date, or the article's own where it tells none."""
    dates = [m.value for m in marks if isinstance(m, DateMark)]
    if not dates:
        return reference
    days = {v.lexical for v in dates if v.datatype == "date"}
    return date.fromisoformat(days.pop()) if len(days) == 1 and all(v.datatype == "date" for v in dates) else None


def _times(sentence: Scan, clocks: Sequence[Clock], day: date | None) -> list[TimeMark]:
    """The clocks as marks, with the offsets that can be told."""
    secondary = [i > 0 and restates(sentence, clocks[i - 1], c) for i, c in enumerate(clocks)]
    offsets = [zones.offset(c.zone, day) if c.zone else "" for c in clocks]
    told = list(clocks)
    for i, again in enumerate(secondary):
        if again and not offsets[i - 1] and offsets[i]:
            other = zones.between(clocks[i - 1].minutes, clocks[i].minutes, offsets[i])
            if other and zones.allowed(clocks[i - 1].zone or "", other):
                offsets[i - 1] = other
    _share_zone(told, offsets, secondary)
    return [TimeMark(c.span, _time(c, offsets[i]), c.words, c.bound, secondary[i]) for i, c in enumerate(told)]


def _share_zone(clocks: list[Clock], offsets: list[str], secondary: Sequence[bool]) -> None:
    """A clock without zone has that of its sentence, if it tells but one and both count hours alike."""
    zoned = {(c.words, c.zone, offsets[i]) for i, c in enumerate(clocks) if c.words and not secondary[i]}
    if len(zoned) != 1:
        return
    words, zone, offset = zoned.pop()
    twelve = {c.twelve for c in clocks if c.words}
    for i, clock in enumerate(clocks):
        if clock.words is None and not secondary[i] and twelve == {clock.twelve}:
            clocks[i] = replace(clock, words=words, zone=zone)
            offsets[i] = offset


def _time(clock: Clock, offset: str) -> Value:
    hour, minute, second = clock.figures
    return Value(f"{hour:02d}:{minute:02d}:{second:02d}{offset}", "time")
