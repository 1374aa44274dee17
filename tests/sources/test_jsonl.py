"""JSON Lines: each record for itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.sources.helpers import AR, EN, FR, read_all

from incidentgraph.sources import Metadata, Notice, ReadOptions


def write(path: Path, *records: object) -> Path:
    lines = (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_all_fields(tmp_path: Path) -> None:
    record = {
        "id": "x/1", "text": FR, "title": "T", "url": "https://a.example", "published": "2025-05-24",
        "outlet": "O", "author": "A", "language": "fr",
    }  # fmt: skip
    (article,), others = read_all(write(tmp_path / "a.jsonl", record))
    assert (article.id, article.text, article.title, article.outlet, article.author) == ("x/1", FR, "T", "O", "A")
    assert others == []


def test_ids_may_be_numbers_or_missing(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.ndjson", {"id": 7, "text": EN}, "", {"text": AR})
    assert sorted(a.id for a in read_all(path)[0]) == ["7", "feed-3"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("{", "not JSON: "),
        ("[1]", "not a JSON object but list"),
        ("[" * 100_000, "nested too deeply"),
        ({"id": "x"}, "the field 'text' is missing or empty"),
        ({"text": "  "}, "the field 'text' is missing or empty"),
        ({"text": 5}, "the field 'text' is not a string but int"),
        ({"text": EN, "title": ["x"]}, "the field 'title' is not a string but list"),
        ({"text": EN, "id": {}}, "the field 'id' is not a string but dict"),
        ('{"text": "\\ud800 half"}', "lone surrogate"),
        ({"text": "nul \0 in it"}, "NUL"),
        ({"text": EN, "language": "de"}, "unknown language 'de'"),
        ({"text": "12 34"}, "language of the text is not recognised"),
    ],
)
def test_a_bad_record_names_its_line_and_costs_no_other(tmp_path: Path, record: object, reason: str) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "1", "text": EN}, record, {"id": "3", "text": FR})
    articles, (rejection,) = read_all(path)
    assert [a.id for a in articles] == ["1", "3"]
    assert rejection.where == f"{path}:2"
    assert reason in rejection.reason
    assert rejection.hint
    assert not isinstance(rejection, Notice)


def test_a_line_over_the_limit_costs_no_other(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "1", "text": EN}, {"text": "x" * 5000}, {"id": "3", "text": FR})
    articles, (rejection,) = read_all(path, options=ReadOptions(Metadata(), max_bytes=1000))
    assert [a.id for a in articles] == ["1", "3"]
    assert rejection.where == f"{path}:2"
    assert "--max-size" in rejection.hint


def test_unknown_fields_are_told_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "1", "text": EN, "stars": 5}, {"id": "2", "text": FR, "stars": 1})
    articles, (notice,) = read_all(path)
    assert len(articles) == 2
    assert notice.where == f"{path}:1"
    assert isinstance(notice, Notice)
    assert "'stars'" in notice.reason


def test_utf16_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": EN}) + "\n" + json.dumps({"text": FR}), encoding="utf-16")
    articles, (rejection,) = read_all(path)
    assert articles == []
    assert rejection.reason == "JSON Lines in UTF-16"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.touch()
    assert read_all(path)[1][0].reason == "the file is empty"
