"""Events of several articles joined into incidents: scored pairs, then clusters, precision first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from incidentgraph.model import Link, NodeId
from incidentgraph.resolve.blocking import candidates
from incidentgraph.resolve.features import WITHIN_CLUSTER, findings, one_article, other_days, other_kind, veto
from incidentgraph.resolve.profiles import Profile
from incidentgraph.resolve.settings import threshold
from incidentgraph.resolve.times import Days, both
from incidentgraph.resolve.unions import Unions
from incidentgraph.resolve.verdicts import Pair, Verdicts, pair_of

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
    for kind in sorted(by_kind, key=lambda k: (ORDER.index(k) if k in ORDER else len(ORDER), k)):
        tied = [replace(p, linked=frozenset(cluster_of[e] for e in p.linked if e in cluster_of)) for p in by_kind[kind]]
        found = _cluster(tied, verdicts)
        groups += found.groups
        links += found.links
        cluster_of |= {member: group[0] for group in found.groups for member in group}
    return Clusters(tuple(sorted(groups)), tuple(sorted(links, key=lambda x: (x.left, x.right, x.verdict))))


def score(left: Profile, right: Profile) -> Scored:
    """The sum of what speaks for and against, with each finding's points and reason."""
    found = findings(left, right)
    return Scored(sum(f.points for f in found), tuple(f"{f.points:+d} {f.name}: {f.reason}" for f in found))


def _cluster(profiles: Sequence[Profile], verdicts: Verdicts) -> Clusters:
    by_id = {p.id: p for p in profiles}
    scored = {
        (a, b): score(by_id[a], by_id[b])
        for a, b in candidates(profiles)
        if not verdicts.differ(a, b) and veto(by_id[a], by_id[b]) is None
    }
    state = _State(by_id, scored, verdicts)
    links = [
        Link(*pair, "same", 1.0, ("a person's verdict",))
        for pair in verdicts.same
        if pair[0] in by_id and pair[1] in by_id and state.join_by_verdict(pair)
    ]
    unclear = _unclear(by_id, scored)
    ranked = sorted(scored, key=lambda pair: (-scored[pair].points, pair))
    sure = [pair for pair in ranked if scored[pair].points >= threshold("join") and pair not in unclear]
    links += [_link(pair, "same", scored[pair]) for pair in sure if state.join(pair)]
    best: dict[Pair, Pair] = {}
    for pair in ranked:
        ends = state.apart(pair)
        if scored[pair].points >= threshold("possible") and ends is not None:
            best.setdefault(ends, pair)
    links += [_link(pair, "possiblySame", scored[pair]) for pair in best.values()]
    return Clusters(tuple(state.unions.groups()), tuple(links))


def _link(pair: Pair, verdict: str, scored: Scored) -> Link:
    return Link(*pair, verdict, scored.points / 100, scored.reasons)


def _unclear(by_id: Mapping[NodeId, Profile], scored: Mapping[Pair, Scored]) -> set[Pair]:
    """Pairs of a vague event that fits two others about equally well, where those two exclude each other."""
    partners: dict[NodeId, list[tuple[int, NodeId]]] = defaultdict(list)
    for (a, b), found in scored.items():
        if found.points >= threshold("join"):
            partners[a].append((found.points, b))
            partners[b].append((found.points, a))
    unclear: set[Pair] = set()
    for node, others in partners.items():
        if by_id[node].days.exact is not None:
            continue
        best = max(points for points, _ in others)
        near = [other for points, other in others if best - points <= threshold("margin")]
        if any(other_days(by_id[a], by_id[b]) for a in near for b in near if a < b):
            unclear |= {pair_of(node, other) for _, other in others}
    return unclear


class _State:
    """The clusters so far, and what keeps them apart."""

    def __init__(self, by_id: Mapping[NodeId, Profile], scored: Mapping[Pair, Scored], verdicts: Verdicts) -> None:
        self.unions = Unions(by_id)
        self._by_id = by_id
        self._scored = scored
        self._verdicts = verdicts
        self._days: dict[tuple[NodeId, ...], Days] = {}
        self._vouched: set[NodeId] = set()

    def join_by_verdict(self, pair: Pair) -> bool:
        """Join as a person said; only another verdict of theirs, or another kind, stands against it."""
        left, right = (self.unions.members(node) for node in pair)
        if self.unions.same(*pair) or any(self._verdicts.differ(a, b) for a in left for b in right):
            return False
        self.unions.join(*pair)
        self._vouched |= set(pair)
        return True

    def join(self, pair: Pair) -> bool:
        """Join the clusters of a pair, unless any two of their members, or all together, cannot be one."""
        if self.unions.same(*pair):
            return False
        left, right = (self.unions.members(node) for node in pair)
        if self._against(left, right):
            return False
        self.unions.join(*pair)
        return True

    def apart(self, pair: Pair) -> Pair | None:
        """The clusters of a pair by their first members, where they are two that could be one."""
        left, right = (self.unions.members(node) for node in pair)
        if left == right or any(self._excluded(a, b) for a in left for b in right):
            return None
        return pair_of(left[0], right[0])

    def _against(self, left: tuple[NodeId, ...], right: tuple[NodeId, ...]) -> bool:
        for a in left:
            for b in right:
                known = self._scored.get(pair_of(a, b))
                if (known is not None and known.points < threshold("floor")) or self._excluded(a, b):
                    return True
        if self._vouched & {*left, *right}:
            return False
        return both(self._joint_days(left), self._joint_days(right)) is None and not self._next_days(left, right)

    def _excluded(self, a: NodeId, b: NodeId) -> bool:
        if self._verdicts.differ(a, b):
            return True
        # Whoever joined two of different days meant the days to be wrong: they keep nobody else out.
        checks = (other_kind, one_article) if {a, b} & self._vouched else WITHIN_CLUSTER
        return veto(self._by_id[a], self._by_id[b], checks) is not None

    def _joint_days(self, members: tuple[NodeId, ...]) -> Days:
        if members not in self._days:
            days = Days()
            for node in members:
                days = both(days, self._by_id[node].days) or days
            self._days[members] = days
        return self._days[members]

    def _next_days(self, left: tuple[NodeId, ...], right: tuple[NodeId, ...]) -> bool:
        """Whether two known days, one apart, are all that stands between the clusters."""
        exact = {d for node in (*left, *right) if (d := self._by_id[node].days.exact) is not None}
        return len(exact) > 1 and (max(exact) - min(exact)).days == 1
