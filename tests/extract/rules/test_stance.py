"""Who says it and how surely: how far denials, hedges and speakers reach in a sentence."""

from __future__ import annotations

import pytest
from tests.extract.rules.scenes import position, scene_of

from incidentgraph.extract.rules.stance import Voice, denied, hedged, speaker, voice_at
from incidentgraph.model import NodeId, Stance


def voice(text: str, word: str, language: str = "en", own: str = "company/slack") -> Voice:
    scene = scene_of(text, language)
    return voice_at(scene, position(scene, word), lambda who: who.entity == own)


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("Slack denied a cyberattack.", "cyberattack", "en"),
        ("Slack denied an outage, a breach or a cyberattack.", "cyberattack", "en"),
        ("Reports of a cyberattack were denied.", "cyberattack", "en"),
        ("Airbus dément toute cyberattaque.", "cyberattaque", "fr"),
        ("نفت شركة إيرباص وقوع هجوم.", "هجوم", "ar"),
    ],
)
def test_a_denial_reaches_its_object(text: str, word: str, language: str) -> None:
    scene = scene_of(text, language)
    assert denied(scene, position(scene, word))


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("Slack denied a cyberattack, a day after an outage.", "outage", "en"),
        ("Slack denied a cyberattack, but confirmed an outage.", "outage", "en"),
        ("Slack neither confirmed nor denied a cyberattack.", "cyberattack", "en"),
        ("A cyberattack has not been ruled out.", "cyberattack", "en"),
        ("Airbus n'exclut pas une cyberattaque.", "cyberattaque", "fr"),
        ("لم تستبعد شركة إيرباص وقوع هجوم.", "هجوم", "ar"),
    ],
)
def test_and_nothing_else(text: str, word: str, language: str) -> None:
    scene = scene_of(text, language)
    assert not denied(scene, position(scene, word))


def test_a_hedge_reaches_to_the_last_of_a_list_but_over_no_adversative() -> None:
    scene = scene_of("Slack suspects a bug, a faulty router, a fire or a cyberattack, but there was an outage.")
    assert hedged(scene, position(scene, "cyberattack"))
    assert not hedged(scene, position(scene, "outage"))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("A cyberattack hit Slack.", "cyberattack", Voice()),
        ("Sony said a cyberattack hit Slack.", "cyberattack", Voice(Stance.ATTRIBUTED, NodeId("company/sony"))),
        (
            "According to Sony, hackers hit Slack.",
            "hackers",
            Voice(Stance.ATTRIBUTED, NodeId("company/sony")),
        ),
        ("Sony blamed a cyberattack.", "cyberattack", Voice(Stance.ATTRIBUTED, NodeId("company/sony"))),
        ("Sony may have suffered a cyberattack.", "cyberattack", Voice(Stance.SUSPECTED)),
        ("Sony denied a cyberattack.", "cyberattack", Voice(Stance.DENIED, NodeId("company/sony"))),
        ("Nobody has claimed the cyberattack on Sony.", "cyberattack", Voice()),
    ],
)
def test_the_voice_is_that_of_who_speaks(text: str, word: str, expected: Voice) -> None:
    assert voice(text, word) == expected


def test_who_speaks_of_its_own_case_claims() -> None:
    assert voice("Sony blamed a cyberattack.", "cyberattack", own="company/sony").stance is Stance.CLAIMED


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Sony told Reuters that the app was down.", "en", "company/sony"),
        ("Officials said the attack on Sony was over.", "en", None),
        ("Tout fonctionne, a indiqué Airbus.", "fr", "company/airbus"),
        ("Airbus a déclaré à Reuters que tout fonctionne.", "fr", "company/airbus"),
        ("قالت شركة إيرباص لرويترز إن الخدمة عادت.", "ar", "company/airbus"),
    ],
)
def test_the_speaker_is_not_whom_it_is_said_to(text: str, language: str, expected: str | None) -> None:
    scene = scene_of(text, language)
    who = speaker(scene, scene.of("say")[0])
    assert (who.entity if who else None) == expected
