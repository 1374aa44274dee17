"""Pages: the main text, and only what the page itself says about it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sources.helpers import AR, EN, FR, read_all

from incidentgraph.sources.html import SOURCE

LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Site"},
        {
            "@type": ["NewsArticle"],
            "headline": "WhatsApp goes\n down",
            "datePublished": "2025-05-24T13:00:00Z",
            "publisher": {"@type": "Organization", "name": "The Daily"},
            "author": [{"name": "A. Lee"}, {"name": "B. Roe"}],
            "inLanguage": "en-GB",
            "mainEntityOfPage": {"@id": "https://daily.example/1"},
        },
    ],
}


def page(head: str = "", text: str = EN, lang: str = "en", body: str = "") -> str:
    paragraphs = "".join(f"<p>{text} ({n}) {text}</p>" for n in range(4))
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    <article><h1>WhatsApp goes down</h1>{paragraphs}{body}</article>
    <aside><h3>Most read</h3><ul><li><a href="/x">Ten tips for your garden</a></li></ul></aside>
    <footer>Copyright 2031 Daily. All rights reserved.</footer><script>var x = "2031-01-01";</script></body></html>"""


def script(tree: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(tree)}</script>'


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_the_main_text_without_menus_and_scripts(tmp_path: Path) -> None:
    (article,), others = read_all(write(tmp_path / "a.html", page()))
    assert article.text.startswith("WhatsApp goes down")
    assert EN in article.text
    assert not any(word in article.text for word in ("Sport", "garden", "Copyright", "var x", "<"))
    assert article.id == "a"
    assert others == []


def test_json_ld_comes_first(tmp_path: Path) -> None:
    meta = '<meta property="og:title" content="Other"><meta property="og:site_name" content="Other">'
    (article,), _ = read_all(write(tmp_path / "a.html", page(meta + script(LD))))
    assert article.title == "WhatsApp goes down"
    assert article.published is not None
    assert article.published.isoformat() == "2025-05-24T13:00:00+00:00"
    assert (article.outlet, article.author) == ("The Daily", "A. Lee, B. Roe")
    assert (article.url, article.language) == ("https://daily.example/1", "en")


def test_open_graph_then_meta_then_elements(tmp_path: Path) -> None:
    head = """<title>From the title</title><link rel="canonical" href="https://daily.example/c">
    <meta property="article:published_time" content="2025-05-24T15:00:00+02:00"><meta name="date" content="2020-01-01">
    <meta property="og:title" content="WhatsApp goes down | The Daily">
    <meta property="og:site_name" content="The Daily">
    <meta name="author" content="A. Lee"><meta property="article:author" content="https://facebook.example/alee">"""
    (article,), _ = read_all(write(tmp_path / "a.html", page(head)))
    assert (article.title, article.outlet, article.author) == ("WhatsApp goes down", "The Daily", "A. Lee")
    assert article.url == "https://daily.example/c"
    assert str(article.published) == "2025-05-24 15:00:00+02:00"


def test_no_date_is_invented(tmp_path: Path) -> None:
    path = write(tmp_path / "2024-03-03-story.html", page(body="<p>It began on 3 March 2024.</p>"))
    (article,), _ = read_all(path)
    assert article.published is None


def test_broken_json_ld_is_passed_over(tmp_path: Path) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", </script>' + script(LD)
    (article,), _ = read_all(write(tmp_path / "a.html", page(head)))
    assert article.outlet == "The Daily"


@pytest.mark.parametrize(
    ("text", "lang", "expected"), [(AR, "en", "ar"), (FR, "fr-FR", "fr"), (FR, "", "fr"), (EN, "en_US", "en")]
)
def test_a_template_that_declares_the_wrong_language_is_not_believed(
    tmp_path: Path, text: str, lang: str, expected: str
) -> None:
    (article,), _ = read_all(write(tmp_path / "a.html", page(text=text, lang=lang)))
    assert article.language == expected


def test_a_page_in_an_unknown_language_is_refused(tmp_path: Path) -> None:
    articles, (rejection,) = read_all(write(tmp_path / "a.html", page(lang="de")))
    assert articles == []
    assert "unknown language 'de'" in rejection.reason
    assert "ar, en, fr" in rejection.hint


def test_a_page_that_names_its_encoding(tmp_path: Path) -> None:
    text = page(text=AR).replace('charset="utf-8"', 'charset="windows-1256"')
    (article,), _ = read_all(write(tmp_path / "a.html", text, "cp1256"))
    assert AR in article.text


@pytest.mark.parametrize(
    "text", ["<html></html>", "<html><body><nav><a href='/'>x</a></nav></body></html>", "<!-- -->"]
)
def test_a_page_without_text_is_refused(tmp_path: Path, text: str) -> None:
    articles, (rejection,) = read_all(write(tmp_path / "a.html", text))
    assert articles == []
    assert rejection.hint


@pytest.mark.parametrize("depth", [300, 50_000])
def test_deep_pages_do_no_harm(tmp_path: Path, depth: int) -> None:
    articles, others = read_all(write(tmp_path / "a.html", page(body="<div>" * depth + EN)))
    assert len(articles) + len(others) == 1


def test_the_same_text_whatever_the_hash_seed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", page(script(LD)))
    code = "import sys; from incidentgraph.sources import read; print(repr(list(read([sys.argv[1]]))))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, path], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_the_source_says_what_it_reads() -> None:
    assert (SOURCE.name, ".html" in SOURCE.suffixes) == ("html", True)
