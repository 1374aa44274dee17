"""What a person's cells mean: ids of the articles' entities and events, ids of the graph, or names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import PurePath
from urllib.parse import unquote

from incidentgraph.decisions.table import Decision
from incidentgraph.errors import InputError
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import NodeId, Reading, Rejection, Resolution
from incidentgraph.ontology import load_ontology

Pair = tuple[NodeId, NodeId]

_SEGMENTS = "person|company|organization|group|service|place|outage|attack|contribution|role"
_ID = re.compile(rf"(?:{_SEGMENTS})/\S.*")
_SHOWN = 4  # of things that a name may mean


@dataclass(frozen=True)
class Known:
    """What the articles of a build tell of: the kind of each node, whom a name means, what an incident consists of."""

    kinds: Mapping[NodeId, str]
    names: Mapping[NodeId, str]
    called: Mapping[str, tuple[NodeId, ...]] = field(default_factory=dict)
    members: Mapping[NodeId, tuple[NodeId, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Known:
        """What the readings alone tell."""
        kinds: dict[NodeId, str] = {}
        forms: dict[NodeId, Counter[str]] = defaultdict(Counter)
        for reading in readings:
            kinds |= {event.id: event.kind for event in reading.events}
            for entity in reading.entities:
                kinds[entity.id] = min(entity.kind, kinds.get(entity.id, entity.kind))
                forms[entity.id][entity.label] += 1
        names = {node: min(told, key=lambda text: (-told[text], text)) for node, told in forms.items()}
        return cls(kinds, names)

    def within(self, resolution: Resolution) -> Known:
        """With what the graph calls them, and the incidents that the events are part of."""
        called: dict[str, set[NodeId]] = defaultdict(set)
        for entity in resolution.entities:
            for name in (*entity.labels, *entity.aliases):
                called[_folded(name.text)].add(entity.id)
        members = {incident.id: incident.members for incident in resolution.incidents}
        placed: dict[NodeId, list[NodeId]] = defaultdict(list)
        for node in sorted(self.kinds):
            if (target := resolution.canonical(node)) not in self.kinds and target not in members:
                placed[target].append(node)  # only its readings tell where it belongs
        members |= {target: tuple(nodes) for target, nodes in placed.items()}
        found = {text: tuple(sorted(nodes)) for text, nodes in called.items()}
        return replace(self, called=found, members=members)


@dataclass(frozen=True)
class Judged:
    """Decisions on ids of the articles, and notes on those that met nothing in them."""

    decisions: tuple[Decision, ...]
    notices: tuple[Rejection, ...]


def named(one: Decision, known: Known, base: str) -> bool:
    """Whether a decision calls something by name."""
    cells = (_plain(cell, base, one.where) for cell in (one.left, one.right))
    return not all(cell in known.kinds or _ID.fullmatch(cell) for cell in cells)


def judged(told: Sequence[Decision], known: Known, base: str) -> Judged:
    """A person's decisions with the ids that they mean, one for each pair. Raises `InputError` with file and line."""
    found: dict[frozenset[str], Decision] = {}
    notices = []
    for one in told:
        sides = _meant(one.left, known, base, one.where), _meant(one.right, known, base, one.where)
        for left, right in _pairs(one, known, *sides):
            new = replace(one, left=min(left, right), right=max(left, right))
            if left > right:
                new = replace(new, left_name=one.right_name, right_name=one.left_name)
            old = found.setdefault(frozenset({left, right}), new)
            if old.verdict != one.verdict:
                what = f"{left} and {right} are called {one.verdict} here, {old.verdict} at {old.where}"
                raise InputError(what, where=one.where, hint="keep one of the two lines")
        lost = sorted({node for side in sides for node in side} - known.kinds.keys())
        if lost:
            reason = f"no article tells of {' or of '.join(lost)}; the verdict is kept for when one does"
            notices.append(Rejection(PurePath(one.where).name, reason, hint="or delete the line"))
    return Judged(tuple(found[pair] for pair in sorted(found, key=sorted)), tuple(notices))


def _folded(name: str) -> str:
    return " ".join(fold_text(name).split())


def _plain(cell: str, base: str, where: str) -> str:
    """The id in a cell that holds an IRI; any other cell as it is."""
    if cell.startswith(base):
        return unquote(cell.removeprefix(base))
    if re.match(r"https?://", cell):
        what = f"{cell} is no IRI of this graph"
        raise InputError(what, where=where, hint=f"its IRIs begin with {base}")
    return cell


def _meant(cell: str, known: Known, base: str, where: str) -> tuple[NodeId, ...]:
    """The nodes of the articles that a cell means."""
    node = NodeId(_plain(cell, base, where))
    if node.startswith("role/"):
        what = f"{node} is a role"
        raise InputError(what, where=where, hint="judge the people and bodies that it belongs to")
    if node in known.kinds:
        return (node,)
    if node in known.members:
        return known.members[node]
    found = known.called.get(_folded(node), ())
    if len(found) == 1:
        return known.members.get(found[0], found)
    if found:
        what = f"{cell!r} may be {', '.join(found[:_SHOWN])}"
        raise InputError(what, where=where, hint="write the id of the one that is meant")
    if _ID.fullmatch(node):
        return (node,)
    what = f"nothing in these articles is called {cell!r}"
    hint = "write the id, as in the graph or in decisions.tsv, or the name as the graph has it"
    raise InputError(what, where=where, hint=hint)


def _pairs(one: Decision, known: Known, left: Sequence[NodeId], right: Sequence[NodeId]) -> list[Pair]:
    """The pairs of nodes that a decision is on: one is enough to join two incidents, all are needed to part them."""
    if not {*left}.isdisjoint(right):
        what = f"{one.left} and {one.right} are one already"
        names = ", ".join(sorted({*left, *right})[:_SHOWN])
        raise InputError(what, where=one.where, hint=f"name what the articles tell singly: {names}")
    pairs = list(product(left, right))
    if one.verdict == "different":
        return pairs
    for a, b in pairs:
        kinds = known.kinds.get(a), known.kinds.get(b)
        if kinds[0] is not None and kinds[1] is not None and _never_one(kinds[0], kinds[1]):
            what = f"{a} is of the kind {kinds[0]} and {b} of the kind {kinds[1]}: these are never one"
            raise InputError(what, where=one.where, hint="take the line out")
    return pairs[:1]


def _never_one(one: str, other: str) -> bool:
    """Whether nothing is of both kinds. What sort of body it is, an extractor may have guessed wrong."""
    ontology = load_ontology()
    bodies = all(ontology.is_a(kind, "Organization") for kind in (one, other))
    return not bodies and ontology.disjoint(one, other) is not None
