"""`incidentgraph render`."""

from __future__ import annotations

from typing import Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.choices import GraphOption, StoreOption, chosen

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


@app.command()
def render(
    out: Annotated[
        str, typer.Option("-o", "--out", metavar="FILE", help="The page; - for standard output.")
    ] = "graph.html",
    focus: Annotated[str | None, typer.Option(help="Draw only what is near the thing of this name.")] = None,
    depth: Annotated[int, typer.Option(min=0, help="How many steps are near.")] = 2,
    graph: GraphOption = None,
    store: StoreOption = None,
) -> None:
    """Write the graph as one interactive HTML page, which needs no network.

    \b
    incidentgraph render -o page.html
    incidentgraph render --focus WhatsApp --depth 1 -o whatsapp.html
    """
    api.render(out, graph=chosen(graph, store), focus=focus, depth=depth)
    if out != api.STDIN:
        typer.echo(out)
