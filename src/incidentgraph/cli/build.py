"""`incidentgraph build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.screen import steps, tell
from incidentgraph.cli.summary import summary
from incidentgraph.options import DEFAULTS, BuildOptions
from incidentgraph.report import NoArticleError

app = typer.Typer(rich_markup_mode="rich", add_completion=False)


@app.command()
def build(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files or folders of articles; - for standard input.")
    ],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The folder to write. [default: graphs/NAME]")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes to extract with.")] = DEFAULTS.workers,
    extractor: Annotated[str, typer.Option(help="How claims are found.")] = DEFAULTS.extractor,
    kind: Annotated[
        str | None, typer.Option(help="Read all inputs as: plain, html, jsonl. [default: by suffix]")
    ] = None,
    published: Annotated[str | None, typer.Option(help="Date of publication where an article tells none.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet where an article tells none.")] = None,
    language: Annotated[
        str | None, typer.Option(help="Language where an article tells none. [default: detected]")
    ] = None,
    max_size: Annotated[float, typer.Option(min=0, help="Largest article to read, in MB.")] = DEFAULTS.max_bytes
    / 1_000_000,
    entities: Annotated[
        list[Path] | None, typer.Option(metavar="TSV", help="Names of yours, in the form of ontology/entities/.")
    ] = None,
    recognizer: Annotated[
        str | None,
        typer.Option(metavar="KIND:MODEL", help="Add names that a model sees, such as spacy:fr_core_news_sm."),
    ] = None,
    store: Annotated[Path | None, typer.Option(metavar="DIR", help="Keep the graph in a store on disk, too.")] = None,
    base: Annotated[str, typer.Option(help="The IRI under which all things are named.")] = DEFAULTS.base,
) -> None:
    """Build a graph from articles.

    Writes graph.ttl, graph.trig (with named graphs), graph.html (to look at) and report.json. Read are plain text
    (.txt, .md, with or without front matter), HTML pages, JSON Lines, and folders of these. What a file does not say of
    itself, a metadata.csv beside it may: id, title, url, published, outlet, author, language.

    \b
    incidentgraph build articles
    incidentgraph build a.txt page.html -o graphs/mine --published 2025-05-24
    curl -s https://news.example/story | incidentgraph build - -o graphs/story

    An article that cannot be used is named, with what to do about it, and the others are built (exit code 1).
    """
    options = BuildOptions(
        extractor=extractor,
        workers=workers,
        base=base,
        kind=kind,
        max_bytes=int(max_size * 1_000_000),
        published=published,
        outlet=outlet,
        language=language,
        store=store,
        entities=tuple(entities or ()),
        recognizer=recognizer,
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
