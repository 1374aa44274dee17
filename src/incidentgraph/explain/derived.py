"""Which claims stand behind a triple that no claim tells as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from incidentgraph.explain.recall import Recall, Recalled
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import NodeId, Object, Ref, Term, Value
from incidentgraph.ontology import Ontology

_DATES = frozenset({"date", "weekday", "startTime"})
Told = Sequence[Recalled]


def support_of(
    node: NodeId, predicate: str, value: Object, told: Told, recall: Recall, vocabulary: Ontology
) -> list[Recalled]:
    """The claims that a derived triple rests on; at best those that tell it, else those that tell of the node."""
    existence = [s for s in told if s.claim.predicate == "type"]
    if not existence:  # a role: it is told where somebody holds it
        existence = recall.told_with(node)
    if predicate == "type" and isinstance(value, Term):
        return [s for s in existence if _is_a(s.object, value.name, vocabulary)] or existence
    if predicate == "possiblySameAs" and isinstance(value, Ref):
        other = [s for s in recall.told_of(value.id) if s.claim.predicate == "type"]
        return [*existence, *other]
    if predicate in {"label", "altLabel"} and isinstance(value, Value):
        return _with_name(value.lexical, existence) or existence
    chosen = _CHOSEN[predicate](existence, told, value) if predicate in _CHOSEN else existence
    return list(chosen or existence)


def _is_a(told: Object, kind: str, vocabulary: Ontology) -> bool:
    return isinstance(told, Term) and vocabulary.is_a(told.name, kind)


def _with_name(name: str, told: Told) -> list[Recalled]:
    key = fold_text(name)
    return [s for s in told if any(key in fold_text(e.exact) for e in s.claim.evidence)]


def _held(existence: Told, told: Told, value: Object) -> list[Recalled]:  # noqa: ARG001 - all are called alike
    return [s for s in existence if not s.denied]


def _dated(existence: Told, told: Told, value: Object) -> list[Recalled]:  # noqa: ARG001
    return [s for s in told if s.claim.predicate in _DATES and not s.denied]


def _of_stance(existence: Told, told: Told, value: Object) -> list[Recalled]:  # noqa: ARG001
    return [s for s in existence if isinstance(value, Term) and s.claim.stance.value == value.name]


def _of_article(existence: Told, told: Told, value: Object) -> list[Recalled]:  # noqa: ARG001
    return [s for s in existence if value == Ref(NodeId(f"article/{s.article.id}"))]


_CHOSEN: Mapping[str, Callable[[Told, Told, Object], list[Recalled]]] = MappingProxyType(
    {
        "witnessCount": _held,
        "earliestDate": _dated,
        "latestDate": _dated,
        "strongestStance": _of_stance,
        "reportedIn": _of_article,
    }
)
