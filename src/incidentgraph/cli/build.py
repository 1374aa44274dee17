"""`incidentgraph build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from incidentgraph import api
from incidentgraph.cli import choices
from incidentgraph.cli.screen import steps, tell
from incidentgraph.cli.summary import summary
from incidentgraph.options import DEFAULTS, BuildOptions
from incidentgraph.report import NoArticleError

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


@app.command()
def build(
    inputs: choices.InputsArgument,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The folder to write. [default: graphs/NAME]")] = None,
    workers: choices.WorkersOption = DEFAULTS.workers,
    extractor: choices.ExtractorOption = DEFAULTS.extractor,
    kind: choices.KindOption = None,
    published: choices.PublishedOption = None,
    outlet: choices.OutletOption = None,
    language: choices.LanguageOption = None,
    max_size: choices.MaxSizeOption = DEFAULTS.max_bytes / choices.MEGABYTE,
    entities: choices.EntitiesOption = None,
    recognizer: choices.RecognizerOption = None,
    verdicts: choices.VerdictsOption = None,
    store: Annotated[
        str | None,
        typer.Option(metavar="DIR|URL", help="Keep the graph in a store, too: a folder, or a SPARQL 1.1 server."),
    ] = None,
    base: choices.BaseOption = DEFAULTS.base,
) -> None:
    """Build a graph from articles.

    Writes graph.ttl, graph.trig (with named graphs), graph.html (to look at), report.json, and decisions.tsv: what was
    taken for one and why, for you to correct; the next build into the folder keeps to it. Read are plain text (.txt,
    .md, with or without front matter), HTML pages, JSON Lines, and folders of these. What a file does not say of
    itself, a metadata.csv beside it may: id, title, url, published, outlet, author, language.

    \b
    incidentgraph build articles
    incidentgraph build a.txt page.html -o graphs/mine --published 2025-05-24
    curl -s https://news.example/story | incidentgraph build - -o graphs/story

    With --store, the graph also goes into a store that `add` and `remove` change: a folder, or a SPARQL 1.1 server
    such as http://localhost:7878 (see `incidentgraph add --help`), in the place of what it held.

    An article that cannot be used is named, with what to do about it, and the others are built (exit code 1).
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
        store=store,
        entities=tuple(entities or ()),
        recognizer=recognizer,
        verdicts=tuple(verdicts or ()),
    )
    folder = out or Path("graphs", api.graph_name(inputs))
    try:
        with steps() as progress:
            report = api.build(inputs, folder, options, progress)
    except NoArticleError as error:
        tell(error.rejections, "rejected")
        raise
    tell(report.notices, "note")
    tell(report.rejections, "rejected")
    for line in summary(report, folder):
        typer.echo(line)
    if not report.complete:
        raise typer.Exit(1)
