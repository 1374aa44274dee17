"""How well witnesses are found, over made articles, translations and the samples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from tests.resolve.witnesses.generated import Made, dispatch_of, dispatches, look_alikes, made

from incidentgraph.model import NodeId, Reading
from incidentgraph.resolve import resolve
from incidentgraph.resolve.witnesses import witnesses


class Measured(NamedTuple):
    """Pairs of articles that are one witness: found, wrongly found, missed."""

    found: int
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + len(self.missed))

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} of {self.found + len(self.missed)} pairs"


def over_copies() -> Measured:
    """Within one language: versions of the samples and their translations, among look-alikes."""
    given: list[Made] = []
    for number, one in enumerate([*made(), *look_alikes()]):
        article = replace(one.reading.article, id=f"{number} {one.reading.article.id}")
        given.append(one._replace(reading=replace(one.reading, article=article)))
    readings = [one.reading for one in given]
    witness = witnesses(readings, lambda node: node).of
    return _measured({one.reading.article.id: one.dispatch for one in given}, readings, witness, across=False)


def over_translations() -> Measured:
    """Across languages: the samples, of which many tell one incident independently, and translations of some."""
    readings = dispatches()
    witness = witnesses(readings, resolve(readings).canonical).of
    told = {reading.article.id: dispatch_of(source_of(reading.article.id)) for reading in readings}
    return _measured(told, readings, witness, across=True)


def over_samples() -> list[tuple[str, ...]]:
    """The samples alone: the articles that are one witness."""
    readings = [reading for reading in dispatches() if source_of(reading.article.id) == reading.article.id]
    groups: dict[NodeId, list[str]] = {}
    for article, witness in witnesses(readings, resolve(readings).canonical).of.items():
        groups.setdefault(witness, []).append(article)
    return sorted(tuple(group) for group in groups.values() if len(group) > 1)


def source_of(article: str) -> str:
    """The sample that a translation was made from: ``en-01-x-outage.fr`` is of ``en-01-x-outage``."""
    return article.partition(".")[0]


def _measured(
    told: Mapping[str, str], readings: Sequence[Reading], witness: Mapping[str, NodeId], *, across: bool
) -> Measured:
    languages = {reading.article.id: reading.article.language for reading in readings}
    pairs = [(a, b) for a, b in combinations(sorted(told), 2) if (languages[a] != languages[b]) is across]

    def those(*, one: bool, joined: bool) -> Iterable[tuple[str, str]]:
        return ((a, b) for a, b in pairs if (told[a] == told[b]) is one and (witness[a] == witness[b]) is joined)

    found = len(list(those(one=True, joined=True)))
    return Measured(found, tuple(those(one=False, joined=True)), tuple(those(one=True, joined=False)))
