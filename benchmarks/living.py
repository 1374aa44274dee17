"""What it costs to let one article come into a store, or go from it, as the store grows.

    .venv/bin/python -m benchmarks.living [SIZE...]

The articles are those of `articles/` and of the development set, and copies of them told on other days in words of
no language (each copy has its own cipher of letters), so that every copy is a report of its own about an incident of
its own. Ratios of one run count, not its seconds.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.quality import measured

from incidentgraph import rdf
from incidentgraph.intake import Intake, Reader
from incidentgraph.live import Incoming, create, open_live
from incidentgraph.model import Claim, Evidence, Mention, NodeId, Object, Reading, Ref, Value
from incidentgraph.options import DEFAULTS, silent

SIZES = (1_000, 5_000, 20_000)
PROBES = 15
STEP = 500
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_FIRST = date(2024, 1, 1)  # for articles that tell no day: else all copies of one would tell of one incident
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(.*)")


def copies(readings: tuple[Reading, ...]) -> Iterator[Reading]:
    """The readings, then copies of them without end."""
    number = 0
    while True:
        for reading in readings:
            yield reading if number == 0 else _copy(reading, number)
        number += 1


def _copy(reading: Reading, number: int) -> Reading:
    article = reading.article
    text = article.text.translate(_cipher(number))
    name = f"{article.id}-{number}"
    events = {event.id: NodeId(f"{event.id}-{number}") for event in reading.events}
    days = timedelta(number * 9)

    def claim(given: Claim) -> Claim:
        quotes = tuple(Evidence(e.span, text[e.span.start : e.span.end]) for e in given.evidence)
        return replace(
            given,
            article=name,
            subject=events.get(given.subject, given.subject),
            object=_shifted(given.object, days, events),
            evidence=quotes,
        )

    return replace(
        reading,
        article=replace(article, id=name, text=text, published=_later(article.published, days)),
        mentions=tuple(Mention(m.span, text[m.span.start : m.span.end], m.entity) for m in reading.mentions),
        events=tuple(replace(event, id=events[event.id], article=name) for event in reading.events),
        claims=tuple(map(claim, reading.claims)),
    )


def _cipher(number: int) -> dict[int, int]:
    chance = random.Random(number)
    table: dict[int, int] = {}
    for letters in (_LATIN, _LATIN.upper(), _ARABIC):
        table |= dict(zip(map(ord, letters), map(ord, chance.sample(letters, len(letters))), strict=True))
    return table


def _later(told: date | None, days: timedelta) -> date:
    return (told or _FIRST) + days


def _shifted(obj: Object, days: timedelta, events: dict[NodeId, NodeId]) -> Object:
    if isinstance(obj, Ref):
        return Ref(events.get(obj.id, obj.id))
    if isinstance(obj, Value) and obj.datatype in {"date", "dateTime"} and (match := _DAY.fullmatch(obj.lexical)):
        day = date(int(match[1]), int(match[2]), int(match[3])) + days
        return Value(f"{day.isoformat()}{match[4]}", obj.datatype)
    return obj


def incoming(intake: Intake, readings: list[Reading]) -> Incoming:
    return Incoming(tuple(readings), intake.run, intake.outlets, intake.operators)


def main(sizes: list[int]) -> None:
    reader = Reader(DEFAULTS)
    intake = reader.readings(reader.articles([measured.SAMPLES, measured.DEVELOPMENT], silent).articles, silent)
    source = copies(intake.readings)
    probes = [next(source) for _ in range(max(sizes) + PROBES)][-PROBES:]
    source, there = copies(intake.readings), 0
    print("| articles in the store | one more, ms (median) | one less, ms (median) | slowest, ms | made in, s/1,000 |")
    print("|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "store")
        create(place, rdf.BASE, Incoming())
        for size in sizes:
            started, before = time.perf_counter(), there
            while there < size:
                some = [next(source) for _ in range(min(STEP, size - there))]
                with open_live(place) as store:
                    store.change(incoming(intake, some))
                there += len(some)
            made = (time.perf_counter() - started) / (size - before) * 1000
            come, gone = _probe(place, intake, probes)
            median = [statistics.median(times) * 1000 for times in (come, gone)]
            print(
                f"| {size} | {median[0]:.0f} | {median[1]:.0f} | {max(*come, *gone) * 1000:.0f} | {made:.0f} |",
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
