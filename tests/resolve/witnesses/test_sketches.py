"""Which articles are one witness."""

from __future__ import annotations

from incidentgraph.model import Article, NodeId, Reading, Span
from incidentgraph.resolve.witnesses import witnesses


def of(*articles: Article) -> dict[str, NodeId]:
    return dict(witnesses([Reading(article) for article in articles], lambda node: node).of)


def prose(first: int, last: int) -> str:
    """Words of which every run occurs only here."""
    return " ".join(f"w{n}" for n in range(first, last))


def same(left: str, right: str, language: str = "en") -> bool:
    found = of(Article("a", left, "en"), Article("b", right, language))
    assert found == of(Article("b", right, language), Article("a", left, "en"))
    return found["a"] == found["b"]


def test_a_copy_with_another_headline_is_one_witness() -> None:
    assert same(prose(0, 200), "Another headline. " + prose(20, 200))


def test_a_shortened_copy_is_one_witness() -> None:
    assert same(prose(0, 900), prose(0, 120))


def test_two_texts_are_two() -> None:
    assert not same(prose(0, 200), prose(1000, 1200))


def test_a_shared_paragraph_is_no_copy() -> None:
    assert not same(prose(0, 200), prose(150, 350))


def test_an_agency_line_and_some_of_the_words() -> None:
    left, right = prose(0, 200), prose(120, 320)
    assert not same(left, right)
    assert same(f"{left} (AFP)", f"{right} (AFP)")
    assert not same(f"{left} (AFP)", f"{right} (Reuters)")


def test_another_language_is_another_witness() -> None:
    assert not same(prose(0, 200), prose(0, 200), "fr")


def test_short_texts_are_copies_only_when_equal() -> None:
    assert same("Chirpo is down.", "Chirpo is down!")
    assert not same("Chirpo is down.", "Chirpo is down again.")


def test_what_is_skipped_is_not_compared() -> None:
    front = prose(5000, 5300)
    left = Article("a", f"{front} {prose(0, 100)}", "en", skip=(Span(0, len(front)),))
    right = Article("b", f"{front} {prose(500, 600)}", "en", skip=(Span(0, len(front)),))
    found = of(left, right)
    assert found["a"] != found["b"]


def test_copies_of_copies_are_one_witness() -> None:
    articles = [Article(str(n), prose(40 * n, 40 * n + 200), "en") for n in range(3)]
    assert len(set(of(*articles).values())) == 1
