"""Train the model behind ``--recognizer people:ar`` and write its weights.

    python tools/train_people.py ar people_ar.tsv --train A.txt B.txt --test C.txt --sources "Licence of this file: …"

The files hold a word and its tag (``B-PERS``, ``I-PER``, ``O``, …) a line, sentences parted by an empty line. It needs
``pip install python-crfsuite``, which the model itself does not. The same files and word lists give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from incidentgraph.extract.recognizers.people import ANY, AROUND, EDGE, INSIDE, OPENS, OUTSIDE, Model, features
from incidentgraph.extract.rules.tokens import Token, tokenize
from incidentgraph.extract.rules.wordlists import name_words
from incidentgraph.languages import Language, load

Tagged = tuple[list[Token], list[int]]

_PERSON = frozenset({"PER", "PERS", "PERSON"})
_HEAD = """\
# version {version}
# Weights of the recogniser of people's names, in hundredths, as tools/train_people.py wrote them; benchmarks/README.md
# tells from what, and what they give. `step`: from outside of a name, its first word, its next ones to these three.
# Then features, where they are seen (-1 the word before, 0 the word itself), for a first word and for a next one.
# {sources}
"""
_VERSION = "1"
_SETTINGS = {"c1": 0.3, "c2": 0.01, "max_iterations": 120, "feature.minfreq": 2, "feature.possible_transitions": True}


def sentences(paths: Iterable[Path], language: Language) -> Iterator[Tagged]:
    """The tagged sentences of files, in words as the product cuts them."""
    for path in paths:
        for block in path.read_text(encoding="utf-8").replace("\r", "").split("\n\n"):
            tokens: list[Token] = []
            tags: list[int] = []
            for line in block.splitlines():
                word, *told = line.replace("\u200f", "").split() or [""]
                if not told or not set(word) - set("$#"):  # "$#$" marks where a text begins
                    continue
                made = tokenize(word, language)
                tag = _tag(told, inside=bool(tags) and tags[-1] != OUTSIDE)
                tokens += made
                tags += [INSIDE if tag == OPENS and i else tag for i in range(len(made))]
            if tokens:
                yield tokens, tags


def _tag(told: Sequence[str], *, inside: bool) -> int:
    """The tag of a word; of names within names, the first that is one of a person, an organisation or a place."""
    kinds = {"ORG", "LOC", "GPE"} | _PERSON
    tag = next((t for t in told if t[2:] in kinds), "O")
    if tag[2:] not in _PERSON:
        return OUTSIDE
    return INSIDE if tag[0] == "I" and inside else OPENS


def seen(tokens: Sequence[Token], people: frozenset[str]) -> list[list[str]]:
    """The features of every word of a sentence."""
    found = []
    for index in range(len(tokens)):
        here = [ANY]
        for place in AROUND:
            if 0 <= (at := index + place) < len(tokens):
                token = tokens[at]
                here += [f"{place} {f}" for f in features(token.text, token.forms, people, abs(place))]
            else:
                here.append(f"{place} {EDGE}")
        found.append(here)
    return found


def train(data: Iterable[Tagged], people: frozenset[str], path: Path) -> tuple[dict[Any, float], dict[Any, float]]:
    """The weights of features and of steps."""
    import pycrfsuite  # type: ignore[import-not-found]  # noqa: PLC0415 - for training alone

    trainer = pycrfsuite.Trainer(verbose=False)
    for tokens, tags in data:
        trainer.append(seen(tokens, people), list(map(str, tags)))
    trainer.set_params(_SETTINGS)
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    info = tagger.info()
    return dict(info.state_features), dict(info.transitions)


def written(state: dict[Any, float], steps: dict[Any, float], sources: Sequence[str]) -> str:
    """The file of weights."""

    def hundredths(feature: str, tag: int) -> int:
        return round(100 * (state.get((feature, str(tag)), 0.0) - state.get((feature, str(OUTSIDE)), 0.0)))

    lines = []
    for before in (OUTSIDE, OPENS, INSIDE):
        told = [steps.get((str(before), str(after)), 0.0) for after in (OUTSIDE, OPENS, INSIDE)]
        row = [round(100 * w) for w in told]
        if before == OUTSIDE:
            row[INSIDE] = -100_000  # no name goes on that was not opened
        lines.append("\t".join(["step", *map(str, row)]))
    for feature in sorted({f for f, _ in state}):
        weights = hundredths(feature, OPENS), hundredths(feature, INSIDE)
        if any(weights):
            lines.append("\t".join([feature, *map(str, weights)]))
    return _HEAD.format(version=_VERSION, sources="\n# ".join(sources)) + "\n".join(lines) + "\n"


def score(model: Model, data: Iterable[Tagged]) -> tuple[float, float, float]:
    """Precision, recall and F1 of whole names."""
    right = told = there = 0
    for tokens, tags in data:
        gold, found = set(_spans(tags)), set(_spans(model.tag(tokens)))
        right, told, there = right + len(gold & found), told + len(found), there + len(gold)
    return right / max(told, 1), right / max(there, 1), 2 * right / max(told + there, 1)


def _spans(tags: Sequence[int]) -> Iterator[tuple[int, int]]:
    for first in (i for i, tag in enumerate(tags) if tag == OPENS):
        end = first + 1
        while end < len(tags) and tags[end] == INSIDE:
            end += 1
        yield first, end


def main() -> None:
    """Train, write, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--sources", nargs="+", required=True, help="whose data it is and under what licence: lines")
    parser.add_argument("--test", type=Path, nargs="*", default=[])
    told = parser.parse_args()
    language = load(told.language)
    people = name_words(language).person_tokens
    with TemporaryDirectory() as folder:
        weights = train(sentences(told.train, language), people, Path(folder) / "model")
    told.out.write_text(written(*weights, told.sources), encoding="utf-8")
    model = Model.parse(told.out.read_text(encoding="utf-8"), people)
    for path in told.test:
        precision, recall, f1 = score(model, sentences([path], language))
        sys.stdout.write(f"{path.name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}\n")


if __name__ == "__main__":
    main()
