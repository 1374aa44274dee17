"""How well names are joined: the dictionary's own, as if nobody knew them, each name an entity of its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from tests.resolve.test_entities import named

from incidentgraph.entities import Dictionary
from incidentgraph.model import Entity, Name, NodeId
from incidentgraph.resolve.entities import EntityResolution, resolve_entities
from incidentgraph.resolve.verdicts import Verdicts

_PLACES = {"City", "Country", "Region", "Place"}


@pytest.fixture(scope="module")
def judged() -> tuple[EntityResolution, dict[NodeId, set[NodeId]]]:
    """What became of them, and whom each name means."""
    dictionary = Dictionary.load()
    told: dict[NodeId, Counter[Entity]] = defaultdict(Counter)
    means: dict[NodeId, set[NodeId]] = defaultdict(set)
    for entity in dictionary.entities.values():
        for name in entity.labels if entity.kind not in _PLACES else ():
            home = dictionary.country(entity.id) if entity.kind == "GovernmentBody" else None
            slug = re.sub(r"\W+", "-", name.text.lower()) + (f"~{home.partition('/')[2]}" if home else "")
            node = NodeId(f"{entity.id.partition('/')[0]}/{slug}")
            told[node][Entity(node, entity.kind, (Name(name.text, name.language),))] += 1
            means[node].add(entity.id)
    return resolve_entities(told, [], Verdicts()), means


def test_what_is_joined_is_one(judged: tuple[EntityResolution, dict[NodeId, set[NodeId]]]) -> None:
    found, means = judged
    links = [k for k in found.links if k.verdict == "same"]
    wrong = [(k.left, k.right, k.reasons) for k in links if means[k.left].isdisjoint(means[k.right])]
    assert wrong == []
    assert len(links) > 1300


def test_people_in_two_scripts_are_mostly_found(judged: tuple[EntityResolution, dict[NodeId, set[NodeId]]]) -> None:
    found, means = judged
    forms: dict[NodeId, set[NodeId]] = defaultdict(set)
    for node, targets in means.items():
        for target in targets:
            forms[target].add(found.same.get(node, node))
    people = {target: nodes for target, nodes in forms.items() if target.startswith("person/")}
    assert len(people) > 300
    assert sum(len(nodes) == 1 for nodes in people.values()) / len(people) > 0.8


def test_bodies_of_countries_whose_names_sound_alike_are_left_open() -> None:
    french = named("organization/ministere-libyen-des-mines", "GovernmentBody", ("ministère libyen de la Santé", "fr"))
    arabic = named("organization/وزارة-الصحة-اللبنانية", "GovernmentBody", ("وزارة الصحة اللبنانية", "ar"))
    told = {e.id: Counter({e: 1}) for e in (french, arabic)}
    found = resolve_entities(told, [], Verdicts())
    assert len(found.entities) == 2
    assert [(k.verdict, k.reasons[-1]) for k in found.links] == [("possiblySame", "but it may be another country's")]


def test_a_person_spelled_otherwise_in_each_language_is_one() -> None:
    english = named("person/bashir-al-maradi", "Person", ("Bashir al-Maradi", "en"))
    french = named("person/bachir-el-maradi", "Person", ("Bachir El Maradi", "fr"))
    arabic = named("person/بشير-المرادي", "Person", ("بشير المرادي", "ar"))
    told = {e.id: Counter({e: 1}) for e in (english, french, arabic)}
    assert [e.id for e in resolve_entities(told, [], Verdicts()).entities] == ["person/bachir-el-maradi"]
