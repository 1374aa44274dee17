"""The inputs one after the other: open, find the kind, read, complete what is not told, settle language and id."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO

from incidentgraph.errors import InputError, ItemError
from incidentgraph.languages import detect, languages, load
from incidentgraph.model import Article, Rejection
from incidentgraph.registry import Registry
from incidentgraph.sources.base import Document, Draft, Notice, ReadOptions, Source, refused
from incidentgraph.sources.dates import parse_published
from incidentgraph.sources.identity import unique
from incidentgraph.sources.metadata import Tables
from incidentgraph.sources.walk import STDIN, walk

SOURCES: Registry[Source] = Registry("incidentgraph.sources", "SOURCE")

DEFAULTS = ReadOptions()
_SNIFFED = (
    (re.compile(rb"\s*(?:<\?xml|<!doctype\s+html|<html)", re.IGNORECASE), "html"),
    (re.compile(rb"\s*\{"), "jsonl"),
)
_SNIFF_BYTES = 512
_DATE_HINT = "write it as 2025-05-24 or 2025-05-24T13:00:00+03:00"
_MAX_ID = 200  # a file's name has at most 255 bytes, and ids become parts of IRIs and file names
_ID_FAULTS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def read(inputs: Sequence[Path | str], options: ReadOptions = DEFAULTS) -> Iterator[Article | Rejection]:
    """The articles of all inputs, by id, each id once; and, as they come up, whatever could not be used.

    A folder is read with all its folders; ``-`` is standard input. Raises `InputError` where the options are at fault.
    """
    return _Reader(options).read(inputs)


@dataclass(slots=True)
class _Reader:
    options: ReadOptions
    tables: Tables = field(default_factory=Tables)

    def __post_init__(self) -> None:
        defaults = self.options.defaults
        if self.options.kind is not None:
            SOURCES[self.options.kind]
        if defaults.language is not None:
            load(defaults.language)
        if defaults.published is not None and parse_published(defaults.published) is None:
            what = f"{defaults.published!r} is not a date"
            raise InputError(what, where="--published", hint=_DATE_HINT)

    def read(self, inputs: Sequence[Path | str]) -> Iterator[Article | Rejection]:
        articles: list[Article] = []
        for path in walk(inputs, frozenset(suffix for source in SOURCES.values() for suffix in source.suffixes)):
            for item in (path,) if isinstance(path, Rejection) else self._articles(path):
                if isinstance(item, Rejection):
                    yield item
                else:
                    articles.append(item)
        yield from self.tables.faults
        if any(Path(given).is_dir() for given in inputs):  # a file that is named alone leaves its neighbours' rows
            yield from self.tables.unused()
        yield from unique(articles)

    def _articles(self, path: Path) -> Iterator[Article | Rejection]:
        where = "standard input" if str(path) == STDIN else str(path)
        try:
            for item in self._drafts(path, where):
                yield from (item,) if isinstance(item, Rejection) else self._article(item, path)
        except ItemError as error:
            yield refused(error, where)
        except OSError as error:
            hint = "check its permissions" if isinstance(error, PermissionError) else ""
            yield Rejection(where, f"cannot be read: {error.strerror or error}", hint=hint)

    def _drafts(self, path: Path, where: str) -> Iterator[Draft | Rejection]:
        with ExitStack() as stack:
            if str(path) == STDIN:
                stream: BinaryIO = sys.stdin.buffer
                stem = "stdin"
            else:
                stream = stack.enter_context(path.open("rb"))
                stem = os.fsencode(path.stem).decode("utf-8", "replace")
            buffered: BufferedReader[Any] = stream if isinstance(stream, BufferedReader) else BufferedReader(stream)
            source = self._source(path, buffered)
            yield from source.read(Document(where, stem, buffered, self.options.max_bytes))

    def _source(self, path: Path, stream: BufferedReader[Any]) -> Source:
        """The kind of an input: as ordered, by its suffix, or by its first bytes."""
        if self.options.kind is not None:
            return SOURCES[self.options.kind]
        for source in SOURCES.values():
            if path.suffix.lower() in source.suffixes:
                return source
        start = stream.peek(_SNIFF_BYTES)
        return SOURCES[next((kind for pattern, kind in _SNIFFED if pattern.match(start)), "plain")]

    def _article(self, draft: Draft, path: Path) -> Iterator[Article | Rejection]:
        """The article of a draft. Its faults are its own: the other articles of the file go on."""
        meta = draft.meta.or_else(self.tables.of(path, draft.id)).or_else(self.options.defaults)
        published = parse_published(meta.published) if meta.published else None
        if meta.published and published is None:
            yield Notice(draft.where, f"published: {meta.published!r} is not a full date", hint=_DATE_HINT)
        try:
            language = _language(draft, meta.language)
        except ItemError as error:
            yield refused(error, draft.where)
            return
        yield Article(
            id=_ID_FAULTS.sub("_", draft.id)[:_MAX_ID],
            text=draft.text,
            language=language,
            title=meta.title,
            url=meta.url,
            published=published,
            outlet=meta.outlet,
            author=meta.author,
            skip=draft.skip,
            source=draft.where,
        )


def _language(draft: Draft, declared: str | None) -> str:
    """The code of a known language: the declared one, or the one that the text is written in."""
    known = languages()
    if declared is None:
        found = detect("".join(_prose(draft)))
        if found in known:
            return found
        what = "the language of the text is not recognised"
        raise ItemError(
            what,
            where=draft.where,
            hint=f"known are: {', '.join(known)}; if it is one of these, say it with --language",
        )
    code = re.split(r"[-_]", declared.strip().lower())[0]
    names = {language.name.casefold(): language.code for language in known.values()}
    code = names.get(declared.strip().casefold(), code)
    if code not in known:
        what = f"unknown language {declared!r}"
        raise ItemError(what, where=draft.where, hint=f"known are: {', '.join(known)}; a new one is one TOML file")
    return code


def _prose(draft: Draft) -> Iterator[str]:
    """The text without what is to be skipped."""
    start = 0
    for span in draft.skip:
        yield draft.text[start : span.start]
        start = span.end
    yield draft.text[start:]
