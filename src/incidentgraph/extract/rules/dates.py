"""Dates of any precision, weekdays, and words that are dates once the article's own is known.

Without a reference nothing is filled in: "10 March" is ``--03-10``. With one, a date without year is the nearest past
one, a weekday the latest on or before the reference ("last Monday": before it), and words that point forward
("next", «المقبل») give the nearest future one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from incidentgraph.extract.rules.days import (
    DAY_DIGITS,
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    YEAR_DIGITS,
    Parts,
    order,
    resolve_weekday,
    value_of,
)
from incidentgraph.extract.rules.marks import WEEKDAYS, DateMark, WeekdayMark
from incidentgraph.extract.rules.quantities import Found
from incidentgraph.extract.rules.scan import Scan
from incidentgraph.model import Value

_DATE_MARKS = 2  # in 24.05.2025
_MONTHS = frozenset({"month", "month_weak", "month_cued"})
_LAST_DAY, _DAYS_OF_WEEK, _TEN = 31, 7, 10


def read_date(scan: Scan, index: int, reference: date | None) -> Found | None:
    """The date that begins at a token."""
    if scan.digits(index):
        return _numeric(scan, index) or _read_dated(scan, index, None, reference) or _year_alone(scan, index)
    name = scan.at(index, "t_names")
    if name:
        return Found((), name.end)
    relative = _relative(scan, index, reference)
    if relative:
        return relative
    weekday = scan.at(index, "weekday") or scan.at(index, "weekday_weak")
    if weekday:
        return _read_weekday(scan, index, reference)
    return _read_dated(scan, index, None, reference)


def _numeric(scan: Scan, index: int) -> Found | None:
    """2025-05-24, 24/05/2025, 24.05.2025."""
    word, parts, end = scan.word(index), [], index + 1
    if word.count(".") == _DATE_MARKS:
        parts = word.split(".")
    else:
        separator = scan.word(index + 1)
        if separator not in {"-", "/"} or scan.word(index + 3) != separator:
            return None
        if not all(scan.glued(index + n) for n in range(1, 5)) or not scan.digits(index + 4):
            return None
        parts, end = [word, scan.word(index + 2), scan.word(index + 4)], index + 5
    if not all(p.isdecimal() for p in parts) or (scan.glued(index) and scan.word(index - 1) in {"-", "/"}):
        return None
    found = order(parts, day_first=scan.vocabulary.table["date"]["numeric_day_first"] or "." in word)
    if found is None:
        return None
    return Found((DateMark(scan.span(index, end), Value(found.isoformat(), "date")),), end)


def _read_dated(scan: Scan, index: int, weekday: str | None, reference: date | None) -> Found | None:
    """A date told by its month, with day or year where they are told."""
    if scan.kinds.isdisjoint(_MONTHS):
        return None
    listed = _listed_days(scan, index, reference) if scan.digits(index) and weekday is None else None
    if listed:
        return listed
    parts = _day_month(scan, index) or _month_first(scan, index)
    if parts is None:
        return None
    dated = _in_told_year(scan, parts, reference)
    mark = _mark(scan, dated, reference, weekday)
    if mark is None:
        return None
    mark, parts = (mark if dated is parts else replace(mark, relative=True)), dated
    link = scan.at(parts.end, "t_to_next") if scan.ended(index, "t_night_before") else None
    second = _day_month(scan, link.end) if link else None
    if link and second:  # the night from 31 December to 1 January is its second day's: most of it comes after midnight
        later = _mark(scan, second, reference, weekday) or mark
        return Found((replace(later, span=scan.span(index, second.end)),), second.end)
    return Found((mark,), _span_end(scan, parts.end))


def _in_told_year(scan: Scan, parts: Parts, reference: date | None) -> Parts:
    """A date with the year told behind it: "in May last year", *en mai de l'année dernière*."""
    if parts.year is not None or "rel_year" not in scan.kinds or reference is None:
        return parts
    link = scan.at(parts.end, "t_year_link")
    year = scan.at(parts.end, "rel_year") or (scan.at(link.end, "rel_year") if link else None)
    return replace(parts, year=reference.year + year.value, end=year.end) if year else parts


def _span_end(scan: Scan, end: int) -> int:
    """Behind "last" or "next", where they follow."""
    for kind in ("t_last_after", "t_next_after"):
        word = scan.at(end, kind)
        if word:
            return word.end
    return end


def _day_at(scan: Scan, index: int) -> tuple[int, int] | None:
    """(day, end) of a number that may be the day of a month: 24, 24th, 1er, premier, «الرابع والعشرين»."""
    word = scan.word(index)
    if word.isdecimal() and len(word) <= DAY_DIGITS and 1 <= int(word) <= _LAST_DAY:
        if scan.glued(index) and scan.word(index - 1) in {"/", ".", ":", "-"} and scan.digits(index - 2):
            return None
        suffix = scan.at(index + 1, "t_suffix")
        if suffix and scan.glued(index + 1):
            return int(word), suffix.end
        return (int(word), index + 1) if not (scan.glued(index + 1) and scan.word(index + 1)[0].isalpha()) else None
    spelled = scan.at(index, "day_word")
    if spelled is None:
        return None
    tens = scan.at(spelled.end, "day_word")
    if tens and tens.joined and spelled.value < _TEN and tens.value % _TEN == 0:
        return spelled.value + tens.value, tens.end
    return spelled.value, spelled.end


def _month_at(scan: Scan, index: int, *, beside: bool) -> tuple[int, int] | None:
    """(month, end), with a second name of the same month: مايو/أيار. `beside`: a day or year stands with it."""
    found = scan.at(index, "month")
    if found is None and beside:
        found = scan.at(index, "month_weak") or scan.at(index, "month_cued")
    if found is None:
        return None
    end = found.end
    at = end + (scan.word(end) in {"/", "(", "-"})
    other = scan.at(at, "month") or scan.at(at, "month_cued")
    if other and other.value == found.value and at > end:
        end = other.end + (scan.word(at - 1) == "(" and scan.word(other.end) == ")")
    return found.value, end


def _year_at(scan: Scan, index: int) -> tuple[int, int] | None:
    at = index + (scan.word(index) == ",")
    link = scan.at(at, "t_year_link")
    at = link.end if link and scan.at(link.end, "t_year_word") else at
    for kind in ("t_year_word",):
        word = scan.at(at, kind)
        at = word.end if word else at
    digits = scan.word(at)
    if len(digits) != YEAR_DIGITS or not digits.isdecimal() or not FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return None
    if scan.glued(at + 1) and scan.word(at + 1) in {"-", "/", ":"} and scan.digits(at + 2):
        return None
    return int(digits), at + 1


def _day_month(scan: Scan, index: int) -> Parts | None:
    day = _day_at(scan, index)
    if day is None:
        return None
    link = scan.at(day[1], "t_of")
    month = _month_at(scan, link.end if link else day[1], beside=True)
    if month is None:
        return None
    year = _year_at(scan, month[1])
    return Parts(index, year[1] if year else month[1], year[0] if year else None, month[0], day[0])


def _month_first(scan: Scan, index: int) -> Parts | None:
    """As in "May 24, 2025", "May 2025", "in May"."""
    month = _month_at(scan, index, beside=True)
    if month is None:
        return None
    if "mdy" in scan.vocabulary.table["date"]["orders"]:
        the = scan.at(month[1], "t_day_before")
        day = _day_at(scan, the.end if the else month[1])
        if day and not (scan.at(day[1], "scale") or scan.at(day[1], "n_percent") or scan.word(day[1]) == ":"):
            year = _year_at(scan, day[1])
            return Parts(index, year[1] if year else day[1], year[0] if year else None, month[0], day[0])
    year = _year_at(scan, month[1])
    if year:
        return Parts(index, year[1], year[0], month[0])
    if not scan.at(index, "month"):
        cued = scan.at(index, "month_cued")
        shown = (
            scan.ended(index, "t_month_before")
            or scan.at(month[1], "t_last_after")
            or scan.at(month[1], "t_next_after")
        )
        if not cued or not (shown or (cued.prefixed and scan.at(month[1], "t_last_after"))):
            return None
    return Parts(index, month[1], None, month[0])


def _listed_days(scan: Scan, index: int, reference: date | None) -> Found | None:
    """As in "24 and 25 May", "la nuit du 24 au 25 mai" (the first day only), "24-25 May"."""
    first = _day_at(scan, index)
    link = scan.at(first[1], "t_to_next") or scan.at(first[1], "n_join") if first else None
    if first is None or link is None:
        return None
    parts = _day_month(scan, link.end)
    if parts is None or parts.day is None or parts.day <= first[0]:
        return None
    own = _mark(scan, Parts(index, first[1], parts.year, parts.month, first[0]), reference, None)
    other = _mark(scan, parts, reference, None)
    if own is None or other is None:
        return None
    if scan.ended(index, "t_night_before"):
        return Found((replace(other, span=scan.span(index, parts.end)),), parts.end)
    return Found((own, other), parts.end)


def _direction(scan: Scan, start: int, end: int) -> int:
    """-1 where words say last, 1 where they say next, else 0."""
    if scan.ended(start, "t_next_before") or scan.at(end, "t_next_after"):
        return 1
    return -1 if scan.ended(start, "t_last_before") or scan.at(end, "t_last_after") else 0


def _mark(scan: Scan, parts: Parts, reference: date | None, weekday: str | None) -> DateMark | None:
    direction = _direction(scan, parts.start, parts.end)
    value, relative = value_of(parts, reference, direction)
    if value is None:
        return None
    approximate = scan.ended(parts.start, "t_approximate_before")
    span = scan.span(parts.start, _span_end(scan, parts.end))
    ahead = reference is not None and value.datatype == "date" and value.lexical > reference.isoformat()
    return DateMark(span, value, relative, weekday, approximate, direction > 0 or ahead)


def _year_alone(scan: Scan, index: int) -> Found | None:
    """A year, where words before it say that it is one: "in 2021"."""
    year = _year_at(scan, index)
    if (
        year is None
        or scan.word(index) == ","
        or not (scan.ended(index, "t_year_before") or scan.word(index - 1) in scan.vocabulary.clitics)
    ):
        return None
    if scan.glued(index) and scan.word(index - 1) not in scan.vocabulary.clitics:
        return None
    noun = scan.at(year[1], "noun")
    if (
        (noun and noun.value in {"report", "user"})
        or scan.at(year[1], "n_percent")
        or scan.at(year[1], "unit")
        or scan.at(year[1], "currency")
    ):
        return None
    approximate = scan.ended(index, "t_approximate_before")
    return Found(
        (DateMark(scan.span(index, year[1]), Value(f"{year[0]:04d}", "gYear"), approximate=approximate),), year[1]
    )


def _relative(scan: Scan, index: int, reference: date | None) -> Found | None:
    """Words like "yesterday", "last month"; with a weekday beside them («أمس السبت») the weekday decides."""
    word = scan.at(index, "rel_day") or scan.at(index, "rel_night")
    if word:
        return _relative_day(scan, index, reference)
    for kind in ("rel_month", "rel_year"):
        word = scan.at(index, kind)
        if word is None:
            continue
        if reference is None:
            return Found((), word.end)
        months = word.value * (1 if kind == "rel_month" else MONTHS)
        year, month = divmod(reference.year * MONTHS + reference.month - 1 + months, MONTHS)
        value = (
            Value(f"{year:04d}-{month + 1:02d}", "gYearMonth") if kind == "rel_month" else Value(f"{year:04d}", "gYear")
        )
        return Found((DateMark(scan.span(index, word.end), value, relative=True, future=word.value > 0),), word.end)
    return None


def _relative_day(scan: Scan, index: int, reference: date | None) -> Found | None:
    night = scan.at(index, "rel_night")
    day = scan.at(index, "rel_day")
    word = night if night and not (day and day.end >= night.end) else day  # «الليلة» and «الليلة الماضية»
    if word is None or scan.ended(index, "t_this_before") or scan.at(word.end, "t_counted_after"):
        return None
    beside = word.end + (scan.word(word.end) in {"(", ","})
    weekday = scan.at(beside, "weekday")
    if (
        weekday
        and not weekday.joined
        and not weekday.prefixed
        and not (night and reference is None and word.end != beside)
    ):
        found = _read_weekday(scan, beside, reference)
        marks = tuple(replace(m, span=scan.span(index, found.end)) for m in found.marks[:1]) if found else ()
        if found and marks:
            return Found(marks, found.end + (scan.word(word.end) == "(" and scan.word(found.end) == ")"))
    dated = _read_dated(scan, beside, None, reference)
    if dated and len(dated.marks) == 1 and not scan.digits(beside):
        return dated
    if reference is None:
        return Found((), word.end)
    value = Value((reference + timedelta(days=word.value)).isoformat(), "date")
    mark = DateMark(
        scan.span(index, word.end), value, relative=True, approximate=night is not None, future=word.value > 0
    )
    return Found((mark,), word.end)


def _read_weekday(scan: Scan, index: int, reference: date | None) -> Found | None:
    """A weekday, with the date that stands beside it or that the reference gives."""
    strong = scan.at(index, "weekday")
    found = strong or scan.at(index, "weekday_weak")
    if found is None:
        return None
    name = WEEKDAYS[found.value - 1]
    dated = _date_beside(scan, index, found.end, name, reference)
    if dated or strong is None:
        return dated
    if scan.ended(index, "t_every_before"):
        return Found((), found.end)
    end = _second_of_night(scan, index, found.end, found.value)
    day = found.value
    if end != found.end:  # the night from Tuesday to Wednesday is Wednesday's: most of it comes after midnight
        day = found.value % _DAYS_OF_WEEK + 1
        name = WEEKDAYS[day - 1]
    direction = _direction(scan, index, found.end)
    if end == found.end:
        end = _span_end(scan, end)
    mark = resolve_weekday(day, reference, direction)
    span = scan.span(index, end)
    if mark is None:
        return Found((WeekdayMark(span, name, direction > 0),), end)
    value = Value(mark.isoformat(), "date")
    return Found((DateMark(span, value, relative=True, weekday=name, future=direction > 0),), end)


def _date_beside(scan: Scan, index: int, end: int, name: str, reference: date | None) -> Found | None:
    at = end + (scan.word(end) in {",", "(", "."})
    the = scan.at(at, "t_day_before")
    at = the.end if the else at
    if scan.digits(at):
        numeric = _numeric(scan, at)
        dated = numeric or _read_dated(scan, at, name, reference)
    else:
        dated = _read_dated(scan, at, name, reference) if _day_month(scan, at) or _month_with_day(scan, at) else None
    if dated is None:
        return None
    first = next((m for m in dated.marks if isinstance(m, DateMark)), None)
    marks = (replace(first, span=scan.span(index, dated.end), weekday=name),) if first else ()
    return Found(marks, dated.end)


def _month_with_day(scan: Scan, index: int) -> bool:
    parts = _month_first(scan, index)
    return parts is not None and parts.day is not None


def _second_of_night(scan: Scan, index: int, end: int, weekday: int) -> int:
    """Behind the second day of "the night from Tuesday to Wednesday", or where the first one ended."""
    link = scan.at(end, "t_to_next")
    second = scan.at(link.end if link else end, "weekday")
    if second is None or second.value != weekday % _DAYS_OF_WEEK + 1 or not scan.ended(index, "t_night_before"):
        return end
    return second.end
