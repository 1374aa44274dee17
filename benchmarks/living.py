"""What it costs to let one article come into a store, or go from it, as the store grows.

    .venv/bin/python -m benchmarks.living [SIZE...]

The store is filled with short reports made up for it: one outage each, of one of three hundred services, on a day of
ten years, in words of no language. The articles that come and go are those of `articles/`, full of names, events and
claims. Ratios of one run count, not its seconds.
"""

from __future__ import annotations

import itertools
import random
import statistics
import string
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.quality import measured

from incidentgraph import rdf
from incidentgraph.intake import Intake, Reader
from incidentgraph.live import Incoming, create, open_live
from incidentgraph.model import (
    Article,
    Claim,
    Entity,
    Event,
    Evidence,
    Name,
    NodeId,
    Object,
    Reading,
    Ref,
    Span,
    Term,
    Value,
)
from incidentgraph.options import DEFAULTS, silent

SIZES = (1_000, 5_000, 20_000)
PROBES = 15
STEP = 500
_SERVICES = 300
_FIRST = date(2015, 1, 1)
_DAYS = 3650


def reports() -> Iterator[Reading]:
    """Short reports without end, some of them on one outage."""
    chance = random.Random(1)
    words = ["".join(chance.choices(string.ascii_lowercase, k=chance.randint(3, 9))) for _ in range(3000)]
    number = 0
    while True:
        day = _FIRST + timedelta(chance.randrange(_DAYS))
        service = f"service-{chance.randrange(_SERVICES)}"
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            yield _report(f"report-{number}", service, day, " ".join(chance.choices(words, k=80)))
            number += 1


def _report(name: str, service: str, day: date, text: str) -> Reading:
    node, event = NodeId(f"service/{service}"), NodeId(f"outage/{name}-1")
    said = (Evidence(Span(0, 40), text[:40]),)
    told: list[tuple[NodeId, str, Object]] = [
        (event, "type", Term("Outage")),
        (event, "affectedService", Ref(node)),
        (event, "date", Value(day.isoformat(), "date")),
        (event, "duration", Value("PT2H", "duration")),
        (event, "reportCount", Value(str(len(text) * 10), "integer")),
        (node, "type", Term("Service")),
    ]
    claims = tuple(Claim(name, subject, predicate, obj, evidence=said) for subject, predicate, obj in told)
    article = Article(name, text, "en", published=day, outlet=f"Outlet {len(text) % 40}")
    entity = Entity(node, "Service", (Name(service.title(), "mul"),))
    return Reading(article, (), (entity,), (), (Event(event, "Outage", name),), claims)


def incoming(intake: Intake, readings: list[Reading]) -> Incoming:
    return Incoming(tuple(readings), intake.run, intake.outlets, intake.operators)


def main(sizes: list[int]) -> None:
    reader = Reader(DEFAULTS)
    intake = reader.readings(reader.articles([measured.SAMPLES], silent).articles, silent)
    source, there = reports(), 0
    print(
        "| articles in the store | one more, ms (median) | one less, ms (median) | slowest, ms | filled in, s/1,000 |"
    )
    print("|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "store")
        create(place, rdf.BASE, incoming(intake, list(intake.readings[PROBES:])))
        for size in sizes:
            started, before = time.perf_counter(), there
            while there < size:
                some = list(itertools.islice(source, min(STEP, size - there)))
                with open_live(place) as store:
                    store.change(Incoming(tuple(some)))
                there += len(some)
            made = (time.perf_counter() - started) / (size - before) * 1000
            come, gone = _probe(place, intake, list(intake.readings[:PROBES]))
            median = [statistics.median(times) * 1000 for times in (come, gone)]
            print(
                f"| {size} | {median[0]:.0f} | {median[1]:.0f} | {max(*come, *gone) * 1000:.0f} | {made:.1f} |",
                flush=True,
            )


def _probe(place: Path, intake: Intake, readings: list[Reading]) -> tuple[list[float], list[float]]:
    come: list[float] = []
    gone: list[float] = []
    for reading in readings:
        for change, times in (((incoming(intake, [reading]), ()), come), ((Incoming(), (reading.article.id,)), gone)):
            started = time.perf_counter()
            with open_live(place) as store:
                store.change(*change)
            times.append(time.perf_counter() - started)
    return come, gone


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
