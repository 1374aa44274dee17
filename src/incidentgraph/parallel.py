"""A function over many items in several processes: results in the order of the items, chunks sent back whole."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from incidentgraph.errors import IncidentGraphError

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 16
"""Items sent at once: sending results back one by one eats the gain, many at once make the progress bar jump."""


def chunked(function: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T], workers: int) -> Iterator[Sequence[R]]:
    """`function` over chunks of the items, whose results come in the order of the items.

    With one worker, all happens in this process. With more, `function` must be importable, and each process finds
    its tools itself: processes are started afresh (not forked), which is safe beside threads.
    """
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    if workers == 1 or len(chunks) <= 1:
        yield from map(function, chunks)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(workers, len(chunks)), context, initializer=_ignore_interrupts)
    try:
        yield from pool.map(function, chunks)
    except BrokenProcessPool as error:
        what = "a worker process died"
        raise IncidentGraphError(what, hint="is there memory for them all? try fewer with --workers") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the main process, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
