"""Words without their clitics."""

from __future__ import annotations

import pytest

from incidentgraph.extract.rules.tokens import forms_of, tokenize
from incidentgraph.languages import load
from incidentgraph.languages.folding import fold_text


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("وبالمنصة", "منصة"),
        ("للشركة", "شركة"),
        ("لعطلٍ", "عطل"),
        ("فالهجوم", "هجوم"),
        ("وسيعود", "يعود"),
        ("انقطاعاً", "انقطاع"),
    ],
)
def test_arabic_clitics_come_off(word: str, stem: str) -> None:
    assert fold_text(stem) in forms_of(fold_text(word), load("ar"))


@pytest.mark.parametrize("word", ["وزير", "بنك", "لبنان"])
def test_the_word_as_written_is_always_a_form(word: str) -> None:
    assert word in forms_of(word, load("ar"))


def test_other_languages_have_no_clitics_to_take_off() -> None:
    assert forms_of("balance", load("fr")) == ("balance",)


def test_tokens_stand_at_their_place() -> None:
    text = "L’attaque contre «Métro-Info» a duré 2 h."
    for token in tokenize(text, load("fr")):
        assert fold_text(text[token.span.start : token.span.end]) == token.text
