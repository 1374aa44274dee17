"""`incidentgraph timeline`."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.choices import GraphOption, StoreOption, chosen
from incidentgraph.cli.screen import complain, console, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from incidentgraph.timeline import Entry, Timeline

app = typer.Typer(rich_markup_mode="rich", add_completion=False)

_BAR = 40  # characters of the longest bar
_GAP = 2  # days or months without an incident that are shown one by one


@app.command()
def timeline(
    start: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Leave out what was over before this day.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Leave out what began after this day.")] = None,
    thing: Annotated[
        str | None, typer.Option("--thing", metavar="NAME", help="Only incidents that this thing has a part in.")
    ] = None,
    lang: Annotated[str, typer.Option(metavar="CODE", help="The language of names: en, fr or ar.")] = "en",
    form: Annotated[
        str | None, typer.Option("-f", "--format", help="table, csv, tsv, json, md. [default: table; csv in a pipe]")
    ] = None,
    graph: GraphOption = None,
    store: StoreOption = None,
) -> None:
    """List the incidents in order of time: when, what, how surely, by how many witnesses, outlets and languages.

    \b
    incidentgraph timeline
    incidentgraph timeline --from 2024-01-01 --to 2024-06-30
    incidentgraph timeline --thing WhatsApp
    incidentgraph timeline --format csv > timeline.csv

    A date is as exact as articles tell it: a day, a month, a year, or two bounds. What is undated comes last; its
    `latest` in a pipe is the day on which it had been told. An unknown date is never left out by --from or --to.
    """
    found = api.timeline(start, end, thing, graph=chosen(graph, store), language=lang)
    for note in found.notes:
        complain(note)
    if form == "table" or (form is None and sys.stdout.isatty()):
        _draw(found, console())
    else:
        show(found.table(), form)


def _draw(found: Timeline, screen: Console) -> None:
    from rich.text import Text  # noqa: PLC0415 - only where something is drawn

    counts = found.counts()
    most = max((number for _, number in counts), default=0)
    for empty, run in groupby(counts, key=lambda count: not count[1]):
        told = list(run)
        if empty and len(told) > _GAP:
            screen.print(Text(f"…  {len(told)} without any", "dim"))
            continue
        for name, number in told:
            bar = "█" * max(1, round(number * _BAR / most)) if number else ""
            screen.print(Text.assemble((name, "bold"), f"  {bar} ", str(number or "")))
    vaguer = sum(1 for e in found.entries if e.dated and e.within(found.unit) is None)
    if vaguer:
        screen.print(Text(f"{vaguer} more, whose {found.unit} is not known"))
    dated, undated = ([e for e in found.entries if e.dated is known] for known in (True, False))
    if dated:
        screen.print(_table(dated, "In order of time"))
    if undated:
        screen.print(_table(undated, "Undated: no article tells when"))
    if not found.entries:
        screen.print("nothing happened then, as far as articles tell")


def _table(entries: Sequence[Entry], title: str) -> Table:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    dated = entries[0].dated
    drawn = Table(title=title, title_justify="left", header_style="bold")
    if dated:
        drawn.add_column("when", no_wrap=True)
    for name in ("event", "stance", "witnesses", "articles", "outlets", "languages", "node"):
        counted = name in {"witnesses", "articles"}
        drawn.add_column(name, overflow="fold", justify="right" if counted else "left")
    for e in entries:
        told = (e.name, e.stance, str(e.witnesses), str(len(e.articles)), ", ".join(e.outlets), " ".join(e.languages))
        drawn.add_row(*map(Text, (*([e.when] if dated else []), *told, e.node)))
    return drawn
