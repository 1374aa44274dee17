"""Extractors: from an article to its reading. One module (or package) a backend, each with an `EXTRACTOR`."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from incidentgraph.entities import Dictionary
from incidentgraph.extract.recognizers import Recognizer
from incidentgraph.model import Article, Reading
from incidentgraph.registry import Registry


class Extractor(Protocol):
    """A backend that reads articles."""

    @property
    def name(self) -> str:
        """The name that users type."""

    @property
    def version(self) -> str:
        """Changes whenever the same article may give another reading."""

    def read(self, article: Article, dictionary: Dictionary) -> Reading:
        """What one article claims, each claim grounded in its words."""


@runtime_checkable
class Recognizing(Extractor, Protocol):
    """A backend that can take a recogniser's names as well."""

    def recognizing(self, recognizer: Recognizer) -> Extractor:
        """The same backend with a recogniser."""


EXTRACTORS: Registry[Extractor] = Registry("incidentgraph.extract", "EXTRACTOR")
