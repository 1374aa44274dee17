"""Names and their translations fall together, and other names do not."""

from __future__ import annotations

import pytest
from tests.resolve.test_entities import joined, named

from incidentgraph.resolve.translation import sound_keys, word_key


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Atlas Bank", "بنك الأطلس"),
        ("Université de Sfax", "جامعة صفاقس"),
        ("Marjan Airlines", "طيران مرجان"),
        ("Atlas Union Bank", "بنك الأطلس المتحد"),
        ("Atlas Pay", "أطلس باي"),
        ("Hedi Mzoughi", "الهادي المزوغي"),
        ("Richard Kennedy", "ريتشارد كينيدي"),
        ("Wolfgang Bauman", "فولفغانغ باومان"),
        ("Osman Yildirim", "عثمان يلدريم"),
    ],
)
def test_a_name_in_two_scripts_shares_a_key(latin: str, arabic: str) -> None:
    assert sound_keys(latin) & sound_keys(arabic)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Atlas Bank", "مستشفى أطلس"),
        ("Atlas Bank", "بنك الأفق"),
        ("Andy Stone", "أندي سميث"),
        ("The Bank", "البنك"),
        ("Meta", "ميتا"),
        ("National Bank", "البنك الوطني"),
    ],
)
def test_other_names_do_not(latin: str, arabic: str) -> None:
    assert not sound_keys(latin) & sound_keys(arabic)


def test_words_of_kinds_are_one_in_any_order_and_language() -> None:
    assert word_key("Banque de l'Atlas") == word_key("Atlas Bank") == word_key("The Atlas Bank")
    assert word_key("Atlas Hospital") != word_key("Atlas Bank")
    assert word_key("Atlas") is None
    assert word_key("The National Bank") is None


def test_a_bank_named_in_three_languages_is_one_entity() -> None:
    english = named("company/atlas-bank", "Company", ("Atlas Bank", "en"))
    french = named("company/banque-atlas", "Company", ("Banque Atlas", "fr"))
    arabic = named("company/بنك-أطلس", "Company", ("بنك أطلس", "ar"))
    assert len(joined(english, french, arabic)) == 1


def test_two_names_of_one_language_are_kept_apart() -> None:
    one = named("company/nord-bank", "Company", ("Nord Bank", "en"))
    other = named("company/nord-bank-of-the", "Company", ("Bank of Nord", "en"))
    arabic = named("company/بنك-نورد", "Company", ("بنك نورد", "ar"))
    assert len(joined(one, other, arabic)) == 3


def test_two_spellings_that_only_sound_alike_in_one_script_are_kept_apart() -> None:
    one = named("person/charles-maurras", "Person", ("Charles Maurras", "en"))
    other = named("person/charles-marois", "Person", ("Charles Marois", "fr"))
    assert len(joined(one, other)) == 2
