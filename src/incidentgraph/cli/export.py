"""`incidentgraph export`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.choices import GraphOption, StoreOption, chosen
from incidentgraph.errors import InputError

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


@app.command()
def export(
    form: Annotated[str | None, typer.Argument(metavar="FORMAT", help="Without one, list those there are.")] = None,
    out: Annotated[str, typer.Option("-o", "--out", metavar="FILE", help="The file; - for standard output.")] = "-",
    graph: GraphOption = None,
    store: StoreOption = None,
) -> None:
    """Write the graph in another format.

    \b
    incidentgraph export
    incidentgraph export graphml -o graph.graphml
    incidentgraph export turtle | head
    """
    if form is None:
        for name, suffix in api.formats().items():
            typer.echo(f"{name}\t{suffix}")
        return
    if out == api.STDIN and sys.stdout.isatty() and api.formats().get(form) == ".zip":
        what = f"{form} is an archive, which a terminal cannot show"
        raise InputError(what, hint="name a file with -o")
    api.export(form, out, graph=chosen(graph, store))
    if out != api.STDIN:
        typer.echo(out)
