"""The outages and attacks of one article: which of gold's is which of the graph's, and what their slots hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from incidentgraph.evaluate.differences import EXTRA, MISSED, OVERSTATED, Difference, quotes_of, shown
from incidentgraph.evaluate.gold import GoldArticle, GoldEvent
from incidentgraph.evaluate.names import Names
from incidentgraph.evaluate.slots import Filled, Slot, SlotReader, affinity, gold_slots
from incidentgraph.evaluate.tally import ATTACKS, OUTAGES, SLOT, SLOTS, Placed, Tally
from incidentgraph.evaluate.told import Fact, Telling, Term, ToldGraph, text_of
from incidentgraph.evaluate.vocabulary import ATTACK, OUTAGE

_ASSERTED = "asserted"
_STANCED = frozenset({"cause", "perpetrator"})  # the slots that tell how surely they are filled
_MAIN = 0.5  # of two events of gold that fit one of the graph equally, the main one has it


class EventComparison:
    """The events of one article."""

    def __init__(self, graph: ToldGraph, gold: GoldArticle, telling: Telling, names: Names) -> None:
        self.rows: dict[str, Tally] = defaultdict(Tally)
        self.placed: list[Placed] = []
        self.differences: list[Difference] = []
        self._graph = graph
        self._gold = gold
        self._slots = SlotReader(graph, names)
        for kind, row, golds, optional in (
            (OUTAGE, OUTAGES, gold.outages, gold.optional.outages),
            (ATTACK, ATTACKS, gold.attacks, gold.optional.attacks),
        ):
            told = {node: claims for node, claims in telling.events.items() if kind in graph.types(node)}
            self._compare(row, golds, told, optional)

    def _compare(self, row: str, golds: tuple[GoldEvent, ...], told: Mapping[Term, Filled], optional: int) -> None:
        pairs = self._pairs(golds, told)
        extra = [node for node in told if node not in pairs.values()]
        self.rows[row] += Tally(len(pairs), max(0, len(extra) - optional), len(golds) - len(pairs))
        for index, event in enumerate(golds):
            node = pairs.get(index)
            self._compare_slots(event, {} if node is None else self._slots.read(told[node], event))
            if node is None:
                self._note(row, MISSED, event.id, event.id, (event.evidence,))
                continue
            self._look_for_overstatement(event, told[node])
            if event.incident:
                self.placed.append(Placed(event.kind, event.incident, text_of(node)))
        for node in extra if len(extra) > optional else ():  # which of them gold holds for doubtful, nobody knows
            facts = told[node].get("type") or [fact for found in told[node].values() for fact in found]
            self._note(row, EXTRA, self._graph.label(node, self._gold.language), "", quotes_of(facts))

    def _pairs(self, golds: tuple[GoldEvent, ...], told: Mapping[Term, Filled]) -> dict[int, Term]:
        """Gold's events, by their number, with the graph's: those that fit best take each other first."""
        fits = sorted(self._fits(golds, told), key=lambda fit: (-fit[0], fit[1], text_of(fit[2])))
        taken: dict[int, Term] = {}
        for _, index, node in fits:
            if index not in taken and node not in taken.values():
                taken[index] = node
        return taken

    def _fits(self, golds: tuple[GoldEvent, ...], told: Mapping[Term, Filled]) -> Iterator[tuple[float, int, Term]]:
        for index, event in enumerate(golds):
            for node, claims in told.items():
                fit = affinity(gold_slots(event), set(self._slots.read(claims, event)))
                if fit is not None:
                    yield fit + (_MAIN if event.main else 0), index, node

    def _compare_slots(self, event: GoldEvent, told: Mapping[Slot, list[Fact]]) -> None:
        gold = gold_slots(event)
        self.rows[SLOTS] += Tally.of(gold, told.keys())
        for name in {str(slot[0]) for slot in gold | told.keys()}:
            self.rows[f"{SLOT}{name}"] += Tally.of(
                {slot for slot in gold if slot[0] == name}, {slot for slot in told if slot[0] == name}
            )
        for slot in gold - told.keys():
            self._note(f"{SLOT}{slot[0]}", MISSED, shown(slot[1:]), event.id, (event.evidence,))
        for slot in told.keys() - gold:
            self._note(f"{SLOT}{slot[0]}", EXTRA, shown(slot[1:]), event.id, quotes_of(told[slot]))

    def _look_for_overstatement(self, event: GoldEvent, claims: Filled) -> None:
        """What gold does not hold for established must not be asserted: causes, perpetrators, the attack itself."""
        surest: dict[Slot, set[object]] = defaultdict(set)
        for slot in gold_slots(event):
            if slot[0] in _STANCED:
                surest[slot[:2]].add(slot[2])
        for slot, facts in self._slots.read(claims, event).items():
            if slot[0] in _STANCED and slot[2] == _ASSERTED and _ASSERTED not in surest.get(slot[:2], {_ASSERTED}):
                self._note(f"{SLOT}{slot[0]}", OVERSTATED, str(slot[1]), event.id, quotes_of(facts))
        asserted = [fact for fact in claims.get("type", ()) if fact.stance.lower() == _ASSERTED]
        if asserted and event.status not in {None, _ASSERTED}:
            self._note(ATTACKS, OVERSTATED, event.attack_kind, event.id, quotes_of(asserted))

    def _note(self, row: str, side: str, value: str, about: str, quotes: tuple[str, ...]) -> None:
        found = tuple(quote for quote in quotes if quote)
        self.differences.append(Difference(self._gold.id, self._gold.language, row, side, value, about, found))
