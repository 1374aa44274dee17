"""The nouns: equality by meaning, ids by content."""

from __future__ import annotations

from dataclasses import replace

from incidentgraph.model import Article, Claim, Entity, Evidence, Name, NodeId, Ref, Span, Stance

CLAIM = Claim(
    "a1", NodeId("outage/a1-1"), "affectedService", Ref(NodeId("service/x")), evidence=(Evidence(Span(0, 3), "abc"),)
)


def test_the_place_of_the_quote_and_the_confidence_do_not_change_what_a_claim_means() -> None:
    other = replace(CLAIM, evidence=(), confidence=0.1)
    assert other == CLAIM
    assert other.id == CLAIM.id


def test_everything_else_does() -> None:
    others = [
        replace(CLAIM, article="a2"),
        replace(CLAIM, stance=Stance.DENIED),
        replace(CLAIM, attributed_to=NodeId("x/y")),
    ]
    assert len({CLAIM.id, *(o.id for o in others)}) == 4


def test_a_claim_id_is_the_same_at_every_run() -> None:
    assert CLAIM.id == "claim/e1dbee6bebb19206"


def test_an_entity_shows_its_english_name_first() -> None:
    names = (Name("ميتا", "ar"), Name("Meta", "en"))
    assert Entity(NodeId("company/meta"), "Company", names).label == "Meta"
    assert Entity(NodeId("company/meta"), "Company", names[:1]).label == "ميتا"


def test_a_digest_is_of_the_text_alone() -> None:
    assert Article("a", "t", "en").digest == Article("b", "t", "fr", title="T").digest
