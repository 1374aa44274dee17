"""A language, an output format, a question and an extractor from another package, `site/acme`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SITE = Path(__file__).parent / "site"
GERMAN = "Der Dienst WhatsApp war am Samstag für zwei Stunden nicht zu erreichen, und Meta hat sich entschuldigt.\n"


def incidentgraph(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program, with the other package installed beside it."""
    env = os.environ | {"PYTHONPATH": str(SITE)}
    command = [sys.executable, "-c", "from incidentgraph.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extending")
    (folder / "a.txt").write_text(GERMAN, encoding="utf-8")
    done = incidentgraph(folder, "build", "a.txt", "-o", "out")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_language_is_one_file(built: Path) -> None:
    (article,) = json.loads((built / "out" / "report.json").read_text(encoding="utf-8"))["articles"]
    assert article["language"] == "de"
    question = (
        "SELECT ?name ?length { ?o a ig:Outage ; ig:affectedService ?s ; ig:duration ?length . ?s rdfs:label ?name }"
    )
    done = incidentgraph(built, "query", question, "--graph", "out", "--format", "csv")
    assert "WhatsApp,PT2H" in done.stdout.splitlines(), done.stderr


def test_an_output_format_is_one_module(built: Path) -> None:
    assert "quotes" in incidentgraph(built, "export").stdout.split()
    done = incidentgraph(built, "export", "quotes", "--graph", "out")
    assert done.returncode == 0, done.stderr
    quotes = done.stdout.splitlines()
    assert quotes
    assert all(quote in GERMAN for quote in quotes)


def test_a_question_is_one_file(built: Path) -> None:
    for name in ("how-many-articles", str(SITE / "acme" / "questions" / "how-many-articles.rq")):
        done = incidentgraph(built, "query", name, "--graph", "out", "--format", "csv")
        assert done.stdout == "articles\n1\n", done.stderr


def test_an_extractor_is_one_module_and_its_faults_cost_one_article(built: Path) -> None:
    for name, text in (("good.txt", "The service was down for two hours."), ("bad.txt", "We stumble over the outage.")):
        (built / name).write_text(text, encoding="utf-8")
    done = incidentgraph(built, "build", "good.txt", "bad.txt", "--extractor", "nothing", "-o", "nothing")
    assert done.returncode == 1
    assert "bad.txt: the extractor 'nothing' failed: ValueError: stumbled" in done.stderr
    report = json.loads((built / "nothing" / "report.json").read_text(encoding="utf-8"))
    assert [article["id"] for article in report["articles"]] == ["good"]


def test_without_the_package_nothing_of_it_is_there(built: Path) -> None:
    command = [sys.executable, "-c", "from incidentgraph.cli import main; main()", "export"]
    done = subprocess.run(command, cwd=built, capture_output=True, text=True, check=True)
    assert "quotes" not in done.stdout


def test_the_page_that_tells_it_is_ten_lines_and_names_what_is_there() -> None:
    lines = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line.strip()]
    assert len(told) == 10
    text = "\n".join(told)
    points = (SITE / "acme-1.0.dist-info" / "entry_points.txt").read_text(encoding="utf-8")
    groups = [line.strip("[]") for line in points.splitlines() if line.startswith("[")]
    assert [group for group in groups if group not in text] == []
