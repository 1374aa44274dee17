"""What an article is compared by across languages, and when one is a translation of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from incidentgraph.errors import InputError
from incidentgraph.languages import load
from incidentgraph.languages.folding import fold
from incidentgraph.model import Reading, Ref
from incidentgraph.resolve.numbers import number_of
from incidentgraph.resolve.profiles import Canonical
from incidentgraph.resolve.witnesses.agencies import agencies
from incidentgraph.resolve.witnesses.limits import translating

_NUMBER = re.compile(r"(?<![\w.,:/])(\d{1,3}(?:[,. ]\d{3})+|\d+)(?:([.,:])(\d{1,2}))?(?![\d:/])(?:[ -]?([^\W\d_]+))?")
_ENTITY, _VALUE = "=", "#"
_THOUSAND = 1000
_SMALL = 10
"""Smaller numbers are words in one language and digits in another."""


@dataclass(frozen=True)
class Telling:
    """What an article tells of, in the order of its text and in no language.

    `incidents` are the incidents it tells of; `own` what is part of them anyway. `sequence` are the entities named
    (each where it is named first) and the numbers; `speakers` those whose words it gives.
    """

    article: str
    digest: str
    language: str
    published: date | None
    agencies: frozenset[str]
    incidents: frozenset[str]
    own: frozenset[str]
    sequence: tuple[str, ...]
    speakers: frozenset[str]

    @property
    def order(self) -> tuple[str, str]:
        """The order of a key's holders."""
        return self.digest, self.article


def telling(reading: Reading, canonical: Canonical) -> Telling:
    """What an article tells of; `canonical` gives the entity or incident that a node of the reading stands for."""
    article, skip = reading.article, reading.article.skip
    events = {event.id for event in reading.events}
    own = {
        f"{_ENTITY}{canonical(claim.object.id)}"
        for claim in reading.claims
        if claim.subject in events and isinstance(claim.object, Ref)
    }
    marks = [*_named(reading, canonical), *_counted(reading), *_lengths(reading)]
    found: dict[str, None] = {}  # the first place of each, in order
    for start, token in sorted(marks):
        if not any(span.start <= start < span.end for span in skip):
            found.setdefault(token)
    return Telling(
        article=article.id,
        digest=article.digest,
        language=article.language,
        published=article.published_on,
        agencies=agencies(article),
        incidents=frozenset(canonical(node) for node in events),
        own=frozenset(own),
        sequence=tuple(found),
        speakers=frozenset(canonical(claim.attributed_to) for claim in reading.claims if claim.attributed_to),
    )


def telling_keys(given: Telling) -> frozenset[str]:
    """What two articles must share for one to be a translation of the other: an incident, and one of its values."""
    return frozenset(
        f"{incident} {token}" for incident in given.incidents for token in given.sequence if token.startswith(_VALUE)
    )


def translated(left: Telling, right: Telling) -> str | None:
    """Why two articles in different languages are one witness, or None: ``translationOf``."""
    if left.article == right.article or left.language == right.language or not left.incidents & right.incidents:
        return None
    if not _near(left, right) or (left.agencies and right.agencies and not left.agencies & right.agencies):
        return None
    aligned = _aligned(left.sequence, right.sequence)
    own = left.own | right.own
    values = sum(token.startswith(_VALUE) for token in aligned)
    other = sum(token.startswith(_ENTITY) and token not in own for token in aligned)
    if values < translating("least_values") or other < translating("least_other"):
        return None
    least = translating("aligned_agency") if left.agencies & right.agencies else translating("aligned")
    return "translationOf" if len(aligned) >= least * min(len(left.sequence), len(right.sequence)) else None


def _near(left: Telling, right: Telling) -> bool:
    if left.published is None or right.published is None:
        return True
    return abs((left.published - right.published).days) <= translating("days")


def _aligned(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    """A longest common subsequence."""
    lengths = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            same = left[i] == right[j]
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if same else max(lengths[i + 1][j], lengths[i][j + 1])
    found: list[str] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            found.append(left[i])
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _named(reading: Reading, canonical: Canonical) -> Iterator[tuple[int, str]]:
    for mention in reading.mentions:
        yield mention.span.start, f"{_ENTITY}{canonical(mention.entity)}"


def _lengths(reading: Reading) -> Iterator[tuple[int, str]]:
    """Lengths of time, however they are told."""
    for claim in reading.claims:
        minutes = number_of(claim.object) if claim.predicate == "duration" else None
        if minutes is not None and claim.evidence:
            yield claim.evidence[0].span.start, f"{_VALUE}{minutes.normalize():f}min"


def _counted(reading: Reading) -> Iterator[tuple[int, str]]:
    """Numbers in digits, with the word of a scale behind them; times of day as they are told."""
    folded = fold(reading.article.text)
    scales = _scales(reading.article.language)
    for match in _NUMBER.finditer(folded.text):
        whole, mark, part, word = match.groups()
        number = int(re.sub(r"\D", "", whole))
        token = f"{number}"
        if mark == ":":
            token = f"{number}:{part}"
        elif word in scales:
            token = f"{(number + (int(part) / 10 ** len(part) if part else 0)) * scales[word]:.0f}"
        elif part:
            token = f"{number}.{part}"
        elif number < _SMALL:
            continue
        yield folded.offsets[match.start()], f"{_VALUE}{token}"


@cache
def _scales(code: str) -> dict[str, int]:
    """The words of thousands and more that a language multiplies numbers by."""
    try:
        table = load(code).table("values").get("number", {}).get("scale", {})
    except InputError:  # an unknown language has no such words for us
        return {}
    return {fold(word).text: int(value) for word, value in table.items() if value >= _THOUSAND}
