"""What is plain about an incident whoever tells of it: bounds in time, witnesses, articles, the best stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incidentgraph.model import Fact, Incident, NodeId, Object, Ref, Stance, Term, Value
from incidentgraph.resolve.statements import Statement, rank
from incidentgraph.resolve.support import witness_count

Groups = Mapping[tuple[NodeId, str], Sequence[Statement]]


def existence_stance(told: Sequence[Statement]) -> Stance | None:
    """The surest stance in which an event's existence is told; None where no article tells it."""
    return min((s.claim.stance for s in told), key=rank, default=None)


def incident_facts(incident: Incident, groups: Groups, stance: Stance | None) -> list[Fact]:
    """The derived facts of one incident. None where no claim says that it is: there would be no quote for them."""
    existence = groups.get((incident.id, "type"), ())
    if stance is None or not existence:
        return []
    surest = [s for s in existence if s.claim.stance is stance]
    held = [s for s in existence if not s.denied]
    dated = [s for p in ("date", "weekday", "startTime") for s in groups.get((incident.id, p), ()) if not s.denied]
    found = [
        _fact(incident, "strongestStance", Term(stance.value), surest),
        _fact(incident, "witnessCount", Value(str(witness_count(held)), "integer"), held or existence),
    ]
    for predicate, day in (("earliestDate", incident.earliest), ("latestDate", incident.latest)):
        if day is not None:
            found.append(_fact(incident, predicate, Value(day.isoformat(), "date"), dated or existence))
    for article in sorted({s.article.id for s in existence}):
        reported = [s for s in existence if s.article.id == article]
        found.append(_fact(incident, "reportedIn", Ref(NodeId(f"article/{article}")), reported))
    return found


def _fact(incident: Incident, predicate: str, value: Object, support: Sequence[Statement]) -> Fact:
    return Fact(incident.id, predicate, value, tuple(sorted({s.id for s in support})))
