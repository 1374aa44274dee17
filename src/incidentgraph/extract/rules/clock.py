"""Times of the day: "3:33 a.m. ET", "vers 15 heures MESZ", "16H45", «الساعة الثالثة والنصف فجرا بتوقيت غرينتش»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from incidentgraph.extract.rules.scan import Scan
from incidentgraph.model import Span

_HOURS, _MINUTES, _HALF_DAY = 24, 60, 12
_FIRST_SURE_HOUR = 13  # beyond twelve, an hour names one time of the day
_FIRST_LIKELY_HOUR = 7  # "jusqu'à 15 heures" is a time, "jusqu'à 2 heures" may be a length
_BESIDE = 8  # tokens that may stand between a clock and its restatement: "10 a.m. ET on March 5, 2024 (15:00 GMT)"
_DIGITS = 2
_EVENING = 6  # six at night is eighteen; five at night is five
_COMPACT = re.compile(r"(\d{1,2})([.,]?)(\d\d)")  # 3.30 (p.m.), 0530 (GMT)
_OF_TWENTY_FOUR = frozenset({"h", "hours", "short"})
_OF_TWELVE = frozenset({"bare", "word", "o'clock"})
_CLOCKS = frozenset({"c_hour_first", "c_word", "c_hour", "c_o_clock", "c_o_clock_of_twelve", "c_part", "zone"})
"""Without any of these, only a colon makes a time of figures."""
_BOUNDS = ("by", "about", "until", "from", "at")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as told, before token `end`; `zone` is a region, an offset or empty, `words` how the zone is told."""

    start: int
    end: int
    span: Span
    figures: tuple[int, int, int]
    zone: str | None
    words: str | None
    bound: str
    twelve: bool

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        return self.figures[0] * _MINUTES + self.figures[1]


@dataclass(frozen=True, slots=True)
class _Face:
    """The figures of a clock and how they are written: colon, h, hours, dot, four, bare, word, name."""

    hour: int
    minute: int
    end: int
    form: str
    second: int = 0


def read_clock(scan: Scan, index: int, last: Clock | None = None) -> Clock | None:
    """The time that begins at a token; `last` is the clock before it, whose other end it may be."""
    if scan.kinds.isdisjoint(_CLOCKS) and scan.word(index + 1) != ":":
        return None
    lead = scan.at(index, "c_hour_first")
    at = lead.end if lead else index
    if lead and (about := scan.at(at, "c_about")):
        at = about.end
    face = _face(scan, at, led=lead is not None)
    if face is None:
        return None
    end, part = _part(scan, face.end)
    zone, words, end = _zone(scan, end)
    if part is None:
        end, part = _part(scan, end)
    paired = last is not None and scan.begun(index, "c_and") == last.end
    if part is None and face.form == "bare" and scan.ended(index, "c_between"):
        part = _part_of_range(scan, face)
    told = _told(scan, index, face, led=lead is not None, part=part, zoned=words is not None)
    if not (told or (paired and face.form in _OF_TWENTY_FOUR)):
        return None
    twelve = part is not None
    if part is None and face.form in _OF_TWELVE and face.hour <= _HALF_DAY and not words:
        part = _part_nearby(scan)
        if part is None:
            return None
    hour = _hour_of_day(face.hour, part)
    if hour is None:
        return None
    ranged = paired and last is not None and scan.ended(last.start, "c_between")
    bound = "until" if ranged else _bound(scan, index)
    return Clock(index, end, scan.span(index, end), (hour, face.minute, face.second), zone, words, bound, twelve)


def _face(scan: Scan, at: int, *, led: bool) -> _Face | None:
    # The noon of "après-midi" is part of another word.
    named = None if scan.word(at - 1) == "-" and scan.glued(at) else scan.at(at, "c_word")
    if named:
        hour, minute = map(int, named.value.split(":"))
        half = scan.at(named.end, "c_half")
        return _Face(hour, 30 if half else minute, half.end if half else named.end, "name")
    face = _figures(scan, at, led=led) if scan.digits(at) else _spelled(scan, at, led=led)
    if face is None or face.hour > _HOURS or face.minute >= _MINUTES or face.second >= _MINUTES:
        return None
    return None if face.hour == _HOURS and (face.minute or face.form != "colon") else face


def _figures(scan: Scan, at: int, *, led: bool) -> _Face | None:
    word = scan.word(at)
    if _inside_something(scan, at):
        return None
    compact = _COMPACT.fullmatch(word)
    if compact and (compact[2] or scan.at(at + 1, "zone")):
        return _Face(int(compact[1]), int(compact[3]), at + 1, "dot" if compact[2] else "four")
    if not word.isdecimal() or len(word) > _DIGITS:
        return None
    hour = int(word)
    if scan.word(at + 1) == ":" and scan.glued(at + 1) and _two_digits(scan, at + 2):
        return _with_colon(scan, at, hour)
    o_clock = scan.at(at + 1, "c_o_clock")
    if o_clock:
        return _french(scan, hour, o_clock.end)
    twelve = scan.at(at + 1, "c_o_clock_of_twelve")
    face = _Face(hour, 0, twelve.end, "o'clock") if twelve else _Face(hour, 0, at + 1, "bare")
    return _joined_minutes(scan, face) if led else face


def _with_colon(scan: Scan, at: int, hour: int) -> _Face | None:
    """As in "15:30", "15:30:05"; none where more figures follow ("1:22:333:4")."""
    second = scan.word(at + 3) == ":" and scan.glued(at + 3) and _two_digits(scan, at + 4)
    end = at + 5 if second else at + 3
    if scan.glued(end) and scan.word(end) in {":", "/"} and scan.digits(end + 1):
        return None
    return _Face(hour, int(scan.word(at + 2)), end, "colon", int(scan.word(at + 4)) if second else 0)


def _two_digits(scan: Scan, at: int) -> bool:
    return scan.glued(at) and len(scan.word(at)) == _DIGITS and scan.word(at).isdecimal()


def _inside_something(scan: Scan, at: int) -> bool:
    if not scan.glued(at):
        return False
    before = scan.word(at - 1)
    if before in {"(", "[", '"', "'", "@", "~"} or before in scan.vocabulary.clitics:
        return False
    return not (before in {"-", "/"} and scan.word(at + 1) in {":", "h"})


def _french(scan: Scan, hour: int, end: int) -> _Face:
    """As in "15h", "15 h 30", "15 heures 30", "3 heures et demie"; or "3 o'clock"."""
    letter = scan.word(end - 1) == "h"
    word = scan.word(end)
    if (
        word.isdecimal()
        and len(word) == _DIGITS
        and int(word) < _MINUTES
        and not (scan.glued(end + 1) and scan.word(end + 1)[0].isalnum())
    ):
        minute = scan.at(end + 1, "unit")
        behind = minute.end if minute and minute.value == ("minute", 1) else end + 1
        if not (minute and minute.value[0] not in {"minute", "hour"}):
            return _Face(hour, int(word), behind, "h")
    added = _spelled_minutes(scan, end)
    if added:
        total = hour * _MINUTES + added[0]
        return _Face(total // _MINUTES, total % _MINUTES, added[1], "hours")
    return _Face(hour, 0, end, "short" if letter else "hours")


def _spelled(scan: Scan, at: int, *, led: bool) -> _Face | None:
    word = scan.at(at, "c_hour")
    if word is None or (word.joined and not led):
        return None
    o_clock = scan.at(word.end, "c_o_clock")
    if o_clock:
        return _french(scan, word.value, o_clock.end)
    twelve = scan.at(word.end, "c_o_clock_of_twelve")
    if twelve:
        return _Face(word.value, 0, twelve.end, "o'clock")
    return _joined_minutes(scan, _Face(word.value, 0, word.end, "word"))


def _spelled_minutes(scan: Scan, at: int) -> tuple[int, int] | None:
    """(minutes to add, end) of «والنصف», "et demie", "moins le quart", «إلا ثلثا»."""
    table = (("c_half", 30), ("c_quarter", 15), ("c_third", 20), ("c_less_quarter", -15), ("c_less_third", -20))
    for kind, minutes in table:
        found = scan.at(at, kind)
        if found:
            return minutes, found.end
    return None


def _joined_minutes(scan: Scan, face: _Face) -> _Face:
    """With «والنصف» or «و20 دقيقة» behind an hour."""
    added = _spelled_minutes(scan, face.end)
    if added:
        total = face.hour * _MINUTES + added[0]
        hour = total // _MINUTES or _HALF_DAY
        return _Face(hour, total % _MINUTES, added[1], "bare")
    joined = scan.at(face.end, "n_join")
    at = joined.end if joined else face.end
    small = scan.at(at, "small")
    amount = int(scan.word(at)) if joined and scan.word(at).isdecimal() and len(scan.word(at)) <= _DIGITS else None
    if amount is None and small and small.joined:
        amount, at = small.value, small.end - 1
    minute = scan.at(at + 1, "c_minutes_joined")
    return _Face(face.hour, amount, minute.end, face.form) if amount is not None and minute else face


def _part(scan: Scan, at: int) -> tuple[int, str | None]:
    start = at + (scan.word(at) == "(" and scan.at(at + 1, "c_part") is not None)
    part = scan.at(start, "c_part")
    return (part.end, part.value) if part and not part.joined else (at, None)


def _zone(scan: Scan, at: int) -> tuple[str | None, str | None, int]:
    """(region or offset, its words, end); the zone may stand in parentheses."""
    opened = scan.word(at) in {"(", ","} and scan.at(at + 1, "zone") is not None
    start = at + opened
    zone = scan.at(start, "zone")
    if zone is None:
        return None, None, at
    span = scan.span(start, zone.end)
    end = zone.end + (opened and scan.word(zone.end) == ")")
    return zone.value, scan.raw[span.start : span.end], end


def _told(scan: Scan, index: int, face: _Face, *, led: bool, part: str | None, zoned: bool) -> bool:
    """Whether the figures are a time at all, by their form and the words around."""
    if face.form in {"colon", "name", "four", "o'clock"}:
        return True
    if face.form in {"dot", "bare", "word"}:
        return led or (part is not None and _part_is_clear(scan, face, zoned=zoned)) or (zoned and face.form == "dot")
    if zoned or part or led:
        return True
    return _french_is_clock(scan, index, face)


def _part_is_clear(scan: Scan, face: _Face, *, zoned: bool) -> bool:
    """A single letter («م») makes no time of a number alone."""
    return (
        zoned
        or face.form == "dot"
        or len(scan.word(face.end)) > 1
        or scan.word(face.end + 1) == "."
        or scan.at(face.end, "c_part") is None
    )


def _french_is_clock(scan: Scan, index: int, face: _Face) -> bool:
    """Whether "15 heures" or "15h30" is a time and not a length."""
    if scan.ended(index, "q_far", "n_about") or face.hour == _HOURS:
        return False
    follows = scan.at(face.end, "c_and")
    paired = follows is not None and scan.digits(follows.end) and scan.at(follows.end + 1, "c_o_clock") is not None
    about, longer = scan.begun(index, "c_about"), scan.begun(index, "q")
    nearly = about is not None and (longer is None or about < longer)
    if nearly or (scan.ended(index, "c_between") and paired) or _only(scan, index, "c_at") or scan.ended(index, "c_by"):
        return True
    of = scan.at(face.end, "link")
    if scan.ended(index, "c_from") and (scan.at(face.end, "weekday") or scan.at(face.end, "c_date_between")):
        return True  # "depuis 8h30 ce lundi"
    if about is not None and scan.ended(about, "c_from") and face.form == "h":
        return face.hour >= _FIRST_SURE_HOUR  # "depuis environ 17h45"
    if scan.ended(index, "c_from", "c_until") and of is None:
        likely = _FIRST_SURE_HOUR if scan.ended(index, "d_for", "d_after") else _FIRST_LIKELY_HOUR
        return face.hour >= likely or (face.form == "h" and not scan.ended(index, "d_for"))
    lengthy = scan.ended(index, "d_for", "d_after", "d_within", "q")
    return not lengthy and (face.form == "h" or (face.form == "short" and face.hour >= _FIRST_LIKELY_HOUR))


def _only(scan: Scan, index: int, kind: str) -> bool:
    """Whether words of a kind end here that are not part of longer words of a quantity ("jusqu'à")."""
    begun, longer = scan.begun(index, kind), scan.begun(index, "q")
    return begun is not None and (longer is None or longer >= begun)


def _part_of_range(scan: Scan, face: _Face) -> str | None:
    """The part of the day of "from 2 to 4 p.m." for its first hour."""
    link = scan.at(face.end, "c_and")
    second = _face(scan, link.end, led=False) if link else None
    if second is None:
        return None
    part = _part(scan, second.end)[1]
    return ("am" if part == "pm" else None) if face.hour > second.hour and face.hour != _HALF_DAY else part


def _part_nearby(scan: Scan) -> str | None:
    """The part of the day that the rest of the sentence tells, if it tells one."""
    parts = set(scan.all_of("c_part_near"))
    return parts.pop() if len(parts) == 1 else None


def _hour_of_day(hour: int, part: str | None) -> int | None:
    if part is None or hour > _HALF_DAY:
        return hour % _HOURS
    if part == "am":
        return hour % _HALF_DAY
    if part == "noon":
        return hour + _HALF_DAY if hour < _EVENING else hour
    if part == "night":
        return hour % _HALF_DAY + (_HALF_DAY if _EVENING <= hour < _HALF_DAY else 0)
    if part == "evening":
        return hour + _HALF_DAY if hour < _HALF_DAY else None
    return hour % _HALF_DAY + _HALF_DAY


def _bound(scan: Scan, index: int) -> str:
    return next((bound for bound in _BOUNDS if scan.ended(index, f"c_{bound}")), "at")


def may_follow(scan: Scan, start: int, index: int) -> bool:
    """Whether words at `start` that qualify numbers may as well lead to a time at `index`: "jusqu'à 18 heures"."""
    begun = [scan.begun(index, kind) for kind in ("c_until", "c_about", "c_by")]
    return any(b is not None and b <= start for b in begun)


def restates(scan: Scan, first: Clock, second: Clock) -> bool:
    """Whether the second clock tells the first one's time again: "11:00 ET (15:00 GMT)"."""
    if second.words is None and first.words is None:
        return False
    between = scan.words[first.end : second.start]
    if not between:
        return False
    if between[0] == ")":
        between = between[1:]
    if between[-1:] == ["("] and len(between) <= _BESIDE and (between[0] == "(" or scan.word(second.end) == ")"):
        return True
    at = first.end + (scan.word(first.end) == ",")
    link = scan.at(at, "c_restate")
    lead = scan.at(link.end, "c_at") if link else None
    return link is not None and (lead.end if lead else link.end) == second.start
