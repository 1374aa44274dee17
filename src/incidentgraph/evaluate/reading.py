"""Gold from JSON files: every file is checked, and what is wrong is told with file and field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from incidentgraph.errors import InputError
from incidentgraph.evaluate.fields import Fields
from incidentgraph.evaluate.gold import (
    Count,
    GoldArticle,
    GoldContribution,
    GoldEntity,
    GoldEvent,
    GoldRelation,
    GoldRole,
    Optional,
    Told,
)
from incidentgraph.evaluate.vocabulary import ATTACK, OUTAGE, vocabulary
from incidentgraph.model import Rejection

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?|--(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DURATION = re.compile(r"P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Gold:
    """The articles of all files that could be read, by id. `faults` cost their file, `notes` cost nothing."""

    articles: tuple[GoldArticle, ...]
    faults: tuple[Rejection, ...] = ()
    notes: tuple[Rejection, ...] = ()

    def only(self, *, language: str | None = None, held_back: bool | None = None) -> Gold:
        """The gold of one language, or of one part. Raises `InputError` where there is none."""
        chosen = tuple(
            article
            for article in self.articles
            if language in (None, article.language) and held_back in (None, article.held_back)
        )
        if not chosen:
            languages = ", ".join(sorted({article.language for article in self.articles}))
            what = "none of the gold is in this language or part"
            raise InputError(what, hint=f"there is gold in: {languages}")
        return replace(self, articles=chosen)


@dataclass
class _Findings:
    articles: dict[str, GoldArticle] = field(default_factory=dict)
    faults: list[Rejection] = field(default_factory=list)
    notes: list[Rejection] = field(default_factory=list)


def read_gold(paths: Sequence[Path | str]) -> Gold:
    """The gold of JSON files and of folders of them.

    Raises `InputError` where a path is none, or no file at all holds gold that can be used.
    """
    found = _Findings()
    files = _files([Path(path) for path in paths])
    for path in files:
        _read_file(path, found)
    if not found.articles:
        first = f": {found.faults[0].where}: {found.faults[0].reason}" if found.faults else ""
        what = f"no gold that can be used{first}"
        raise InputError(what, where=", ".join(map(str, paths)), hint="docs/evaluating.md tells the form of gold")
    articles = tuple(found.articles[name] for name in sorted(found.articles))
    return Gold(articles, tuple(found.faults), tuple(found.notes))


def _files(paths: Iterable[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            what = "no such file or folder"
            raise InputError(what, where=str(path), hint="name JSON files of gold, or a folder of them")
        found.update(dict.fromkeys(sorted(path.glob("*.json")) if path.is_dir() else [path]))
    return list(found)


def _read_file(path: Path, found: _Findings) -> None:
    origin = str(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        found.faults.append(Rejection(origin, f"cannot be read: {error}", hint="gold is UTF-8 text"))
        return
    except (json.JSONDecodeError, RecursionError) as error:
        found.faults.append(Rejection(origin, f"is not JSON: {error}"))
        return
    faults: list[Rejection] = []
    if not isinstance(data, dict):
        faults.append(Rejection(origin, "is no JSON object"))
    else:
        article = parse_gold(data, origin, faults, found.notes)
        if article.id in found.articles:
            reason = f"{article.id!r} is the id of {found.articles[article.id].origin}, too"
            faults.append(Rejection(f"{origin}: id", reason))
        if not faults:
            found.articles[article.id] = article
    found.faults += faults


def parse_gold(
    data: dict[str, Any], origin: str, faults: list[Rejection], notes: list[Rejection] | None = None
) -> GoldArticle:
    """One article's gold. What is wrong is added to `faults`; fields that nobody knows are added to `notes`."""
    top = Fields(data, origin, "", faults)
    reader = _Reader([] if notes is None else notes, origin)
    top.ignore("published")
    outages = tuple(reader.outage(item) for item in top.items("outages", required=True))
    attacks = tuple(reader.attack(item) for item in top.items("attacks", required=True))
    incident = top.text("incident")
    article = GoldArticle(
        id=top.needed("id"),
        language=top.needed("lang"),
        origin=origin,
        held_back=bool(top.flag("held_back")),
        sha256=top.text("sha256"),
        entities=tuple(reader.entity(item) for item in top.items("entities", required=True)),
        outages=tuple(_in_incident(event, incident) for event in outages),
        attacks=tuple(_in_incident(event, incident) for event in attacks),
        roles=tuple(reader.role(item) for item in top.items("roles", required=True)),
        relations=tuple(reader.relation(item) for item in top.items("relations", required=True)),
        contributions=tuple(reader.contribution(item) for item in top.items("contributions", required=True)),
        optional=reader.optional(top),
    )
    reader.finish(top)
    return article


def _in_incident(event: GoldEvent, incident: str | None) -> GoldEvent:
    """The main event is that of the article, unless it tells its own incident."""
    if event.incident is not None or not event.main:
        return event
    return replace(event, incident=incident)


class _Reader:
    """The parts of one file."""

    def __init__(self, notes: list[Rejection], origin: str) -> None:
        self._notes = notes
        self._origin = origin
        self._words = vocabulary()

    def finish(self, item: Fields) -> None:
        """Tell of the fields that nobody read: a slip of the pen would else pass for an empty slot."""
        for name in item.unread():
            where = f"{self._origin}: {item.place(name)}"
            self._notes.append(Rejection(where, "is no field of gold, and is left out"))

    def entity(self, item: Fields) -> GoldEntity:
        kind = item.choice("type", self._words.entity_types)
        found = GoldEntity(kind, item.needed("name"), item.texts("mentions"))
        self.finish(item)
        return found

    def outage(self, item: Fields) -> GoldEvent:
        found = GoldEvent(
            **self._event(item, OUTAGE),
            services=item.texts("services"),
            companies=item.texts("companies"),
            start=item.text("start", form=_CLOCK),
            end=item.text("end", form=_CLOCK),
            reports=tuple(self._count(count) for count in item.items("report_counts")),
            causes=tuple(self._told(cause, "kind", self._words.causes) for cause in item.items("causes")),
            resolved=item.flag("resolved"),
        )
        item.ignore("timezone")
        self.finish(item)
        return found

    def attack(self, item: Fields) -> GoldEvent:
        found = GoldEvent(
            **self._event(item, ATTACK),
            attack_kind=item.choice("kind", self._words.attacks),
            status=item.choice("status", self._words.stances, required=False) or None,
            targets=item.texts("targets"),
            perpetrators=tuple(self._told(who, "name") for who in item.items("perpetrators")),
        )
        item.ignore("caused_outages", "by")
        self.finish(item)
        return found

    def _event(self, item: Fields, kind: str) -> dict[str, Any]:
        return {
            "kind": kind,
            "id": item.needed("id"),
            "main": bool(item.flag("main", required=True)),
            "incident": item.text("incident"),
            "evidence": item.text("evidence") or "",
            "date": item.text("date", form=_DATE),
            "weekday": item.choice("weekday", self._words.weekdays, required=False) or None,
            "duration": item.text("duration", form=_DURATION),
            "places": item.texts("places"),
        }

    def _count(self, item: Fields) -> Count:
        found = Count(item.number("value"), item.choice("qualifier", self._words.qualifiers))
        item.ignore("source")
        self.finish(item)
        return found

    def _told(self, item: Fields, name: str, words: frozenset[str] | None = None) -> Told:
        what = item.needed(name) if words is None else item.choice(name, words)
        found = Told(what, item.choice("status", self._words.stances))
        item.ignore("by")
        self.finish(item)
        return found

    def role(self, item: Fields) -> GoldRole:
        found = GoldRole(
            item.needed("person"),
            item.choice("kind", self._words.role_kinds),
            item.text("title") or "",
            item.text("organization"),
            item.choice("status", self._words.role_statuses),
        )
        self.finish(item)
        return found

    def relation(self, item: Fields) -> GoldRelation:
        found = GoldRelation(item.needed("s"), item.choice("p", self._words.predicates), item.needed("o"))
        self.finish(item)
        return found

    def contribution(self, item: Fields) -> GoldContribution:
        found = GoldContribution(
            item.needed("donor"),
            item.text("recipient") or "",
            item.number("amount"),
            item.text("currency", required=True, form=_CURRENCY) or "",
            item.choice("qualifier", self._words.qualifiers),
        )
        self.finish(item)
        return found

    def optional(self, top: Fields) -> Optional:
        return Optional(
            entities=top.texts("optional_entities"),
            roles=tuple(self.role(item) for item in top.items("optional_roles")),
            relations=tuple(self.relation(item) for item in top.items("optional_relations")),
            outages=top.count("optional_outages"),
            attacks=top.count("optional_attacks"),
        )
