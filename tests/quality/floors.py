"""The floors under the extractor's quality: what `floors.toml` holds, and how it rises.

`make floors` raises every floor to the present value less a margin, and never lowers one; a person who must lower one
edits the file, where the change is seen.
"""

from __future__ import annotations

import math
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.quality import measured

from incidentgraph.evaluate import Scores

FILE = Path(__file__).with_suffix(".toml")
MARGIN = 0.02  # what a change of rules may cost one row, if it is worth it elsewhere
LANGUAGES, PARTS = ("ar", "en", "fr"), ("open", "held_back")
ROWS = ("entities", "outages", "attacks", "event slots", "roles", "relations", "contributions")
OVERALL = "overall"
CEILING = "told_as_fact"

Floors = Mapping[str, Any]

_HEAD = """\
# F1 on the development set (articles/ and tests/quality/articles, by tests/quality/gold), a floor under each value, for
# every language and for both parts: the one that rules are written with and the one that is held back from their
# writers. `make floors` raises them to the present values less {margin}; only a hand that edits this file lowers them.
# `articles_and_gold` is the digest of what they were measured on. `told_as_fact` is a ceiling: so many claims,
# suspicions and denials of gold does the graph assert; it only falls.
"""


def load(path: Path = FILE) -> Floors:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def groups() -> list[tuple[str, str]]:
    return [(language, part) for language in LANGUAGES for part in PARTS]


def values(scores: Scores) -> dict[str, float]:
    """The rows of which gold has anything, and their mean."""
    rows = {name: scores.rows[name] for name in ROWS}
    found = {name: tally.f1 for name, tally in rows.items() if tally.right + tally.missed}
    return {**found, OVERALL: scores.overall}


def floor_under(value: float) -> float:
    """The value less the margin, in thousandths, rounded down.

    >>> floor_under(0.5), floor_under(0.0104)
    (0.48, 0.0)
    """
    return max(0.0, math.floor(round((value - MARGIN) * 1000, 6)) / 1000)


def raised(old: Floors, present: Mapping[tuple[str, str], Mapping[str, float]], told_as_fact: int) -> dict[str, Any]:
    """The floors after a measurement: each as high as it was or higher."""
    new: dict[str, Any] = {CEILING: min(told_as_fact, old.get(CEILING, told_as_fact))}
    for (language, part), rows in present.items():
        before = old.get(language, {}).get(part, {})
        floors = {name: max(floor_under(value), before.get(name, 0.0)) for name, value in rows.items()}
        new.setdefault(language, {})[part] = floors
    return new


def text(floors: Floors, digest: str) -> str:
    """The file."""
    lines = [_HEAD.format(margin=MARGIN), f'articles_and_gold = "{digest}"', f"{CEILING} = {floors[CEILING]}"]
    for language, part in groups():
        lines.append(f"\n[{language}.{part}]")
        lines += [f"{_key(name)} = {value:.3f}" for name, value in floors[language][part].items()]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if name.isidentifier() else f'"{name}"'


def main() -> None:
    """Raise the floors."""
    if not measured.evaluation().sound:
        sys.exit("the development set cannot be measured: run tests/quality, and mend what it finds first")
    present = {group: values(measured.scores(*group)) for group in groups()}
    floors = raised(load(), present, measured.evaluation().overstated)
    FILE.write_text(text(floors, measured.digest()), encoding="utf-8")


if __name__ == "__main__":
    main()
