"""Whose a title is, and of what: names before and behind it, lists, clauses that end."""

from __future__ import annotations

import pytest
from tests.extract.rules.scenes import scene_of

from incidentgraph.extract.rules.appositions import holder, objects, unique

COMPANIES = ("Company",)


def title(text: str, language: str) -> tuple[str | None, list[str]]:
    """The holder of a sentence's first title, and the companies that it is of."""
    scene = scene_of(text, language)
    cue = scene.of("role")[0]
    who = holder(scene, cue.first, cue.last)
    return who.entity if who else None, [str(n) for n in unique(objects(scene, cue.first, cue.last, COMPANIES, who))]


@pytest.mark.parametrize(
    ("text", "language", "person", "companies"),
    [
        ("Tesla chief executive Elon Musk apologised.", "en", "elon-musk", ["tesla"]),
        ("Elon Musk, the chief executive of Tesla, apologised.", "en", "elon-musk", ["tesla"]),
        ("Elon Musk, chief executive of Tesla and SpaceX, met Tim Cook.", "en", "elon-musk", ["tesla", "spacex"]),
        ("Elon Musk, the chief executive, apologised to Tesla.", "en", "elon-musk", []),
        ("Tim Cook met Tesla chief executive Elon Musk.", "en", "elon-musk", ["tesla"]),
        ("The chief executive of Tesla apologised, Tim Cook wrote.", "en", None, ["tesla"]),
        ("Elon Musk, patron de Tesla et de SpaceX, a réagi.", "fr", "elon-musk", ["tesla", "spacex"]),
        ("Le patron de Tesla, Elon Musk, a réagi.", "fr", "elon-musk", ["tesla"]),
        ("اعتذر إيلون ماسك، الرئيس التنفيذي لشركة تسلا.", "ar", "elon-musk", ["tesla"]),
        ("قال الرئيس التنفيذي لشركة تسلا إيلون ماسك إنه آسف.", "ar", "elon-musk", ["tesla"]),
    ],
)
def test_a_title_ties_a_person_to_companies(text: str, language: str, person: str | None, companies: list[str]) -> None:
    assert title(text, language) == (person and f"person/{person}", [f"company/{c}" for c in companies])
