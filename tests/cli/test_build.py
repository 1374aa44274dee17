"""`incidentgraph build`: every bad input is named with what to do, and the good ones are built."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.helpers import AR, EN, FR, ROOT, process, run

FILES = ["decisions.tsv", "graph.html", "graph.trig", "graph.ttl", "report.json"]

BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
    "noise.txt": bytes(range(256)) * 4,
    "paper.txt": b"%PDF-1.7\n",
    "cut.txt": FR.encode() * 30 + b"\xd8",
    "german.txt": f"---\nlanguage: de\n---\n{EN}".encode(),
    "digits.txt": b"12 34 56",
    "bare.html": b"<html><body></body></html>",
    "record.jsonl": b'{"id": 1, "text": 5}\n',
}
GOOD = {
    "utf16.txt": AR.encode("utf-16"),
    "windows1256.txt": (AR * 2).encode("cp1256"),
    "latin1.txt": (FR * 2).encode("latin-1"),
    "plain.txt": EN.encode(),
}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def report(folder: Path) -> dict[str, list[dict[str, str]]]:
    data: dict[str, list[dict[str, str]]] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in GOOD.items():
        (folder / name).write_bytes(data)
    return folder


def test_good_articles_are_exit_code_0(articles: Path, tmp_path: Path) -> None:
    done = run("build", articles, "-o", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (0, "")
    assert names(tmp_path / "out") == FILES
    assert "4 articles" in done.stdout
    assert f"query timeline --graph {tmp_path / 'out'}" in done.stdout


def test_every_bad_file_is_named_with_what_to_do_and_the_others_are_built(articles: Path, tmp_path: Path) -> None:
    for name, data in BAD.items():
        (articles / name).write_bytes(data)
    (articles / "gone.txt").symlink_to(tmp_path / "nowhere")
    done = run("build", articles, tmp_path / "missing.txt", "-o", tmp_path / "out")
    assert done.exit_code == 1
    refused = [line for line in done.stderr.splitlines() if line.startswith("rejected: ")]
    named = [Path(line.split(": ")[1].split(".jsonl:")[0]).name for line in refused]
    assert sorted(named) == sorted([*{n.removesuffix(".jsonl") for n in BAD}, "gone.txt", "missing.txt"])
    assert all(line.endswith(")") for line in refused), "each has a hint"
    assert sorted(a["id"] for a in report(tmp_path / "out")["articles"]) == ["latin1", "plain", "utf16", "windows1256"]
    assert len(report(tmp_path / "out")["rejections"]) == len(refused)
    assert names(tmp_path / "out") == FILES


def test_a_line_of_fifty_megabytes_costs_no_other_article(articles: Path, tmp_path: Path) -> None:
    with (articles / "long.txt").open("wb") as file:
        file.write(b"word " * 10_000_000)
    done = run("build", articles, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "long.txt: larger than 10 MB" in done.stderr
    assert "--max-size" in done.stderr
    assert len(report(tmp_path / "out")["articles"]) == 4


def test_a_folder_without_articles_is_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = run("build", tmp_path / "in", "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert "a folder without articles" in done.stderr
    assert ".txt" in done.stderr
    assert names(tmp_path) == ["in"]


def test_where_nothing_can_be_used_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.ttl").write_text("old")
    done = run("build", tmp_path / "empty.txt", "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert "empty.txt: the file is empty" in done.stderr
    assert names(tmp_path / "out") == ["graph.ttl"]
    assert (tmp_path / "out" / "graph.ttl").read_text() == "old"


@pytest.mark.parametrize("place", ["file", "file/deeper"])
def test_an_unwritable_output_is_exit_code_2(articles: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    done = run("build", articles, "-o", tmp_path / place)
    assert done.exit_code == 2
    assert str(tmp_path / "file") in done.stderr
    assert "-o" in done.stderr
    assert names(tmp_path) == ["file", "in"]


@pytest.mark.skipif(os.geteuid() != 0 and not Path("/proc/self").exists(), reason="needs a folder nobody may write to")
def test_a_forbidden_output_is_exit_code_2(articles: Path) -> None:
    done = run("build", articles, "-o", "/proc/incidentgraph")
    assert done.exit_code == 2
    assert "/proc/incidentgraph: cannot be written" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--language", "de"], "ar, en, fr"),
        (["--published", "last week"], "2025-05-24"),
        (["--extractor", "magic"], "rules"),
        (["--kind", "pdf"], "plain"),
        (["--base", "not an iri"], "--base"),
    ],
)
def test_options_that_cannot_hold(articles: Path, tmp_path: Path, arguments: list[str], words: str) -> None:
    done = run("build", articles, "-o", tmp_path / "out", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert names(tmp_path) == ["in"]


def test_standard_input(tmp_path: Path) -> None:
    done = process("build", "-", "--published", "2025-05-25", "--outlet", "The Daily", cwd=tmp_path, stdin=EN.encode())
    assert done.returncode == 0, done.stderr
    listed = process("list", cwd=tmp_path)  # without --graph: the last build
    assert listed.stdout.decode().splitlines()[1].startswith("stdin,en,2025-05-25,The Daily,")


def test_the_default_folder_is_named_after_the_input(articles: Path) -> None:
    done = process("build", "in", cwd=articles.parent)
    assert done.returncode == 0, done.stderr
    assert names(articles.parent / "graphs" / "in") == FILES


def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    lines = (json.dumps({"id": str(n), "text": f"{EN} {FR} {n}"}) for n in range(20_000))
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-c", "from incidentgraph.cli import main; main()", "build", "many.jsonl", "-o", "out"]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not (tmp_path / "out").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in errors
    assert names(tmp_path) == ["many.jsonl"]


def test_the_same_bytes_whatever_the_hash_seed_the_order_and_the_workers(tmp_path: Path) -> None:
    samples = sorted((ROOT / "articles").glob("*.txt"))
    assert len(samples) > 20
    runs = {
        "one": (samples, "1", "1"),
        "two": (samples[::-1], "2", "1"),
        "three": (samples[1::2] + samples[::2], "3", "2"),
    }
    for name, (inputs, seed, workers) in runs.items():
        done = process("build", *inputs, "-o", name, "--workers", workers, cwd=tmp_path, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
    for file in FILES:
        assert len({(tmp_path / name / file).read_bytes() for name in runs}) == 1, file


def test_a_store_on_disk_answers_like_the_file(articles: Path, tmp_path: Path) -> None:
    for _ in range(2):  # the second replaces the first
        done = run("build", articles, "-o", tmp_path / "out", "--store", tmp_path / "db" / "one")
        assert done.exit_code == 0, done.stderr
    assert names(tmp_path / "db") == ["one"]
    for question in ("articles", "timeline"):
        answers = {run("query", question, *place).stdout for place in (
            ("--graph", tmp_path / "out"),
            ("--store", tmp_path / "db" / "one"),
        )}  # fmt: skip
        assert len(answers) == 1


def test_a_folder_that_is_no_store_is_not_overwritten(articles: Path, tmp_path: Path) -> None:
    done = run("build", articles, "-o", tmp_path / "out", "--store", articles)
    assert done.exit_code == 2
    assert str(articles) in done.stderr
    assert len(names(articles)) == len(GOOD)
    assert not (tmp_path / "out").exists()


def test_names_of_ones_own(articles: Path, tmp_path: Path) -> None:
    names_file = tmp_path / "own.tsv"
    header = "id\tkind\ten\tfr\tar\taliases_en\taliases_fr\taliases_ar\twikidata\tsource\tflags\n"
    names_file.write_text(f"{header}service/quibblr\tService\tQuibblr\t\t\t\t\t\t\town\t\n", encoding="utf-8")
    (articles / "own.txt").write_text("Quibblr went down for two hours on Saturday, users said.\n", encoding="utf-8")
    done = run("build", articles, "-o", tmp_path / "out", "--entities", names_file)
    assert done.exit_code == 0, done.stderr
    question = "SELECT ?o { ?o a ig:Outage ; ig:affectedService ?s . ?s rdfs:label 'Quibblr'@en }"
    answer = run("query", question, "--graph", tmp_path / "out")
    assert len(answer.stdout.splitlines()) == 2


@pytest.mark.parametrize("content", [None, "id\tname\n"])
def test_faulty_names_of_ones_own(articles: Path, tmp_path: Path, content: str | None) -> None:
    names_file = tmp_path / "own.tsv"
    if content is not None:
        names_file.write_text(content, encoding="utf-8")
    done = run("build", articles, "-o", tmp_path / "out", "--entities", names_file)
    assert done.exit_code == 2
    assert str(names_file) in done.stderr
    assert not (tmp_path / "out").exists()
