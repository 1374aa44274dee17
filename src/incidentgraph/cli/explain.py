"""`incidentgraph explain`."""

from __future__ import annotations

import sys
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.choices import GraphOption, StoreOption, chosen
from incidentgraph.cli.screen import complain, console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from incidentgraph.explain import Explained, Explanation, Voice

app = typer.Typer(rich_markup_mode="rich", add_completion=False)

_QUOTES, _POINTERS = 2, 12  # shown of each on a terminal; a pipe gets all
_STATUS = {"plain": "plain fact", "alleged": "alleged", "derived": "derived", "told": "told, and no plain fact"}
_STYLE = {"plain": "bold green", "alleged": "bold yellow", "derived": "bold cyan", "told": "bold red"}


class Form(StrEnum):
    """How an explanation can be written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MD = "md"


@app.command()
def explain(
    thing: Annotated[str, typer.Argument(help="A name, an IRI, a prefixed name (service:x) or a node id (service/x).")],
    prop: Annotated[
        str | None, typer.Argument(metavar="[PROPERTY]", help="Only this property: duration, ig:duration.")
    ] = None,
    value: Annotated[str | None, typer.Argument(help="Only this value of it: PT2H, DnsFailure, Meta.")] = None,
    lang: Annotated[str, typer.Option(metavar="CODE", help="The language of reasons and names: en, fr or ar.")] = "en",
    form: Annotated[
        Form | None, typer.Option("-f", "--format", help="How to write. [default: table; csv in a pipe]")
    ] = None,
    graph: GraphOption = None,
    store: StoreOption = None,
) -> None:
    """Tell why something is in the graph, or why a told value is not: by which rule, and with the quotes on both sides.

    A thing is an entity, an incident, a role, a conflict, a claim, or an article: then, what became of all it says.

    \b
    incidentgraph explain WhatsApp
    incidentgraph explain outage/whatsapp-2024-04-03-1a2b3c duration
    incidentgraph explain outage/whatsapp-2024-04-03-1a2b3c causeKind CyberAttack
    incidentgraph explain service:x --format json > x.json

    A plain fact is what articles assert, chosen by the rule that is shown. What is only claimed, attributed or
    suspected is alleged; what is derived follows from several claims, the ontology or the dictionary of names.
    """
    found = api.explain(thing, prop, value, graph=chosen(graph, store), language=lang)
    for other in found.others:
        complain(f"note: {other.id} ({other.kind}) has this name as a second one")
    wanted = form or (Form.TABLE if sys.stdout.isatty() else Form.CSV)
    if wanted is Form.TABLE:
        _draw(found, console(), whole=prop is not None)
    else:
        sys.stdout.write(_written(found, wanted))


def _written(found: Explained, form: Form) -> str:
    from incidentgraph.explain import report  # noqa: PLC0415 - needs pyoxigraph
    from incidentgraph.query import format_table  # noqa: PLC0415

    return report.as_json(found) if form is Form.JSON else format_table(report.table(found), form.value)


def _draw(found: Explained, screen: Console, *, whole: bool) -> None:
    """The thing, then each value with both sides; what is derived in one list, unless it was asked for."""
    from rich.text import Text  # noqa: PLC0415 - only where something is drawn

    screen.print(Text.assemble((found.thing.name, "bold"), f"  {found.thing.kind}  {found.thing.id}"))
    derived = [] if whole else [e for e in found.facts if e.status == "derived"]
    for e in found.facts:
        if e not in derived:
            _draw_one(e, screen, named=e.subject != found.thing)
    if derived:
        _draw_derived(derived, screen)
    if found.pointing:
        screen.print()
        screen.print(Text("What leads here", style="bold"))
        for pointer in found.pointing[:_POINTERS]:
            screen.print(Text(f"  {pointer.subject.name} · {pointer.property}   {pointer.subject.id}"))
        if len(found.pointing) > _POINTERS:
            screen.print(Text(f"  … and {len(found.pointing) - _POINTERS} more (--format json has all of these)"))


def _draw_one(e: Explanation, screen: Console, *, named: bool) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    screen.print()
    subject = f"{e.subject.name} · " if named else ""
    screen.print(
        Text.assemble((f"{subject}{e.property}: {e.shown}", "bold"), "   ", (_STATUS[e.status], _STYLE[e.status]))
    )
    screen.print(Text(f"  {e.why}", style="italic"))
    for reason in e.reasons:
        screen.print(Text(f"  → {reason}"))
    sides: list[Sequence[Voice]] = [side for side in (e.supporting, e.against) if side]
    if not sides:
        return
    drawn = Table(expand=True, show_lines=True, header_style="bold")
    for name, side in (("for", e.supporting), ("against", e.against)):
        if side:
            drawn.add_column(name, ratio=1, overflow="fold")
    for row in zip_longest(*sides):
        drawn.add_row(*(_voice(v) if v is not None else "" for v in row))
    screen.print(drawn)


def _voice(v: Voice) -> Text:
    from rich.text import Text  # noqa: PLC0415

    how = f"{v.stance.value}" + (f" by {v.by}" if v.by else "")
    number = "" if v.qualifier == "Exact" else f" ({v.qualifier})"
    where = " · ".join(part for part in (v.outlet, v.date, v.article) if part)
    shown = Text.assemble((f"{v.value}{number}", "bold"), f"  {how}\n", (where, "dim"))
    for quote in v.quotes[:_QUOTES]:
        shown.append(f"\n«{' '.join(quote.exact.split())}»")
    if len(v.quotes) > _QUOTES:
        shown.append(f"\n… and {len(v.quotes) - _QUOTES} more", style="dim")
    if v.note:
        shown.append(f"\nset aside: {v.note}", style="yellow")
    return shown


def _draw_derived(derived: Sequence[Explanation], screen: Console) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    screen.print()
    drawn = Table(title="Derived (name the property to see the quotes)", title_justify="left", header_style="bold")
    for column in ("property", "value", "why", "quotes"):
        drawn.add_column(column, overflow="fold", justify="right" if column == "quotes" else "left")
    for e in derived:
        quotes = sum(len(v.quotes) for v in e.supporting)
        drawn.add_row(*map(Text, (e.property, e.shown, e.why, str(quotes))))
    screen.print(drawn)
