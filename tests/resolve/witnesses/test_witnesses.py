"""What holds of all witnesses: the order of the input, repetition, and what is elsewhere make no difference."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.resolve.witnesses.generated import dispatches, look_alikes, made
from tests.resolve.witnesses.test_sketches import prose

from incidentgraph.model import Article, NodeId, Reading
from incidentgraph.resolve.witnesses import copies, edges, sketch, sketch_keys, telling, translated, witnesses

_SLOW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def same(node: NodeId) -> NodeId:
    return node


@st.composite
def _readings(draw: st.DrawFn) -> list[Reading]:
    """Articles that share stretches of a few texts, with and without an agency line."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        base = 10_000 * draw(st.integers(0, 2))
        first, length = 20 * draw(st.integers(0, 6)), 20 * draw(st.integers(0, 10))
        line = draw(st.sampled_from(["", " (AFP)", " (Reuters)"]))
        text = prose(base + first, base + first + length) + line
        found.append(Reading(Article(f"a{number}", text, draw(st.sampled_from(["en", "fr"])))))
    return found


@_SLOW
@given(_readings(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(readings: list[Reading], random: Any) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)
    assert witnesses(shuffled, same).of == witnesses(readings, same).of


@_SLOW
@given(_readings())
def test_twice_is_once(readings: list[Reading]) -> None:
    assert witnesses([*readings, *readings], same) == witnesses(readings, same)


@_SLOW
@given(_readings(), st.data())
def test_taking_away_what_shares_no_key_changes_nothing(readings: list[Reading], data: st.DataObject) -> None:
    """Local: an article's witness depends only on what it is reachable from through keys."""
    whole = witnesses(readings, same)
    keys = {reading.article.id: sketch_keys(sketch(reading)) for reading in readings}
    gone = {reading.article.id for reading in readings if data.draw(st.booleans())}
    touched = set().union(*(keys[article] for article in gone)) if gone else set()
    while True:  # all that hangs together with what is taken away
        more = [a for a in keys if a not in gone and keys[a] & touched and not keys[a] <= touched]
        if not more:
            break
        touched |= set().union(*(keys[article] for article in more))
    rest = witnesses([reading for reading in readings if reading.article.id not in gone], same)
    for article, witness in rest.of.items():
        if not keys[article] & touched:
            assert witness == whole.of[article]


@_SLOW
@given(_readings())
def test_what_is_judged_in_pairs_holds_both_ways(readings: list[Reading]) -> None:
    given_ = [sketch(reading) for reading in readings]
    for left in given_:
        for right in given_:
            why = copies(left, right)
            assert why == copies(right, left)
            assert why is None or sketch_keys(left) & sketch_keys(right)


def test_the_keys_lose_hardly_a_copy() -> None:
    """Every pair compared finds what the pairs with a key in common find, up to who is left out in a crowd."""
    given_ = [sketch(one.reading) for one in [*made(), *look_alikes()][::7]]
    found = {edge[:2] for edge in edges(given_, sketch_keys, copies)}
    by_key = {frozenset((a.article, b.article)) for a in given_ for b in given_ if sketch_keys(a) & sketch_keys(b)}
    every = {tuple(sorted((a.article, b.article))) for a in given_ for b in given_ if copies(a, b)}
    assert found <= every
    assert all(frozenset(pair) in by_key for pair in every)


def test_translations_hold_both_ways() -> None:
    given_ = [telling(reading, same) for reading in dispatches()]
    for left in given_:
        for right in given_:
            assert translated(left, right) == translated(right, left)
