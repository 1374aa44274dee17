"""What an article is compared by across languages, and when one is a translation of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from incidentgraph.errors import InputError
from incidentgraph.languages import load
from incidentgraph.languages.folding import fold, fold_text
from incidentgraph.model import Reading, Ref
from incidentgraph.resolve.numbers import number_of
from incidentgraph.resolve.profiles import Canonical
from incidentgraph.resolve.witnesses.agencies import agencies
from incidentgraph.resolve.witnesses.limits import translating

_NUMBER = re.compile(
    r"""(?<![\w.,:/]) (?:[وف]?[بلك]?(?:ال)?)      # what Arabic writes onto a word
    (\d{1,3}(?:[,.\ ]\d{3})+(?!\d) | \d{1,15})    # 25800, 25,800, 25.800, 25 800
    (?:[.,](\d{1,2}))? (?![\d:/] | h\d | [.,]\d)  # decimals; no time of day, no date
    (?:\ ?([^\W\d_]+))?                           # the word behind it, which may be a scale
    """,
    re.VERBOSE,
)
_CLOCK = re.compile(r"(?<![\w.,:/])(?:(\d{1,2})[:h](\d\d)|(\d{1,2})\.(\d\d)(?= ?[ap]\.?m\b))(?![\d:/])")
_ENTITY, _VALUE = "=", "#"
_YEARS, _DAYS = range(1900, 2101), 31
_DAY, _HOUR, _THOUSAND = 24, 60, 1000
_SMALL = 10
"""Smaller numbers are words in one language and digits in another."""


@dataclass(frozen=True)
class Telling:
    """What an article tells of, in the order of its text and in no language.

    `incidents` are the incidents it tells of; `own` what is part of them anyway. `sequence` are the entities named
    (each where it is named first) and the numbers.
    """

    article: str
    digest: str
    language: str
    published: date | None
    agencies: frozenset[str]
    incidents: frozenset[str]
    own: frozenset[str]
    sequence: tuple[str, ...]

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
    )


def telling_keys(given: Telling) -> frozenset[str]:
    """What two articles must share for one to be a translation of the other: an incident, and something told of it."""
    told = [token for token in given.sequence if token not in given.own]
    return frozenset(f"{incident} {token}" for incident in given.incidents for token in told)


def translated(left: Telling, right: Telling) -> str | None:
    """Why two articles in different languages are one witness, or None: ``translationOf``."""
    if left.article == right.article or left.language == right.language or not left.incidents & right.incidents:
        return None
    if not _near(left, right) or (left.agencies and right.agencies and not left.agencies & right.agencies):
        return None
    # The order can only make it less, so most pairs need no further look.
    shared = len(set(left.sequence) & set(right.sequence))
    lowest = min(translating("aligned_figures"), translating("aligned_agency"))
    if shared < max(translating("least_aligned"), lowest * min(len(left.sequence), len(right.sequence))):
        return None
    return "translationOf" if _same_course(left, right, _aligned(left.sequence, right.sequence)) else None


def _same_course(left: Telling, right: Telling, aligned: Sequence[str]) -> bool:
    """Whether enough of what both name and count stands in one order, and enough of it is not told by everybody."""
    shorter = min(len(left.sequence), len(right.sequence))
    both = (len(left.sequence) + len(right.sequence)) / 2
    if len(aligned) < max(
        translating("least_aligned"), _least(left, right, aligned) * shorter, translating("both") * both
    ):
        return False
    specific = sum(token not in left.own and token not in right.own for token in aligned)
    many = len(aligned) >= translating("many_aligned")
    return specific >= translating("specific_of_many" if many else "specific")


def _least(left: Telling, right: Telling, aligned: Sequence[str]) -> float:
    """The share of the shorter sequence that must stand in the longer one."""
    if left.published is None or right.published is None:
        return translating("aligned_undated")
    if left.agencies & right.agencies:
        return translating("aligned_agency")
    figures = sum(map(_is_figure, aligned))
    return translating("aligned_figures" if figures >= translating("figures") else "aligned")


def _is_figure(token: str) -> bool:
    """Whether it is a number that is no year and no day of a month."""
    if not token.startswith(_VALUE):
        return False
    told = token.removeprefix(_VALUE)
    return not told.isdecimal() or not (int(told) <= _DAYS or int(told) in _YEARS)


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
    """Numbers in digits, with the word of a scale behind them; times of day on a clock of twelve hours."""
    folded = fold(reading.article.text)
    scales = _scales(reading.article.language)
    for match in _CLOCK.finditer(folded.text):
        hours, minutes = int(match[1] or match[3]), int(match[2] or match[4])
        if hours < _DAY and minutes < _HOUR:
            yield folded.offsets[match.start()], f"{_VALUE}{hours % 12}:{minutes:02}"
    for match in _NUMBER.finditer(folded.text):
        whole, part, word = match.groups()
        number = Decimal(re.sub(r"\D", "", whole) + (f".{part}" if part else ""))
        scale = scales.get(word, 1)
        if scale > 1 or number >= _SMALL:
            yield folded.offsets[match.start()], f"{_VALUE}{(number * scale).normalize():f}"


@cache
def _scales(code: str) -> dict[str, int]:
    """The words of thousands and more that a language multiplies numbers by."""
    try:
        table = load(code).table("values").get("number", {})
    except InputError:  # an unknown language has no such words for us
        return {}
    words = {**table.get("plural", {}), **table.get("scale", {})}
    return {fold_text(word): int(value) for word, value in words.items() if value >= _THOUSAND}
