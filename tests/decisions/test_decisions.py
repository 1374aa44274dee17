"""A person's lines in a build: they hold, they may call things by name, and they outlive what they are about."""

from __future__ import annotations

import csv
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.resolve.builder import Told, outage, told
from tests.resolve.test_entities import named

from incidentgraph.decisions import Decided, Decision, decided
from incidentgraph.errors import InputError
from incidentgraph.model import Link, NodeId, Reading, Resolution
from incidentgraph.namespaces import BASE
from incidentgraph.resolve import resolve

NORD = named("company/nordbank", "Company", ("Nordbank", "en"), ("Nordbank AG", "en"))
NORTH = named("company/north-bank", "Company", ("North Bank", "en"))
APP = named("service/nordbank", "Service", ("Nordbank", "en"))
READINGS = [
    told("a", outage("chirpo", date="2025-05-24"), entities=[NORD]),
    told("b", outage("chirpo", date="2025-05-24"), entities=[NORTH]),
    told("c", outage("chirpo", date="2025-05-31"), entities=[APP]),
]


def settled(*lines: Decision, readings: Sequence[Reading] = READINGS) -> Decided:
    return decided(lines, readings, BASE, lambda links: resolve(readings, links))


def line(left: str, right: str, verdict: str) -> Decision:
    return Decision(left, right, verdict, where="mine.tsv:7")


def together(found: Decided, left: str, right: str) -> bool:
    return found.resolution.canonical(NodeId(left)) == found.resolution.canonical(NodeId(right))


def lines(found: Decided) -> dict[tuple[str, str], list[str]]:
    return {(r[0], r[1]): r[2:4] for r in csv.reader(found.text({}).splitlines()[1:], delimiter="\t")}


def test_ids_of_the_articles() -> None:
    assert not together(settled(), "company/nordbank", "company/north-bank")
    found = settled(line("company/north-bank", "company/nordbank", "same"))
    assert together(found, "company/nordbank", "company/north-bank")
    assert lines(found)["company/nordbank", "company/north-bank"] == ["same", "person"]
    found = settled(line("outage/a-1", "outage/b-1", "different"))
    assert not together(found, "outage/a-1", "outage/b-1")
    assert lines(found)["outage/a-1", "outage/b-1"] == ["different", "person"]


def test_names_and_iris_are_written_as_ids() -> None:
    for cell in ("North Bank", "north  bank", f"{BASE}company/north-bank"):
        found = settled(line(cell, "Nordbank AG", "same"))
        assert together(found, "company/nordbank", "company/north-bank")
        assert lines(found)["company/nordbank", "company/north-bank"] == ["same", "person"]


def test_incidents_stand_for_the_events_that_they_consist_of() -> None:
    before = settled().resolution
    first, second = (before.canonical(NodeId(node)) for node in ("outage/a-1", "outage/c-1"))
    assert first == before.canonical(NodeId("outage/b-1")) != second
    found = settled(line(first, second, "different"))
    assert [(d.left, d.right) for d in found.decisions] == [("outage/a-1", "outage/c-1"), ("outage/b-1", "outage/c-1")]
    found = settled(line(second, first, "same"))
    assert together(found, "outage/b-1", "outage/c-1")
    assert len(found.decisions) == 1


def test_what_no_article_tells_of_is_kept_and_noted() -> None:
    found = settled(line("company/gone", "company/nordbank", "same"))
    assert lines(found)["company/gone", "company/nordbank"] == ["same", "person"]
    (notice,) = found.notices
    assert notice.where == "mine.tsv:7"
    assert "company/gone" in notice.reason
    again = settled(*found.decisions)
    assert again.text({}) == found.text({})


def test_two_that_are_the_same_as_one_that_is_gone_are_the_same() -> None:
    found = settled(
        line("company/gone", "company/nordbank", "same"), line("company/north-bank", "company/gone", "same")
    )
    assert together(found, "company/nordbank", "company/north-bank")


@pytest.mark.parametrize(
    ("left", "times"), [("company/gone", 1), ("company/north-bank", 1), ("North Bank", 2), ("outage/a-1", 1)]
)
def test_only_names_are_looked_up_first(left: str, times: int) -> None:
    calls = []

    def counting(links: Sequence[Link]) -> Resolution:
        calls.append(links)
        return resolve(READINGS, links)

    decided(
        [line(left, "outage/c-1" if left == "outage/a-1" else "company/nordbank", "same")], READINGS, BASE, counting
    )
    assert len(calls) == times


@pytest.mark.parametrize(
    ("left", "right", "verdict", "message"),
    [
        ("Nordbank", "company/north-bank", "same", "'Nordbank' may be company/nordbank, service/nordbank"),
        ("Sudbank", "company/north-bank", "same", "nothing in these articles is called 'Sudbank'"),
        ("company/nordbank", "service/nordbank", "same", "these are never one"),
        ("company/nordbank", "outage/a-1", "same", "these are never one"),
        ("Nordbank AG", "company/nordbank", "different", "are one already"),
        ("role/president", "role/chief", "same", "role/president is a role"),
        ("https://elsewhere.example/x", "company/nordbank", "same", "is no IRI of this graph"),
    ],
)
def test_a_line_that_cannot_be_kept_is_told(left: str, right: str, verdict: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        settled(line(left, right, verdict))
    assert error.value.where == "mine.tsv:7"
    assert message in error.value.what
    assert error.value.hint


def test_an_incident_cannot_be_parted_from_itself() -> None:
    whole = settled().resolution.canonical(NodeId("outage/a-1"))
    with pytest.raises(InputError, match="outage/a-1, outage/b-1"):
        settled(line(whole, "outage/b-1", "different"))


def test_two_lines_that_contradict_each_other_are_told() -> None:
    with pytest.raises(InputError, match=r"called different here, same at mine\.tsv:7"):
        settled(line("outage/a-1", "outage/b-1", "same"), line("outage/b-1", "outage/a-1", "different"))
    with pytest.raises(InputError, match="by way of others"):
        settled(
            line("company/a", "company/b", "same"),
            line("company/b", "company/c", "same"),
            line("company/a", "company/c", "different"),
        )


def test_an_id_of_the_graph_that_no_article_has() -> None:
    jane = named("person/jane-roe~kenya", "Person", ("Jane Roe", "en"))
    joan = named("person/joan-row~chile", "Person", ("Joan Row", "en"))
    readings = [told("a", entities=[jane]), told("b", entities=[joan])]
    found = settled(line("person/jane-roe", "Joan Row", "same"), readings=readings)
    assert together(found, jane.id, joan.id)
    assert found.notices == ()
    assert lines(found)[jane.id, joan.id] == ["same", "person"]


def test_different_kinds_that_are_no_contradiction_may_be_joined() -> None:
    body = named("organization/north", "Organization", ("The North", "en"))
    readings = [*READINGS, told("d", entities=[body])]
    found = settled(line("The North", "North Bank", "same"), readings=readings)
    assert found.resolution.canonical(body.id) == NORTH.id
    assert {e.id: e.kind for e in found.resolution.entities}[NORTH.id] == "Company"


_EVENTS = st.builds(
    lambda service, day, count: outage(service, date=f"2025-05-{day}", reports=count),
    st.sampled_from(("chirpo", "pingo")),
    st.integers(20, 28),
    st.integers(1000, 1003),
)
_ARTICLES = st.lists(st.lists(_EVENTS, max_size=2), min_size=1, max_size=5)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(_ARTICLES, _ARTICLES, st.sampled_from(("same", "different")), st.data())
def test_a_decision_holds_and_stays_in_the_file_whatever_articles_come_or_go(
    first: list[list[Told]], later: list[list[Told]], verdict: str, data: st.DataObject
) -> None:
    before = [told(f"a{n}", *events) for n, events in enumerate(first)]
    after = [told(f"b{n}", *events) for n, events in enumerate(later)]
    events = sorted(event.id for reading in before for event in reading.events)
    if len(events) < 2:
        return
    left, right = data.draw(st.lists(st.sampled_from(events), min_size=2, max_size=2, unique=True))
    found = settled(line(left, right, verdict), readings=before)
    for readings in ([*before, *after], after, before):
        found = settled(*found.decisions, readings=readings)
        pair = (min(left, right), max(left, right))
        assert lines(found)[pair] == [verdict, "person"]
        if readings != after:
            assert together(found, left, right) == (verdict == "same")
