"""`incidentgraph conflicts`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.choices import GraphOption, StoreOption, chosen
from incidentgraph.cli.screen import complain, show

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


@app.command()
def conflicts(
    thing: Annotated[
        str | None,
        typer.Argument(
            help="What is disputed, or takes part in it: a name as articles write it, or an IRI; or a conflict's id."
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("-k", "--kind", metavar="KIND", help="Only this kind, e.g. DeniedClaim. May be given twice."),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("-a", "--all", help="Also claims that differ and can all be true: updates, other moments, ..."),
    ] = False,
    lang: Annotated[str, typer.Option("--lang", metavar="CODE", help="The language of the names: en, fr, ar.")] = "en",
    form: Annotated[
        str | None,
        typer.Option("-f", "--format", help="table, csv, tsv, json, md. [default: side by side; csv in a pipe]"),
    ] = None,
    graph: GraphOption = None,
    store: StoreOption = None,
) -> None:
    """Show what articles disagree on, side by side, with who says so and the words.

    \b
    incidentgraph conflicts
    incidentgraph conflicts WhatsApp
    incidentgraph conflicts conflict/7764fc1a
    incidentgraph conflicts --kind DeniedClaim --kind DifferentCause
    incidentgraph conflicts --all --format csv > disputes.csv

    A conflict is a set of claims that cannot all be true. Values are compared as they are meant:
    120 minutes and two hours agree, and so do "about 26,000" and "more than 25,800"; sums in two
    currencies are not compared. Kinds:

    \b
    DifferentValue         a count, a length, a sum
    DifferentTime          a day, a time of the day
    DifferentCause         an attack or a fault, an update or a cut cable
    DifferentPerpetrator   an attack laid to two groups
    DifferentStatus        current or former, over or not
    DeniedClaim            some hold it, others deny it

    What only seems a conflict is kept apart, and shown with --all:

    \b
    Correction             one source said it, and later otherwise
    Update                 a later report of what changes: a count that grew, an outage that was over
    DifferentMoment        the peak, and what was left of it
    DifferentScope         one country and the world, one service and several
    DifferentPrecision     the values agree within what their words leave open

    In a pipe, one row a claim. Exit codes: 0 done (even where there is no conflict), 2 cannot run.
    """
    found = api.conflicts(thing or "", kind or (), differences=everything, language=lang, graph=chosen(graph, store))
    for note in found.notes:
        complain(note)
    if form is None and sys.stdout.isatty():
        from incidentgraph.cli.side_by_side import draw_disputes  # noqa: PLC0415 - needs rich

        draw_disputes(found)
    else:
        show(found.table(), form)
