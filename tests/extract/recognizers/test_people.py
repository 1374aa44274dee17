"""The recogniser of people's names that comes with the project."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from incidentgraph import api
from incidentgraph.entities import Dictionary
from incidentgraph.errors import InputError
from incidentgraph.extract.recognizers import Recognized, Recognizer, open_recognizer
from incidentgraph.extract.recognizers.people import INSIDE, OPENS, OUTSIDE, Model
from incidentgraph.extract.rules import read
from incidentgraph.extract.rules.tokens import tokenize
from incidentgraph.languages import load
from incidentgraph.model import Article
from incidentgraph.options import BuildOptions
from incidentgraph.text import sentences

TEXT = "وقال سامر العجيلي إن العطل أصاب شبكة الجامعة. وكان كريم حداد قد سلّم المنصب لمحمود درويش.\n"


@cache
def arabic() -> Recognizer:
    return open_recognizer("people:ar")


def seen(text: str, language: str = "ar") -> tuple[Recognized, ...]:
    told = load(language)
    return arabic().find(sentences(Article("a", text, language), told), told)


def test_it_sees_people_without_what_is_written_onto_their_names() -> None:
    found = seen(TEXT)
    assert [f.text for f in found] == ["سامر العجيلي", "كريم حداد", "محمود درويش"]
    assert {f.kind for f in found} == {"Person"}
    assert all(TEXT[f.span.start : f.span.end] == f.text for f in found)


def test_the_same_article_gives_the_same_names_whatever_was_read_before() -> None:
    first = seen(TEXT)
    seen("وصل محمود درويش إلى مدينة حيفا. " * 9)
    assert seen(TEXT) == first


def test_other_languages_and_empty_texts_are_left_alone() -> None:
    assert seen("Samer Ajili said the network was down.", "en") == ()
    assert seen("") == ()


def test_its_names_join_those_known() -> None:
    article = Article("a", TEXT, "ar")
    dictionary = Dictionary.load()
    alone, joined = read(article, dictionary), read(article, dictionary, arabic())
    assert set(alone.mentions) <= set(joined.mentions)
    assert {"سامر العجيلي", "محمود درويش"} <= {e.label for e in joined.entities if e.kind == "Person"}


def test_the_model_takes_the_best_way_through_a_sentence() -> None:
    steps = ["step 0 0 -1000", "step 0 -1000 50", "step 0 0 0"]
    lines = [line.replace(" ", "\t") for line in steps] + ["0 =b\t100\t0", "-1 =b\t0\t30", "1 edge\t0\t-200"]
    model = Model.parse("# version 0\n" + "\n".join(lines), frozenset())
    assert model.tag(tokenize("a b c d", load("en"))) == [OUTSIDE, OPENS, INSIDE, OUTSIDE]
    assert model.tag(()) == []


def test_build_tells_of_it_in_the_graph(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    api.build([path], tmp_path / "out", BuildOptions(language="ar", recognizer="people:ar"))
    assert "people:ar 1" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("model", ["xx", "../ar", "ar.tsv"])
def test_a_language_without_a_model_is_told(model: str) -> None:
    with pytest.raises(InputError, match="people:ar"):
        open_recognizer(f"people:{model}")
