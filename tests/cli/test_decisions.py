"""`decisions.tsv`: a person corrects it, and the next build keeps to it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.cli.helpers import run

ONE = "X was down for two hours on Saturday, 24 May 2025, after a data centre fire. Downdetector had 25,000 reports.\n"
TWO = "The social network X went down on 24 May 2025. Downdetector counted 25,000 reports on Saturday.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "two.txt").write_text(TWO, encoding="utf-8")
    return folder


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "decisions.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def outages(out: Path) -> int:
    found: dict[str, dict[str, int]] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return found["events"]["Outage"]


def put(out: Path, old: str, new: str) -> None:
    path = out / "decisions.tsv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_person_corrects_a_line_and_the_next_builds_keep_to_it(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("build", articles, "-o", out).exit_code == 0
    assert outages(out) == 1
    (line,) = (row for row in rows(out) if row["left"] == "outage/one-1")
    assert (line["right"], line["verdict"], line["by"]) == ("outage/two-1", "same", "rule")
    assert "both on 2025-05-24" in line["reasons"]
    put(out, "outage/two-1\tsame\trule", "outage/two-1\tdifferent\tperson")
    for _ in range(2):
        assert run("build", articles, "-o", out).exit_code == 0
        assert outages(out) == 2
    (articles / "two.txt").rename(tmp_path / "two.txt")
    done = run("build", articles, "-o", out)
    assert done.exit_code == 0
    assert "no article tells of outage/two-1" in done.stderr
    (tmp_path / "two.txt").rename(articles / "two.txt")
    run("build", articles, "-o", out)
    assert outages(out) == 2
    assert [row["by"] for row in rows(out) if row["left"] == "outage/one-1"] == ["person"]


def test_verdicts_of_a_file_beside(articles: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.tsv"
    own.write_text("left\tright\tverdict\noutage/one-1\toutage/two-1\tdifferent\n", encoding="utf-8")
    out = tmp_path / "out"
    assert run("build", articles, "-o", out, "--verdicts", own).exit_code == 0
    assert outages(out) == 2
    assert [row["by"] for row in rows(out) if row["left"] == "outage/one-1"] == ["person"], "and so in the next build"


def test_a_faulty_line_is_told_and_nothing_is_written(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", articles, "-o", out)
    put(out, "\tsame\trule", "\tpossiblySame\tperson")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    done = run("build", articles, "-o", out)
    assert done.exit_code == 2
    assert "decisions.tsv:2: 'possiblySame' is no verdict of a person (write same or different)" in done.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
