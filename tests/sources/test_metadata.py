"""`metadata.csv` says what files do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.helpers import EN, FR, read_all, told

from incidentgraph.sources import Notice


def folder(path: Path, csv: str, encoding: str = "utf-8") -> Path:
    (path / "a.txt").write_text(EN, encoding="utf-8")
    (path / "b.txt").write_text(f"---\noutlet: Own\n---\n{FR}", encoding="utf-8")
    (path / "metadata.csv").write_bytes(csv.encode(encoding))
    return path


def test_what_a_file_does_not_say(tmp_path: Path) -> None:
    csv = 'id,title,published,outlet\r\na,"Down, again",2025-05-24,The Daily\r\nb.txt,,2025-05-25,Ignored\r\n'
    (a, b), others = read_all(folder(tmp_path, csv))
    assert (a.title, str(a.published), a.outlet) == ("Down, again", "2025-05-24", "The Daily")
    assert (str(b.published), b.outlet) == ("2025-05-25", "Own")
    assert others == []


def test_it_holds_for_a_file_that_is_named_alone_too(tmp_path: Path) -> None:
    folder(tmp_path, "id,outlet\na,The Daily\n")
    assert read_all(tmp_path / "a.txt")[0][0].outlet == "The Daily"


def test_options_come_last(tmp_path: Path) -> None:
    (a, b), _ = read_all(folder(tmp_path, "id,outlet\na,The Daily\n"), options=told(outlet="Z", published="2025-01-01"))
    assert (a.outlet, b.outlet) == ("The Daily", "Own")
    assert str(a.published) == str(b.published) == "2025-01-01"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_it_may_be_saved_by_a_spreadsheet(tmp_path: Path, encoding: str) -> None:
    (a, _), others = read_all(folder(tmp_path, "id,outlet\na,صحيفة المدار اليومية\n", encoding))
    assert a.outlet == "صحيفة المدار اليومية"
    assert others == []


@pytest.mark.parametrize(
    ("csv", "reason", "line"),
    [
        ("id,stars\na,5\n", "unknown column 'stars' passed over", ""),
        ("name,outlet\na,X\n", "no column 'id', so that no row can be used", ""),
        ("id,outlet\n,X\n", "a row without an id", ":2"),
        ("id,outlet\na,X\na,Y\n", "a second row for 'a'", ":3"),
        ('id,outlet\na,"X\n', "not CSV: unexpected end of data", ":1"),
        ("", "the file is empty", ""),
    ],
)
def test_a_fault_is_told_and_costs_no_article(tmp_path: Path, csv: str, reason: str, line: str) -> None:
    articles, others = read_all(folder(tmp_path, csv))
    assert [a.id for a in articles] == ["a", "b"]
    fault = next(o for o in others if reason in o.reason)
    assert isinstance(fault, Notice)
    assert fault.where == f"{tmp_path / 'metadata.csv'}{line}"
    assert fault.hint


def test_a_row_for_no_article_is_told(tmp_path: Path) -> None:
    _, (notice,) = read_all(folder(tmp_path, "id,outlet\na,X\nnix,Y\n"))
    assert notice.where == f"{tmp_path / 'metadata.csv'}:3"
    assert "'nix'" in notice.reason
