"""`incidentgraph add`."""

from __future__ import annotations

from typing import Annotated

import typer

from incidentgraph import api
from incidentgraph.cli import choices
from incidentgraph.cli.screen import steps
from incidentgraph.cli.summary import tell_store
from incidentgraph.options import DEFAULTS, BuildOptions

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


@app.command()
def add(
    inputs: choices.InputsArgument,
    store: choices.KeptOption,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let an article take the place of another one with its id.")
    ] = False,
    workers: choices.WorkersOption = DEFAULTS.workers,
    extractor: choices.ExtractorOption = DEFAULTS.extractor,
    kind: choices.KindOption = None,
    published: choices.PublishedOption = None,
    outlet: choices.OutletOption = None,
    language: choices.LanguageOption = None,
    max_size: choices.MaxSizeOption = DEFAULTS.max_bytes / choices.MEGABYTE,
    entities: choices.EntitiesOption = None,
    recognizer: choices.RecognizerOption = None,
    base: choices.BaseOption = DEFAULTS.base,
) -> None:
    """Add articles to a store.

    The graph in the store is then that of all its articles, to the byte: what the new ones confirm, contradict or join
    is worked out anew, and nothing else is touched. A store is made where there is none (--base is asked then alone).

    \b
    incidentgraph add today/*.txt --store news
    incidentgraph list --store news
    incidentgraph query timeline --store news

    An article that is there already changes nothing. One whose id is there with another text is refused, unless
    --replace lets it take the place of the old one. Killed at any moment, the store holds what it held before, or all.

    A store may be a SPARQL 1.1 server: --store http://HOST:7878 (Oxigraph), http://HOST:3030/DATASET (Fuseki),
    http://HOST:7200/repositories/NAME (GraphDB, RDF4J), or http://HOST/?query=PATH&update=PATH&data=PATH. User and
    password are read from INCIDENTGRAPH_STORE_USER and INCIDENTGRAPH_STORE_PASSWORD. A copy, over which changes are
    worked out, is kept in the folder INCIDENTGRAPH_STATE, or in the usual one for a program's state.
    """
    options = BuildOptions(
        extractor=extractor,
        workers=workers,
        base=base,
        kind=kind,
        max_bytes=int(max_size * choices.MEGABYTE),
        published=published,
        outlet=outlet,
        language=language,
        entities=tuple(entities or ()),
        recognizer=recognizer,
    )
    with steps() as progress:
        report = api.add(inputs, store, options, progress, replace=replace)
    tell_store(report, store)
    if not report.complete:
        raise typer.Exit(1)
