"""What is refused at extraction time, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.factory import article, claim, entity, event, reading, role, sample

from incidentgraph.contract import keep
from incidentgraph.model import Claim, Evidence, NodeId, Object, Ref, RoleStatus, Span, Stance, Term, Value

TOLD = article("Meta said WhatsApp was down for two hours.", id="a")
META, WHATSAPP, DOWN = entity("Company", "Meta"), entity("Service", "WhatsApp"), event("Outage", TOLD)
CHIEF = role("CorporateRole", "chief", META)
CHIEF_OF_APP = role("CorporateRole", "chief", WHATSAPP)
GOOD = claim(TOLD, DOWN, "affectedService", WHATSAPP, "WhatsApp was down")


def refused(bad: Claim) -> tuple[str, str, str]:
    found = keep(reading(TOLD, [META, WHATSAPP], [DOWN], [CHIEF, CHIEF_OF_APP], [GOOD, bad]))
    assert bad not in found.claims
    assert GOOD in found.claims
    (rejection,) = found.rejections
    assert rejection.where == "a"
    return rejection.reason, rejection.quote, rejection.hint


def about(predicate: str, obj: Object, subject: NodeId = DOWN.id) -> Claim:
    return claim(TOLD, subject, predicate, obj, "WhatsApp was down")


def test_good_readings_pass_unchanged() -> None:
    for good in sample().readings:
        assert keep(good) is good


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (about("affectedService", Ref(META.id)), "the range of ig:affectedService is ig:Service, not ig:Company"),
        (about("ownerOf", Ref(META.id)), "the domain of ig:ownerOf is ig:Organization or ig:Person, not ig:Outage"),
        (about("duration", Value("120", "integer")), "ig:duration takes xsd:duration, not xsd:integer"),
        (about("duration", Value("2 hours", "duration")), "'2 hours' is no xsd:duration"),
        (about("relatedTo", Ref(META.id)), "ig:relatedTo is no property that can be claimed"),
        (about("type", Term("Company")), "ig:Event and ig:Organization share no member"),
        (about("causedBy", Ref(DOWN.id)), "ig:causedBy never joins a thing to itself"),
        (about("place", Ref(NodeId("place/x"))), "place/x has no known class"),
        (about("type", Term("Outage"), NodeId("outage/x")), "outage/x has no known class"),
        (replace(GOOD, currency="USD"), "an amount, and nothing else, has a currency"),
        (replace(GOOD, attributed_to=DOWN.id), "outage/a-1 is nobody who can say so"),
        (replace(GOOD, role_status=RoleStatus.CURRENT), "a claim of a role, and no other, has a status of the role"),
    ],
)
def test_what_breaks_the_ontology_is_refused_with_axiom_and_quote(bad: Claim, reason: str) -> None:
    assert refused(bad)[:2] == (reason, "WhatsApp was down")


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        ((), "the claim has no quote"),
        ((Evidence(Span(0, 4), "Meti"),), "the quote does not stand at 0–4 of the text"),
        ((Evidence(Span(1, 5), "Meta"),), "the quote does not stand at 1–5 of the text"),
        ((Evidence(Span(0, 4), "Meta"), Evidence(Span(0, 99), TOLD.text)), "the quote does not stand at 0–99"),
        ((Evidence(Span(-5, -1), TOLD.text[-5:-1]),), "the quote does not stand at -5–-1 of the text"),
        ((Evidence(Span(3, 3), ""),), "the quote does not stand at 3–3 of the text"),
    ],
)  # fmt: skip
def test_what_is_not_grounded_is_refused(evidence: tuple[Evidence, ...], reason: str) -> None:
    # Of another stance, so that it is another claim than the good one.
    assert refused(replace(GOOD, stance=Stance.SUSPECTED, evidence=evidence))[0].startswith(reason)


def test_a_claim_of_another_article_is_refused() -> None:
    assert refused(replace(GOOD, article="b"))[0] == "the claim is of another article, b"


def test_a_role_in_what_has_none_is_refused() -> None:
    ann = entity("Person", "Ann")
    told = reading(
        TOLD, [ann, WHATSAPP], roles=[CHIEF_OF_APP],
        claims=[claim(TOLD, ann, "holdsRole", CHIEF_OF_APP, "Meta said", role_status=RoleStatus.CURRENT)],
    )  # fmt: skip
    (rejection,) = keep(told).rejections
    assert rejection.reason == "the range of ig:roleIn is ig:Organization or ig:Place, not ig:Service"


def test_what_would_be_allowed_is_told() -> None:
    assert refused(about("affectedService", Ref(META.id)))[2] == "allowed here: affectedCompany"
    assert refused(about("relatedTo", Value("PT2H", "duration")))[2] == "allowed here: duration"
