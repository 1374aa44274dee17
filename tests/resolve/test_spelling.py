"""Keys under which spellings of a name fall together, and do not."""

from __future__ import annotations

import pytest

from incidentgraph.resolve.spelling import acronym, folded_name, skeleton


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Andy Stone", "آندي ستون"),
        ("Mark Zuckerberg", "مارك زوكربيرغ"),
        ("Telegram", "تيليغرام"),
        ("Instagram", "إنستغرام"),
        ("Downdetector", "داون ديتيكتور"),
        ("Cloudflare", "كلاود فلير"),
        ("Snapchat", "سناب شات"),
        ("Killnet", "كيلنت"),
    ],
)
def test_a_name_in_two_scripts_has_one_skeleton(latin: str, arabic: str) -> None:
    assert skeleton(latin) is not None
    assert skeleton(latin) == skeleton(arabic)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Andy Stone", "أندي سميث"), ("Telegram", "تويتر"), ("Killnet", "كولين"), ("Mark Brown", "مارك بروس")],
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("short", ["X", "Meta", "إكس", "ميتا", "AWS", "", "—"])
def test_short_names_have_no_skeleton(short: str) -> None:
    assert skeleton(short) is None


def test_folding_sets_case_accents_and_marks_aside() -> None:
    assert folded_name("Site Intelligence-Group") == folded_name("SITE  intelligence group")
    assert folded_name("Société Générale") == folded_name("SOCIETE GENERALE")
    assert folded_name("إِيلون ماسك") == folded_name("ايلون ماسك")


def test_initials_of_two_words_are_no_acronym() -> None:
    assert acronym("Computer Emergency Response Team") == "cert"
    assert acronym("Elon Musk") is None
