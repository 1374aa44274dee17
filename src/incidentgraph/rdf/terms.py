"""IRIs, literals and prefixes."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from incidentgraph.errors import DataError
from incidentgraph.model import Object, Ref, Term, Value
from incidentgraph.namespaces import BASE, IG, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS, XSD
from incidentgraph.ontology import well_formed

SEGMENTS = (
    "article", "attack", "claim", "company", "conflict", "contribution", "difference", "evidence", "graph", "group",
    "organization", "outage", "person", "place", "role", "run", "service", "witness",
)  # fmt: skip
"""The first path segments of node ids; each is also a prefix, so ``service/whatsapp`` is ``service:whatsapp``."""

_PREDICATES = MappingProxyType(
    {
        "type": f"{RDF}type", "label": f"{RDFS}label", "altLabel": f"{SKOS}altLabel", "sameAs": f"{OWL}sameAs",
        "mentions": f"{SCHEMA}mentions",
    }
)  # fmt: skip

# What a path of an IRI may hold as it is, besides letters and digits (RFC 3987 ipchar, and the slash).
_SAFE = "/-._~:@!$&'()*+,;="
# Beyond ASCII: `ucschar` of RFC 3987, without the marks of direction that its section 4.1 forbids.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BEYOND = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000dffff"
_ENCODED = re.compile(rf"[^A-Za-z0-9{re.escape(_SAFE)}{_BEYOND}]|[{_DIRECTION}]")
_LANGUAGE_STRING = "langString:"


def plain_text(text: str) -> str:
    """The text without lone surrogates, which RDF cannot hold; each becomes U+FFFD, so that offsets stay."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def path(node_id: str) -> str:
    """A node id as the path of an IRI: only what an IRI may not hold is percent-encoded.

    >>> path("company/شركة س")
    'company/شركة%20س'
    """
    return _ENCODED.sub(lambda found: quote(plain_text(found[0]), safe=_SAFE), node_id)


@lru_cache(maxsize=1 << 16)
def iri(base: str, node_id: str) -> NamedNode:
    """The IRI of a node.

    >>> iri(BASE, "company/meta").value
    'https://w3id.org/incidentgraph/id/company/meta'
    """
    return NamedNode(f"{base}{path(node_id)}")


def article_iri(base: str, article_id: str) -> NamedNode:
    """The node of an article, by its identifier."""
    return iri(base, f"article/{article_id}")


def article_graph(base: str, article_id: str) -> NamedNode:
    """The graph of an article, its claims and their evidence."""
    return iri(base, f"graph/article/{article_id}")


def facts_graph(base: str) -> NamedNode:
    """The graph of the plain facts."""
    return iri(base, "graph/facts")


def conflicts_graph(base: str) -> NamedNode:
    """The graph of the conflicts."""
    return iri(base, "graph/conflicts")


def inferred_graph(base: str) -> NamedNode:
    """The graph of what a reasoner adds."""
    return iri(base, "graph/inferred")


def ontology_graph(base: str) -> NamedNode:
    """The graph of the ontology, where it is kept with the data."""
    return iri(base, "graph/ontology")


def prefixes(base: str = BASE) -> dict[str, str]:
    """Every prefix that the project's files use, by name; those of instances are the first segments of node ids.

    >>> prefixes()["service"]
    'https://w3id.org/incidentgraph/id/service/'
    """
    own = {segment: f"{base}{segment}/" for segment in SEGMENTS}
    return dict(sorted({**PREFIXES, **own}.items()))


@lru_cache(maxsize=1 << 10)
def term(name: str) -> NamedNode:
    """A class, property or individual of the ontology, by local name."""
    return NamedNode(f"{IG}{name}")


@lru_cache(maxsize=1 << 10)
def predicate(name: str) -> NamedNode:
    """The property that a claim's or fact's `predicate` stands for."""
    return NamedNode(_PREDICATES.get(name) or f"{IG}{name}")


@lru_cache(maxsize=1 << 10)
def named(value: str) -> NamedNode:
    """Any other IRI."""
    return NamedNode(value)


def text(value: str, language: str | None = None) -> Literal:
    """A text, in a language where that is known (``und`` is not)."""
    value = plain_text(value)
    return Literal(value, language=language) if language and language != "und" else Literal(value)


def typed(lexical: str, datatype: str) -> Literal:
    """A literal of an XSD datatype, or of a language (``langString:ar``); refused where it is ill-typed."""
    if datatype.startswith(_LANGUAGE_STRING):
        return text(lexical, datatype.removeprefix(_LANGUAGE_STRING))
    if not well_formed(lexical, datatype):
        what = f"{lexical!r} is no xsd:{datatype}"
        raise DataError(what, hint="the extractor that gave this value should have refused it")
    return Literal(plain_text(lexical), datatype=named(f"{XSD}{datatype}"))


def integer(value: int) -> Literal:
    """A whole number."""
    return typed(str(value), "integer")


def decimal(value: float) -> Literal:
    """A number with at most four decimals, never in exponential form."""
    return typed(f"{value:.4f}".rstrip("0").rstrip("."), "decimal")


def object_term(base: str, obj: Object) -> NamedNode | Literal:
    """The RDF term of a claim's or fact's object."""
    match obj:
        case Ref(id=node):
            return iri(base, node)
        case Term(name=name):
            return term(name)
        case Value(lexical=lexical, datatype=datatype):
            return typed(lexical, datatype)
