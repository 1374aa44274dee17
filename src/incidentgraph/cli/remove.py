"""`incidentgraph remove`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from incidentgraph import api
from incidentgraph.cli import choices
from incidentgraph.cli.summary import tell_store

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


@app.command()
def remove(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Ids of articles, as `list` tells them; - for standard input.")
    ],
    store: choices.KeptOption,
) -> None:
    """Take articles out of a store, and exactly what they alone supported.

    The graph is then that of the other articles, to the byte, as if these had never been there.

    \b
    incidentgraph list --store news
    incidentgraph remove en-03 fr-01 --store news

    A store may be a SPARQL 1.1 server, see `incidentgraph add --help`.
    """
    named = [line.strip() for name in ids for line in (sys.stdin if name == "-" else [name])]
    report = api.remove([name for name in named if name], store)
    tell_store(report, store)
    if not report.complete:
        raise typer.Exit(1)
