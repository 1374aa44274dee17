"""Inputs into readings: the first half of the line, for a build and for a store alike."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from incidentgraph import rdf, sources
from incidentgraph.contract import keep
from incidentgraph.entities import Dictionary
from incidentgraph.errors import InputError
from incidentgraph.extract import EXTRACTORS, Extractor, Recognizing
from incidentgraph.extract.recognizers import open_recognizer
from incidentgraph.model import Article, Entity, NodeId, Reading, Rejection
from incidentgraph.options import BuildOptions, Progress
from incidentgraph.parallel import chunked
from incidentgraph.resolve.namesakes import told_apart
from incidentgraph.sources import Metadata, Notice, ReadOptions

_Files = tuple[tuple[Path, str], ...]
ReadChunk = Callable[[Sequence[Article]], list[Reading | Rejection]]

_BASE = re.compile(r"""[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+[/#]""")


@dataclass(frozen=True)
class Articles:
    """What the inputs hold: articles, what cost an article, and what cost a detail."""

    articles: tuple[Article, ...]
    refused: tuple[Rejection, ...]
    notices: tuple[Rejection, ...]


@dataclass(frozen=True)
class Intake:
    """What was read in articles, and what the later stages need to know beside it.

    `failed` are articles that the extractor failed on; `run` is what made the claims; `outlets` are those of the
    articles that are known by name; `operators` who is known to run the services that the articles name.
    """

    readings: tuple[Reading, ...]
    failed: tuple[Rejection, ...]
    run: rdf.RunInfo
    outlets: dict[str, Entity]
    operators: tuple[tuple[NodeId, NodeId], ...]


class Reader:
    """Reads as the options say. Raises `InputError` at once where an option cannot be followed."""

    def __init__(self, options: BuildOptions) -> None:
        _check(options)
        self._options = options
        self._extractor = _extractor(options.extractor, options.recognizer)  # an unknown name is told before any work
        self._own = _own_names(options)
        self._dictionary = _dictionary(self._own)

    def articles(self, inputs: Sequence[Path | str], progress: Progress) -> Articles:
        """All articles of the inputs."""
        options = self._options
        told = Metadata(published=options.published, outlet=options.outlet, language=options.language)
        return _read(inputs, ReadOptions(told, options.max_bytes, options.kind), progress)

    def readings(self, articles: Sequence[Article], progress: Progress) -> Intake:
        """What the articles say."""
        options = self._options
        read = partial(_read_chunk, options.extractor, options.recognizer, self._own)
        readings, failed = _extract(articles, read, options.workers, progress)
        run = rdf.RunInfo(self._extractor.name, self._extractor.version, _told(self._own, options.recognizer))
        outlets, operators = _outlets(readings, self._dictionary), tuple(_operators(readings, self._dictionary))
        return Intake(tuple(readings), tuple(failed), run, outlets, operators)


def _check(options: BuildOptions) -> None:
    if not _BASE.fullmatch(options.base):
        what = f"{options.base!r} cannot be the start of IRIs"
        raise InputError(what, where="--base", hint="write it as https://example.org/id/, with a / or # at its end")
    if options.workers < 1:
        what = f"{options.workers} workers"
        raise InputError(what, where="--workers", hint="at least 1")


def _read(inputs: Sequence[Path | str], options: ReadOptions, progress: Progress) -> Articles:
    articles: list[Article] = []
    refused: list[Rejection] = []
    notices: list[Rejection] = []
    for item in sources.read(inputs, options):
        if isinstance(item, Article):
            articles.append(item)
        else:
            (notices if isinstance(item, Notice) else refused).append(item)
        progress("reading", len(articles), 0)
    return Articles(tuple(articles), tuple(refused), tuple(notices))


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
