from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import stix2
from pyoxigraph import Literal, NamedNode, Quad
from tests.factory import sample

from incidentgraph import rdf
from incidentgraph.export import EXPORTERS
from incidentgraph.store import Graph, open_graph

MINI = Path(__file__).parent.parent / "data" / "mini.trig"
Sdo = dict[str, Any]


def bundle(graph: Graph) -> str:
    out = io.BytesIO()
    EXPORTERS["stix"].write(graph, out)
    return out.getvalue().decode()


@pytest.fixture(scope="module")
def objects() -> dict[str, Sdo]:
    found: list[Sdo] = json.loads(bundle(open_graph(MINI)))["objects"]
    return {o["id"]: o for o in found}


def named(objects: dict[str, Sdo], kind: str, name: str) -> Sdo:
    (found,) = (o for o in objects.values() if o["type"] == kind and o.get("name") == name)
    return found


def test_the_stix2_library_accepts_it() -> None:
    text = bundle(open_graph(MINI))
    parsed = stix2.parse(text, allow_custom=False)
    assert parsed.type == "bundle"
    assert {o.type for o in parsed.objects} == {"identity", "incident", "note", "relationship", "threat-actor"}
    assert len({o.id for o in parsed.objects}) == len(parsed.objects) == len(json.loads(text)["objects"])


def test_every_reference_leads_somewhere(objects: dict[str, Sdo]) -> None:
    for found in objects.values():
        ends = [found[end] for end in ("source_ref", "target_ref") if end in found]
        assert set(ends) | set(found.get("object_refs", ())) <= set(objects)


def test_stances_are_labels_and_confidence(objects: dict[str, Sdo]) -> None:
    attack = named(objects, "incident", "Attack on Chirpo, 2025-05-24")
    group = named(objects, "threat-actor", "NightKestrel")
    told = {
        (o["labels"][0], o["confidence"])
        for o in objects.values()
        if o["type"] == "relationship" and (o["source_ref"], o["target_ref"]) == (attack["id"], group["id"])
    }
    assert told == {("stance:claimed", 50), ("stance:attributed", 50)}
    assert attack["labels"] == ["kind:DDoS", "stance:claimed"]


def test_a_denial_is_a_note_and_no_relationship(objects: dict[str, Sdo]) -> None:
    attack = named(objects, "incident", "Attack on Nimbus")
    assert not [o for o in objects.values() if o.get("source_ref") == attack["id"]]
    notes = [o for o in objects.values() if o["type"] == "note" and attack["id"] in o["object_refs"]]
    assert {note["labels"][0] for note in notes} == {"stance:denied"}
    assert notes[0]["content"] == "Nimbus dément avoir été victime d'un rançongiciel."
    assert (notes[0]["lang"], notes[0]["authors"]) == ("fr", ["Nimbus"])
    assert notes[0]["external_references"][0]["url"] == "https://news.example/fr-1"


def test_identifiers_depend_on_the_iri_alone(objects: dict[str, Sdo]) -> None:
    """Adding a fact to the graph changes no identifier, so that an import updates instead of adding."""
    more = Quad(
        NamedNode("https://w3id.org/incidentgraph/id/group/nightkestrel"),
        NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"),
        Literal("NK"),
    )
    changed = json.loads(bundle(Graph.from_quads([*open_graph(MINI).quads(), more])))["objects"]
    assert {o["id"] for o in changed} == set(objects)
    assert "NK" in next(o for o in changed if o["type"] == "threat-actor")["aliases"]


def test_what_a_build_writes_is_accepted() -> None:
    graph = Graph.from_quads(rdf.quads(sample()), prefixes=rdf.prefixes())
    assert stix2.parse(bundle(graph), allow_custom=False).objects


def test_a_graph_without_attacks_is_an_empty_bundle() -> None:
    empty = bundle(Graph.from_quads([]))
    assert "objects" not in json.loads(empty)
    assert stix2.parse(empty, allow_custom=False, version="2.1").type == "bundle"


def test_without_dates_it_is_still_valid() -> None:
    issued = "http://purl.org/dc/terms/issued"
    undated = Graph.from_quads(q for q in open_graph(MINI).quads() if q.predicate.value != issued)
    parsed = stix2.parse(bundle(undated), allow_custom=False)
    assert {str(o.created.year) for o in parsed.objects} == {"1970"}
