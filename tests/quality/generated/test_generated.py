"""Look-alikes are kept apart, and what is one is joined: from the text of generated articles to incidents."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.quality.generated.cases import HELD_OUT, OPEN, Seed, specs, table
from tests.quality.generated.prose import articles
from tests.quality.generated.score import outcome, readings, shown
from tests.quality.generated.score import table as numbers

from incidentgraph.resolve import resolve

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
SEEDS = {"open": OPEN, "held_out": HELD_OUT}


def test_there_are_enough_of_them() -> None:
    told = specs(OPEN)
    assert len({spec.id for spec in told}) == len(told) >= 300
    assert len({spec.main.of.id for spec in told}) >= 100
    assert {spec.language for spec in told} == {"ar", "en", "fr"}
    assert {spec.case for spec in told} == {case["name"] for case in table("cases")["cases"]}


def test_a_seed_always_gives_the_same_articles() -> None:
    again = articles(specs(OPEN), OPEN)
    assert [reading.article for reading in readings(OPEN)] == again
    assert again != articles(specs(Seed(1)), Seed(1))


def test_nothing_is_joined_that_is_two() -> None:
    done = outcome(OPEN)
    assert [shown(pair) for pair in done.wrong] == []


@pytest.mark.parametrize("name", SEEDS)
def test_no_number_is_worse_than_it_was(name: str) -> None:
    total, floor = outcome(SEEDS[name]).total, FLOORS[name]
    report = numbers(outcome(SEEDS[name]))
    assert total.precision >= floor["precision"], report
    assert total.recall >= floor["recall"], report
    assert total.wrong_as_read <= floor["wrong_as_read"], report
    assert total.missed + total.misread <= floor["missed_or_misread"], report


def test_the_order_of_the_articles_changes_nothing() -> None:
    told = readings(OPEN)[:120]
    assert resolve(told[::-1]).incidents == resolve(told).incidents
