"""All articles of gold against a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentgraph.evaluate.comparison import Comparison, compare
from incidentgraph.evaluate.differences import OVERSTATED, Difference
from incidentgraph.evaluate.gold import GoldArticle
from incidentgraph.evaluate.grounding import Grounding, check_gold, check_quotes
from incidentgraph.evaluate.reading import Gold
from incidentgraph.evaluate.tally import Scores
from incidentgraph.evaluate.told import Telling, ToldGraph, Triples
from incidentgraph.model import Rejection

OPEN, HELD_BACK = "open", "held back"


@dataclass(frozen=True)
class Measured:
    """One article of gold, compared. `present`: whether the graph has it; what it has not counts as missed in full."""

    gold: GoldArticle
    present: bool
    comparison: Comparison
    grounding: Grounding


@dataclass(frozen=True)
class Evaluation:
    """What a graph is worth by some gold."""

    articles: tuple[Measured, ...]
    claims: int
    """Of the whole graph, gold or not."""
    faults: tuple[Rejection, ...] = ()
    """What cost a file of gold."""
    notes: tuple[Rejection, ...] = ()
    """What of gold is not known, or does not fit the article that the graph has."""

    def scores(self, *, language: str | None = None, part: str | None = None) -> Scores:
        """The rows of all articles, or of those in one language, or of one part."""
        chosen = [
            measured.comparison
            for measured in self.articles
            if language in (None, measured.gold.language) and part in (None, part_of(measured.gold))
        ]
        return Scores.of((comparison.rows, comparison.placed) for comparison in chosen)

    @property
    def languages(self) -> Mapping[str, Scores]:
        """The rows of each language."""
        return {name: self.scores(language=name) for name in sorted({m.gold.language for m in self.articles})}

    @property
    def parts(self) -> Mapping[str, Scores]:
        """The rows of the open part and of the one that is held back, where both are."""
        names = [name for name in (OPEN, HELD_BACK) if any(part_of(m.gold) == name for m in self.articles)]
        return {name: self.scores(part=name) for name in names} if HELD_BACK in names else {}

    @property
    def grounding(self) -> Grounding:
        """The quotes of all articles."""
        return sum((measured.grounding for measured in self.articles), Grounding())

    @property
    def sound(self) -> bool:
        """Whether all of gold could be used, the graph has all its articles, and every claim has its quote in them."""
        quotes = self.grounding
        return not (self.faults or self.absent or quotes.ungrounded or quotes.misplaced or quotes.unquoted)

    @property
    def absent(self) -> tuple[str, ...]:
        """The articles that the graph has not."""
        return tuple(measured.gold.id for measured in self.articles if not measured.present)

    @property
    def overstated(self) -> int:
        """How many of gold's claims, suspicions and denials the graph tells as facts."""
        found = (d for measured in self.articles for d in measured.comparison.differences)
        return sum(difference.side == OVERSTATED for difference in found)

    def differences(self, *, held_back: bool = False) -> tuple[Difference, ...]:
        """What was missed and what is extra; of the part that is held back only where that is asked for."""
        shown = [m for m in self.articles if held_back or not m.gold.held_back]
        return tuple(difference for measured in shown for difference in measured.comparison.differences)


def part_of(gold: GoldArticle) -> str:
    """The part of a development set that an article belongs to."""
    return HELD_BACK if gold.held_back else OPEN


def evaluate(graph: Triples, gold: Gold) -> Evaluation:
    """Compare a graph with gold, article by article."""
    told = ToldGraph(graph)
    measured: list[Measured] = []
    notes = list(gold.notes)
    for article in gold.articles:
        node = told.articles.get(article.id)
        telling = Telling() if node is None else told.read(node)
        if telling.body is not None:
            notes += check_gold(article, telling.body)
        quotes = check_quotes(article, telling)
        measured.append(Measured(article, node is not None, compare(told, article, telling), quotes))
    return Evaluation(tuple(measured), sum(map(len, told.claims.values())), gold.faults, tuple(notes))
