"""Which articles in one language are copies."""

from __future__ import annotations

from datetime import date

from tests.resolve.witnesses.generated import status

from incidentgraph.model import Article, Mention, NodeId, Reading, Span
from incidentgraph.resolve.witnesses import copies, sketch, sketch_keys


def prose(first: int, last: int) -> str:
    """Words of which every run occurs only here; every tenth is a number."""
    return " ".join(f"{n}" if n % 10 == 0 else f"w{n}" for n in range(first, last))


def why(left: str, right: str, language: str = "en") -> str | None:
    a, b = (
        sketch(Reading(Article(name, text, code))) for name, text, code in (("a", left, "en"), ("b", right, language))
    )
    found = copies(a, b)
    assert found == copies(b, a)
    assert found is None or sketch_keys(a) & sketch_keys(b)
    return found


def test_a_copy_with_another_headline_is_one_witness() -> None:
    assert why(prose(0, 200), "Another headline. " + prose(20, 200)) == "nearCopyOf"


def test_a_shortened_copy_is_one_witness() -> None:
    assert why(prose(0, 900), prose(0, 120)) == "nearCopyOf"


def test_the_same_words_are_one_witness() -> None:
    assert why(prose(0, 200), prose(0, 200).upper()) == "sameTextAs"


def test_two_texts_are_two() -> None:
    assert why(prose(0, 200), prose(1000, 1200)) is None


def test_a_shared_paragraph_is_no_copy() -> None:
    assert why(prose(0, 200), prose(150, 350)) is None


def test_an_agency_line_and_some_of_the_words() -> None:
    left, right = prose(0, 200), prose(120, 320)
    assert why(left, right) is None
    assert why(f"{left} (AFP)", f"{right} (أ ف ب)") == "agencyCopyOf"
    assert why(f"{left} (AFP)", f"{right} (Reuters)") is None


def test_an_agency_line_alone_makes_no_copy() -> None:
    assert why(f"{prose(0, 200)} (AFP)", f"{prose(1000, 1200)} (AFP)") is None


def test_background_that_an_agency_repeats_makes_no_copy() -> None:
    background = prose(5000, 5080)
    assert why(f"{prose(0, 120)} {background} (AFP)", f"{prose(1000, 1120)} {background} (AFP)") is None


def test_another_language_is_another_matter() -> None:
    assert why(prose(0, 200), prose(0, 200), "fr") is None


def test_short_texts_are_copies_only_when_equal() -> None:
    assert why("Chirpo is down.", "Chirpo is down!") == "sameTextAs"
    assert why("Chirpo is down.", "Chirpo is down again.") is None
    assert why("", "") is None


def test_a_short_text_that_comes_again_later_is_another_witness() -> None:
    a, b, c = (
        sketch(Reading(Article(name, "Chirpo is down.", "en", published=day)))
        for name, day in (("a", date(2025, 5, 24)), ("b", date(2025, 5, 26)), ("c", date(2025, 9, 1)))
    )
    assert copies(a, b) == "sameTextAs"
    assert copies(a, c) is None


def test_what_is_skipped_is_not_compared() -> None:
    front = prose(5000, 5300)
    left, right = (
        sketch(Reading(Article(name, f"{front} {text}", "en", skip=(Span(0, len(front)),))))
        for name, text in (("a", prose(0, 100)), ("b", prose(500, 600)))
    )
    assert copies(left, right) is None


def test_a_shared_statement_is_no_copy() -> None:
    said = f"«{prose(5000, 5060)}»"
    assert why(f"{prose(0, 60)} {said}", f"{prose(1000, 1060)} {said}") is None


def test_boilerplate_without_numbers_and_names_is_no_copy() -> None:
    about = " ".join(f"b{n}" for n in range(100))
    assert why(f"{about} {prose(0, 60)}", f"{about} {prose(1000, 1060)}") is None


def test_pages_of_one_template_are_two_witnesses() -> None:
    for code in ("en", "fr", "ar"):
        left, right = sketch(status(code, "Chirpo")), sketch(status(code, "Nimbus Cloud"))
        assert len(left.runs & right.runs) > 20
        assert copies(left, right) is None


def test_names_are_what_a_template_is_filled_with() -> None:
    """The same page of two services, without a number in it."""
    text = "The team of {} is looking into it. " + " ".join(f"{{}} t{n} u{n} v{n} x{n}" for n in range(12))
    pages = []
    for name in ("Chirpo", "Nimbus"):
        full = text.replace("{}", name)
        at = [n for n in range(len(full)) if full.startswith(name, n)]
        mentions = tuple(Mention(Span(n, n + len(name)), name, NodeId(f"service/{name}")) for n in at)
        pages.append(sketch(Reading(Article(name, full, "en"), mentions)))
    assert copies(*pages) is None


def test_keys_of_a_long_text_are_few_and_those_of_a_part_are_among_them() -> None:
    long, part = (sketch(Reading(Article("a", prose(0, last), "en"))) for last in (9000, 2000))
    assert len(sketch_keys(long)) <= 129
    assert len(sketch_keys(part)) <= 129
    assert sketch_keys(long) & sketch_keys(part)
