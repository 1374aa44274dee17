"""The options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from incidentgraph.errors import InputError

GraphOption = Annotated[
    str | None,
    typer.Option(
        "--graph",
        metavar="FILE",
        help="The graph to read: a file that build wrote, its folder, or - for standard input. "
        "[default: the last build under graphs/]",
    ),
]
StoreOption = Annotated[str | None, typer.Option("--store", metavar="DIR", help="Read a store on disk instead.")]


def chosen(graph: str | None, store: str | None) -> str | None:
    """The one place that a user named, or None."""
    if graph is not None and store is not None:
        what = "both --graph and --store are given"
        raise InputError(what, hint="name one of them")
    return graph if store is None else store
