"""The file of decisions: tab-separated, a line a pair, sorted, for a person's eyes and a spreadsheet's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from incidentgraph.errors import InputError
from incidentgraph.model import Link, NodeId
from incidentgraph.spreadsheets import inert

FILE = "decisions.tsv"
COLUMNS = ("left", "right", "verdict", "by", "score", "left name", "right name", "reasons")
PERSON, RULE = "person", "rule"
VERDICTS = ("same", "different")
"""What a person may say of a pair; a rule may also call it possiblySame."""

_NEEDED = COLUMNS[:3]
_POINTS = re.compile(r"([+-]\d+) (.*)", re.DOTALL)
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on a pair. A person may write names or canonical ids for `left` and `right`; `where` is the line."""

    left: str
    right: str
    verdict: str
    by: str = PERSON
    score: float = 1.0
    left_name: str = ""
    right_name: str = ""
    reasons: tuple[str, ...] = ()
    where: str = field(default="", compare=False)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """A person's decisions in a file; those of the rules are passed over. Raises `InputError` with file and line."""
    try:
        text = path.read_text(encoding="utf-8").removeprefix(_BOM)
    except (OSError, UnicodeDecodeError) as error:
        what = f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"
        hint = "give a file of tab-separated lines in UTF-8, such as the decisions.tsv of a build"
        raise InputError(what, where=str(path), hint=hint) from error
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    columns: dict[str, int] = {}
    found = []
    try:
        for cells in rows:
            where = f"{path}:{rows.line_num}"
            row = [" ".join(cell.split()) for cell in cells]
            if not any(row) or row[0].startswith("#"):
                continue
            if not columns:
                columns = _header(row, where)
                continue
            decision = _decision({name: row[at] for name, at in columns.items() if at < len(row)}, where)
            if decision is not None:
                found.append(decision)
    except csv.Error as error:
        what = f"no line of cells: {error}"
        hint = "close the quotation mark, or double those inside a cell"
        raise InputError(what, where=f"{path}:{rows.line_num}", hint=hint) from error
    return tuple(found)


def _header(row: Sequence[str], where: str) -> dict[str, int]:
    columns = {name.lower(): at for at, name in enumerate(row)}
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        what = f"the first line names no column {' and no column '.join(missing)}"
        raise InputError(what, where=where, hint=f"begin with a line of {', '.join(COLUMNS)}, with tabs between")
    return columns


def _decision(row: Mapping[str, str], where: str) -> Decision | None:
    """A person's line; None for a rule's."""
    by = row.get("by", "").lower() or PERSON  # whoever writes a line by hand is a person
    if by == RULE:
        return None
    if by != PERSON:
        what = f"{row['by']!r} judges nothing"
        raise InputError(what, where=where, hint=f"write {PERSON} in the column by, or {RULE} to leave it to the rules")
    left, right, verdict = (row.get(name, "").removeprefix("'") for name in _NEEDED)
    if not left or not right:
        what = "a verdict on a pair needs both"
        raise InputError(what, where=where, hint="write an id or a name in left and in right")
    if left == right:
        what = f"{left} is judged with itself"
        raise InputError(what, where=where, hint="name another thing in right")
    if verdict.lower() not in VERDICTS:
        what = f"{verdict!r} is no verdict of a person" if verdict else "there is no verdict"
        raise InputError(what, where=where, hint="write same or different")
    return Decision(
        left, right, verdict.lower(), PERSON, 1.0,
        row.get("left name", "").removeprefix("'"), row.get("right name", "").removeprefix("'"),
        tuple(part for part in row.get("reasons", "").removeprefix("'").split("; ") if part), where,
    )  # fmt: skip


def decisions_text(told: Iterable[Decision], links: Iterable[Link], names: Mapping[NodeId, str]) -> str:
    """The file of a build: a person's decisions, and the judgements of the rules on all other pairs."""
    own = {frozenset({one.left, one.right}): _named(one, names) for one in told}
    rules = {frozenset({link.left, link.right}): _named(_of(link), names) for link in links}
    rows = sorted((rules | own).values(), key=lambda one: (one.left, one.right))
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows(chain([COLUMNS], (_cells(one) for one in rows)))
    return out.getvalue()


def _of(link: Link) -> Decision:
    return Decision(link.left, link.right, link.verdict, RULE, link.score, reasons=link.reasons)


def _named(one: Decision, names: Mapping[NodeId, str]) -> Decision:
    """With the names of this build; what is not met in it keeps those that it had."""
    left, right = NodeId(one.left), NodeId(one.right)
    return replace(one, left_name=names.get(left, one.left_name), right_name=names.get(right, one.right_name))


def _cells(one: Decision) -> list[str]:
    reasons = "; ".join(_POINTS.sub(r"\2 (\1)", " ".join(reason.split())) for reason in one.reasons)
    cells = [one.left, one.right, one.verdict, one.by, f"{one.score:g}", one.left_name, one.right_name, reasons]
    return [inert(" ".join(cell.split())) for cell in cells]
