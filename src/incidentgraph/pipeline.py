"""The whole line: inputs → articles → readings → resolution → quads → files, a store. Only this file knows it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from incidentgraph import live, rdf
from incidentgraph.decisions import FILE as DECISIONS
from incidentgraph.decisions import Decision, decided, read_decisions
from incidentgraph.export import EXPORTERS
from incidentgraph.files import staged
from incidentgraph.intake import Intake, Reader
from incidentgraph.model import Article, Rejection
from incidentgraph.ontology import load_ontology
from incidentgraph.options import DEFAULTS, BuildOptions, Progress, silent
from incidentgraph.rdf.labels import names
from incidentgraph.report import BuildReport, NoArticleError, StoreReport, summarise
from incidentgraph.resolve import resolve
from incidentgraph.resolve.verdicts import Verdicts
from incidentgraph.store import Graph

_STEP = 500
"""Articles that come into a store together; more are done in as many steps as it takes."""


def build(
    inputs: Sequence[Path | str],
    out: Path | str,
    options: BuildOptions = DEFAULTS,
    progress: Progress = silent,
) -> BuildReport:
    """Build the graph of some articles: `graph.ttl`, `graph.trig`, `graph.html` and `report.json` in the folder `out`.

    `decisions.tsv` beside them tells which names and events were taken for one; what a person has written into the one
    that lies there holds.
    An article that cannot be used is listed in the report and costs the others nothing. Raises `InputError` where not
    one article can be used, `OutputError` where `out` cannot be written; then nothing in `out` has changed.
    """
    reader = Reader(options)
    told = _verdicts(Path(out), options)
    if options.store is not None:
        live.check_store(options.store, options.base)
    with staged(Path(out)) as files:
        found = reader.articles(inputs, progress)
        intake = reader.readings(found.articles, progress)
        refused = (*found.refused, *intake.failed)
        if not intake.readings:
            raise NoArticleError(", ".join(map(str, inputs[:3])), refused)
        progress("resolving", 0, 0)
        settled = decided(
            told, intake.readings, options.base, lambda links: resolve(intake.readings, links, intake.operators)
        )
        resolution = settled.resolution
        quads = rdf.quads(resolution, options.base, intake.run, rdf.Context(intake.outlets))
        shown = names(resolution, load_ontology())
        report = summarise(resolution, refused, [*found.notices, *settled.notices], shown)
        progress("writing", 0, 0)
        files.write("graph.ttl", lambda file: rdf.write(quads, file, "turtle", base=options.base))
        files.write("graph.trig", lambda file: rdf.write(quads, file, "trig", base=options.base))
        graph = Graph.from_quads(quads, prefixes=rdf.prefixes(options.base))
        files.write("graph.html", partial(EXPORTERS["html"].write, graph))
        files.write(DECISIONS, lambda file: file.write(settled.text(shown).encode()))
        files.write("report.json", lambda file: file.write(report.to_json(inputs).encode()))
        if options.store is not None:
            progress("storing", 0, 0)
            live.put_store(options.store, options.base, _incoming(intake), Verdicts.of(settled.links))
    return report


def add(
    inputs: Sequence[Path | str],
    store: Path | str,
    options: BuildOptions = DEFAULTS,
    progress: Progress = silent,
    *,
    replace: bool = False,
) -> StoreReport:
    """Let articles come into a store, which is made where there is none; those that are there already change nothing.

    An article whose id is there with another text or date is refused, or takes its place where `replace` says so.
    The others come in one step, which happens as a whole or not at all (of many, `_STEP` at a time).
    """
    reader = Reader(options)
    with live.open_store(store, options.base) as opened:
        found = reader.articles(inputs, progress)
        there = opened.heads([article.id for article in found.articles])
        new = [a for a in found.articles if a.id not in there]
        other = [a for a in found.articles if a.id in there and _head(there[a.id]) != _head(a)]
        coming = sorted([*new, *(other if replace else ())], key=lambda a: a.id)
        replaced = {a.id for a in other} if replace else set()
        refused = [*found.refused, *(() if replace else map(_taken, other))]
        added = 0
        for start in range(0, len(coming), _STEP):
            intake = reader.readings(coming[start : start + _STEP], progress)
            progress("storing", start, len(coming))
            come = [reading.article.id for reading in intake.readings]
            opened.change(_incoming(intake), [name for name in come if name in replaced])
            refused += intake.failed
            added += len(come)
        unchanged = len(found.articles) - len(new) - len(other)
        return StoreReport(added, unchanged, 0, len(opened.articles()), tuple(refused), found.notices)


def remove(ids: Sequence[str], store: Path | str) -> StoreReport:
    """Take articles out of a store, and with them exactly what they alone supported, in one step."""
    with live.open_store(store) as opened:
        there = opened.articles()
        gone = sorted({name for name in ids if name in there})
        unknown = [_unknown(name) for name in dict.fromkeys(ids) if name not in there]
        if gone:
            opened.change(live.Incoming(), gone)
        return StoreReport(0, 0, len(gone), len(there) - len(gone), tuple(unknown), ())


def _incoming(intake: Intake) -> live.Incoming:
    return live.Incoming(intake.readings, intake.run, intake.outlets, intake.operators)


def _head(article: Article) -> tuple[object, ...]:
    """What makes an article another one than before."""
    return (
        article.digest,
        article.language,
        article.title,
        article.url,
        article.published,
        article.outlet,
        article.author,
    )


def _taken(article: Article) -> Rejection:
    reason = f"the store has another article called {article.id!r}"
    return Rejection(article.source or article.id, reason, hint="rename the file, or add it with --replace")


def _unknown(name: str) -> Rejection:
    return Rejection(name, "the store has no such article", hint="`incidentgraph list --store DIR` tells their ids")


def _verdicts(out: Path, options: BuildOptions) -> tuple[Decision, ...]:
    """A person's decisions: those in the folder, and in files named beside."""
    own = out / DECISIONS
    files = [*([own] if own.exists() else []), *options.verdicts]
    return tuple(one for path in files for one in read_decisions(path))
