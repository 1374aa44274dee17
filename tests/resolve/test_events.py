"""Which events are one incident: told in several articles, partly, and look-alikes that are not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.resolve.builder import (
    about,
    attack,
    gift,
    groups,
    outage,
    outages,
    over,
    possible,
    told,
    value,
)

from incidentgraph.model import Link, NodeId, Reading, Stance
from incidentgraph.resolve import resolve

CLAIMED: dict[str, Any] = {"stance": Stance.CLAIMED, "by": "group/nightjar"}
QUOTE = "much work is needed on our failover"


def saturday(article: str, published: date | None = None) -> Reading:
    """One outage told by its weekday, its end and its length, and claimed by a group."""
    text = f'Chirpo was down. "{QUOTE}", the owner said.'
    return told(
        article,
        outage("chirpo", weekday="Saturday", end="11:00:00-04:00", duration="PT2H", quote="Chirpo was down",
               caused_by=f"attack/{article}-1"),
        attack("chirpo", perpetrator="nightjar", attack_kind="DDoS", **CLAIMED),
        text=text, published=published,
    )  # fmt: skip


def test_one_outage_in_three_articles_without_a_date() -> None:
    european = told("b", outage("chirpo", start="15:00:00+02:00", end="17:00:00+02:00", duration="PT120M"))
    by_count = told("c", outage("chirpo", weekday="Saturday", reports=over(25800, as_of=value("12:51:00Z"))))
    assert outages(saturday("a"), european, by_count) == [["a-1", "b-1", "c-1"]]


def test_an_outage_of_another_time_of_day_is_another_one() -> None:
    evening = told(
        "b", outage("chirpo", weekday="Saturday", reports=[over(10000), about(32, as_of=value("03:33:00-04:00"))])
    )
    assert outages(saturday("a"), evening) == [["a-1"], ["b-1"]]


def test_an_outage_looked_back_on_joins_by_the_statement_that_followed_it() -> None:
    text = (
        f'Chirpo is down again. In May Chirpo was down for days. Then its owner said "{QUOTE}". In March it was hacked.'
    )
    back = told(
        "b",
        outage("chirpo", weekday="Saturday", quote="Chirpo is down again"),
        outage("chirpo", date="--05", duration=over("P2D"), quote="In May Chirpo was down"),
        outage("chirpo", date="--03", quote="In March it was hacked"),
        text=text,
    )
    assert outages(saturday("a"), back) == [["a-1", "b-2"], ["b-1"], ["b-3"]]


def test_a_quote_that_names_the_month_of_another_event_is_told_of_that_one() -> None:
    text = f'Chirpo is down again. In May Chirpo was down for days. After the outage in May its owner said "{QUOTE}".'
    back = told(
        "b",
        outage("chirpo", weekday="Saturday", quote="After the outage in May"),
        outage("chirpo", date="--05", end="15:00:00Z", quote="In May Chirpo was down"),
        text=text,
    )
    assert outages(saturday("a"), back) == [["a-1", "b-2"], ["b-1"]]


def test_a_partial_date_joins_what_it_fits_where_more_is_shared() -> None:
    month = told(
        "a",
        outage("chirpo", date="--03", caused_by="attack/a-1"),
        attack("chirpo", by="person/owner", stance=Stance.CLAIMED),
    )
    day = told(
        "b",
        outage("chirpo", date="--03-10", caused_by="attack/b-1"),
        attack("chirpo", by="person/owner", stance=Stance.CLAIMED),
    )
    found = resolve([month, day])
    assert groups(found) == [["a-1", "b-1"]]
    assert groups(found, "Attack") == [["a-1", "b-1"]]


def test_a_weekday_and_a_publication_day_give_the_date() -> None:
    weekday = told("a", outage("chirpo", weekday="Saturday"), published=date(2025, 5, 25))
    dated = told("b", outage("chirpo", date="2025-05-24"))
    found = resolve([weekday, dated])
    assert groups(found) == [["a-1", "b-1"]]
    (incident,) = found.incidents
    assert (incident.earliest, incident.latest) == (date(2025, 5, 24), date(2025, 5, 24))
    assert incident.id.startswith("outage/chirpo-2025-05-24-")


def test_one_vague_agreement_is_possibly_the_same() -> None:
    found = resolve([told("a", outage("chirpo", weekday="Saturday")), told("b", outage("chirpo", weekday="Saturday"))])
    assert groups(found) == [["a-1"], ["b-1"]]
    assert possible(found) == [("a-1", "b-1")]
    (fact,) = [f for f in found.facts if f.predicate == "possiblySameAs"]
    assert len(fact.claims) == 2


# ---------------------------------------------------------------- look-alikes


def test_the_same_service_a_week_apart() -> None:
    first = date(2025, 5, 24)
    readings = [
        told(f"{n}{k}", outage("chirpo", date=str(first + timedelta(7 * n)), duration="PT2H", end="15:00:00Z"))
        for n in range(3)
        for k in "ab"
    ]
    assert outages(*readings) == [["0a-1", "0b-1"], ["1a-1", "1b-1"], ["2a-1", "2b-1"]]


def test_the_same_weekday_in_articles_a_week_apart() -> None:
    assert outages(saturday("a", date(2025, 5, 25)), saturday("b", date(2025, 6, 1))) == [["a-1"], ["b-1"]]


def test_undated_outages_told_weeks_apart() -> None:
    readings = [
        told("a", outage("chirpo", duration="PT2H"), published=date(2025, 5, 25)),
        told("b", outage("chirpo", duration="PT2H"), published=date(2025, 6, 25)),
        told("c", outage("chirpo", duration="PT2H"), published=date(2025, 5, 26)),
    ]
    found = resolve(readings)
    assert groups(found) == [["a-1"], ["b-1"], ["c-1"]]
    assert possible(found) == [("a-1", "c-1")]


def test_two_services_on_one_day() -> None:
    assert outages(told("a", outage("chirpo", date="2025-05-24")), told("b", outage("cloudly", date="2025-05-24"))) == [
        ["a-1"],
        ["b-1"],
    ]


def test_two_outages_of_one_day_by_the_clock() -> None:
    readings = [
        told(f"{start}{k}", outage("chirpo", date="2025-05-24", start=f"{start}:00:00Z"))
        for start in ("06", "18")
        for k in "ab"
    ]
    assert outages(*readings) == [["06a-1", "06b-1"], ["18a-1", "18b-1"]]


def test_one_group_and_two_targets() -> None:
    readings = [
        told(f"{target}{k}", attack(target, date="2025-05-24", perpetrator="nightjar", attack_kind="DDoS"))
        for target in ("chirpo", "cloudly")
        for k in "ab"
    ]
    assert groups(resolve(readings), "Attack") == [["chirpoa-1", "chirpob-1"], ["cloudlya-1", "cloudlyb-1"]]


def test_an_outage_and_an_attack_of_one_service_and_day_stay_two() -> None:
    found = resolve([told("a", outage("x", date="2025-05-24")), told("b", attack("x", date="2025-05-24"))])
    assert [i.kind for i in found.incidents] == ["Attack", "Outage"]


def test_an_attack_is_of_about_the_day_of_the_outage_it_caused() -> None:
    """One is undated and its outage is in May; the other is of March, though its article ties it to that outage."""
    may = told("a", outage("x", date="2025-05-24", caused_by="attack/a-1"), attack("x"))
    march = told("b", outage("x", date="2025-05-24", caused_by="attack/b-1"), attack("x", date="2025-03-10"))
    also_may = told("c", outage("x", date="2025-05-24", caused_by="attack/c-1"), attack("x", date="2025-05-23"))
    found = resolve([may, march, also_may])
    assert groups(found) == [["a-1", "b-1", "c-1"]]
    assert groups(found, "Attack") == [["a-1", "c-1"], ["b-1"]]


def test_a_company_and_the_service_it_does_not_run() -> None:
    meta = told("a", outage(company="meta", date="2025-05-24"))
    chirpo = told("b", outage("chirpo", date="2025-05-24"))
    assert outages(meta, chirpo) == [["a-1"], ["b-1"]]
    operated = resolve([meta, chirpo], operators=[(NodeId("company/meta"), NodeId("service/chirpo"))])
    assert groups(operated) == [["a-1", "b-1"]]


def test_a_company_and_the_service_of_its_name() -> None:
    both = told("c", outage("chirpo", company="chirpo", date="2025-01-01"))
    assert ["a-1", "b-1"] in outages(
        told("a", outage(company="chirpo", date="2025-05-24")), told("b", outage("chirpo", date="2025-05-24")), both
    )


def test_a_vague_event_between_two_is_given_to_neither() -> None:
    days = [
        told(k, outage("chirpo", date=f"2025-03-{d}", cause="CableCut", place="france"))
        for k, d in (("a", 10), ("b", 20))
    ]
    month = told("c", outage("chirpo", date="2025-03", cause="CableCut", place="france"))
    found = resolve([*days, month])
    assert groups(found) == [["a-1"], ["b-1"], ["c-1"]]
    assert possible(found) == [("a-1", "c-1"), ("b-1", "c-1")]


def test_two_events_of_one_article_do_not_meet_in_a_third() -> None:
    two = told(
        "a",
        outage("chirpo", date="2025-05-24", start="06:00:00Z"),
        outage("chirpo", date="2025-05-24", start="07:00:00Z"),
    )
    third = told("b", outage("chirpo", date="2025-05-24", start="06:05:00Z"))
    assert outages(two, third) == [["a-1", "b-1"], ["a-2"]]


def test_three_days_in_a_row_are_not_chained() -> None:
    readings = [
        told(k, outage("x", date=f"2025-05-{d}", start="12:00:00Z", reports=25800, duration="PT2H", perpetrator="g"))
        for k, d in (("a", 23), ("b", 24), ("c", 25))
    ]
    assert all(len(group) < 3 for group in outages(*readings))


def test_services_of_one_outage_meet_in_an_article_that_names_both() -> None:
    one = told("a", outage("facebook", date="2024-03-05"))
    other = told("b", outage("instagram", date="2024-03-05"))
    both = told("c", outage("facebook", "instagram", date="2024-03-05"))
    assert outages(one, other) == [["a-1"], ["b-1"]]
    assert outages(one, other, both) == [["a-1", "b-1", "c-1"]]


def test_what_happened_at_a_place_is_found_by_the_place_where_nobody_is_told_to_be_hit() -> None:
    cut = {"date": "2025-09-06", "cause": "CableCut", "place": "red-sea"}
    nobody, cable = told("a", outage(**cut)), told("b", outage("sea-me-we", **cut))
    assert outages(nobody, cable) == [["a-1", "b-1"]]
    elsewhere = told("c", outage("wacs", date="2025-09-06", cause="CableCut", place="ghana"))
    assert outages(nobody, elsewhere) == [["a-1"], ["c-1"]]
    overload = {"date": "2025-09-06", "cause": "Overload", "place": "red-sea"}
    assert outages(told("a", outage(**overload)), told("b", outage("x", **overload))) == [["a-1"], ["b-1"]]


# ---------------------------------------------------------------- contributions, verdicts, ids


def test_one_sum_told_differently_is_one_contribution() -> None:
    readings = [
        told("a", gift("rich", "president", over(235_000_000))),
        told("b", gift("rich", "president", about(300_000_000))),
        told("c", gift("rich", "president", 5_000_000)),
        told("d", gift("rich", "governor", over(235_000_000))),
    ]
    assert groups(resolve(readings), "Contribution") == [["a-1", "b-1"], ["c-1"], ["d-1"]]


def test_a_person_s_verdicts_hold_over_the_rules() -> None:
    readings = [told(k, outage("chirpo", date="2025-05-24")) for k in "abc"]
    apart = Link(NodeId("outage/a-1"), NodeId("outage/b-1"), "different", 1.0, ())
    assert groups(resolve(readings, [apart])) in ([["a-1", "c-1"], ["b-1"]], [["a-1"], ["b-1", "c-1"]])
    other = told("d", outage("chirpo", date="2025-09-24"))
    together = Link(NodeId("outage/a-1"), NodeId("outage/d-1"), "same", 1.0, ())
    assert ["a-1", "b-1", "c-1", "d-1"] in groups(resolve([*readings, other], [together]))


def test_ids_are_readable_unique_and_kept_while_their_anchor_stays() -> None:
    readings = [told(k, outage("chirpo", date="2025-05-24")) for k in "abcdef"]
    everyone = resolve(readings).incidents[0].id
    kept = [resolve([r for r in readings if r is not gone]).incidents[0].id for gone in readings]
    assert kept.count(everyone) == len(readings) - 1
    twins = [told(k, outage("chirpo", weekday="Friday")) for k in "abc"]
    assert len({i.id for i in resolve(twins).incidents}) == 3


def test_links_tell_points_and_reasons() -> None:
    found = resolve([told(k, outage("chirpo", date="2025-05-24")) for k in "ab"])
    (link,) = found.links
    assert (link.left, link.right, link.verdict, link.score) == ("outage/a-1", "outage/b-1", "same", 1.1)
    assert link.reasons == ("+30 participant: both concern service/chirpo", "+80 same_day: both on 2025-05-24")
