"""What cannot all be true is found in whole articles: in some made for it, and in the real ones that may lie beside.

The made ones have the shapes of the real ones: two sums, two lengths, a current or former president, a peak and what
was left of it, an attack against a technical cause, an attack suspected and denied.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from incidentgraph import api
from incidentgraph.query import Dispute

REAL = Path(__file__).resolve().parents[3] / "shared" / "articles"

ENGLISH = """Chat service Signal back after two hours

Signal went down for two hours on Saturday, 24 May 2025. At 12:51 GMT, more than 25,800 users had reported problems,
according to Downdetector. By 15:09 GMT the number had dropped to fewer than 650 reports.

The hacker group Storm Fox claimed responsibility for the outage.

Elon Musk gave more than $235 million to the campaign of President Donald Trump.
"""
FRENCH = """Signal : une panne de plus de deux jours

La messagerie Signal a subi samedi 24 mai 2025 une panne de plus de deux jours, selon ses utilisateurs.

Signal a indiqué que la panne était due à un problème technique.

L'entrepreneur Elon Musk a donné environ 300 millions de dollars à la campagne de Donald Trump, ancien président
des États-Unis.
"""
ARABIC = """تعطل خدمات شركة ميتا

تعطلت خدمتا فيسبوك وإنستغرام يوم الثلاثاء لمدة ساعتين.

ورجح بعض المستخدمين أن يكون العطل ناتجا عن هجوم إلكتروني على ميتا.

ونفت شركة ميتا تعرضها لأي هجوم إلكتروني، وقالت إن العطل كان بسبب مشكلة تقنية.
"""

STORY = {
    "morning": ("2025-05-24T11:00:00Z", "The Wire", "en", """
WhatsApp was down for users across Europe on Saturday. The service had been unavailable for more than an hour and was
still not working at noon. Downdetector counted more than 9,000 reports.
"""),
    "evening": ("2025-05-24T20:00:00Z", "The Globe", "en", """
WhatsApp went down on Saturday 24 May and was restored after three hours. Downdetector counted more than 30,000 reports
at the peak.
"""),
    "soir": ("2025-05-24T21:00:00+02:00", "Le Fil", "fr", """
WhatsApp est tombé en panne samedi 24 mai pendant trois heures.
Downdetector a recensé plus de 4 000 signalements en France.
"""),
    "naba": ("2025-05-25", "النبأ", "ar", """
تعطلت خدمة واتساب يوم السبت 24 مايو 2025 لمدة 180 دقيقة، وسجل موقع داون ديتكتور 30 ألف بلاغ.
"""),
    "correction": ("2025-05-26T09:00:00Z", "The Globe", "en", """
WhatsApp was down for five hours on Saturday 24 May 2025. An earlier report gave another length.
"""),
}  # fmt: skip
"""An outage as it goes on: seen running, over, counted in one country, told in minutes, put right by its outlet."""

EXPECTED = {
    ("Conflict", "DifferentValue", "amount", ("235000000", "300000000")),
    ("Conflict", "DifferentValue", "duration", ("P2D", "PT2H")),
    ("Conflict", "DifferentStatus", "holdsRole", ("Current", "Former")),
    ("Conflict", "DeniedClaim", "causeKind", ("CyberAttack", "not CyberAttack")),
    ("Conflict", "DifferentCause", "causeKind", ("CyberAttack", "TechnicalFault")),
}


def shapes(found: Iterable[Dispute]) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Class, kind, property and what each side holds."""
    return {(d.cls, d.kind, d.predicate, tuple(sorted(_held(d, n) for n in range(len(d.sides))))) for d in found}


def _held(dispute: Dispute, number: int) -> str:
    """The most told value of a side; the status for a role."""
    values = sorted(t.status or ("not " * (t.stance == "Denied") + t.value) for t in dispute.sides[number].tellings)
    return max(dict.fromkeys(values), key=values.count)


def build(inputs: Path, out: Path) -> set[tuple[str, str, str, tuple[str, ...]]]:
    api.build([inputs], out)
    return shapes(api.conflicts(differences=True, graph=out))


def test_made_articles(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in {"en": ENGLISH, "fr": FRENCH, "ar": ARABIC}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    found = build(folder, tmp_path / "graph")
    assert found >= EXPECTED
    assert ("Difference", "DifferentMoment", "reportCount", ("25800", "650")) in found
    assert {shape for shape in found if shape[0] == "Conflict" and shape[2] == "reportCount"} == set()


def test_an_outage_as_it_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, (published, outlet, language, text) in STORY.items():
        front = f"---\ntitle: WhatsApp\npublished: {published}\noutlet: {outlet}\nlanguage: {language}\n---\n"
        (folder / f"{name}.txt").write_text(front + text, encoding="utf-8")
    api.build([folder], tmp_path / "graph")
    found = api.conflicts(differences=True, graph=tmp_path / "graph")
    kinds = {(d.kind, d.predicate) for d in found}
    assert {(d.kind, d.predicate) for d in found if d.contradiction} == {("DifferentValue", "duration")}
    assert kinds >= {("Correction", "duration"), ("Update", "duration"), ("Update", "resolved")}
    assert kinds >= {("Update", "reportCount"), ("DifferentScope", "reportCount")}
    (conflict,) = (d for d in found if d.contradiction)
    sides = [{t.article for t in side.tellings} for side in conflict.sides]
    assert sorted(sides, key=len) == [
        {"correction"},
        {"naba", "soir"},
    ]  # what the outlet has corrected it no longer says


@pytest.mark.skipif(not REAL.is_dir(), reason="the real articles do not lie beside the checkout")
def test_real_articles(tmp_path: Path) -> None:
    found = build(REAL, tmp_path / "graph")
    assert found >= EXPECTED
    assert {shape for shape in found if shape[0] == "Conflict" and shape[2] == "reportCount"} == set()
    moments = [values for cls, kind, prop, values in found if (kind, prop) == ("DifferentMoment", "reportCount")]
    assert any("650" in values for values in moments)
