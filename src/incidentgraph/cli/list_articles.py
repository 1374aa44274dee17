"""`incidentgraph list`."""

from __future__ import annotations

from typing import Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.choices import GraphOption, StoreOption, chosen
from incidentgraph.cli.screen import show

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


@app.command()
def list_articles(
    form: Annotated[
        str | None, typer.Option("-f", "--format", help="table, csv, tsv, json, md. [default: table; csv in a pipe]")
    ] = None,
    graph: GraphOption = None,
    store: StoreOption = None,
) -> None:
    """List the articles of a graph.

    \b
    incidentgraph list
    incidentgraph list --graph graphs/demo --format csv
    """
    show(api.list_articles(chosen(graph, store)), form)
