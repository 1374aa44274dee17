"""Names of the dictionary in a sentence, in one pass (Aho-Corasick over folded text), each with what it may mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

import ahocorasick_rs

from incidentgraph.entities import Dictionary, Known
from incidentgraph.extract.rules.tokens import forms_of
from incidentgraph.languages import Language
from incidentgraph.text import Sentence

_NAME_CLITICS = frozenset("وفبلا")  # and, so, in, to, the: what is written onto names
_FUSED_ARTICLE = ("ال", "لل")  # «الولايات» after li- is «للولايات»


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at ``[start, end)`` of a folded sentence, and the dictionary's entries that it may stand for."""

    start: int
    end: int
    entries: tuple[Known, ...]


@dataclass(frozen=True, eq=False)
class Matcher:
    """The names of a dictionary (or of one article), compiled."""

    automaton: ahocorasick_rs.AhoCorasick
    entries: tuple[tuple[Known, ...], ...]

    @classmethod
    def of(cls, names: Mapping[str, tuple[Known, ...]]) -> Matcher:
        """Compile a table of folded names."""
        table = dict(names)
        article, fused = _FUSED_ARTICLE
        for name, entries in names.items():
            if name.startswith(article):
                table.setdefault(fused + name[len(article) :], entries)
        keys = sorted(k for k in table if len(k) > 0)
        return cls(ahocorasick_rs.AhoCorasick(keys), tuple(table[k] for k in keys))

    def find(self, sentences: Sequence[Sentence], language: Language) -> list[list[Hit]]:
        """The names in each of some sentences, the longest at each place, none overlapping; in one pass over all."""
        whole = "\n".join([s.folded.text for s in sentences])
        starts = list(accumulate([len(s.folded.text) + 1 for s in sentences], initial=0))
        hits: list[list[Hit]] = [[] for _ in sentences]
        for index, first, behind in self.automaton.find_matches_as_indexes(whole, overlapping=True):
            if not _bounded(whole, first, behind, language):
                continue
            number = bisect_right(starts, first) - 1
            start, end = first - starts[number], behind - starts[number]
            span = sentences[number].folded.span(start, end)
            written = sentences[number].text[span.start : span.end]
            entries = tuple([_in_language(e, language) for e in self.entries[index] if _written_so(e, written)])
            if whole.endswith(_FUSED_ARTICLE, 0, first):  # «الاتصالات» are no company called «اتصالات»
                entries = tuple([e for e in entries if not e.needs_cue])
            if entries:
                hits[number].append(Hit(start, end, entries))
        return [_longest(found) if len(found) > 1 else found for found in hits]


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= k.start or k.end <= hit.start for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _bounded(text: str, start: int, end: int, language: Language) -> bool:
    """Whether a match is a word of its own, clitics before it aside."""
    if end < len(text) and (text[end].isalnum() or text[end] == "_"):
        return False
    if start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_"):
        return True
    if not language.table("grammar").get("proclitics"):
        return False
    first = start
    while first > 0 and text[first - 1].isalnum():
        first -= 1
    if not text[first:start].isascii() and text[start].isascii():
        return True  # «لـGoogle»: an Arabic clitic before a Latin name
    if not set(text[first:start]) <= _NAME_CLITICS:
        return False  # «كابل», a cable, is no ka- before Apple
    word_end = start + len(text[start:end].split(" ", maxsplit=1)[0])
    return text[start:word_end] in forms_of(text[first:word_end], language)


def _written_so(entry: Known, written: str) -> bool:
    """Whether a name is written as its entry asks: exactly so, or at least with a capital where the entry has one."""
    if entry.exact_case:
        return _bare(written) == _bare(entry.form)
    first = written[:1]
    return not (first.islower() and first.isascii() and not entry.form[:1].islower())


def _in_language(entry: Known, language: Language) -> Known:
    """An entry without its need for a cue where that holds for other languages only ("Free" in French)."""
    if not entry.cue_languages or language.code in entry.cue_languages:
        return entry
    return replace(entry, needs_cue=False)


def _bare(text: str) -> str:
    return text.replace("’", "'").replace("\u00a0", " ")


@lru_cache(maxsize=8)
def dictionary_matcher(dictionary: Dictionary) -> Matcher:
    """The compiled names of a dictionary, made once."""
    return Matcher.of(dictionary.names)
