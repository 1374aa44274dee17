"""Which of several things a name means here: a company or its service, by the words around it."""

from __future__ import annotations

from collections.abc import Sequence

from incidentgraph.entities import Dictionary, Known
from incidentgraph.extract.rules.tokens import Token
from incidentgraph.extract.rules.wordlists import NameWords
from incidentgraph.model import NodeId

_NEAR = 2
_SEVERAL = ("تي", "تا", "ات")
_PLACES = frozenset({"City", "Country", "Region"})
"""Kinds with the words of the kind above them, where they have none of their own."""


def cued(words: NameWords, kind: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a word for its kind stands directly before a name (a light word between), or behind it."""
    phrases = words.cues.get(kind) or words.cues.get("Place" if kind in _PLACES else kind)
    if phrases is None:
        return False
    if first and tokens[first].text in words.matters and tokens[first - 1].text.endswith(_SEVERAL):
        return False  # «شركتي اتصالات» are two of a trade
    before = any(phrases.ends_at(tokens, i) for i in range(first - 1, first - 1 - _NEAR, -1) if i >= 0)
    behind = last + 1 < len(tokens) and tokens[last + 1].text.isascii()  # an Arabic noun's kind stands before it
    return before or (behind and bool(phrases.starts_at(tokens, last + 1)))


def meant(
    entries: Sequence[Known], tokens: Sequence[Token], place: tuple[int, int], words: NameWords, dictionary: Dictionary
) -> NodeId | None:
    """The entity that a name at tokens ``[first, last]`` stands for, or None where it does not count as a name."""
    first, last = place
    kinds = {e.entity: dictionary.entities[e.entity].kind for e in entries if e.entity in dictionary.entities}
    if first == last and tokens[first].text in words.stopwords:
        return None  # an operator called "du" in a French text
    able = [e for e in entries if not e.needs_cue or cued(words, kinds.get(e.entity, ""), tokens, first, last)]
    ids = sorted({e.entity for e in able})
    if len(ids) <= 1:
        return ids[0] if ids else None
    companies = [i for i in ids if kinds.get(i) == "Company"]
    services = [i for i in ids if kinds.get(i) == "Service"]
    if companies and services:
        side = _side(tokens, first, last, words)
        side = side or next((d for i in ids if (d := dictionary.default(i))), "service")
        return companies[0] if side == "company" else services[0]
    by_cue = [i for i in ids if cued(words, kinds.get(i, ""), tokens, first, last)]
    return (by_cue or ids)[0]


def _side(tokens: Sequence[Token], first: int, last: int, words: NameWords) -> str | None:
    """Company or service, by the nearest word that tells; what stands before a name weighs more than what follows."""
    for distance in range(1, _NEAR + 1):
        for side in ("company", "service"):
            if words.context[f"{side}_before"].ends_at(tokens, first - distance):
                return side
        for side in ("company", "service"):
            if words.context[f"{side}_after"].starts_at(tokens, last + distance):
                return side
    return None
