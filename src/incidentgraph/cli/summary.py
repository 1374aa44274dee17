"""What a build did, in words for the person who ran it, and what to try next."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import typer

from incidentgraph import api
from incidentgraph.cli.screen import tell
from incidentgraph.report import BuildReport, ConflictReport, StoreReport

_SHOWN = 5  # of conflicts and reasons: what a screen holds beside the rest


def summary(report: BuildReport, folder: Path) -> Iterator[str]:
    """The lines."""
    counts = report.counts
    yield f"{folder}: graph.ttl, graph.trig, graph.html, report.json, decisions.tsv"
    yield ""
    yield _line(counts["articles"], "articles", _listed(report.languages))
    yield _line(counts["entities"], "entities", f"{counts['roles']} roles")
    yield _line(counts["events"], "events", _listed(report.events))
    yield _line(counts["claims"], "claims", f"{counts['facts']} plain facts")
    yield _line(counts["conflicts"], "conflicts", f"{counts['differences']} mere differences")
    yield from _first([f"       - {_conflict(conflict)}" for conflict in report.conflicts])
    yield _line(counts["rejected"], "articles rejected")
    yield from _first([f"       - {r.where}: {r.reason}" for r in report.rejections])
    yield _line(counts["refused claims"], "claims refused")
    reasons = Counter(rejection.reason for rejection in report.refused_claims)
    yield from _first([f"       - {number} x {reason}" for reason, number in sorted(reasons.items())])
    yield ""
    yield "Next:"
    program = "incidentgraph" if shutil.which("incidentgraph") else sys.argv[0]
    yield f"  {program} query timeline --graph {folder}"
    yield f"  {program} conflicts --graph {folder}"
    yield f"  xdg-open {folder / 'graph.html'}"


def tell_store(report: StoreReport, store: str) -> None:
    """What was done to a store: what happened on stdout, what could not be on stderr."""
    tell(report.notices, "note")
    tell(report.rejections, "rejected")
    parts = ((report.added, "added"), (report.removed, "removed"), (report.unchanged, "there already"))
    done = ", ".join(f"{number} {word}" for number, word in parts if number) or "nothing changed"
    typer.echo(f"{api.store_name(store)}: {done}; {report.total} articles")


def _line(number: int, what: str, more: str = "") -> str:
    return f"{number:6} {what:10} {more}".rstrip()


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _conflict(conflict: ConflictReport) -> str:
    sides = " | ".join(f"{values} ({_articles(articles)})" for values, articles in conflict.sides)
    return f"{conflict.label}: {conflict.property}: {sides}"


def _articles(ids: tuple[str, ...]) -> str:
    return ids[0] if len(ids) == 1 else f"{len(ids)} articles"


def _first(lines: list[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"       … and {len(lines) - _SHOWN} more, in report.json"
