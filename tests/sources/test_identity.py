"""Ids are unique, and do not depend on what came first."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from incidentgraph.model import Article
from incidentgraph.sources import Notice
from incidentgraph.sources.identity import unique


def test_the_same_text_counts_once_and_the_fuller_copy_is_kept() -> None:
    bare = Article("a", "text", "en", source="x/a.txt")
    full = replace(bare, outlet="O", source="y/a.txt")
    for order in permutations([bare, full, replace(bare, source="z/a.txt")]):
        found = list(unique(order))
        assert [x for x in found if isinstance(x, Article)] == [full]
        notices = [x for x in found if isinstance(x, Notice)]
        assert {n.where for n in notices} == {"x/a.txt", "z/a.txt"}
        assert all("y/a.txt" in n.reason for n in notices)


def test_different_texts_get_ids_of_their_own() -> None:
    one, two, other = Article("a", "one", "en"), Article("a", "two", "en"), Article("b", "one", "en")
    results = set()
    for order in permutations([one, two, other]):
        found = list(unique(order))
        results.add(tuple((x.id, x.text) for x in found if isinstance(x, Article)))
        assert sum(isinstance(x, Notice) for x in found) == 2
    (result,) = results
    assert [text for _, text in result] in (["one", "two", "one"], ["two", "one", "one"])
    assert result[2][0] == "b"
    assert all(ident.startswith("a-") and len(ident) == 10 for ident, _ in result[:2])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["one", "two", "three"])), max_size=12))
def test_every_text_of_an_id_is_kept_under_one_id(pairs: list[tuple[str, str]]) -> None:
    articles = [Article(ident, text, "en") for ident, text in pairs]
    found = [x for x in unique(articles) if isinstance(x, Article)]
    assert len({x.id for x in found}) == len(found) == len(set(pairs))
