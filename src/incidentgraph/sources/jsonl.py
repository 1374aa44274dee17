"""JSON Lines: one record a line, each checked field by field, so that one bad line costs one article."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from incidentgraph.errors import ItemError
from incidentgraph.model import Rejection
from incidentgraph.sources.base import FIELDS, Document, Draft, Metadata, Notice, refused, too_large
from incidentgraph.sources.decode import decode

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KNOWN = frozenset({"id", "text", *FIELDS})


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Files with one JSON object a line: ``text``, and optionally ``id`` and what front matter may tell."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def read(self, document: Document) -> Iterator[Draft | Rejection]:
        """The articles of a file, line by line."""
        unknown: dict[str, int] = {}
        if document.stream.peek(4)[:2] in _UTF16:
            what = "JSON Lines in UTF-16"
            raise ItemError(what, where=document.where, hint="save it as UTF-8, which JSON Lines must be in")
        number = 0
        for number, line in _lines(document):
            where = f"{document.where}:{number}"
            try:
                if line is None:
                    raise too_large(where, document.max_bytes)
                if not line.strip():
                    continue
                record = _record(line)
                for key in record.keys() - _KNOWN:
                    unknown.setdefault(key, number)
                yield _draft(record, where, f"{document.stem}-{number}")
            except ItemError as error:
                yield refused(error, where)
        if number == 0:
            yield Rejection(
                document.where, "the file is empty", hint="remove it, or put one JSON object a line into it"
            )
        for key, line_number in sorted(unknown.items()):
            hint = f"fields are: {', '.join(sorted(_KNOWN))}"
            yield Notice(f"{document.where}:{line_number}", f"unknown field {key!r} passed over", hint=hint)


def _lines(document: Document) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None stands for one that is over the limit."""
    number = 0
    while line := document.stream.readline(document.max_bytes + 1):
        number += 1
        if len(line) > document.max_bytes:
            while line and not line.endswith(b"\n"):
                line = document.stream.readline(document.max_bytes)
            yield number, None
        else:
            yield number, line


def _record(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(decode(line))
    except json.JSONDecodeError as error:
        what = f"not JSON: {error.msg} at column {error.colno}"
        raise ItemError(what, hint="write one JSON object a line") from error
    except RecursionError as error:
        what = "JSON that is nested too deeply"
        raise ItemError(what, hint="write one flat object a line") from error
    if not isinstance(record, dict):
        what = f"not a JSON object but {type(record).__name__}"
        raise ItemError(what, hint="write one JSON object a line")
    return record


def _draft(record: Mapping[str, Any], where: str, fallback: str) -> Draft:
    text = _string(record, "text")
    if text is None:
        what = "the field 'text' is missing or empty"
        raise ItemError(what, hint=f"the record has: {', '.join(sorted(record)) or 'nothing'}")
    meta = Metadata(**{name: _string(record, name) for name in FIELDS})
    ident = record.get("id")
    if isinstance(ident, int) and not isinstance(ident, bool):
        return Draft(str(ident), text, meta, where)
    return Draft(_string(record, "id") or fallback, text, meta, where)


def _string(record: Mapping[str, Any], name: str) -> str | None:
    """A field that is a string; None where it is absent or blank."""
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        what = f"the field {name!r} is not a string but {type(value).__name__}"
        raise ItemError(what, hint="write it in double quotes")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        what = f"the field {name!r} holds half a character (a lone surrogate)"
        raise ItemError(what, hint="write the text as UTF-8") from error
    if "\x00" in value:
        what = f"the field {name!r} holds a NUL character"
        raise ItemError(what, hint="write the text without it")
    if not value.strip():
        return None
    return value if name == "text" else value.strip()


SOURCE = JsonLines()
