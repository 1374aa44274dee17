"""One article: what its gold says against what the graph says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

from incidentgraph.evaluate.differences import EXTRA, MISSED, Difference, Words, quotes_of, shown
from incidentgraph.evaluate.events import EventComparison
from incidentgraph.evaluate.gold import GoldArticle, GoldRole
from incidentgraph.evaluate.names import UNKNOWN, Names, plain
from incidentgraph.evaluate.slots import whole
from incidentgraph.evaluate.tally import (
    ANY_TYPE,
    CONTRIBUTIONS,
    ENTITIES,
    RELATIONS,
    ROLE_STATUS,
    ROLES,
    Placed,
    Rows,
    Tally,
)
from incidentgraph.evaluate.told import Fact, Telling, Term, ToldGraph, local, text_of
from incidentgraph.evaluate.vocabulary import CONTRIBUTION, vocabulary

Key = tuple[object, ...]
K = TypeVar("K", bound=Key)
RoleKey = tuple[str | None, str, str | None]


@dataclass(frozen=True)
class Comparison:
    """One article's rows, its events that were found, and its differences."""

    rows: Rows
    placed: tuple[Placed, ...]
    differences: tuple[Difference, ...]


def compare(graph: ToldGraph, gold: GoldArticle, telling: Telling) -> Comparison:
    """Compare one article with what the graph tells of it."""
    names = Names(gold.entities)
    events = EventComparison(graph, gold, telling, names)
    rest = _ArticleComparison(graph, gold, telling, names)
    found = sorted({*events.differences, *rest.differences})
    return Comparison({**rest.rows, **events.rows}, tuple(events.placed), tuple(found))


class _ArticleComparison:
    """Entities, roles, relations and contributions of one article."""

    def __init__(self, graph: ToldGraph, gold: GoldArticle, telling: Telling, names: Names) -> None:
        self.rows: dict[str, Tally] = {}
        self.differences: list[Difference] = []
        self._graph = graph
        self._gold = gold
        self._telling = telling
        self._names = names
        self._words = Words(gold, telling.body)
        self._entities()
        self._roles()
        self._relations()
        self._contributions()

    def _count(
        self,
        row: str,
        gold: Mapping[K, tuple[str, ...]],
        told: Mapping[K, list[Fact]],
        ignored: AbstractSet[object] = frozenset(),
    ) -> None:
        """One row, with its differences: gold's keys with their quotes, the graph's with their claims."""
        self.rows[row] = Tally.of(gold.keys(), told.keys(), ignored)
        for key in gold.keys() - told.keys():
            self._note(row, MISSED, key, gold[key])
        for key in told.keys() - gold.keys() - ignored:
            self._note(row, EXTRA, key, quotes_of(told[key]))

    def _note(self, row: str, side: str, key: Key, quotes: tuple[str, ...]) -> None:
        self.differences.append(Difference(self._gold.id, self._gold.language, row, side, shown(key), quotes=quotes))

    def _who(self, node: Term) -> str:
        """Gold's name for a node, or a name of its own."""
        end = local(text_of(node))
        return self._names.match(self._graph.names(node), self._names.entities, end, self._graph.types(node))

    # ------------------------------------------------------------------ entities

    def _entities(self) -> None:
        gold: dict[Key, tuple[str, ...]] = {
            (entity.type, plain(entity.name)): self._words.of(entity.name) for entity in self._gold.entities
        }
        told: dict[Key, list[Fact]] = defaultdict(list)
        untyped: set[str] = set()
        doubtful = {plain(name) for name in self._gold.optional.entities}
        kinds = vocabulary().entity_types
        for node in self._telling.mentions:
            types = self._graph.types(node) & kinds
            end = local(text_of(node))
            name = self._names.match(self._graph.names(node), self._names.entities, end, types)
            if name.startswith(UNKNOWN) and self._graph.names(node) & doubtful:
                continue
            untyped.add(name)
            for kind in types if types == {"Organization"} else types - {"Organization"}:
                told[kind, name] += self._telling.events.get(node, {}).get("type", [])
        self._count(ENTITIES, gold, told)
        self.rows[ANY_TYPE] = Tally.of({plain(entity.name) for entity in self._gold.entities}, untyped)

    # ------------------------------------------------------------------ roles

    def _roles(self) -> None:
        gold = {_role_key(role): role for role in self._gold.roles}
        told: dict[RoleKey, list[Fact]] = defaultdict(list)
        for fact in self._telling.roles:
            for key in self._told_roles(fact):
                told[key].append(fact)
        ignored = {_role_key(role) for role in self._gold.optional.roles}
        quoted = {key: self._words.of(role.person, role.organization) for key, role in gold.items()}
        self._count(ROLES, quoted, told, ignored)
        # Of several claims of one office the last one tells the status.
        held = {(key, facts[-1].role_status) for key, facts in told.items() if key not in ignored}
        statuses = {(key, role.status.capitalize()) for key, role in gold.items()}
        self.rows[ROLE_STATUS] = Tally.of(statuses, held)
        for key, status in statuses - held:
            if key in told:  # a role that is missed is told of as such
                self._note(ROLE_STATUS, MISSED, (*key, status), quoted[key])
        for key, status in held - statuses:
            if key in gold:
                self._note(ROLE_STATUS, EXTRA, (*key, status), quotes_of(told[key]))

    def _told_roles(self, fact: Fact) -> list[RoleKey]:
        types = self._graph.types(fact.object)
        kind = next((word for word, name in vocabulary().role_classes.items() if name in types), "other")
        places = self._graph.role_in(fact.object)
        person = self._who(fact.subject)
        return [(person, kind, self._organization(place, places[0])) for place in places] or [(person, kind, None)]

    def _organization(self, place: Term, first: Term) -> str:
        """Where an office is held: a name of an entity, or one that gold's roles alone know (a country, say)."""
        name = self._who(place)
        if not name.startswith(UNKNOWN):
            return name
        known = self._graph.names(first)
        told = (role.organization for role in self._gold.roles if role.organization)
        return next((plain(other) for other in told if self._names.forms(other) & known), name)

    # ------------------------------------------------------------------ relations and contributions

    def _relations(self) -> None:
        gold: dict[Key, tuple[str, ...]] = {
            (plain(r.subject), r.predicate, plain(r.object)): self._words.of(r.subject, r.object)
            for r in self._gold.relations
        }
        told: dict[Key, list[Fact]] = defaultdict(list)
        for fact in self._telling.relations:
            if fact.predicate in vocabulary().predicates and fact.stance != "Denied":
                told[self._who(fact.subject), fact.predicate, self._who(fact.object)].append(fact)
        doubtful = {(plain(r.subject), r.predicate, plain(r.object)) for r in self._gold.optional.relations}
        self._count(RELATIONS, gold, told, doubtful)

    def _contributions(self) -> None:
        qualifiers = vocabulary().qualifiers
        gold: dict[Key, tuple[str, ...]] = {
            (plain(c.donor), c.amount, c.currency, qualifiers[c.qualifier]): self._words.of(c.donor, c.recipient)
            for c in self._gold.contributions
        }
        told: dict[Key, list[Fact]] = defaultdict(list)
        for node, claims in self._telling.events.items():
            if CONTRIBUTION not in self._graph.types(node):
                continue
            donors: list[str | None] = [self._who(fact.object) for fact in claims.get("donor", ())]
            for fact in claims.get("amount", ()):
                for donor in donors or [None]:
                    told[donor, whole(fact.value), fact.currency, fact.qualifier].append(fact)
        self._count(CONTRIBUTIONS, gold, told)


def _role_key(role: GoldRole) -> RoleKey:
    return plain(role.person), role.kind, plain(role.organization) if role.organization else None
