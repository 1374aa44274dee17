"""What happened when: order, exactness, bars, and nothing dated that no article dates."""

from __future__ import annotations

from datetime import date

from tests.resolve.builder import attack, outage, told

from incidentgraph import rdf
from incidentgraph.model import Reading, Stance
from incidentgraph.resolve import resolve
from incidentgraph.store import Graph
from incidentgraph.timeline import Entry, Timeline, timeline


def graph(*readings: Reading) -> Graph:
    return Graph.from_quads(rdf.quads(resolve(readings)))


def entry(earliest: str | None, latest: str | None) -> Entry:
    first, last = (date.fromisoformat(day) if day else None for day in (earliest, latest))
    return Entry("b/outage/x", "Outage", "Outage: X", "Asserted", 1, first, last)


def test_incidents_are_in_order_of_time_with_who_tells_of_them() -> None:
    found = timeline(
        graph(
            told("b", outage("x", date="2025-05-24"), language="fr"),
            told("a", outage("x", date="2025-05-24")),
            told("c", attack("y", date="2025-03", stance=Stance.CLAIMED)),
        )
    )
    shown = [(e.when, e.kind, e.stance, e.witnesses, e.articles, e.languages) for e in found.entries]
    assert shown == [
        ("2025-03", "Attack", "Claimed", 1, ("c",), ("en",)),
        ("2025-05-24", "Outage", "Asserted", shown[1][3], ("a", "b"), ("en", "fr")),
    ]
    assert found.entries[1].node.startswith("outage/x-2025-05-24-")


def test_an_undated_incident_is_not_given_its_article_s_day() -> None:
    found = timeline(
        graph(told("a", outage("x"), published=date(2025, 1, 2)), told("b", outage("y", date="2025-05-24")))
    )
    assert [(e.when, e.dated) for e in found.entries] == [("2025-05-24", True), ("", False)]
    undated = found.table().records()[1]
    assert (undated["when"], undated["earliest"], undated["latest"]) == ("", "", "2025-01-02")
    assert found.counts() == (("2025-05-24", 1),)


def test_a_thing_s_own_incidents_by_any_claim() -> None:
    told_of = graph(told("a", outage("x", date="2025-05-24")), told("b", attack("y", stance=Stance.DENIED)))
    assert [e.kind for e in timeline(told_of, {"thing": "x"}).entries] == ["Outage"]
    assert [e.kind for e in timeline(told_of, {"thing": "Y"}).entries] == ["Attack"]
    missing = timeline(told_of, {"thing": "nobody"})
    assert missing.entries == ()
    assert "nobody" in missing.notes[0]


def test_exactness_is_that_of_the_bounds() -> None:
    spans = [
        ("2024-04-03", "2024-04-03"), ("2024-04-01", "2024-04-30"), ("2024-01-01", "2024-12-31"),
        ("2024-04-03", "2024-04-05"), (None, "2024-04-05"), ("2024-04-03", None),
    ]  # fmt: skip
    shown = [entry(*span).when for span in spans]
    assert shown == ["2024-04-03", "2024-04", "2024", "2024-04-03/2024-04-05", "", "2024-04-03/.."]


def test_bars_are_by_day_month_or_year_without_gaps() -> None:
    days = Timeline((entry("2024-04-03", "2024-04-03"), entry("2024-04-05", "2024-04-05")))
    assert days.counts() == (("2024-04-03", 1), ("2024-04-04", 0), ("2024-04-05", 1))
    months = Timeline((entry("2024-04-03", "2024-04-05"), entry("2024-06-01", "2024-06-30")))
    assert months.counts() == (("2024-04", 1), ("2024-05", 0), ("2024-06", 1))
    years = Timeline((entry("2014-04-03", "2014-04-05"), entry("2024-01-01", "2024-12-31")))
    assert (years.unit, years.counts()[0], years.counts()[-1], len(years.counts())) == (
        "year",
        ("2014", 1),
        ("2024", 1),
        11,
    )
    assert Timeline(()).counts() == ()
