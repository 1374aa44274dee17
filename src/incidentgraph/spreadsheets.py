"""Text in cells that spreadsheets open: nothing that an article's author wrote may run there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection"), in ASCII and full width.
_FORMULA = re.compile(r"[ \u00a0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could run the text.

    >>> is_formula("=1+1"), is_formula("1 + 1")
    (True, False)
    """
    return _FORMULA.match(text) is not None


def inert(text: str) -> str:
    """The text with an apostrophe before what could run.

    >>> print(inert("@SUM(A1)"), inert("Meta"))
    '@SUM(A1) Meta
    """
    return f"'{text}" if is_formula(text) else text


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    r"""The rows as CSV, each ending with a line feed. The cells are written as they come: see `inert`.

    >>> csv_text([["a", "b c"], ["x\ry", "1,5"]])
    'a,b c\n"x\ry","1,5"\n'
    """
    return "".join(map(_line, rows))


def _line(cells: Sequence[str]) -> str:
    # With the line end of RFC 4180 the writer quotes both of its characters; a lone \r would break the row elsewhere.
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n") + "\n"
