"""Which event a sentence speaks of: the one in hand, an earlier one, a new one, or none."""

from __future__ import annotations

from datetime import date

import pytest
from tests.extract.rules.scenes import story_of

from incidentgraph.extract.rules.events import Ledger, tellings

WEDNESDAY = date(2025, 3, 5)


def placed(text: str, kind: str = "Outage", language: str = "en") -> list[str]:
    """The events of each telling in turn, as ``number`` or ``number back``."""
    story = story_of(text, language, WEDNESDAY)
    ledger = Ledger(story, kind)
    found = []
    for scene in story.scenes:
        for telling in tellings(scene, kind, story, known=ledger.main is not None):
            draft = ledger.place(telling)
            if draft:
                found.append(draft.id.rpartition("-")[2] + " back" * draft.looked_back)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WhatsApp was down. The outage hit India.", ["1", "1"]),
        ("WhatsApp was down on Monday. The outage ended on Monday.", ["1", "1"]),
        ("WhatsApp was down. Instagram was unavailable, too.", ["1", "1"]),
        ("WhatsApp was down. In a separate outage, Slack was unavailable.", ["1", "2 back"]),
        ("WhatsApp was down. Its owner Meta had an outage.", ["1", "1"]),
        ("WhatsApp was down. A similar outage in March 2021 lasted an hour.", ["1", "2 back"]),
        (
            "WhatsApp was down. Two years ago it was down for an hour. The outage was long.",
            ["1", "2 back", "2 back"],
        ),
        ("WhatsApp was down. It was not the first outage.", ["1"]),
        ("Outages are rare. In the event of an outage, call us.", []),
    ],
)
def test_each_telling_has_its_place(text: str, expected: list[str]) -> None:
    assert placed(text) == expected


def test_a_weak_word_tells_of_an_event_only_in_company() -> None:
    assert placed("There were problems in the talks on Gaza.") == []
    assert placed("The attack was criticised.", "Attack") == []
    assert placed("A cyberattack hit Sony. The attack was criticised.", "Attack") == ["1", "1"]


def test_ids_count_the_events_of_a_kind() -> None:
    story = story_of("WhatsApp was down. Zoom was unavailable. A cyberattack hit Sony.")
    for kind in ("Outage", "Attack"):
        ledger = Ledger(story, kind)
        for scene in story.scenes:
            for telling in tellings(scene, kind, story, known=ledger.main is not None):
                ledger.place(telling)
        assert [d.id for d in ledger.drafts] == [f"{kind.lower()}/a-{n}" for n in range(1, len(ledger.drafts) + 1)]
