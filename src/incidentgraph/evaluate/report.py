"""An evaluation as tables, JSON, tab-separated values and Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from incidentgraph.evaluate.measure import Evaluation
from incidentgraph.evaluate.tally import Scores, Tally
from incidentgraph.spreadsheets import inert

ALL = "all"
OVERALL = "overall"

_NUMBERS = ("precision", "recall", "f1", "right", "extra", "missed")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|]")


@dataclass(frozen=True)
class Sheet:
    """A table of texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def wide(evaluation: Evaluation) -> Sheet:
    """One line a row for people: precision, recall, F1 and counts, and beside them the F1 of each language and part."""
    every = evaluation.scores()
    beside = _groups(evaluation)
    lines = [
        (
            name,
            *_numbers(tally),
            *(_share(scores.rows[name].f1) if name in scores.rows else "" for scores in beside.values()),
        )
        for name, tally in every.rows.items()
    ]
    last = (OVERALL, "", "", _share(every.overall), "", "", "", *(_share(s.overall) for s in beside.values()))
    return Sheet(("row", *_NUMBERS, *(f"f1 {name}" for name in beside)), (*lines, last))


def long(evaluation: Evaluation) -> Sheet:
    """One line for each row of each language and part, for programs and spreadsheets."""
    lines = []
    for group, scores in {ALL: evaluation.scores(), **_groups(evaluation)}.items():
        lines += [(group, name, *_numbers(tally)) for name, tally in scores.rows.items()]
        lines.append((group, OVERALL, "", "", _share(scores.overall), "", "", ""))
    return Sheet(("articles", "row", *_NUMBERS), tuple(lines))


def misses(evaluation: Evaluation, *, held_back: bool = False) -> Sheet:
    """One line for each thing that was missed or is extra, with the words that show it."""
    columns = ("article", "row", "side", "about", "value", "quotes")
    found = evaluation.differences(held_back=held_back)
    return Sheet(columns, tuple((d.article, d.row, d.side, d.about, d.value, " … ".join(d.quotes)) for d in found))


def summary(evaluation: Evaluation, *, held_back: bool = False) -> Iterator[str]:
    """What was looked at, in a few lines."""
    quotes = evaluation.grounding
    yield (
        f"{len(evaluation.articles)} gold articles, {evaluation.claims} claims in the graph, "
        f"{quotes.quotes} quotes checked, {len(quotes.ungrounded)} ungrounded"
    )
    if evaluation.overstated:
        yield f"{evaluation.overstated} claims, suspicions or denials are told as facts (--misses lists them)"
    if quotes.misplaced:
        yield f"{len(quotes.misplaced)} quotes are not at the offsets that they give"
    if quotes.unquoted:
        yield f"{quotes.unquoted} claims without a quote"
    if quotes.unchecked:
        yield f"{quotes.unchecked} quotes of articles whose text the graph does not keep (schema:articleBody)"
    kept = sum(measured.gold.held_back for measured in evaluation.articles)
    if kept and not held_back:
        every = len(evaluation.articles)
        yield f"held back: {kept} of {every} articles; they count, and what was missed in them is not listed"


def _groups(evaluation: Evaluation) -> Mapping[str, Scores]:
    languages = evaluation.languages
    return {**(languages if len(languages) > 1 else {}), **evaluation.parts}


def _share(value: float) -> str:
    return f"{value:.3f}"


def _numbers(tally: Tally) -> tuple[str, ...]:
    shares = (tally.precision, tally.recall, tally.f1)
    return (*map(_share, shares), *map(str, (tally.right, tally.extra, tally.missed)))


def as_json(evaluation: Evaluation, *, held_back: bool = False) -> str:
    """Everything, for programs."""
    quotes = evaluation.grounding
    found = evaluation.differences(held_back=held_back)
    data = {
        **_scores(evaluation.scores()),
        "languages": {name: _scores(scores) for name, scores in evaluation.languages.items()},
        "parts": {name: _scores(scores) for name, scores in evaluation.parts.items()},
        "claims": evaluation.claims,
        "quotes": quotes.quotes,
        "ungrounded": len(quotes.ungrounded),
        "misplaced": len(quotes.misplaced),
        "unquoted": quotes.unquoted,
        "unchecked": quotes.unchecked,
        "overstated": evaluation.overstated,
        "absent": list(evaluation.absent),
        "differences": [{**vars(difference), "quotes": list(difference.quotes)} for difference in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _scores(scores: Scores) -> dict[str, Any]:
    rows = {
        name: {
            **{part: round(getattr(tally, part), 3) for part in ("precision", "recall", "f1")},
            **{part: getattr(tally, part) for part in ("right", "extra", "missed")},
        }
        for name, tally in scores.rows.items()
    }
    return {"articles": scores.articles, "overall": round(scores.overall, 3), "rows": rows}


def tsv(sheet: Sheet) -> str:
    """Tab-separated values with a header; what a spreadsheet would run is made inert."""
    lines = (sheet.columns, *sheet.rows)
    return "".join("\t".join(inert(" ".join(cell.split())) for cell in line) + "\n" for line in lines)


def markdown(sheet: Sheet) -> str:
    """A table for a document."""
    rows = [tuple(_MARKDOWN.sub(r"\\\g<0>", " ".join(cell.split())) for cell in row) for row in sheet.rows]
    lines = (sheet.columns, tuple("---" for _ in sheet.columns), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


TEXT: Mapping[str, Callable[[Sheet], str]] = MappingProxyType({"md": markdown, "tsv": tsv})
"""How a sheet can be written as text. (JSON holds everything at once; ``table`` is drawn by the command line.)"""
