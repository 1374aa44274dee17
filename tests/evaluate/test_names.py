"""When two names are the same."""

from __future__ import annotations

import pytest

from incidentgraph.evaluate.gold import GoldEntity
from incidentgraph.evaluate.names import Names, plain

X = [GoldEntity("Company", "X Corp", ("X",)), GoldEntity("Service", "X", ("X", "إكس"))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meta", "META"),
        ("Société Générale", "societe generale"),
        ("L'Express", "L’Express"),
        ("أمازون", "امازون"),
        ("الشركة المصرية", "الشركه المصريه"),
        ("منصة إكس", "إكس"),
        ("AT&T Inc.", "AT T"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_other_names_stay_apart() -> None:
    assert plain("Meta") != plain("Metro")
    assert plain("Theresa") == "theresa", "only whole words are idle"


def test_the_name_of_the_same_type_comes_first() -> None:
    names, known = Names(X), ("X Corp", "X")
    node = frozenset({"x"})
    assert names.match(node, known, "x", frozenset({"Service"})) == "x"
    assert names.match(node, known, "x", frozenset({"Company"})) == "x", "the idle word is no part of the name"
    assert names.match(frozenset({"اكس"}), known, "x") == "x"


def test_what_gold_does_not_know_keeps_a_name_of_its_own() -> None:
    assert Names(X).match(frozenset({"meta"}), ("X",), "meta") == "?meta"
