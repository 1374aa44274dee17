"""STIX 2.1: attacks, who is said to be behind them, and whom they hit, as one bundle.

An attack is an ``incident``; a group a ``threat-actor``; every other party and every source an ``identity``. Who is
said to have done it is a relationship ``attributed-to``, whom it hit ``targets``, one for each stance, with the stance
as label (``stance:claimed``) and as `confidence` (the scale is `_CONFIDENCE`). What is denied is no relationship.
Every claim on an attack is a ``note``: the quote, its language, who says so, and the article as external reference; a
denial carries the label ``stance:denied``.

Identifiers are UUIDv5 of the IRIs, times are those of the articles, so the same graph gives the same bytes.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, BinaryIO

from pyoxigraph import NamedNode

from incidentgraph.export.base import GraphView
from incidentgraph.export.index import Index
from incidentgraph.namespaces import DCT, IG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, WD, local_name

Sdo = dict[str, Any]

_TYPE = f"{RDF}type"
# How sure a reader may be of what is told in a stance: our own reading of the STIX scale (0 to 100, its appendix A,
# "None / Low / Med / High"): the middle of High, Med and Low for what is asserted, attributed or claimed, suspected.
_CONFIDENCE: Mapping[str, int] = MappingProxyType(
    {"Asserted": 85, "Attributed": 50, "Claimed": 50, "Suspected": 15, "Denied": 0}
)
_CLASSES: Mapping[str, str] = MappingProxyType(
    {"Person": "individual", "Service": "system", "Place": "group", "Country": "group", "Organization": "organization"}
)
_RELATIONS: Mapping[str, str] = MappingProxyType({f"{IG}perpetrator": "attributed-to", f"{IG}target": "targets"})
_UNDATED = "1970-01-01T00:00:00.000Z"  # where no article of the graph has a date


@dataclass(frozen=True)
class StixExporter:
    """A STIX 2.1 bundle."""

    name: str = "stix"
    suffix: str = ".json"
    media_type: str = "application/stix+json;version=2.1"

    def write(self, graph: GraphView, out: BinaryIO) -> None:
        """Write the bundle, its objects sorted by type and name."""
        objects = bundle_objects(Index.of(graph))
        bundle: Sdo = {"type": "bundle", "id": _id("bundle", " ".join(sorted(o["id"] for o in objects)))}
        if objects:  # STIX knows no empty list
            bundle["objects"] = objects
        out.write(json.dumps(bundle, ensure_ascii=False, indent=2).encode() + b"\n")


def bundle_objects(index: Index) -> list[Sdo]:
    """Every STIX object of a graph."""
    maker = _Maker(index)
    for attack in index.subjects(_TYPE, NamedNode(f"{IG}Attack")):
        maker.attack(attack)
    return sorted(maker.found.values(), key=lambda o: (o["type"], o.get("name", ""), o["id"]))


class _Maker:
    """The objects so far, by identifier; each thing becomes one object however often it is spoken of."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.found: dict[str, Sdo] = {}
        self.claims = index.claims_by_subject()

    def attack(self, attack: NamedNode) -> None:
        """An attack with its parties and notes."""
        incident = self._incident(attack)
        told: dict[tuple[str, str, str], list[NamedNode]] = {}
        for claim in self.claims.get(attack, []):
            predicate, stance = (
                self.index.first(claim, f"{RDF}predicate"),
                local_name(self.index.first(claim, f"{IG}stance")),
            )
            self._note(claim, incident["id"], stance)
            for party in self.index.nodes(claim, f"{RDF}object") if predicate in _RELATIONS else ():
                identifier = self._party(party)["id"]
                if stance != "Denied":
                    told.setdefault((_RELATIONS[predicate], identifier, stance), []).append(claim)
        for (relation, party_id, stance), claims in sorted(told.items(), key=lambda item: item[0]):
            self._relationship(incident, relation, party_id, stance, claims)

    def _incident(self, attack: NamedNode) -> Sdo:
        stance = local_name(self.index.first(attack, f"{IG}strongestStance")) or "Suspected"
        earliest, latest = self.index.first(attack, f"{IG}earliestDate"), self.index.first(attack, f"{IG}latestDate")
        when = f"between {earliest} and {latest}" if earliest and latest and earliest != latest else earliest
        kinds = {local_name(k.value) for c in self.claims.get(attack, []) for k in self._kinds(c)}
        documents = self.index.nodes(attack, f"{IG}reportedIn")
        return self._add(
            "incident",
            attack.value,
            documents,
            name=self.index.label(attack),
            description=f"{stance}{f'; {when}' if when else ''}.",
            labels=sorted({f"stance:{stance.lower()}", *(f"kind:{kind}" for kind in kinds)}),
            confidence=_CONFIDENCE.get(stance, 0),
            external_references=self._references(documents),
        )

    def _kinds(self, claim: NamedNode) -> tuple[NamedNode, ...]:
        of_kind = self.index.first(claim, f"{RDF}predicate") == f"{IG}attackKind"
        return self.index.nodes(claim, f"{RDF}object") if of_kind else ()

    def _party(self, party: NamedNode) -> Sdo:
        kinds = {local_name(kind.value) for kind in self.index.nodes(party, _TYPE)}
        documents = self.index.subjects(f"{SCHEMA}mentions", party)
        common = {
            "name": self.index.label(party),
            "external_references": [
                {"source_name": "Wikidata", "external_id": same.value.removeprefix(WD), "url": same.value}
                for same in self.index.nodes(party, f"{OWL}sameAs")
                if same.value.startswith(WD)
            ],
        }
        if "ThreatActor" in kinds:
            others = {*self.index.texts(party, f"{SKOS}altLabel"), *self.index.texts(party, f"{RDFS}label")}
            aliases = sorted(others - {common["name"]})
            return self._add("threat-actor", party.value, documents, aliases=aliases, **common)
        known = next((value for kind, value in _CLASSES.items() if kind in kinds), "unknown")
        return self._add("identity", party.value, documents, identity_class=known, **common)

    def _relationship(self, incident: Sdo, relation: str, party: str, stance: str, claims: list[NamedNode]) -> None:
        documents = tuple(d for claim in claims for d in self.index.nodes(claim, f"{IG}statedIn"))
        self._add(
            "relationship",
            f"{incident['id']} {relation} {party} {stance}",
            documents,
            relationship_type=relation,
            source_ref=incident["id"],
            target_ref=party,
            labels=[f"stance:{stance.lower()}"],
            confidence=_CONFIDENCE.get(stance, 0),
        )

    def _note(self, claim: NamedNode, about: str, stance: str) -> None:
        documents = self.index.nodes(claim, f"{IG}statedIn")
        places = self.index.nodes(claim, f"{IG}evidence")
        quotes = [quote for place in places for quote in self.index.literals(place, f"{OA}exact")]
        sources = [self._party(source) for source in self.index.nodes(claim, f"{PROV}wasAttributedTo")]
        words = self.index.texts(claim, f"{IG}attributionText")
        if not quotes:
            return
        told = local_name(self.index.first(claim, f"{RDF}predicate"))
        values = [self.index.value(obj) for obj in self.index.objects(claim, f"{RDF}object")]
        self._add(
            "note",
            claim.value,
            documents,
            abstract=f"{stance}: {told} {', '.join(values)}",
            content="\n".join(quote.value for quote in quotes),
            lang=quotes[0].language or None,
            authors=[*(source["name"] for source in sources), *words],
            object_refs=sorted({about, *(source["id"] for source in sources)}),
            labels=[f"stance:{stance.lower()}"],
            confidence=_CONFIDENCE.get(stance, 0),
            external_references=self._references(documents),
        )

    def _references(self, documents: tuple[NamedNode, ...]) -> list[Sdo]:
        return [dict(self._reference(document)) for document in documents]

    def _reference(self, document: NamedNode) -> Iterator[tuple[str, str]]:
        publisher = next(iter(self.index.nodes(document, f"{DCT}publisher")), None)
        yield "source_name", self.index.label(publisher) if publisher is not None else "article"
        yield "external_id", self.index.first(document, f"{DCT}identifier") or local_name(document.value)
        if title := self.index.first(document, f"{DCT}title"):
            yield "description", title
        if url := self.index.first(document, f"{SCHEMA}url"):
            yield "url", url

    def _add(self, kind: str, key: str, documents: tuple[NamedNode, ...], /, **properties: Any) -> Sdo:
        """The object of this key: the one that is there, or a new one, without its empty properties."""
        identifier = _id(kind, key)
        if identifier not in self.found:
            created = min(
                (_time(d) for doc in documents for d in self.index.texts(doc, f"{DCT}issued")), default=_UNDATED
            )
            given = {name: value for name, value in properties.items() if value not in ([], None, "")}
            head = {"type": kind, "spec_version": "2.1", "id": identifier, "created": created, "modified": created}
            self.found[identifier] = head | given
        return self.found[identifier]


def _id(kind: str, name: str) -> str:
    return f"{kind}--{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _time(issued: str) -> str:
    """A day or a moment as a STIX timestamp (UTC, milliseconds).

    >>> _time("2025-05-24"), _time("2025-05-24T13:30:00+01:00")
    ('2025-05-24T00:00:00.000Z', '2025-05-24T12:30:00.000Z')
    """
    moment = datetime.fromisoformat(issued)
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.strftime("%Y-%m-%dT%H:%M:%S.000Z")


EXPORTER = StixExporter()
"""STIX."""
