"""The whole line as functions: `build`, and the other verbs on what it wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from incidentgraph import api
from incidentgraph.extract import EXTRACTORS
from incidentgraph.model import Article, Reading
from incidentgraph.options import BuildOptions
from incidentgraph.report import BuildReport, NoArticleError

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "articles"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    out = tmp_path_factory.mktemp("demo")
    return out, api.build([ARTICLES], out)


def test_the_sample_articles_are_all_used(demo: tuple[Path, BuildReport]) -> None:
    _, report = demo
    assert report.complete
    assert report.counts["articles"] >= 24
    assert all(report.languages[language] >= 8 for language in ("ar", "en", "fr"))
    assert all(article.claims for article in report.articles), "every sample article says something"
    assert report.counts["conflicts"] > 0


@pytest.mark.parametrize("file", ["decisions.tsv", "graph.ttl", "graph.trig", "report.json"])
def test_the_demo_that_is_shown_is_the_one_that_is_built(demo: tuple[Path, BuildReport], file: str) -> None:
    shown = (ROOT / "graphs" / "demo" / file).read_bytes()
    assert shown == (demo[0] / file).read_bytes(), "run make readme and commit graphs/demo"


def test_the_verbs(demo: tuple[Path, BuildReport], tmp_path: Path) -> None:
    out, report = demo
    assert len(api.list_articles(out)) == report.counts["articles"]
    assert len(api.query("timeline", graph=out)) > 0
    assert api.validate(out).violations == ()
    api.render(tmp_path / "page.html", graph=out)
    assert (tmp_path / "page.html").read_bytes() == (out / "graph.html").read_bytes()
    api.export("turtle", tmp_path / "x.ttl", graph=out)
    assert (tmp_path / "x.ttl").stat().st_size > 0


def test_a_quote_is_where_the_graph_says(demo: tuple[Path, BuildReport]) -> None:
    out, _ = demo
    text = """SELECT ?text ?start ?end ?exact WHERE {
      ?claim ig:statedIn ?article ; ig:evidence ?evidence . ?article schema:articleBody ?text .
      ?evidence oa:start ?start ; oa:end ?end ; oa:exact ?exact }"""
    rows = api.query(text, graph=out).records()
    assert len(rows) > 100
    assert all(row["text"][int(row["start"]) : int(row["end"])] == row["exact"] for row in rows)


def test_building_twice_changes_nothing(demo: tuple[Path, BuildReport], tmp_path: Path) -> None:
    out, _ = demo
    api.build([ARTICLES, ARTICLES], tmp_path)
    for name in ("graph.ttl", "graph.trig", "graph.html"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes()


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    api.build([ARTICLES], tmp_path, progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["reading", "extracting", "resolving", "writing"]
    done, total = max(step[1:] for step in told if step[0] == "extracting")
    assert done == total


class Stumbling:
    """An extractor that fails on one article."""

    name = "stumbling"
    version = "1"

    def read(self, article: Article, dictionary: object) -> Reading:  # noqa: ARG002
        if article.id == "bad":
            raise IndexError(article.id)
        return Reading(article)


def test_an_extractors_fault_costs_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EXTRACTORS, "_found", {"stumbling": Stumbling()})
    for name in ("good", "bad"):
        (tmp_path / f"{name}.txt").write_text("The service was down for two hours.", encoding="utf-8")
    report = api.build([tmp_path], tmp_path / "out", BuildOptions(extractor="stumbling"))
    assert [article.id for article in report.articles] == ["good"]
    (rejection,) = report.rejections
    assert rejection.where == str(tmp_path / "bad.txt")
    assert "IndexError" in rejection.reason
    assert "test_pipeline.py:" in rejection.reason
    with pytest.raises(NoArticleError) as caught:
        api.build([tmp_path / "bad.txt"], tmp_path / "none", BuildOptions(extractor="stumbling"))
    assert caught.value.rejections == (rejection,)
    assert not (tmp_path / "none").exists()
