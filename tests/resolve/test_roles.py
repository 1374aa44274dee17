"""One node per title and organisation."""

from __future__ import annotations

from tests.resolve.builder import told

from incidentgraph.model import Entity, Name, NodeId, Reading, Role
from incidentgraph.resolve import resolve


def reading(article: str, node: str, title: str, language: str, within: str | None = "place/united-states") -> Reading:
    role = Role(NodeId(node), "PoliticalRole", Name(title, language), NodeId(within) if within else None)
    entities = [Entity(NodeId(within), "Country", (Name("United States", "en"),))] if within else []
    return told(article, roles=[role], entities=entities)


def test_one_id_is_one_role_under_its_best_title() -> None:
    ids = "role/president-united-states"
    found = resolve(
        [reading("a", ids, "رئيس", "ar"), reading("b", ids, "président", "fr"), reading("c", ids, "President", "en")]
    )
    (role,) = found.roles
    assert role.title == Name("President", "en")


def test_one_title_in_one_organisation_is_one_role() -> None:
    found = resolve([reading("a", "role/a", "President", "en"), reading("b", "role/b", "president", "en")])
    assert [r.id for r in found.roles] == ["role/a"]
    assert found.canonical(NodeId("role/b")) == "role/a"


def test_a_title_in_no_organisation_stays_alone() -> None:
    found = resolve([reading("a", "role/a", "President", "en", None), reading("b", "role/b", "President", "en", None)])
    assert len(found.roles) == 2
