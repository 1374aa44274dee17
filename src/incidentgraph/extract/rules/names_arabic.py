"""Unknown names in Arabic, which has no capitals: institutions by their word, people by their titles and words."""

from __future__ import annotations

from collections.abc import Iterator

from incidentgraph.extract.rules.names_line import SPOKEN, Candidate, Line, is_adjective_of_country, plain_gap
from incidentgraph.extract.rules.reach import BESIDE, CLOSE, NEAR

_ARTICLE_AR = "ال"
_ALI, _ON = "\u0639\u0644\u064a", "\u0639\u0644\u0649"  # a name and a preposition that fold alike
_TWO = 2


def headed_arabic(line: Line) -> Iterator[Candidate]:
    """An institution's word and what qualifies it: «مستشفى المنارة الجامعي», «وزارة التربية والتعليم»."""
    for index in range(len(line.tokens)):
        for kind in ("GovernmentBody", "Organization", "Company"):
            length = line.words.heads[kind].starts_at(line.tokens, index)
            if not length or index in line.taken:
                continue
            last = _qualified_until(line, index + length)
            if last is not None:
                yield Candidate(index, last, kind, _clitic(line, index, kind))
                break


def _clitic(line: Line, index: int, kind: str) -> int:
    token = line.tokens[index]
    form = next((f for f in token.forms if f in line.words.heads[kind].by_first), token.text)
    return len(token.text) - len(form)


def _qualified_until(line: Line, start: int) -> int | None:
    """The last of the definite words that follow an institution's word; None where none does."""
    last = None
    for index in range(start, min(start + 3, len(line.tokens))):
        word = line.tokens[index].text
        definite = word.startswith((_ARTICLE_AR, "و" + _ARTICLE_AR)) and word not in line.words.never
        definite = (
            definite
            and word not in line.words.stopwords
            and not any(c.first <= index <= c.last and c.family in {*SPOKEN, "anaphor"} for c in line.cues)
        )
        if not definite or index in line.taken or not plain_gap(line, index) or is_adjective_of_country(line, index):
            break
        last = index
    return last


def people_arabic(line: Line) -> Iterator[Candidate]:
    """Two to four words of people's names in a row, beside a title or a verb of saying."""
    index = 0
    while index < len(line.tokens):
        last = index
        while last < len(line.tokens) and _name_word(line, last) and (last == index or plain_gap(line, last)):
            last += 1
        if last == index + 1 and _told_of_person(line, index, last):
            last = _surname_end(line, last)
        if 2 <= last - index <= 4 and _person_cue(line, index, last - 1):  # noqa: PLR2004 - given name and surname(s)
            yield Candidate(index, last - 1, "Person")
        index = max(last, index + 1)


def _name_word(line: Line, index: int) -> bool:
    token = line.tokens[index]
    if index in line.taken or not token.is_word:
        return False
    title = any(c.family == "role" and c.first <= index <= c.last for c in line.cues)
    if title or is_adjective_of_country(line, index):
        return False
    light = any(f in line.words.stopwords for f in token.forms) and token.text != _ALI
    if light or line.raw(index) == _ON:
        return False
    bare = token.text.removeprefix(_ARTICLE_AR)
    return (
        token.text in line.words.person_tokens
        or (bare != token.text and bare in line.words.person_tokens)
        or token.text == "عبد"
    )


def _surname_end(line: Line, at: int) -> int:
    """Behind the surname of a given name that ends at `at`, with its "bin" or "abu"; `at` where there is none."""
    start = at
    while start < len(line.tokens) and line.tokens[start].text in line.words.joiners and plain_gap(line, start):
        start += 1
    return start + 1 if _surname_like(line, start) else at


def _told_of_person(line: Line, first: int, last: int) -> bool:
    """Whether a title stands before a given name, or a verb of saying beside it."""
    said = any(c.family == "say" and (0 < first - c.last <= 1 or 0 <= c.first - last <= BESIDE) for c in line.cues)
    return said or _titled(line, first)


def _surname_like(line: Line, index: int) -> bool:
    """Whether a word may be the surname behind a given name: no stop word, no cue, not known as something else."""
    if index >= len(line.tokens) or index in line.taken or not line.tokens[index].is_word or not plain_gap(line, index):
        return False
    text = line.tokens[index].text
    cue = any(c.first <= index <= c.last and c.family in SPOKEN for c in line.cues)
    return len(text) > _TWO and not cue and not any(f in line.words.stopwords for f in line.tokens[index].forms)


def _titled(line: Line, first: int) -> bool:
    described = any(
        c.category == "anaphor.Person" and 0 < first - c.last <= 1 for c in line.cues
    )  # "the businessman Y"
    return described or any(c.family == "role" and 0 < first - c.last <= NEAR for c in line.cues)


def _person_cue(line: Line, first: int, last: int) -> bool:
    near = any(
        c.family in {"role", "say", "relation"} and (0 < first - c.last <= NEAR or 0 < c.first - last <= CLOSE)
        for c in line.cues
    )
    return near or (first > 0 and line.tokens[first - 1].text in line.words.honorifics)
