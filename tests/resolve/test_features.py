"""Each feature by itself: what it finds on two events, whichever comes first."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from tests.resolve.builder import Told, about, attack, gift, outage, over, said, told, value

from incidentgraph.model import Entity, Name, NodeId
from incidentgraph.resolve import features
from incidentgraph.resolve.features import findings
from incidentgraph.resolve.profiles import Profile, profiles
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.vetoes import told_apart, veto

DAY = date(2025, 5, 26)
OPERATORS = {NodeId("service/chirpo"): frozenset({NodeId("company/chirpo-inc")})}


def profile(article: str, event: Told, published: date | None = None, text: str = "", language: str = "en") -> Profile:
    reading = told(article, event, published=published, text=text, language=language)
    return profiles(reading, lambda node: node, OPERATORS)[0]


def names(left: Profile, right: Profile) -> set[str]:
    found = {f.name for f in findings(left, right)}
    assert found == {f.name for f in findings(right, left)}
    assert (veto(left, right) is None) == (veto(right, left) is None)
    return found


def pair(left: Told, right: Told) -> set[str]:
    return names(profile("a", left), profile("b", right))


@pytest.mark.parametrize(
    ("left", "right", "finding"),
    [
        ({"date": "2025-05-24"}, {"date": "2025-05-24"}, "same_day"),
        ({"date": "2025-05-24"}, {"date": "2025-05-25"}, "next_day"),
        ({"date": "--03-10"}, {"date": "2025-03-10"}, "month_day"),
        ({"date": "--03-10"}, {"date": "--03-10"}, "month_day"),
        ({"date": "--03-10"}, {"date": "--03"}, "month"),
        ({"date": "--05"}, {"date": "2025-05-24"}, "month"),
        ({"weekday": "Saturday"}, {"date": "2025-05-24"}, "weekday_date"),
        ({"weekday": "Saturday"}, {"weekday": "Saturday"}, "weekday"),
        ({"end": "11:00:00-04:00"}, {"end": "17:00:00+02:00"}, "clock_equal"),
        ({"start": "13:00:00Z", "duration": "PT2H"}, {"reports": over(9, as_of=value("12:51:00Z"))}, "clock_meets"),
        ({"start": "13:00:00Z"}, {"start": "14:30:00Z"}, "clock_near"),
        ({"start": "03:00:00Z"}, {"start": "14:30:00Z"}, "clock_far"),
        ({"start": "03:00:00"}, {"start": "14:30:00"}, ""),
        ({"duration": "PT2H"}, {"duration": "PT120M"}, "duration"),
        ({"duration": "PT2H"}, {"duration": "PT7H"}, "duration_other"),
        ({"reports": over(25000)}, {"reports": over(25800)}, "count"),
        ({"reports": over(10000)}, {"reports": over(25800)}, "count_other"),
        ({"place": "france"}, {"place": ["france", "spain"]}, "place"),
        ({"place": "france"}, {"place": "india"}, "place_other"),
        ({"cause": "CyberAttack"}, {"cause": "CyberAttack"}, "cause"),
        ({"cause": "CableCut"}, {"cause": "CableCut"}, "cause_rare"),
    ],
)
def test_outages(left: Mapping[str, Any], right: Mapping[str, Any], finding: str) -> None:
    assert pair(outage("x", **left), outage("x", **right)) - {"untimed"} == {"participant", finding} - {""}


def test_what_nothing_puts_at_one_time_may_have_happened_twice() -> None:
    hit = {"perpetrator": "dienet", "attack_kind": "DDoS"}
    assert "untimed" in pair(attack("x", **hit), attack("x", **hit))
    assert "untimed" not in pair(attack("x", **hit, weekday="Sunday"), attack("x", **hit, weekday="Sunday"))
    undated = profile("a", attack("x", **hit), DAY)
    assert "untimed" not in names(undated, profile("b", attack("x", **hit), DAY))
    assert pair(outage("x"), outage("x")) == {"participant"}, "it is nothing against them by itself"


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ({"perpetrator": "dienet"}, {"perpetrator": "dienet"}, {"perpetrator"}),
        ({"perpetrator": "dienet"}, {"perpetrator": "dark-storm"}, {"perpetrator_other"}),
        ({"attack_kind": "DDoS"}, {"attack_kind": "DDoS"}, {"attack_kind"}),
        ({"attack_kind": "DDoS"}, {"attack_kind": "Ransomware"}, {"attack_kind_other"}),
        ({"attack_kind": "DDoS"}, {"attack_kind": "CyberAttack"}, set()),
        ({"by": "group/dienet"}, {"by": "group/dienet"}, {"accuser"}),
    ],
)
def test_attacks(left: Mapping[str, Any], right: Mapping[str, Any], found: set[str]) -> None:
    assert pair(attack("x", **left), attack("x", **right)) - {"untimed"} == {"participant", *found}


def test_participants() -> None:
    day = {"date": "2025-05-24"}
    assert pair(outage("a", "b", "c", **day), outage("a", "b", "c", **day)) == {
        "participant",
        "participant_more",
        "same_day",
    }
    assert pair(outage("chirpo"), outage(company="chirpo-inc")) == {"participant_family"}


def test_one_company_s_two_services() -> None:
    teams, mail = outage("teams", company="firm", date="2025-05-24"), outage("mail", company="firm", date="2025-05-24")
    assert pair(teams, mail) == {"participant", "service_other", "same_day"}
    assert pair(teams, outage(company="firm", date="2025-05-24")) == {"participant", "same_day"}


def test_contributions() -> None:
    same = gift("elon-musk", "donald-trump", over(235_000_000))
    assert pair(same, same) == {"participant", "amount", "recipient"}
    assert pair(same, gift("elon-musk", "donald-trump", about(300_000_000))) == {
        "participant",
        "amount_near",
        "recipient",
    }
    assert pair(same, gift("elon-musk", "donald-trump", 1_000_000)) == {"participant", "amount_other", "recipient"}
    assert "recipient_other" in pair(same, gift("elon-musk", "america-pac", over(235_000_000)))


def test_publication_speaks_where_the_day_is_open() -> None:
    undated = outage("x")
    assert "published_next" in names(profile("a", undated, DAY), profile("b", undated, date(2025, 5, 27)))
    assert "published_near" in names(profile("a", undated, DAY), profile("b", undated, date(2025, 5, 29)))
    assert "published_far" in names(profile("a", undated, DAY), profile("b", undated, date(2025, 6, 27)))
    dated = outage("x", date="2025-05-24")
    assert "published_next" in names(profile("a", dated, date(2025, 9, 1)), profile("b", undated, date(2025, 5, 25)))
    assert "published_far" in names(profile("a", dated, date(2025, 9, 1)), profile("b", undated, date(2025, 9, 1)))
    assert names(profile("a", dated, DAY), profile("b", dated, date(2025, 9, 1))) == {"participant", "same_day"}


def test_reports_that_had_died_down_long_before() -> None:
    night = outage("x", reports=[over(10000), about(32, as_of=value("03:33:00-04:00"))])
    noon = outage("x", end="11:00:00-04:00", duration="PT2H")
    assert "recovered_long_before" in pair(night, noon)
    evening = outage("x", start="20:00:00-04:00")
    assert "recovered_long_before" not in pair(night, evening)


def test_dayparts_are_read_beside_the_day() -> None:
    def at(article: str, words: str, language: str) -> Profile:
        return profile(article, outage("x", weekday="Saturday", quote=words), text=words, language=language)

    morning = at("a", "صباح يوم السبت", "ar")
    assert morning.daypart == "morning"
    assert "daypart" in names(morning, at("b", "on Saturday morning", "en"))
    assert "daypart_other" in names(morning, at("b", "samedi soir", "fr"))
    assert at("b", "samedi après-midi", "fr").daypart == "afternoon"
    assert at("b", "morning and evening", "en").daypart is None
    assert at("b", "samstagabend", "xx").daypart is None


def test_statements_told_in_the_same_words() -> None:
    left = 'X went down. He is "back to work around the clock, and sleeping here". It was "a failed failover plan".'
    right = 'X was down in May. "Failed failover plan", he said; back to work around the clock, and tired.'
    a = profile("a", outage("x", quote="X went down"), text=left)
    b = profile("b", outage("x", quote="X was down"), text=right)
    found = {f.name: f for f in findings(a, b)}
    assert found["quote"].times == 1
    assert "failed failover plan" in found["quote"].reason
    assert "passage" not in found


def test_sentences_taken_over_count_and_phrases_do_not() -> None:
    told_twice = (
        "X went down for much of the day and thousands of people turned to other places for the news, while those who "
        "run it kept silent until late in the evening about what had happened to their lines and to whom they belong. "
        "Nobody who had paid for them got "
        "anything back. "
    )
    own = profile("a", outage("x", quote="X went down"), text=told_twice)
    copy = profile("b", outage("x", quote="X went down"), text=told_twice)
    part = profile(
        "c", outage("x", quote="X went down"), text="X went down for much of the day. Nobody knows why it did."
    )
    assert {f.name: f.times for f in findings(own, copy)}["passage"] == 2
    assert "passage" not in names(own, part)


def test_a_copy_with_another_day_in_it() -> None:
    words = " ".join(f"word{n}" for n in range(90))
    texts = {day: f"X went down on May {day}. {words}." for day in (23, 24)}
    left, right = (
        profile(str(day), outage("x", date=f"2025-05-{day}", quote="X went down"), text=text)
        for day, text in texts.items()
    )
    assert names(left, right) == {"participant", "next_day", "copy", "passage"}
    assert "copy" not in names(left, profile("d", outage("x", quote="X went down"), text="X went down. That is all."))


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        (outage("x"), attack("x"), "Attack"),
        (outage("x"), outage("y"), "participant"),
        (outage("x", date="2025-05-24"), outage("x", date="2025-05-31"), "days"),
        (outage("x", weekday="Sunday"), outage("x", date="2025-05-24"), "days"),
        (outage("x", date="--05"), outage("x", date="--03"), "days"),
        (attack("x", perpetrator="dienet"), attack("y", perpetrator="dienet"), "participant"),
        (outage(), outage(), "participant"),
    ],
)
def test_vetoes(left: Told, right: Told, reason: str) -> None:
    found = veto(profile("a", left), profile("b", right))
    assert found is not None
    assert reason in found


def test_an_attack_whose_target_is_not_told_is_found_by_who_did_it() -> None:
    assert veto(profile("a", attack(perpetrator="dienet")), profile("b", attack("x", perpetrator="dienet"))) is None


def test_one_moment_by_the_days_of_two_time_zones() -> None:
    here = {"date": "2025-02-08", "start": "22:40:00-05:00"}
    there = {"date": "2025-02-09", "start": "03:41:00Z"}
    assert pair(outage("x", **here), outage("x", **there)) == {"participant", "moment"}
    assert "moment_near" in pair(outage("x", **here), outage("x", date="2025-02-09", start="06:00:00+01:00"))
    assert pair(outage("x", **here), outage("x", date="2025-02-09", start="22:40:00-05:00")) == {
        "participant",
        "next_day",
    }


def test_a_night_is_of_two_days() -> None:
    night = outage("x", date="2025-02-08", start="23:30:00Z", duration="PT2H")
    assert pair(night, outage("x", date="2025-02-09")) == {"participant", "day_zone"}
    assert pair(night, outage("x", date="2025-02-07")) == {"participant", "next_day"}


def test_a_body_of_one_place_in_two_cities() -> None:
    def hit(article: str, target: str, city: str) -> Profile:
        place = Entity(NodeId(f"place/{city}"), "City", (Name(city.title(), "mul"),))
        reading = told(article, attack(target, place=city, date="2025-05-24"), entities=[place])
        return profiles(reading, lambda node: node, {})[0]

    assert "city_other" in names(hit("a", "organization/st-mary", "leeds"), hit("b", "organization/st-mary", "cork"))
    assert "place" in names(hit("a", "organization/st-mary", "leeds"), hit("b", "organization/st-mary", "leeds"))
    assert "city_other" not in names(hit("a", "company/firm", "leeds"), hit("b", "company/firm", "cork"))


def test_a_group_s_own_claim_and_a_company_s_own_word_are_counted_once() -> None:
    hit = attack("x", perpetrator="dienet", by="group/dienet", date="2025-05-24")
    assert pair(hit, hit) == {"participant", "same_day", "perpetrator"}
    blamed = outage(company="firm", cause=said("CableCut", attributed_to=NodeId("company/firm")), date="2025-05-24")
    assert pair(blamed, blamed) == {"participant", "same_day", "cause_rare"}


def test_the_clock_tells_the_part_of_the_day_where_words_do_not() -> None:
    assert profile("a", outage("x", start="07:54:00Z")).daypart == "morning"
    evening = profile("b", outage("x", date="2025-05-24", quote="on the evening"), text="X was down on the evening")
    assert "daypart_other" in names(profile("a", outage("x", date="2025-05-24", start="07:54:00Z")), evening)


def test_two_told_apart_leave_a_third_open() -> None:
    def at(article: str, start: str | None = None, *services: str) -> Profile:
        more = {} if start is None else {"start": start}
        return profile(article, outage(*(services or ("x",)), date="2025-05-24", **more))

    morning, evening, open_one = at("a", "07:00:00Z"), at("b", "19:00:00Z"), at("c")
    assert told_apart(morning, evening, open_one)
    assert not told_apart(morning, open_one, evening)
    one, other = (profile(k, outage(s, company="firm", date="2025-05-24")) for k, s in (("a", "x"), ("b", "y")))
    assert told_apart(one, other, profile("c", outage(company="firm", date="2025-05-24")))
    assert not told_apart(one, other, at("c", None, "x", "y"))


def test_every_point_has_a_feature_that_finds_it() -> None:
    """The table of points and the features name the same findings."""
    source = inspect.getsource(features)
    unused = [
        n
        for n in settings("events")["points"]
        if f'"{n}"' not in source and f'"{n.removesuffix("_other")}"' not in source
    ]
    assert unused == []
