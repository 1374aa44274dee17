"""`incidentgraph add` and `remove`: a store is the graph of its articles, and says what was done to it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.cli.helpers import AR, EN, FR, process, run


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("ar", AR), ("en", EN), ("fr", FR)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def exported(*place: str | Path) -> str:
    done = run("export", "trig", *place, "-o", "-")
    assert done.exit_code == 0
    return done.stdout


def test_adding_one_by_one_is_building_at_once(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for name in ("fr", "ar", "en"):
        done = run("add", articles / f"{name}.txt", "--store", store)
        assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{store}: 1 added; 3 articles\n"
    run("build", articles, "-o", tmp_path / "out")
    assert exported("--store", store) == (tmp_path / "out" / "graph.trig").read_text(encoding="utf-8")


def test_what_a_build_puts_into_a_store_is_its_graph(articles: Path, tmp_path: Path) -> None:
    store, out = tmp_path / "store", tmp_path / "out"
    assert run("build", articles, "-o", out, "--store", store).exit_code == 0
    assert exported("--store", store) == (out / "graph.trig").read_text(encoding="utf-8")


def test_removing_takes_back_what_one_article_told(articles: Path, tmp_path: Path) -> None:
    store, out = tmp_path / "store", tmp_path / "out"
    run("add", articles, "--store", store)
    done = run("remove", "fr", "en", "--store", store)
    assert (done.exit_code, done.stdout) == (0, f"{store}: 2 removed; 1 articles\n")
    run("build", articles / "ar.txt", "-o", out)
    assert exported("--store", store) == (out / "graph.trig").read_text(encoding="utf-8")


def test_ids_come_from_standard_input_too(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("add", articles, "--store", store)
    assert run("remove", "-", "--store", store, stdin="fr\n\nar\n").stdout == f"{store}: 2 removed; 1 articles\n"


def test_an_article_that_is_there_changes_nothing(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("add", articles, "--store", store)
    before = exported("--store", store)
    done = run("add", articles, "--store", store)
    assert (done.exit_code, done.stdout) == (0, f"{store}: 3 there already; 3 articles\n")
    assert exported("--store", store) == before


def test_another_text_under_an_id_asks_for_replace(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("add", articles, "--store", store)
    (articles / "en.txt").write_text(f"{EN}\nThe outage was over by noon.\n", encoding="utf-8")
    done = run("add", articles, "--store", store)
    assert done.exit_code == 1
    assert "another article called 'en'" in done.stderr
    assert "--replace" in done.stderr
    assert run("add", articles, "--store", store, "--replace").stdout.endswith("1 added, 2 there already; 3 articles\n")
    run("build", articles, "-o", tmp_path / "out")
    assert exported("--store", store) == (tmp_path / "out" / "graph.trig").read_text(encoding="utf-8")


def test_an_article_that_is_not_there_is_named(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("add", articles, "--store", store)
    done = run("remove", "en", "nowhere", "--store", store)
    assert done.exit_code == 1
    assert "nowhere: the store has no such article" in done.stderr
    assert done.stdout == f"{store}: 1 removed; 2 articles\n"


def test_what_is_no_store_is_said_so(articles: Path, tmp_path: Path) -> None:
    done = run("remove", "en", "--store", tmp_path / "nothing")
    assert done.exit_code == 2
    assert "there is no store" in done.stderr
    done = run("add", articles, "--store", articles)
    assert done.exit_code == 2
    assert "something other than a store" in done.stderr


def test_two_that_find_no_store_do_not_make_two(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(process, "add", articles / f"{n}.txt", "--store", store, cwd=tmp_path) for n in ("en", "fr")
        ]
    done = sum(run.result().returncode == 0 for run in runs)
    assert done >= 1
    assert len(run("list", "--store", store, "--format", "csv").stdout.splitlines()) == 1 + done
    assert all(b"another process" in r.result().stderr for r in runs if r.result().returncode)


def test_a_bad_article_costs_the_others_nothing(articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").write_text("")
    done = run("add", articles, "--store", tmp_path / "store")
    assert done.exit_code == 1
    assert "empty.txt" in done.stderr
    assert done.stdout.endswith("3 added; 3 articles\n")
