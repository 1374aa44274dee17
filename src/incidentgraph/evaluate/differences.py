"""What was missed and what is extra, each with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidentgraph.evaluate.gold import GoldArticle
from incidentgraph.evaluate.names import plain
from incidentgraph.evaluate.told import Fact

MISSED, EXTRA, OVERSTATED = "missed", "extra", "told as fact"

_SENTENCE = re.compile(r"[^\n.!?؟]+(?:[.!?؟](?!\s)[^\n.!?؟]*)*[.!?؟]?")


@dataclass(frozen=True, order=True)
class Difference:
    """One thing that gold has and the graph has not (`missed`), or the other way round (`extra`).

    A third kind is ``told as fact``: by gold it is claimed, attributed, suspected or denied, by the graph asserted.

    `row` is the row that it counts in, `about` the event whose slot it is, `quotes` gold's evidence of what was missed
    or the evidence of the claims that are extra.
    """

    article: str
    language: str
    row: str
    side: str
    value: str
    about: str = ""
    quotes: tuple[str, ...] = ()


class Words:
    """Where an article tells of what its gold holds."""

    def __init__(self, gold: GoldArticle, body: str | None) -> None:
        self._mentions = {plain(entity.name): entity.mentions for entity in gold.entities}
        self._sentences = [m.group().strip() for m in _SENTENCE.finditer(body or "")]

    def of(self, *names: str | None) -> tuple[str, ...]:
        """The first sentence that mentions all of these names, or else one mention of each."""
        forms = [self._mentions.get(plain(name)) or (name,) for name in names if name]
        for sentence in self._sentences:
            if all(any(form in sentence for form in known) for known in forms):
                return (sentence,)
        return tuple(known[0] for known in forms)


def quotes_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The evidence of claims, each quote once, in order."""
    return tuple(dict.fromkeys(quote.exact for fact in facts for quote in fact.quotes))


def shown(value: Sequence[object]) -> str:
    """A key as people read it.

    >>> shown(("reports", 25800, "MoreThan")), shown(("?ada", "corporate", None))
    ('reports 25800 MoreThan', '?ada corporate')
    """
    return " ".join(str(part) for part in value if part is not None)
