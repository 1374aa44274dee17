"""Who is who, and who is not."""

from __future__ import annotations

import pytest
from tests.resolve.builder import told

from incidentgraph.errors import InputError
from incidentgraph.model import Entity, Link, Mention, Name, NodeId, Reading, Span
from incidentgraph.resolve import resolve


def named(node: str, kind: str, *names: tuple[str, str], wikidata: str | None = None) -> Entity:
    first: dict[str, Name] = {}
    for text, language in names:
        first.setdefault(language, Name(text, language))
    others = [Name(*n) for n in names if Name(*n) not in first.values()]
    return Entity(NodeId(node), kind, tuple(first.values()), tuple(others), wikidata)


def joined(*entities: Entity) -> list[str]:
    readings = [told(f"a{n}", entities=[e]) for n, e in enumerate(entities)]
    return [e.id for e in resolve(readings).entities]


def test_one_id_is_one_entity_with_all_its_names() -> None:
    left = named("company/meta", "Company", ("Meta", "en"), ("Facebook", "en"), wikidata="Q380")
    right = named("company/meta", "Company", ("ميتا", "ar"))
    (found,) = resolve([told("a", entities=[left]), told("b", entities=[right])]).entities
    assert found.labels == (Name("Meta", "en"), Name("ميتا", "ar"))
    assert found.aliases == (Name("Facebook", "en"),)
    assert found.wikidata == "Q380"


def test_the_best_name_is_the_dictionary_s_then_the_most_frequent_then_the_longest() -> None:
    def label(*entities: Entity) -> str:
        (found,) = resolve([told(f"a{n}", entities=[e]) for n, e in enumerate(entities)]).entities
        return found.label

    def site(name: str, wikidata: str | None = None) -> Entity:
        return named("organization/site", "Organization", (name, "en"), wikidata=wikidata)

    assert label(site("SITE"), site("SITE"), site("SITE Intelligence Group", "Q1")) == "SITE Intelligence Group"
    assert label(site("SITE"), site("SITE"), site("Site")) == "SITE"
    assert label(site("SITE"), site("SITE Group")) == "SITE Group"


def test_spellings_of_one_kind_are_joined_with_a_reason() -> None:
    a = named("organization/site-intelligence-group", "Organization", ("SITE Intelligence Group", "en"))
    b = named("organization/site-intelligence", "Organization", ("Site Intelligence-Group", "fr"))
    found = resolve([told("a", entities=[a]), told("b", entities=[b])])
    assert len(found.entities) == 1
    (link,) = found.links
    assert link.verdict == "same"
    assert "site intelligence group" in link.reasons[0]
    assert found.canonical(a.id) == found.canonical(b.id)


def test_kinds_are_never_joined() -> None:
    company = named("company/chirpo", "Company", ("Chirpo", "en"))
    service = named("service/chirpo", "Service", ("Chirpo", "en"))
    assert joined(company, service) == ["company/chirpo", "service/chirpo"]


def test_two_known_items_are_never_joined() -> None:
    one = named("person/john-smith", "Person", ("John Smith", "en"), wikidata="Q1")
    other = named("person/john-smith-2", "Person", ("John Smith", "en"), wikidata="Q2")
    assert len(joined(one, other)) == 2


def test_a_name_in_two_scripts_is_joined_and_its_latin_id_kept() -> None:
    latin = named("person/andy-stone", "Person", ("Andy Stone", "en"))
    arabic = named("person/آندي-ستون", "Person", ("آندي ستون", "ar"))
    assert joined(arabic, latin) == ["person/andy-stone"]


def test_a_skeleton_that_three_names_share_joins_none() -> None:
    stone = named("person/andy-stone", "Person", ("Andy Stone", "en"))
    satin = named("person/andy-satin", "Person", ("Andy Satin", "en"))
    arabic = named("person/آندي-ستون", "Person", ("آندي ستون", "ar"))
    assert len(joined(stone, satin, arabic)) == 3


def test_an_acronym_needs_an_article_that_explains_it() -> None:
    long = named(
        "organization/computer-emergency-response-team", "Organization", ("Computer Emergency Response Team", "en")
    )
    short = named("organization/cert", "Organization", ("CERT", "en"))
    assert len(joined(long, short)) == 2
    text = "The Computer Emergency Response Team (CERT) warned."
    marks = tuple(
        Mention(Span(text.index(name), text.index(name) + len(name)), name, node)
        for name, node in (("Computer Emergency Response Team", long.id), ("CERT", short.id))
    )
    plain = told("a", text=text, entities=[long, short])
    explained = Reading(plain.article, marks, plain.entities)
    found = resolve([explained])
    assert len(found.entities) == 1
    assert "explains" in found.links[0].reasons[0]


def test_a_person_s_verdicts_hold() -> None:
    one = named("group/dienet", "ThreatActor", ("DieNet", "en"))
    other = named("group/die-net", "ThreatActor", ("DIENET", "fr"))
    third = named("group/dark-net", "ThreatActor", ("Dark Net", "en"))
    readings = [told(f"a{n}", entities=[e]) for n, e in enumerate((one, other, third))]
    assert len(resolve(readings).entities) == 2
    apart = Link(other.id, one.id, "different", 1.0, ("checked",))
    together = Link(one.id, third.id, "same", 1.0, ("checked",))
    assert len(resolve(readings, [apart]).entities) == 3
    ruled = resolve(readings, [apart, together])
    assert ruled.canonical(third.id) == ruled.canonical(one.id) != ruled.canonical(other.id)
    with pytest.raises(InputError, match="both the same and different"):
        resolve(readings, [apart, Link(one.id, other.id, "same", 1.0, ())])
