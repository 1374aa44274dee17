"""When two names are the same, and which name of gold a node of the graph stands for."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from incidentgraph.evaluate.gold import GoldEntity
from incidentgraph.evaluate.vocabulary import vocabulary

_NO_WORD = re.compile(r"[^\w\s]")
UNKNOWN = "?"
"""What the name of a thing that gold does not know begins with."""


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """One form of the names that differ in case, marks, Arabic letter variants, articles and punctuation alone.

    >>> plain("L’Agence France-Presse"), plain("Meta Inc."), plain("شركة ميتا")
    ('agence france presse', 'meta', 'ميتا')
    """
    marked = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in marked if not unicodedata.combining(c)).translate(_letters())
    return " ".join(word for word in _NO_WORD.sub(" ", bare).split() if word not in vocabulary().idle)


@cache
def _letters() -> dict[int, str]:
    return str.maketrans(dict(vocabulary().letters))


class Names:
    """The names that one article's gold knows, each with the forms that the article uses."""

    def __init__(self, entities: Sequence[GoldEntity]) -> None:
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._types: dict[str, set[str]] = defaultdict(set)
        self.entities = tuple(entity.name for entity in entities)
        for entity in entities:
            name = plain(entity.name)
            self._forms[name] |= {name, *map(plain, entity.mentions)}
            self._types[name].add(entity.type)

    def forms(self, name: str) -> set[str]:
        """The plain forms of a name of gold."""
        return self._forms.get(plain(name), set()) | {plain(name)}

    def match(
        self, node: frozenset[str], among: Iterable[str], otherwise: str, types: frozenset[str] = frozenset()
    ) -> str:
        """The plain name among some of gold's that a node with these names stands for.

        Best is one of the node's type, then one that the node bears itself, not a form of it alone, then the one with
        most forms in common. Without any, the thing is unknown by `otherwise`.
        """
        fitting = [plain(name) for name in among if self.forms(name) & node]
        if not fitting:
            return f"{UNKNOWN}{otherwise}"
        return max(fitting, key=lambda name: self._fit(name, node, types))

    def _fit(self, name: str, node: frozenset[str], types: frozenset[str]) -> tuple[bool, bool, int]:
        of_type = bool(self._types.get(name, set()) & types)
        return of_type, name in node, len(self._forms.get(name, set()) & node)
