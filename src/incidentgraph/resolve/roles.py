"""Offices and positions: one node per title and organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from incidentgraph.model import Name, NodeId, Reading, Role
from incidentgraph.resolve.profiles import Canonical
from incidentgraph.resolve.spelling import folded_name

_LANGUAGES = {"en": 0, "mul": 1, "fr": 2}


def role_tallies(readings: Iterable[Reading]) -> dict[NodeId, Counter[Role]]:
    """How readings give each role: a form that one of them gives twice counts once."""
    told: dict[NodeId, Counter[Role]] = defaultdict(Counter)
    for reading in readings:
        for role in dict.fromkeys(reading.roles):
            told[role.id][role] += 1
    return dict(sorted(told.items()))


def resolve_roles(
    told: Mapping[NodeId, Counter[Role]], canonical: Canonical
) -> tuple[tuple[Role, ...], Mapping[NodeId, NodeId]]:
    """Roles with one id, or with one title (but for case and marks) in one organisation, are one.

    Titles are not translated here: the extractor gives a known title the same id in every language. The outcome for a
    role depends on those alone that share its kind, folded title and canonical organisation.
    """
    groups: dict[str, list[NodeId]] = defaultdict(list)
    for node, roles in sorted(told.items()):
        groups[role_key(roles, canonical) or node].append(node)
    same = {node: nodes[0] for nodes in groups.values() for node in nodes[1:]}
    found = []
    for nodes in groups.values():
        everyone: Counter[Role] = Counter()
        for node in nodes:
            everyone.update(told[node])
        best = _best(everyone)
        where = canonical(best.role_in) if best.role_in is not None else None
        found.append(Role(nodes[0], best.kind, best.title, where))
    return tuple(sorted(found, key=lambda r: r.id)), same


def role_key(told: Mapping[Role, int], canonical: Canonical) -> str | None:
    """What roles that are one have in common: kind, folded title, organisation. None for one in no organisation."""
    best = _best(told)
    if best.role_in is None:
        return None
    return f"{best.kind}\t{folded_name(best.title.text)}\t{canonical(best.role_in)}"


def _best(roles: Mapping[Role, int]) -> Role:
    """English before French before any; then what most articles write; a role in an organisation before one in none."""
    seen: Counter[Name] = Counter()
    for role, times in roles.items():
        seen[role.title] += times
    return min(
        roles,
        key=lambda r: (
            r.role_in is None,
            _LANGUAGES.get(r.title.language, 3),
            -seen[r.title],
            r.title,
            r.id,
            r.kind,
            r.role_in or "",
        ),
    )
