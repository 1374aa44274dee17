"""One form for spellings that mean the same: case, accents, Arabic marks and letter variants, digits, quotes.

Folding keeps an offset for every code point, so that what is found in the folded text can be shown in the original.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from incidentgraph.model import Span

# Letters that writers interchange freely: hamza seats, alef maqsura, ta marbuta, Persian letters for p, g, v, ch.
_ARABIC = dict(zip("أإآٱىةؤئپگڤڨچکی", "اااايهويبكففجكي", strict=True))
_PUNCTUATION = {
    **dict.fromkeys("’‘ʼ‛`´′", "'"),
    **dict.fromkeys("“”„«»‹›″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u202f\u2007\u2008\u2009\u200a\u2003\u2002\t", " "),
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "،": ",",
    "؛": ";",
}
_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """The folded form of one code point: empty, one, or several characters.

    >>> [fold_char(c) for c in "Éأ٣ـ"]
    ['e', 'ا', '3', '']
    """
    if char in _ARABIC:
        return _ARABIC[char]
    if char in _PUNCTUATION:
        return _PUNCTUATION[char]
    if char == "\u0640" or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return ""  # tatweel, vowel marks, zero-width and bidi controls carry no spelling
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    lowered = char.casefold()
    if lowered in _LETTERS:
        return _LETTERS[lowered]
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if unicodedata.category(c) != "Mn")
    return "".join(_ARABIC.get(c, c) for c in bare)


class _Table(dict[int, str]):
    """`fold_char` for `str.translate`, filled as characters are met."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()
        """The characters met that are not folded to exactly one."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = self[code] = fold_char(char)
        if len(folded) != 1:
            self.uneven.add(char)
        return folded


_TABLE = _Table()


class Folded(NamedTuple):
    """A folded text; ``offsets[i]`` is where its i-th character came from, with the original's length as the last."""

    text: str
    offsets: Sequence[int]
    even: bool = False
    """Whether each character stands for just one: then a range is the same in both."""

    def span(self, start: int, end: int) -> Span:
        """The range of the original that the folded range came from, trailing marks included."""
        if end <= start:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], max(self.offsets[end], self.offsets[end - 1] + 1))

    def part(self, start: int, end: int) -> Folded:
        """A range of the original, folded: a fold looks at each character by itself."""
        if self.even:
            return Folded(self.text[start:end], range(end - start + 1), even=True)
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return Folded(self.text[first:last], (*[at - start for at in self.offsets[first:last]], end - start))


def fold(text: str) -> Folded:
    """Fold a text and remember where each character came from.

    >>> fold("Panne d’Été").text
    "panne d'ete"
    """
    folded = text.translate(_TABLE)
    if not any(map(text.__contains__, _TABLE.uneven)):
        return Folded(folded, range(len(text) + 1), even=True)
    offsets = [index for index, char in enumerate(text) for _ in _TABLE[ord(char)]]
    return Folded(folded, (*offsets, len(text)))


def fold_text(text: str) -> str:
    """The folded text alone, for tables and comparisons."""
    return text.translate(_TABLE)
