"""What sort of thing a name or a description speaks of: a bank, an airline, a hospital.

The sorts of a language are its table `sorts`; a name is of a sort by the dictionary's flag ``sort=`` or by its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from incidentgraph.entities import Dictionary
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.scene import Scene
from incidentgraph.extract.rules.tokens import tokenize
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Entity, NodeId


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The sorts of a language by the words of names that tell them, and those that are strict."""

    named: Mapping[str, frozenset[str]]
    strict: frozenset[str]


@lru_cache(maxsize=32)
def _words(language: Language) -> _Words:
    named: dict[str, frozenset[str]] = {}
    table = language.table("sorts")
    for sort, rows in table.items():
        for word in map(fold_text, rows["named"]):
            named[word] = named.get(word, frozenset()) | {sort}
    return _Words(named, frozenset(s for s, rows in table.items() if rows.get("strict")))


@lru_cache(maxsize=1 << 12)
def _said(forms: tuple[str, ...], language: Language) -> str | None:
    """The sort that the words of a description tell, the same few again and again."""
    for sort, rows in language.table("sorts").items():
        for word in map(fold_text, rows["said"]):
            if any(f.startswith(word[:-1]) if word.endswith("*") else f == word for f in forms):
                return str(sort)
    return None


@lru_cache(maxsize=1 << 14)
def _named(names: tuple[str, ...], language: Language) -> frozenset[str]:
    """The sorts that the words of a thing's names tell."""
    named = _words(language).named
    forms = (form for name in names for token in tokenize(name, language) for form in token.forms)
    return frozenset(sort for form in forms for sort in named.get(form, ()))


@dataclass(eq=False)
class Sorts:
    """The sorts of the things that an article names."""

    language: Language
    dictionary: Dictionary
    entities: Mapping[NodeId, Entity]
    _known: dict[NodeId, frozenset[str]] = field(default_factory=dict)

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
        return _named(tuple([n.text for n in names]), self.language)

    def described(self, scene: Scene, cue: Cue) -> str | None:
        """The sort that a description names ("the airline"), if it names one."""
        tokens = scene.tokens[cue.first : cue.last + 1]
        return _said(tuple([form for token in tokens for form in token.forms]), self.language)

    def is_strict(self, sort: str) -> bool:
        """Whether a description of a sort stands for nothing known to be something else."""
        return sort in _words(self.language).strict
