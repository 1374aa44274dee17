"""The whole line: inputs → articles → readings → resolution → quads → files. Only this file knows the order."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from incidentgraph import rdf, sources
from incidentgraph.contract import keep
from incidentgraph.decisions import FILE as DECISIONS
from incidentgraph.decisions import Decision, decided, read_decisions
from incidentgraph.entities import Dictionary
from incidentgraph.errors import InputError
from incidentgraph.export import EXPORTERS
from incidentgraph.extract import EXTRACTORS, Extractor, Recognizing
from incidentgraph.extract.recognizers import open_recognizer
from incidentgraph.files import staged
from incidentgraph.model import Article, Entity, NodeId, Reading, Rejection
from incidentgraph.ontology import load_ontology
from incidentgraph.options import DEFAULTS, BuildOptions, Progress, silent
from incidentgraph.parallel import chunked
from incidentgraph.rdf.labels import names
from incidentgraph.report import BuildReport, NoArticleError, summarise
from incidentgraph.resolve import resolve
from incidentgraph.resolve.namesakes import told_apart
from incidentgraph.sources import Metadata, Notice, ReadOptions
from incidentgraph.store import Graph, write_store

_Files = tuple[tuple[Path, str], ...]
ReadChunk = Callable[[Sequence[Article]], list[Reading | Rejection]]

_BASE = re.compile(r"""[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+[/#]""")


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
    _check(options)
    extractor = _extractor(options.extractor, options.recognizer)  # an unknown name is told before any work
    own = _own_names(options)
    dictionary = _dictionary(own)
    told = _verdicts(Path(out), options)
    with staged(Path(out)) as files:
        articles, refused, notices = _read(inputs, _reading(options), progress)
        read = partial(_read_chunk, options.extractor, options.recognizer, own)
        readings, failed = _extract(articles, read, options.workers, progress)
        if not readings:
            raise NoArticleError(", ".join(map(str, inputs[:3])), (*refused, *failed))
        progress("resolving", 0, 0)
        operators = _operators(readings, dictionary)
        settled = decided(told, readings, options.base, lambda links: resolve(readings, links, operators))
        resolution = settled.resolution
        run = rdf.RunInfo(extractor.name, extractor.version, _told(own, options.recognizer))
        quads = rdf.quads(resolution, options.base, run, rdf.Context(_outlets(readings, dictionary)))
        shown = names(resolution, load_ontology())
        report = summarise(resolution, [*refused, *failed], [*notices, *settled.notices], shown)
        progress("writing", 0, 0)
        files.write("graph.ttl", lambda file: rdf.write(quads, file, "turtle", base=options.base))
        files.write("graph.trig", lambda file: rdf.write(quads, file, "trig", base=options.base))
        graph = Graph.from_quads(quads, prefixes=rdf.prefixes(options.base))
        files.write("graph.html", partial(EXPORTERS["html"].write, graph))
        files.write(DECISIONS, lambda file: file.write(settled.text(shown).encode()))
        files.write("report.json", lambda file: file.write(report.to_json(inputs).encode()))
        if options.store is not None:
            write_store(options.store, quads)
    return report


def _check(options: BuildOptions) -> None:
    if not _BASE.fullmatch(options.base):
        what = f"{options.base!r} cannot be the start of IRIs"
        raise InputError(what, where="--base", hint="write it as https://example.org/id/, with a / or # at its end")
    if options.workers < 1:
        what = f"{options.workers} workers"
        raise InputError(what, where="--workers", hint="at least 1")


def _reading(options: BuildOptions) -> ReadOptions:
    told = Metadata(published=options.published, outlet=options.outlet, language=options.language)
    return ReadOptions(told, options.max_bytes, options.kind)


def _verdicts(out: Path, options: BuildOptions) -> tuple[Decision, ...]:
    """A person's decisions: those in the folder, and in files named beside."""
    own = out / DECISIONS
    files = [*([own] if own.exists() else []), *options.verdicts]
    return tuple(one for path in files for one in read_decisions(path))


def _read(
    inputs: Sequence[Path | str], options: ReadOptions, progress: Progress
) -> tuple[list[Article], list[Rejection], list[Rejection]]:
    """The articles, what cost an article, and what cost a detail."""
    articles: list[Article] = []
    refused: list[Rejection] = []
    notices: list[Rejection] = []
    for item in sources.read(inputs, options):
        if isinstance(item, Article):
            articles.append(item)
        else:
            (notices if isinstance(item, Notice) else refused).append(item)
        progress("reading", len(articles), 0)
    return articles, refused, notices


def _extract(
    articles: Sequence[Article], read: ReadChunk, workers: int, progress: Progress
) -> tuple[list[Reading], list[Rejection]]:
    """The readings in the order of the articles, and the articles that the extractor failed on."""
    readings: list[Reading] = []
    failed: list[Rejection] = []
    for results in chunked(read, articles, workers):
        for result in results:
            if isinstance(result, Reading):
                readings.append(result)
            else:
                failed.append(result)
        progress("extracting", len(readings) + len(failed), len(articles))
    return readings, failed


def _own_names(options: BuildOptions) -> _Files:
    """The user's own dictionaries, each with the digest of its content."""
    try:
        return tuple((path, hashlib.sha256(path.read_bytes()).hexdigest()[:16]) for path in options.entities)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise InputError(what, where=str(error.filename), hint="check the file's name and permissions") from error


@cache
def _dictionary(own: _Files) -> Dictionary:
    """The names that everybody knows and the user's own, loaded once in each process."""
    return Dictionary.load(more=[path for path, _ in own])


_recognizer = cache(open_recognizer)
"""A model, loaded once in each process."""


def _extractor(name: str, recognizer: str | None) -> Extractor:
    """An extractor, with the recogniser that it is to use beside it."""
    extractor = EXTRACTORS[name]
    if recognizer is None:
        return extractor
    if not isinstance(extractor, Recognizing):
        what = f"the extractor {name!r} takes no recogniser"
        raise InputError(what, where="--recognizer", hint="leave it out, or use --extractor rules")
    return extractor.recognizing(_recognizer(recognizer))


def _told(own: _Files, recognizer: str | None) -> tuple[tuple[str, str], ...]:
    """What a run used beside the extractor, for its record in the graph."""
    used = tuple(("entities", digest) for _, digest in own)
    return used if recognizer is None else (*used, ("recognizer", _recognizer(recognizer).name))


def _operators(readings: Sequence[Reading], dictionary: Dictionary) -> list[tuple[NodeId, NodeId]]:
    """Who is known to run the services that the articles name."""
    named = sorted({entity.id for reading in readings for entity in reading.entities})
    found = ((dictionary.operator(node), node) for node in named)
    return [(operator, node) for operator, node in found if operator is not None]


def _outlets(readings: Sequence[Reading], dictionary: Dictionary) -> dict[str, Entity]:
    """The outlets of articles that are known by name."""
    named = sorted({reading.article.outlet for reading in readings if reading.article.outlet})
    return {name: known for name in named if (known := dictionary.outlet(name)) is not None}


def _read_chunk(
    extractor: str, recognizer: str | None, own: _Files, articles: Sequence[Article]
) -> list[Reading | Rejection]:
    dictionary, reader = _dictionary(own), _extractor(extractor, recognizer)
    return [_read_one(reader, dictionary, article) for article in articles]


def _read_one(extractor: Extractor, dictionary: Dictionary, article: Article) -> Reading | Rejection:
    try:
        return told_apart(keep(extractor.read(article, dictionary)), dictionary)
    except Exception as error:  # noqa: BLE001 - whatever a plug-in raises over one article, the others go on
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        reason = f"the extractor {extractor.name!r} failed: {type(error).__name__}: {error} ({place})"
        return Rejection(article.source or article.id, reason, hint="report it with the article; the others are built")
