"""`incidentgraph validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from incidentgraph import api
from incidentgraph.cli.choices import GraphOption, StoreOption, chosen
from incidentgraph.cli.screen import steps, table
from incidentgraph.namespaces import compact, local_name

if TYPE_CHECKING:
    from incidentgraph.validate import Violation

app = typer.Typer(rich_markup_mode="rich", add_completion=False)

_COLUMNS = ("severity", "shape", "node", "property", "value", "message")


@app.command()
def validate(
    graph: GraphOption = None,
    store: StoreOption = None,
    language: Annotated[str, typer.Option(help="Language of the messages: en, fr or ar.")] = "en",
) -> None:
    """Check a graph against the shapes: whether claims are complete, quotes in their articles, facts supported.

    \b
    incidentgraph validate
    incidentgraph validate --graph graphs/demo/graph.trig

    Exit code 1 where something is wrong; each finding says which shape, which node and what to look for.
    """
    with steps() as progress:
        progress("validating", 0, 0)
        report = api.validate(chosen(graph, store), language)
    if report.violations:
        table(_COLUMNS, [_row(violation) for violation in report.violations])
    if not report.conforms:
        raise typer.Exit(1)
    typer.echo("the graph conforms to the shapes", err=bool(report.violations))


def _row(violation: Violation) -> tuple[str, ...]:
    places = (local_name(violation.shape), compact(violation.focus), compact(violation.path))
    return (violation.severity, *places, violation.value, violation.message)
