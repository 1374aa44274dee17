"""`metadata.csv`: beside the articles, what their files do not say, one row an article id."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from incidentgraph.errors import ItemError
from incidentgraph.model import Rejection
from incidentgraph.sources.base import FIELDS, Metadata, Notice
from incidentgraph.sources.decode import decode

FILE = "metadata.csv"
_COLUMNS = ("id", *FIELDS)


@dataclass(slots=True)
class Tables:
    """The `metadata.csv` of every folder that was looked at, and what is wrong with them."""

    faults: list[Rejection] = field(default_factory=list)
    _rows: dict[Path, dict[str, Metadata]] = field(default_factory=dict)
    _lines: dict[tuple[Path, str], int] = field(default_factory=dict)  # of rows that no article has used

    def of(self, path: Path, ident: str) -> Metadata:
        """What the table beside `path` says of an article; a row's id is the article's, or the file's whole name."""
        table = path.parent / FILE
        if table not in self._rows:
            self._rows[table] = self._load(table)
        for key in (ident, path.name):
            if key in self._rows[table]:
                self._lines.pop((table, key), None)
                return self._rows[table][key]
        return Metadata()

    def unused(self) -> Iterator[Rejection]:
        """The rows that were for no article."""
        for (table, ident), line in self._lines.items():
            hint = "an id is a file's name, with or without its suffix, or a record's id"
            yield Notice(f"{table}:{line}", f"no article {ident!r} was read", hint=hint)

    def _load(self, path: Path) -> dict[str, Metadata]:
        if not path.is_file():
            return {}
        try:
            text = decode(path.read_bytes())
        except OSError as error:
            self.faults.append(Notice(str(path), f"cannot be read: {error.strerror}", hint="check its permissions"))
            return {}
        except ItemError as error:
            self.faults.append(Notice(str(path), error.what, hint=error.hint))
            return {}
        return self._parse(text, path)

    def _parse(self, text: str, path: Path) -> dict[str, Metadata]:
        where = str(path)
        reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True)
        hint = f"columns are: {', '.join(_COLUMNS)}"
        columns = [name.strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        for name in columns:
            if name not in _COLUMNS:
                self.faults.append(Notice(where, f"unknown column {name!r} passed over", hint=hint))
        if "id" not in columns:
            self.faults.append(Notice(where, "no column 'id', so that no row can be used", hint=hint))
            return {}
        rows: dict[str, Metadata] = {}
        try:
            for row in reader:
                ident = (row["id"] or "").strip()
                if not ident or ident in rows:
                    fault = f"a second row for {ident!r}" if ident else "a row without an id"
                    self.faults.append(Notice(f"{where}:{reader.line_num}", fault, hint="one row an article"))
                    continue
                told = {name: (row.get(name) or "").strip() or None for name in FIELDS}
                rows[ident] = Metadata(**told)
                self._lines[path, ident] = reader.line_num
        except csv.Error as error:
            self.faults.append(Notice(f"{where}:{reader.line_num}", f"not CSV: {error}", hint=hint))
        return rows
