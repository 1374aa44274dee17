"""The IRIs that name vocabularies: plain strings, shared by every room that reads or writes RDF."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BASE = "https://w3id.org/incidentgraph/id/"
"""Where instances live, unless a build says otherwise."""

IG = "https://w3id.org/incidentgraph/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"
WD = "http://www.wikidata.org/entity/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dct": DCT,
        "ig": IG,
        "oa": OA,
        "owl": OWL,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "skos": SKOS,
        "wd": WD,
        "xsd": XSD,
    }
)
"""The prefixes that people know these vocabularies by."""


def compact(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The IRI in its shortest prefixed form, for people to read (no Turtle escapes); itself where no prefix fits.

    >>> compact("https://w3id.org/incidentgraph/ontology#date")
    'ig:date'
    >>> compact("https://example.org/x")
    'https://example.org/x'
    """
    fits = [(space, prefix) for prefix, space in prefixes.items() if iri.startswith(space) and len(iri) > len(space)]
    if not fits:
        return iri
    space, prefix = max(fits, key=lambda fit: (len(fit[0]), fit[1]))
    return f"{prefix}:{iri[len(space) :]}"


def local_name(iri: str) -> str:
    """What comes after the last ``#`` or ``/``.

    >>> local_name("https://w3id.org/incidentgraph/ontology#date")
    'date'
    """
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
