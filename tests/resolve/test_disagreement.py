"""Whether two statements on one property can both be true, whoever makes them."""

from __future__ import annotations

from itertools import permutations

import pytest
from tests.resolve.builder import Said, about, holds, outage, over, said, told, value

from incidentgraph.model import Claim, NodeId, Ref, RoleStatus, Stance, Term
from incidentgraph.resolve.disagreement import causes_exclude, disagree, meant, sides
from incidentgraph.resolve.statements import Statement


def statement(article: str, name: str, given: Said | str | int) -> Statement:
    reading = told(article, outage("x", **{name: given}))
    return of(next(c for c in reading.claims if c.predicate not in {"type", "affectedService"}), article)


def of(claim: Claim, article: str) -> Statement:
    return Statement(claim, NodeId("outage/x"), claim.object, told(article).article, NodeId(f"witness/{article}"))


@pytest.mark.parametrize(
    ("name", "left", "right", "apart"),
    [
        ("duration", "PT2H", "PT120M", False),
        ("duration", "PT2H", "P2D", True),
        ("reports", 40000, about(40500), False),
        ("reports", 40000, 41, True),
        ("reports", over(40000), over(40500), False),
        ("date", "2025-05-24", "2025-05", False),
        ("date", "2025-05-24", "2025-06", True),
        ("date", "2025-05-24", "--05-24", False),
        ("date", "2025-05-24", "--05-25", True),
        ("start", "15:00:00+02:00", "13:10:00Z", False),
        ("start", "15:00:00+02:00", "15:00:00Z", True),
        ("start", "15:00:00", "18:00:00", False),  # nobody knows whose clock
        ("cause", "CyberAttack", "Fire", True),
        ("cause", "TechnicalFault", "SoftwareUpdate", False),
        ("cause", "PowerFailure", "CableCut", False),
        ("place", "norland", "westria", False),
    ],
)
def test_values(name: str, left: Said | str | int, right: Said | str | int, apart: bool) -> None:
    one, other = statement("a", name, left), statement("b", name, right)
    assert disagree(one, other) is disagree(other, one) is apart


def test_a_weekday_is_a_date() -> None:
    saturday = statement("a", "weekday", "Saturday")
    assert meant(saturday) == ("date", Term("Saturday"))
    assert not disagree(saturday, statement("b", "date", "2025-05-24"))
    assert disagree(saturday, statement("b", "date", "2025-05-25"))


def test_an_attack_that_causes_is_a_cause() -> None:
    caused = statement("a", "caused_by", "attack/a-1")
    assert meant(caused) == ("causeKind", Term("CyberAttack"))
    assert disagree(caused, statement("b", "cause", "ConfigurationError"))
    assert not disagree(caused, statement("b", "cause", "CyberAttack"))
    by_outage = statement("a", "caused_by", "outage/a-2")
    assert meant(by_outage) == ("causedBy", Ref(NodeId("outage/a-2")))


def test_a_denial_is_at_odds_with_what_it_denies_alone() -> None:
    denied = statement("b", "cause", said("CyberAttack", stance=Stance.DENIED))
    assert disagree(statement("a", "cause", "CyberAttack"), denied)
    assert not disagree(statement("a", "cause", "Fire"), denied)
    assert not disagree(denied, denied)


def test_statuses_of_one_role() -> None:
    current, former = (of(holds("a", "t", "president", s), "a") for s in (RoleStatus.CURRENT, RoleStatus.FORMER))
    other = of(holds("a", "t", "adviser", RoleStatus.FORMER), "a")
    assert disagree(current, former)
    assert not disagree(current, other)


def test_causes_that_no_table_knows_exclude_nothing() -> None:
    assert not causes_exclude(Term("CyberAttack"), Term("Earthquake"))
    assert not causes_exclude(Term("CyberAttack"), value("P2D"))


def test_sides_do_not_depend_on_the_order() -> None:
    told_ = [statement(k, "duration", d) for k, d in zip("abcd", ("PT2H", "PT5H", "PT120M", "P1D"), strict=True)]
    outcomes = {tuple(tuple(s.id for s in side) for side in sides(order)) for order in permutations(told_)}
    assert len(outcomes) == 1
    assert [len(side) for side in sides(told_)] == [2, 1, 1]
