"""The part of an article that tells of one event: what is said, quoted and named there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b

from incidentgraph.errors import InputError
from incidentgraph.languages import load
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Claim, Evidence, NodeId, Reading, Span
from incidentgraph.resolve.settings import limit
from incidentgraph.resolve.times import days_of

_WORD = re.compile(r"[^\W_]+")
QUOTED = re.compile(r"«([^«»\n]{5,400})»|“([^“”\n]{5,400})”|\"([^\"\n]{5,400})\"")
"""What stands in quotation marks, within one line."""
_PRIME = (1 << 61) - 1
_BASE = 1_000_003
_SENTENCE_END = re.compile(r"[.!?؟…][\s»”\"]|\n")


@dataclass(frozen=True, slots=True)
class Zone:
    """`passages` are hashed runs of words, `quotes` short quotations, folded; `names` the entities mentioned."""

    passages: frozenset[int] = frozenset()
    quotes: frozenset[str] = frozenset()
    names: frozenset[NodeId] = frozenset()


def zones(reading: Reading) -> Mapping[NodeId, Zone]:
    """Each event's zone: from where it is told to where the article turns to another event of that kind."""
    spans = _spans(reading)
    return {event.id: _zone(reading, spans.get(event.id, ())) for event in reading.events}


def _named(reading: Reading, quote: Span) -> int:
    """How many words of a quotation are names: a name in quotation marks is no statement."""
    return sum(len(words(mention.text)) for mention in reading.mentions if mention.span.within(quote))


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold_text(text))


def shingles(folded: Sequence[str], size: int) -> frozenset[int]:
    """Every run of `size` words, hashed."""
    return frozenset(runs(folded, size))


def runs(folded: Sequence[str], size: int) -> list[int]:
    """Every run of `size` words in order, hashed (the same in every process): a polynomial that rolls along."""
    found: list[int] = []
    highest = pow(_BASE, size, _PRIME)
    codes = [_code(word) for word in folded]
    rolling = 0
    for index, code in enumerate(codes):
        rolling = (rolling * _BASE + code) % _PRIME
        if index >= size:
            rolling = (rolling - codes[index - size] * highest) % _PRIME
        if index >= size - 1:
            found.append(rolling)
    return found


@lru_cache(maxsize=1 << 16)
def _code(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest())


def _spans(reading: Reading) -> Mapping[NodeId, tuple[Span, ...]]:
    kinds = {event.id: event.kind for event in reading.events}
    months = _months_of(reading)
    told: dict[str, list[tuple[int, NodeId]]] = defaultdict(list)
    for claim in reading.claims:
        kind = kinds.get(claim.subject)
        if kind is not None:
            others = {month: node for node, month in months.items() if kinds[node] == kind and node != claim.subject}
            others.pop(months.get(claim.subject, 0), None)
            told[kind] += [(e.span.start, _owner(claim, e, others, reading)) for e in claim.evidence]
    found: dict[NodeId, list[Span]] = defaultdict(list)
    text = reading.article.text
    for places in filter(None, told.values()):
        turns: list[tuple[int, NodeId]] = []
        for start, event in sorted(places):
            if not turns or turns[-1][1] != event:
                turns.append((_sentence_start(text, start), event))
        ends = [*(start for start, _ in turns[1:]), len(text)]
        for (start, event), end in zip(turns, ends, strict=True):
            if start < end:
                found[event].append(Span(start, end))
    return {event: tuple(spans) for event, spans in found.items()}


def _months_of(reading: Reading) -> Mapping[NodeId, int]:
    """The month of each event whose date tells one."""
    found: dict[NodeId, int] = {}
    for claim in sorted(reading.claims, key=lambda c: c.id):
        days = days_of(claim.object) if claim.predicate == "date" else None
        month = None if days is None else days.month or (days.first and days.first.month)
        if month and claim.subject in {event.id for event in reading.events}:
            found.setdefault(claim.subject, month)
    return dict(sorted(found.items()))


def _owner(claim: Claim, evidence: Evidence, others: Mapping[int, NodeId], reading: Reading) -> NodeId:
    """Whose zone begins with a quote: that of the event it is evidence for, or of another whose month it names."""
    if others:
        names = _month_names(reading.article.language)
        for word in _WORD.findall(evidence.exact):
            other = others.get(names.get(word, 0))
            if other is not None:
                return other
    return claim.subject


@cache
def _month_names(code: str) -> Mapping[str, int]:
    """The months of a language as it writes them (in English "May" is one, "may" is none)."""
    try:
        tables = load(code).table("values").get("date", {})
    except InputError:  # an unknown language has no months for us
        return {}
    # Words that may be something else ("May") are good enough: they count only where another event is of that month.
    return {**tables.get("month_cued", {}), **tables.get("month", {})}


def _sentence_start(text: str, at: int) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, at - 1000), at)]
    return ends[-1] if ends else max(0, at - 1000)


def _zone(reading: Reading, spans: tuple[Span, ...]) -> Zone:
    size, least = int(limit("passage_words")), int(limit("quote_words"))
    passages: set[int] = set()
    quotes: set[str] = set()
    for span in spans:
        text = reading.article.text[span.start : span.end]
        passages |= shingles(words(text), size)
        for match in QUOTED.finditer(text):
            quoted = words(match[1] or match[2] or match[3])
            if len(quoted) >= least + _named(reading, Span(*match.span()).shifted(span.start)):
                quotes.add(" ".join(quoted))
    names = {mention.entity for mention in reading.mentions if any(mention.span.within(span) for span in spans)}
    return Zone(frozenset(passages), frozenset(quotes), frozenset(names))
