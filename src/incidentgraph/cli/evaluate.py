"""`incidentgraph evaluate`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.choices import GraphOption, StoreOption, chosen
from incidentgraph.cli.screen import draw, steps, tell

if TYPE_CHECKING:
    from incidentgraph.evaluate import Evaluation

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


class Form(StrEnum):
    """How the numbers can be written."""

    TABLE = "table"
    TSV = "tsv"
    JSON = "json"
    MD = "md"


class HeldBack(StrEnum):
    """What to do with the articles that gold marks as held back."""

    SUMMARY = "summary"
    LIST = "list"
    ONLY = "only"
    WITHOUT = "without"


_PART = {HeldBack.ONLY: True, HeldBack.WITHOUT: False}


@app.command()
def evaluate(
    gold: Annotated[list[str], typer.Argument(metavar="GOLD...", help="JSON files of gold, or folders of them.")],
    form: Annotated[
        Form | None, typer.Option("-f", "--format", help="How to write. [default: table; tsv in a pipe]")
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="List what was missed and what is extra, with the quotes.")
    ] = False,
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="Only the articles in this language.")
    ] = None,
    held_back: Annotated[
        HeldBack,
        typer.Option(
            help="Articles that gold holds back: count them and list nothing of them (summary), list them too, "
            "count only them, or go without them."
        ),
    ] = HeldBack.SUMMARY,
    graph: GraphOption = None,
    store: StoreOption = None,
) -> None:
    """Measure a graph against gold: precision, recall and F1 by row, slot and language.

    Gold is what a careful reader takes from an article, one JSON file each; docs/evaluating.md tells its form. An
    article of gold that is not in the graph counts as missed in full.

    \b
    incidentgraph evaluate gold
    incidentgraph evaluate gold --misses --language fr --graph graphs/mine
    incidentgraph evaluate gold --format json > scores.json

    Exit code 1 where a file of gold is faulty, an article is not in the graph, or a quote is not in its article.
    """
    with steps() as progress:
        progress("comparing", 0, 0)
        found = api.evaluate(gold, graph=chosen(graph, store), language=language, held_back=_PART.get(held_back))
    _complain(found)
    _write(found, form or (Form.TABLE if sys.stdout.isatty() else Form.TSV), misses, held_back is HeldBack.LIST)
    if not found.sound:
        raise typer.Exit(1)


def _complain(found: Evaluation) -> None:
    from incidentgraph.model import Rejection  # noqa: PLC0415 - beside what is measured

    tell(found.faults, "gold left out")
    tell(found.notes, "note")
    tell((Rejection(name, "is not in the graph: all of it counts as missed") for name in found.absent), "absent")
    tell((*found.grounding.ungrounded, *found.grounding.misplaced), "ungrounded")


def _write(found: Evaluation, form: Form, misses: bool, held_back: bool) -> None:
    from incidentgraph.evaluate import report  # noqa: PLC0415 - needs pyoxigraph

    if form is Form.JSON:
        typer.echo(report.as_json(found, held_back=held_back), nl=False)
        return
    if misses:
        sheet = report.misses(found, held_back=held_back)
    else:
        sheet = report.long(found) if form is Form.TSV else report.wide(found)
    if form is not Form.TABLE:
        typer.echo(report.TEXT[form](sheet), nl=False)
        return
    for line in report.summary(found, held_back=held_back):
        typer.echo(line)
    draw(sheet.columns, sheet.rows)
