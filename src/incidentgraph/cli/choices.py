"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from incidentgraph.errors import InputError

# ---------------------------------------------------------------- where the graph is

GraphOption = Annotated[
    str | None,
    typer.Option(
        "--graph",
        metavar="FILE",
        help="The graph to read: a file that build wrote, its folder, or - for standard input. "
        "[default: the last build under graphs/]",
    ),
]
StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="DIR|URL", help="Read a store instead: a folder, or a SPARQL 1.1 server."),
]

KeptOption = Annotated[
    str, typer.Option("--store", metavar="DIR|URL", help="The store: a folder, or a SPARQL 1.1 server.")
]

# ---------------------------------------------------------------- how articles are read

InputsArgument = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files or folders of articles; - for standard input.")
]
WorkersOption = Annotated[int, typer.Option(min=1, help="Processes to extract with.")]
ExtractorOption = Annotated[str, typer.Option(help="How claims are found.")]
KindOption = Annotated[str | None, typer.Option(help="Read all inputs as: plain, html, jsonl. [default: by suffix]")]
PublishedOption = Annotated[str | None, typer.Option(help="Date of publication where an article tells none.")]
OutletOption = Annotated[str | None, typer.Option(help="Outlet where an article tells none.")]
LanguageOption = Annotated[str | None, typer.Option(help="Language where an article tells none. [default: detected]")]
MaxSizeOption = Annotated[float, typer.Option(min=0, help="Largest article to read, in MB.")]
EntitiesOption = Annotated[
    list[Path] | None, typer.Option(metavar="TSV", help="Names of yours, in the form of ontology/entities/.")
]
RecognizerOption = Annotated[
    str | None,
    typer.Option(metavar="KIND:MODEL", help="Add names that a model sees, such as spacy:fr_core_news_sm."),
]
VerdictsOption = Annotated[
    list[Path] | None, typer.Option(metavar="TSV", help="Your decisions, in the form of decisions.tsv.")
]
BaseOption = Annotated[str, typer.Option(help="The IRI under which all things are named.")]

MEGABYTE = 1_000_000


def chosen(graph: str | None, store: str | None) -> str | None:
    """The one place that a user named, or None."""
    if graph is not None and store is not None:
        what = "both --graph and --store are given"
        raise InputError(what, hint="name one of them")
    return graph if store is None else store
