"""What becomes plain, and what never does."""

from __future__ import annotations

from datetime import date

import pytest
from tests.resolve.builder import attack, gift, holds, outage, over, said, told, under

from incidentgraph.model import Claim, NodeId, Reading, Ref, RoleStatus, Stance, Term
from incidentgraph.resolve import RULES, resolve, rule_for

SAME = {"date": "2025-05-24"}
WEAKER = [s for s in Stance if s is not Stance.ASSERTED]


def plain(*readings: Reading, subject: str = "outage/") -> dict[str, list[str]]:
    """Plain facts about what an id begins with, by property."""
    found: dict[str, list[str]] = {}
    for fact in resolve(readings).facts:
        if fact.subject.startswith(subject):
            value = fact.object
            text = value.id if isinstance(value, Ref) else value.name if isinstance(value, Term) else value.lexical
            found.setdefault(fact.predicate, []).append(text)
    return found


def test_what_is_asserted_is_plain() -> None:
    assert plain(told("a", outage("x", weekday="Saturday", duration="PT2H", place=["france", "spain"]))) == {
        "type": ["Outage"],
        "affectedService": ["service/x"],
        "weekday": ["Saturday"],
        "duration": ["PT2H"],
        "place": ["place/france", "place/spain"],
        "reportedIn": ["article/a"],
        "strongestStance": ["Asserted"],
        "witnessCount": ["1"],
    }


@pytest.mark.parametrize("stance", WEAKER)
def test_an_event_that_nobody_asserts_has_no_plain_facts_of_its_own(stance: Stance) -> None:
    told_of = attack("x", **SAME, stance=stance, perpetrator="nightjar", attack_kind="DDoS")
    found = plain(told("a", told_of), subject="attack/")
    assert not {"type", "target", "perpetrator", "attackKind", "date"} & set(found)
    assert found["strongestStance"] == [stance.value]
    assert found["witnessCount"] == ["0" if stance is Stance.DENIED else "1"]
    assert found["allegedPerpetrator"] == ["group/nightjar"]


@pytest.mark.parametrize("stance", WEAKER)
def test_weaker_stances_are_alleged_and_denials_nothing(stance: Stance) -> None:
    slots = outage("x", **SAME, cause=said("CyberAttack", stance=stance), duration=said("PT2H", stance=stance))
    found = plain(told("a", slots))
    assert not {"causeKind", "duration"} & set(found)
    assert found.get("allegedCauseKind") == (None if stance is Stance.DENIED else ["CyberAttack"])


def test_an_outage_caused_by_an_attack_that_is_only_claimed() -> None:
    told_of = told("a", outage("x", **SAME, caused_by="attack/a-1"), attack("x", stance=Stance.CLAIMED))
    found = plain(told_of)
    assert "causedBy" not in found
    assert len(found["allegedlyCausedBy"]) == 1
    sure = plain(told("a", outage("x", **SAME, caused_by="attack/a-1"), attack("x")))
    assert "allegedlyCausedBy" not in sure
    assert len(sure["causedBy"]) == 1


def test_of_values_that_disagree_the_best_supported_one_is_plain() -> None:
    two = [told(k, outage("x", **SAME, duration=d)) for k, d in (("a", "PT2H"), ("b", "PT120M"), ("c", "PT5H"))]
    assert plain(*two)["duration"] == ["PT2H"]
    even = [told("a", outage("x", **SAME, duration="PT2H")), told("b", outage("x", **SAME, duration="PT5H20M"))]
    assert plain(*even)["duration"] == ["PT5H20M"]


def test_copies_of_one_text_do_not_outvote_another_witness() -> None:
    text = " ".join(f"word{n}" for n in range(80))
    copies = [told(k, outage("x", **SAME, duration="PT2H"), text=text) for k in "abc"]
    two = [told(k, outage("x", **SAME, duration="PT5H")) for k in "de"]
    assert plain(*copies, *two)["duration"] == ["PT5H"]
    assert plain(*copies, *two)["witnessCount"] == ["3"]


def test_the_later_of_two_equals_is_plain() -> None:
    readings = [
        told("a", outage("x", **SAME, duration="PT2H"), published=date(2025, 5, 25)),
        told("b", outage("x", **SAME, duration="PT5H"), published=date(2025, 5, 27)),
    ]
    assert plain(*readings)["duration"] == ["PT5H"]


def test_the_count_is_the_peak_in_its_most_precise_form() -> None:
    told_of = outage("x", **SAME, reports=[over(25000), over(25800), under(650)])
    assert plain(told("a", told_of))["reportCount"] == ["25800"]


def test_the_most_precise_of_dates_that_agree() -> None:
    readings = [
        told(k, outage("x", date=d, cause="CableCut"))
        for k, d in (("a", "--05"), ("b", "2025-05"), ("c", "2025-05-24"))
    ]
    found = plain(*readings)
    assert (found["date"], found["earliestDate"], found["latestDate"]) == (
        ["2025-05-24"],
        ["2025-05-24"],
        ["2025-05-24"],
    )


def test_bounds_follow_where_they_can_and_no_year_is_made_up() -> None:
    assert "earliestDate" not in plain(told("a", outage("x", date="--05-24")))
    month = plain(told("a", outage("x", date="--05"), published=date(2025, 7, 1)))
    assert (month["earliestDate"], month["latestDate"]) == (["2025-05-01"], ["2025-05-31"])
    assert plain(told("a", outage("x"), published=date(2025, 7, 1)))["latestDate"] == ["2025-07-01"]


def test_a_cause_that_is_outvoted_is_not_plain() -> None:
    causes = ("CyberAttack", "DnsFailure", "ConfigurationError")
    found = plain(*(told(k, outage("x", **SAME, cause=c)) for k, c in zip("abc", causes, strict=True)))
    assert found["causeKind"] == ["ConfigurationError", "DnsFailure"]
    assert found["allegedCauseKind"] == ["CyberAttack"]


def test_who_holds_a_role_now() -> None:
    def roles(*statuses: RoleStatus) -> list[str]:
        readings = [told(str(n), claims=[holds(str(n), "t", "president", s)]) for n, s in enumerate(statuses)]
        return plain(*readings, subject="person/t").get("holdsRole", [])

    current, former, ending, future = RoleStatus.CURRENT, RoleStatus.FORMER, RoleStatus.ENDING, RoleStatus.FUTURE
    assert roles(current, current, former) == ["role/president"]
    assert roles(current, former, former) == []
    assert roles(ending) == ["role/president"]
    assert roles(former) == roles(future) == []


def test_over_is_over() -> None:
    readings = [told("a", outage("x", **SAME, resolved="false")), told("b", outage("x", **SAME, resolved="true"))]
    assert plain(*readings)["resolved"] == ["true"]


def test_relations_between_entities() -> None:
    owner, company = NodeId("person/owner"), Ref(NodeId("company/x"))
    for stance in Stance:
        claim = Claim("a", owner, "ownerOf", company, stance)
        found = plain(told("a", claims=[claim]), subject="person/owner")
        assert found == ({"ownerOf": ["company/x"]} if stance is Stance.ASSERTED else {})


def test_an_own_voice_denial_by_more_witnesses_outweighs_an_assertion() -> None:
    owner, company = NodeId("person/owner"), Ref(NodeId("company/x"))

    def claim(article: str, stance: Stance, by: str | None = None) -> Claim:
        return Claim(article, owner, "ownerOf", company, stance, attributed_to=NodeId(by) if by else None)

    asserted = told("a", claims=[claim("a", Stance.ASSERTED)])
    by_party = [told(k, claims=[claim(k, Stance.DENIED, "person/owner")]) for k in "bc"]
    own_voice = [told(k, claims=[claim(k, Stance.DENIED)]) for k in "de"]
    assert plain(asserted, *by_party, subject="person/owner") == {"ownerOf": ["company/x"]}
    assert plain(asserted, *own_voice, subject="person/owner") == {}


def test_a_contribution_has_one_amount() -> None:
    readings = [told(k, gift("rich", "president", n)) for k, n in (("a", 300), ("b", 299), ("c", 400))]
    assert plain(*readings, subject="contribution/")["amount"] == ["299"]


def test_every_fact_is_supported_by_a_claim() -> None:
    resolution = resolve([told("a", outage("x", **SAME, reports=[5, 6000]), attack("x", stance=Stance.DENIED))])
    claims = {c.id for r in resolution.readings for c in r.claims}
    for fact in resolution.facts:
        assert set(fact.claims) <= claims
        assert fact.claims or fact.subject.startswith("article/")


def test_every_property_has_one_rule_with_a_reason() -> None:
    named = [p for rule in RULES for p in rule.predicates]
    assert len(named) == len(set(named))
    assert RULES[-1].predicates == ("*",)
    assert all(rule.why.endswith(".") for rule in RULES)
    assert rule_for("holdsRole").name == "status"
