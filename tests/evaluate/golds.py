"""Gold for `tests.factory.sample`, as it is written in files; tests change a copy of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from tests.factory import sample

from incidentgraph import rdf
from incidentgraph.evaluate import Evaluation, Gold, evaluate, parse_gold
from incidentgraph.store import Graph

Record = dict[str, Any]


@cache
def graph() -> Graph:
    """The graph that the gold is of."""
    return Graph.from_quads(rdf.quads(sample()))


def english() -> Record:
    """What the English article says, all of which the graph has."""
    return {
        "id": "en-1",
        "lang": "en",
        "incident": "whatsapp-2024",
        "entities": [
            {"type": "Service", "name": "WhatsApp", "mentions": ["WhatsApp"]},
            {"type": "Company", "name": "Meta", "mentions": ["Meta"]},
            {"type": "ThreatActor", "name": "Storm Fox", "mentions": ["Storm Fox"]},
            {"type": "Person", "name": "Ann Lee", "mentions": ["Ann Lee"]},
            {"type": "Place", "name": "Norland", "mentions": ["Norland"]},
            {"type": "Organization", "name": "Blue Party", "mentions": ["Blue Party"]},
        ],
        "outages": [
            {
                "id": "o1",
                "main": True,
                "services": ["WhatsApp"],
                "date": "2024-04-03",
                "duration": "PT120M",
                "report_counts": [{"value": 25800, "qualifier": "over", "source": None}],
                "evidence": "WhatsApp was down",
            }
        ],
        "attacks": [
            {
                "id": "a1",
                "main": False,
                "kind": "cyberattack",
                "targets": ["Meta"],
                "perpetrators": [{"name": "Storm Fox", "status": "claimed", "by": "Storm Fox"}],
                "evidence": "claimed an attack on Meta",
            }
        ],
        "roles": [
            {
                "person": "Ann Lee",
                "kind": "political",
                "title": "minister",
                "organization": "Norland",
                "status": "current",
            }
        ],
        "relations": [],
        "contributions": [
            {"donor": "Ann Lee", "recipient": "Blue Party", "amount": 500, "currency": "USD", "qualifier": "exact"}
        ],
    }


def arabic() -> Record:
    """What the Arabic article says."""
    return {
        "id": "ar-1",
        "lang": "ar",
        "incident": "whatsapp-2024",
        "entities": [{"type": "Service", "name": "WhatsApp", "mentions": ["واتساب"]}],
        "outages": [
            {
                "id": "o1",
                "main": True,
                "services": ["WhatsApp"],
                "duration": "PT3H",
                "causes": [{"kind": "technical", "status": "suspected"}],
                "evidence": "تعطل واتساب ثلاث ساعات",
            }
        ],
        "attacks": [],
        "roles": [],
        "relations": [],
        "contributions": [],
    }


def gold(*records: Record) -> Gold:
    """Records as gold, without a file."""
    faults: list[Any] = []
    articles = tuple(parse_gold(record, f"{record['id']}.json", faults) for record in records)
    assert faults == []
    return Gold(articles)


def measured(*records: Record) -> Evaluation:
    """What the sample's graph is worth by these records."""
    return evaluate(graph(), gold(*records))


def write(folder: Path, *records: Record) -> Path:
    """A folder of gold files."""
    for record in records:
        (folder / f"{record['id']}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return folder
