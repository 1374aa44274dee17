"""How well witnesses are found. A wrong witness hides an independent report, so precision comes first."""

from __future__ import annotations

import sys

from tests.resolve.witnesses.measured import Measured, over_copies, over_samples, over_translations


def report(name: str, outcome: Measured) -> None:
    """Shown by pytest -s, and where a test fails."""
    sys.stdout.write(f"\nwitnesses by {name}: {outcome}\n")
    sys.stdout.writelines(f"  wrong: {left} | {right}\n" for left, right in outcome.wrong[:20])
    sys.stdout.writelines(f"  missed: {left} | {right}\n" for left, right in outcome.missed[:20])


def test_copies_among_look_alikes() -> None:
    outcome = over_copies()
    report("copies", outcome)
    assert outcome.wrong == ()
    assert outcome.recall >= 0.99
    assert outcome.found > 5000


def test_translations_among_independent_reports() -> None:
    outcome = over_translations()
    report("translations", outcome)
    assert outcome.wrong == ()
    assert outcome.recall >= 0.85
    assert outcome.found + len(outcome.missed) > 25


def test_the_samples() -> None:
    assert over_samples() == [("fr-04-banque-atlas", "fr-08-banque-atlas-depeche")]
