"""Events of the project's own articles are joined where gold says so, and nowhere else."""

from __future__ import annotations

from itertools import combinations

from tests.quality import measured

RECALL = 0.8
"""A floor under the pairs that are joined, of those that gold joins and the extractor found."""


def test_nothing_is_joined_that_gold_keeps_apart() -> None:
    placed = [
        (article.gold.id, event)
        for article in measured.evaluation().articles
        if not article.gold.held_back
        for event in article.comparison.placed
    ]
    wrong = [
        (left[0], left[1].incident, right[0], right[1].incident)
        for left, right in combinations(placed, 2)
        if left[1].node == right[1].node and left[1].incident != right[1].incident
    ]
    assert wrong == []


def test_most_of_what_is_one_is_joined() -> None:
    scores = measured.evaluation().scores(part="open")
    assert scores.rows["same incident"].recall >= RECALL
