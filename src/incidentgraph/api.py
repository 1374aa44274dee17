"""The verbs of the command line as functions: what a program of yours calls.

>>> from incidentgraph import api
>>> report = api.build(["articles"], "graphs/mine")                                  # doctest: +SKIP
>>> api.query("timeline", graph="graphs/mine")                                       # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from incidentgraph.options import DEFAULTS, BuildOptions, Progress, silent

if TYPE_CHECKING:
    from incidentgraph.report import BuildReport

__all__ = ["BuildOptions", "build"]

# Each verb imports what it needs when it is called: `incidentgraph --help` need not wait for rdflib.


def build(
    inputs: Sequence[Path | str],
    out: Path | str,
    options: BuildOptions = DEFAULTS,
    progress: Progress = silent,
) -> BuildReport:
    """Build the graph of articles into the folder `out`; see `incidentgraph.pipeline.build`."""
    from incidentgraph import pipeline

    return pipeline.build(inputs, out, options, progress)


def graph_name(inputs: Sequence[Path | str]) -> str:
    """The name of a build that was given none: that of its first input.

    >>> graph_name(["news/articles", "other.txt"]), graph_name(["-"])
    ('articles', 'stdin')
    """
    first = str(inputs[0])
    return "stdin" if first == "-" else Path(first).resolve().stem
