"""Amounts of money and counts of things, with the words that qualify them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from incidentgraph.extract.rules.durations import cue_of, is_lasting, is_rate, read_length
from incidentgraph.extract.rules.marks import CountMark, DurationMark, MoneyMark, ValueMark
from incidentgraph.extract.rules.numbers import Number, read_number
from incidentgraph.extract.rules.scan import Scan
from incidentgraph.model import Qualifier

_SMALLEST_BARE = 10  # without a noun, a smaller number counts nothing that can be told
_SMALLEST_BARE_WORD = 100
_LARGEST_NAMED = 10_000  # "Windows 11", "Microsoft 365": a plain number behind a name


@dataclass(frozen=True, slots=True)
class Found:
    """Marks, and the token where reading goes on. No marks: the tokens are something that is no value."""

    marks: tuple[ValueMark, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Qualified:
    """The words before a quantity: where they begin, where the quantity does, and what they say."""

    start: int
    at: int
    qualifier: Qualifier | None


def read_qualifier(scan: Scan, index: int) -> Qualified:
    """The qualifier that begins at a token; several in a row count as the last that says more than exactly."""
    at, found = index, None
    while True:
        word = scan.at(at, "q")
        if word:
            found = word.value if found in {None, Qualifier.EXACT} or word.value != Qualifier.EXACT else found
            at = word.end
            continue
        filler = scan.at(at, "q_fill") if at > index else None
        if filler is None:
            return Qualified(index, at, found)
        if read_length(scan, at, cued=True) or (read_number(scan, at) and not scan.digits(filler.end)):
            return Qualified(index, at, found)  # "a million", "an hour": the article belongs to it
        at = filler.end


def read_quantity(scan: Scan, words: Qualified, far: Qualifier | None) -> Found | None:
    """Money, a percentage, a duration or a count behind its qualifier.

    `far` is what a verb further to the left says of the next number: «تجاوز عدد البلاغات … عشرة آلاف».
    """
    qualifier = words.qualifier or far
    name = scan.at(words.at, "n_names")
    if name and scan.word(words.at - 1) != "$":
        return Found((), name.end)
    length = _read_duration(scan, words, qualifier)
    if length:
        return length
    symbol = scan.at(words.at, "symbol") or scan.at(words.at, "currency")
    number = read_number(scan, symbol.end if symbol else words.at)
    if number is None:
        return _skip_range(scan, words.at)
    if symbol is None:
        skipped = _not_a_quantity(scan, words.at, number)
        if skipped:
            return skipped
    return _read_money(scan, words, number, qualifier, symbol.value if symbol else None) or (
        None if symbol else _read_count(scan, words, number, qualifier)
    )


def _settle(scan: Scan, at: int, qualifier: Qualifier | None, *, about: bool) -> tuple[int, Qualifier]:
    """The qualifier behind a quantity, or the one before it: "25,000 or more"."""
    after = scan.at(at, "q_after")
    if after:
        return after.end, after.value
    return at, qualifier or (Qualifier.ABOUT if about else Qualifier.EXACT)


def _skip_range(scan: Scan, index: int) -> Found | None:
    """Digits joined with digits ("10-15", "24/7", "+33 1 23") are passed over as a whole."""
    if not scan.digits(index):
        return None
    at = index + 1
    while scan.glued(at) and scan.word(at) in {"-", "/", ":"} and scan.digits(at + 1) and scan.glued(at + 1):
        at += 2
    return Found((), at) if at > index + 1 else None


def _not_a_quantity(scan: Scan, index: int, number: Number) -> Found | None:
    """A percentage, a window of time, a range of numbers."""
    kinds = ("n_percent", "n_fraction", "n_ratio")
    percent = next((found for kind in kinds if (found := scan.at(number.end, kind))), None)
    if percent and percent.value == "ratio":
        other = read_number(scan, percent.end)
        return Found((), other.end) if other and not scan.at(number.end, "d_rate_after") else None
    if percent or scan.word(index - 1) == "%":
        return Found((), percent.end if percent else number.end)
    window = scan.at(number.end, "d_window")
    if window and scan.at(window.end, "unit"):
        return Found((), window.end + 1)
    return _range_of_numbers(scan, index, number)


def _range_of_numbers(scan: Scan, index: int, number: Number) -> Found | None:
    """As in "10 to 15", "between 10 and 15", "10 ou 15"; but "from 100 to 25,000" are two counts."""
    at = number.end
    link = scan.at(at, "n_range")
    if link is None and scan.ended(index, "n_between"):
        link = scan.at(at, "n_join") or scan.at(at, "n_range_to")
    to = scan.at(at, "n_range_to")
    if link is None and to and not (scan.ended(index, "n_from") and not _has_unit(scan, to.end)):
        link = to
    start = link.end if link else at
    joined = link is None and scan.ended(index, "n_between") and scan.word(at)[:1] in scan.vocabulary.clitics
    if link is None and not joined:
        return None
    other = read_number(scan, start)
    if other is None:
        return None
    noun = _noun(scan, other.end)
    return Found((), noun[2] if noun else other.end)


def _has_unit(scan: Scan, index: int) -> bool:
    """Whether a number here measures time: then "from two to three" is a range, and no change of a count."""
    number = read_number(scan, index)
    return number is not None and scan.at(number.end, "unit") is not None


def _read_duration(scan: Scan, words: Qualified, qualifier: Qualifier | None) -> Found | None:
    told = words.qualifier is not None or scan.ended(words.start, "d_singular_needs", "d_for")
    cued = told or is_lasting(scan, words.start)
    length = read_length(scan, words.at, cued=cued)
    if length is None:
        return None
    end = length.end
    link = scan.at(end, "n_range") or scan.at(end, "n_range_to")
    other = (read_length(scan, link.end, cued=True) or read_number(scan, link.end)) if link else None
    if other and scan.word(end) != ",":
        return Found((), other.end)
    if length.is_calendar or is_rate(scan, words.at, end) or is_rate(scan, words.start, end):
        rate = scan.at(end, "d_rate_after")
        return Found((), rate.end if rate else end)
    end, settled = _settle(scan, end, qualifier, about=length.about)
    cue = cue_of(scan, words.start, end)
    return Found((DurationMark(scan.span(words.start, end), length.value, settled, cue),), end)


def _read_money(
    scan: Scan, words: Qualified, number: Number, qualifier: Qualifier | None, currency: str | None
) -> Found | None:
    end = number.end
    if currency is None:
        link = scan.at(end, "link")
        hyphen = scan.word(end) == "-" and scan.glued(end)
        at = link.end if link else end + hyphen
        name = scan.at(at, "symbol") or scan.at(at, "currency")
        if name is None or name.joined:
            return None
        currency, end = name.value, name.end
    else:
        again = scan.at(end, "currency")
        end = again.end if again else end
    end, settled = _settle(scan, end, qualifier, about=number.about)
    if currency == "none":
        return Found((), end)  # a part of a coin, or one of no country
    amount = Decimal(int(number.value)) if number.value == int(number.value) else number.value.normalize()
    return Found((MoneyMark(scan.span(words.start, end), amount, currency, settled),), end)


def _read_count(scan: Scan, words: Qualified, number: Number, qualifier: Qualifier | None) -> Found | None:
    if number.value != int(number.value) or number.value < 1:
        return Found((), number.end)
    end, settled = _settle(scan, number.end, qualifier, about=number.about)
    noun, category, behind = _noun(scan, end) or ("", "", end)
    known = category in {"report", "user"}
    if not known and _is_label(scan, words, number, told=bool(noun)):
        return Found((), number.end)
    named = _is_named(scan, words.start, number) or scan.ended(words.start, "n_ratio")
    if known and words.qualifier is None and named:
        return Found((), number.end)
    if behind > end:
        end, settled = _settle(scan, behind, settled, about=False)
    if category == "generic":
        category = ""
    return Found((CountMark(scan.span(words.start, end), int(number.value), settled, noun, category),), end)


def _is_label(scan: Scan, words: Qualified, number: Number, *, told: bool) -> bool:
    """Whether a number names, dates or lists something rather than counts it."""
    if number.like_a_year or number.abbreviated:
        return True
    least = _SMALLEST_BARE if number.digits else _SMALLEST_BARE_WORD
    article = not number.digits and number.value == 1
    if article or (not told and number.value < least):
        return True
    if words.qualifier is not None:
        return False
    if not told and number.value < _SMALLEST_BARE_WORD and not scan.ended(words.start, "loose"):
        return True  # the channel «خليج ٢٤»
    if _is_named(scan, words.start, number) or scan.ended(words.start, "n_ratio"):
        return True
    first = words.start == 0 and number.plain and scan.word(number.end) in {".", ")", "-"}
    return first or (scan.word(words.start - 1) == "[" and scan.word(number.end) == "]")


def _is_named(scan: Scan, start: int, number: Number) -> bool:
    if scan.ended(start, "label"):
        return True
    if not number.plain or number.value >= _LARGEST_NAMED or start == 0:
        return False
    before = start - 1
    return scan.capital(before) and not any(
        scan.ended(start, kind) for kind in ("loose", "weekday", "month", "q", "rel_day", "stop", "month_cued")
    )


def _noun(scan: Scan, at: int) -> tuple[str, str, int] | None:
    """What a number counts: (folded noun, its category, the token behind it)."""
    link = scan.at(at, "link")
    at = link.end if link else at
    if scan.word(at) == "-" and scan.glued(at):
        at += 1
    nouns = list(_noun_phrase(scan, at))
    if not nouns:
        return None
    known = [n for n in nouns if n[1] and not (n[0] != nouns[0][0] and n[1] == "generic")]
    if known:
        return known[-1] if scan.vocabulary.table["count"]["head"] == "last" else known[0]
    return nouns[0][0], "other", nouns[0][2]


def _noun_phrase(scan: Scan, at: int) -> Iterator[tuple[str, str, int]]:
    for _ in range(scan.vocabulary.table["count"]["window"]):
        word = scan.word(at)
        if not word or not word[0].isalpha() or len(word) == 1:
            return
        noun = scan.at(at, "noun")
        if noun and not noun.joined and not noun.prefixed:
            head = at if scan.vocabulary.table["count"]["head"] == "first" else noun.end - 1
            yield scan.word(head), noun.value, noun.end
            at = noun.end
            continue
        if any(
            scan.at(at, k) for k in ("stop", "weekday", "month", "rel_day", "c_part", "unit", "zone", "small", "n_join")
        ):
            return
        yield word, "", at + 1
        at += 1
