"""What a user may choose about a build, and what holds where nothing is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from incidentgraph.namespaces import BASE

MAX_BYTES = 10_000_000
"""The largest article that is read: a long newspaper page is some 100 kB, a page with its scripts 3 MB."""

Progress = Callable[[str, int, int], None]
"""Told as work goes on: what is being done, how much of it is done, of how much (0 where nobody knows)."""


def silent(stage: str, done: int, total: int, /) -> None:
    """The progress that is shown to no one."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build. `published`, `outlet` and `language` hold for what an article does not say itself.

    `kind` reads all inputs as one kind whatever their suffix; `extractor` is the name of what finds the claims; `base`
    the IRI under which all things are named; `workers` the number of processes, which changes no byte of the result;
    `store` a folder, or the URL of a SPARQL 1.1 server, for the graph as a store, too; `entities` are dictionaries of
    names beside ours; `recognizer` is a model, such as ``spacy:fr_core_news_sm``, that adds names to those known and
    cued; `verdicts` are files of a person's decisions, beside the one that lies in the folder.
    """

    extractor: str = "rules"
    workers: int = 1
    base: str = BASE
    kind: str | None = None
    max_bytes: int = MAX_BYTES
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    store: Path | str | None = None
    entities: tuple[Path, ...] = ()
    recognizer: str | None = None
    verdicts: tuple[Path, ...] = ()


DEFAULTS = BuildOptions()
