"""Plain text stays the file as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.helpers import AR, EN, FR, read_all

from incidentgraph.model import Span
from incidentgraph.sources import Notice


def test_the_text_is_the_file_unchanged(tmp_path: Path) -> None:
    text = f"---\r\ntitle: Down\r\npublished: 2025-05-24\r\n---\r\nHeadline\r\n\r\n{EN}\r\n"
    (tmp_path / "a b.txt").write_bytes(text.encode())
    (article,), others = read_all(tmp_path)
    assert article.text == text
    assert article.skip == (Span(0, text.index("Headline")),)
    assert (article.id, article.language, article.title) == ("a b", "en", "Down")
    assert str(article.published) == "2025-05-24"
    assert others == []


@pytest.mark.parametrize(("text", "language"), [(EN, "en"), (FR, "fr"), (AR, "ar")])
def test_the_language_is_detected(tmp_path: Path, text: str, language: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_all(tmp_path)[0][0].language == language


def test_front_matter_takes_no_part_in_detection(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\ntitle: {AR} {AR}\n---\n{FR}", encoding="utf-8")
    assert read_all(tmp_path)[0][0].language == "fr"


def test_a_fault_in_front_matter_names_file_and_line_and_costs_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"---\nstars: 5\npublished: yesterday\n---\n{EN}", encoding="utf-8")
    (article,), others = read_all(path)
    assert article.published is None
    assert [o.where for o in others] == [f"{path}:2", str(path)]
    assert "2025-05-24" in others[1].hint
    assert all(isinstance(o, Notice) for o in others)


def test_front_matter_alone_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\ntitle: x\n---\n \n", encoding="utf-8")
    articles, (rejection,) = read_all(tmp_path)
    assert articles == []
    assert rejection.reason == "no text after the front matter"
