"""Numbers in digits and words: "25,800", "5,11 millions", "vingt et un mille", «مليون ونصف المليون»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from incidentgraph.extract.rules.scan import Reading, Scan

_GROUPS = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_GROUPS_AND_DECIMALS = re.compile(r"(\d{1,3}(?:([., ])\d{3})(?:\2\d{3})*)([.,])(\d{1,2})")
_DECIMALS = re.compile(r"(\d+)[.,](\d+)")
NUMBERS = frozenset({"n_half_of", "n_quarter_of", "n_article", "small", "dual", "scale"})
"""What a number in words begins with."""

_LONGEST = 15  # digits; more are an identifier
_FRACTION_SLASH = "\N{FRACTION SLASH}"
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends before token `end`.

    `digits` is told in digits; `plain` in nothing but digits, without groups or scale (so it may be a label or a year);
    `abbreviated` with a scale of one letter ("5m"); `about` in words that are no exact number ("une dizaine").
    """

    value: Decimal
    end: int
    digits: bool = False
    plain: bool = False
    abbreviated: bool = False
    about: bool = False

    @property
    def like_a_year(self) -> bool:
        """Whether it may as well be a year."""
        return self.plain and self.value in _YEARS


def literal(digits: str, *, scaled: bool) -> Decimal | None:
    """The value of digits with their separators; None for what is no number ("3.2.1", "007").

    Three digits behind a single mark are a group, unless a scale follows ("1.234 million").

    >>> [str(literal(d, scaled=False)) for d in ("25,800", "40.000", "5,11", "1.234,5", "007", "3.2.1")]
    ['25800', '40000', '5.11', '1234.5', 'None', 'None']
    """
    if len(digits) > _LONGEST + 5 or (len(digits) > 1 and digits[0] == "0" and digits[1].isdecimal()):
        return None
    if digits.isdecimal():
        return Decimal(digits) if len(digits) <= _LONGEST else None
    grouped = _GROUPS.fullmatch(digits)
    if grouped and not digits.startswith("0"):
        single = digits.count(grouped[1]) == 1
        if single and scaled and grouped[1] != " ":
            return Decimal(digits.replace(",", "."))
        return Decimal(digits.replace(grouped[1], ""))
    both = _GROUPS_AND_DECIMALS.fullmatch(digits)
    if both and both[2] != both[3]:
        return Decimal(f"{both[1].replace(both[2], '')}.{both[4]}")
    decimals = _DECIMALS.fullmatch(digits)
    return Decimal(f"{decimals[1]}.{decimals[2]}") if decimals else None


def is_noise(scan: Scan, index: int) -> bool:
    """Whether digits are part of something else: "S24", "9/11", "57(16)", "COVID-19", "+33", "[12]", "01 23"."""
    return _noise_before(scan, index) or _noise_behind(scan, index)


def _noise_before(scan: Scan, index: int) -> bool:
    before = scan.word(index - 1)
    if scan.glued(index):
        if before[0].isalpha():
            return before not in scan.vocabulary.clitics or scan.glued(index - 1)
        if before in {"-", "/", ":", ".", _FRACTION_SLASH} and scan.glued(index - 1):
            return True
        if before == "(" and scan.glued(index - 1) and scan.digits(index - 2):
            return True
        if before in {"#", "@", "_", "[", "№", ".", "°", "+", "\\", "="} or before.startswith("_"):
            return True
    return scan.digits(index - 1) and _bare(scan, index - 1) and _bare(scan, index) and scan.word(index - 2) != ":"


def _bare(scan: Scan, index: int) -> bool:
    return scan.word(index).isdecimal()


def _noise_behind(scan: Scan, index: int) -> bool:
    after = index + 1
    if scan.digits(after) and _bare(scan, index) and _bare(scan, after):
        return True
    if not scan.glued(after):
        return False
    word = scan.word(after)
    if word[0].isalpha():
        return not any(scan.at(after, kind) for kind in ("scale", "unit", "currency", "n_percent"))
    if word in {"/", ":", "(", "\\", "_", "°", "#", "."} and scan.glued(after + 1):
        return scan.word(after + 1)[0].isalnum()
    if word == "-" and scan.glued(after + 1):
        return not any(scan.at(after + 1, kind) for kind in ("unit", "currency", "scale", "noun"))
    return False


def read_number(scan: Scan, index: int) -> Number | None:
    """The number that begins at a token, or None."""
    if not (scan.digits(index) or scan.may(index, NUMBERS)):
        return None
    if index not in scan.numbers:
        scan.numbers[index] = _read_number(scan, index)
    found: Number | None = scan.numbers[index]
    return found


def _read_number(scan: Scan, index: int) -> Number | None:
    part = scan.at(index, "n_half_of") or scan.at(index, "n_quarter_of")
    if part:
        scale = scan.at(part.end + (scan.word(part.end) == "-"), "scale")
        share = Decimal("0.5") if scan.at(index, "n_half_of") else Decimal("0.25")
        return Number(share * scale.value, scale.end) if scale and scale.value >= _THOUSAND else None
    about = _read_about(scan, index)
    return about or _Builder(scan).read(index)


def _read_about(scan: Scan, index: int) -> Number | None:
    """As in "Une centaine", "une dizaine de milliers"."""
    one = scan.at(index, "small")
    ten = scan.at(one.end, "about_number") if one and one.value == 1 else None
    if ten is None:
        return None
    link = scan.at(ten.end, "link")
    scale = scan.at(link.end, "plural") if link else None
    if scale:
        return Number(Decimal(ten.value * scale.value), scale.end, about=True)
    return Number(Decimal(ten.value), ten.end, about=True)


class _Builder:
    """Adds up a number from its parts: small numbers fill a group, a scale closes it."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.total = Decimal(0)
        self.group: Decimal | None = None
        self.last_scale: int | None = None
        self.end = 0
        self.number = Number(Decimal(0), 0)

    def read(self, index: int) -> Number | None:
        at = self._first(index)
        while at is not None:
            self.end = at
            at = self._next(at)
        if not self.end:
            return None
        number = self.number
        return Number(self.total + (self.group or 0), self.end, number.digits, number.plain, number.abbreviated)

    def _first(self, index: int) -> int | None:
        scan = self.scan
        if scan.digits(index):
            return self._digits(index)
        small = scan.at(index, "small")
        if small and not (small.joined and small.value < _HUNDRED and not scan.vocabulary.table.get("parts_need_join")):
            self.group = Decimal(small.value)
            return small.end
        dual = scan.at(index, "dual")
        if dual:
            self.total, self.last_scale = Decimal(2 * dual.value), dual.value
            return dual.end
        article = scan.at(index, "n_article")
        scale = scan.at(article.end if article else index, "scale")
        if scale and (article or scan.vocabulary.table["scale_alone_is_one"]) and len(scan.word(scale.end - 1)) > 1:
            return self._scaled(scale)
        return None

    def _digits(self, index: int) -> int | None:
        scan = self.scan
        mixed = self._mixed(index)
        if mixed:
            return mixed
        if is_noise(scan, index):
            return None
        scale = scan.at(index + 1, "scale") or scan.at(index + 1, "plural")
        if scan.word(index + 1) == _FRACTION_SLASH:
            return self._fraction(index)
        value = literal(scan.word(index), scaled=bool(scale and scale.value >= _THOUSAND))
        if value is None:
            return None
        self.group = value
        self.number = Number(Decimal(0), 0, digits=True, plain=scan.word(index).isdecimal())
        return index + 1

    def _mixed(self, index: int) -> int | None:
        """As in "3 1/2 hours"."""
        scan = self.scan
        if not (scan.digits(index + 1) and scan.word(index + 2) == "/" and scan.glued(index + 2)):
            return None
        whole, part, parts = scan.word(index), scan.word(index + 1), scan.word(index + 3)
        fits = whole.isdecimal() and part in {"1", "3"} and parts in {"2", "4"} and scan.glued(index + 3)
        if not fits or scan.glued(index + 1):
            return None
        behind = index + 4 + (scan.word(index + 4) == "-")
        if not scan.at(behind, "unit"):
            return None
        self.group = int(whole) + Decimal(part) / int(parts)
        self.number = Number(Decimal(0), 0, digits=True)
        return index + 4

    def _fraction(self, index: int) -> int | None:
        """As in "2½" is folded to "21⁄2": the last digit before the slash is the numerator."""
        whole, share = self.scan.word(index)[:-1] or "0", self.scan.word(index + 2)
        if not (whole.isdecimal() and share in {"2", "4"} and self.scan.glued(index + 2)):
            return None
        self.group = int(whole) + Decimal(self.scan.word(index)[-1]) / int(share)
        self.number = Number(Decimal(0), 0, digits=True)
        return index + 3

    def _next(self, at: int) -> int | None:
        """The token behind the next part, or None where the number ends."""
        scan = self.scan
        hyphen = scan.word(at) == "-" and scan.glued(at) and scan.glued(at + 1)
        half = scan.at(at + hyphen, "n_and_half")
        if half:
            return self._halved(half)
        scale = scan.at(at, "scale") or (scan.at(at, "plural") if self.group is not None else None)
        if scale and not scale.joined and self._may_scale(scale, at):
            return self._scaled(scale)
        joined = scan.at(at, "n_join")
        start = joined.end if joined else at
        if scan.word(at) == "-" and scan.glued(at) and scan.glued(at + 1):
            start = at + 1
        return self._added(start, joined is not None)

    def _may_scale(self, scale: Reading, at: int) -> bool:
        """One letter counts as a scale only where glued to digits ("25k") or before a currency's sign ("5 M€")."""
        if scale.prefixed or (
            len(self.scan.word(at)) == 1 and not (self.scan.glued(at) or self.scan.at(scale.end, "symbol"))
        ):
            return False
        if scale.value < _THOUSAND:
            opened = self.last_scale is None or self.last_scale >= _THOUSAND
            return self.group is not None and self.group < _HUNDRED and opened
        if self.group is not None:
            return self.last_scale is None or scale.value < self.last_scale
        return self.last_scale is not None and scale.value > self.last_scale  # ثلاثمئة ألف مليون

    def _scaled(self, scale: Reading) -> int:
        value = Decimal(scale.value)
        if scale.value == _HUNDRED and not self.number.digits:
            self.group = (self.group or 1) * value
        elif self.group is None and self.last_scale is not None:
            self.total *= value
        else:
            self.total += (1 if self.group is None else self.group) * value
            self.group, self.last_scale = None, scale.value
        letter = len(self.scan.word(scale.end - 1)) == 1
        self.number = replace(self.number, plain=False, abbreviated=letter)
        return scale.end

    def _halved(self, half: Reading) -> int | None:
        """As in "Two and a half million", "un million et demi", «مليون ونصف المليون»."""
        scan = self.scan
        if self.group is not None and self.last_scale is None and self.group < _THOUSAND:
            behind = half.end + (scan.word(half.end) == "-")
            if not (scan.at(behind, "scale") or scan.at(behind, "unit") or scan.at(behind, "plural")):
                return None
            self.group += Decimal("0.5")
            return half.end
        if self.group is None and self.last_scale is not None:
            self.total += Decimal(self.last_scale) / 2
            self.last_scale = 1
            again = scan.at(half.end, "scale")
            return again.end if again else half.end
        return None

    def _added(self, at: int, joined: bool) -> int | None:
        """A further part: "and two", «وخمسمئة»."""
        scan = self.scan
        if scan.digits(at):
            return self._added_digits(at) if joined else None
        small = scan.at(at, "small")
        if small is None:
            return self._added_scale(scan.at(at, "scale"), joined)
        loose = scan.vocabulary.table.get("parts_need_join") and not (joined or small.joined)
        if loose or small.prefixed or not self._fits(small.value):
            return None
        self.group = (self.group or 0) + small.value
        return small.end

    def _added_digits(self, at: int) -> int | None:
        """As in «مليون و200 ألف»; not in «بين 5 آلاف و10 آلاف»."""
        scan = self.scan
        if self.group is not None or self.last_scale is None or is_noise(scan, at):
            return None
        scale = scan.at(at + 1, "scale") or scan.at(at + 1, "plural")
        value = literal(scan.word(at), scaled=False)
        if value is None or (scale.value if scale else value) >= self.last_scale:
            return None
        self.group = value
        return at + 1

    def _bare_hundred(self, hundred: Reading, joined: bool) -> bool:
        table = self.scan.vocabulary.table
        return bool(
            self.last_scale
            and table["scale_alone_is_one"]
            and (joined or hundred.joined or not table.get("parts_need_join"))
        )

    def _added_scale(self, scale: Reading | None, joined: bool) -> int | None:
        """A smaller scale of its own: «مليون وألف», "mille cent"."""
        if scale is None or self.group is not None:
            return None
        if scale.value == _HUNDRED:
            if not self._bare_hundred(scale, joined):
                return None
            self.group = Decimal(_HUNDRED)
            return scale.end
        alone = (joined or scale.joined) and self.scan.vocabulary.table["scale_alone_is_one"]
        if not alone or self.last_scale is None or not _THOUSAND <= scale.value < self.last_scale:
            return None
        self.total += scale.value
        self.last_scale = scale.value
        return scale.end

    def _fits(self, value: int) -> bool:
        if self.group is None:
            return self.last_scale is None or value < self.last_scale
        if self.number.digits or self.group != int(self.group):
            return False
        rest = int(self.group) % _HUNDRED
        if rest == 0:
            return self.group >= _HUNDRED and value < _HUNDRED
        if value < _TEN:
            return rest >= 2 * _TEN and rest % _TEN == 0
        if rest in {60, 80}:
            return _TEN < value < 2 * _TEN  # soixante et onze, quatre-vingt-douze
        units_first = bool(self.scan.vocabulary.table.get("parts_need_join"))
        return units_first and rest < _TEN and value % _TEN == 0 and value < _HUNDRED  # خمسة وعشرون
