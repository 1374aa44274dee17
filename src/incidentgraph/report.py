"""What a build did: counts, what was refused and why, per article what was found. The same for the same input."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

from incidentgraph.errors import InputError
from incidentgraph.model import Claim, Conflict, NodeId, Reading, Ref, Rejection, Resolution, Stance, Term


class NoArticleError(InputError):
    """Not one article could be used; `rejections` say why."""

    def __init__(self, where: str, rejections: tuple[Rejection, ...]) -> None:
        super().__init__(
            "no article could be used", where=where, hint="nothing was written; name files or folders of articles"
        )
        self.rejections = rejections


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """One article of a build."""

    id: str
    source: str
    language: str
    claims: int
    mentions: int


@dataclass(frozen=True, slots=True)
class ConflictReport:
    """One conflict of a build: what is disagreed on, and which articles say what."""

    id: str
    kind: str
    about: str
    label: str
    property: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class BuildReport:
    """What a build did. `rejections` cost an article each; `notices` cost a detail; `refused_claims` one claim each."""

    counts: Mapping[str, int]
    languages: Mapping[str, int]
    events: Mapping[str, int]
    articles: tuple[ArticleReport, ...]
    conflicts: tuple[ConflictReport, ...]
    rejections: tuple[Rejection, ...]
    notices: tuple[Rejection, ...]
    refused_claims: tuple[Rejection, ...]

    @property
    def complete(self) -> bool:
        """Whether every article that was given is in the graph."""
        return not self.rejections

    def to_json(self, inputs: Sequence[Path | str] = ()) -> str:
        """The report as it is kept beside the graph, without the folders of the machine it was made on."""
        data = {
            "counts": dict(self.counts),
            "languages": dict(self.languages),
            "events": dict(self.events),
            "articles": [asdict(article) | {"source": portable(article.source, inputs)} for article in self.articles],
            "conflicts": [asdict(conflict) for conflict in self.conflicts],
            "rejections": [_portable(rejection, inputs) for rejection in self.rejections],
            "notices": [_portable(rejection, inputs) for rejection in self.notices],
            "refused_claims": [_portable(rejection, inputs) for rejection in self.refused_claims],
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True)
class StoreReport:
    """What was done to a store, in articles: how many were added, were there already, were removed, are in it now."""

    added: int
    unchanged: int
    removed: int
    total: int
    rejections: tuple[Rejection, ...]
    notices: tuple[Rejection, ...]

    @property
    def complete(self) -> bool:
        """Whether every article that was named could be dealt with."""
        return not self.rejections


def summarise(
    resolution: Resolution,
    rejections: Iterable[Rejection],
    notices: Iterable[Rejection],
    names: Mapping[NodeId, str] = MappingProxyType({}),
) -> BuildReport:
    """The report of what came out of all stages. `names` are what to call the nodes; one without is shown by its id."""
    readings = sorted(resolution.readings, key=lambda reading: reading.article.id)
    claims = {claim.id: claim for reading in readings for claim in reading.claims}
    refused = [rejection for reading in readings for rejection in reading.rejections]
    by_language = Counter(reading.article.language for reading in readings)
    by_kind = Counter(incident.kind for incident in resolution.incidents)
    costly = _sorted(rejections)
    conflicts = [conflict for conflict in resolution.conflicts if conflict.contradiction]
    counts = {
        "articles": len(readings),
        "entities": len(resolution.entities),
        "roles": len(resolution.roles),
        "events": len(resolution.incidents),
        "claims": len(claims),
        "facts": len(resolution.facts),
        "conflicts": len(conflicts),
        "differences": len(resolution.conflicts) - len(conflicts),
        "rejected": len(costly),
        "refused claims": len(refused),
    }
    return BuildReport(
        counts=counts,
        languages=dict(sorted(by_language.items())),
        events=dict(sorted(by_kind.items())),
        articles=tuple(_article(reading) for reading in readings),
        conflicts=tuple(_conflict(conflict, claims, resolution, names) for conflict in conflicts),
        rejections=costly,
        notices=_sorted(notices),
        refused_claims=_sorted(refused),
    )


def portable(where: str, inputs: Sequence[Path | str]) -> str:
    """A place under the name of the input that it came from, without the folders above it.

    >>> portable("/data/news/fr/a.txt:3", ["/data/news"])
    'news/fr/a.txt:3'
    """
    for given in map(str, inputs):
        if where == given or where.startswith((f"{given.rstrip('/')}/", f"{given}:")):
            return Path(given).resolve().name + where[len(given.rstrip("/")) :]
    return where


def _portable(rejection: Rejection, inputs: Sequence[Path | str]) -> dict[str, str]:
    return {key: value for key, value in asdict(rejection).items() if value} | {
        "where": portable(rejection.where, inputs)
    }


def _sorted(rejections: Iterable[Rejection]) -> tuple[Rejection, ...]:
    return tuple(sorted(set(rejections), key=lambda r: (r.where, r.reason, r.quote, r.hint)))


def _article(reading: Reading) -> ArticleReport:
    article = reading.article
    return ArticleReport(article.id, article.source, article.language, len(reading.claims), len(reading.mentions))


def _conflict(
    conflict: Conflict, claims: Mapping[NodeId, Claim], resolution: Resolution, names: Mapping[NodeId, str]
) -> ConflictReport:
    sides = []
    for side in conflict.sides:
        told = [claims[ident] for ident in side if ident in claims]
        values = ", ".join(sorted({_shown(claim, resolution, names) for claim in told}))
        sides.append((values, tuple(sorted({claim.article for claim in told}))))
    about = resolution.canonical(conflict.subject)
    return ConflictReport(conflict.id, conflict.kind, about, names.get(about, about), conflict.predicate, tuple(sides))


def _shown(claim: Claim, resolution: Resolution, names: Mapping[NodeId, str]) -> str:
    """What is claimed, and how where it is not asserted: a thing and its denial are told in the same words."""
    obj = claim.object
    if isinstance(obj, Ref):
        node = resolution.canonical(obj.id)
        value = names.get(node, node)
    else:
        value = obj.name if isinstance(obj, Term) else obj.lexical
    return value if claim.stance is Stance.ASSERTED else f"{value} {claim.stance.lower()}"
