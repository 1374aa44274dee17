"""One name, several bearers: kept apart where they are told to belong elsewhere, one where nothing says so."""

from __future__ import annotations

import pytest
from tests.resolve.builder import holds, told
from tests.resolve.test_entities import named

from incidentgraph.entities import Dictionary
from incidentgraph.model import Entity, Mention, Name, NodeId, Reading, Resolution, Role, Span
from incidentgraph.resolve import resolve
from incidentgraph.resolve.namesakes import homes_of, name_of, told_apart

DICTIONARY = Dictionary.load()
KENYA, CHILE, FRANCE = "place/kenya", "place/chile", "place/france"
COUNTRIES = {n: DICTIONARY.entities[NodeId(n)] for n in (KENYA, CHILE, FRANCE)}


def article(name: str, *countries: str, entities: tuple[Entity, ...] = (), role_in: str | None = "") -> Reading:
    """An article that names countries and others, and of the first person tells a role, in nothing where it is None."""
    everyone = [*(COUNTRIES[c] for c in dict.fromkeys(countries)), *entities]
    people = [e for e in entities if e.kind == "Person"]
    roles, claims = [], []
    if people and role_in != "":
        roles = [Role(NodeId("role/chief"), "PoliticalRole", Name("chief", "en"), NodeId(role_in) if role_in else None)]
        claims = [holds(name, people[0].id.partition("/")[2], "chief")]
    plain = told(name, entities=everyone, roles=roles, claims=claims)
    marks = tuple(Mention(Span(n, n + 1), "?", NodeId(node)) for n, node in enumerate(countries))
    return told_apart(Reading(plain.article, marks, plain.entities, plain.roles, (), plain.claims), DICTIONARY)


def person(node: str = "person/jane-roe", name: str = "Jane Roe", language: str = "en") -> Entity:
    return named(node, "Person", (name, language))


def body(name: str = "Ministry of Health", language: str = "en") -> Entity:
    return named(f"organization/{name.lower().replace(' ', '-')}", "GovernmentBody", (name, language))


def ids(resolution: Resolution) -> list[str]:
    return [e.id for e in resolution.entities if e.kind in {"Person", "GovernmentBody"} and e.wikidata is None]


def verdicts(resolution: Resolution) -> set[str]:
    return {link.verdict for link in resolution.links}


def test_a_minister_of_one_country_is_no_minister_of_another() -> None:
    one = article("a", entities=(person(),), role_in=KENYA)
    other = article("b", entities=(person(),), role_in=CHILE)
    found = resolve([one, other])
    assert ids(found) == ["person/jane-roe~chile", "person/jane-roe~kenya"]
    assert found.links[0].reasons[-1] == "told to belong to others: chile; kenya"
    assert found.links[0].verdict == "different"


def test_alone_it_keeps_the_plain_id() -> None:
    one = article("a", entities=(person(),), role_in=KENYA)
    assert [e.id for e in one.entities if e.kind == "Person"] == ["person/jane-roe~kenya"]
    found = resolve([one])
    assert ids(found) == ["person/jane-roe"]
    assert found.canonical(NodeId("person/jane-roe~kenya")) == "person/jane-roe"
    assert {c.subject for c in one.claims if c.predicate == "holdsRole"} == {"person/jane-roe~kenya"}


def test_who_serves_one_body_or_in_one_country_is_one() -> None:
    one = article("a", entities=(person(),), role_in=KENYA)
    two = article("b", KENYA, KENYA, entities=(person(),), role_in="company/acme-of-nowhere")
    assert ids(resolve([one, two])) == ["person/jane-roe"]
    tesla = [article(n, c, entities=(person(),), role_in="company/tesla") for n, c in (("a", KENYA), ("b", CHILE))]
    assert [sorted(homes_of(e.id)) for r in tesla for e in r.entities if e.kind == "Person"] == [
        ["kenya", "tesla"],
        ["chile", "tesla"],
    ]
    assert ids(resolve(tesla)) == ["person/jane-roe"]


def test_one_of_whom_nothing_is_told_is_the_only_other_one() -> None:
    plain = article("a", entities=(person(),))
    kenya = article("b", entities=(person(),), role_in=KENYA)
    found = resolve([plain, kenya])
    assert ids(found) == ["person/jane-roe"]
    assert [(k.verdict, k.score) for k in found.links] == [("same", 0.8)]
    chile = article("c", entities=(person(),), role_in=CHILE)
    found = resolve([plain, kenya, chile])
    assert ids(found) == ["person/jane-roe", "person/jane-roe~chile", "person/jane-roe~kenya"]
    assert verdicts(found) == {"different", "possiblySame"}


def test_across_scripts_too() -> None:
    kenya = article("a", entities=(person("person/sedrik-malobin", "Sedrik Malobin"),), role_in=KENYA)
    chile = article("b", entities=(person("person/sedrik-malobin", "Sedrik Malobin"),), role_in=CHILE)
    arabic = article("c", entities=(person("person/سدريك-مالوبين", "سدريك مالوبين", "ar"),), role_in=CHILE)
    found = resolve([kenya, chile, arabic])
    assert ids(found) == ["person/sedrik-malobin~chile", "person/sedrik-malobin~kenya"]
    assert found.canonical(NodeId("person/سدريك-مالوبين~chile")) == "person/sedrik-malobin~chile"


def test_every_country_has_its_ministry() -> None:
    one, other = (article(n, c, c, entities=(body(),)) for n, c in (("a", KENYA), ("b", FRANCE)))
    assert ids(resolve([one, other])) == [
        "organization/ministry-of-health~france",
        "organization/ministry-of-health~kenya",
    ]
    again = article("c", KENYA, KENYA, CHILE, entities=(body(),))
    found = resolve([one, again])
    assert ids(found) == ["organization/ministry-of-health"]
    nowhere = article("d", KENYA, CHILE, entities=(body(),))
    assert homes_of(nowhere.entities[-1].id) == frozenset(), "an article about two countries tells nothing"


@pytest.mark.parametrize("name", ["Jisc", "Harbour Post", "Atlas Union"])
def test_a_body_with_a_name_of_its_own_is_one_anywhere(name: str) -> None:
    found = resolve([article(n, c, c, entities=(body(name),)) for n, c in (("a", KENYA), ("b", FRANCE))])
    assert len(ids(found)) == 1


def test_whom_the_dictionary_knows_needs_no_home() -> None:
    known = DICTIONARY.entities[NodeId("person/elon-musk")]
    assert article("a", entities=(known,), role_in=KENYA).entities[-1].id == known.id


def test_a_role_goes_with_its_body() -> None:
    ministry = body()
    plain = article("a", KENYA, entities=(person(), ministry), role_in=ministry.id)
    assert [(r.id, r.role_in) for r in plain.roles] == [("role/chief~kenya", f"{ministry.id}~kenya")]


def test_ids_and_homes() -> None:
    assert name_of(NodeId("person/a~b+c")) == "person/a"
    assert homes_of(NodeId("person/a")) == frozenset()
