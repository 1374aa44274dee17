"""What a person sees: tables and bars on a terminal, plain lines in a pipe. Results on stdout, all else on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import typer

from incidentgraph.model import Rejection

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from incidentgraph.query import Table

_PIPE_WIDTH = 200  # of a table that is asked for in a pipe
_PATIENCE = 1.0  # seconds after which people want to see that something is going on


class Steps(Protocol):
    """What is called as work goes on: the stage, how many are done, of how many (0: not known)."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Show it."""


def complain(message: str) -> None:
    """One line on stderr, red on a terminal."""
    typer.secho(message, err=True, fg=typer.colors.RED if sys.stderr.isatty() else None)


def tell(rejections: Iterable[Rejection], word: str) -> None:
    """One line on stderr for each: where, what, and what to do."""
    for rejection in rejections:
        quote = f": «{rejection.quote}»" if rejection.quote else ""
        hint = f" ({rejection.hint})" if rejection.hint else ""
        typer.echo(f"{word}: {rejection.where}: {rejection.reason}{quote}{hint}", err=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Rows on stdout: a drawn table on a terminal, tab-separated values in a pipe."""
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            typer.echo("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row))
        return
    draw(columns, rows, title)


def console() -> Console:
    """Where tables are drawn: stdout, as wide as the terminal is."""
    from rich.console import Console  # noqa: PLC0415 - only where something is drawn

    return Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def draw(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Rows as a drawn table on stdout, wherever that leads."""
    from rich.table import Table  # noqa: PLC0415 - only where one is drawn
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(*columns, title=title or None, title_justify="left")
    for row in rows:
        drawn.add_row(*map(Text, row))
    console().print(drawn)


def show(answer: Table, form: str | None) -> None:
    """A query's answer on stdout, in a format or in the one that suits where it goes."""
    from incidentgraph.query import format_table, rich_table  # noqa: PLC0415 - needs rich and pyoxigraph

    wanted = form or ("table" if sys.stdout.isatty() else "csv")
    if wanted != "table":
        sys.stdout.write(format_table(answer, wanted))
        return
    console().print(rich_table(answer))


@contextmanager
def steps() -> Iterator[Steps]:
    """A progress bar on stderr for what takes longer than a second; on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None  # noqa: ARG005
        return
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.stop()


class _Bar:
    def __init__(self) -> None:
        self._start = time.monotonic()
        self._progress: Progress | None = None

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        if self._progress is None:
            if time.monotonic() - self._start < _PATIENCE:
                return
            from rich.console import Console  # noqa: PLC0415 - only on a terminal
            from rich.progress import Progress  # noqa: PLC0415

            self._progress = Progress(console=Console(stderr=True), transient=True)
            self._progress.add_task(stage)
            self._progress.start()
        task = self._progress.task_ids[0]
        self._progress.update(task, description=stage, completed=done, total=total or None)

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
