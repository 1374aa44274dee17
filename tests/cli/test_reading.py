"""The commands that read a graph: query, list, render, export, validate."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.cli.helpers import MINI, process, run

from incidentgraph.export import EXPORTERS


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_list_is_csv_in_a_pipe() -> None:
    done = run("list", "--graph", MINI)
    assert done.exit_code == 0
    assert [row[0] for row in rows(done.stdout)] == ["article", "ar-1", "en-1", "fr-1"]


def test_questions_are_listed_with_their_parameters() -> None:
    done = run("query")
    table = {row[0]: row for row in rows(done.stdout)}
    assert "service" in table["outages"][2]


def test_a_named_question_with_parameters() -> None:
    everything = rows(run("query", "outages", "--graph", MINI).stdout)
    some = rows(run("query", "outages", "-p", "service=Chirpo", "--graph", MINI).stdout)
    assert some[0] == everything[0]
    assert 1 < len(some) < len(everything)


@pytest.mark.parametrize(
    ("form", "start"),
    [("csv", "article,"), ("tsv", "?article\t"), ("json", "{"), ("md", "| article |"), ("table", "┏")],
)
def test_formats(form: str, start: str) -> None:
    done = run("query", "articles", "--graph", MINI, "--format", form)
    assert done.exit_code == 0
    assert done.stdout.lstrip().startswith(start)


def test_a_question_from_text_file_and_standard_input(tmp_path: Path) -> None:
    text = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ig:Article }"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    for question, stdin in ((text, None), (str(tmp_path / "q.rq"), None), ("-", text)):
        assert run("query", question, "--graph", MINI, stdin=stdin).stdout == "n\n3\n"


def test_a_graph_from_standard_input(tmp_path: Path) -> None:
    done = process("list", "--graph", "-", cwd=tmp_path, stdin=MINI.read_bytes())
    assert done.returncode == 0
    assert done.stdout.decode() == run("list", "--graph", MINI).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "outage"], "did you mean"),
        (["query", "SELECT {"], "not SPARQL"),
        (["query", "outages", "-p", "service"], "--param NAME=VALUE"),
        (["query", "outages", "-p", "colour=red"], "colour"),
        (["query", "articles", "-f", "pdf"], "pdf"),
        (["query", "articles", "-f", "turtle"], "CONSTRUCT"),
        (["query", "nix.rq"], "nix.rq"),
        (["export", "pdf"], "turtle"),
        (["render", "--focus", "Nobody at all", "-o", "-"], "Nobody at all"),
        (["list", "--store", "x"], "--graph"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(arguments: list[str], words: str) -> None:
    done = run(*arguments, "--graph", MINI)
    assert done.exit_code == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_export_lists_its_formats() -> None:
    assert [line.split("\t")[0] for line in run("export").stdout.splitlines()] == list(EXPORTERS)


@pytest.mark.parametrize("name", list(EXPORTERS))
def test_every_format_is_written_to_a_file(name: str, tmp_path: Path) -> None:
    out = tmp_path / "x"
    done = run("export", name, "--graph", MINI, "-o", out)
    assert done.exit_code == 0, done.stderr
    assert out.stat().st_size > 100
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_export_to_standard_output(tmp_path: Path) -> None:
    done = process("export", "nquads", "--graph", MINI, cwd=tmp_path)
    assert done.returncode == 0
    assert set(ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)) == set(ox.parse(path=str(MINI)))


def test_render_writes_a_page(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    done = run("render", "--graph", MINI, "-o", out)
    assert done.exit_code == 0
    assert done.stdout == f"{out}\n"
    assert out.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("export", "turtle", "--graph", MINI, "-o", tmp_path / "file" / "x.ttl")
    assert done.exit_code == 2
    assert str(tmp_path / "file") in done.stderr


def test_validate_names_what_is_wrong(tmp_path: Path) -> None:
    ig = "https://w3id.org/incidentgraph/ontology#"
    (tmp_path / "bad.ttl").write_text(f"<https://x.example/c> a <{ig}Claim> .", encoding="utf-8")
    done = run("validate", "--graph", tmp_path / "bad.ttl")
    assert done.exit_code == 1
    header, *found = (line.split("\t") for line in done.stdout.splitlines())
    assert header == ["severity", "shape", "node", "property", "value", "message"]
    assert {row[2] for row in found} == {"https://x.example/c"}


def test_a_file_that_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "x.trig").write_text("{", encoding="utf-8")
    for command in ("list", "validate", "export"):
        done = run(command, *(["turtle"] if command == "export" else []), "--graph", tmp_path / "x.trig")
        assert done.exit_code == 2
        assert "x.trig" in done.stderr


def test_json_is_the_standards_own() -> None:
    data = json.loads(run("query", "ASK { ?s ?p ?o }", "--graph", MINI, "-f", "json").stdout)
    assert data["boolean"] is True
