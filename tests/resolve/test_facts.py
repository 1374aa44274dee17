"""What becomes plain, and what never does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from tests.resolve.builder import Said, attack, gift, holds, outage, over, said, told, under

from incidentgraph.model import Claim, NodeId, Reading, Ref, RoleStatus, Stance, Term, Value
from incidentgraph.resolve import RULES, resolve, rule_for
from incidentgraph.resolve.facts import rule_on
from incidentgraph.resolve.literals import as_kept
from incidentgraph.resolve.rules import LANGUAGES, criterion_words, step_words
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.statements import Statement
from incidentgraph.resolve.steps import STEPS
from incidentgraph.resolve.support import CRITERIA

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


def test_the_latest_witnesses_of_a_role_count() -> None:
    def roles(*told_on: tuple[RoleStatus, date]) -> list[str]:
        readings = [
            told(str(n), claims=[holds(str(n), "t", "president", s)], published=day)
            for n, (s, day) in enumerate(told_on)
        ]
        return plain(*readings, subject="person/t").get("holdsRole", [])

    current, former = RoleStatus.CURRENT, RoleStatus.FORMER
    before, after = date(2024, 3, 1), date(2025, 6, 1)
    assert roles((current, before), (current, before), (former, after)) == []
    assert roles((former, before), (former, before), (current, after)) == ["role/president"]
    assert roles((current, after), (former, after)) == ["role/president"]


def test_an_outlet_s_later_word_replaces_its_earlier_one() -> None:
    def by(article: str, outlet: str | None, day: int, **slots: object) -> Reading:
        return told(article, outage("x", **SAME, **slots), outlet=outlet, published=date(2025, 5, day))

    first, fixed = by("a", "The Gull", 25, duration="PT2H30M"), by("b", "The Gull", 26, duration="PT5H")
    assert plain(first, fixed)["duration"] == ["PT5H"]  # though the earlier one is more precise
    assert plain(first, by("b", "Quay News", 26, duration="PT5H"))["duration"] == ["PT2H30M"]
    assert plain(first, by("b", None, 26, duration="PT5H"))["duration"] == ["PT2H30M"]
    # It does not speak twice either: one outlet that has corrected itself does not outvote another one.
    assert plain(first, fixed, by("c", "Quay News", 25, duration="PT5H"))["duration"] == ["PT5H"]


def test_an_outlet_that_takes_its_word_back() -> None:
    owner, company = NodeId("person/owner"), Ref(NodeId("company/x"))
    claims = [
        Claim(k, owner, "ownerOf", company, stance) for k, stance in (("a", Stance.ASSERTED), ("b", Stance.DENIED))
    ]
    days = [date(2025, 5, 25), date(2025, 5, 26)]
    kept = [told(c.article, claims=[c], outlet="The Gull", published=d) for c, d in zip(claims, days, strict=True)]
    turned = [
        told(c.article, claims=[c], outlet="The Gull", published=d) for c, d in zip(claims, days[::-1], strict=True)
    ]
    assert plain(*kept, subject="person/owner") == {}
    assert plain(*turned, subject="person/owner") == {"ownerOf": ["company/x"]}


def test_a_count_of_another_moment_gives_way_to_the_peak() -> None:
    early, late = Value("12:10:00Z", "time"), Value("12:51:00Z", "time")
    counts = [said(5003, as_of=early), said(25000, as_of=late)]
    assert plain(told("a", outage("x", **SAME, reports=counts)))["reportCount"] == ["25000"]
    apart = [told(k, outage("x", **SAME, reports=c)) for k, c in zip("ab", counts, strict=True)]
    assert plain(*apart)["reportCount"] == ["25000"]


def test_five_that_quote_one_tracker_are_one_source() -> None:
    quoting = [
        told(k, outage("x", **SAME, duration=said("PT2H", attributed_to=NodeId("organization/tracker")))) for k in "ab"
    ]
    own = [told(k, outage("x", **SAME, duration="PT5H")) for k in "cd"]
    assert plain(*quoting)["duration"] == ["PT2H"]  # what is reported as established counts
    assert plain(*quoting, *own)["duration"] == ["PT5H"]
    third = told("e", outage("x", **SAME, duration=said("PT2H", attributed_to=NodeId("organization/tracker"))))
    assert plain(*quoting, *own, third)["duration"] == ["PT2H"]  # witnesses go first


def test_an_event_whose_denial_prevails_has_no_plain_facts() -> None:
    held = told("a", attack("x", **SAME, attack_kind="DDoS"))
    denied = [told(k, attack("x", **SAME, stance=Stance.DENIED)) for k in "bc"]
    found = plain(held, *denied, subject="attack/")
    assert found["strongestStance"] == ["Asserted"]
    assert not {"type", "attackKind", "target", "date"} & set(found)


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
    assert all(text.endswith(".") for rule in RULES for text in rule.words.values())
    for rule in RULES:
        assert set(rule.steps) <= set(STEPS)
        assert set(rule.sides) | set(rule.value) <= set(CRITERIA)
        assert bool(rule.sides) == ("sides" in rule.steps)
        assert bool(rule.value) == ("value" in rule.steps)
        for language in LANGUAGES:
            assert all(step_words(step, language) for step in rule.steps)
            assert all("7" in criterion_words(c, "7", "1", language) for c in (*rule.sides, *rule.value))
    assert {step for rule in RULES for step in rule.steps} == set(STEPS) == set(settings("facts")["step"])
    assert set(CRITERIA) == set(settings("facts")["criterion"])
    assert rule_for("holdsRole").name == "status"


_TOLD = st.builds(
    said,
    st.sampled_from(["PT2H", "PT120M", "PT2H10M", "PT5H", "P1D"]),
    stance=st.sampled_from(list(Stance)),
    attributed_to=st.sampled_from([None, NodeId("organization/tracker")]),
)


@hypothesis(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(_TOLD, st.sampled_from([None, "The Gull", "Quay"]), st.integers(1, 9)), max_size=6), st.data()
)
def test_neither_order_nor_repetition_changes_a_ruling(
    listed: list[tuple[Said, str | None, int]], data: st.DataObject
) -> None:
    statements = []
    for number, (what, outlet, day) in enumerate(listed):
        reading = told(str(number), outage("x", duration=what), outlet=outlet, published=date(2025, 5, day))
        (claim,) = [c for c in reading.claims if c.predicate == "duration"]
        witness = NodeId(f"witness/{number}")
        speaker = claim.attributed_to or ""
        statements.append(
            Statement(claim, NodeId("outage/x"), as_kept(claim.object), reading.article, witness, speaker)
        )
    ruling = rule_on("duration", statements, lambda _: True)
    shuffled = data.draw(st.permutations(statements * 2))
    assert rule_on("duration", shuffled, lambda _: True) == ruling
    standing = {s.id for _, support in ruling.standing for s in support}
    aside = {a.statement.id for a in ruling.aside if a.step != "value"}
    assert standing | aside == {s.id for s in statements}
    assert not standing & aside
    asserted = any(s.claim.stance is Stance.ASSERTED for s in statements)
    denied = any(s.denied for s in statements)
    assert len(ruling.standing) in ({0} if not asserted else {0, 1} if denied else {1})


@hypothesis(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(["Asserted", "Suspected"])), min_size=1, max_size=8))
def test_one_claim_for_each_object_and_stance_is_enough_where_nobody_denies(listed: list[tuple[str, str]]) -> None:
    statements = []
    for number, (company, stance) in enumerate(listed):
        claim = Claim(str(number), NodeId("person/o"), "ownerOf", Ref(NodeId(f"company/{company}")), Stance(stance))
        article = told(str(number)).article
        statements.append(Statement(claim, claim.subject, claim.object, article, NodeId(f"witness/{number}")))
    few = {(s.object, s.claim.stance): s for s in statements}.values()
    whole, part = (rule_on("ownerOf", told_of, lambda _: True) for told_of in (statements, few))
    assert {value for value, _ in whole.standing} == {value for value, _ in part.standing}
