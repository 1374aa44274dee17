"""What sort of thing a name or a description speaks of: a bank, an airline, a hospital.

The sorts of a language are its table `sorts`; a name is of a sort by the dictionary's flag ``sort=`` or by its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from incidentgraph.entities import Dictionary
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.scene import Scene
from incidentgraph.extract.rules.tokens import tokenize
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Entity, NodeId


@dataclass(eq=False)
class Sorts:
    """The sorts of the things that an article names."""

    language: Language
    dictionary: Dictionary
    entities: Mapping[NodeId, Entity]
    _known: dict[NodeId, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        table = self.language.table("sorts")
        self._said = {s: tuple(map(fold_text, rows["said"])) for s, rows in table.items()}
        self._named = {s: frozenset(map(fold_text, rows["named"])) for s, rows in table.items()}
        self._strict = frozenset(s for s, rows in table.items() if rows.get("strict"))

    def of(self, entity: NodeId) -> frozenset[str]:
        """The sorts that a thing is of, as far as the dictionary or its names tell."""
        known = self._known.get(entity)
        if known is None:
            flag = self.dictionary.flags.get(entity, {}).get("sort")
            known = frozenset({flag}) if flag else self._by_name(entity)
            self._known[entity] = known
        return known

    def _by_name(self, entity: NodeId) -> frozenset[str]:
        told = self.entities.get(entity)
        names = (*told.labels, *told.aliases) if told else ()
        words = {form for n in names for t in tokenize(n.text, self.language) for form in t.forms}
        return frozenset(s for s, named in self._named.items() if not named.isdisjoint(words))

    def described(self, scene: Scene, cue: Cue) -> str | None:
        """The sort that a description names ("the airline"), if it names one."""
        forms = [form for token in scene.tokens[cue.first : cue.last + 1] for form in token.forms]
        for sort, words in self._said.items():
            for word in words:
                if any(f.startswith(word[:-1]) if word.endswith("*") else f == word for f in forms):
                    return sort
        return None

    def is_strict(self, sort: str) -> bool:
        """Whether a description of a sort stands for nothing known to be something else."""
        return sort in self._strict
