"""Each feature by itself: what it finds on two events, whichever comes first."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from tests.resolve.builder import Told, about, attack, gift, outage, over, told, value

from incidentgraph.model import NodeId
from incidentgraph.resolve.features import FEATURES, findings, veto
from incidentgraph.resolve.profiles import Profile, profiles
from incidentgraph.resolve.settings import settings

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
    expected = {"participant", finding} - {""}
    assert pair(outage("x", **left), outage("x", **right)) == expected


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
    assert pair(attack("x", **left), attack("x", **right)) == {"participant", *found}


def test_participants() -> None:
    assert pair(outage("a", "b", "c"), outage("a", "b", "c")) == {"participant", "participant_more"}
    assert pair(outage("chirpo"), outage(company="chirpo-inc")) == {"participant_family"}


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
    assert "published_near" in names(profile("a", undated, DAY), profile("b", undated, date(2025, 5, 27)))
    assert "published_far" in names(profile("a", undated, DAY), profile("b", undated, date(2025, 6, 27)))
    dated = outage("x", date="2025-05-24")
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
    assert found["passage"].times == 2
    assert "failed failover plan" in found["passage"].reason


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


def test_every_point_has_a_feature_that_finds_it() -> None:
    """The table of points and the features name the same findings."""
    source = "".join(inspect.getsource(f) for f in FEATURES)
    unused = [
        n
        for n in settings("events")["points"]
        if f'"{n}"' not in source and f'"{n.removesuffix("_other")}"' not in source
    ]
    assert unused == []
