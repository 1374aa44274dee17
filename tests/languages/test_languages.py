"""Languages are data: found by folder, merged from files, told apart by script and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from incidentgraph.errors import DataError, InputError
from incidentgraph.languages import detect, languages, load, read_language


def test_the_three_languages_are_registered() -> None:
    assert list(languages()) == ["ar", "en", "fr"]


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_language_brings_the_tables_that_the_engine_reads(code: str) -> None:
    language = load(code)
    for table in ("grammar", "boilerplate", "values", "cues", "syntax", "demonyms"):
        assert language.table(table), table


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_language_brings_the_same_families_of_cues(code: str) -> None:
    assert set(load(code).table("cues")) == set(load("en").table("cues"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The service was restored after two hours, the company said.", "en"),
        ("Le service a été rétabli dans la soirée, selon l'opérateur.", "fr"),
        ("أعلنت الشركة عودة الخدمة بعد ساعتين من العطل.", "ar"),
        ("قالت شركة Cloudflare إن خدمة Workers عادت إلى العمل في Europe.", "ar"),
        ("12:30 – 14:45", "und"),
        ("", "und"),
    ],
)
def test_detect(text: str, code: str) -> None:
    assert detect(text) == code


def test_an_unknown_language_is_told_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="ar, en, fr"):
        load("xx")


def test_a_table_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[grammar]\nname = "A"\nscript = "Latn"\nstopwords = []\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text("[grammar]\n", encoding="utf-8")
    with pytest.raises(DataError, match="two files"):
        read_language(tmp_path)


def test_a_language_without_grammar_is_refused_with_its_path(tmp_path: Path) -> None:
    file = tmp_path / "xx.toml"
    file.write_text("[values]\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"xx\.toml"):
        read_language(file)
