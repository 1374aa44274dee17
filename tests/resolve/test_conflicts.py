"""What cannot all be true, and what only seems so."""

from __future__ import annotations

from datetime import date

import pytest
from tests.resolve.builder import Told, about, attack, gift, holds, outage, over, said, told, under, value

from incidentgraph.model import Conflict, Reading, Resolution, RoleStatus, Stance
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


def test_days_next_to_each_other() -> None:
    shared = {"start": "12:00:00Z", "reports": 25800, "duration": "PT2H", "perpetrator": "g", "cause": "CyberAttack"}
    late = [told(k, outage("x", date=f"2025-05-{d}", **shared)) for k, d in (("a", 24), ("b", 25))]
    assert found(*late) == [("DifferentTime", "date", [["a:2025-05-24"], ["b:2025-05-25"]])]


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
