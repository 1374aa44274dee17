"""What a person means by a name: a thing, a property of it, a value; and what else it might have been."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from pyoxigraph import NamedNode

from incidentgraph import namespaces as ns
from incidentgraph.errors import QueryError
from incidentgraph.explain.model import Explanation, Thing
from incidentgraph.explain.recall import Recall
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import NodeId
from incidentgraph.ontology import LANGUAGES, Ontology
from incidentgraph.rdf import prefixes
from incidentgraph.resolve.rules import ALLEGED

_LABEL, _ALT_LABEL = NamedNode(f"{ns.RDFS}label"), NamedNode(f"{ns.SKOS}altLabel")
_TYPE = NamedNode(f"{ns.RDF}type")
_SHOWN = 12  # candidates in a message
_CLOSE = 0.6
_DISCREPANCY = re.compile(r"(?:conflict|difference)/[0-9a-f]{4,}")
_ORDER = ("en", "fr", "mul", "ar", "")


class Naming:
    """Names in one graph, shown in one language where there is one in it."""

    def __init__(self, recall: Recall, vocabulary: Ontology, language: str = "en") -> None:
        self.recall = recall
        self.vocabulary = vocabulary
        self.language = language
        self._things: dict[NodeId, Thing] = {}

    def thing(self, node: NodeId) -> Thing:
        """A node with its name and its most specific class."""
        if node not in self._things:
            told = self.recall.properties(self.recall.iri(node)) if ":" not in node else {}
            names = {(getattr(n, "language", None) or ""): n.value for n in reversed(told.get(_LABEL.value, ()))}
            shown = next((names[code] for code in (self.language, *_ORDER) if code in names), None)
            kinds = [ns.local_name(t.value) for t in told.get(_TYPE.value, ()) if t.value.startswith(ns.IG)]
            kind = max(kinds, key=lambda k: (len(self.vocabulary.superclasses(k)), k), default="")
            self._things[node] = Thing(node, self.recall.iri(node).value, shown or self._title(told) or node, kind)
        return self._things[node]

    def _title(self, told: Mapping[str, Sequence[object]]) -> str:
        return next((str(getattr(title, "value", "")) for title in told.get(f"{ns.DCT}title", ())), "")

    def short(self, thing: Thing) -> str:
        """A thing's prefixed name."""
        return ns.compact(thing.iri, prefixes(self.recall.base))

    # ------------------------------------------------------------------ things

    def find(self, name: str) -> tuple[Thing, tuple[Thing, ...]]:
        """The thing that is meant, and those that have the name as a second one.

        Raises `QueryError` where several are meant, with what to call each, or none, with what is called nearly so.
        """
        node = self._as_node(name.strip())
        if node is not None:
            return self.thing(node), ()
        first, second = self._called(name)
        meant, others = (first, second) if first else (second, [])
        if len(meant) > 1:
            what = f"{len(meant)} things are called {name!r}"
            raise QueryError(what, hint=f"say which: {self._listed(meant)}")
        if not meant:
            what = f"nothing in the graph is called {name!r}"
            raise QueryError(what, hint=self._near(name))
        return self.thing(meant[0]), tuple(map(self.thing, others))

    def _as_node(self, name: str) -> NodeId | None:
        """The node of an IRI, a prefixed name or a node id, where the graph has it."""
        bare = name.strip("<>")
        prefix, colon, rest = bare.partition(":")
        spaces = {**self.recall.graph.prefixes, **prefixes(self.recall.base)}
        found = [bare] if colon and "/" in rest[:2] else []
        found += [spaces[prefix] + rest] if colon and prefix in spaces else []
        found += [self.recall.iri(NodeId(bare)).value] if "/" in bare and not colon else []
        for value in found:
            try:
                iri = NamedNode(value)
            except ValueError:  # a name with a colon or a slash in it, which is no IRI
                continue
            if any(True for _ in self.recall.graph.match(iri)):
                return self.recall.node(iri)
        return None

    def _called(self, name: str) -> tuple[list[NodeId], list[NodeId]]:
        """Nodes that have the name as a label, and those that have it as another form; capitals and accents aside."""
        wanted = fold_text(name)
        first, second = (
            {node for node, text in self.recall.names(p) if fold_text(text) == wanted} for p in (_LABEL, _ALT_LABEL)
        )
        found = [self.recall.node(iri) for iri in first]
        if _DISCREPANCY.fullmatch(name.strip()):  # as `conflicts` shows them
            found += [
                n for iri, _ in self.recall.names(_LABEL) if (n := self.recall.node(iri)).startswith(name.strip())
            ]
        return sorted(set(found)), sorted(map(self.recall.node, second - first))

    def _listed(self, nodes: Iterable[NodeId]) -> str:
        things = list(map(self.thing, nodes))
        shown = [f"{self.short(t)} ({t.kind}{f', {t.name}' if t.kind in _EVENTS else ''})" for t in things[:_SHOWN]]
        return ", ".join(shown) + ("…" if len(things) > _SHOWN else "")

    def _near(self, name: str) -> str:
        wanted = fold_text(name)
        names: dict[str, str] = {}
        for p in (_LABEL, _ALT_LABEL):
            for _, text in self.recall.names(p):
                names[fold_text(text)] = min(names.get(fold_text(text), text), text)
        words = wanted.split()
        near = get_close_matches(wanted, sorted(names), n=3, cutoff=_CLOSE)
        near += [n for n in sorted(names, key=lambda n: (len(n), n)) if words and all(w in n for w in words)][:3]
        shown = [names[n] for n in dict.fromkeys(near)]
        return f"did you mean {' or '.join(shown)}?" if shown else "name a thing, an IRI, or a node such as service/x"

    # ------------------------------------------------------------------ properties and values

    def property_of(self, wanted: str, known: Iterable[str]) -> frozenset[str]:
        """The properties that a word means, and those for the same in weaker stances; `known` are the thing's own."""
        key = fold_text(re.sub(r"^\w*:(?!//)", "", ns.local_name(wanted.strip("<>"))))
        known = set(known)
        names = known | set(self.vocabulary.properties)
        own = {n for n in names if key in self._forms(n)}
        own = own or {n for n in (*known, *ALLEGED) if fold_text(n).startswith(key)}  # "cause" for causeKind
        pairs = ALLEGED.items()
        found = own | {a for p, a in pairs if p in own} | {p for p, a in pairs if a in own}
        if not found:
            what = f"there is no property {wanted!r}"
            raise QueryError(what, hint=_nearest(key, {n: n for n in sorted(known)}))
        return frozenset(found)

    def _forms(self, name: str) -> set[str]:
        return {fold_text(name), *(fold_text(self.vocabulary.label(name, code)) for code in LANGUAGES)}

    def value_of(self, wanted: str, found: Sequence[Explanation]) -> list[Explanation]:
        """The explanations of a value. Raises `QueryError` with those that are told where it is not."""
        key = _value_key(wanted)
        fit = [e for e in found if key in {_value_key(e.value), _value_key(e.shown), _value_key(_tail(e.value))}]
        if not fit:
            told = list(dict.fromkeys(e.shown for e in found))[:_SHOWN]
            what = f"no article tells {wanted!r} there, and nothing gives it"
            raise QueryError(what, hint=f"told: {', '.join(told)}" if told else "nothing is told there")
        return fit


_EVENTS = frozenset({"Outage", "Attack", "Contribution", "Conflict"})


def _tail(value: str) -> str:
    return value.rpartition("/")[2]


def _value_key(text: str) -> str:
    bare = re.sub(r"(?<=\d)[,   ](?=\d{3})", "", text.strip())
    return fold_text(bare.removeprefix("ig:").replace(":", "/", 1) if re.match(r"[a-z]+:[^/]", bare) else bare)


def _nearest(key: str, names: Mapping[str, str]) -> str:
    near = get_close_matches(key, [fold_text(n) for n in names], n=3, cutoff=_CLOSE)
    shown = [n for n in names if fold_text(n) in near]
    return f"did you mean {' or '.join(shown)}?" if shown else f"one of: {', '.join(names)}"
