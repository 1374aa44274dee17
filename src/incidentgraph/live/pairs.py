"""Which events of a store are near each other, and how their pairs score: kept up as events come, change and go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from incidentgraph.live.codec import decode, encode
from incidentgraph.live.ledger import Ledger
from incidentgraph.model import NodeId
from incidentgraph.resolve.blocking import Key, comparable, crowd, keys, rank, reach
from incidentgraph.resolve.events import Scored, judge, tied, turn
from incidentgraph.resolve.profiles import Profile
from incidentgraph.resolve.times import Days
from incidentgraph.resolve.verdicts import Pair, pair_of

Changed = Mapping[NodeId, Profile | None]
"""Events and how they are told now; None for one that is gone."""


class Pairs:
    """The scored pairs of one kind of event, for the time of one change."""

    def __init__(self, ledger: Ledger, kind: str) -> None:
        self._ledger = ledger
        self._kind = kind
        self._tied: dict[NodeId, Profile] = {}
        self._few: dict[Key, list[int]] = {}
        self._keys: dict[NodeId, frozenset[Key]] = {}

    # ------------------------------------------------------------------ profiles

    def profiles(self, events: Iterable[NodeId]) -> dict[NodeId, Profile]:
        """Events as they are told, those that are there, with what is known of the events that they are tied to."""
        wanted = sorted(set(events))
        missing = [event for event in wanted if event not in self._tied]
        rows = self._ledger.among("SELECT id, profile FROM event WHERE id IN (?)", missing)
        told = {NodeId(event): decode(body, Profile) for event, body in rows}
        self._tie(told.values())
        return {event: self._tied[event] for event in wanted if event in self._tied}

    def _tie(self, told: Iterable[Profile]) -> None:
        untied = list(told)
        linked = {event for profile in untied for event in profile.linked}
        sql = (
            "SELECT event.id, event.kind, event.cluster, incident.body FROM event"
            " JOIN incident ON incident.id = event.incident WHERE event.id IN (?)"
        )
        cluster_of: dict[NodeId, NodeId] = {}
        days_of: dict[NodeId, Days] = {}
        for event, kind, cluster, body in self._ledger.among(sql, linked):
            if turn(kind) < turn(self._kind):
                cluster_of[NodeId(event)] = NodeId(cluster)
                incident = json.loads(body)
                days_of[NodeId(cluster)] = decode(
                    json.dumps({"first": incident["earliest"], "last": incident["latest"]}), Days
                )
        self._tied |= {p.id: tied(p, cluster_of, days_of) for p in untied}

    # ------------------------------------------------------------------ a change

    def change(self, changed: Changed) -> set[NodeId]:
        """Keep up with events that came, changed or went; returns all that may be one with others than before."""
        before = {p.id: p for p in self._raw(changed)}
        after = {event: profile for event, profile in changed.items() if profile is not None}
        was, is_now = _places(before.values()), _places(after.values())
        shifted = {key for key in {*was, *is_now} if was.get(key) != is_now.get(key)}
        crowded = {key for key in shifted if self._crowded(key)}
        affected = self._forget(changed)
        self._write(before, changed)
        self._tied.clear()
        self._few.clear()
        self._keys.clear()
        fresh: set[Pair] = set()
        for profile in after.values():
            near = {place for key in self._of(profile) for place in self._near(key, rank(profile))}
            fresh |= {pair_of(profile.id, other) for other in self._events(near) if other != profile.id}
        lost: set[Pair] = set()
        won: set[Pair] = set()
        for key in sorted(shifted):
            gone, come = was.get(key, set()) - is_now.get(key, set()), is_now.get(key, set()) - was.get(key, set())
            lost |= self._lost(key, gone | come, crowded=key in crowded)
            won |= self._won(key, gone, crowded=key in crowded)
        affected |= self._drop(lost - fresh)
        affected |= self._judge(fresh | won)
        return affected | set(changed)

    def _raw(self, events: Iterable[NodeId]) -> Iterator[Profile]:
        for (body,) in self._ledger.among("SELECT profile FROM event WHERE id IN (?)", events):
            yield decode(body, Profile)

    def _of(self, profile: Profile) -> frozenset[Key]:
        if profile.id not in self._keys:
            self._keys[profile.id] = keys(profile)
        return self._keys[profile.id]

    def _forget(self, changed: Changed) -> set[NodeId]:
        """Take away all pairs of the changed events; returns their other ends."""
        ends = {end for pair in self.of(changed) for end in pair}
        for side in ("low", "high"):
            self._ledger.many(f"DELETE FROM pair WHERE {side} = ?", [(event,) for event in changed])  # noqa: S608
        return ends

    def _write(self, before: Mapping[NodeId, Profile], changed: Changed) -> None:
        ledger = self._ledger
        for old in before.values():
            rows = [(key.code, key.for_vague, rank(old)) for key in keys(old)]
            ledger.many("DELETE FROM event_key WHERE code = ? AND for_vague = ? AND rank = ?", rows)
            ledger.many("DELETE FROM participant WHERE node = ? AND event = ?", [(n, old.id) for n in old.participants])
        for event, profile in changed.items():
            if profile is None:
                ledger.run("DELETE FROM event WHERE id = ?", event)
                continue
            ledger.run(
                "INSERT INTO event (id, rank, article, kind, profile) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET profile = excluded.profile, rank = excluded.rank",
                *(event, rank(profile), profile.article, profile.kind, encode(profile)),
            )
            rows = [(key.code, key.for_vague, rank(profile)) for key in keys(profile)]
            ledger.many("INSERT INTO event_key VALUES (?, ?, ?)", rows)
            nodes = sorted(profile.participants)
            ledger.many("INSERT INTO participant VALUES (?, ?)", [(node, event) for node in nodes])

    # ------------------------------------------------------------------ who is near whom

    def _crowded(self, key: Key) -> bool:
        return len(self._all(key)) > crowd()

    def _all(self, key: Key) -> list[int]:
        """All under a key; of a crowd, so many that one sees it is one."""
        if key not in self._few:
            sql = "SELECT rank FROM event_key WHERE code = ? AND for_vague = ? ORDER BY rank LIMIT ?"
            rows = self._ledger.rows(sql, key.code, key.for_vague, crowd() + 1)
            self._few[key] = [row[0] for row in rows]
        return self._few[key]

    def _sides(self, key: Key, place: int) -> tuple[list[int], list[int]]:
        """The next few before and after a place, the nearest first."""
        where = "FROM event_key WHERE code = ? AND for_vague = ? AND rank"
        few = (key.code, key.for_vague, place, reach())
        below = self._ledger.rows(f"SELECT rank {where} < ? ORDER BY rank DESC LIMIT ?", *few)
        above = self._ledger.rows(f"SELECT rank {where} > ? ORDER BY rank LIMIT ?", *few)
        return [row[0] for row in below], [row[0] for row in above]

    def _near(self, key: Key, place: int) -> list[int]:
        if not self._crowded(key):
            return self._all(key)
        below, above = self._sides(key, place)
        return below + above

    def _events(self, ranks: Iterable[int]) -> list[NodeId]:
        return [NodeId(row[0]) for row in self._ledger.among("SELECT id FROM event WHERE rank IN (?)", ranks)]

    def _lost(self, key: Key, places: set[int], *, crowded: bool) -> set[Pair]:
        """Scored pairs of others that may be near no more under a key, since events came between or made a crowd."""
        if not self._crowded(key):
            return set()
        around = self._around(key, places) if crowded else self._whole(key)
        events = set(self._events(around - places))
        return {pair for pair in self.of(events) if events.issuperset(pair)}

    def _won(self, key: Key, gone: set[int], *, crowded: bool) -> set[Pair]:
        """Pairs of others that may be near now under a key, since events between them went, or the crowd is none."""
        if not gone or not crowded:
            return set()
        around = self._around(key, gone) if self._crowded(key) else {*self._all(key)}
        return {pair_of(*pair) for pair in combinations(self._events(around - gone), 2)}

    def _whole(self, key: Key) -> set[int]:
        sql = "SELECT rank FROM event_key WHERE code = ? AND for_vague = ?"
        return {row[0] for row in self._ledger.rows(sql, key.code, key.for_vague)}

    def _around(self, key: Key, places: Iterable[int]) -> set[int]:
        return {near for place in places for side in self._sides(key, place) for near in side}

    def _are_near(self, left: Profile, right: Profile) -> bool:
        low, high = sorted((rank(left), rank(right)))
        for key in self._of(left) & self._of(right):
            if not comparable(key, left, right):
                continue
            sql = "SELECT 1 FROM event_key WHERE code = ? AND for_vague = ? AND rank > ? AND rank < ? LIMIT ?"
            if not self._crowded(key):
                return True
            if len(self._ledger.rows(sql, key.code, key.for_vague, low, high, reach())) < reach():
                return True
        return False

    # ------------------------------------------------------------------ scores

    def _judge(self, pairs: Iterable[Pair]) -> set[NodeId]:
        """Score pairs that are near; returns the ends of those that matter."""
        wanted = sorted(pairs)
        told = self.profiles(event for pair in wanted for event in pair)
        rows = []
        for low, high in wanted:
            left, right = told[low], told[high]
            found = judge(left, right)
            if found is not None and self._are_near(left, right):
                rows.append((low, high, found.points, json.dumps(found.reasons, ensure_ascii=False)))
        self._ledger.many("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?)", rows)
        return {NodeId(end) for row in rows for end in row[:2]}

    def _drop(self, pairs: Iterable[Pair]) -> set[NodeId]:
        """Take away pairs that are near no more; returns their ends."""
        wanted = sorted(pairs)
        told = self.profiles(event for pair in wanted for event in pair)
        far = [pair for pair in wanted if not self._are_near(told[pair[0]], told[pair[1]])]
        self._ledger.many("DELETE FROM pair WHERE low = ? AND high = ?", far)
        return {end for pair in far for end in pair}

    def of(self, events: Iterable[NodeId]) -> dict[Pair, Scored]:
        """All scored pairs that one of these events is in."""
        found: dict[Pair, Scored] = {}
        ends = sorted(set(events))
        for side in ("low", "high"):
            sql = f"SELECT low, high, points, reasons FROM pair WHERE {side} IN (?)"  # noqa: S608
            for low, high, points, reasons in self._ledger.among(sql, ends):
                found[NodeId(low), NodeId(high)] = Scored(points, tuple(json.loads(reasons)))
        return found


def _places(profiles: Iterable[Profile]) -> dict[Key, set[int]]:
    """Where events stand under their keys."""
    found: dict[Key, set[int]] = {}
    for profile in profiles:
        for key in keys(profile):
            found.setdefault(key, set()).add(rank(profile))
    return found
