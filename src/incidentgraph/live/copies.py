"""Which articles of a store are one witness, after some came, changed or went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from incidentgraph.live.codec import decode, encode
from incidentgraph.live.ledger import Ledger
from incidentgraph.model import Reading
from incidentgraph.resolve.profiles import Canonical
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.witnesses import (
    Edge,
    Sketch,
    Telling,
    copies,
    sketch,
    sketch_keys,
    telling,
    telling_keys,
    translated,
    witness_ids,
)
from incidentgraph.resolve.witnesses.grouping import Compared

T = TypeVar("T", bound=Compared)


@dataclass(frozen=True)
class Rewitnessed:
    """`moved` are articles of another witness than before; `joined` those with other reasons for their witness."""

    moved: frozenset[str]
    joined: frozenset[str]


def refresh_copies(
    ledger: Ledger, come: Iterable[Reading], gone: Iterable[str], retold: Iterable[Reading], canonical: Canonical
) -> Rewitnessed:
    """Compare anew the articles that came, and those (`retold`) that tell of other things than before."""
    sketches: dict[str, Sketch | None] = dict.fromkeys(gone)
    tellings: dict[str, Telling | None] = dict.fromkeys(gone)
    for reading in come:
        sketches[reading.article.id] = sketch(reading)
    for reading in retold:
        tellings[reading.article.id] = telling(reading, canonical)
    joined = _Theme(ledger, "sketch", Sketch, sketch_keys, copies).change(sketches)
    joined |= _Theme(ledger, "telling", Telling, telling_keys, translated).change(tellings)
    return Rewitnessed(frozenset(_regroup(ledger, joined | sketches.keys())), frozenset(joined))


def joined_by(ledger: Ledger, articles: Iterable[str]) -> frozenset[Edge]:
    """What makes these articles one witness with others: each pair, and why."""
    ends = sorted(articles)
    return frozenset(
        (low, high, reason)
        for side in ("low", "high")
        for low, high, reason in ledger.among(f"SELECT low, high, reason FROM copy WHERE {side} IN (?)", ends)  # noqa: S608
    )


def _regroup(ledger: Ledger, seeds: Iterable[str]) -> set[str]:
    """Give all articles that the seeds reach their witness; returns those that have another one now."""
    before: dict[str, str | None] = {}
    digests: dict[str, str] = {}
    new = set(seeds)
    while new:
        reached: set[str] = set()
        for article, digest, witness in ledger.among("SELECT id, digest, witness FROM article WHERE id IN (?)", new):
            before[article], digests[article] = witness, digest
            reached.add(article)
        new = {end for low, high, _ in joined_by(ledger, reached) for end in (low, high)} - digests.keys()
    after = witness_ids(joined_by(ledger, digests), digests)
    moved = {article for article in digests if before[article] != after[article]}
    ledger.many("UPDATE article SET witness = ? WHERE id = ?", [(after[article], article) for article in sorted(moved)])
    return moved


class _Theme(Generic[T]):
    """Articles compared in one way; each with its next few under each of its keys, as `neighbours` has it."""

    def __init__(
        self,
        ledger: Ledger,
        name: str,
        kind: type[T],
        keys: Callable[[T], Iterable[Hashable]],
        reason: Callable[[T, T], str | None],
    ) -> None:
        self._ledger = ledger
        self._name = name
        self._kind = kind
        self._keys = keys
        self._reason = reason
        self._near = int(settings("witnesses")["near"])
        self._known: dict[str, T] = {}

    def change(self, changed: Mapping[str, T | None]) -> set[str]:
        """Keep up with articles that came, changed or went; returns those that are joined otherwise than before."""
        before = self._of(changed)
        after = {article: told for article, told in changed.items() if told is not None}
        old = self._edges(changed)
        self._ledger.many(
            "DELETE FROM copy WHERE low = ? AND high = ? AND theme = ?", [(*e[:2], self._name) for e in old]
        )
        was, now = self._places(before.values()), self._places(after.values())
        self._write(before, after)
        pairs: set[tuple[str, str]] = set()
        stale: set[Edge] = set()
        for key, place in sorted(now):
            around = self._around(key, place)
            own = self._holder(key, place)
            pairs |= {_pair(own, other) for other in around if other != own}
        fresh = Counter(key for key, _ in now - was)
        for key, place in sorted(now - was):
            # Several that come at once may stand between two that were near each other.
            around = self._around(key, place, fresh[key])
            stale |= {edge for edge in self._edges(around) if around.issuperset(edge[:2])}
        for key, place in sorted(was - now):
            pairs |= {_pair(*pair) for pair in combinations(sorted(self._around(key, place)), 2)}
        far = {edge for edge in stale if not self._are_near(*edge[:2])}
        self._ledger.many(
            "DELETE FROM copy WHERE low = ? AND high = ? AND theme = ?", [(*e[:2], self._name) for e in far]
        )
        won = self._judge(pairs)
        return {end for edge in (old | far) ^ won for end in edge[:2]}

    def _of(self, articles: Iterable[str]) -> dict[str, T]:
        missing = [article for article in articles if article not in self._known]
        sql = f"SELECT article, body FROM compared WHERE theme = '{self._name}' AND article IN (?)"  # noqa: S608
        self._known |= {article: decode(body, self._kind) for article, body in self._ledger.among(sql, missing)}
        return {article: self._known[article] for article in articles if article in self._known}

    def _write(self, before: Mapping[str, T], after: Mapping[str, T]) -> None:
        ledger, theme = self._ledger, self._name
        rows = [(theme, key, place) for key, place in self._places(before.values())]
        ledger.many("DELETE FROM compared_key WHERE theme = ? AND key = ? AND place = ?", rows)
        ledger.many("DELETE FROM compared WHERE theme = ? AND article = ?", [(theme, article) for article in before])
        ledger.many("INSERT INTO compared VALUES (?, ?, ?)", [(theme, a, encode(told)) for a, told in after.items()])
        for told in after.values():
            held = [(theme, key, place, told.article) for key, place in self._places([told])]
            ledger.many("INSERT INTO compared_key VALUES (?, ?, ?, ?)", held)
        for article in before:
            self._known.pop(article, None)
        self._known |= after

    def _places(self, told: Iterable[T]) -> set[tuple[str, str]]:
        return {(str(key), _place(one)) for one in told for key in self._keys(one)}

    def _holder(self, key: str, place: str) -> str:
        sql = "SELECT article FROM compared_key WHERE theme = ? AND key = ? AND place = ?"
        return str(self._ledger.one(sql, self._name, key, place))

    def _around(self, key: str, place: str, more: int = 0) -> set[str]:
        """The next few on both sides of a place, and so many more."""
        where = "SELECT article FROM compared_key WHERE theme = ? AND key = ? AND place"
        few = (self._name, key, place, self._near + more)
        rows = self._ledger.rows(f"{where} < ? ORDER BY place DESC LIMIT ?", *few)
        return {row[0] for row in (*rows, *self._ledger.rows(f"{where} > ? ORDER BY place LIMIT ?", *few))}

    def _are_near(self, left: str, right: str) -> bool:
        told = self._of([left, right])
        low, high = sorted((_place(told[left]), _place(told[right])))
        shared = {str(key) for key in self._keys(told[left])} & {str(key) for key in self._keys(told[right])}
        sql = "SELECT 1 FROM compared_key WHERE theme = ? AND key = ? AND place > ? AND place < ? LIMIT ?"
        return any(len(self._ledger.rows(sql, self._name, key, low, high, self._near)) < self._near for key in shared)

    def _judge(self, pairs: Iterable[tuple[str, str]]) -> set[Edge]:
        """Join those of the pairs that are near and for which there is a reason."""
        wanted = sorted(pairs)
        told = self._of(sorted({end for pair in wanted for end in pair}))
        found: set[Edge] = set()
        for low, high in wanted:
            reason = self._reason(told[low], told[high])
            if reason is not None and self._are_near(low, high):
                found.add((low, high, reason))
        rows = [(low, high, self._name, reason) for low, high, reason in sorted(found)]
        self._ledger.many("INSERT OR REPLACE INTO copy VALUES (?, ?, ?, ?)", rows)
        return found

    def _edges(self, articles: Iterable[str]) -> set[Edge]:
        ends = sorted(articles)
        found: set[Edge] = set()
        for side in ("low", "high"):
            sql = f"SELECT low, high, reason FROM copy WHERE theme = '{self._name}' AND {side} IN (?)"  # noqa: S608
            found |= {(low, high, reason) for low, high, reason in self._ledger.among(sql, ends)}
        return found


def _pair(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def _place(told: Compared) -> str:
    """The order of holders as a text that sorts in the same way."""
    return "\t".join(f"{part:020}" if isinstance(part, int) else part for part in told.order)
