"""What cannot all be true, and what only seems so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from tests.resolve.builder import Told, about, attack, gift, holds, outage, over, said, told, under, value

from incidentgraph.model import (
    Claim,
    Conflict,
    Evidence,
    Link,
    NodeId,
    Qualifier,
    Reading,
    Ref,
    Resolution,
    RoleStatus,
    Span,
    Stance,
)
from incidentgraph.resolve import CONFLICT_KINDS, resolve
from incidentgraph.resolve.conflicts import DIFFERENCE_KINDS

SAME = {"date": "2025-05-24"}


def found(*readings: Reading) -> list[tuple[str, str, list[list[str]]]]:
    """Conflicts as kind, property and the values on each side (with the article)."""
    resolution = resolve(readings)
    real = [c for c in resolution.conflicts if c.contradiction]
    assert all(c.kind in CONFLICT_KINDS and c.id.startswith("conflict/") for c in real)
    return sorted(_shown(resolution, conflict) for conflict in real)


def only_differ(*readings: Reading) -> list[tuple[str, str, list[list[str]]]]:
    """Differences in the same form; there must be no conflict beside them."""
    assert found(*readings) == []
    resolution = resolve(readings)
    assert all(c.kind in DIFFERENCE_KINDS and c.id.startswith("difference/") for c in resolution.conflicts)
    return sorted(_shown(resolution, conflict) for conflict in resolution.conflicts)


def _shown(resolution: Resolution, conflict: Conflict) -> tuple[str, str, list[list[str]]]:
    claims = {c.id: c for r in resolution.readings for c in r.claims}
    sides = [sorted(f"{claims[c].article}:{_text(claims[c].object)}" for c in side) for side in conflict.sides]
    return conflict.kind, conflict.predicate, sorted(sides)


def _text(value: object) -> str:
    return str(getattr(value, "lexical", None) or getattr(value, "name", None) or getattr(value, "id", None))


def one(slots: dict[str, object], other: dict[str, object]) -> list[tuple[str, str, list[list[str]]]]:
    left, right = told("a", outage("x", **SAME, **slots)), told("b", outage("x", **SAME, **other))
    assert found(left, right) == found(right, left)
    return found(left, right)


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ({"duration": "PT2H"}, {"duration": over("P2D")}, "DifferentValue"),
        ({"duration": "PT2H"}, {"duration": "PT120M"}, None),
        ({"duration": "PT2H"}, {"duration": over("PT2H")}, None),
        ({"reports": over(25000)}, {"reports": over(25800)}, None),
        ({"reports": over(10000)}, {"reports": over(25800)}, "DifferentValue"),
        ({"reports": over(25800)}, {"reports": under(650, as_of=value("15:09:00Z"))}, None),
        ({"reports": over(25800)}, {"reports": under(650)}, None),
        ({"reports": over(25800, as_of=value("12:51:00Z"))}, {"reports": over(40000)}, "DifferentValue"),
        (
            {"reports": over(25800, as_of=value("12:51:00Z"))},
            {"reports": over(40000, as_of=value("14:51:00+02:00"))},
            "DifferentValue",
        ),
        (
            {"reports": over(25800, as_of=value("12:51:00Z"))},
            {"reports": over(40000, as_of=value("13:51:00Z"))},
            None,
        ),
        ({"start": "15:00:00+02:00"}, {"start": "13:10:00Z"}, None),
        ({"start": "15:00:00+02:00"}, {"start": "15:00:00Z"}, "DifferentTime"),
        ({"start": "15:00:00"}, {"start": "17:00:00Z"}, None),
        ({"end": "2025-05-24T15:00:00Z"}, {"end": "11:00:00-04:00"}, None),
        ({"cause": "CyberAttack"}, {"cause": "TechnicalFault"}, "DifferentCause"),
        ({"cause": "DnsFailure"}, {"cause": "ConfigurationError"}, None),
        ({"cause": "TechnicalFault"}, {"cause": "PowerFailure"}, None),
        ({"cause": "SoftwareUpdate"}, {"cause": "CableCut"}, "DifferentCause"),
        ({"place": "france"}, {"place": "spain"}, None),
        ({"resolved": "false"}, {"resolved": "true"}, None),
    ],
)
def test_values(left: dict[str, object], right: dict[str, object], kind: str | None) -> None:
    assert [c[0] for c in one(left, right)] == ([kind] if kind else [])


def test_sides_agree_among_themselves() -> None:
    readings = [
        told(k, outage("x", **SAME, duration=d))
        for k, d in zip("abcde", ("PT2H", "PT120M", "PT5H", "PT300M", "PT9H"), strict=True)
    ]
    assert found(*readings) == [
        ("DifferentValue", "duration", [["a:PT2H", "b:PT120M"], ["c:PT5H", "d:PT300M"], ["e:PT9H"]])
    ]


def test_what_one_source_tells_twice_is_two_things() -> None:
    """Reports of one service and of another, in one article; the other article tells one of the two."""
    both = told("a", outage("facebook", "instagram", **SAME, reports=[over(550_000), about(92_000)]))
    one_of_them = told("b", outage("instagram", **SAME, reports=about(90_000)))
    assert found(both, one_of_them) == []


def test_two_sources_of_one_article_can_disagree() -> None:
    two = outage("x", **SAME, duration=[said("PT2H", attributed_to="company/x"), said("PT6H", attribution="users")])
    assert [c[0] for c in found(told("a", two))] == ["DifferentValue"]


def test_a_claim_and_its_denial() -> None:
    denied = told("b", outage("x", **SAME), attack("x", **SAME, stance=Stance.DENIED, by="company/eset"))
    suspected = told("a", outage("x", **SAME), attack("x", **SAME, stance=Stance.SUSPECTED))
    assert found(suspected, denied) == [("DeniedClaim", "type", [["a:Attack"], ["b:Attack"]])]
    cause: list[Told] = [
        outage("x", **SAME, cause=said("CyberAttack", stance=s)) for s in (Stance.CLAIMED, Stance.DENIED)
    ]
    assert [c[0] for c in found(told("a", cause[0]), told("b", cause[1]))] == ["DeniedClaim"]


def test_causes_that_are_only_suspected_are_alternatives() -> None:
    suspected = [said(c, stance=Stance.SUSPECTED) for c in ("CyberAttack", "TechnicalFault")]
    assert found(told("a", outage("x", **SAME, cause=suspected))) == []
    claimed = [said("CyberAttack", stance=Stance.CLAIMED), said("TechnicalFault", stance=Stance.SUSPECTED)]
    assert (
        len(found(told("a", outage("x", **SAME, cause=claimed[0])), told("b", outage("x", **SAME, cause=claimed[1]))))
        == 1
    )


def test_two_sums_from_one_giver() -> None:
    readings = [
        told("a", gift("rich", "president", over(235_000_000))),
        told("b", gift("rich", "president", about(300_000_000))),
        told("c", gift("rich", "president", about(300_000_000))),
    ]
    assert found(*readings) == [("DifferentValue", "amount", [["a:235000000"], ["b:300000000", "c:300000000"]])]


def test_sums_in_two_currencies_are_not_compared() -> None:
    euros = gift("rich", "president", said(270_000_000, currency="EUR"))
    assert found(told("a", euros), told("b", gift("rich", "president", 300_000_000))) == []


@pytest.mark.parametrize(
    ("one", "other", "days", "conflict"),
    [
        (RoleStatus.CURRENT, RoleStatus.FORMER, None, True),
        (RoleStatus.CURRENT, RoleStatus.FORMER, (1, 5), True),
        (RoleStatus.CURRENT, RoleStatus.FORMER, (1, 300), False),
        (RoleStatus.CURRENT, RoleStatus.ENDING, None, False),
        (RoleStatus.ENDING, RoleStatus.FORMER, None, True),
        (RoleStatus.FORMER, RoleStatus.FORMER, None, False),
    ],
)
def test_who_holds_a_role(one: RoleStatus, other: RoleStatus, days: tuple[int, int] | None, conflict: bool) -> None:
    readings = [
        told(
            k,
            claims=[holds(k, "trump", "president", status)],
            published=date.fromordinal(738_000 + days[n]) if days else None,
        )
        for n, (k, status) in enumerate((("a", one), ("b", other)))
    ]
    assert [c[0] for c in found(*readings)] == (["DifferentStatus"] if conflict else [])


def test_two_roles_of_one_person_are_no_conflict() -> None:
    readings = [
        told("a", claims=[holds("a", "t", "president")]),
        told("b", claims=[holds("b", "t", "adviser", RoleStatus.FORMER)]),
    ]
    assert found(*readings) == []


def test_a_correction_by_the_same_outlet_is_no_conflict() -> None:
    def at(article: str, day: int, outlet: str, length: str) -> Reading:
        return told(article, outage("x", **SAME, duration=length), published=date(2025, 5, day), outlet=outlet)

    assert found(at("a", 25, "The Wire", "PT2H"), at("b", 26, "The Wire", "PT5H")) == []
    assert len(found(at("a", 25, "The Wire", "PT2H"), at("b", 26, "Other", "PT5H"))) == 1


# -------------------- What only differs


def dated(article: str, day: int, event: Told, outlet: str | None = None, month: int = 5) -> Reading:
    return told(article, event, published=date(2025, month, day), outlet=outlet)


def beside(article: str, count: int, services: Sequence[str] = (), places: Sequence[str] = ()) -> Reading:
    """An article that tells the outage in one sentence, and in another one the count, with some services and places."""
    node = NodeId(f"outage/{article}-1")
    quote = (Evidence(Span(100, 150), "the sentence with the count"),)
    parts = [Claim(article, node, "affectedService", Ref(NodeId(f"service/{s}")), evidence=quote) for s in services]
    parts += [Claim(article, node, "place", Ref(NodeId(f"place/{p}")), evidence=quote) for p in places]
    counted = Claim(article, node, "reportCount", value(count), qualifier=Qualifier.MORE_THAN, evidence=quote)
    return told(article, outage("x", **SAME), claims=[*parts, counted])


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ({"reports": over(25000)}, {"reports": over(25800)}, "DifferentPrecision"),
        ({"reports": 25000}, {"reports": over(25800)}, "DifferentValue"),
        ({"reports": about(26000)}, {"reports": over(25800)}, "DifferentPrecision"),
        ({"reports": under(26000)}, {"reports": over(25800)}, "DifferentPrecision"),
        ({"reports": under(20000)}, {"reports": over(25800)}, "DifferentValue"),
        ({"reports": 40000}, {"reports": 40000}, None),
        ({"reports": 40000}, {"reports": about(40000)}, None),
        ({"duration": "PT2H"}, {"duration": "PT2H10M"}, "DifferentPrecision"),
        ({"duration": over("PT2H")}, {"duration": "PT2H30M"}, "DifferentPrecision"),
        ({"duration": over("PT2H")}, {"duration": "PT4H"}, "DifferentValue"),
        ({"duration": about("PT6H")}, {"duration": about("PT7H")}, "DifferentPrecision"),
        ({"duration": "PT6H"}, {"duration": "PT7H"}, "DifferentValue"),
        ({"duration": "P1D"}, {"duration": "PT24H"}, None),
        ({"reports": over(25800)}, {"reports": under(650, as_of=value("15:09:00Z"))}, "DifferentMoment"),
        ({"reports": over(25800)}, {"reports": under(650)}, "DifferentMoment"),
        (
            {"reports": over(25800, as_of=value("12:51:00Z"))},
            {"reports": over(40000, as_of=value("13:51:00Z"))},
            "DifferentMoment",
        ),
        ({"resolved": "false"}, {"resolved": "true"}, "Update"),
        ({"resolved": "true"}, {"resolved": "true"}, None),
    ],
)
def test_values_that_only_differ(left: dict[str, object], right: dict[str, object], kind: str | None) -> None:
    readings = [told("a", outage("x", **SAME, **left)), told("b", outage("x", **SAME, **right))]
    kinds = [c.kind for c in resolve(readings).conflicts]
    assert kinds == ([kind] if kind else [])
    assert kinds == [c.kind for c in resolve(readings[::-1]).conflicts]


def test_what_the_peak_and_the_rest_of_one_article_are() -> None:
    """One sentence tells both, and the time of the peak is read for both."""
    clock = value("12:51:00Z")
    both = outage("x", **SAME, reports=[over(25800, as_of=clock), under(650, as_of=clock)])
    assert only_differ(told("a", both)) == [("DifferentMoment", "reportCount", [["a:25800"], ["a:650"]])]


def test_fewer_than_is_never_said_of_a_peak() -> None:
    clock = value("12:51:00Z")
    wrong = told("a", outage("x", **SAME, reports=[over(25800, as_of=clock), under(650, as_of=clock)]))
    peak = told("b", outage("x", **SAME, reports=over(25800, as_of=value("08:51:00-04:00"))))
    assert {kind for kind, _, _ in only_differ(wrong, peak)} == {"DifferentMoment"}


def test_users_here_and_users_there() -> None:
    both = told("a", outage("facebook", "instagram", **SAME, reports=[over(550_000), about(92_000)]))
    one_of_them = told("b", outage("instagram", **SAME, reports=about(90_000)))
    assert ("DifferentScope", "reportCount", [["a:550000"], ["a:92000", "b:90000"]]) in only_differ(both, one_of_them)


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (beside("a", 40_000, places=["norland"]), beside("b", 90_000, places=["westria"]), "DifferentScope"),
        (beside("a", 40_000, places=["norland"]), beside("b", 90_000, places=["norland", "westria"]), "DifferentScope"),
        (beside("a", 40_000, ["y"]), beside("b", 90_000), "DifferentScope"),
        (beside("a", 90_000, places=["norland"]), beside("b", 40_000, places=["norland", "westria"]), "DifferentValue"),
        (beside("a", 40_000, places=["norland"]), beside("b", 90_000, places=["norland"]), "DifferentValue"),
        (beside("a", 40_000), beside("b", 90_000), "DifferentValue"),
    ],
)
def test_one_country_and_the_world(left: Reading, right: Reading, kind: str) -> None:
    """A part cannot have more than the whole."""
    assert [c.kind for c in resolve([left, right]).conflicts] == [kind]


@pytest.mark.parametrize(
    ("first", "later", "kind"),
    [
        ({"duration": "PT2H"}, {"duration": "PT5H"}, "Correction"),
        ({"duration": "PT5H"}, {"duration": "PT2H"}, "Correction"),
        ({"reports": over(10000)}, {"reports": over(25800)}, "Update"),
        ({"reports": over(25800)}, {"reports": over(10000)}, "Correction"),
        ({"reports": over(10000), "resolved": "true"}, {"reports": over(25800)}, "Correction"),
        ({"duration": "PT1H", "resolved": "false"}, {"duration": "PT3H", "resolved": "true"}, "Update"),
        ({"resolved": "true"}, {"resolved": "false"}, "Correction"),
        ({"cause": said("CyberAttack", stance=Stance.SUSPECTED)}, {"cause": "ConfigurationError"}, "Update"),
        ({"cause": "CyberAttack"}, {"cause": "ConfigurationError"}, "Correction"),
        ({"cause": "CyberAttack"}, {"cause": said("CyberAttack", stance=Stance.DENIED)}, "Correction"),
        ({"start": "13:00:00Z"}, {"start": "15:00:00Z"}, "Correction"),
    ],
)
def test_one_outlet_on_two_days(first: dict[str, object], later: dict[str, object], kind: str) -> None:
    readings = (
        dated("a", 24, outage("x", **SAME, **first), "The Wire"),
        dated("b", 25, outage("x", **SAME, **later), "The Wire"),
    )
    assert kind in {c[0] for c in only_differ(*readings)}


@pytest.mark.parametrize(
    ("first", "later", "days", "kind"),
    [
        ({"reports": over(10000)}, {"reports": over(25800)}, 1, "Update"),  # a count that grew
        ({"reports": over(10000), "resolved": "true"}, {"reports": over(25800)}, 1, "DifferentValue"),
        ({"reports": over(10000)}, {"reports": over(25800)}, 5, "DifferentValue"),
        ({"reports": over(25800)}, {"reports": over(10000)}, 1, "DifferentValue"),
        ({"duration": over("PT1H")}, {"duration": "PT3H"}, 1, "Update"),  # still down after an hour
        ({"duration": "PT1H"}, {"duration": "PT3H"}, 1, "DifferentValue"),
        ({"duration": "PT3H"}, {"duration": "PT1H"}, 1, "DifferentValue"),
        ({"resolved": "false"}, {"resolved": "true"}, 1, "Update"),
        ({"resolved": "true"}, {"resolved": "false"}, 1, "DifferentStatus"),
        ({"resolved": "true"}, {"resolved": "false"}, 6, None),  # down again, or an old state told late
    ],
)
def test_two_outlets_on_two_days(
    first: dict[str, object], later: dict[str, object], days: int, kind: str | None
) -> None:
    readings = [
        dated("a", 24, outage("x", **SAME, **first), "The Wire"),
        dated("b", 24 + days, outage("x", **SAME, **later), "The Globe"),
    ]
    assert [c.kind for c in resolve(readings).conflicts] == ([kind] if kind else [])


def test_an_outage_that_was_seen_to_go_on_was_told_first() -> None:
    """Where no article is dated, what an article says of the outage's end puts it before the others."""
    during = told("a", outage("x", **SAME, duration="PT1H", reports=over(9000), resolved="false"))
    after = told("b", outage("x", **SAME, duration="PT3H", reports=over(20_000), resolved="true"))
    assert {(kind, prop) for kind, prop, _ in only_differ(during, after)} == {
        ("Update", "duration"),
        ("Update", "reportCount"),
        ("Update", "resolved"),
    }
    shorter = told("b", outage("x", **SAME, duration="PT20M", resolved="true"))
    assert [c[1] for c in found(during, shorter)] == ["duration"]


def test_two_parties_in_one_outlet_are_no_correction() -> None:
    users = outage("x", **SAME, duration=said("PT6H", attributed_to="organization/users"))
    company = outage("x", **SAME, duration=said("PT2H", attributed_to="company/x"))
    assert [c[0] for c in found(dated("a", 24, company, "The Wire"), dated("b", 25, users, "The Wire"))] == [
        "DifferentValue"
    ]


@pytest.mark.parametrize(
    ("slots", "kind"),
    [
        ({}, "DifferentTime"),
        ({"duration": "PT26H"}, "DifferentPrecision"),
        ({"start": "23:10:00Z"}, "DifferentPrecision"),
        ({"start": "10:10:00Z"}, "DifferentTime"),
    ],
)
def test_the_night_between_two_days(slots: dict[str, str], kind: str) -> None:
    readings = [told(k, outage("x", date=f"2025-05-{d}", **slots)) for k, d in (("a", 24), ("b", 25))]
    one = Link(NodeId("outage/a-1"), NodeId("outage/b-1"), "same", 1.0, ("a person says so",))
    conflict = resolve(readings, [one]).conflicts
    assert [(c.kind, c.predicate, len(c.sides)) for c in conflict] == [(kind, "date", 2)]


def test_an_attack_and_its_denial_told_of_two_nodes() -> None:
    """One article tells of an attack behind the outage, the other says of the outage's cause that it was none."""
    claimed = told(
        "a",
        outage("x", **SAME, caused_by=said("attack/a-1", stance=Stance.CLAIMED, attributed_to="group/g")),
        attack("x", **SAME, stance=Stance.CLAIMED, by="group/g"),
    )
    denied = told("b", outage("x", **SAME, cause=said("CyberAttack", stance=Stance.DENIED, attributed_to="company/x")))
    fault = told("c", outage("x", **SAME, cause="TechnicalFault"))
    kinds = [(kind, prop) for kind, prop, _ in found(claimed, denied, fault)]
    assert kinds == [("DeniedClaim", "causeKind"), ("DifferentCause", "causeKind")]


def test_who_takes_back_what_he_said_does_not_contradict_himself() -> None:
    chief = "person/chief"
    first = said("CyberAttack", stance=Stance.CLAIMED, attributed_to=chief)
    then = said("CyberAttack", stance=Stance.DENIED, attributed_to=chief)
    assert only_differ(told("a", outage("x", **SAME, cause=[first, then]))) == [
        ("Correction", "causeKind", [["a:CyberAttack"], ["a:CyberAttack"]])
    ]


def test_a_rumour_that_the_article_itself_denies() -> None:
    rumour = said("CyberAttack", stance=Stance.SUSPECTED)
    denied = said("CyberAttack", stance=Stance.DENIED)
    assert [c[0] for c in found(told("a", outage("x", **SAME, cause=[rumour, denied])))] == ["DeniedClaim"]


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("group/g", "group/h", True),
        ("group/g", "place/norland", False),  # a group may act for a state
        ("group/g", "group/g", False),
    ],
)
def test_an_attack_laid_to_two_actors(one: str, other: str, conflict: bool) -> None:
    readings = [
        told(k, attack("x", **SAME, attack_kind="DDoS", perpetrator=said(who, stance=Stance.CLAIMED)))
        for k, who in (("a", one), ("b", other))
    ]
    assert [c[0] for c in found(*readings)] == (["DifferentPerpetrator"] if conflict else [])


def test_who_is_named_in_one_sentence_did_it_together() -> None:
    text = "Group G said that it and group H had done it. That is all that is known of it today."
    claims = [said(f"group/{g}", stance=Stance.CLAIMED, attributed_to=f"group/{g}") for g in "gh"]
    event = attack("x", **SAME, perpetrator=claims, quote="Group G said that it and group H had done it.")
    again = attack("x", **SAME, perpetrator=said("group/h", stance=Stance.ATTRIBUTED, attributed_to="company/y"))
    assert resolve([told("a", event, text=text), told("b", again)]).conflicts == ()


def test_a_role_that_has_passed_on_is_an_update() -> None:
    readings = [
        told(k, claims=[holds(k, "t", "president", status)], published=date(2025, month, 1))
        for k, status, month in (("a", RoleStatus.CURRENT, 1), ("b", RoleStatus.FORMER, 9))
    ]
    assert only_differ(*readings) == [("Update", "holdsRole", [["a:role/president"], ["b:role/president"]])]


def test_each_thing_is_judged_by_what_is_told_of_it_alone() -> None:
    """Adding articles on other things changes nothing; nor does the order."""
    mine = [told("a", outage("x", **SAME, duration="PT2H")), told("b", outage("x", **SAME, duration="PT9H"))]
    others = [told(f"o{n}", outage(f"y{n}", date=f"2024-01-{n + 1:02}", duration="PT9H")) for n in range(9)]
    assert set(resolve(mine).conflicts) <= set(resolve([*others, *mine]).conflicts)
    assert resolve([*mine, *others]).conflicts == resolve([*others, *mine[::-1]]).conflicts


def test_a_thing_of_which_everybody_tells_costs_no_more_than_one_of_which_many_do() -> None:
    told_by_all = [
        told(f"{k}{n:04}", claims=[holds(f"{k}{n:04}", "t", "president", status)])
        for k, status in (("a", RoleStatus.CURRENT), ("b", RoleStatus.FORMER))
        for n in range(600)
    ]
    (conflict,) = resolve(told_by_all).conflicts
    assert [len(side) for side in conflict.sides] == [24, 24]
