"""What speaks for two names being one: initials, translations of offices, shorter names; and what leaves it open."""

from __future__ import annotations

import pytest
from tests.resolve.builder import told
from tests.resolve.test_entities import joined, named

from incidentgraph.model import Entity, Link, Mention, NodeId, Reading, Span
from incidentgraph.resolve import resolve
from incidentgraph.resolve.entities import entity_keys, tallies
from incidentgraph.resolve.entity_rules import explained, initials


def bracketed(article: str, long: str, short: str, *entities: Entity) -> Reading:
    """An article in which a name stands in brackets behind another; of the same entity where one is given."""
    text = f"The {long} ({short}) warned."
    nodes = [entities[0].id, entities[-1].id]
    marks = tuple(
        Mention(Span(text.index(name), text.index(name) + len(name)), name, node)
        for name, node in zip((long, short), nodes, strict=True)
    )
    plain = told(article, text=text, entities=entities[:2] if len(entities) > 1 else entities)
    return Reading(plain.article, marks, plain.entities)


LONG = named("organization/xenolith-board", "GovernmentBody", ("Xenolith Regulation Board", "en"))
ARX = named("organization/xrb", "Organization", ("XRB", "en"))


def test_initials_that_one_article_explains_hold_in_another_that_has_nothing_else() -> None:
    tells = bracketed("a", "Xenolith Regulation Board", "XRB", LONG)
    assert [n.text for n in initials(tells)[LONG.id]] == ["XRB"]
    assert explained(tells) == ()
    found = resolve([tells, told("b", entities=[ARX])])
    (entity,) = found.entities
    assert (entity.id, entity.kind, entity.label) == (LONG.id, "GovernmentBody", "Xenolith Regulation Board")
    assert "XRB" in {n.text for n in entity.aliases} | {n.text for n in entity.labels}
    assert len(resolve([told("a", entities=[LONG]), told("b", entities=[ARX])]).entities) == 2, "unexplained"


def test_initials_of_two_bodies_are_left_open() -> None:
    other = named("organization/xylophone-board", "GovernmentBody", ("Xylophone Review Bureau", "en"))
    tells = bracketed("a", "Xenolith Regulation Board", "XRB", LONG)
    too = bracketed("b", "Xylophone Review Bureau", "XRB", other)
    found = resolve([tells, too, told("c", entities=[ARX])])
    assert len(found.entities) == 3
    assert {k.verdict for k in found.links} == {"possiblySame"}


def test_initials_of_a_body_are_no_company_s() -> None:
    company = named("company/xrb", "Company", ("XRB", "en"))
    found = resolve([bracketed("a", "Xenolith Regulation Board", "XRB", LONG), told("b", entities=[company])])
    assert len(found.entities) == 2
    assert found.links[0].verdict == "different"
    assert found.links[0].reasons[-1] == "one is a Company, the other a GovernmentBody"
    ruled = resolve([*found.readings], [Link(company.id, LONG.id, "same", 1.0, ())])
    assert len(ruled.entities) == 1


def test_offices_of_one_country_translate_each_other() -> None:
    english = named("organization/ministry-of-health~kenya", "GovernmentBody", ("Ministry of Health", "en"))
    arabic = named("organization/وزاره-الصحه~kenya", "GovernmentBody", ("وزارة الصحة", "ar"))
    french = named("organization/ministere-de-la-sante~chile", "GovernmentBody", ("ministère de la Santé", "fr"))
    assert joined(english, arabic, french) == ["organization/ministere-de-la-sante", "organization/ministry-of-health"]
    nowhere = named("organization/ministere-de-la-sante", "GovernmentBody", ("ministère de la Santé", "fr"))
    assert joined(english, arabic, nowhere) == ["organization/ministere-de-la-sante"]
    assert len(joined(english, named("organization/وزاره-العدل~kenya", "GovernmentBody", ("وزارة العدل", "ar")))) == 2


def test_a_shorter_name_is_possibly_the_same() -> None:
    long = named("company/nordavia-bank", "Company", ("Nordavia Bank", "en"))
    short = named("company/nordavia", "Company", ("Nordavia", "fr"))
    found = resolve([told("a", entities=[long]), told("b", entities=[short])])
    assert len(found.entities) == 2
    assert [(k.verdict, k.score) for k in found.links] == [("possiblySame", 0.6)]
    assert (
        len(
            resolve(
                [told("a", entities=[long]), told("b", entities=[named("company/bank", "Company", ("Bank", "en"))])]
            ).links
        )
        == 0
    )


def test_what_is_only_called_an_organisation_is_the_company_of_that_name() -> None:
    company = named("company/halvorsen", "Company", ("Halvorsen", "en"))
    vague = named("organization/halvorsen", "Organization", ("Halvorsen", "fr"))
    found = resolve([told("a", entities=[company]), told("b", entities=[vague])])
    assert [(e.id, e.kind) for e in found.entities] == [("company/halvorsen", "Company")]
    body = named("organization/halvorsen-2", "GovernmentBody", ("Halvorsen", "en"))
    found = resolve([*found.readings, told("c", entities=[body])])
    assert len(found.entities) == 3, "it may be either"
    assert sorted(k.verdict for k in found.links) == ["different", "possiblySame", "possiblySame"]


def test_a_place_by_another_name_of_the_known_one() -> None:
    known = named("place/kanto", "City", ("Kanto", "en"), ("Kantopolis", "en"), wikidata="Q1")
    other = named("place/kantopolis", "Place", ("Kantopolis", "fr"))
    assert joined(known, other) == ["place/kanto"]


def test_a_company_and_its_service_stay_two_and_the_file_says_so() -> None:
    company = named("company/chirpo", "Company", ("Chirpo", "en"))
    service = named("service/chirpo", "Service", ("Chirpo", "en"))
    (link,) = resolve([told("a", entities=[company]), told("b", entities=[service])]).links
    assert (link.verdict, link.reasons[-1]) == ("different", "one is a Company, the other a Service")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (named("company/a", "Company", ("Nord Bank", "en")), named("company/b", "Company", ("بنك نورد", "ar"))),
        (named("person/a", "Person", ("Sedrik Malobin", "en")), named("person/b", "Person", ("سدريك مالوبين", "ar"))),
        (named("company/a", "Company", ("Nordavia", "en")), named("company/b", "Company", ("Banque Nordavia", "fr"))),
        (named("person/a~x", "Person", ("A", "en")), named("person/a~y", "Person", ("B", "en"))),
    ],
)
def test_who_may_be_judged_together_shares_a_key(left: Entity, right: Entity) -> None:
    assert entity_keys(left) & entity_keys(right)


def test_a_form_that_one_article_gives_twice_counts_once() -> None:
    nord = named("company/nord", "Company", ("Nord", "en"))
    reading = told("a", entities=[nord])
    twice = Reading(reading.article, (), (nord, nord))
    assert tallies([twice, told("b", entities=[nord])]) == {NodeId("company/nord"): {nord: 2}}
