"""Folding makes spellings that mean the same equal, and keeps the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentgraph.languages.folding import fold, fold_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Réseau", "RESEAU"),
        ("l’été", "l'ete"),
        ("cœur", "COEUR"),
        ("إكس", "اكس"),
        ("مؤسسة", "موسسه"),
        ("ا ّلشبكة".replace(" ", ""), "الشبكه"),
        ("تـــويتر", "تويتر"),
        ("١٢٬٥٠٠", "12,500"),
        ("«piraté»", '"pirate"'),
        ("10\u202f000", "10 000"),
        ("شبکه", "شبكه"),
    ],
)
def test_spellings_that_mean_the_same_fold_to_one_form(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other)


def test_different_words_stay_different() -> None:
    assert len({fold_text(w) for w in ("panne", "panné e", "pan", "عطل", "عطلة", "غوغل", "جوجل")}) == 7


def test_a_folded_range_leads_back_to_the_original_with_its_marks() -> None:
    text = "أعلنت «ميتا» عن عُطْلٍ"
    folded = fold(text)
    start = folded.text.index("عطل")
    span = folded.span(start, start + 3)
    assert text[span.start : span.end] == "عُطْلٍ"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_offsets_are_ordered_and_inside_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_folding_is_done_letter_by_letter(left: str, right: str) -> None:
    assert fold_text(left + right) == fold_text(left) + fold_text(right)
