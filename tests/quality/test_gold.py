"""The gold itself is linted: a slip in it would be measured as a fault of the extractor."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
SAMPLES = ROOT / "articles"  # shown to users, in every kind of input
DEVELOPMENT = HERE / "articles"  # for measuring alone, plain text
GOLD = HERE / "gold"
PATHS = sorted(GOLD.glob("*.json"))

Record = dict[str, Any]

LANGUAGES = {"ar", "fr", "en"}
ENTITY_TYPES = {"Person", "Company", "Service", "ThreatActor", "Organization", "Place"}
WEEKDAYS = {None, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
CAUSES = {
    "attack",
    "technical",
    "configuration",
    "dns",
    "software-update",
    "power",
    "cable",
    "fire",
    "maintenance",
    "overload",
    "third-party",
}
ATTACKS = {"ddos", "ransomware", "data-breach", "malware", "phishing", "defacement", "intrusion", "cyberattack"}
STATUSES = {"asserted", "claimed", "attributed", "suspected", "denied"}
QUALIFIERS = {"exact", "over", "under", "about"}
ROLE_KINDS = {"political", "corporate", "other"}
ROLE_STATUSES = {"current", "former", "ending", "future"}
PREDICATES = {"ownerOf", "founderOf", "parentOf", "acquired", "operatorOf"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?|--\d\d(-\d\d)?")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
DURATION = re.compile(r"P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?")

TOP = {
    "id",
    "sha256",
    "published",
    "lang",
    "incident",
    "entities",
    "optional_entities",
    "outages",
    "attacks",
    "roles",
    "relations",
    "contributions",
}
TOP_OPTIONAL = {"held_back", "optional_roles", "optional_relations", "optional_attacks", "optional_outages"}
EVENT = {"id", "main", "incident", "date", "weekday", "duration", "places", "evidence"}
OUTAGE = EVENT | {"services", "companies", "start", "end", "timezone", "report_counts", "resolved", "causes"}
ATTACK = EVENT | {"kind", "targets", "perpetrators", "caused_outages", "status", "by"}
MINIMUM_ARTICLES, MINIMUM_INCIDENTS, MINIMUM_SHARED = 20, 40, 3
LONGEST_EVIDENCE = 80


@cache
def plain() -> tuple[Path, ...]:
    return tuple(sorted([*SAMPLES.glob("*.txt"), *DEVELOPMENT.glob("*.txt")]))


@cache
def texts() -> dict[str, str]:
    """The text of every article by its id, with the markup of a page still in it."""
    found = {p.stem: p.read_text(encoding="utf-8") for p in plain()}
    found |= {p.stem: html.unescape(p.read_text(encoding="utf-8")) for p in SAMPLES.glob("*.html")}
    for path in sorted(SAMPLES.glob("*.jsonl")):
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        found |= {record["id"]: record["text"] for record in records}
    return found


@cache
def published() -> dict[str, str | None]:
    """The day of publication that each article itself states."""
    found: dict[str, str | None] = {}
    for path in plain():
        head = re.match(r"---\n(.*?)\n---\n", path.read_text(encoding="utf-8"), re.DOTALL)
        date = re.search(r"^published: (\d{4}-\d\d-\d\d)", head[1], re.MULTILINE) if head else None
        found[path.stem] = date[1] if date else None
    for path in SAMPLES.glob("*.html"):
        date = re.search(r'article:published_time" content="(\d{4}-\d\d-\d\d)', path.read_text(encoding="utf-8"))
        found[path.stem] = date[1] if date else None
    for path in SAMPLES.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            found[record["id"]] = record["published"][:10]
    return found


@cache
def all_gold() -> tuple[Record, ...]:
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in PATHS)


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> Record:
    record: Record = json.loads(request.param.read_text(encoding="utf-8"))
    assert record["id"] == request.param.stem
    return record


def events(gold: Record) -> list[Record]:
    return [*gold["outages"], *gold["attacks"]]


def test_every_article_has_gold_and_the_other_way_round() -> None:
    assert {g["id"] for g in all_gold()} == set(texts())


def test_fields(gold: Record) -> None:
    assert set(gold) >= TOP
    assert set(gold) - TOP <= TOP_OPTIONAL
    assert gold["lang"] in LANGUAGES
    assert gold["id"].removeprefix("dev-").startswith(f"{gold['lang']}-")
    assert gold["published"] == published()[gold["id"]]
    for outage in gold["outages"]:
        assert set(outage) == OUTAGE
    for attack in gold["attacks"]:
        assert set(attack) == ATTACK


def test_the_text_is_the_one_that_was_read(gold: Record) -> None:
    is_plain = gold["id"] in {path.stem for path in plain()}
    digest = hashlib.sha256(texts()[gold["id"]].strip().encode()).hexdigest() if is_plain else None
    assert gold["sha256"] == digest


def test_mentions_and_evidence_are_verbatim(gold: Record) -> None:
    text = texts()[gold["id"]]
    mentions = [m for e in gold["entities"] for m in e["mentions"]]
    assert mentions
    assert all(e["mentions"] for e in gold["entities"])
    assert [m for m in mentions if m not in text] == []
    quotes = [e["evidence"] for e in events(gold)]
    assert [q for q in quotes if not q or q not in text or len(q) > LONGEST_EVIDENCE] == []


def test_entities(gold: Record) -> None:
    keys = Counter((e["type"], e["name"]) for e in gold["entities"])
    assert {kind for kind, _ in keys} <= ENTITY_TYPES
    assert [key for key, n in keys.items() if n > 1] == []
    assert {name for _, name in keys}.isdisjoint(gold["optional_entities"])


def test_events(gold: Record) -> None:
    ids = [e["id"] for e in events(gold)]
    assert len(ids) == len(set(ids))
    for event in events(gold):
        assert event["incident"]
        assert not event["main"] or event["incident"] == gold["incident"]
        assert event["date"] is None or DATE.fullmatch(event["date"])
        assert event["weekday"] in WEEKDAYS
        assert not (event["date"] and event["weekday"])
        assert event["duration"] is None or DURATION.fullmatch(event["duration"])
    for outage in gold["outages"]:
        assert all(outage[k] is None or CLOCK.fullmatch(outage[k]) for k in ("start", "end"))
        assert outage["resolved"] in {True, False, None}
        assert {c["kind"] for c in outage["causes"]} <= CAUSES
        assert {c["status"] for c in outage["causes"]} <= STATUSES
        assert {r["qualifier"] for r in outage["report_counts"]} <= QUALIFIERS
        assert all(isinstance(r["value"], int) for r in outage["report_counts"])
    for attack in gold["attacks"]:
        assert attack["kind"] in ATTACKS
        assert {attack["status"]} | {p["status"] for p in attack["perpetrators"]} <= STATUSES
        assert set(attack["caused_outages"]) <= {o["id"] for o in gold["outages"]}


def test_roles_relations_and_contributions(gold: Record) -> None:
    for role in [*gold["roles"], *gold.get("optional_roles", [])]:
        assert role["kind"] in ROLE_KINDS
        assert role["status"] in ROLE_STATUSES
        assert role["title"]
    for relation in [*gold["relations"], *gold.get("optional_relations", [])]:
        assert relation["p"] in PREDICATES
    for contribution in gold["contributions"]:
        assert contribution["qualifier"] in QUALIFIERS
        assert contribution["amount"] > 0
        assert re.fullmatch(r"[A-Z]{3}", contribution["currency"])


def test_names_in_events_roles_and_relations_are_entities(gold: Record) -> None:
    known = {e["name"] for e in gold["entities"]} | set(gold["optional_entities"])
    used = {n for e in events(gold) for key in ("services", "companies", "targets", "places") for n in e.get(key, [])}
    used |= {p["name"] for a in gold["attacks"] for p in a["perpetrators"]}
    used |= {n for r in gold["relations"] for n in (r["s"], r["o"])} | {r["person"] for r in gold["roles"]}
    used |= {n for c in gold["contributions"] for n in (c["donor"], c["recipient"])}
    # An adjective can stand for a country that is never named ("the American president").
    countries = {r["organization"] for r in gold["roles"] if r["kind"] == "political"}
    used |= {r["organization"] for r in gold["roles"] if r["organization"]} - countries
    assert used - known == set()


def test_a_third_is_held_back(gold: Record) -> None:
    number = int(gold["id"].removeprefix("dev-").split("-")[1])
    assert gold.get("held_back", False) is (number % 3 == 0)


def test_enough_articles_incidents_and_languages() -> None:
    languages = Counter(g["lang"] for g in all_gold())
    assert set(languages) == LANGUAGES
    assert min(languages.values()) >= MINIMUM_ARTICLES
    told: dict[str, set[str]] = defaultdict(set)
    for g in all_gold():
        told[g["incident"]].add(g["lang"])
    assert len(told) >= MINIMUM_INCIDENTS
    assert sum(len(where) > 1 for where in told.values()) >= MINIMUM_SHARED


def test_every_kind_of_input_is_shown() -> None:
    by_suffix = {p.suffix for p in SAMPLES.iterdir()}
    assert by_suffix >= {".txt", ".html", ".jsonl"}
    assert {p.stem[:2] for p in SAMPLES.glob("*.html")} == LANGUAGES
