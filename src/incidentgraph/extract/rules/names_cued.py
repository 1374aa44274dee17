"""Names that no dictionary has, found by their form and the words around them.

A name is a run of capitalised words ("Kestrel Bank"), a quoted word («شفا نت»), or a word for an institution with what
qualifies it («مستشفى المنارة»). It counts only with a reason for its kind: a word of the name itself, a word beside it,
an apposition behind it, or, for people, a title or a verb of saying beside words that are parts of people's names.
"""

from __future__ import annotations

from collections.abc import Iterator

from incidentgraph.extract.rules.names_arabic import (
    bracketed_arabic,
    headed_arabic,
    led_arabic,
    people_arabic,
)
from incidentgraph.extract.rules.names_beside import cue_before
from incidentgraph.extract.rules.names_hit import is_victim
from incidentgraph.extract.rules.names_line import (
    Candidate,
    Line,
    hyphenated,
    is_adjective_of_country,
    plain_gap,
)
from incidentgraph.extract.rules.names_people import OF, employs, is_person, starts_with_given_name, titled_arabic
from incidentgraph.extract.rules.names_quoted import quoted
from incidentgraph.extract.rules.names_struck import is_struck
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE
from incidentgraph.extract.rules.wordlists import PhraseSet

_LONGEST = 8
_APPOSITION_REACH = 7
_KINDS = ("ThreatActor", "GovernmentBody", "MediaOutlet", "Service", "Company", "Organization", "Place")
_PREPOSITIONS = frozenset({"of", "and", "et", "for", "pour"})
_TWO = 2  # "de la"
_CLOSE_JOINERS = 3  # "-sur-"
_NO_PHRASES = PhraseSet({}, {})
_OPENING = frozenset("\"“‘«'")
_ENDS = frozenset({".", "!", "?"})
_TITLED = 0.8  # the share of words with a capital in a headline in title case
_SHORTEST_TITLE = 5
_AND = frozenset({"and", "et"})
_ENUMERATING = frozenset({",", "and", "et", "or", "ou"})
_BODIES = ("GovernmentBody", "Organization")
_ARTICLES = frozenset({"a", "an", "the", "un", "une", "le", "la", "l", "les", "its", "son", "sa"})


def candidates(line: Line) -> Iterator[Candidate]:
    """The names found in a sentence, none overlapping a known one."""
    seen: set[int] = set()
    finders = (
        (headed_arabic, quoted, bracketed_arabic, led_arabic, people_arabic, titled_arabic, _runs)
        if line.language.script == "Arab"
        else (quoted, _runs)
    )
    for finder in finders:
        for found in finder(line):
            span = set(range(found.first, found.last + 1))
            if not span & seen and not span & line.taken:
                seen |= span
                yield found


# ---------------------------------------------------------------- runs of capitalised words


def _runs(line: Line) -> Iterator[Candidate]:
    if _in_title_case(line):
        return  # every word has its capital: names are found where the text repeats them
    behind = 0
    placed = -1  # where the place before ends
    for index in sorted(line.capitals):
        last = _run_from(line, index) if index >= behind else None
        if last is None:
            continue
        first = _real_start(line, index, last)
        behind = last + 1
        if first > last or any(i in line.taken for i in range(first, last + 1)) or _is_title(line, first, last):
            continue
        kind = _kind_of_run(line, first, last)
        listed = placed >= 0 and line.tokens[first].text not in line.words.regions
        if (
            kind in {None, "Person"}
            and listed
            and {line.tokens[i].text for i in range(placed + 1, first)} <= _ENUMERATING
        ):
            kind = "Place"  # in a list of places
        placed = last if kind == "Place" else -1
        if kind:
            yield Candidate(first, last, kind)


def _run_from(line: Line, first: int) -> int | None:
    """The last token of the run of capitalised words that begins at `first`, which has a capital, or None."""
    if first in line.taken:
        return None
    token = line.tokens[first].text
    if token in line.words.never or (token in line.words.stopwords and not _titled(line, first)):
        return None
    if is_adjective_of_country(line, first) and not line.raw(first).isupper():
        return None
    behind = first + _TWO
    if behind < len(line.tokens) and line.tokens[first + 1].text == "-" and is_adjective_of_country(line, behind):
        return None  # "Pro-Russian"
    last = first
    index = first + 1
    while index < len(line.tokens) and index - first < _LONGEST:
        if index in line.taken:
            break
        if _capital(line, index) and line.tokens[index].text not in line.words.never and _adjoin(line, last, index):
            last = index
        elif (
            not _joins(line, index)
            or (index - 1 == last and line.tokens[index].text in _ARTICLES)
            or _parts(line, first, index)
            or index - last > (_CLOSE_JOINERS if line.tokens[last + 1].text == "-" else _TWO)
        ):
            break
        index += 1
    return last


def _titled(line: Line, index: int) -> bool:
    """Whether a title stands right before a word: "spokesman Will Roberts"."""
    return any(c.family == "role" and c.last == index - 1 for c in line.cues)


def _in_title_case(line: Line) -> bool:
    """Whether a sentence is a headline of which every word has a capital."""
    if not line.tokens or line.tokens[-1].text in _ENDS or len(line.capitals) < _SHORTEST_TITLE * _TITLED:
        return False
    words = [line.raw(i) for i, t in enumerate(line.tokens) if len(t.text) >= CLOSE and t.text.isalpha()]
    capitals = sum(w[0].isupper() for w in words)
    return len(words) >= _SHORTEST_TITLE and capitals / len(words) >= _TITLED


def _parts(line: Line, first: int, index: int) -> bool:
    """Whether an "and" stands between two names, and not inside that of a body: "National Cyber and Crypto Agency"."""
    if line.tokens[index].text not in _AND or _headed(line, first):
        return False
    if any(heads.ends_at(line.tokens, index - 1) for heads in line.words.heads.values()):
        return True
    last = index
    while last + 1 < len(line.tokens) and last - index < _LONGEST and _capital(line, last + 1):
        last += 1
    return not any(line.words.heads[kind].ends_at(line.tokens, last) for kind in _BODIES if kind in line.words.heads)


def _real_start(line: Line, first: int, last: int) -> int:
    """Where the name in a run begins: behind titles ("President X"), acronyms of others, and "Shares of"."""
    for cue in line.cues:
        if cue.family == "role" and first <= cue.first and cue.last < last:
            first = max(first, cue.last + 1)
    first = starts_with_given_name(line, first, last)
    links = [i for i in range(first, last + 1) if line.tokens[i].text in _PREPOSITIONS]
    if links and not _headed(line, first) and not _holds(line, links[0], first, last):
        first = links[0] + 1
    acronym = line.raw(first).isupper() and len(line.raw(first)) > 1
    country = is_adjective_of_country(line, first)
    own = country and last > first and line.words.heads["Company"].ends_at(line.tokens, last)  # "UK Power Networks"
    alone = not any(line.raw(i).isupper() for i in range(first + 1, last + 1))
    if acronym and not own and (country or (last - first >= _TWO and alone)):
        first += 1  # the source before a speaker: "a déclaré à l'AFP Jean Dupont"
    while first < last and (
        line.tokens[first].text in line.words.joiners or line.tokens[first].text in line.words.honorifics
    ):
        first += 1
    return first


def _holds(line: Line, link: int, first: int, last: int) -> bool:
    """Whether the words on both sides of a link are of one name: "Payments Corporation of India"."""
    heads = line.words.heads
    if line.tokens[link].text in _AND:
        return any(heads[k].ends_at(line.tokens, last) for k in _BODIES if k in heads)
    return link - 1 > first and any(h.ends_at(line.tokens, link - 1) for h in heads.values())


def _is_title(line: Line, first: int, last: int) -> bool:
    """Whether a run is nothing but a title: "Communications Minister"."""
    return any(c.family == "role" and c.first <= first and last <= c.last for c in line.cues)


def _headed(line: Line, index: int) -> bool:
    return any(h.starts_at(line.tokens, index) for h in line.words.heads.values())


def _all_people(line: Line, first: int, last: int) -> bool:
    return all(line.tokens[i].text in line.words.person_tokens for i in range(first, last + 1))


def _joins(line: Line, index: int) -> bool:
    """Whether a word may stand inside a name: "de la", "&", the hyphen of "Marc-Antoine"."""
    token = line.tokens[index]
    if token.text == "-":
        return hyphenated(line, index) is not None
    if token.text == ".":
        return _is_initial(line, index - 1)
    return token.text in line.words.joiners or token.text == "&"


def _is_initial(line: Line, index: int) -> bool:
    """Whether a letter with a full stop stands between two words of a name: the "K" of "Anthony K. Wutoh"."""
    if index < 1 or index + _TWO >= len(line.tokens) or len(line.tokens[index].text) > 1:
        return False
    beside = (index - 1, index + _TWO)
    return _capital(line, index) and all(_capital(line, i) and len(line.tokens[i].text) > 1 for i in beside)


def _capital(line: Line, index: int) -> bool:
    return index in line.capitals


def _adjoin(line: Line, left: int, right: int) -> bool:
    between = line.sentence.text[line.tokens[left].span.end : line.tokens[right].span.start]
    return all(c.isspace() or c in "’'-&." or c.isalpha() for c in between) and not any(
        c in between for c in ',;:()"«»'
    )


def _kind_of_run(line: Line, first: int, last: int) -> str | None:
    if any(line.raw(i) == "&" for i in range(first, last + 1)):
        return "Company"
    kind = _headed_kind(line, first, last) if last > first else None
    if kind:
        return kind
    if last > first and _all_people(line, first, last):
        return "Person"
    return _kind_beside(line, first, last) or ("Place" if _in_region(line, first, last) else None)


def _in_region(line: Line, first: int, last: int) -> bool:
    """Whether a run is a town told with its region: "in Haverhill, Massachusetts", "near Delano, Ga."."""
    locative = line.words.locatives
    if not first or line.tokens[first - 1].text not in locative or last + 2 >= len(line.tokens):
        return False
    behind = last + 2
    region = behind in line.taken or line.tokens[behind].text in line.words.regions
    closed = behind + 1 >= len(line.tokens) or not _capital(line, behind + 1) or behind + 1 in line.taken
    return line.tokens[last + 1].text == "," and region and closed and _capital(line, behind)


def _headed_kind(line: Line, first: int, last: int) -> str | None:
    """The kind told by a word of the name: its last ("Kestrel Bank"), its first, or one before "of"."""
    heads = line.words.heads
    kinds = [k for k in ("ThreatActor", "GovernmentBody", "Organization", "Company", "Service", "Place") if k in heads]
    of = [i for i in range(first, last) if line.tokens[i + 1].text in OF]
    opened = next((k for i in of for k in kinds if k != "Service" and heads[k].ends_at(line.tokens, i)), None)
    if opened:
        return opened  # "Ministry of Health"
    ends = {k: heads[k].ends_at(line.tokens, last) for k in kinds}
    best = max(reversed(kinds), key=lambda k: ends[k], default=None)
    if best and ends[best]:
        return best  # of two the longer: "Stock Exchange" before "Exchange"
    return next((k for k in kinds if k != "Service" and heads[k].starts_at(line.tokens, first)), None)


def _kind_beside(line: Line, first: int, last: int) -> str | None:
    """The kind of a run by what stands beside it."""
    cue = cue_before(line, first) or _cue_behind(line, first, last)
    if cue in {None, "Company"} and _claims(line, first, last):
        return "ThreatActor"
    employer = employs(line, first, last)
    if cue or (not employer and is_person(line, first, last)):
        return cue or "Person"
    hit = employer or is_victim(line, first, last) or is_struck(line, first, last)
    return _apposed_kind(line, last) or ("Company" if hit else None)


def _claims(line: Line, first: int, last: int) -> bool:
    """Whether a name is the subject of a claim of responsibility: "X claimed responsibility", «تبنّت X»."""
    claims = [c for c in line.cues if c.family == "claim"]
    if line.language.script == "Arab":
        return any(0 < first - c.last <= BESIDE for c in claims)
    behind = last + 1 < len(line.tokens) and line.tokens[last + 1].text == ","
    ends = [i for i in range(last + _TWO, min(last + CLAUSE, len(line.tokens))) if line.tokens[i].text == ","]
    at = ends[0] if behind and ends else last  # "X, a group close to Y, claimed responsibility"
    return any(0 < c.first - at <= BESIDE for c in claims)


def _cue_behind(line: Line, first: int, last: int) -> str | None:
    """The kind told by the word right behind a name ("the Atlas Pay app", "the Lynx gang")."""
    behind = last + 1
    if line.language.script == "Arab" or behind >= len(line.tokens) or not plain_gap(line, behind):
        return None
    cued = next((k for k in ("ThreatActor", "Service") if line.words.cues[k].starts_at(line.tokens, behind)), None)
    opens = first == last and _opens(line, first)
    if opens and line.tokens[first].text in line.words.generic:
        return None  # "Undersea cable damage"
    if cued or opens or line.tokens[last].text in line.words.peoples:
        return cued  # "Angry customers" names nobody
    return next((k for k, words in line.words.behind.items() if words.starts_at(line.tokens, behind)), None)


def _opens(line: Line, index: int) -> bool:
    """Whether a word opens the sentence or a quote in it, so that its capital tells nothing."""
    start = line.tokens[index].span.start
    return index == 0 or line.sentence.text[start - 1] in _OPENING or not line.tokens[index - 1].is_word


def _apposed_kind(line: Line, last: int) -> str | None:
    """The kind told by an apposition behind a name: "Lumora, the streaming service that ..."."""
    if last + 2 >= len(line.tokens) or line.tokens[last + 1].text not in {",", "(", "-"}:
        return None
    opening = line.tokens[last + 2].text
    if opening not in _ARTICLES and not any(w.starts_at(line.tokens, last + 2) for w in line.words.cues.values()):
        return None
    for index in range(last + 2, min(last + 2 + _APPOSITION_REACH, len(line.tokens))):
        if line.tokens[index].text in {",", ".", ";", ")"} or index in line.taken or _capital(line, index):
            return None
        for kind in _KINDS:
            if kind in line.words.cues and line.words.cues[kind].starts_at(line.tokens, index):
                return kind
    return None
