"""Plug-ins by name: the modules of a package of ours, and the entry points of other people's packages.

A plug-in is one module that defines the variable its registry asks for (`EXPORTER`, `SOURCE`, `EXTRACTOR`, ...).
Ours are the modules of one package; another package adds its own under the entry-point group of the same name, for
example ``[project.entry-points."incidentgraph.export"]``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from typing import Generic, Protocol, TypeVar, cast

from incidentgraph.errors import InputError


class Named(Protocol):
    """Anything with a name to be found by."""

    @property
    def name(self) -> str:
        """The name that users type."""


T = TypeVar("T", bound=Named)


class Registry(Mapping[str, T], Generic[T]):
    """The plug-ins of one kind, by name, sorted; found at the first look and kept.

    `package` is the package whose modules hold ours, also the entry-point group of others; `variable` the module-level
    name that each of these modules defines. A module without it is a helper and is passed over.
    """

    def __init__(self, package: str, variable: str) -> None:
        self.package = package
        self.variable = variable
        self._found: dict[str, T] | None = None

    def _load(self) -> dict[str, T]:
        if self._found is None:
            plugins = [*self._own(), *self._foreign()]
            self._found = {p.name: p for p in sorted(plugins, key=lambda p: p.name)}
        return self._found

    def _own(self) -> Iterator[T]:
        package = importlib.import_module(self.package)
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{self.package}.{info.name}")
            if hasattr(module, self.variable):
                yield cast("T", getattr(module, self.variable))

    def _foreign(self) -> Iterator[T]:
        for point in entry_points(group=self.package):
            yield cast("T", point.load())

    def __getitem__(self, name: str) -> T:
        found = self._load()
        if name not in found:
            what = f"unknown name {name!r}"
            raise InputError(what, where=self.package, hint=f"one of: {', '.join(found)}")
        return found[name]

    def __contains__(self, name: object) -> bool:
        return name in self._load()

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())
