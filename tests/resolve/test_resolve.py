"""All together: the order of readings does not matter, and twice is once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.resolve.builder import Told, about, attack, gift, holds, outage, over, said, told

from incidentgraph.model import Link, NodeId, Reading, Ref, RoleStatus, Stance
from incidentgraph.resolve import resolve
from incidentgraph.resolve.literals import as_kept

_DATES = ("2025-05-24", "2025-05-25", "2025-05-31", "--05", "--05-24", "2025-05", "2025")
_STANCES = st.sampled_from(Stance)


def _some(**choices: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=choices)


_OUTAGES = st.builds(
    lambda services, slots: outage(*services, **slots),
    st.lists(st.sampled_from(("x", "y")), min_size=1, max_size=2, unique=True),
    _some(
        date=st.sampled_from(_DATES),
        weekday=st.sampled_from(("Saturday", "Sunday")),
        duration=st.sampled_from(("PT2H", "PT120M", "PT7H")),
        end=st.sampled_from(("15:00:00Z", "17:00:00+02:00", "03:00:00Z")),
        reports=st.sampled_from((over(25000), over(25800), about(32))),
        cause=st.builds(
            lambda cause, stance: said(cause, stance=stance), st.sampled_from(("CyberAttack", "DnsFailure")), _STANCES
        ),
        stance=_STANCES,
    ),
)
_ATTACKS = st.builds(
    lambda slots: attack("x", **slots),
    _some(
        date=st.sampled_from(_DATES),
        perpetrator=st.sampled_from(("nightjar", "sparrow")),
        attack_kind=st.sampled_from(("DDoS", "Ransomware")),
        stance=_STANCES,
    ),
)
_GIFTS = st.builds(lambda n: gift("rich", "president", n), st.sampled_from((over(235), about(300), 5)))
_EVENTS: st.SearchStrategy[list[Told]] = st.lists(st.one_of(_OUTAGES, _ATTACKS, _GIFTS), max_size=3)
_PUBLISHED = st.one_of(st.none(), st.dates(date(2025, 5, 20), date(2025, 6, 10)))


@st.composite
def _readings(draw: st.DrawFn) -> list[Reading]:
    found = []
    for article in "abcdef"[: draw(st.integers(1, 6))]:
        role = holds(article, "rich", "adviser", draw(st.sampled_from(RoleStatus)))
        found.append(told(article, *draw(_EVENTS), published=draw(_PUBLISHED), claims=[role]))
    return found


_SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@_SLOW
@given(_readings(), st.randoms(use_true_random=False))
def test_the_order_of_readings_does_not_matter(readings: list[Reading], random: Any) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)
    assert resolve(shuffled) == resolve(readings)


@_SLOW
@given(_readings())
def test_twice_is_once(readings: list[Reading]) -> None:
    assert resolve([*readings, *readings]) == resolve(readings)


@_SLOW
@given(_readings())
def test_what_holds_of_every_resolution(readings: list[Reading]) -> None:
    found = resolve(readings)
    claims = {c.id: c for r in found.readings for c in r.claims}
    members = [m for i in found.incidents for m in i.members]
    assert sorted(members) == sorted(e.id for r in found.readings for e in r.events)
    for incident in found.incidents:
        articles = [m.partition("/")[2].rpartition("-")[0] for m in incident.members]
        assert len(set(articles)) == len(articles), "two events of one article are never one"
        assert all(m.startswith(incident.kind.lower()) for m in incident.members)
    for conflict in found.conflicts:
        told_claims = [c for side in conflict.sides for c in side]
        assert len(conflict.sides) >= 2
        assert len(set(told_claims)) == len(told_claims)
        assert list(conflict.sides) == sorted(tuple(sorted(side)) for side in conflict.sides)
        assert {found.canonical(claims[c].subject) for c in told_claims} == {conflict.subject}
    for fact in found.facts:
        support = [claims[c] for c in fact.claims]
        assert support or fact.subject.startswith("article/")
        if fact.predicate in {c.predicate for c in claims.values()}:
            assert all(c.stance is Stance.ASSERTED and c.predicate == fact.predicate for c in support)
            objects = [
                Ref(found.canonical(c.object.id)) if isinstance(c.object, Ref) else as_kept(c.object) for c in support
            ]
            assert fact.object in objects
        if fact.predicate.startswith("alleged"):
            assert all(c.stance is not Stance.DENIED for c in support)


@_SLOW
@given(_readings(), st.data())
def test_a_person_s_verdicts_always_hold(readings: list[Reading], data: st.DataObject) -> None:
    outages = sorted(e.id for r in readings for e in r.events if e.kind == "Outage")
    if len(outages) < 2:
        return
    left, right = data.draw(st.lists(st.sampled_from(outages), min_size=2, max_size=2, unique=True))
    same = resolve(readings, [Link(left, right, "same", 1.0, ())])
    assert same.canonical(left) == same.canonical(right)
    different = resolve(readings, [Link(left, right, "different", 1.0, ())])
    assert different.canonical(left) != different.canonical(right)


def test_generated_articles_with_known_answers() -> None:
    """Look-alikes by the hundred: outages of five services, a week apart, each told in part by three articles."""
    readings = []
    answer: dict[str, str] = {}
    for number in range(100):
        service, day = f"s{number % 5}", date(2025, 1, 4) + timedelta(7 * (number // 5))
        for teller in range(3):
            article = f"{number:03}{'abc'[teller]}"
            slots: list[dict[str, Any]] = [
                {"date": str(day), "end": "15:00:00Z"},
                {"weekday": f"{day:%A}", "duration": "PT2H"},
                {"date": f"--{day:%m-%d}", "reports": over(25800)},
            ]
            readings.append(told(article, outage(service, **slots[teller]), published=day + timedelta(teller)))
            answer[f"outage/{article}-1"] = str(number)
    found = resolve(readings)
    for incident in found.incidents:
        assert len({answer[m] for m in incident.members}) == 1, "precision 1.0"
    assert len(found.incidents) == 100


def test_nothing_in_nothing_out() -> None:
    empty = resolve([])
    assert (empty.entities, empty.incidents, empty.facts, empty.conflicts, empty.links) == ((), (), (), (), ())
    alone = resolve([told("a")])
    assert [f.predicate for f in alone.facts] == ["witness"]
    assert alone.canonical(NodeId("service/unseen")) == "service/unseen"
