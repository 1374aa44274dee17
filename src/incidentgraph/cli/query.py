"""`incidentgraph query`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.choices import GraphOption, StoreOption, chosen
from incidentgraph.cli.screen import complain, show
from incidentgraph.errors import QueryError

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


@app.command()
def query(
    question: Annotated[
        str | None, typer.Argument(help="A question's name, a .rq file, SPARQL, or - for standard input.")
    ] = None,
    param: Annotated[list[str] | None, typer.Option("-p", "--param", metavar="NAME=VALUE", help="A parameter.")] = None,
    form: Annotated[
        str | None,
        typer.Option("-f", "--format", help="table, csv, tsv, json, turtle, md. [default: table; csv in a pipe]"),
    ] = None,
    graph: GraphOption = None,
    store: StoreOption = None,
) -> None:
    """Ask a graph. Without a question, list those there are, with their parameters.

    \b
    incidentgraph query
    incidentgraph query outages --param service=WhatsApp
    incidentgraph query timeline --format csv > timeline.csv
    incidentgraph query 'SELECT * { ?s a ig:Outage } LIMIT 5'

    A parameter that is given twice means any of its values. The prefixes of the graph need not be declared.
    """
    if question is None:
        show(api.questions(), form)
        return
    asked = sys.stdin.read() if question == "-" else _path_or_text(question)
    answer = api.query(asked, _params(param or []), graph=chosen(graph, store))
    for note in answer.notes:
        complain(note)
    show(answer, form)


def _path_or_text(question: str) -> str | Path:
    return Path(question) if question.endswith(".rq") else question


def _params(pairs: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            what = f"{pair!r} is no parameter"
            raise QueryError(what, hint="write --param NAME=VALUE")
        found.setdefault(name, []).append(value)
    return found
