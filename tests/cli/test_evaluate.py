"""`incidentgraph evaluate`: what is printed where, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.helpers import process, run
from tests.evaluate.golds import arabic, english, graph, write

from incidentgraph import api


@pytest.fixture
def built(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    path.write_text("".join(sorted(f"{quad} .\n" for quad in graph().quads())), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    record = english()
    record["outages"][0]["end"] = "18:00"
    record["outages"][0]["duration"] = "PT1H"
    return write(folder, record, arabic())


def test_numbers_are_tab_separated_in_a_pipe(built: Path, gold: Path, tmp_path: Path) -> None:
    done = process("evaluate", str(gold), "--graph", str(built), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    header, *lines = (line.split("\t") for line in done.stdout.decode().splitlines())
    assert header == ["articles", "row", "precision", "recall", "f1", "right", "extra", "missed"]
    assert {line[0] for line in lines} == {"all", "ar", "en"}
    (duration,) = (line for line in lines if line[:2] == ["all", "slot duration"])
    assert duration[2:] == ["0.500", "0.500", "0.500", "1", "1", "1"]
    assert done.stderr == b""


def test_misses_with_their_quotes(built: Path, gold: Path) -> None:
    done = run("evaluate", gold, "--graph", built, "--misses")
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert lines == [
        ["article", "row", "side", "about", "value", "quotes"],
        ["en-1", "slot duration", "extra", "o1", "120", "two hours"],
        ["en-1", "slot duration", "missed", "o1", "60", "WhatsApp was down"],
        ["en-1", "slot end", "missed", "o1", "18:00", "WhatsApp was down"],
    ]


def test_a_table_for_people(built: Path, gold: Path) -> None:
    done = run("evaluate", gold, "--graph", built, "--format", "table")
    assert done.stdout.startswith("2 gold articles, 25 claims in the graph, 25 quotes checked, 0 ungrounded\n")
    assert "f1 ar" in done.stdout
    assert "overall" in done.stdout


def test_markdown(built: Path, gold: Path) -> None:
    done = run("evaluate", gold, "--graph", built, "--format", "md")
    assert done.stdout.startswith("| row | precision | recall | f1 | right | extra | missed | f1 ar | f1 en |\n| --- |")


def test_json_holds_everything(built: Path, gold: Path) -> None:
    data = json.loads(run("evaluate", gold, "--graph", built, "--format", "json").stdout)
    assert data["rows"]["slot end"] == {"precision": 1, "recall": 0, "f1": 0, "right": 0, "extra": 0, "missed": 1}
    assert data["languages"]["ar"]["overall"] == 1
    assert [d["row"] for d in data["differences"]] == ["slot duration", "slot duration", "slot end"]
    assert (data["quotes"], data["ungrounded"], data["absent"]) == (25, 0, [])


def test_one_language(built: Path, gold: Path) -> None:
    data = json.loads(run("evaluate", gold, "--graph", built, "--language", "ar", "-f", "json").stdout)
    assert (data["articles"], data["overall"]) == (1, 1)
    done = run("evaluate", gold, "--graph", built, "--language", "de")
    assert done.exit_code == 2
    assert "there is gold in: ar, en" in done.stderr


def test_what_is_held_back_is_listed_only_where_that_is_asked_for(built: Path, gold: Path) -> None:
    record = english() | {"held_back": True, "relations": [{"s": "Meta", "p": "operatorOf", "o": "WhatsApp"}]}
    write(gold, record)

    def asked(word: str) -> str:
        return run("evaluate", gold, "--graph", built, "--misses", "--held-back", word, "-f", "table").stdout

    assert "operatorOf" not in asked("summary")
    assert "held back: 1 of 2 articles" in asked("summary")
    assert "operatorOf" in asked("list")
    assert asked("only").startswith("1 gold articles")
    assert asked("without").startswith("1 gold articles")


def test_a_faulty_file_is_told_and_the_others_count(built: Path, gold: Path) -> None:
    write(gold, english() | {"id": "x", "roles": [{"person": "Ann Lee", "kind": "royal"}]})
    done = run("evaluate", gold, "--graph", built)
    assert done.exit_code == 1
    assert f"gold left out: {gold / 'x.json'}: roles[0].kind: 'royal' is not known" in done.stderr
    assert "roles[0].status: is missing" in done.stderr
    assert "overall" in done.stdout


def test_an_article_that_is_not_in_the_graph_is_told(built: Path, gold: Path) -> None:
    write(gold, english() | {"id": "en-2"})
    done = run("evaluate", gold, "--graph", built)
    assert done.exit_code == 1
    assert done.stderr == "absent: en-2: is not in the graph: all of it counts as missed\n"


def test_a_quote_that_is_not_in_its_article_is_told(built: Path, gold: Path) -> None:
    built.write_text(built.read_text(encoding="utf-8").replace('"denied it"', '"admitted it"'), encoding="utf-8")
    done = run("evaluate", gold, "--graph", built)
    assert done.exit_code == 1
    assert done.stderr == "ungrounded: en-1: the quote is not in the article: «admitted it»\n"


@pytest.mark.parametrize("path", ["nix", "."])
def test_without_gold_there_is_nothing_to_do(built: Path, path: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("evaluate", tmp_path / "empty" / path, "--graph", built)
    assert done.exit_code == 2
    assert "gold" in done.stderr


def test_the_same_from_python(built: Path, gold: Path) -> None:
    found = api.evaluate(gold, graph=built)
    assert found.scores().rows["slot end"].missed == 1
    assert api.evaluate([gold / "ar-1.json"], graph=built, language="ar").scores().overall == 1
