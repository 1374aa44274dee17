"""Who is who in a store, after articles came or went: resolved again among those that can concern each other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from incidentgraph.live.codec import decode, encode
from incidentgraph.live.ledger import Ledger
from incidentgraph.model import Entity, Link, NodeId, Reading, Role
from incidentgraph.resolve.entities import Explained, entity_keys, explained, merge_entities, resolve_entities, tallies
from incidentgraph.resolve.roles import resolve_roles, role_key, role_tallies

T = TypeVar("T", Entity, Role)
Change = Sequence[tuple[Reading, int]]
"""Readings that come (1) or go (-1)."""


@dataclass(frozen=True)
class Renamed:
    """`moved` are ids of readings that another node stands for; `changed` nodes of the graph that look different.

    `relabelled` are those among the changed that are called otherwise.
    """

    moved: frozenset[NodeId]
    changed: frozenset[NodeId]
    relabelled: frozenset[NodeId] = frozenset()


def refresh_names(ledger: Ledger, change: Change, judged: Iterable[NodeId] = ()) -> Renamed:
    """Resolve entities and roles anew as far as these readings, and verdicts on the nodes `judged`, touch them."""
    entities = _refresh_entities(ledger, change, judged)
    roles = _refresh_roles(ledger, change, entities.moved)
    return Renamed(entities.moved | roles.moved, entities.changed | roles.changed, entities.relabelled)


# ---------------------------------------------------------------------- entities


def _refresh_entities(ledger: Ledger, change: Change, judged: Iterable[NodeId]) -> Renamed:
    seeds = {entity.id for reading, _ in change for entity in reading.entities} | set(judged)
    for reading, sign in change:
        _count(ledger, tallies([reading]), sign, reading.article.id)
        told = [(*e.pair, e.rule, e.quote, sign) for e in explained(reading)]
        seeds |= {node for low, high, *_ in told for node in (low, high)}
        ledger.many(
            "INSERT INTO explained VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET times = times + excluded.times",
            told,
        )
    ledger.run("DELETE FROM explained WHERE times = 0")
    told_of = _told_of(ledger, seeds, Entity)
    keys = _rekey(ledger, seeds, {node: entity_keys(merge_entities(tally)) for node, tally in told_of.items()})
    nodes = _closure(ledger, seeds, keys)
    told_of = _told_of(ledger, nodes, Entity)
    rows = ledger.among("SELECT low, high, rule, quote FROM explained WHERE low IN (?)", told_of)
    brackets = sorted(Explained((low, high), rule, quote) for low, high, rule, quote in rows if high in told_of)
    found = resolve_entities(told_of, brackets, ledger.verdicts(told_of))
    doubtful = _possible(ledger, nodes)
    relink(ledger, "entity", nodes, found.links)
    renamed = _settle(ledger, nodes, told_of, found.same, {e.id: encode(e) for e in found.entities})
    return replace(renamed, changed=renamed.changed | doubtful | _possible(ledger, nodes))


def _possible(ledger: Ledger, nodes: Iterable[NodeId]) -> set[NodeId]:
    """Whoever may be the same as one of these, and these."""
    ends: set[NodeId] = set()
    for side in ("low", "high"):
        sql = f"SELECT low, high FROM link WHERE {side} IN (?) AND verdict = 'possiblySame' AND theme = 'entity'"  # noqa: S608
        ends |= {NodeId(end) for row in ledger.among(sql, nodes) for end in row}
    return ends | {ledger.canonical(end) for end in ends}


def _closure(ledger: Ledger, seeds: set[NodeId], keys: set[str]) -> set[NodeId]:
    """All entities that the seeds reach over keys, brackets, a person's verdicts, or having been one before."""
    nodes: set[NodeId] = set()
    new = set(seeds)
    seen: set[str] = set()
    while new:
        nodes |= new
        found = {NodeId(row[0]) for row in ledger.among("SELECT node FROM name_key WHERE key IN (?)", keys - seen)}
        seen |= keys
        for sql in _TIES:
            found |= {NodeId(row[0]) for row in ledger.among(sql, new)}
        new = found - nodes
        keys = _stored_keys(ledger, new)
    return nodes


_TIES = (
    "SELECT high FROM explained WHERE low IN (?)",
    "SELECT low FROM explained WHERE high IN (?)",
    "SELECT high FROM verdict WHERE low IN (?)",
    "SELECT low FROM verdict WHERE high IN (?)",
    "SELECT other.node FROM canonical JOIN canonical AS other USING (canonical) WHERE canonical.node IN (?)",
)


# ---------------------------------------------------------------------- roles


def _refresh_roles(ledger: Ledger, change: Change, moved: frozenset[NodeId]) -> Renamed:
    seeds = {role.id for reading, _ in change for role in reading.roles}
    for (article,) in ledger.among("SELECT article FROM occurrence WHERE node IN (?)", moved):
        seeds |= {role.id for role in ledger.reading(article).roles if role.role_in in moved}
    for reading, sign in change:
        _count(ledger, role_tallies([reading]), sign, reading.article.id)
    told_of = _told_of(ledger, seeds, Role)
    canonical = cache(ledger.canonical)
    found = {node: frozenset({f"role\t{role_key(t, canonical) or node}"}) for node, t in told_of.items()}
    keys = _rekey(ledger, seeds, found)
    nodes = seeds | {NodeId(row[0]) for row in ledger.among("SELECT node FROM name_key WHERE key IN (?)", keys)}
    told_of = _told_of(ledger, nodes, Role)
    roles, same = resolve_roles(told_of, canonical)
    return _settle(ledger, nodes, told_of, same, {role.id: encode(role) for role in roles})


# ---------------------------------------------------------------------- what both share


def _count(ledger: Ledger, told: Mapping[NodeId, Mapping[T, int]], sign: int, article: str) -> None:
    """Count the forms of one reading in, or out."""
    rows = [(node, encode(form), sign * times) for node, tally in told.items() for form, times in tally.items()]
    ledger.many("INSERT INTO form VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET times = times + excluded.times", rows)
    ledger.many("DELETE FROM form WHERE node = ? AND times = 0", [(node,) for node in told])
    if sign > 0:
        ledger.many("INSERT OR IGNORE INTO occurrence VALUES (?, ?)", [(node, article) for node in told])
    else:
        ledger.many("DELETE FROM occurrence WHERE node = ? AND article = ?", [(node, article) for node in told])


def _told_of(ledger: Ledger, nodes: Iterable[NodeId], kind: type[T]) -> dict[NodeId, Counter[T]]:
    """The forms of those nodes that some article gives, sorted."""
    found: dict[NodeId, Counter[T]] = {}
    for node, form, times in ledger.among("SELECT node, form, times FROM form WHERE node IN (?)", nodes):
        found.setdefault(node, Counter())[decode(form, kind)] = times
    return dict(sorted(found.items()))


def _stored_keys(ledger: Ledger, nodes: Iterable[NodeId]) -> set[str]:
    return {row[0] for row in ledger.among("SELECT key FROM name_key WHERE node IN (?)", nodes)}


def _rekey(ledger: Ledger, nodes: Iterable[NodeId], keys: Mapping[NodeId, frozenset[str]]) -> set[str]:
    """Give nodes their keys of now; returns these and those they had."""
    before = _stored_keys(ledger, nodes)
    ledger.many("DELETE FROM name_key WHERE node = ?", [(node,) for node in nodes])
    rows = [(key, node) for node, told in keys.items() for key in sorted(told)]
    ledger.many("INSERT INTO name_key VALUES (?, ?)", rows)
    return before | {key for key, _ in rows}


def _settle(
    ledger: Ledger,
    nodes: Iterable[NodeId],
    told_of: Mapping[NodeId, object],
    same: Mapping[NodeId, NodeId],
    bodies: Mapping[NodeId, str],
) -> Renamed:
    """Keep who stands for whom, and how each looks; what is new or gone has moved as well."""
    before = dict(ledger.among("SELECT node, canonical FROM canonical WHERE node IN (?)", nodes))
    after = {node: same.get(node, node) for node in told_of}
    looked = dict(ledger.among("SELECT node, body FROM resolved WHERE node IN (?)", before.values()))
    moved = {node for node in nodes if before.get(node) != after.get(node)}
    changed = {node for node in {*looked, *bodies} if looked.get(node) != bodies.get(node)}
    ledger.many("DELETE FROM canonical WHERE node = ?", [(node,) for node in moved])
    ledger.many("INSERT INTO canonical VALUES (?, ?)", [(n, after[n]) for n in sorted(moved) if n in after])
    ledger.many("DELETE FROM resolved WHERE node = ?", [(node,) for node in changed])
    ledger.many("INSERT INTO resolved VALUES (?, ?)", [(n, bodies[n]) for n in sorted(changed) if n in bodies])
    relabelled = {n for n in changed if n in looked and n in bodies and _called(looked[n]) != _called(bodies[n])}
    return Renamed(frozenset(moved), frozenset(changed), frozenset(relabelled))


def _called(body: str) -> object:
    return json.loads(body).get("labels")


def relink(ledger: Ledger, theme: str, nodes: Iterable[NodeId], links: Iterable[Link]) -> None:
    """Replace the judgements on pairs that one of these nodes is in."""
    for side in ("low", "high"):
        ledger.many(f"DELETE FROM link WHERE {side} = ? AND theme = ?", [(n, theme) for n in nodes])  # noqa: S608
    rows = [(x.left, x.right, theme, x.verdict, x.score, json.dumps(x.reasons, ensure_ascii=False)) for x in links]
    ledger.many("INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?, ?)", rows)
