"""Unknown names in Arabic, which has no capitals: institutions by their word, people by their titles and words."""

from __future__ import annotations

from collections.abc import Iterator

from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.names_line import SPOKEN, Candidate, Line, is_adjective_of_country, plain_gap
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR

_ARTICLE_AR = "ال"
_ALI, _ON = "\u0639\u0644\u064a", "\u0639\u0644\u0649"  # a name and a preposition that fold alike
_TWO = 2
_LONGEST = 5
_OPENING = frozenset({"«", '"', "“"})
_SHORT = 3
_BARE = frozenset({"Place", "Service", "ThreatActor"})  # named without the word for their kind
_NAMED = ("ThreatActor", "Company", "Service", "Organization", "Place")
_APPOSED = ("ThreatActor", "Service", "Company", "Organization")
_SEATED = frozenset({"Organization"})
_LIGHT = frozenset({"place_in", "inside", "lasted", "victim", "channel"})
_MAYBE_CLITIC = ("و", "ب", "ل", "ف", "ك", "س", "ت", "ي", "ن")
_BETWEEN = frozenset({"و", "في"})  # joiners of other names than people's
_ENDINGS = ("ت", "وا", "ها", "هم")


def headed_arabic(line: Line) -> Iterator[Candidate]:
    """An institution's word and what qualifies it: «مستشفى المنارة الجامعي», «وزارة التربية والتعليم»."""
    for index in range(len(line.tokens)):
        for kind in ("GovernmentBody", "Organization", "Company"):
            length = line.words.heads[kind].starts_at(line.tokens, index)
            if not length or index in line.taken or _is_the(line, index, length):
                continue
            last = _qualified_until(line, index + length, kind)
            if last is not None and not (kind == "Company" and _described_name(line, last + 1)):
                yield Candidate(index, last, kind, _clitic(line, index, kind))
                break


def _described_name(line: Line, index: int) -> bool:
    """Whether a name follows, so that what stands before describes it: «شركة الأمن السيبراني [س]»."""
    while index < len(line.tokens) and is_adjective_of_country(line, index) and index not in line.taken:
        index += 1
    if index >= len(line.tokens):
        return False
    if line.raw(index).isascii() and line.raw(index)[0].isalpha():
        return True
    between = line.sentence.text[line.tokens[index - 1].span.end : line.tokens[index].span.start]
    return (index in line.taken and not between.strip()) or between.strip() in _OPENING


def led_arabic(line: Line) -> Iterator[Candidate]:
    """A name without quotes behind the word for its kind: «بنك سبه», «مدينة الخضيرة», «عصابة لوكبت»."""
    for index in range(len(line.tokens) - 1):
        for kind, words in line.words.led.items():
            length = words.starts_at(line.tokens, index)
            if not length or index in line.taken or _definite(line, index):
                continue
            last = _name_until(line, index + length, kind)
            if last is not None:
                whole = line.words.heads.get(kind)
                headed = whole is not None and whole.starts_at(line.tokens, index) == length and kind not in _BARE
                first = index if headed else index + length
                yield Candidate(first, last, kind, _clitic(line, index, kind) if headed else 0)
                if kind == "Place" and line.tokens[index].text in line.words.listing:
                    yield from _listed_places(line, last + 1)
                break


def _listed_places(line: Line, index: int) -> Iterator[Candidate]:
    """The further members of a list of places: «محافظات س وص وع»; each before the next, or the end of the list."""
    while index < len(line.tokens) and line.tokens[index].text.startswith("و") and plain_gap(line, index):
        behind = line.tokens[index + 1].text if index + 1 < len(line.tokens) else "."
        ends = behind.startswith("و") or not behind[0].isalpha() or behind in line.words.stopwords
        if index not in line.taken:
            if not ends or not _unheard(line, index, "Place"):
                return
            yield Candidate(index, index, "Place", 1)
        index += 1


def bracketed_arabic(line: Line) -> Iterator[Candidate]:
    """A name in brackets behind the word for its kind, as agencies write it: «مستشفى (كلينيك برشلونة)»."""
    for index in range(1, len(line.tokens) - 1):
        if line.tokens[index].text != "(" or _definite(line, index - 1):
            continue
        last = next(
            (i for i in range(index + 1, min(index + _LONGEST, len(line.tokens))) if line.tokens[i].text == ")"), 0
        )
        inside = range(index + 1, last)
        kinds = (k for k in _NAMED if line.words.cues[k].ends_at(line.tokens, index - 1))
        kind = next(kinds, None)
        if kind and inside and all(i not in line.taken and _unheard(line, i, kind) for i in inside):
            yield Candidate(index + 1, last - 1, kind)


def apposed_arabic(line: Line, last: int) -> str | None:
    """The kind told by an apposition behind a quoted name: «"صدى"، وهي مجموعة ...», «"نوفا"، أكبر مصارف البلاد»."""
    at = last + 2
    if line.language.script != "Arab" or at >= len(line.tokens) or line.tokens[last + 1].text != ",":
        return None
    if line.tokens[at].text not in line.words.apposes:
        return None
    for index in range(at + 1, min(at + CLOSE, len(line.tokens))):
        if index in line.taken or not line.tokens[index].is_word:
            return None
        kind = next((k for k in _APPOSED if line.words.cues[k].starts_at(line.tokens, index)), None)
        if kind:
            return kind
    return None


def _is_the(line: Line, index: int, length: int) -> bool:
    """Whether an institution's word has the article and opens no name: «الجامعة الإلكترونية», but «الهيئة العامة»."""
    behind = index + length
    bare = length == 1 and _definite(line, index) and behind < len(line.tokens)
    return bare and line.tokens[behind].text not in line.words.official and not _national(line, behind)


def _national(line: Line, index: int) -> bool:
    """Whether a country's adjective opens what a body is for: «الشركة *التونسية* للكهرباء»."""
    behind = index + 1
    if behind >= len(line.tokens) or not is_adjective_of_country(line, index) or index in line.taken:
        return False
    return line.tokens[behind].text.startswith("لل") or (
        line.tokens[behind].text in line.words.official
        and behind + 1 < len(line.tokens)
        and line.tokens[behind + 1].text.startswith("لل")
    )


def _definite(line: Line, index: int) -> bool:
    """Whether a word has the article, so that what follows is no name of it: «البنك وقوع»."""
    return line.tokens[index].text.lstrip("وفبك").startswith((_ARTICLE_AR, "لل"))


def _name_until(line: Line, first: int, kind: str) -> int | None:
    """The last word of a name that begins at `first`: one word, a second where it looks like a foreign name's."""
    text = line.tokens[first].text
    second = first + 1
    if text in line.words.opens_place and kind in _SEATED and second < len(line.tokens) and plain_gap(line, second):
        return second if second not in line.taken and line.tokens[second].is_word else None  # «بورصة تل أبيب»
    if not _unheard(line, first, kind):
        return None
    if text in line.words.joiners or (kind == "Place" and text in line.words.opens_place):
        return second if second < len(line.tokens) and plain_gap(line, second) and second not in line.taken else None
    if kind == "Place" and text.startswith(_ARTICLE_AR) and _goes_on(line, second):
        return second  # «النيل الأزرق»
    if kind == "Place" or text.startswith(_ARTICLE_AR) or second >= len(line.tokens):
        return first
    follows = line.tokens[second].text
    foreign = len(follows) > _SHORT and not follows.startswith(_MAYBE_CLITIC) and not follows.endswith(_ENDINGS)
    foreign = foreign or (follows.endswith("ه") and _closed(line, second + 1))
    return second if foreign and _unheard(line, second, kind) else first


def _closed(line: Line, index: int) -> bool:
    """Whether a preposition of place, a mark or the end stands at a token, so that a name ends before it."""
    return index >= len(line.tokens) or not line.tokens[index].is_word or line.tokens[index].text in _BETWEEN


def _goes_on(line: Line, index: int) -> bool:
    """Whether a definite adjective goes on with a place's definite name."""
    if index >= len(line.tokens) or index in line.taken or not plain_gap(line, index):
        return False
    word = line.tokens[index].text
    cued = any(_word_of(c, index) and c.family not in _LIGHT for c in line.cues)
    plain = word not in line.words.never and not is_adjective_of_country(line, index)
    return word.startswith(_ARTICLE_AR) and plain and not cued


def _unheard(line: Line, index: int, kind: str) -> bool:
    """Whether a word is none that is known: no common noun or adjective, no cue, no stop word; then it is a name."""
    if index >= len(line.tokens) or not _surname_like(line, index) or line.raw(index).isascii():
        return False
    token = line.tokens[index]
    if token.text in line.words.introduces:
        return False
    if kind != "Place" and token.text.startswith((_ARTICLE_AR, "لل")):
        return False
    cued = any(_word_of(c, index) and c.family not in _LIGHT for c in line.cues)
    common = any(f in line.words.common for f in token.forms) or is_adjective_of_country(line, index)
    # Adjectives and plurals of common nouns: «حكومي», «أمنية», «اتصالات».
    person = kind == "Person" and token.text.endswith(("ي", "ت")) and not token.text.startswith("ت")  # «ستيوارت»
    described = kind != "Place" and token.text.endswith(("ي", "يه", "ات", "يين")) and not token.text.endswith("اي")
    described = not person and (described or token.text.endswith(_ENDINGS))
    return not cued and not common and not described


def _word_of(cue: Cue, index: int) -> bool:
    """Whether a token is a word of a cue, not one that stands in its gap («لم يتمكن [عملاء بنك س] من الدخول»)."""
    return index in {cue.first, cue.last} or (cue.first < index < cue.last and cue.last - cue.first <= BESIDE)


def _clitic(line: Line, index: int, kind: str) -> int:
    token = line.tokens[index]
    form = next((f for f in token.forms if f in line.words.heads[kind].by_first), token.text)
    before = len(token.text) - len(form)
    return before - len(_ARTICLE_AR) if token.text[:before].endswith(_ARTICLE_AR) else before


def _qualified_until(line: Line, start: int, kind: str) -> int | None:
    """The last of the definite words that follow an institution's word, a public body's country included; or None."""
    last = None
    for index in range(start, min(start + _LONGEST, len(line.tokens))):
        word = line.tokens[index].text
        if (last is not None or kind == "GovernmentBody") and _coordinated(
            line, index, "و" if last is not None else ""
        ):
            continue
        ahead = _matter_until(line, index)
        if ahead:
            last = ahead
            break
        definite = word.startswith((_ARTICLE_AR, "و" + _ARTICLE_AR)) and word not in line.words.never
        before = line.tokens[index - 1].text in line.words.official or _national(line, index - 1)
        definite = definite or (word.startswith("لل") and before)
        definite = (
            definite
            and word not in line.words.stopwords
            and not any(_word_of(c, index) and _bars(c, start) for c in line.cues)
        )
        ranked = word in line.words.honorifics  # «وزارة الداخلية اللواء س»
        if not definite or ranked or index in line.taken or not plain_gap(line, index):
            break
        if is_adjective_of_country(line, index) and not _national(line, index):
            return index if last is not None and kind != "Company" else last
        last = index
    return last


def _bars(cue: Cue, start: int) -> bool:
    """Whether a cue's words are no part of a name that goes on at `start`; one that begins before it may end inside."""
    return cue.family == "anaphor" or (cue.family in SPOKEN and cue.first >= start)


def _matter_until(line: Line, index: int) -> int | None:
    """The last word of what a public body is for: «الجهاز القومي *لتنظيم الاتصالات*»."""
    word = line.tokens[index].text
    if not word.startswith("ل") or word.startswith("لل") or line.tokens[index - 1].text not in line.words.official:
        return None
    for at in range(index + 1, min(index + _SHORT, len(line.tokens))):
        if at in line.taken or not plain_gap(line, at):
            return None
        if line.tokens[at].text.startswith(_ARTICLE_AR) and line.tokens[at].text not in line.words.never:
            return at
    return None


def _coordinated(line: Line, index: int, joined: str) -> bool:
    """Whether a word opens an office's matter or joins one: «هيئة *تنظيم* الاتصالات *وتكنولوجيا* المعلومات»."""
    word = line.tokens[index].text
    behind = index + 1
    return (
        word.startswith(joined)
        and word.removeprefix(joined) in line.words.matters
        and index not in line.taken
        and plain_gap(line, index)
        and behind < len(line.tokens)
        and line.tokens[behind].text.startswith(_ARTICLE_AR)
    )


def people_arabic(line: Line) -> Iterator[Candidate]:
    """Two to four words of people's names in a row, beside a title or a verb of saying."""
    index = 0
    while index < len(line.tokens):
        last = index
        while last < len(line.tokens) and _name_word(line, last) and (last == index or plain_gap(line, last)):
            last += 1
        if last == index + 1 and _told_of_person(line, index, last):
            last = _surname_end(line, last)
        if last <= index + 1 and (unknown := _introduced(line, index)):
            yield Candidate(index, unknown, "Person")
            index = unknown + 1
            continue
        if 2 <= last - index <= 4 and _person_cue(line, index, last - 1):  # noqa: PLR2004 - given name and surname(s)
            yield Candidate(index, last - 1, "Person")
        index = max(last, index + 1)


def _name_word(line: Line, index: int) -> bool:
    token = line.tokens[index]
    text, people = token.text, line.words.person_tokens
    if text not in people and text.removeprefix(_ARTICLE_AR) not in people and text != "عبد":
        return False
    if index in line.taken or not token.is_word or _is_definite_adjective(text):
        return False
    title = any(c.family == "role" and _word_of(c, index) for c in line.cues)
    other = text in line.words.never or text in line.words.honorifics
    if title or other or is_adjective_of_country(line, index):
        return False
    light = any(f in line.words.stopwords for f in token.forms)
    light = light and text != _ALI and not text.startswith(_ARTICLE_AR)
    return not light and line.raw(index) != _ON


def _is_definite_adjective(text: str) -> bool:
    """Whether a word is a definite feminine adjective or plural, no name: «الحرب السيبرانية»."""
    return text.startswith(_ARTICLE_AR) and text.endswith(("يه", "ات"))


def _introduced(line: Line, first: int) -> int | None:
    """The last of two or three unknown words that only a person can be: "said X Y, the director", "Mr X Y"."""
    if first == 0 or not _unheard(line, first, "Person") or line.tokens[first].text in line.words.joiners:
        return None
    last = _surname_end(line, first + 1) - 1
    if last == first:
        return None
    before = line.tokens[first - 1].text
    behind = line.tokens[last + 1].text if last + 1 < len(line.tokens) else "."
    title = any(c.family == "role" and 0 < c.first - last <= BESIDE for c in line.cues)
    said = any(c.family == "say" and c.last == first - 1 for c in line.cues)
    honoured = before in line.words.honorifics and plain_gap(line, first)
    said = said or first == 1  # whatever verb opens the sentence: «وقدّر س ص، أستاذ الاقتصاد»
    return last if honoured or (said and title and behind in {",", "("}) else None


def _surname_end(line: Line, at: int) -> int:
    """Behind the surname of a given name that ends at `at`, with its "bin" or "abu"; `at` where there is none."""
    start = at
    if start < len(line.tokens) and _is_short_surname(line, start):
        return start + 1
    joiners = line.words.joiners - _BETWEEN
    while start < len(line.tokens) and line.tokens[start].text in joiners and plain_gap(line, start):
        start += 1
    return start + 1 if _surname_like(line, start) else at


def _is_short_surname(line: Line, index: int) -> bool:
    """Whether a word of two letters is a foreign surname, between a given name and more words: «ستيفن رو»."""
    token = line.tokens[index]
    plain = len(token.text) == _TWO and index not in line.taken and plain_gap(line, index) and token.text.isalpha()
    titled = any(c.family == "role" and c.last < index for c in line.cues)
    given = not line.tokens[index - 1].text.startswith(_ARTICLE_AR)
    return plain and titled and given and token.text not in line.words.stopwords | line.words.joiners | line.words.never


def _told_of_person(line: Line, first: int, last: int) -> bool:
    """Whether a title stands before a given name, or a verb of saying beside it."""
    said = any(c.family == "say" and (0 < first - c.last <= 1 or 0 <= c.first - last <= BESIDE) for c in line.cues)
    return said or _titled(line, first) or _of_long_title(line, first)


def _surname_like(line: Line, index: int) -> bool:
    """Whether a word may be the surname behind a given name: no stop word, no cue, not known as something else."""
    if index >= len(line.tokens) or index in line.taken or not line.tokens[index].is_word or not plain_gap(line, index):
        return False
    text = line.tokens[index].text
    cue = text in line.words.never or any(_word_of(c, index) and c.family in SPOKEN for c in line.cues)
    cue = cue or _is_definite_adjective(text)
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
    return near or _of_long_title(line, first) or (first > 0 and line.tokens[first - 1].text in line.words.honorifics)


def _of_long_title(line: Line, first: int) -> bool:
    """Whether a title with its body stands before a name, and nothing is said in between."""
    told = [c for c in line.cues if c.family in {"role", "say"} and c.last < first]
    title = told[-1] if told and told[-1].family == "role" and first - told[-1].last <= CLAUSE else None
    return title is not None and all(line.tokens[i].is_word for i in range(title.last + 1, first - 1))
