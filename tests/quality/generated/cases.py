"""From `cases.toml` and a seed: invented incidents, and what each of many articles tells of which of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "fr", "ar")
MINUTES = (45, 90, 120, 150, 180, 300)
FIRST, DAYS = date(2023, 2, 1), 900  # where the drawn days lie
TRIES = 200

Table = Mapping[str, Any]


@cache
def table(name: str) -> Table:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Seed:
    """What is drawn from: `late` has the names and the style that are held out."""

    number: int
    late: bool = False

    def pool(self, name: str) -> list[Table]:
        return [
            x for x in table("world")[name] if name in {"siblings", "countries"} or x.get("late", False) == self.late
        ]

    @property
    def styles(self) -> tuple[str, ...]:
        return ("web",) if self.late else ("agency", "daily")


OPEN, HELD_OUT = Seed(20250524), Seed(20311107, late=True)


@dataclass(frozen=True)
class Happened:
    """One incident as it was."""

    id: str
    kind: str
    party: Table
    start: datetime
    minutes: int
    count: int
    group: Table
    city: Table
    country: Table


@dataclass(frozen=True)
class Said:
    """One incident as an article tells it: how it names the day, and what else it tells."""

    of: Happened
    when: str
    facts: tuple[str, ...]
    zone: str = "UTC"
    shift: int = 0


@dataclass(frozen=True)
class Spec:
    """An article to be written. `copy` is the id of the one that it copies."""

    id: str
    case: str
    language: str
    style: str
    outlet: str
    published: date | None
    main: Said
    back: Said | None = None
    copy: str | None = None
    later: bool = False


def specs(seed: Seed) -> list[Spec]:
    """All articles of a seed: always the same."""
    found: list[Spec] = []
    taken: set[tuple[str, int]] = set()
    for number, case in enumerate(table("cases")["cases"]):
        for turn in range(case["rounds"]):
            found += _round(case, f"{number:02}-{turn}", seed, taken)
    return found


def _round(case: Table, key: str, seed: Seed, taken: set[tuple[str, int]]) -> Iterator[Spec]:
    rng, turn = Random(f"{seed.number}/{key}"), int(key[-1])  # noqa: S311 - nothing here is secret
    happened = _incidents(case, key, rng, seed)
    for tries in range(2 * TRIES):  # two that nobody could tell apart would be no fair question
        if not taken & _days(happened, any_year=tries < TRIES):
            break
        happened = _incidents(case, key, rng, seed)
    taken |= _days(happened, any_year=True)
    made: list[Spec] = []
    for index, told in enumerate(case["articles"]):
        language = told.get("language") or LANGUAGES[(index + turn) % len(LANGUAGES)]
        outlets = table(language)["outlets"]
        original = made[told["copy"]] if "copy" in told else None
        main = _said(told, happened) if original is None else replace(original.main, shift=told.get("shift", 0))
        published = told.get("published")
        made.append(
            Spec(
                id=f"g{key}-{index}",
                case=case["name"],
                language=original.language if original else language,
                style=told.get("style", rng.choice(seed.styles)) if not seed.late else seed.styles[0],
                outlet=outlets[told.get("outlet", rng.randrange(len(outlets)))],
                published=None if published is None else main.of.start.date() + timedelta(published),
                main=main,
                back=_said(told["back"], happened) if "back" in told else None,
                copy=original.id if original else None,
                later=told.get("later", False),
            )
        )
    yield from made


def _days(happened: Mapping[str, Happened], *, any_year: bool) -> set[tuple[str, int]]:
    """Who is hit, on which days and those around; with `any_year`, on which days of the year as well."""
    near = [(x.party["key"], x.start + timedelta(n)) for x in happened.values() for n in (-1, 0, 1)]
    found = {(party, day.toordinal()) for party, day in near}
    return found | {(party, day.timetuple().tm_yday) for party, day in near} if any_year else found


def _said(told: Table, happened: Mapping[str, Happened]) -> Said:
    facts = tuple(told.get("facts", ()))
    return Said(happened[told["tells"]], told["when"], facts, told.get("zone", "UTC"), told.get("shift", 0))


def _incidents(case: Table, key: str, rng: Random, seed: Seed) -> dict[str, Happened]:
    pools = {
        name: _shuffled(seed.pool(name), rng) for name in ("groups", "cities", "countries", "hospitals", "services")
    }
    parties = _shuffled(seed.pool(case.get("pool", "services")), rng)
    base = FIRST + timedelta(rng.randrange(DAYS))
    if "base" in case:
        base = date.fromisoformat(f"{base.year}-{case['base']}")
    found: dict[str, Happened] = {}
    for name, given in case["incidents"].items():
        hour = given.get("hour", rng.randrange(8, 20))
        day = base + timedelta(given["day"])
        like = found[given["like"]] if "like" in given else None
        minutes, count = rng.choice(MINUTES), rng.randrange(21, 900) * 100
        found[name] = Happened(
            id=f"{key}-{name}",
            kind=given.get("kind", case["kind"]),
            party=parties[given.get("party", 0)],
            start=datetime(day.year, day.month, day.day, hour, rng.randrange(0, 60), tzinfo=UTC),
            minutes=like.minutes if like else minutes,
            count=like.count if like else count,
            group=pools["groups"][given.get("group", 0)],
            city=pools["cities"][given.get("city", 0)],
            country=pools["countries"][given.get("country", 0)],
        )
    return found


def _shuffled(things: Sequence[Table], rng: Random) -> list[Table]:
    return rng.sample(things, len(things))
