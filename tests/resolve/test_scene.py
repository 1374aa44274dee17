"""What else is told of a thing, where two values of it are compared."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.resolve.builder import Told, outage, told

from incidentgraph.model import Article, NodeId, Ref
from incidentgraph.resolve.scene import Scene, before, days_between
from incidentgraph.resolve.statements import Statement


def scene(*events: Told) -> tuple[Scene, list[Statement]]:
    """Each event in an article of its own (a, b, ...), all of one thing."""
    readings = [told("abcdef"[n], event, text="One sentence. Another.") for n, event in enumerate(events)]
    found = [
        Statement(c, NodeId("outage/x"), c.object, r.article, NodeId(f"witness/{r.article.id}"))
        for r in readings
        for c in r.claims
    ]
    return Scene(found), found


def article(published: date | datetime | None) -> Article:
    return Article("a", "", "en", published=published)


def test_what_goes_on_and_what_is_over() -> None:
    here, told_ = scene(
        outage("x", resolved="false"), outage("x", resolved="true"), outage("x", end="15:00:00Z"), outage("x")
    )
    articles = {s.article.id: s.article for s in told_}
    assert [here.running(articles[k]) for k in "abcd"] == [True, False, False, False]
    assert [here.over(articles[k]) for k in "abcd"] == [False, True, True, False]


def test_who_tells_both_tells_that_it_is_over() -> None:
    here, told_ = scene(outage("x", resolved=["false", "true"]))
    assert (here.running(told_[0].article), here.over(told_[0].article)) == (False, True)


def test_what_stands_in_the_same_sentence() -> None:
    here, told_ = scene(outage("x", reports=9000, place="norland", quote="One sentence."), outage("y"))
    count = next(s for s in told_ if s.claim.predicate == "reportCount")
    assert here.beside(count, "place") == {Ref(NodeId("place/norland"))}
    assert here.beside(count, "causeKind") == frozenset()
    assert here.all_of("affectedService") == {Ref(NodeId("service/x")), Ref(NodeId("service/y"))}


@pytest.mark.parametrize(
    ("slots", "overnight"),
    [
        ({"duration": "PT13H"}, True),
        ({"duration": "PT3H"}, False),
        ({"start": "22:00:00+02:00"}, True),
        ({"start": "2025-05-24T02:30:00Z"}, True),
        ({"start": "09:00:00"}, False),
        ({}, False),
    ],
)
def test_what_lies_in_two_days(slots: dict[str, str], overnight: bool) -> None:
    assert scene(outage("x", **slots))[0].overnight is overnight


DAY = date(2025, 5, 24)


@pytest.mark.parametrize(
    ("left", "right", "first"),
    [
        (DAY, date(2025, 5, 25), True),
        (DAY, DAY, False),
        (DAY, datetime(2025, 5, 24, 23, tzinfo=UTC), False),  # the day alone does not tell
        (datetime(2025, 5, 24, 9, tzinfo=UTC), datetime(2025, 5, 24, 23, tzinfo=UTC), True),
        (datetime(2025, 5, 24, 9, tzinfo=UTC), date(2025, 5, 25), True),
        (None, DAY, False),
        (DAY, None, False),
    ],
)
def test_which_article_came_first(left: date | None, right: date | None, first: bool) -> None:
    assert before(article(left), article(right)) is first


def test_days_between_articles() -> None:
    assert days_between(article(DAY), article(date(2025, 5, 22))) == 2
    assert days_between(article(DAY), article(None)) is None
