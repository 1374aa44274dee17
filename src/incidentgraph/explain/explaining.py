"""The explanations of one thing: the rulings on its claims made once more, and the reasons of what is derived."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from incidentgraph.explain.derived import support_of
from incidentgraph.explain.model import Explanation, Quote, Status, Voice
from incidentgraph.explain.naming import Naming
from incidentgraph.explain.recall import Recall, Recalled, predicate_name
from incidentgraph.model import NodeId, Object, Ref, Term, Value
from incidentgraph.resolve.disagreement import disagree
from incidentgraph.resolve.facts import Ruling, rule_on
from incidentgraph.resolve.rules import ALLEGED, criterion_words, step_words
from incidentgraph.resolve.statements import Statement, by_property
from incidentgraph.resolve.steps import SetAside, by_object
from incidentgraph.resolve.support import witness_count

_TYPE, _LABEL = "type", "label"
_ORDER = tuple(Status)


@cache
def words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The texts of ``words.toml``."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


class Explainer:
    """Explains what one graph holds, in one language."""

    def __init__(self, recall: Recall, naming: Naming) -> None:
        self.recall = recall
        self.naming = naming
        self.language = naming.language
        self._done: dict[NodeId, list[Explanation]] = {}

    def explain(self, node: NodeId) -> list[Explanation]:
        """Everything told or derived of a node, the plain facts first."""
        if node not in self._done:
            told = self.recall.told_of(node)
            held = self._held(node)
            found: list[Explanation] = []
            for (_, predicate), statements in by_property(told).items():
                found += self._ruled(node, predicate, rule_on(predicate, statements, self.recall.established), held)
            explained = {(e.property, e.value) for e in found}
            for predicate, value in held:
                if (predicate, _key(value)) not in explained and not self._of_doubtful(node, predicate):
                    found.append(self._derived(node, predicate, value, told))
            self._done[node] = sorted(found, key=lambda e: (_ORDER.index(e.status), e.property, e.shown, e.value))
        return self._done[node]

    def _held(self, node: NodeId) -> list[tuple[str, Object]]:
        """The triples of the graph on a node, but for the classes of an event that no fact establishes."""
        told = self.recall.properties(self.recall.iri(node))
        return [
            (name, self.recall.object(value))
            for iri, values in told.items()
            for value in values
            if (name := predicate_name(NamedNode(iri))) != _TYPE or self.recall.established(node)
        ]

    def _of_doubtful(self, node: NodeId, predicate: str) -> bool:
        return predicate == _TYPE and not self.recall.established(node)

    # ------------------------------------------------------------------ chosen among claims

    def _ruled(
        self, node: NodeId, predicate: str, ruling: Ruling, held: Sequence[tuple[str, Object]]
    ) -> Iterable[Explanation]:
        aside = {a.statement.id: a for a in ruling.aside}
        plain = dict(ruling.standing)
        alleged = dict(ruling.alleged)
        for value, same in by_object(ruling.told).items():
            if value in plain:
                made = self._plain(node, predicate, value, ruling, plain[value], aside)
            elif value in alleged:
                made = self._alleged(node, predicate, value, same, aside)
            else:
                made = self._told(node, predicate, value, same, ruling, aside)
            yield self._checked(made, (made.property, value) in held)

    def _checked(self, made: Explanation, in_graph: bool) -> Explanation:
        """The explanation with a note where the graph holds what it should not, or lacks what it should hold."""
        expected = made.status is not Status.TOLD
        note = () if in_graph == expected else (self._text("status", "unexpected" if in_graph else "missing"),)
        return Explanation(**{**vars(made), "in_graph": in_graph, "reasons": (*made.reasons, *note)})

    def _plain(
        self,
        node: NodeId,
        predicate: str,
        value: Object,
        ruling: Ruling,
        support: Sequence[Statement],
        aside: Mapping[NodeId, SetAside],
    ) -> Explanation:
        own = {s.id for s in support}
        more = [s for s in ruling.told if s.id not in own and s.object == value and not s.denied]
        against = [
            s
            for s in ruling.told
            if s.id not in own and s not in more and (_is_against(s, support) or _against(aside.get(s.id), own))
        ]
        decided = [self._decided(a) for a in ruling.aside if _against(a, own)]
        reasons = dict.fromkeys([self._counted(support), *(d for d in decided if d)])
        return self._explanation(
            (node, predicate, value),
            Status.PLAIN,
            ruling.rule.name,
            ruling.rule.words[self.language],
            tuple(reasons),
            self._voices([*support, *more], aside),
            self._voices(against, aside),
        )

    def _told(
        self,
        node: NodeId,
        predicate: str,
        value: Object,
        same: Sequence[Statement],
        ruling: Ruling,
        aside: Mapping[NodeId, SetAside],
    ) -> Explanation:
        held = [s for s in same if not s.denied]
        against = {s.id: s for s in same if s.denied}
        for s in held:
            if s.id in aside and aside[s.id].step != "value":  # what agrees does not stand against it
                against |= {t.id: t for t in aside[s.id].against}
        notes = dict.fromkeys(self._note(aside.get(s.id)) for s in held)
        reasons = tuple(n for n in notes if n) if held else (self._text("status", "denied"),)
        return self._explanation(
            (node, predicate, value),
            Status.TOLD,
            ruling.rule.name,
            ruling.rule.words[self.language],
            reasons,
            self._voices(held, aside),
            self._voices([against[k] for k in sorted(against)], {}),
        )

    def _alleged(
        self, node: NodeId, predicate: str, value: Object, same: Sequence[Statement], aside: Mapping[NodeId, SetAside]
    ) -> Explanation:
        held = [s for s in same if not s.denied]
        outvoted = [s for s in held if aside.get(s.id, SetAside(s, "")).step not in {"asserted", ""}]
        notes = dict.fromkeys(self._note(aside.get(s.id)) for s in outvoted)
        return self._explanation(
            (node, ALLEGED[predicate], value),
            Status.ALLEGED,
            "",
            self._text("status", "outvoted" if outvoted else "alleged"),
            tuple(n for n in notes if n),
            self._voices(held, {a.statement.id: a for a in aside.values() if a.step != "asserted"}),
            self._voices([s for s in same if s.denied], {}),
        )

    def _counted(self, support: Sequence[Statement]) -> str:
        articles = len({s.article.id for s in support})
        text = words()["support"]["counted"][self.language]
        return text.format(witnesses=witness_count(support), articles=articles)

    def _decided(self, found: SetAside) -> str:
        v = found.verdict
        return criterion_words(v.criterion, v.held, v.other, self.language) if v else ""

    def _note(self, found: SetAside | None) -> str:
        if found is None:
            return ""
        decided = self._decided(found)
        return step_words(found.step, self.language) + (f" ({decided})" if decided else "")

    # ------------------------------------------------------------------ derived

    def _derived(self, node: NodeId, predicate: str, value: Object, told: Sequence[Recalled]) -> Explanation:
        kind = self.naming.thing(node).kind
        support = support_of(node, predicate, value, told, self.recall, self.naming.vocabulary)
        texts = words()["derived"]
        name = predicate if predicate in texts else "other"
        if name == _LABEL and self.naming.vocabulary.is_a(kind, "Event"):
            name = "label_event"
        classes = {s.object.name for s in support if isinstance(s.object, Term)}
        told_class = ", ".join(self.naming.vocabulary.label(c, self.language) for c in sorted(classes))
        why = texts[name][self.language].format(value=self.shown(value), told=told_class)
        reasons = (self._counted(support),) if predicate == "witnessCount" and support else ()
        made = self._explanation(
            (node, predicate, value), Status.DERIVED, "", why, reasons, self._voices(support, {}), ()
        )
        return Explanation(**{**vars(made), "in_graph": True})

    # ------------------------------------------------------------------ the parts

    def _explanation(  # noqa: PLR0913, PLR0917 - the parts of one record
        self,
        triple: tuple[NodeId, str, Object],
        status: Status,
        rule: str,
        why: str,
        reasons: tuple[str, ...],
        supporting: tuple[Voice, ...],
        against: tuple[Voice, ...],
    ) -> Explanation:
        node, predicate, value = triple
        return Explanation(
            subject=self.naming.thing(node),
            property=predicate,
            value=_key(value),
            shown=self.shown(value),
            status=status,
            in_graph=False,
            rule=rule,
            why=why,
            reasons=reasons,
            supporting=supporting,
            against=against,
        )

    def _voices(self, told: Iterable[Statement], aside: Mapping[NodeId, SetAside]) -> tuple[Voice, ...]:
        return tuple(self.voice(s, self._note(aside.get(s.id))) for s in told)

    def voice(self, s: Statement, note: str = "") -> Voice:
        """One claim as it is shown."""
        claim, article = s.claim, s.article
        by = self.naming.thing(NodeId(s.speaker)).name if claim.attributed_to else s.speaker
        status = f" ({claim.role_status.value})" if claim.role_status else ""
        currency = f" {claim.currency}" if claim.currency else ""
        return Voice(
            claim=s.id,
            value=f"{self.shown(s.object)}{currency}{status}",
            stance=claim.stance,
            qualifier=claim.qualifier.value,
            by=by,
            article=article.id,
            outlet=self.naming.thing(NodeId(article.outlet)).name if article.outlet else "",
            date=article.published_on.isoformat() if article.published_on else "",
            language=article.language,
            witness=s.witness,
            quotes=tuple(Quote(e.span.start, e.span.end, e.exact) for e in claim.evidence),
            note=note,
        )

    def shown(self, value: Object) -> str:
        """A value for people: the name of a node or of an individual, or the literal."""
        match value:
            case Ref(id=node):
                return self.naming.thing(node).name
            case Term(name=name):
                return self.naming.vocabulary.label(name, self.language)
            case Value(lexical=lexical):
                return lexical

    def _text(self, group: str, name: str) -> str:
        return words()[group][name][self.language]


def _key(value: Object) -> str:
    match value:
        case Ref(id=node):
            return node
        case Term(name=name):
            return name
        case Value(lexical=lexical, datatype=datatype):
            return f"{lexical}@{datatype.partition(':')[2]}" if datatype.startswith("langString:") else lexical


def _is_against(s: Statement, support: Sequence[Statement]) -> bool:
    return any(disagree(s, t) for t in support)


def _against(found: SetAside | None, own: set[NodeId]) -> bool:
    return found is not None and found.step != "value" and any(t.id in own for t in found.against)
