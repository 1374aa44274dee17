"""What a server keeps of each article beside the graph, so that any machine can make the same store of it."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from zlib import decompress

import pyoxigraph as ox

from incidentgraph.live.change import Incoming
from incidentgraph.live.codec import decode
from incidentgraph.live.ledger import Ledger
from incidentgraph.model import Entity, NodeId, Reading
from incidentgraph.rdf import RunInfo, article_iri
from incidentgraph.resolve.verdicts import Verdicts
from incidentgraph.store.remote import STORE, books

READING, VERDICTS = ox.NamedNode(f"{STORE}reading"), ox.NamedNode(f"{STORE}verdicts")


def records(ledger: Ledger, articles: Iterable[str], base: str) -> Iterator[ox.Quad]:
    """The records of articles, each a literal that `incoming` understands."""
    known = defaultdict(list)
    for company, service in ledger.rows("SELECT company, service FROM operator_told WHERE known = 1 ORDER BY company"):
        known[service].append(company)
    sql = "SELECT id, run, outlet, reading FROM article WHERE id IN (?)"
    for name, run, outlet, reading in ledger.among(sql, articles):
        named = {entity.id for entity in ledger.reading(name).entities} & known.keys()
        operators = sorted((company, service) for service in named for company in known[service])
        record = {"run": run, "outlet": outlet, "operators": operators, "reading": b64encode(reading).decode()}
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        yield ox.Quad(article_iri(base, name), READING, ox.Literal(text), books(base))


def judged(ledger: Ledger, base: str) -> Iterator[ox.Quad]:
    """The record of a person's verdicts, where there are any."""
    rows = ledger.rows("SELECT low, high, verdict FROM verdict ORDER BY low, high")
    if rows:
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        yield ox.Quad(books(base), VERDICTS, ox.Literal(text), books(base))


def verdicts(text: str) -> Verdicts:
    """What `judged` was given."""
    rows = [(NodeId(low), NodeId(high), verdict) for low, high, verdict in json.loads(text)]
    same = tuple(sorted((low, high) for low, high, verdict in rows if verdict == "same"))
    return Verdicts(same, frozenset((low, high) for low, high, verdict in rows if verdict != "same"))


def incoming(texts: Iterable[str]) -> list[Incoming]:
    """What records hold, the articles of one run together."""
    runs: dict[str, list[tuple[Reading, str | None, list[list[str]]]]] = defaultdict(list)
    for text in texts:
        record = json.loads(text)
        reading = decode(decompress(b64decode(record["reading"])), Reading)
        runs[record["run"]].append((reading, record["outlet"], record["operators"]))
    return [_together(run, told) for run, told in sorted(runs.items())]


def _together(run: str, told: list[tuple[Reading, str | None, list[list[str]]]]) -> Incoming:
    told.sort(key=lambda one: one[0].article.id)
    outlets = {reading.article.outlet: decode(body, Entity) for reading, body, _ in told if body is not None}
    operators = {(NodeId(company), NodeId(service)) for _, _, pairs in told for company, service in pairs}
    return Incoming(
        tuple(reading for reading, _, _ in told),
        decode(run, RunInfo),
        {name: outlet for name, outlet in outlets.items() if name is not None},
        tuple(sorted(operators)),
    )


def revision(before: str, come: Iterable[ox.Quad], gone: Iterable[str]) -> str:
    """The name of what a store is after a change: by its content, so that no clock is needed."""
    lines = [before, *sorted(f"+{quad}" for quad in come), *sorted(f"-{name}" for name in gone)]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
