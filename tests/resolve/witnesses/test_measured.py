"""How well witnesses are found. A wrong witness hides an independent report, so precision comes first."""

from __future__ import annotations

import sys

from tests.resolve.witnesses.generated import dispatches
from tests.resolve.witnesses.measured import Measured, over_copies, over_samples, over_translations, source_of

from incidentgraph.model import Value
from incidentgraph.resolve import resolve


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
    assert outcome.recall >= 0.9
    assert outcome.found + len(outcome.missed) > 35


def test_the_samples() -> None:
    assert over_samples() == [("fr-04-banque-atlas", "fr-08-banque-atlas-depeche")]


def test_an_incident_told_in_three_languages_by_one_dispatch_has_one_witness() -> None:
    told = [reading for reading in dispatches() if source_of(reading.article.id) == "en-08-starlink-down"]
    assert len(told) == 3
    found = resolve(told)
    counts = [fact.object for fact in found.facts if fact.predicate == "witnessCount"]
    assert counts == [Value("1", "integer")]
    assert sum(fact.predicate == "reportedIn" for fact in found.facts) == 3
    assert sum(fact.predicate == "translationOf" for fact in found.facts) == 3
