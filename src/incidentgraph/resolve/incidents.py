"""Clusters of events turned into incidents: their bounds in time, and ids that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incidentgraph.model import Incident, NodeId
from incidentgraph.resolve.blocking import content
from incidentgraph.resolve.profiles import Profile
from incidentgraph.resolve.times import WEEKDAYS, Days, both

_SEGMENTS = {"Outage": "outage", "Attack": "attack", "Contribution": "contribution"}
_NAMED = 2  # participants in an id; an outage of ten services does not need all of them there
_HEX = 6
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def incidents(groups: Iterable[Sequence[NodeId]], profiles: Mapping[NodeId, Profile]) -> tuple[Incident, ...]:
    """One incident a group; ids are readable, derived from content, and unique: longer where short ones would clash."""
    found = [_incident(group, profiles, _HEX) for group in groups]
    taken: dict[NodeId, int] = {}
    for incident in found:
        taken[incident.id] = taken.get(incident.id, 0) + 1
    unique = (i if taken[i.id] == 1 else _incident(i.members, profiles, 64) for i in found)
    return tuple(sorted(unique, key=lambda i: i.id))


def short_id(members: Sequence[NodeId], profiles: Mapping[NodeId, Profile]) -> NodeId:
    """The id of an incident that clashes with no other."""
    return _incident(members, profiles, _HEX).id


def joint_days(members: Sequence[Profile]) -> Days:
    """What all members' dates together leave open; the surest (most exact, then earliest) come first."""
    days = Days()
    for profile in sorted(members, key=lambda p: (p.days.exact is None, not p.days.told, str(p.days.exact), p.id)):
        days = both(days, profile.days) or days
    return days


def _incident(members: Sequence[NodeId], profiles: Mapping[NodeId, Profile], digits: int) -> Incident:
    told = [profiles[node] for node in sorted(members)]
    days = joint_days(told)
    # The anchor does not change when the other articles go, as long as its own stays.
    anchor = min(content(p.digest, p.id) for p in told).hex()
    parts = [_names(told), _date(days), anchor[:digits]]
    kind = told[0].kind
    node = NodeId(f"{_SEGMENTS.get(kind, kind.lower())}/{'-'.join(part for part in parts if part)}")
    return Incident(node, kind, tuple(sorted(members)), days.first, days.last)


def _names(told: Sequence[Profile]) -> str:
    """The slugs of those most often told to be concerned."""
    slugs: dict[str, int] = {}
    for profile in told:
        for slug in {node.partition("/")[2] for node in profile.participants}:
            slugs[slug] = slugs.get(slug, 0) + 1
    return "-".join(sorted(slugs, key=lambda s: (-slugs[s], s))[:_NAMED])


def _date(days: Days) -> str:
    if days.exact is not None:
        return days.exact.isoformat()
    if days.first is not None and days.last is not None and days.first.replace(day=1) == days.last.replace(day=1):
        return f"{days.first:%Y-%m}"
    if days.month is not None:
        month = _MONTHS[days.month - 1]
        return month if days.day is None else f"{month}-{days.day}"
    return "" if days.weekday is None else WEEKDAYS[days.weekday].lower()


def canonical_ids(found: Sequence[Incident]) -> Mapping[NodeId, NodeId]:
    """Each member's incident."""
    return {member: incident.id for incident in found for member in incident.members}
