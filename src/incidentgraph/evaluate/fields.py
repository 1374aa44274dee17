"""Fields of untrusted JSON, read with their place, so that a fault is told with its field."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from incidentgraph.evaluate.gold import Number
from incidentgraph.model import Rejection


class Fields:
    """One JSON object. A field that does not fit is noted as a fault, and read as if it was absent."""

    def __init__(self, data: Mapping[str, Any], origin: str, path: str, faults: list[Rejection]) -> None:
        self._data = data
        self._origin = origin
        self._path = path
        self._faults = faults
        self._read: set[str] = set()

    def fault(self, name: str, reason: str, hint: str = "") -> None:
        """Note what is wrong with a field."""
        self._faults.append(Rejection(f"{self._origin}: {self.place(name)}", reason, hint=hint))

    def place(self, name: str) -> str:
        """Where a field stands in its file."""
        return f"{self._path}.{name}" if self._path else name

    def _value(self, name: str, *, required: bool = False) -> Any:
        self._read.add(name)
        value = self._data.get(name)
        if required and value is None:
            self.fault(name, "is missing")
        return value

    def unread(self) -> list[str]:
        """The fields that nobody asked for, in order."""
        return sorted(self._data.keys() - self._read)

    def ignore(self, *names: str) -> None:
        """Fields that are allowed and not measured."""
        self._read.update(names)

    def text(self, name: str, *, required: bool = False, form: re.Pattern[str] | None = None) -> str | None:
        """A text that is not blank, of a form where one is given."""
        value = self._value(name, required=required)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.fault(name, f"{_shown(value)} is no text")
        elif form is not None and not form.fullmatch(value):
            self.fault(name, f"{_shown(value)} is not of the form that is asked for", hint=form.pattern)
        else:
            return value
        return None

    def needed(self, name: str) -> str:
        """A text that must be there."""
        return self.text(name, required=True) or ""

    def choice(self, name: str, words: Collection[str], *, required: bool = True) -> str:
        """One of some words; the empty text where it is none."""
        value = self.text(name, required=required)
        if value is not None and value not in words:
            self.fault(name, f"{_shown(value)} is not known", hint=f"one of: {', '.join(sorted(words))}")
            return ""
        return value or ""

    def flag(self, name: str, *, required: bool = False) -> bool | None:
        """True, false, or nothing."""
        value = self._value(name, required=required)
        if value is None or isinstance(value, bool):
            return value
        self.fault(name, f"{_shown(value)} is neither true nor false")
        return None

    def number(self, name: str) -> Number:
        """A number that must be there."""
        value = self._value(name, required=True)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if value is not None:
            self.fault(name, f"{_shown(value)} is no number")
        return 0

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty where there is none."""
        found = []
        for index, value in enumerate(self._list(name)):
            if isinstance(value, str) and value.strip():
                found.append(value)
            else:
                self.fault(f"{name}[{index}]", f"{_shown(value)} is no text")
        return tuple(found)

    def items(self, name: str, *, required: bool = False) -> Iterator[Fields]:
        """The objects of a list."""
        for index, value in enumerate(self._list(name, required=required)):
            place = f"{name}[{index}]"
            if isinstance(value, dict):
                yield Fields(value, self._origin, self.place(place), self._faults)
            else:
                self.fault(place, f"{_shown(value)} is no object")

    def count(self, name: str) -> int:
        """How long a list is."""
        return len(self._list(name))

    def _list(self, name: str, *, required: bool = False) -> list[Any]:
        value = self._value(name, required=required)
        if value is None or isinstance(value, list):
            return value or []
        self.fault(name, f"{_shown(value)} is no list")
        return []


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - a line of a terminal holds it
