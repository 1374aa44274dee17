"""Graphs to open in a browser: a large one made up by rule, and one whose every text is hostile."""

from __future__ import annotations

import random
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from incidentgraph.namespaces import BASE, DCT, IG, OA, RDF, RDFS, SCHEMA, XSD
from incidentgraph.store import Graph

KINDS = ("Service", "Company", "Person", "Country", "ThreatActor", "Organization")
STANCES = ("Asserted", "Asserted", "Asserted", "Claimed", "Attributed", "Suspected", "Denied")
FACTS, CONFLICTS, TOLD = (NamedNode(f"{BASE}graph/{name}") for name in ("facts", "conflicts", "article/all"))


def node(path: str) -> NamedNode:
    return NamedNode(BASE + path)


def ig(name: str) -> NamedNode:
    return NamedNode(IG + name)


def rdf(name: str) -> NamedNode:
    return NamedNode(RDF + name)


def entity(path: str, kind: str, *labels: Literal) -> Iterator[Quad]:
    yield Quad(node(path), rdf("type"), ig(kind), FACTS)
    for label in labels:
        yield Quad(node(path), NamedNode(RDFS + "label"), label, FACTS)


def article(name: str, language: str, title: str, url: str = "") -> Iterator[Quad]:
    told = node(f"article/{name}")
    yield Quad(told, rdf("type"), ig("Article"), TOLD)
    yield Quad(told, NamedNode(DCT + "identifier"), Literal(name), TOLD)
    yield Quad(told, NamedNode(DCT + "language"), Literal(language), TOLD)
    yield Quad(told, NamedNode(DCT + "title"), Literal(title, language=language), TOLD)
    if url:
        yield Quad(told, NamedNode(SCHEMA + "url"), Literal(url), TOLD)


def claim(
    name: str, triple: tuple[NamedNode, NamedNode, NamedNode | Literal], stance: str, told: str, quote: Literal
) -> Iterator[Quad]:
    subject, predicate, obj = triple
    iri, evidence = node(f"claim/{name}"), node(f"evidence/{name}")
    yield Quad(iri, rdf("type"), ig("Claim"), TOLD)
    yield Quad(iri, rdf("subject"), subject, TOLD)
    yield Quad(iri, rdf("predicate"), predicate, TOLD)
    yield Quad(iri, rdf("object"), obj, TOLD)
    yield Quad(iri, ig("stance"), ig(stance), TOLD)
    yield Quad(iri, ig("statedIn"), node(f"article/{told}"), TOLD)
    yield Quad(iri, ig("evidence"), evidence, TOLD)
    yield Quad(evidence, NamedNode(OA + "exact"), quote, TOLD)
    yield Quad(evidence, NamedNode(OA + "start"), Literal(0), TOLD)
    if stance == "Asserted":
        yield Quad(subject, predicate, obj, FACTS)


def large(things: int, seed: int = 1) -> Graph:
    """A graph of so many things: one in five an incident, a few of the others in most of the news."""
    return Graph.from_quads(_large(things, random.Random(seed)))  # noqa: S311 (made-up data)


def _large(things: int, chance: random.Random) -> Iterator[Quad]:
    incidents = things // 5
    others = [
        (f"{KINDS[i % len(KINDS)].lower()}/n{i}", KINDS[i % len(KINDS)], f"Name {i}") for i in range(things - incidents)
    ]
    for path, kind, name in others:
        yield from entity(path, kind, Literal(name, language="en"), Literal(f"اسم {path[-4:]}", language="ar"))
    for a in range(things // 20 + 1):
        yield from article(f"a{a}", ("en", "fr", "ar")[a % 3], f"Article {a}", f"https://news.example/{a}")
    for i in range(incidents):
        kind = "Outage" if i % 3 else "Attack"
        path = f"{kind.lower()}/e{i}"
        yield from entity(path, kind, Literal(f"{kind} {i}", language="en"))
        day = Literal(f"2025-{i % 12 + 1:02d}-{i % 28 + 1:02d}", datatype=NamedNode(XSD + "date"))
        yield Quad(node(path), ig("earliestDate"), day, FACTS)
        yield from _incident(path, kind, i, [others[_popular(chance, len(others))][0] for _ in range(4)], chance)


def _incident(path: str, kind: str, place: int, linked: list[str], chance: random.Random) -> Iterator[Quad]:
    stances = [chance.choice(STANCES) for _ in linked]
    quote = Literal(
        f"Incident number {place} was told at some length, with a reason and a witness. " * 2, language="en"
    )
    predicates = ("affectedService", "affectedCompany", "place", "causedBy")
    told = f"a{place // 4}"
    for n, other in enumerate(linked):
        predicate = "target" if kind == "Attack" else predicates[n]
        triple = (node(path), ig(predicate), node(other))
        yield from claim(f"{place}-{n}", triple, stances[n], told, quote)
    duration = Literal(f"PT{place % 9 + 1}H", datatype=NamedNode(XSD + "duration"))
    yield from claim(f"{place}-d", (node(path), ig("duration"), duration), "Asserted", told, quote)
    yield from claim(f"{place}-t", (node(path), rdf("type"), ig(kind)), stances[0], told, quote)
    yield Quad(node(path), ig("strongestStance"), ig(stances[0]), FACTS)


def _popular(chance: random.Random, count: int) -> int:
    return min(count - 1, int(count * chance.random() ** 3))


HOSTILE = {
    "script": "<script>window.__ran = 'script'</script>",
    "ending": "</script><img src=x onerror=\"window.__ran = 'ending'\">",
    "comment": "<!-- <script> ]]> {{ 7 * 7 }} {% raw %} ${7*7} `",
    "entity": "&lt;b&gt; &amp; &quot; \" ' \\ \u2028 \u2029 \u0000",
    "bidi": "abc \u202e\u2066gpj.exe\u202d \u200f end",
    "long": "x" * 10_000,
    "words": "word " * 2_000,
    "empty": "\u200f\u202e",
    "proto": "__proto__",
    "constructor": "constructor",
}
URLS = (
    "javascript:window.__ran='url'",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>1</script>",
    'https://ok.example/"><b>',
)


def hostile() -> Graph:
    """Names, titles, quotes, addresses and ids that try to break out."""
    return Graph.from_quads(_hostile())


def _hostile() -> Iterator[Quad]:
    for n, url in enumerate(URLS):
        yield from article(f"u{n}", "en", HOSTILE["ending"], url)
    yield from entity("outage/all", "Outage", Literal(HOSTILE["script"], language="en"))
    for n, (name, text) in enumerate(HOSTILE.items()):
        path = f"company/{name}%22%3E"
        yield from entity(path, "Company", Literal(text, language="en"), Literal(text, language="ar"))
        triple = (node("outage/all"), ig("affectedCompany"), node(path))
        yield from claim(f"h{n}", triple, "Asserted", f"u{n % len(URLS)}", Literal(text, language="en"))
        value = (node("outage/all"), ig(name), Literal(text))
        yield from claim(f"v{n}", value, "Denied", f"u{n % len(URLS)}", Literal(text, language="ar"))
