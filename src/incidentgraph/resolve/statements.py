"""Claims seen together: with canonical subject and object, witness, date and outlet of their article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from incidentgraph.model import Article, Claim, NodeId, Object, Reading, Ref, Stance
from incidentgraph.resolve.literals import as_kept
from incidentgraph.resolve.profiles import Canonical
from incidentgraph.resolve.settings import settings


@dataclass(frozen=True)
class Statement:
    """A claim about canonical nodes, and what its article is."""

    claim: Claim
    subject: NodeId
    object: Object
    article: Article
    witness: NodeId
    speaker: str = ""
    """Who says so, if not the article itself: a canonical node, or the article's words for those it does not name."""

    @property
    def id(self) -> NodeId:
        """The claim's id."""
        return self.claim.id

    @property
    def source(self) -> tuple[str, str]:
        """Who says so: the article itself, or one that it names."""
        return self.article.id, self.speaker

    @property
    def denied(self) -> bool:
        """Whether the claim is told to be untrue."""
        return self.claim.stance is Stance.DENIED


def statements(readings: Iterable[Reading], canonical: Canonical, witness: Mapping[str, NodeId]) -> list[Statement]:
    """All claims of all readings, in the order of their ids."""
    found: dict[NodeId, Statement] = {}
    for reading in readings:
        for claim in reading.claims:
            found[claim.id] = statement(claim, reading.article, canonical, witness[reading.article.id])
    return [found[node] for node in sorted(found)]


def statement(claim: Claim, article: Article, canonical: Canonical, witness: NodeId) -> Statement:
    """One claim of an article."""
    target = Ref(canonical(claim.object.id)) if isinstance(claim.object, Ref) else as_kept(claim.object)
    speaker = canonical(claim.attributed_to) if claim.attributed_to else claim.attribution or ""
    return Statement(claim, canonical(claim.subject), target, article, witness, speaker)


def by_property(told: Iterable[Statement]) -> dict[tuple[NodeId, str], list[Statement]]:
    """Statements by subject and predicate, sorted."""
    groups: dict[tuple[NodeId, str], list[Statement]] = defaultdict(list)
    for statement in told:
        groups[statement.subject, statement.claim.predicate].append(statement)
    return dict(sorted(groups.items()))


def lexical(value: Object) -> str:
    """One text by which objects are put in order."""
    return repr(value)


def moment(article: Article) -> datetime | None:
    """When an article appeared, on one time line; a date without a time is its midnight in UTC."""
    published = article.published
    if published is None:
        return None
    if isinstance(published, datetime):
        return published if published.tzinfo else published.replace(tzinfo=UTC)
    return datetime.combine(published, time(), UTC)


def told_on(told: Sequence[Statement]) -> date:
    """The latest day on which one of them was told; the first of all days where none is dated."""
    return max((s.article.published_on for s in told if s.article.published_on), default=date.min)


def rank(stance: Stance) -> int:
    """How sure a stance is: 0 is surest."""
    order: list[str] = settings("facts")["stances"]["order"]
    return order.index(stance.value)
