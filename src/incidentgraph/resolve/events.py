"""Events of several articles joined into incidents: scored pairs, then clusters, precision first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from incidentgraph.model import Link, NodeId
from incidentgraph.resolve.blocking import candidates
from incidentgraph.resolve.features import findings
from incidentgraph.resolve.incidents import joint_days
from incidentgraph.resolve.profiles import Profile
from incidentgraph.resolve.settings import limit, threshold
from incidentgraph.resolve.times import Days, both
from incidentgraph.resolve.verdicts import Pair, Verdicts, pair_of
from incidentgraph.resolve.vetoes import told_apart, veto

ORDER = ("Outage", "Attack")
"""Outages are joined first: that two attacks caused one outage speaks for their being one."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair's points, and why."""

    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Clusters:
    """Groups of event ids, sorted, and the judgements that made them."""

    groups: tuple[tuple[NodeId, ...], ...]
    links: tuple[Link, ...]


def cluster_events(profiles: Iterable[Profile], verdicts: Verdicts) -> Clusters:
    """Join events kind by kind, each kind with what is known of the kinds before it."""
    by_kind: dict[str, list[Profile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda p: p.id):
        by_kind[profile.kind].append(profile)
    groups: list[tuple[NodeId, ...]] = []
    links: list[Link] = []
    cluster_of: dict[NodeId, NodeId] = {}
    days_of: dict[NodeId, Days] = {}
    for kind in sorted(by_kind, key=turn):
        found = _cluster([tied(p, cluster_of, days_of) for p in by_kind[kind]], verdicts)
        groups += found.groups
        links += found.links
        told = {p.id: p for p in by_kind[kind]}
        for group in found.groups:
            cluster_of |= dict.fromkeys(group, group[0])
            days_of[group[0]] = joint_days([told[member] for member in group])
    return Clusters(tuple(sorted(groups)), tuple(sorted(links, key=lambda x: (x.left, x.right, x.verdict))))


def turn(kind: str) -> tuple[int, str]:
    """When the events of a kind have their turn."""
    return ORDER.index(kind) if kind in ORDER else len(ORDER), kind


def tied(profile: Profile, cluster_of: Mapping[NodeId, NodeId], days_of: Mapping[NodeId, Days]) -> Profile:
    """An event with what is known by now of the outages that it caused; a tie that its own date refutes is none."""
    linked = set()
    around = Days()
    for cluster in sorted({cluster_of[event] for event in profile.linked if event in cluster_of}):
        day = days_of[cluster].exact
        near = Days(day - timedelta(int(limit("attack_before_days"))), day + timedelta(1)) if day else Days()
        if both(profile.days, near) is not None:
            linked.add(cluster)
            around = both(around, near) or around
    return replace(profile, linked=frozenset(linked), around=around)


def score(left: Profile, right: Profile) -> Scored:
    """The sum of what speaks for and against, with each finding's points and reason."""
    found = findings(left, right)
    return Scored(sum(f.points for f in found), tuple(f"{f.points:+d} {f.name}: {f.reason}" for f in found))


def _cluster(profiles: Sequence[Profile], verdicts: Verdicts) -> Clusters:
    by_id = {p.id: p for p in profiles}
    scored = {(a, b): found for a, b in candidates(profiles) if (found := judge(by_id[a], by_id[b])) is not None}
    return agglomerate(by_id, scored, verdicts)


def judge(left: Profile, right: Profile) -> Scored | None:
    """The score of a pair; None where it cannot be one, or scores neither high nor low enough to decide anything."""
    if veto(left, right) is not None:
        return None
    found = score(left, right)
    return found if found.points >= threshold("possible") or found.points < threshold("floor") else None


def joins(scored: Scored) -> bool:
    """Whether a pair scores high enough to be one event, as far as it alone is concerned."""
    return scored.points >= threshold("join")


def agglomerate(by_id: Mapping[NodeId, Profile], judged: Mapping[Pair, Scored], verdicts: Verdicts) -> Clusters:
    """Clusters of the events of one kind, from the pairs that `judge` has scored.

    What becomes of an event depends on those alone that it reaches over pairs that join and a person's verdicts; which
    clusters are possibly the same depends on the two.
    """
    scored = {pair: found for pair, found in judged.items() if not verdicts.differ(*pair)}
    state = _State(by_id, scored, verdicts)
    links = [
        Link(*pair, "same", 1.0, ("a person's verdict",))
        for pair in verdicts.same
        if pair[0] in by_id and pair[1] in by_id and state.join_by_verdict(pair)
    ]
    unclear = _unclear(by_id, scored)
    ranked = sorted(scored, key=lambda pair: (-scored[pair].points, pair))
    sure = [pair for pair in ranked if joins(scored[pair]) and pair not in unclear]
    links += [_link(pair, "same", scored[pair]) for pair in sure if state.join(pair)]
    best: dict[Pair, Pair] = {}
    for pair in ranked:
        ends = state.apart(pair)
        if scored[pair].points >= threshold("possible") and ends is not None:
            best.setdefault(ends, pair)
    links += [_link(pair, "possiblySame", scored[pair]) for pair in best.values()]
    return Clusters(tuple(state.groups()), tuple(links))


def _link(pair: Pair, verdict: str, scored: Scored) -> Link:
    return Link(*pair, verdict, scored.points / 100, scored.reasons)


def _unclear(by_id: Mapping[NodeId, Profile], scored: Mapping[Pair, Scored]) -> set[Pair]:
    """Pairs of an event that fits two others about equally well, where those two are told as two."""
    partners: dict[NodeId, list[tuple[int, NodeId]]] = defaultdict(list)
    for (a, b), found in scored.items():
        if found.points >= threshold("join"):
            partners[a].append((found.points, b))
            partners[b].append((found.points, a))
    unclear: set[Pair] = set()
    for node, others in partners.items():
        best = max(points for points, _ in others)
        near = [other for points, other in others if best - points <= threshold("margin")]
        if any(told_apart(by_id[a], by_id[b], by_id[node]) for a in near for b in near if a < b):
            unclear |= {pair_of(node, other) for _, other in others}
    return unclear


@dataclass
class _Cluster:
    """What the members of a cluster tell together, so that two clusters are compared without all their pairs."""

    members: set[NodeId]
    articles: set[str]
    days: Days
    exact: set[date]
    vouched: bool = False
    """Whether a person joined some of them: whoever joined two of different days meant the days to be wrong."""

    def take(self, other: _Cluster) -> None:
        """Add all that another one tells."""
        self.days = both(self.days, other.days) or self.days
        self.members |= other.members
        self.articles |= other.articles
        self.exact |= other.exact
        self.vouched |= other.vouched

    def fits(self, other: _Cluster) -> bool:
        """Whether all members together can be one event: told by different articles, on days that fit."""
        if self.articles & other.articles:
            return False
        if self.vouched or other.vouched or both(self.days, other.days) is not None:
            return True
        exact = self.exact | other.exact
        return len(exact) > 1 and (max(exact) - min(exact)).days == 1


class _State:
    """The clusters so far, and what keeps them apart."""

    def __init__(self, by_id: Mapping[NodeId, Profile], scored: Mapping[Pair, Scored], verdicts: Verdicts) -> None:
        self._clusters = {
            p.id: _Cluster({p.id}, {p.article}, p.span, {p.days.exact} if p.days.exact else set())
            for p in by_id.values()
        }
        low = [pair for pair, found in scored.items() if found.points < threshold("floor")]
        self._against = _neighbours(low)
        self._different = _neighbours(verdicts.different)

    def groups(self) -> list[tuple[NodeId, ...]]:
        """All clusters, sorted."""
        return sorted(tuple(sorted(c.members)) for c in {id(c): c for c in self._clusters.values()}.values())

    def join_by_verdict(self, pair: Pair) -> bool:
        """Join as a person said; only another verdict of theirs stands against it."""
        left, right = (self._clusters[node] for node in pair)
        if left is right or _touching(left, right, self._different):
            return False
        self._join(left, right).vouched = True
        return True

    def join(self, pair: Pair) -> bool:
        """Join the clusters of a pair, unless two of their members, or all together, cannot be one."""
        left, right = (self._clusters[node] for node in pair)
        if left is right or not self._can_be_one(left, right) or _touching(left, right, self._against):
            return False
        self._join(left, right)
        return True

    def apart(self, pair: Pair) -> Pair | None:
        """The clusters of a pair by their first members, where they are two that could be one."""
        left, right = (self._clusters[node] for node in pair)
        if left is right or not self._can_be_one(left, right):
            return None
        return pair_of(min(left.members), min(right.members))

    def _can_be_one(self, left: _Cluster, right: _Cluster) -> bool:
        return left.fits(right) and not _touching(left, right, self._different)

    def _join(self, left: _Cluster, right: _Cluster) -> _Cluster:
        small, large = sorted((left, right), key=lambda c: len(c.members))
        large.take(small)
        self._clusters |= dict.fromkeys(small.members, large)
        return large


def _neighbours(pairs: Iterable[Pair]) -> Mapping[NodeId, set[NodeId]]:
    found: dict[NodeId, set[NodeId]] = defaultdict(set)
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return found


def _touching(left: _Cluster, right: _Cluster, neighbours: Mapping[NodeId, set[NodeId]]) -> bool:
    """Whether some pair across two clusters is among the pairs."""
    small, large = sorted((left.members, right.members), key=len)
    return any(not large.isdisjoint(neighbours[node]) for node in small if node in neighbours)
