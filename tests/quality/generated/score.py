"""Generated articles read and resolved, and pairs of their events scored: joined or not, rightly or not.

An event that the extractor found is one of those that its article was written to tell if it is of that kind, hits the
same, and its dates do not speak against it. What was not found, and what was found on another day than the article
tells, is the extractor's and is counted apart. Run ``python -m tests.quality.generated.score [--held-out] [-v]``.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from tests.quality.generated.cases import HELD_OUT, OPEN, Said, Seed, Spec, specs
from tests.quality.generated.prose import articles, local

from incidentgraph.entities import Dictionary
from incidentgraph.extract.rules import read
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Event, NodeId, Reading, Ref, Resolution
from incidentgraph.resolve import resolve
from incidentgraph.resolve.times import Days, both, days_of

PARTIES = ("affectedService", "affectedCompany", "target")


@dataclass(frozen=True)
class Found:
    """An event of gold as the extractor found it; `right` if it is put on the day that the article tells, and to nobody
    else than the one whom it hit."""

    node: NodeId
    spec: Spec
    said: Said
    right: bool

    @property
    def main(self) -> bool:
        return self.said is self.spec.main


@dataclass
class Tally:
    """Pairs of events of one class of look-alikes, and what the extractor missed of it."""

    joined: int = 0
    wrong: int = 0
    wrong_as_read: int = 0
    apart: int = 0
    possible: int = 0
    told: int = 0
    missed: int = 0
    misread: int = 0

    @property
    def precision(self) -> float:
        return self.joined / (self.joined + self.wrong) if self.joined + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.joined / (self.joined + self.apart) if self.joined + self.apart else 1.0


@dataclass
class Outcome:
    """What came of one seed."""

    specs: list[Spec]
    readings: list[Reading]
    resolution: Resolution
    found: list[Found]
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    wrong: list[tuple[Found, Found]] = field(default_factory=list)
    apart: list[tuple[Found, Found]] = field(default_factory=list)

    @property
    def total(self) -> Tally:
        names = Tally.__dataclass_fields__
        return Tally(*(sum(getattr(tally, name) for tally in self.tallies.values()) for name in names))


@cache
def readings(seed: Seed) -> list[Reading]:
    dictionary = Dictionary.load()
    return [read(article, dictionary) for article in articles(specs(seed), seed)]


@cache
def outcome(seed: Seed) -> Outcome:
    """Read, resolve and score the articles of a seed, once a process."""
    told, read_as = specs(seed), readings(seed)
    dictionary = Dictionary.load()
    nodes = sorted({entity.id for reading in read_as for entity in reading.entities})
    operators = [(company, node) for node in nodes if (company := dictionary.operator(node)) is not None]
    resolution = resolve(read_as, operators=operators)
    done = Outcome(told, read_as, resolution, [])
    for spec, reading in zip(told, read_as, strict=True):
        tally = done.tallies[spec.case]
        placed = _placed(spec, reading)
        tally.told += 1 + (spec.back is not None)
        tally.missed += 1 + (spec.back is not None) - len(placed)
        tally.misread += sum(not event.right for event in placed)
        done.found += placed
    _score(done)
    return done


def _placed(spec: Spec, reading: Reading) -> list[Found]:
    """Which of the events found is which of those told: those that fit best take each other first."""
    golds = [spec.main] + ([spec.back] if spec.back else [])
    fits: list[tuple[int, int, int, NodeId]] = []
    others = {event.id for event in reading.events if _strangers(event, spec, reading)}
    for order, event in enumerate(_in_order(reading)):
        for number, said in enumerate(golds):
            fit = _fit(event, said, spec, reading)
            if fit is not None:
                fits.append((-fit, abs(order - number), number, event.id))
    taken: dict[int, Found] = {}
    for fit, _, number, node in sorted(fits):
        if number not in taken and node not in {other.node for other in taken.values()}:
            taken[number] = Found(node, spec, golds[number], right=fit <= 0 and node not in others)
    return [taken[number] for number in sorted(taken)]


def _strangers(event: Event, spec: Spec, reading: Reading) -> set[NodeId]:
    """Services that the event is put to and nobody was hit of: "messaging", of "messaging app Lumora"."""
    hit = {
        c.object.id
        for c in reading.claims
        if c.subject == event.id and c.predicate in PARTIES and isinstance(c.object, Ref)
    }
    name = spec.main.of.party["name"][spec.language]
    return {node for node in hit if node.startswith("service/") and not _called(name, {node}, reading)}


def _in_order(reading: Reading) -> list[Event]:
    first = {
        event.id: min(
            (e.span.start for c in reading.claims if c.subject == event.id for e in c.evidence), default=sys.maxsize
        )
        for event in reading.events
    }
    return sorted(reading.events, key=lambda e: (first[e.id], e.id))


def _fit(event: Event, said: Said, spec: Spec, reading: Reading) -> int | None:
    """How many dates agree; -1 where they do not, None where it is another event altogether."""
    kind = "Outage" if said.of.kind == "outage" else "Attack"
    claims = [c for c in reading.claims if c.subject == event.id]
    hit = {c.object.id for c in claims if c.predicate in PARTIES and isinstance(c.object, Ref)}
    if event.kind != kind or not _called(said.of.party["name"][spec.language], hit, reading):
        return None
    days = [found for c in claims if c.predicate in {"date", "weekday"} and (found := days_of(c.object)) is not None]
    true = Days(_day(said), _day(said))
    return -1 if any(both(found, true) is None for found in days) else len(days)


def _day(said: Said) -> date:
    return local(said).date() + timedelta(said.shift)


def _called(name: str, nodes: Iterable[NodeId], reading: Reading) -> bool:
    """Whether one of the nodes is mentioned by a name, or by what holds it."""
    wanted = fold_text(name)
    texts = [fold_text(m.text) for m in reading.mentions if m.entity in nodes]
    return any(wanted in text or text in wanted for text in texts)


def _score(done: Outcome) -> None:
    canonical = done.resolution.canonical
    possible = {
        frozenset((canonical(link.left), canonical(link.right)))
        for link in done.resolution.links
        if link.verdict == "possiblySame"
    }
    for left, right in combinations(done.found, 2):
        tally = done.tallies[left.spec.case]
        nodes = canonical(left.node), canonical(right.node)
        if left.said.of.id == right.said.of.id:
            joined = nodes[0] == nodes[1]
            tally.joined += joined
            if not joined and left.right and right.right:
                tally.apart += 1
                tally.possible += frozenset(nodes) in possible
                done.apart.append((left, right))
        elif nodes[0] == nodes[1]:
            if left.right and right.right:
                tally.wrong += 1
                done.wrong.append((left, right))
            else:
                tally.wrong_as_read += 1


def table(done: Outcome) -> str:
    """The numbers, a line for each class of look-alikes."""
    columns = ("joined", "wrong", "wrong_as_read", "apart", "possible", "told", "missed", "misread")
    heads = ("precision", "recall", *(name.replace("_", " ") for name in columns))
    lines = [f"{'':45} " + " ".join(f"{head:>9}" for head in heads)]
    for name, tally in [*done.tallies.items(), ("all", done.total)]:
        numbers = [f"{tally.precision:9.3f}", f"{tally.recall:9.3f}", *(f"{getattr(tally, c):9}" for c in columns)]
        lines.append(f"{name:45} " + " ".join(numbers))
    return "\n".join(lines)


def shown(pair: tuple[Found, Found]) -> str:
    return " | ".join(f"{x.spec.id} {x.spec.language} {x.said.when} {x.said.facts} {x.node}" for x in pair)


def main(arguments: Sequence[str]) -> None:
    done = outcome(HELD_OUT if "--held-out" in arguments else OPEN)
    print(table(done))  # noqa: T201
    if "-v" in arguments:
        for title, pairs in (("WRONG", done.wrong), ("APART", done.apart)):
            for pair in pairs:
                print(title, pair[0].spec.case, shown(pair))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
