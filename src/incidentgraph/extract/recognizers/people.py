"""People's names by a small model of the project's own: `people:ar` for Arabic, which has no capitals to go by.

A linear chain over the words of a sentence: each word opens a name, goes on with it, or is in none. What speaks for
each is the word itself, its beginning and end, whether it is known from people's names, and the same of two words on
either side. ``tools/train_people.py`` makes the weights, which are hundredths: no machine rounds them another way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from incidentgraph.errors import InputError
from incidentgraph.extract.recognizers import Recognized
from incidentgraph.extract.rules.tokens import Token, tokens_of
from incidentgraph.extract.rules.wordlists import name_words
from incidentgraph.languages import Language
from incidentgraph.model import Span
from incidentgraph.text import Sentence

OUTSIDE, OPENS, INSIDE = range(3)
AROUND = (-2, -1, 0, 1, 2)
EDGE, ANY = "edge", "any"
"""Features that no word has: what lies beyond a sentence, and what holds of every place."""

_HERE, _BESIDE = 0, 1
_AFFIXES = {_HERE: (1, 2, 3, 4), _BESIDE: (2, 3)}
_LONGEST = 9
_NEVER = -(10**9)

Weights = tuple[int, int]  # for opening a name and for going on with it, against being in none


def features(word: str, forms: Sequence[str], people: frozenset[str], distance: int) -> Iterator[str]:
    """What a folded word is known by, as seen from itself or from so many words away; `forms` are it without clitics.

    >>> list(features("24", ("24",), frozenset(), 2))
    ['=24', 'digits']
    """
    yield f"={word}"
    if not word[0].isalpha():
        yield "digits" if word[0].isdigit() else "mark"
        return
    if word.isascii():
        yield "latin"
    if forms[-1] != word:
        yield f"~{forms[-1]}"
    if word in people:
        yield "name"
    elif not people.isdisjoint(forms):
        yield "clitic+name"
    for length in _AFFIXES.get(distance, ()):
        if len(word) > length:
            yield f"{word[:length]}-"
            yield f"-{word[-length:]}"
    if distance == _HERE:
        yield f"length{min(len(word), _LONGEST)}"


@dataclass(frozen=True, eq=False)
class Model:
    """Weights of features by the place they are seen from, such as ``-1 =السيد``, and of what follows what."""

    weights: Mapping[str, Weights] = field(repr=False)
    steps: tuple[tuple[int, ...], ...]
    people: frozenset[str] = field(repr=False)
    _known: Callable[[str, tuple[str, ...]], tuple[Weights, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", lru_cache(maxsize=1 << 15)(self._word))

    @classmethod
    def parse(cls, text: str, people: frozenset[str]) -> Model:
        """Read a file of weights: three lines ``step``, then a line for each feature; ``#`` opens a comment line."""
        rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
        steps = tuple(tuple(map(int, row[1:])) for row in rows if row[0] == "step")
        return cls({row[0]: (int(row[1]), int(row[2])) for row in rows if row[0] != "step"}, steps, people)

    def tag(self, tokens: Sequence[Token]) -> list[int]:
        """Whether each word is outside of names, opens one, or is inside of one: the best of all ways to read them."""
        best = [0, _NEVER, _NEVER]
        steps: Sequence[Sequence[int]] = ((0, 0, _NEVER),) * 3  # nothing stands before the first word
        back: list[list[int]] = []
        for here in self._emissions(tokens):
            ways = [[best[a] + steps[a][b] for a in (OUTSIDE, OPENS, INSIDE)] for b in (OUTSIDE, OPENS, INSIDE)]
            back.append([way.index(max(way)) for way in ways])
            best = [max(way) + weight for way, weight in zip(ways, here, strict=True)]
            steps = self.steps
        tags = [best.index(max(best))]
        for row in reversed(back[1:]):
            tags.append(row[tags[-1]])
        return tags[::-1] if tokens else []

    def _emissions(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """What speaks for each of the three at every word."""
        edge = tuple(self.weights.get(f"{d} {EDGE}", (0, 0)) for d in AROUND)
        words = [edge, edge, *(self._known(t.text, t.forms) for t in tokens), edge, edge]
        opens, inside = self.weights.get(ANY, (0, 0))
        for a, b, c, d, e in zip(words, words[1:], words[2:], words[3:], words[4:], strict=False):
            yield (
                0,
                opens + a[0][0] + b[1][0] + c[2][0] + d[3][0] + e[4][0],
                inside + a[0][1] + b[1][1] + c[2][1] + d[3][1] + e[4][1],
            )

    def _word(self, word: str, forms: tuple[str, ...]) -> tuple[Weights, ...]:
        """What a word says of the one two after it, the next, itself, the one before, and two before."""
        found = []
        for place in AROUND:
            keys = (f"{place} {f}" for f in features(word, forms, self.people, abs(place)))
            told = [self.weights[k] for k in keys if k in self.weights]
            found.append((sum(w[0] for w in told), sum(w[1] for w in told)))
        return tuple(found)


@dataclass(frozen=True, eq=False)
class PeopleRecognizer:
    """The model of a language."""

    name: str
    language: str
    text: str = field(repr=False)
    _models: dict[str, Model] = field(default_factory=dict, init=False, repr=False)

    def find(self, sentences: Sequence[Sentence], language: Language) -> tuple[Recognized, ...]:
        """The people named in each sentence."""
        if language.code != self.language:
            return ()
        if not self._models:
            self._models[language.code] = Model.parse(self.text, name_words(language).person_tokens)
        model = self._models[language.code]
        return tuple(found for s in sentences for found in _names(s, tokens_of(s.folded, language), model))


def _names(sentence: Sentence, tokens: Sequence[Token], model: Model) -> Iterator[Recognized]:
    tags = model.tag(tokens)
    for first in (i for i, tag in enumerate(tags) if tag == OPENS):
        last = first
        while last + 1 < len(tags) and tags[last + 1] == INSIDE:
            last += 1
        span = Span(tokens[first].span.start + _clitic(tokens[first], model.people), tokens[last].span.end)
        yield Recognized(span.shifted(sentence.span.start), sentence.text[span.start : span.end], "Person")


def _clitic(token: Token, people: frozenset[str]) -> int:
    """How many letters are written onto the first word of a name: the ل of «لطارق»."""
    if token.text in people or len(token.text) != token.span.end - token.span.start:
        return 0
    bare = next((f for f in token.forms if f in people and token.text.endswith(f)), token.text)
    return len(token.text) - len(bare)


@dataclass(frozen=True)
class PeopleKind:
    """The models that come with the project."""

    name: str = "people"

    def open(self, model: str) -> PeopleRecognizer:
        """Load the model of a language by its code."""
        path = files("incidentgraph.extract.recognizers").joinpath(f"people_{model}.tsv")
        if not model.isalpha() or not path.is_file():
            what = f"there is no model of people's names for {model!r}"
            raise InputError(what, where=f"people:{model}", hint="there is one for Arabic: people:ar")
        text = path.read_text(encoding="utf-8")
        version = text.partition("version ")[2].split()[0]
        return PeopleRecognizer(f"people:{model} {version}", model, text)


RECOGNIZER = PeopleKind()
