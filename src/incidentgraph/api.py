"""The verbs of the command line as functions: what a program of yours calls.

>>> from incidentgraph import api
>>> report = api.build(["articles"], "graphs/mine")  # doctest: +SKIP
>>> for row in api.query("timeline", graph="graphs/mine").records():  # doctest: +SKIP
...     print(row)

A graph is the path of a file that `build` wrote, of its folder, or of a store, or the URL of a SPARQL 1.1 server; None
is the last build in ``graphs/``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from incidentgraph.options import DEFAULTS, BuildOptions, Progress, silent

if TYPE_CHECKING:
    from incidentgraph.evaluate import Evaluation
    from incidentgraph.explain import Explained
    from incidentgraph.query import Disputes, Table
    from incidentgraph.report import BuildReport, StoreReport
    from incidentgraph.store import Graph
    from incidentgraph.timeline import Timeline
    from incidentgraph.validate import ValidationReport

__all__ = [
    "BuildOptions",
    "build",
    "evaluate",
    "explain",
    "export",
    "list_articles",
    "open_graph",
    "query",
    "render",
    "validate",
]

STDIN = "-"

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


def add(
    inputs: Sequence[Path | str],
    store: Path | str,
    options: BuildOptions = DEFAULTS,
    progress: Progress = silent,
    *,
    replace: bool = False,
) -> StoreReport:
    """Let articles come into a store, whose graph is then that of all articles in it.

    A store is made where there is none. An article that is there already changes nothing; one whose id is there with
    another text is refused, or takes its place where `replace` says so.
    """
    from incidentgraph import pipeline

    return pipeline.add(inputs, store, options, progress, replace=replace)


def remove(ids: Sequence[str], store: Path | str) -> StoreReport:
    """Take articles, by their ids, out of a store, and exactly what they alone supported."""
    from incidentgraph import pipeline

    return pipeline.remove(ids, store)


def query(
    question: str | Path, params: Mapping[str, str | Sequence[str]] | None = None, *, graph: Path | str | None = None
) -> Table:
    """Ask a graph: the name of a question, a ``.rq`` file, or SPARQL as text."""
    from incidentgraph.query import ask

    return ask(open_graph(graph), question, params)


def conflicts(
    thing: str = "",
    kinds: Sequence[str] = (),
    *,
    differences: bool = False,
    language: str = "en",
    graph: Path | str | None = None,
) -> Disputes:
    """What articles disagree on: the conflicts of a graph, with the claims, articles and quotes on each side.

    `thing` is a name or an IRI: only conflicts on it, or on an event in which it takes part. `kinds` are kinds of
    conflict such as ``DeniedClaim``. With `differences`, also what only differs: corrections, updates, other moments
    and scopes. `language` is that of the names.
    """
    from incidentgraph.query import disputes

    classes = ("Conflict", "Difference") if differences else ("Conflict",)
    return disputes(open_graph(graph), thing, kinds, classes, language)


def render(out: Path | str, *, graph: Path | str | None = None, focus: str | None = None, depth: int = 2) -> None:
    """Write the page of a graph, or of what lies within `depth` steps of the thing called `focus`."""
    from incidentgraph.export.html import PageOptions
    from incidentgraph.export.html import render as page

    text = page(open_graph(graph), PageOptions(focus=focus, depth=depth))
    _write(out, lambda file: file.write(text.encode()))


def export(format: str, out: Path | str, *, graph: Path | str | None = None) -> None:  # noqa: A002 - the command's word
    """Write a graph in one of the formats of `incidentgraph.export.EXPORTERS`; ``-`` is standard output."""
    from incidentgraph.export import EXPORTERS

    exporter = EXPORTERS[format]
    source = open_graph(graph)
    _write(out, lambda file: exporter.write(source, file))


def validate(graph: Path | str | None = None, language: str = "en") -> ValidationReport:
    """Check a graph against the shapes; messages in English, French or Arabic."""
    from pyoxigraph import Store

    from incidentgraph.validate import validate as check

    store = Store()
    store.bulk_extend(open_graph(graph).quads())
    return check(store, language)


def evaluate(
    gold: Path | str | Sequence[Path | str],
    *,
    graph: Path | str | None = None,
    language: str | None = None,
    held_back: bool | None = None,
) -> Evaluation:
    """Compare a graph with gold: JSON files and folders of them, of one language or part where that is asked for.

    `held_back` is None for all articles, True for those that their gold marks so, False for the others. A faulty file
    of gold is told in `Evaluation.faults`; an article that the graph has not counts as missed in full.
    """
    from incidentgraph.evaluate import evaluate as compare
    from incidentgraph.evaluate import read_gold

    paths = [gold] if isinstance(gold, Path | str) else gold
    chosen = read_gold(paths).only(language=language, held_back=held_back)
    return compare(open_graph(graph).at_hand(), chosen)


def timeline(
    start: str | None = None,
    end: str | None = None,
    thing: str | None = None,
    *,
    graph: Path | str | None = None,
    language: str = "en",
) -> Timeline:
    """The incidents of a graph in order of time: from a day, to a day, only those that a thing has a part in."""
    from incidentgraph.timeline import timeline as in_order

    given = {"from": start, "to": end, "thing": thing, "lang": language}
    return in_order(open_graph(graph), {name: value for name, value in given.items() if value is not None})


def explain(
    thing: str,
    prop: str | None = None,
    value: str | None = None,
    *,
    graph: Path | str | None = None,
    language: str = "en",
) -> Explained:
    """Why a thing, a property of it, or one value is in a graph, or is not; see `incidentgraph.explain.explain`."""
    from incidentgraph.explain import explain as reasons

    return reasons(open_graph(graph), thing, prop, value, language=language)


def list_articles(graph: Path | str | None = None) -> Table:
    """The articles of a graph: id, language, outlet, date, title, and how many claims were found in each."""
    return query("articles", graph=graph)


def questions() -> Table:
    """The questions that can be asked by name: title, parameters."""
    from pyoxigraph import Literal

    from incidentgraph.query import Table, load_questions

    rows = [
        (name, question.title, ", ".join(f"{p.name} ({p.meaning})" for p in question.params))
        for name, question in load_questions().items()
    ]
    return Table(("question", "title", "parameters"), tuple(tuple(map(Literal, row)) for row in rows))


def formats() -> dict[str, str]:
    """The formats that can be exported, and the suffix of their files."""
    from incidentgraph.export import EXPORTERS

    return {name: exporter.suffix for name, exporter in EXPORTERS.items()}


def open_graph(graph: Path | str | None = None) -> Graph:
    """The graph that a path or a server's URL means; ``-`` is TriG (or Turtle) from standard input."""
    from incidentgraph import store

    if graph is not None and store.is_url(graph):
        from incidentgraph import rdf

        return store.open_remote(str(graph), rdf.prefixes)
    if graph == STDIN:
        return store.parse_graph(sys.stdin.buffer.read(), ".trig", origin="standard input")
    return store.open_graph(store.default_graph_path() if graph is None else Path(graph))


def store_name(store: Path | str) -> str:
    """What to call a store in messages: a URL without the password that may stand in it.

    >>> store_name("http://ada:secret@localhost:7878")
    'http://localhost:7878'
    """
    from incidentgraph.store import shown

    return shown(store)


def graph_name(inputs: Sequence[Path | str]) -> str:
    """The name of a build that was given none: that of its first input.

    >>> graph_name(["news/articles", "other.txt"]), graph_name(["-"])
    ('articles', 'stdin')
    """
    first = str(inputs[0])
    return "stdin" if first == STDIN else Path(first).resolve().stem


def _write(out: Path | str, writer: Callable[[BinaryIO], object]) -> None:
    from incidentgraph.files import write_file

    if str(out) == STDIN:
        writer(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        write_file(Path(out), writer)
