"""`metadata.csv`: beside the articles, what their files do not say, one row an article id."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from incidentgraph.errors import ItemError
from incidentgraph.model import Rejection
from incidentgraph.sources.base import FIELDS, Metadata, Notice, refused
from incidentgraph.sources.decode import decode

FILE = "metadata.csv"
_COLUMNS = ("id", *FIELDS)


@dataclass(slots=True)
class Tables:
    """The `metadata.csv` of every folder that was looked at, and what is wrong with them."""

    faults: list[Rejection] = field(default_factory=list)
    _rows: dict[Path, dict[str, Metadata]] = field(default_factory=dict)

    def of(self, path: Path, ident: str) -> Metadata:
        """What the table beside `path` says of an article; a row's id is the article's, or the file's whole name."""
        folder = path.parent
        if folder not in self._rows:
            self._rows[folder] = self._load(folder / FILE)
        rows = self._rows[folder]
        return rows.get(ident) or rows.get(path.name) or Metadata()

    def _load(self, path: Path) -> dict[str, Metadata]:
        if not path.is_file():
            return {}
        try:
            text = decode(path.read_bytes())
        except OSError as error:
            self.faults.append(Notice(str(path), f"cannot be read: {error.strerror}", hint="check its permissions"))
            return {}
        except ItemError as error:
            self.faults.append(refused(error, str(path)))
            return {}
        return self._parse(text, str(path))

    def _parse(self, text: str, where: str) -> dict[str, Metadata]:
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
        except csv.Error as error:
            self.faults.append(Notice(f"{where}:{reader.line_num}", f"not CSV: {error}", hint=hint))
        return rows
