"""Whether the quotes of claims stand in the article as the graph keeps it, and whether gold was made for that text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from incidentgraph.evaluate.gold import GoldArticle
from incidentgraph.evaluate.told import Telling
from incidentgraph.model import Rejection


@dataclass(frozen=True)
class Grounding:
    """The quotes of some articles: how many there are, and which are wrong.

    `ungrounded` do not occur in their article, `misplaced` do, but not at the offsets that are given; `unquoted` counts
    the claims without any quote, `unchecked` the quotes of articles whose text the graph does not keep.
    """

    quotes: int = 0
    ungrounded: tuple[Rejection, ...] = ()
    misplaced: tuple[Rejection, ...] = ()
    unquoted: int = 0
    unchecked: int = 0

    def __add__(self, other: Grounding) -> Grounding:
        return Grounding(
            self.quotes + other.quotes,
            self.ungrounded + other.ungrounded,
            self.misplaced + other.misplaced,
            self.unquoted + other.unquoted,
            self.unchecked + other.unchecked,
        )


def check_quotes(gold: GoldArticle, telling: Telling) -> Grounding:
    """Look every quote of an article up in its text."""
    unquoted = sum(not fact.quotes for fact in telling.facts)
    quotes = [quote for fact in telling.facts for quote in fact.quotes]
    if telling.body is None:
        return Grounding(unquoted=unquoted, unchecked=len(quotes))
    body, ungrounded, misplaced = telling.body, [], []
    for quote in quotes:
        shown = "" if gold.held_back else quote.exact
        if quote.exact not in body:
            ungrounded.append(Rejection(gold.id, "the quote is not in the article", shown))
        elif None not in (quote.start, quote.end) and body[quote.start : quote.end] != quote.exact:
            place = f"the quote is not at {quote.start}-{quote.end}"
            misplaced.append(Rejection(gold.id, place, shown))
    return Grounding(len(quotes), tuple(ungrounded), tuple(misplaced), unquoted)


def check_gold(gold: GoldArticle, body: str) -> Iterator[Rejection]:
    """What of gold is not in the text that it is said to be of."""
    if gold.sha256 and gold.sha256 != hashlib.sha256(body.strip().encode()).hexdigest():
        hint = "the gold was made for another text"
        yield Rejection(f"{gold.origin}: sha256", "is not the digest of the article in the graph", hint=hint)
    absent = "is not in the article"
    for e, entity in enumerate(gold.entities):
        for m, mention in enumerate(entity.mentions):
            if mention not in body:
                yield Rejection(
                    f"{gold.origin}: entities[{e}].mentions[{m}]", absent, "" if gold.held_back else mention
                )
    for name, events in (("outages", gold.outages), ("attacks", gold.attacks)):
        for e, event in enumerate(events):
            if event.evidence not in body:
                quote = "" if gold.held_back else event.evidence
                yield Rejection(f"{gold.origin}: {name}[{e}].evidence", absent, quote)
