"""From inputs to articles: kinds, limits, languages, and that one fault costs one article."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from tests.sources.helpers import AR, EN, FR, read_all, told

from incidentgraph.errors import InputError
from incidentgraph.sources import SOURCES, Metadata, Notice, ReadOptions, read

SPANISH = (
    "El servicio de mensajería WhatsApp sufrió una caída de dos horas el sábado. La empresa pidió disculpas y explicó "
    "que el fallo se debía a un error técnico. Millones de usuarios se vieron afectados por la interrupción."
)
PERSIAN = (
    "سرویس واتساپ روز شنبه به مدت دو ساعت از دسترس خارج شد. شرکت متا عذرخواهی کرد و گفت که این اختلال به دلیل "
    "یک خطای فنی بوده است."
)


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_the_kinds_that_there_are() -> None:
    assert list(SOURCES) == ["html", "jsonl", "plain"]


@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_every_source_names_suffixes_of_its_own(source: object) -> None:
    suffixes = getattr(source, "suffixes", ())
    assert suffixes
    assert all(s.startswith(".") and s == s.lower() for s in suffixes)
    assert all(not set(suffixes) & set(other.suffixes) for other in SOURCES.values() if other is not source)


@pytest.mark.parametrize(
    ("data", "ident"),
    [
        (EN.encode(), "stdin"),
        (json.dumps({"id": "r", "text": EN}).encode(), "r"),
        (f"<!DOCTYPE html><title>T</title><p>{EN}</p><p>{EN} Again.</p>".encode(), "stdin"),
    ],
    ids=["plain", "jsonl", "html"],
)
def test_standard_input_is_recognised(monkeypatch: pytest.MonkeyPatch, data: bytes, ident: str) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    (article,), others = read_all("-")
    assert article.id == ident
    assert article.source.startswith("standard input")
    assert EN in article.text
    assert others == []


def test_the_kind_may_be_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<p>{EN}</p>", encoding="utf-8")
    (article,), _ = read_all(path, options=ReadOptions(kind="plain"))
    assert article.text == f"<p>{EN}</p>"


def test_a_file_over_the_limit_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("word " * 300, encoding="utf-8")
    (tmp_path / "small.txt").write_text(EN, encoding="utf-8")
    articles, (rejection,) = read_all(tmp_path, options=ReadOptions(max_bytes=1000))
    assert [a.id for a in articles] == ["small"]
    assert rejection.where == str(tmp_path / "big.txt")
    assert "--max-size" in rejection.hint


def test_a_line_of_fifty_megabytes_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(50_000_000)
    _, (rejection,) = read_all(tmp_path / "big.txt")
    assert rejection.reason == "larger than 10 MB, which no news article is"


def test_every_bad_file_is_named_and_the_good_ones_are_read(tmp_path: Path) -> None:
    bad = {"empty.txt": b"", "picture.txt": b"\x89PNG\r\n\x1a\n\0\0", "noise.txt": bytes(range(256)), "x.html": b"<p>"}
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    good = {"u16.txt": ("utf-16", AR), "w1256.txt": ("cp1256", AR), "l1.txt": ("latin-1", FR)}
    for name, (encoding, text) in good.items():
        (tmp_path / name).write_bytes(text.encode(encoding))
    articles, rejections = read_all(tmp_path)
    assert {a.id: a.text for a in articles} == {name.split(".")[0]: text for name, (_, text) in good.items()}
    assert {Path(r.where).name for r in rejections} == set(bad)
    assert all(r.hint and not isinstance(r, Notice) for r in rejections)


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(FR, encoding="utf-8")
    real = Path.open

    def denied(path: Path, *args: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(path, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", denied)
    articles, (rejection,) = read_all(tmp_path)
    assert [a.id for a in articles] == ["b"]
    assert (Path(rejection.where).name, rejection.reason) == ("a.txt", "cannot be read: Permission denied")


@pytest.mark.parametrize("name", ["French", "fr", "FR-be", "fr_FR"])
def test_languages_by_code_or_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(f"---\nlanguage: {name}\n---\n12 34", encoding="utf-8")
    assert read_all(tmp_path)[0][0].language == "fr"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"---\nlanguage: de\n---\n{EN}", "unknown language 'de'"),
        ("Сервис не работал два часа.", "not recognised"),
        ("服务中断了两个小时。", "not recognised"),
        (SPANISH, "not recognised"),
        (PERSIAN, "not recognised"),
    ],
)
def test_an_unknown_language_is_refused_with_the_known_ones(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    articles, (rejection,) = read_all(tmp_path)
    assert articles == []
    assert reason in rejection.reason
    assert "ar, en, fr" in rejection.hint


@pytest.mark.parametrize(
    "options",
    [told(published="May 2025"), told(language="xx"), ReadOptions(kind="pdf")],
    ids=["date", "language", "kind"],
)
def test_options_that_cannot_hold_are_refused_at_once(options: ReadOptions) -> None:
    with pytest.raises(InputError) as caught:
        read(["."], options)
    assert caught.value.hint


def test_options_hold_for_what_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\noutlet: Own\n---\n{EN}", encoding="utf-8")
    (article,), _ = read_all(tmp_path, options=told(outlet="O", author="A", language="fr"))
    assert (article.outlet, article.author, article.language) == ("Own", "A", "fr")


def test_odd_file_names_give_ids_that_can_be_written(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", "عطل <1> %41#?.txt".encode(), b"new\nline.txt", b"x" * 240 + b".txt"):
        Path(tmp_path, name.decode("utf-8", "surrogateescape")).write_text(EN + str(len(name)), encoding="utf-8")
    articles, _ = read_all(tmp_path)
    assert sorted(a.id for a in articles) == ["caf\ufffd", "new_line", "x" * 200, "عطل <1> %41#?"]
    for article in articles:
        article.id.encode()


def test_the_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    for folder, text in (("p", EN), ("q", FR), ("r", EN)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, encoding="utf-8")
    folders = [tmp_path / name for name in "pqr"]
    first = [(a.id, a.text, a.source) for a in read_all(*folders)[0]]
    assert [(a.id, a.text, a.source) for a in read_all(*reversed(folders))[0]] == first
    assert len(first) == 2


def test_metadata_fields_are_known() -> None:
    assert Metadata(title="x").or_else(Metadata(title="y", url="u")) == Metadata(title="x", url="u")
