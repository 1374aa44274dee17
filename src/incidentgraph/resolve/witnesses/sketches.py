"""What an article is compared by within its language, and when two articles are copies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from incidentgraph.languages.folding import fold
from incidentgraph.model import Article, Reading
from incidentgraph.resolve.witnesses.agencies import agencies
from incidentgraph.resolve.witnesses.limits import copying
from incidentgraph.resolve.zones import QUOTED, runs, words

_WORD = re.compile(r"[^\W_]+")
_SLOT = "#"
_SKIPPED, _NAMED = 1, 2


@dataclass(frozen=True)
class Sketch:
    """An article as it is compared with others in its language: ints, strings and sets of them.

    `whole` stands for all its words. `runs` are the hashed runs of the words that are not quoted (none of a short
    text), `opening` those of its beginning. `slots` are the runs that hold a number or a name, each with what it is
    without these.
    """

    article: str
    digest: str
    language: str
    published: date | None
    agencies: frozenset[str]
    whole: int
    runs: frozenset[int]
    opening: frozenset[int]
    slots: frozenset[tuple[int, int]]

    @cached_property
    def order(self) -> tuple[int, str, str]:
        """The order of a key's holders: by their smallest run, which copies mostly share."""
        return min(self.runs, default=self.whole), self.digest, self.article


class _Unit(NamedTuple):
    """A word, or a whole name or number."""

    text: str
    specific: bool


def sketch(reading: Reading) -> Sketch:
    """What an article is compared by."""
    article = reading.article
    every = words(_prose(article))
    size = int(copying("run_words"))
    units = list(_units(reading)) if len(every) >= copying("least_words") else []
    told = [unit.text for unit in units] if len(units) >= copying("least_words") else []
    real = runs(told, size)
    shapes = runs([_SLOT if unit.specific else unit.text for unit in units], size) if told else []
    specific = [0, *accumulate(unit.specific for unit in units)]
    begin = int(min(copying("opening_words"), max(copying("least_words"), len(told) * copying("opening_part"))))
    return Sketch(
        article=article.id,
        digest=article.digest,
        language=article.language,
        published=article.published_on,
        agencies=agencies(article),
        whole=runs(every, max(1, len(every)))[0] if every else 0,
        runs=frozenset(real),
        opening=frozenset(real[: max(0, begin - size + 1)]),
        slots=frozenset((shapes[at], run) for at, run in enumerate(real) if specific[at + size] > specific[at]),
    )


def sketch_keys(given: Sketch) -> frozenset[int]:
    """What articles of one language must share to be copies: the whole text, or one of a sample of its runs.

    The samples nest: a run that a longer text is looked up by is one that a shorter text with it is looked up by.
    """
    step = int(copying("sample"))
    sampled = [run for run in given.runs if run % step == 0]
    while len(sampled) > copying("most_keys"):
        step *= 2
        sampled = [run for run in sampled if run % step == 0]
    # Runs of the same words in another language are other keys.
    language = runs([given.language], 1)[0]
    return frozenset(key ^ language for key in (given.whole, *sampled) if key)


def copies(left: Sketch, right: Sketch) -> str | None:
    """Why two articles in one language are one witness, or None: ``sameTextAs``, ``agencyCopyOf``, ``nearCopyOf``."""
    if left.article == right.article or left.language != right.language:
        return None
    if left.whole == right.whole:
        return "sameTextAs" if left.runs or (left.whole and _near(left, right)) else None
    credited = bool(left.agencies & right.agencies)
    if _shared(left, right, "_agency" if credited else "") and _opened(left, right) and _filled(left, right):
        return "agencyCopyOf" if credited else "nearCopyOf"
    return None


def _shared(left: Sketch, right: Sketch, bar: str) -> bool:
    """Whether enough words are shared, and enough of what holds numbers and names, which boilerplate does not."""
    shared, fewer = len(left.runs & right.runs), min(len(left.runs), len(right.runs))
    told, less = len(left.slots & right.slots), min(len(left.slots), len(right.slots))
    if shared < copying("least_shared"):
        return False
    if less < copying("slots"):
        return shared >= copying("containment_bare") * fewer
    return shared >= copying(f"containment{bar}") * fewer and told >= copying(f"told{bar}") * less


def _near(left: Sketch, right: Sketch) -> bool:
    """Whether two short texts appeared in the same days: "The service is down." is told of many failures."""
    if left.published is None or right.published is None:
        return True
    return abs((left.published - right.published).days) <= copying("days_short")


def _opened(left: Sketch, right: Sketch) -> bool:
    """Whether the one begins with what stands in the other."""
    least = copying("opening")
    return any(
        len(one.opening & other.runs) >= least * len(one.opening) for one, other in ((left, right), (right, left))
    )


def _filled(left: Sketch, right: Sketch) -> bool:
    """Whether the same numbers and names stand in the same words."""
    shapes = {shape for shape, _ in left.slots} & {shape for shape, _ in right.slots}
    same = {shape for shape, _ in left.slots & right.slots}
    return len(shapes) < copying("slots") or len(same) >= copying("filled") * len(shapes)


def _prose(article: Article) -> str:
    text = list(article.text)
    for span in sorted(article.skip, reverse=True):
        del text[span.start : span.end]
    return "".join(text)


def _units(reading: Reading) -> Iterator[_Unit]:
    """The words that are neither skipped nor quoted; the words of a name as one."""
    article = reading.article
    marks = bytearray(len(article.text))
    for mention in reading.mentions:
        marks[mention.span.start : mention.span.end] = bytes([_NAMED]) * len(mention.span)
    for span in article.skip:
        marks[span.start : span.end] = bytes([_SKIPPED]) * len(span)
    for match in QUOTED.finditer(article.text):
        if len(match[0].split()) >= copying("quote_words"):
            marks[match.start() : match.end()] = bytes([_SKIPPED]) * (match.end() - match.start())
    yield from _joined(article.text, marks)


def _joined(text: str, marks: bytearray) -> Iterator[_Unit]:
    folded = fold(text)
    name: list[str] = []
    for word in _WORD.finditer(folded.text):
        mark = marks[folded.offsets[word.start()]]
        if name and mark != _NAMED:
            yield _Unit(" ".join(name), specific=True)
            name = []
        if mark == _NAMED:
            name.append(word[0])
        elif mark != _SKIPPED:
            yield _Unit(word[0], specific=word[0][0].isdecimal())
    if name:
        yield _Unit(" ".join(name), specific=True)
