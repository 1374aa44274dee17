"""The ontology as plain Python data, read from `ontology/incidentgraph.ttl`.

What extraction may claim is read from here: `Ontology.allows` tells, in words, which axiom a claim would break.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from incidentgraph.errors import DataError
from incidentgraph.model import Claim, Name, NodeId, Object, Ref, Term
from incidentgraph.namespaces import IG, OWL, RDF, RDFS, XSD
from incidentgraph.resources import resource

LANGUAGES = ("ar", "en", "fr")
"""The languages that every term is labelled in."""

_PROPERTY_KINDS = MappingProxyType(
    {"ObjectProperty": "object", "DatatypeProperty": "data", "AnnotationProperty": "annotation"}
)
_CHARACTERISTICS = (
    "FunctionalProperty", "InverseFunctionalProperty", "AsymmetricProperty", "SymmetricProperty", "IrreflexiveProperty",
    "ReflexiveProperty", "TransitiveProperty",
)  # fmt: skip


@dataclass(frozen=True)
class OntologyClass:
    """A class: its direct superclasses, and the classes that it shares no member with (as stated, not inherited)."""

    name: str
    parents: tuple[str, ...]
    disjoint_with: tuple[str, ...]
    labels: tuple[Name, ...]
    comments: tuple[Name, ...]


@dataclass(frozen=True)
class Property:
    """A property. `kind` is object, data or annotation; an empty domain or range allows everything.

    The range of an object property holds classes, that of a data property XSD names such as ``duration``. A claim may
    have the property for its predicate where it is `claimable`.
    """

    name: str
    kind: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    characteristics: frozenset[str]
    inverse_of: str | None
    claimable: bool
    labels: tuple[Name, ...]
    comments: tuple[Name, ...]

    @property
    def functional(self) -> bool:
        """Whether a subject has at most one value."""
        return "FunctionalProperty" in self.characteristics


@dataclass(frozen=True)
class Individual:
    """A named individual, such as ``Asserted``, and its classes."""

    name: str
    classes: tuple[str, ...]
    labels: tuple[Name, ...]
    comments: tuple[Name, ...]


@dataclass(frozen=True)
class Ontology:
    """Classes, properties and individuals by local name."""

    classes: Mapping[str, OntologyClass]
    properties: Mapping[str, Property]
    individuals: Mapping[str, Individual]
    sources: tuple[Path, ...] = ()

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(self._climb(name)) for name in self.classes}

    def _climb(self, name: str) -> Iterator[str]:
        """Superclasses, the nearest first, each once."""
        seen, level = {name}, [name]
        while level:
            above = sorted({p for n in level for p in self.classes[n].parents if p in self.classes} - seen)
            yield from above
            seen.update(above)
            level = above

    @cached_property
    def _apart(self) -> frozenset[tuple[str, str]]:
        pairs = {(c.name, other) for c in self.classes.values() for other in c.disjoint_with}
        return frozenset(pairs | {(b, a) for a, b in pairs})

    def superclasses(self, name: str) -> tuple[str, ...]:
        """All superclasses without the class itself, the nearest first.

        >>> load_ontology().superclasses("Outage")
        ('Incident', 'Event')
        """
        return self._above.get(name, ())

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether every member of the one class is a member of the other.

        >>> load_ontology().is_a("Company", "Organization")
        True
        """
        return name == ancestor or ancestor in self.superclasses(name)

    def disjoint(self, one: str, other: str) -> tuple[str, str] | None:
        """The stated pair of disjoint classes that keeps two classes apart, if there is one.

        >>> load_ontology().disjoint("Outage", "Company")
        ('Event', 'Organization')
        """
        for a in (one, *self.superclasses(one)):
            for b in (other, *self.superclasses(other)):
                if (a, b) in self._apart:
                    return a, b
        return None

    def label(self, name: str, language: str = "en") -> str:
        """What a term is called in a language; its name in words where the ontology does not tell."""
        thing = self.classes.get(name) or self.properties.get(name) or self.individuals.get(name)
        labels = {n.language: n.text for n in thing.labels} if thing else {}
        return labels.get(language) or labels.get("en") or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)

    def allows(self, subject_kind: str, predicate: str, object_kind: str) -> str | None:
        """Why a statement is not allowed, in words that name the axiom; None where it is.

        `object_kind` is the class of a node, the name of an individual or (for ``type``) of a class, or the name of an
        XSD datatype.

        >>> load_ontology().allows("Person", "ownerOf", "Company")
        >>> load_ontology().allows("Outage", "duration", "integer")
        'ig:duration takes xsd:duration, not xsd:integer'
        """
        if predicate == "type":
            return self._allows_type(subject_kind, object_kind)
        prop = self.properties.get(predicate)
        if prop is None or not prop.claimable:
            return f"ig:{predicate} is no property that can be claimed"
        if prop.domain and not any(self.is_a(subject_kind, d) for d in prop.domain):
            return f"the domain of ig:{predicate} is {_listed(prop.domain)}, not ig:{subject_kind}"
        return self.in_range(predicate, object_kind)

    def in_range(self, predicate: str, kind: str) -> str | None:
        """Why an object of this kind is outside the range of a property; None where it is inside."""
        prop = self.properties[predicate]
        if prop.kind == "data":
            fits = not prop.range or kind in prop.range
            return None if fits else f"ig:{prop.name} takes {_listed(prop.range, 'xsd')}, not xsd:{kind}"
        individual = self.individuals.get(kind)
        kinds = individual.classes if individual else (kind,)
        if not prop.range or any(self.is_a(k, r) for k in kinds for r in prop.range):
            return None
        return f"the range of ig:{prop.name} is {_listed(prop.range)}, not ig:{kind}"

    def _allows_type(self, subject_kind: str, kind: str) -> str | None:
        if kind not in self.classes:
            return f"the ontology has no class ig:{kind}"
        apart = self.disjoint(subject_kind, kind)
        return f"ig:{apart[0]} and ig:{apart[1]} share no member" if apart else None

    def violation(self, claim: Claim, kinds: Mapping[NodeId, str]) -> str | None:
        """The axiom that a claim breaks, in words, or None. `kinds` are the classes of the nodes that it speaks of."""
        if claim.subject not in kinds:
            return f"{claim.subject} has no known class"
        obj = claim.object
        if isinstance(obj, Ref):
            if obj.id not in kinds:
                return f"{obj.id} has no known class"
            if obj.id == claim.subject and self._irreflexive(claim.predicate):
                return f"ig:{claim.predicate} never joins a thing to itself"
        elif not isinstance(obj, Term) and not well_formed(obj.lexical, obj.datatype):
            return f"{obj.lexical!r} is no xsd:{obj.datatype}"
        return self.allows(kinds[claim.subject], claim.predicate, object_kind(obj, kinds))

    def _irreflexive(self, predicate: str) -> bool:
        prop = self.properties.get(predicate)
        return prop is not None and "IrreflexiveProperty" in prop.characteristics

    def triples(self) -> list[ox.Triple]:
        """The ontology's own triples; its blank nodes have the same labels at every run."""
        data = ox.Dataset(quad for path in self.sources for quad in _parse(path))
        data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return sorted((quad.triple for quad in data), key=str)


def object_kind(obj: Object, kinds: Mapping[NodeId, str]) -> str:
    """What `Ontology.allows` wants to know of an object."""
    match obj:
        case Ref(id=node):
            return kinds[node]
        case Term(name=name):
            return name
        case _:
            return obj.datatype


def _listed(names: tuple[str, ...], prefix: str = "ig") -> str:
    return " or ".join(f"{prefix}:{name}" for name in names)


# ---------------------------------------------------------------------- literals

_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DAY = r"(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_YEAR = r"-?(?:[1-9]\d{4,}|\d{4})"
_LEXICAL = MappingProxyType(
    {
        "anyURI": r"[^\s<>\"{}|\\^`]*",
        "boolean": r"true|false|0|1",
        "date": rf"(?P<year>{_YEAR})-{_DAY}{_ZONE}",
        "dateTime": rf"(?P<year>{_YEAR})-{_DAY}T{_CLOCK}{_ZONE}",
        "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
        "duration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
        "gMonth": rf"--(?:0[1-9]|1[0-2]){_ZONE}",
        "gMonthDay": rf"--{_DAY}{_ZONE}",
        "gYear": rf"{_YEAR}{_ZONE}",
        "gYearMonth": rf"{_YEAR}-(?:0[1-9]|1[0-2]){_ZONE}",
        "integer": r"[+-]?\d+",
        "string": r"(?s:.*)",
        "time": rf"{_CLOCK}{_ZONE}",
    }
)
"""The lexical forms of XML Schema 1.1 datatypes, as far as claims use them."""

_PATTERNS = {name: re.compile(pattern, re.ASCII) for name, pattern in _LEXICAL.items()}
_LEAP_YEAR = 2000


def well_formed(lexical: str, datatype: str) -> bool:
    """Whether a lexical form belongs to an XSD datatype; an unknown datatype has none.

    >>> well_formed("2024-02-30", "date"), well_formed("--02-29", "gMonthDay"), well_formed("PT2H", "duration")
    (False, True, True)
    """
    pattern = _PATTERNS.get(datatype)
    match = pattern.fullmatch(lexical) if pattern else None
    if match is None:
        return False
    parts = match.groupdict()
    if not parts.get("day"):
        return True
    year = int(parts.get("year") or _LEAP_YEAR)
    try:
        date(year % 400 + 2000, int(parts["month"]), int(parts["day"]))  # the calendar repeats every 400 years
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------------- reading


def _parse(path: Path) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    except (OSError, SyntaxError) as error:
        what = f"the ontology cannot be read: {error}"
        raise DataError(what, where=str(path)) from error


class _Reader:
    """Triples of Turtle files, by subject and property."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._values: dict[object, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for path in paths:
            for quad in _parse(path):
                self._values[quad.subject][quad.predicate.value].append(quad.object)

    def ontology(self, sources: tuple[Path, ...]) -> Ontology:
        classes: dict[str, OntologyClass] = {}
        properties: dict[str, Property] = {}
        individuals: dict[str, Individual] = {}
        apart = self._all_disjoint()
        for node in sorted((n for n in self._values if isinstance(n, ox.NamedNode)), key=str):
            name = _local(node)
            if name is None:
                continue
            kinds = {k.value for k in self._values[node][f"{RDF}type"] if isinstance(k, ox.NamedNode)}
            if f"{OWL}Class" in kinds:
                classes[name] = self._class(node, name, apart[name])
            elif prop := next((v for k, v in _PROPERTY_KINDS.items() if f"{OWL}{k}" in kinds), None):
                properties[name] = self._property(node, name, prop, kinds)
            elif f"{OWL}NamedIndividual" in kinds:
                individuals[name] = Individual(
                    name, self._names(node, f"{RDF}type"), *(self._texts(node, p) for p in ("label", "comment"))
                )
        return Ontology(classes, properties, individuals, sources)

    def _class(self, node: ox.NamedNode, name: str, apart: set[str]) -> OntologyClass:
        stated = {*self._names(node, f"{OWL}disjointWith"), *apart}
        return OntologyClass(
            name,
            self._names(node, f"{RDFS}subClassOf"),
            tuple(sorted(stated - {name})),
            self._texts(node, "label"),
            self._texts(node, "comment"),
        )

    def _property(self, node: ox.NamedNode, name: str, kind: str, kinds: set[str]) -> Property:
        # xsd:date and others are not in the OWL 2 datatype map: such a range is an annotation (ig:literalType).
        told = self._names(node, f"{IG}literalType") if kind == "data" else ()
        return Property(
            name,
            kind,
            self._names(node, f"{RDFS}domain"),
            told or self._names(node, f"{RDFS}range"),
            frozenset(c for c in _CHARACTERISTICS if f"{OWL}{c}" in kinds),
            next(iter(self._names(node, f"{OWL}inverseOf")), None),
            ox.Literal(value=True) in self._values[node][f"{IG}claimable"],
            self._texts(node, "label"),
            self._texts(node, "comment"),
        )

    def _all_disjoint(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for values in list(self._values.values()):
            if ox.NamedNode(f"{OWL}AllDisjointClasses") in values[f"{RDF}type"]:
                for members in values[f"{OWL}members"]:
                    names = {name for item in self._items(members) if (name := _local(item))}
                    for name in names:
                        found[name] |= names
        return found

    def _names(self, node: object, prop: str) -> tuple[str, ...]:
        """Local names of the values of a property, those of a union one by one."""
        found: set[str] = set()
        for value in self._values[node][prop]:
            if isinstance(value, ox.BlankNode):
                unions = self._values[value][f"{OWL}unionOf"]
                found |= {name for union in unions for item in self._items(union) if (name := _local(item))}
            elif name := _local(value):
                found.add(name)
        return tuple(sorted(found))

    def _items(self, node: object) -> Iterator[object]:
        while node != ox.NamedNode(f"{RDF}nil"):
            yield from self._values[node][f"{RDF}first"]
            rest = self._values[node][f"{RDF}rest"]
            if not rest:
                return
            node = rest[0]

    def _texts(self, node: object, prop: str) -> tuple[Name, ...]:
        values = (v for v in self._values[node][f"{RDFS}{prop}"] if isinstance(v, ox.Literal))
        return tuple(sorted((Name(v.value, v.language or "") for v in values), key=lambda n: (n.language, n.text)))


def _local(node: object) -> str | None:
    """The local name of a term of the ontology, or of an XSD datatype."""
    if not isinstance(node, ox.NamedNode):
        return None
    return next((node.value.removeprefix(n) for n in (IG, XSD) if node.value.startswith(n)), None)


@lru_cache(maxsize=4)
def load_ontology(*modules: Path) -> Ontology:
    """The project's ontology, with a user's own modules (Turtle files) added; read once."""
    sources = (resource("ontology", "incidentgraph.ttl"), *modules)
    return _Reader(sources).ontology(sources)
