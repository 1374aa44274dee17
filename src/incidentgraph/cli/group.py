"""The group of all commands: found by name, loaded when asked for, their errors told in one line."""

from __future__ import annotations

import importlib
import sys
import traceback
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from incidentgraph import __version__
from incidentgraph.cli.screen import complain
from incidentgraph.errors import IncidentGraphError

COMMANDS = {
    "build": "build",
    "query": "query",
    "conflicts": "conflicts",
    "render": "render",
    "export": "export",
    "validate": "validate",
    "timeline": "timeline",
    "explain": "explain",
    "add": "add",
    "remove": "remove",
    "list": "list_articles",
    "evaluate": "evaluate",
}
"""Every command in the order in which a user meets them, and the module of this package that holds it."""

CANNOT_RUN = 2
INTERRUPTED = 130


class Commands(TyperGroup):
    """The commands of `COMMANDS`, each imported only where it is needed."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002
        """All names, in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # noqa: ARG002
        """The command of a name; None, at which the user is told which there are."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"incidentgraph.cli.{COMMANDS[cmd_name]}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run a command. What a user can act on is one line; what is our fault says how to see more."""
        try:
            return super().invoke(ctx)
        except IncidentGraphError as error:
            if ctx.params.get("debug"):
                traceback.print_exc()
            complain(str(error))
            raise typer.Exit(CANNOT_RUN) from error
        except KeyboardInterrupt as error:
            complain("interrupted: nothing is left half done; run the command again")
            raise typer.Exit(INTERRUPTED) from error


app = typer.Typer(
    name="incidentgraph",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"incidentgraph {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """News articles in Arabic, French and English in; an evidence-backed knowledge graph out.

    Every triple leads to the article, the character offsets and the exact words that say it.

    \b
    incidentgraph build articles -o graphs/mine     build a graph
    incidentgraph query timeline                    ask it
    incidentgraph conflicts                         see who disagrees
    incidentgraph add today/*.txt --store news      keep a store that grows
    incidentgraph render -o page.html               look at it in a browser

    Exit codes: 0 done, 1 done with failures (listed), 2 cannot run.
    """


def main() -> None:
    """Run the command line. What no one foresaw is told in one line too, unless --debug is given."""
    try:
        app()
    except Exception as error:  # the outermost place: a user gets a sentence, not a traceback
        if "--debug" in sys.argv:
            raise
        complain(f"internal error: {type(error).__name__}: {error} (please report it; --debug shows where it happened)")
        sys.exit(CANNOT_RUN)
