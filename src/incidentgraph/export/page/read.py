"""What the page shows, read from the graph: things, statements, claims with their quotes, articles, conflicts.

Nothing here knows about HTML. The graph may be named graphs (TriG, a store) or their union (Turtle): both give the
same page, because a claim is known by its class and a plain fact by its triple.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from incidentgraph.export.page.model import (
    COPIES,
    PageArticle,
    PageClaim,
    PageConflict,
    PageGraph,
    PageThing,
    Statement,
    Target,
)
from incidentgraph.namespaces import BASE, DCT, IG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS
from incidentgraph.namespaces import local_name as local

_TEXT = f"{SCHEMA}articleBody"  # long, and never shown


class _Triples:
    """The union of all graphs, by property; values sorted and without repetition."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._found: dict[str, dict[object, set[object]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            predicate = quad.predicate.value
            if predicate != _TEXT:
                self._found[predicate][quad.subject].add(quad.object)
        self._sorted: dict[str, dict[object, list[object]]] = {}

    def by(self, predicate: str) -> Mapping[object, list[object]]:
        """The objects of a property by subject."""
        if predicate not in self._sorted:
            found = self._found.pop(predicate, {})
            self._sorted[predicate] = {s: sorted(found[s], key=str) for s in sorted(found, key=str)}
        return self._sorted[predicate]

    def one(self, predicate: str, subject: object) -> str:
        """The first value of a property as text; empty where there is none."""
        return next(iter(self.texts(predicate, subject)), "")

    def texts(self, predicate: str, subject: object) -> list[str]:
        """The values of a property as text: a literal's lexical form, a node's IRI."""
        return [_text(term) for term in self.by(predicate).get(subject, ())]


def read_page(quads: Iterable[Quad], kinds: Iterable[str]) -> PageGraph:
    """Everything that the page shows. `kinds` are the classes of things, the most specific first."""
    return _Reader(_Triples(quads), tuple(kinds)).read()


class _Reader:
    """Turns triples into a `PageGraph`, in the order in which the parts refer to each other."""

    def __init__(self, triples: _Triples, kinds: tuple[str, ...]) -> None:
        self.triples = triples
        self.rank = {kind: i for i, kind in enumerate(kinds)}
        self.page = PageGraph()
        self.things: dict[object, int] = {}
        self.articles: dict[object, int] = {}
        self.claims: dict[object, int] = {}
        self.evidence: dict[tuple[str, str], int] = {}

    def read(self) -> PageGraph:
        typed = self.triples.by(f"{RDF}type")
        kinds = {node: [local(t.value) for t in types if isinstance(t, NamedNode)] for node, types in typed.items()}
        self._things(kinds)
        self._articles(node for node, names in kinds.items() if "Article" in names)
        self._mentions()
        self._claims(node for node, names in kinds.items() if "Claim" in names)
        self._conflicts(node for node, names in kinds.items() if "Conflict" in names)
        self._relations()
        return self.page

    def _things(self, kinds: Mapping[object, list[str]]) -> None:
        base = _base(node for node, names in kinds.items() if "Article" in names)
        for node, names in kinds.items():
            known = [name for name in names if name in self.rank]
            if known and isinstance(node, NamedNode) and not node.value.startswith(IG):
                self.things[node] = len(self.page.things)
                kind = min(known, key=lambda name: (self.rank[name], name))
                self.page.things.append(self._thing(node, node.value.removeprefix(base), kind))

    def _thing(self, node: NamedNode, name: str, kind: str) -> PageThing:
        labels: dict[str, str] = {}
        for label in self.triples.by(f"{RDFS}label").get(node, ()):
            if isinstance(label, Literal):
                labels.setdefault(label.language or "", label.value)
        facts = {
            key: _last(self.triples.one(IG + key, node))
            for key in ("earliestDate", "latestDate", "witnessCount", "strongestStance")
        }
        return PageThing(
            id=name,
            kind=kind,
            labels=labels,
            aliases=self.triples.texts(f"{SKOS}altLabel", node),
            wikidata=next((local(iri) for iri in self.triples.texts(f"{OWL}sameAs", node) if "wikidata" in iri), ""),
            facts={key: value for key, value in facts.items() if value},
        )

    def _articles(self, nodes: Iterable[object]) -> None:
        label = self.triples.by(f"{RDFS}label")
        listed = list(nodes)
        witnesses, copies = self._shared_witnesses(listed), self._copies()
        for node in listed:
            outlets = self.triples.by(f"{DCT}publisher").get(node, [])
            names = [_text(t) for outlet in outlets if isinstance(outlet, NamedNode) for t in label.get(outlet, ())]
            self.articles[node] = len(self.page.articles)
            self.page.articles.append(
                PageArticle(
                    id=self.triples.one(f"{DCT}identifier", node) or _text(node),
                    language=self.triples.one(f"{DCT}language", node),
                    title=self.triples.one(f"{DCT}title", node),
                    url=_web(self.triples.one(f"{SCHEMA}url", node)),
                    date=self.triples.one(f"{DCT}issued", node),
                    outlet=names[0] if names else " ".join(_text(o) for o in outlets if isinstance(o, Literal)),
                    witness=witnesses.get(node, 0),
                    copies=tuple(sorted(copies.get(node, ()))),
                )
            )

    def _shared_witnesses(self, articles: Iterable[object]) -> Mapping[object, int]:
        """The number of the witness of each article that shares it with another."""
        together: dict[object, list[object]] = defaultdict(list)
        for article in articles:
            for witness in self.triples.by(f"{IG}witness").get(article, ()):
                together[witness].append(article)
        shared = [group for group in together.values() if len(group) > 1]
        return {article: number for number, group in enumerate(shared, start=1) for article in group}

    def _copies(self) -> Mapping[object, set[str]]:
        """In which ways each article is a copy of another."""
        found: dict[object, set[str]] = defaultdict(set)
        for kind in COPIES:
            for article, others in self.triples.by(IG + kind).items():
                for node in (article, *others):
                    found[node].add(kind)
        return found

    def _mentions(self) -> None:
        """Which articles name an entity, and which report an event."""
        named = [(a, t) for a, things in self.triples.by(f"{SCHEMA}mentions").items() for t in things]
        reported = [(a, t) for t, told in self.triples.by(f"{IG}reportedIn").items() for a in told]
        for article, thing in (*named, *reported):
            if article in self.articles and thing in self.things:
                self.page.things[self.things[thing]].articles.append(self.articles[article])

    def _claims(self, nodes: Iterable[object]) -> None:
        statements: dict[tuple[int, str, Target], Statement] = {}
        for node in nodes:
            subjects = self.triples.by(f"{RDF}subject").get(node, [])
            objects = self.triples.by(f"{RDF}object").get(node, [])
            predicate = local(self.triples.one(f"{RDF}predicate", node))
            subject = self.things.get(subjects[0]) if subjects else None
            if subject is None or not objects or not predicate:
                continue
            target = self._target(node, objects[0])
            key = (subject, predicate, target)
            statement = statements.setdefault(key, Statement(*key))
            self.claims[node] = len(self.page.claims)
            statement.claims.append(len(self.page.claims))
            statement.plain = statement.plain or objects[0] in self.triples.by(_iri(predicate)).get(subjects[0], [])
            self.page.claims.append(self._claim(node))
        order = {key: i for i, key in enumerate(sorted(statements))}
        self.page.statements = sorted(statements.values(), key=lambda s: order[s.subject, s.predicate, s.target])
        for statement in self.page.statements:
            if statement.predicate == "type":
                best = self.page.things[statement.subject].facts.get("strongestStance", "Asserted")
                statement.plain = best == "Asserted"

    def _target(self, claim: object, term: object) -> Target:
        if term in self.things:
            return Target(thing=self.things[term])
        if isinstance(term, NamedNode):
            return Target(term=local(term.value))
        qualifier = local(self.triples.one(f"{IG}qualifier", claim))
        return Target(
            lexical=_text(term),
            datatype=local(term.datatype.value) if isinstance(term, Literal) else "string",
            qualifier="" if qualifier == "Exact" else qualifier,
            currency=self.triples.one(f"{IG}currency", claim),
        )

    def _claim(self, node: object) -> PageClaim:
        sources = self.triples.by(f"{PROV}wasAttributedTo").get(node, [])
        articles = self.triples.by(f"{IG}statedIn").get(node, [])
        article = self.articles.get(articles[0], -1) if articles else -1
        return PageClaim(
            article=article,
            stance=local(self.triples.one(f"{IG}stance", node)) or "Asserted",
            by=next((self.things[s] for s in sources if s in self.things), None),
            by_words=self.triples.one(f"{IG}attributionText", node),
            as_of=self.triples.one(f"{IG}asOf", node),
            role_status=local(self.triples.one(f"{IG}roleStatus", node)),
            role_start=self.triples.one(f"{IG}roleStart", node),
            role_end=self.triples.one(f"{IG}roleEnd", node),
            evidence=tuple(self._evidence(node)),
        )

    def _evidence(self, claim: object) -> Iterator[int]:
        """The claim's quotes in the order of the text; a quote that several claims share is kept once."""
        found = []
        for node in self.triples.by(f"{IG}evidence").get(claim, ()):
            for exact in self.triples.by(f"{OA}exact").get(node, ()):
                start = self.triples.one(f"{OA}start", node)
                language = (exact.language or "") if isinstance(exact, Literal) else ""
                found.append((int(start) if start.isdecimal() else 0, _text(exact), language))
        for _, text, language in sorted(set(found)):
            if (text, language) not in self.evidence:
                self.evidence[text, language] = len(self.page.evidence)
                self.page.evidence.append((text, language))
            yield self.evidence[text, language]

    def _conflicts(self, nodes: Iterable[object]) -> None:
        for node in nodes:
            subjects = self.triples.by(f"{IG}conflictSubject").get(node, [])
            subject = next((self.things[s] for s in subjects if s in self.things), None)
            sides = [
                self._known(self.triples.by(f"{IG}sideClaim").get(side, ()))
                for side in self.triples.by(f"{IG}conflictSide").get(node, ())
            ] or [(c,) for c in self._known(self.triples.by(f"{IG}conflictingClaim").get(node, ()))]
            if subject is not None and sides:
                kind = local(self.triples.one(f"{IG}conflictKind", node))
                prop = local(self.triples.one(f"{IG}conflictProperty", node))
                self.page.conflicts.append(PageConflict(kind, subject, prop, tuple(s for s in sides if s)))

    def _known(self, nodes: Iterable[object]) -> tuple[int, ...]:
        return tuple(self.claims[n] for n in nodes if n in self.claims)

    def _relations(self) -> None:
        """Plain links between things that no claim tells: a role's organisation, events that may be one."""
        for name in ("roleIn", "possiblySameAs"):
            for subject, objects in self.triples.by(IG + name).items():
                for item in objects:
                    pair = self.things.get(subject), self.things.get(item)
                    if pair[0] is not None and pair[1] is not None:
                        self.page.relations.append((pair[0], name, pair[1]))
        told = {(s.subject, s.predicate, s.target.thing) for s in self.page.statements}
        self.page.relations = sorted(set(self.page.relations) - told)


def _base(articles: Iterable[object]) -> str:
    """What the IRIs of this graph begin with, seen from an article's; the usual one where there is none."""
    for article in articles:
        if isinstance(article, NamedNode) and "/article/" in article.value:
            return article.value.rsplit("/article/", 1)[0] + "/"
    return BASE


def _iri(predicate: str) -> str:
    return f"{RDF}type" if predicate == "type" else IG + predicate


def _text(term: object) -> str:
    return term.value if isinstance(term, (Literal, NamedNode, BlankNode)) else str(term)


def _last(value: str) -> str:
    return local(value) if value.startswith(IG) else value


def _web(url: str) -> str:
    """The address, if it is one that a browser may be sent to.

    >>> _web("https://example.org/a"), _web("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    return url if url.lower().startswith(("https://", "http://")) else ""
