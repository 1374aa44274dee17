"""The nouns of gold: what a careful reader takes from one article. How they are written is `reading`'s matter."""

from __future__ import annotations

from dataclasses import dataclass

Number = int | float


@dataclass(frozen=True)
class GoldEntity:
    """Somebody or something that the article names, with the forms it uses."""

    type: str
    name: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Count:
    """A number of users' reports."""

    value: Number
    qualifier: str = "exact"


@dataclass(frozen=True)
class Told:
    """A cause or a perpetrator, and how surely it is told."""

    name: str
    status: str


@dataclass(frozen=True)
class GoldEvent:
    """An outage or an attack. `kind` is the class; `attack_kind` and what follows it are an attack's alone.

    `status` is how surely the attack itself is told, where gold says so.
    """

    id: str
    kind: str
    main: bool
    incident: str | None = None
    evidence: str = ""
    date: str | None = None
    weekday: str | None = None
    duration: str | None = None
    places: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    reports: tuple[Count, ...] = ()
    causes: tuple[Told, ...] = ()
    resolved: bool | None = None
    attack_kind: str = ""
    status: str | None = None
    targets: tuple[str, ...] = ()
    perpetrators: tuple[Told, ...] = ()


@dataclass(frozen=True)
class GoldRole:
    """An office that a person holds."""

    person: str
    kind: str
    title: str
    organization: str | None
    status: str


@dataclass(frozen=True)
class GoldRelation:
    """Who owns, founded, runs or bought what."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True)
class GoldContribution:
    """Money given to politics."""

    donor: str
    recipient: str
    amount: Number
    currency: str
    qualifier: str


@dataclass(frozen=True)
class Optional:
    """What is doubtful, so that it counts neither as right nor as wrong."""

    entities: tuple[str, ...] = ()
    roles: tuple[GoldRole, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    outages: int = 0
    attacks: int = 0


@dataclass(frozen=True)
class GoldArticle:
    """The gold of one article. `held_back` is for measuring alone: its details are not listed unless asked for."""

    id: str
    language: str
    origin: str = ""
    held_back: bool = False
    sha256: str | None = None
    entities: tuple[GoldEntity, ...] = ()
    outages: tuple[GoldEvent, ...] = ()
    attacks: tuple[GoldEvent, ...] = ()
    roles: tuple[GoldRole, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    contributions: tuple[GoldContribution, ...] = ()
    optional: Optional = Optional()
