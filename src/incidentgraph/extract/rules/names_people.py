"""People that no dictionary has, and whom they work for: told by words beside a run of capitalised words."""

from __future__ import annotations

from collections.abc import Iterator

from incidentgraph.extract.rules.names_line import SPOKEN, Candidate, Line, is_adjective_of_country
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, PHRASE, SENTENCE

_TWO = 2
_EMPLOYERS = frozenset(
    f"role.CorporateRole.{title}" for title in ("chief executive officer", "chairperson", "spokesperson")
)
_ARTICLES = ("ال", "وال", "لل", "بال")
_AT = frozenset({"at", "with", "chez"})
OF = frozenset({"of", "for", "at", "de", "d", "du", "des", "chez"})
"""Words that tie a title or a kind to a name behind them."""


def employs(line: Line, first: int, last: int) -> bool:
    """Whether a name is whom a title is held at: "X's chief executive", "spokeswoman for X", *le PDG d'X*."""
    for cue in line.cues:
        if cue.family == "role" and cue.last == first - _TWO and line.tokens[first - 1].text in _AT:
            return True
        if cue.category not in _EMPLOYERS:
            continue
        if 0 < cue.first - last <= BESIDE and line.tokens[cue.first - 1].text in {"s", line.tokens[last].text}:
            return True
        if cue.last == first - _TWO and line.tokens[first - 1].text in OF:
            return True
    return False


def starts_with_given_name(line: Line, first: int, last: int) -> int:
    """Where a person begins in a run behind a title and "of": *le ministre des Transports Patrice Vergriete*."""
    matters = line.words.matters if line.language.script != "Arab" else frozenset()
    led = first - 1
    while led > 0 and (line.tokens[led].text in matters or line.tokens[led].text in {"and", "&", ","}):
        led -= 1
    if last - first < _TWO or led < 0 or line.tokens[led].text not in OF - _AT:
        return first
    if not any(c.family == "role" and 0 < led + 1 - c.last <= CLOSE for c in line.cues):
        return first
    behind = next((i for i in range(first, last) if line.tokens[i].text not in matters | line.words.joiners), last)
    if behind < last and line.tokens[behind - 1].text in matters and (first < behind or led < first - 1):
        return behind  # "Minister of Power and Renewable Energy Ajith Perera"
    if any(heads.ends_at(line.tokens, last) for heads in line.words.heads.values()):
        return first
    return next((i for i in range(first + 1, last) if line.tokens[i].text in line.words.person_tokens), first)


def is_person(line: Line, first: int, last: int) -> bool:
    """Whether a run is a person: words of people's names beside an honorific, a title, or a verb of saying."""
    tokens = [t.text for t in line.tokens[first : last + 1] if t.text not in line.words.joiners and len(t.text) > 1]
    known = [t for t in tokens if t in line.words.person_tokens]
    if any(c.family == "role" and c.last == first - 1 for c in line.cues) and len(tokens) > 1:
        return True  # a title right before two capitalised words
    if first > 0 and line.tokens[first - 1].text in line.words.honorifics:
        return len(tokens) <= 3  # noqa: PLR2004 - longer runs are no surnames
    if not 2 <= len(tokens) <= 4 or _ends_as_thing(line, last):  # noqa: PLR2004 - given names and a surname
        return False
    if _introduced(line, first, last):
        return True
    titled = any(
        c.family == "role" and (0 < first - c.last <= BESIDE or 0 < c.first - last <= CLOSE) for c in line.cues
    )
    speaks = any(c.family == "say" and (0 < first - c.last <= 1 or 0 < c.first - last <= BESIDE) for c in line.cues)
    if titled or speaks:
        return bool(known) and " " in line.sentence.text[line.tokens[first].span.start : line.tokens[last].span.end]
    return bool(known) and known[0] == tokens[0]  # a given name first, and words of no other kind


def _ends_as_thing(line: Line, last: int) -> bool:
    """Whether the last word of a run is one for a kind of thing: "Janet Network"."""
    return any(kind.ends_at(line.tokens, last) for kind in line.words.cues.values())


def _introduced(line: Line, first: int, last: int) -> bool:
    """Whether words beside a run are said of people alone: "X, the director of", "said X,"; no given name is needed."""
    if any(line.raw(i).isupper() and len(line.raw(i)) > _TWO for i in range(first, last + 1)):
        return False  # an acronym: a body
    text = line.sentence.text[line.tokens[first].span.start : line.tokens[last].span.end]
    if " " not in text.strip():
        return False  # one word, be it hyphenated
    behind = line.tokens[last + 1].text if last + 1 < len(line.tokens) else "."
    titled = behind in {",", "("} and any(
        c.family == "role" and 0 < c.first - last - 1 <= CLOSE and _only_light(line, last + 2, c.first)
        for c in line.cues
    )
    said = behind in {",", ".", "(", "-"} and any(c.family == "say" and c.last == first - 1 for c in line.cues)
    speaks = any(c.family == "say" and 0 < c.first - last <= BESIDE for c in line.cues)  # "has disclosed"
    if speaks and last - first <= _TWO and _closes_quote(line, first):
        return True
    return titled or said or ((behind == "," or speaks) and _set_off(line, first))


def _closes_quote(line: Line, first: int) -> bool:
    """Whether a quotation ends right before a run, whose words it then is: "It is down," X said."""
    before = line.sentence.text[: line.tokens[first].span.start].rstrip()
    return before[-1:] in {'"', "”", "»"}


def _set_off(line: Line, first: int) -> bool:
    """Whether a run is the apposition of a title before it: "the director of the hospital, X, said"."""
    if first == 0 or line.tokens[first - 1].text != ",":
        return False
    titles = [c for c in line.cues if c.family == "role" and 0 < first - c.last <= PHRASE]
    between = range(titles[-1].last + 1, first - 1) if titles else ()
    if titles and not any(line.tokens[i].text in {",", ";", "("} for i in between):
        return True
    return any(_is_office(line, c.last + 1, first - 1) for c in line.cues if c.family == "role" and c.last < first)


def _is_office(line: Line, first: int, end: int) -> bool:
    """Whether the words at ``[first, end)`` say what an office is: *du Centre hospitalier de Pau (CHP)*."""
    syntax = line.language.table("syntax")
    opening, clause = syntax.get("office", ()), syntax.get("clause", ())
    words = [t.text for t in line.tokens[first:end]]
    if not 0 < len(words) <= SENTENCE or words[0] not in opening or not {*clause, ";"}.isdisjoint(words):
        return False
    if any(first <= c.first < end for c in line.cues if c.family in {"say", "attack", "restored", "claim", "deny"}):
        return False
    return all(words[i + 1] in opening for i, w in enumerate(words[:-1]) if w == ",")


def _only_light(line: Line, first: int, last: int) -> bool:
    """Whether no name or break stands at tokens ``[first, last)``: a title's own words."""
    words = range(first, last)
    return not any(i in line.taken or line.tokens[i].text in {",", ";", "("} for i in words)


def titled_arabic(line: Line) -> Iterator[Candidate]:
    """Unknown words between a title, with its body, and "that": «قال الرئيس التنفيذي لشركة [س] [ص ع] إن»."""
    ends = {*line.language.table("syntax").get("complementizer", ()), "،", ","}
    said = min((c.first for c in line.cues if c.family == "say"), default=len(line.tokens))
    for cue in line.cues:
        if cue.family != "role" or cue.first < said:
            continue
        first = _behind_title(line, cue.last + 1)
        last = first
        while last < len(line.tokens) and last - first < CLOSE and _unknown_arabic(line, last):
            last += 1
        heard = any(line.tokens[i].text in line.words.person_tokens for i in range(first, min(last, len(line.tokens))))
        closing = ends | line.words.stopwords if heard else ends
        if last - first >= _TWO and last < len(line.tokens) and line.tokens[last].text in closing:
            yield Candidate(first, last - 1, "Person")


def _behind_title(line: Line, first: int) -> int:
    """The first word behind a title, its body and what it is for; a comma may close them."""
    end = min(first + CLAUSE, len(line.tokens))
    while first < end and (_of_body(line, first) or _of_title(line, first)):
        first += 1
    return first + 1 if first < end and line.tokens[first].text == "," else first


def _of_title(line: Line, index: int) -> bool:
    """Whether a word says what a title is for: «الوزيرة *المنتدبة المكلفة بالانتقال الرقمي*»."""
    text = line.tokens[index].text
    spoken = any(c.first <= index <= c.last and c.family in SPOKEN for c in line.cues)
    return (
        (text.startswith(_ARTICLES) or text in line.words.matters) and text not in line.words.stopwords and not spoken
    )


def _of_body(line: Line, index: int) -> bool:
    """Whether a word is of the body at which a title is held."""
    kinds = (k.starts_at(line.tokens, index) for k in (*line.words.heads.values(), *line.words.cues.values()))
    return index in line.taken or is_adjective_of_country(line, index) or any(kinds)


def _unknown_arabic(line: Line, index: int) -> bool:
    token = line.tokens[index]
    if not token.is_word or index in line.taken or token.text.startswith(_ARTICLES):
        return False
    known = any(f in line.words.stopwords or f in line.words.common for f in token.forms)
    return not known and not any(c.first <= index <= c.last and c.family in SPOKEN for c in line.cues)
