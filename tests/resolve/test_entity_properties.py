"""What holds of any names: the order of articles does not matter, neighbours alone decide, a person's word stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.resolve.builder import told

from incidentgraph.errors import InputError
from incidentgraph.model import Entity, Link, Mention, Name, NodeId, Reading, Span
from incidentgraph.resolve.entities import (
    EntityResolution,
    entity_keys,
    explained,
    merge_entities,
    resolve_entities,
    tallies,
)
from incidentgraph.resolve.unions import Unions
from incidentgraph.resolve.verdicts import Verdicts

# Names that come near one another: scripts, spellings, translations, initials, kinds, homes, items.
_FORMS = (
    ("person/sedrik-malobin", "Person", "Sedrik Malobin", "en"),
    ("person/sedrik-malobin~kenya", "Person", "Sedrik Malobin", "en"),
    ("person/sedrik-malobin~chile", "Person", "Sédrik Malobin", "fr"),
    ("person/sedrik-malobin~acme+chile", "Person", "SEDRIK MALOBIN", "en"),
    ("person/سدريك-مالوبين~chile", "Person", "سدريك مالوبين", "ar"),
    ("person/سدريك-مالوبين", "Person", "سدريك مالوبين", "ar"),
    ("person/sadrak-malabin", "Person", "Sadrak Malabin", "en"),
    ("company/nord-bank", "Company", "Nord Bank", "en"),
    ("company/banque-nord", "Company", "Banque Nord", "fr"),
    ("company/بنك-نورد", "Company", "بنك نورد", "ar"),
    ("organization/nord-bank", "Organization", "Nord Bank", "en"),
    ("organization/nord-bank-2", "GovernmentBody", "Nord-Bank", "fr"),
    ("service/nord-bank", "Service", "Nord Bank", "en"),
    ("organization/cell-of-emergency-response", "GovernmentBody", "Cell Of Emergency Response", "en"),
    ("organization/coer", "Organization", "COER", "fr"),
    ("organization/ministry-of-health~kenya", "GovernmentBody", "Ministry of Health", "en"),
    ("organization/وزاره-الصحه~kenya", "GovernmentBody", "وزارة الصحة", "ar"),
    ("organization/ministere-de-la-sante~chile", "GovernmentBody", "Ministère de la Santé", "fr"),
    ("organization/health-ministry", "Organization", "Health Ministry", "en"),
    ("company/nordavia", "Company", "Nordavia", "en"),
    ("company/nordavia-bank", "Company", "Nordavia Bank", "fr"),
    ("place/kanto", "Place", "Kanto", "en"),
    ("place/kanto-city", "City", "Kanto", "en"),
    ("place/kanto-region", "Region", "Kanto", "fr"),
)
_ITEMS = st.sampled_from((None, None, None, "Q1", "Q2"))
_SLOW = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def _readings(draw: st.DrawFn, prefix: str = "a") -> list[Reading]:
    found = []
    for number in range(draw(st.integers(1, 6))):
        chosen = draw(st.lists(st.sampled_from(_FORMS), max_size=7, unique=True))
        entities = [Entity(NodeId(i), k, (Name(n, code),), (), draw(_ITEMS)) for i, k, n, code in chosen]
        text, marks = "", []
        for entity in entities:
            name = entity.labels[0].text
            marks.append(Mention(Span(len(text), len(text) + len(name)), name, entity.id))
            text += f"{name} ("
        plain = told(f"{prefix}{number}", text=text or "nothing", entities=entities)
        found.append(Reading(plain.article, tuple(marks), plain.entities))
    return found


@st.composite
def _verdicts(draw: st.DrawFn) -> Verdicts:
    ids = st.sampled_from([form[0] for form in _FORMS])
    pairs = draw(st.lists(st.tuples(ids, ids, st.sampled_from(("same", "different"))), max_size=3))
    links = [Link(NodeId(a), NodeId(b), verdict, 1.0, ()) for a, b, verdict in pairs if a != b]
    try:
        return Verdicts.of(links)
    except InputError:
        return Verdicts()


def resolved(readings: Iterable[Reading], verdicts: Verdicts = Verdicts()) -> EntityResolution:  # noqa: B008 - frozen
    readings = list(readings)
    return resolve_entities(tallies(readings), {e for r in readings for e in explained(r)}, verdicts)


@_SLOW
@given(_readings(), _verdicts(), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(readings: list[Reading], verdicts: Verdicts, random: Any) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)
    assert resolved(shuffled, verdicts) == resolved(readings, verdicts)


@_SLOW
@given(_readings(), _verdicts())
def test_what_is_closed_is_decided_by_itself(readings: list[Reading], verdicts: Verdicts) -> None:
    told_of = tallies(readings)
    pairs = {e for r in readings for e in explained(r)}
    whole = resolve_entities(told_of, pairs, verdicts)
    entities: list[Entity] = []
    links: list[Link] = []
    for group in _neighbourhoods(readings, verdicts):
        part = resolve_entities(
            {n: told_of[n] for n in group if n in told_of}, [e for e in pairs if set(e.pair) & set(group)], verdicts
        )
        entities += part.entities
        links += part.links
        assert part.same.items() <= whole.same.items()
    assert sorted(entities, key=lambda e: e.id) == list(whole.entities)
    assert sorted(links, key=lambda k: (k.left, k.right)) == list(whole.links)


def _neighbourhoods(readings: list[Reading], verdicts: Verdicts) -> list[tuple[NodeId, ...]]:
    """All nodes by what they reach over keys, brackets and verdicts, those that nobody tells of among them."""
    told_of = tallies(readings)
    judged = [*verdicts.same, *verdicts.different]
    pairs = [*(e.pair for r in readings for e in explained(r)), *judged]
    keys = {node: entity_keys(merge_entities(tally)) for node, tally in told_of.items()}
    unions = Unions(sorted({*told_of, *(node for pair in pairs for node in pair)}))
    for pair in pairs:
        unions.join(*pair)
    for left in told_of:
        for right in told_of:
            if keys[left] & keys[right]:
                unions.join(left, right)
    return unions.groups()


@_SLOW
@given(_readings(), _verdicts())
def test_what_is_told_twice_or_resolved_again_stays(readings: list[Reading], verdicts: Verdicts) -> None:
    found = resolved(readings, verdicts)
    assert resolved([*readings, *readings], verdicts).same == found.same
    assert set(found.same) <= set(tallies(readings))
    assert not set(found.same.values()) & set(found.same), "no chains"
    ids = [e.id for e in found.entities]
    assert len(set(ids)) == len(ids), "one node, one entity"
    assert {found.same.get(node, node) for node in tallies(readings)} == set(ids)


@_SLOW
@given(_readings(), _verdicts(), _readings("b"))
def test_a_person_s_word_stands_whatever_comes_later(
    readings: list[Reading], verdicts: Verdicts, more: list[Reading]
) -> None:
    for told_of in (readings, [*readings, *more]):
        found = resolved(told_of, verdicts)
        met = set(tallies(told_of))
        for left, right in verdicts.same:
            if {left, right} <= met:
                assert found.same.get(left, left) == found.same.get(right, right)
        for left, right in verdicts.different:
            if {left, right} <= met:
                assert found.same.get(left, left) != found.same.get(right, right)


@_SLOW
@given(_readings())
def test_what_is_never_one(readings: list[Reading]) -> None:
    found = resolved(readings)
    told_of = {node: merge_entities(tally) for node, tally in tallies(readings).items()}
    groups: dict[NodeId, list[Entity]] = {}
    for node, entity in told_of.items():
        groups.setdefault(found.same.get(node, node), []).append(entity)
    for group in groups.values():
        kinds = {e.kind for e in group}
        assert not {"Company", "Service"} <= kinds
        assert not {"Company", "GovernmentBody"} <= kinds
        assert len({e.wikidata for e in group} - {None}) <= 1


def test_unrelated_articles_change_nothing() -> None:
    ids = NodeId("person/sedrik-malobin~kenya"), NodeId("person/sedrik-malobin~chile")
    forms = {form[0]: form for form in _FORMS}
    one, other = (told(f"a{n}", entities=[_entity(*forms[node])]) for n, node in enumerate(ids))
    judged = Verdicts.of([Link(*ids, "same", 1.0, ())])
    assert len(resolved([one, other], judged).entities) == 1
    later = [told(f"b{n}", entities=[_entity("company/acme", "Company", "Acme", "en")]) for n in range(30)]
    found = resolved([one, other, *later], judged)
    assert found.same[ids[0]] == found.same[ids[1]] == "person/sedrik-malobin"


def _entity(node: str, kind: str, name: str, language: str) -> Entity:
    return Entity(NodeId(node), kind, (Name(name, language),))
