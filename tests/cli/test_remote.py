"""The commands on a SPARQL 1.1 server do what they do on a folder and on a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.helpers import AR, EN, FR, run
from tests.evaluate.golds import english, write
from tests.serving import Server, Told, serving

from incidentgraph.live.replica import STATE


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for name, text in (("ar", AR), ("en", EN), ("fr", FR)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server and a folder with the same build."""
    server, out = Server(), tmp_path_factory.mktemp("out")
    with pytest.MonkeyPatch.context() as here:
        here.setenv(STATE, str(tmp_path_factory.mktemp("state")))
        done = run("build", articles, "-o", out, "--store", server.url)
        assert (done.exit_code, done.stderr) == (0, "")
        yield server.url, out
    server.stop()


@pytest.mark.parametrize(
    "command",
    [
        ("query", "timeline"),
        ("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("query", "CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o }", "--format", "turtle"),
        ("list",),
        ("conflicts",),
        ("timeline",),
        ("explain", "WhatsApp"),
        ("validate",),
        ("export", "trig", "-o", "-"),
        ("export", "turtle", "-o", "-"),
        ("export", "graphml", "-o", "-"),
        ("render", "-o", "-"),
        ("render", "-o", "-", "--focus", "WhatsApp"),
    ],
    ids=" ".join,
)
def test_a_command_says_what_it_says_of_the_file(command: tuple[str, ...], built: tuple[str, Path]) -> None:
    url, out = built
    there, here = run(*command, "--store", url), run(*command, "--graph", out)
    assert there.stdout == here.stdout
    assert (there.exit_code, there.stderr) == (here.exit_code, here.stderr)


def test_evaluate_asks_a_server(built: tuple[str, Path], tmp_path: Path) -> None:
    gold = write(tmp_path, english() | {"id": "en"})
    url, out = built
    done = run("evaluate", gold, "--store", url, "--misses")
    assert done.exit_code == 0
    assert done.stdout == run("evaluate", gold, "--graph", out, "--misses").stdout


def test_articles_come_and_go(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    server = Server()
    try:
        assert run("add", articles / "fr.txt", articles / "en.txt", "--store", server.url).exit_code == 0
        done = run("add", articles, "--store", server.url)
        assert (done.exit_code, done.stdout) == (0, f"{server.url}: 1 added, 2 there already; 3 articles\n")
        done = run("remove", "fr", "nobody", "--store", server.url)
        assert (done.exit_code, done.stdout) == (1, f"{server.url}: 1 removed; 2 articles\n")
        run("build", articles / "ar.txt", articles / "en.txt", "-o", tmp_path / "out")
        exported = run("export", "trig", "--store", server.url, "-o", "-").stdout
        assert exported == (tmp_path / "out" / "graph.trig").read_text(encoding="utf-8")
    finally:
        server.stop()


@pytest.mark.parametrize("command", [("build", "a.txt"), ("add", "a.txt"), ("remove", "a"), ("list",), ("validate",)])
def test_a_server_at_fault_is_one_line_without_the_password(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    Path("a.txt").write_text(EN, encoding="utf-8")
    with serving(Told(500, b"the disk is full")) as url:
        done = run(*command, "--store", url.replace("//", "//ada:s3cret@"))
    assert done.exit_code == 2
    assert done.stderr == (
        f"{url}: the server answered 500 to POST /query: the disk is full (the server's log may tell more; try again)\n"
    )
    assert not Path("graphs").exists()
