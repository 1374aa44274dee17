"""Readable names, in each language of the ontology, for what no article names: incidents and conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from types import MappingProxyType

from incidentgraph.model import Conflict, Incident, Name, NodeId, Object, Ref, Resolution, Value
from incidentgraph.ontology import LANGUAGES, Ontology

_PARTICIPANTS = MappingProxyType(
    {
        "Outage": ("affectedService", "affectedCompany", "place"),
        "Attack": ("target", "perpetrator", "place"),
        "Contribution": ("donor", "recipient", "amount"),
    }
)
"""Whose names make the label of an event: those of the first property that has any."""

_COMMA = MappingProxyType({"ar": "، "})
_MOST_NAMES = 3


Told = tuple[NodeId, str, Object]
"""What a claim tells, of canonical nodes."""


def triples(resolution: Resolution) -> Iterator[Told]:
    """What all claims of the readings tell, each claim once."""
    for reading in resolution.readings:
        for claim in {claim.id: claim for claim in reading.claims}.values():
            obj = Ref(resolution.canonical(claim.object.id)) if isinstance(claim.object, Ref) else claim.object
            yield resolution.canonical(claim.subject), claim.predicate, obj


class Labels:
    """The labels of one resolution's incidents and conflicts."""

    def __init__(self, resolution: Resolution, vocabulary: Ontology, told: Iterable[Told] | None = None) -> None:
        """`told` are the triples of all claims on the incidents, where the readings are not all there."""
        self._vocabulary = vocabulary
        self._names = {entity.id: entity for entity in resolution.entities}
        self._incidents = {incident.id: incident for incident in resolution.incidents}
        self._objects: dict[tuple[NodeId, str], dict[Object, int]] = defaultdict(lambda: defaultdict(int))
        for fact in resolution.facts:
            self._objects[fact.subject, fact.predicate][fact.object] += 1000  # a fact goes before any claim
        for subject, predicate, obj in triples(resolution) if told is None else told:
            self._objects[subject, predicate][obj] += 1

    def incident(self, incident: Incident) -> Iterator[Name]:
        """For example ``Outage: WhatsApp, Instagram (2024-04-03)``."""
        for language in LANGUAGES:
            kind = self._vocabulary.label(incident.kind, language)
            who = self._participants(incident, language)
            when = _when(incident.earliest, incident.latest)
            text = kind[:1].upper() + kind[1:] + (f": {who}" if who else "") + (f" ({when})" if when else "")
            yield Name(text, language)

    def conflict(self, conflict: Conflict) -> Iterator[Name]:
        """For example ``Different values: duration; Outage: WhatsApp (2024-04-03)``."""
        incident = self._incidents.get(conflict.subject)
        events = {name.language: name.text for name in self.incident(incident)} if incident else {}
        for language in LANGUAGES:
            kind = self._vocabulary.label(conflict.kind, language)
            about = self._vocabulary.label(conflict.predicate, language)
            subject = events.get(language) or self._name(conflict.subject, language)
            mark = "؛ " if language == "ar" else "; "
            yield Name(f"{kind[:1].upper()}{kind[1:]}: {about}{mark}{subject}", language)

    def _participants(self, incident: Incident, language: str) -> str:
        for prop in _PARTICIPANTS.get(incident.kind, ()):
            objects = self._objects.get((incident.id, prop), {})
            ranked = sorted(objects, key=lambda o: (-objects[o], str(o)))
            names = [self._shown(obj, language) for obj in ranked]
            if names:
                more = "…" if len(names) > _MOST_NAMES else ""
                return _COMMA.get(language, ", ").join(dict.fromkeys(names[:_MOST_NAMES])) + more
        return ""

    def _shown(self, obj: Object, language: str) -> str:
        match obj:
            case Ref(id=node):
                return self._name(node, language)
            case Value(lexical=lexical):
                return lexical
            case _:
                return self._vocabulary.label(obj.name, language)

    def _name(self, node: NodeId, language: str) -> str:
        entity = self._names.get(node)
        if entity is None:
            return node.partition("/")[2]
        own = (name.text for name in entity.labels if name.language == language)
        return next(own, None) or entity.label


def names(resolution: Resolution, vocabulary: Ontology) -> dict[NodeId, str]:
    """One name to show for every entity, role and incident: English where there is one."""
    labels = Labels(resolution, vocabulary)
    incidents = {i.id: {n.language: n.text for n in labels.incident(i)}["en"] for i in resolution.incidents}
    roles = {role.id: role.title.text for role in resolution.roles}
    return {**{entity.id: entity.label for entity in resolution.entities}, **roles, **incidents}


def _when(earliest: date | None, latest: date | None) -> str:
    """The day, month or year that both bounds share; nothing where they do not.

    >>> _when(date(2024, 4, 1), date(2024, 4, 30))
    '2024-04'
    """
    if earliest is None or latest is None or earliest.year != latest.year:
        return ""
    if earliest == latest:
        return earliest.isoformat()
    return f"{earliest:%Y-%m}" if earliest.month == latest.month else f"{earliest.year:04}"
