"""Who and what an article names: the dictionary's names, names found by cues, and short forms of either.

What a full name has introduced, its short form means for the rest of the article: a surname its person, an acronym in
parentheses its organisation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from incidentgraph.entities import Dictionary, Known
from incidentgraph.extract.recognizers import Recognized, Recognizer
from incidentgraph.extract.rules.names_cued import candidates
from incidentgraph.extract.rules.names_headed import headed
from incidentgraph.extract.rules.names_kinds import meant
from incidentgraph.extract.rules.names_known import Hit, Matcher, dictionary_matcher
from incidentgraph.extract.rules.names_line import Candidate, line_of
from incidentgraph.extract.rules.names_placed import Found, Read, found_in, place_of
from incidentgraph.extract.rules.names_recognized import recognized
from incidentgraph.extract.rules.names_shared import shared
from incidentgraph.extract.rules.names_short import follow_short_forms, take_initials
from incidentgraph.extract.rules.prepared import Prepared
from incidentgraph.extract.rules.wordlists import NameWords, name_words
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Entity, Mention, Name, NodeId, Span

SEGMENTS = {
    "Person": "person",
    "Company": "company",
    "Service": "service",
    "ThreatActor": "group",
    "Country": "place",
    "City": "place",
    "Region": "place",
    "Place": "place",
}
_LEADS = frozenset({"place_in", "inside", "struck", "victim", "affect"})
"""Families of words behind which a country stands, not its adjective."""
_IN_QUOTES_BEFORE = re.compile(r"[«\"“]([\w ]*)\Z")
_IN_QUOTES_BEHIND = re.compile(r"([\w ]*)[»\"”]")
_QUOTED, _LONGEST_QUOTED = 40, 3
_LINKS = 3  # words such as "of the" between an institution and its place
_BODIES = frozenset({"GovernmentBody", "Organization"})
_TELLING = {"ThreatActor": 3, "Service": 2}  # "group" and "company" are said of many things, "gang" and "app" are not


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of an article in order, and the entities they stand for."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


def find_mentions(
    sentences: Sequence[Prepared], language: Language, dictionary: Dictionary, recognizer: Recognizer | None = None
) -> Names:
    """All mentions of entities in the sentences of an article; each stands at its span of the article's text.

    What a recogniser sees comes last: known names, cues and their short forms stay as they are.
    """
    lines = [Read(s, s.sentence, s.folded, s.tokens) for s in sentences]
    for line, hits in found_in(lines, dictionary_matcher(dictionary), language):
        _take(line, hits, dictionary, language)
    take_initials(lines, dictionary, language)
    listed = _take_shared(lines, language, dictionary)
    made = {**listed, **_discover(lines, _cued(lines), language, dictionary)}
    follow_short_forms(lines, {**dictionary.entities, **made}, language, dictionary.entities.keys())
    if recognizer:
        seen = _recognized(lines, recognizer.find([s.sentence for s in sentences], language), language)
        made = {**_discover(lines, seen, language, dictionary), **made}
        follow_short_forms(lines, {**dictionary.entities, **made}, language, dictionary.entities.keys())
    mentions = tuple(_mention(line, found) for line in lines for found in sorted(line.found))
    ids = sorted({m.entity for m in mentions})
    return Names(mentions, tuple(made.get(i) or dictionary.entities[i] for i in ids))


def _take(line: Read, hits: Sequence[Hit], dictionary: Dictionary, language: Language) -> None:
    words = name_words(language)
    for hit in hits:
        place = place_of(line, hit)
        if place is None or not line.is_free(place):
            continue
        if _cuts_person(line, place, hit, words):
            continue
        entity = meant(hit.entries, line.tokens, place, words, dictionary)
        if entity is None or _opens_event(line, place) or _is_adjective(line, place, words):
            continue
        if _lengthens_company(line, place, entity, dictionary):
            continue
        if not _part_of_longer_name(line, place, entity, dictionary, language):
            line.take(place, entity, hit)
    _take_headed(line, dictionary)


def _opens_event(line: Read, place: tuple[int, int]) -> bool:
    """Whether a word that opens a sentence is the first of words for an event: "Signal failure halts trains"."""
    told = line.prepared.cues if place == (0, 0) else ()
    return any(c.first == 0 < c.last and c.family in {"outage", "cause"} for c in told)


def _cuts_person(line: Read, place: tuple[int, int], hit: Hit, words: NameWords) -> bool:
    """Whether what looks like a clitic before a name is a letter of a given name: «فانيسا» is no "fa" and «أنيسا»."""
    token = line.tokens[place[0]]
    cut = token.span.start < line.folded.span(hit.start, hit.end).start
    return cut and place[0] == place[1] and token.text in words.person_tokens


def _is_adjective(line: Read, place: tuple[int, int], words: NameWords) -> bool:
    """Whether a country's name is its adjective here: «المواقع السورية», «وسائل إعلام سورية», but «في سورية»."""
    first = place[0]
    token = line.tokens[first]
    bare = next((w for w in words.adjectival if token.text.endswith(w)), None)
    if bare is None or first == 0:
        return False
    if token.text != bare:
        return token.text.endswith(words.article + bare)
    before = line.tokens[first - 1]
    led = any(c.last == first - 1 and c.family in _LEADS for c in line.prepared.cues)
    return before.is_word and not led and before.text not in words.stopwords


def _take_headed(line: Read, dictionary: Dictionary) -> None:
    """Find the institutions; a place that is part of one's name is not named by itself."""
    kinds = {i: dictionary.entities[f.entity].kind for f in line.found for i in range(f.first, f.last + 1)}
    line.headed.extend(headed(line_of(line.prepared, frozenset()), kinds))
    for name in line.headed:
        line.found[:] = [f for f in line.found if not name.first < f.first <= name.last]
    if line.headed:
        line.taken.clear()
        line.taken.update(i for f in line.found for i in range(f.first, f.last + 1))


def _part_of_longer_name(
    line: Read, place: tuple[int, int], entity: NodeId, dictionary: Dictionary, language: Language
) -> bool:
    """Whether a place is only part of another name: a surname ("Alex Bristol"), a compound ("Paris-Match")."""
    if dictionary.entities[entity].kind not in {"City", "Region", "Country"}:
        return False
    if _behind_given_name(line, place[0], language) or _heads_institution(line, place[1], language):
        return True
    if _names_institution(line, place[0], language) or _in_quoted_name(line, place, language):
        return True
    after = place[1] + 1
    if after >= len(line.tokens):
        return False
    left, right = line.tokens[place[1]].span.end, line.tokens[after].span.start
    glued = line.sentence.text[left:right] in {"-", "’", "'"}
    return glued and line.sentence.text[right : right + 1].isupper()


def _lengthens_company(line: Read, place: tuple[int, int], entity: NodeId, dictionary: Dictionary) -> bool:
    """Whether a country right behind a company's name is part of it, and makes it longer: "MTN Ghana"."""
    if dictionary.entities[entity].kind != "Country":
        return False
    before = next((f for f in line.found if f.last == place[0] - 1), None)
    if before is None or dictionary.entities[before.entity].kind != "Company":
        return False
    left, right = line.tokens[place[0] - 1].span.end, line.tokens[place[0]].span.start
    if line.sentence.text[left:right] != " ":
        return False
    line.found.remove(before)
    span = Span(before.span.start, line.tokens[place[1]].span.end)
    line.found.append(Found(before.first, place[1], before.entity, span))
    line.taken.update(range(place[0], place[1] + 1))
    return True


def _heads_institution(line: Read, last: int, language: Language) -> bool:
    """Whether a place opens the name of an institution: "Tokyo Stock Exchange"."""
    if language.script == "Arab":  # a name in Latin letters goes on: "Singapore Telecom"
        behind = line.tokens[last + 1].span if last + 1 < len(line.tokens) else line.tokens[last].span
        text = line.sentence.text[line.tokens[last].span.start : behind.end]
        return text.isascii() and " " in text and text.rpartition(" ")[2][:1].isupper()
    for index in range(last + 1, min(last + 4, len(line.tokens))):
        token = line.tokens[index]
        if index in line.taken or not line.sentence.text[token.span.start : token.span.end][:1].isupper():
            return False
        if line.sentence.text[line.tokens[index - 1].span.end : token.span.start] != " ":
            return False
        if any(h.ends_at(line.tokens, index) for h in name_words(language).heads.values()):
            return True
    return False


def _names_institution(line: Read, first: int, language: Language) -> bool:
    """Whether a place ends the name of an institution: "University of Leeds", *Hôpital de Nantes*."""
    words = name_words(language)
    if language.script == "Arab":  # «جامعة برمنغهام»
        return first > 0 and first - 1 not in line.taken and line.tokens[first - 1].text in words.seated
    at = first - 1
    while at > 0 and first - at <= _LINKS and line.tokens[at].text in words.joiners:
        at -= 1
    if not 0 <= at < first - 1 or at in line.taken:
        return False
    raw = line.sentence.text[line.tokens[at].span.start : line.tokens[at].span.end]
    return raw[:1].isupper() and any(h.ends_at(line.tokens, at) for h in words.heads.values())


def _in_quoted_name(line: Read, place: tuple[int, int], language: Language) -> bool:
    """Whether a place is part of a quoted name of a few words: «إي ألبانيا»."""
    if language.script != "Arab":
        return False
    start, end = line.tokens[place[0]].span.start, line.tokens[place[1]].span.end
    text = line.sentence.text
    before, behind = _IN_QUOTES_BEFORE.search(text, max(0, start - _QUOTED), start), _IN_QUOTES_BEHIND.match(text, end)
    words = len(before[1].split()) + len(behind[1].split()) if before and behind else 0
    return 0 < words < _LONGEST_QUOTED


def _behind_given_name(line: Read, first: int, language: Language) -> bool:
    if first == 0 or language.script == "Arab":
        return False
    before = line.tokens[first - 1]
    raw = line.sentence.text[before.span.start : before.span.end]
    glued = line.sentence.text[before.span.end : line.tokens[first].span.start] == " "
    return glued and raw.istitle() and before.text in name_words(language).person_tokens and first - 1 not in line.taken


def _mention(line: Read, found: Found) -> Mention:
    text = line.sentence.text[found.span.start : found.span.end]
    return Mention(found.span.shifted(line.sentence.span.start), text, found.entity)


def _cued(lines: Sequence[Read]) -> Iterator[tuple[Read, Candidate]]:
    for line in lines:
        yield from ((line, found) for found in line.headed)
        inside = {i for name in line.headed for i in range(name.first, name.last + 1)}
        for found in candidates(line_of(line.prepared, line.taken | inside)):
            yield line, found


def _recognized(
    lines: Sequence[Read], found: Sequence[Recognized], language: Language
) -> Iterator[tuple[Read, Candidate]]:
    for line in lines:
        for name in recognized(line.sentence, line.tokens, line.taken, found, language):
            yield line, name


def _take_shared(lines: Sequence[Read], language: Language, dictionary: Dictionary) -> dict[NodeId, Entity]:
    """Take the institutions listed behind one word; places inside are part of their names. Gives the entities made."""
    made: dict[NodeId, Entity] = {}
    heads = name_words(language).shared_words
    for line in (line for line in lines if heads.search(line.sentence.folded.text)) if heads else ():
        for member in shared(line_of(line.prepared, frozenset()), dictionary):
            known = dictionary.entities.get(member.known) if member.known else None
            entity = known or _entity(member.form, member.kind, language.code)
            if entity.id not in dictionary.entities:
                made[entity.id] = entity
            line.found[:] = [f for f in line.found if f.last < member.first or member.last < f.first]
            start = line.tokens[member.first].span.start + member.clitic
            span = Span(start, line.tokens[member.last].span.end)
            line.found.append(Found(member.first, member.last, entity.id, span))
            line.taken.update(range(member.first, member.last + 1))
    return made


def _discover(
    lines: Sequence[Read], found: Iterable[tuple[Read, Candidate]], language: Language, dictionary: Dictionary
) -> dict[NodeId, Entity]:
    """Take names found; one found once is known in the rest of the article. Gives the entities made."""
    made: dict[NodeId, Entity] = {}
    votes: dict[str, Counter[str]] = {}
    forms: dict[str, str] = {}
    for line, name in found:
        form = _form(line, name)
        key = fold_text(form)
        if len(key) > 1 and not key.isdecimal():
            votes.setdefault(key, Counter())[name.kind] += 1
            forms.setdefault(key, form)
    table: dict[str, tuple[Known, ...]] = {}
    for key, kinds in sorted(votes.items()):
        kind = min(kinds, key=lambda k: (-kinds[k] * _TELLING.get(k, 1), k))
        entity = _entity(forms[_full(key, kind, votes)], kind, language.code)
        if entity.id not in dictionary.entities:
            made[entity.id] = entity
        table[key] = (Known(entity.id, forms[key], exact_case=False, needs_cue=False),)
    if table:
        matcher = Matcher.of(table)
        for line, hits in found_in(lines, matcher, language):
            for hit in hits:
                place = place_of(line, hit)
                if place and line.is_free(place):
                    line.take(place, hit.entries[0].entity, hit)
    return made


def _full(key: str, kind: str, votes: Mapping[str, Counter[str]]) -> str:
    """The longer form of a body's name that the article has, too, with its country: «وزارة الصحة [الفلسطينية]»."""
    if kind not in _BODIES or " " not in key:
        return key
    longer = [k for k in votes if k.startswith(key + " ") and k.count(" ") == key.count(" ") + 1 and kind in votes[k]]
    return longer[0] if len(longer) == 1 else key


def _form(line: Read, found: Candidate) -> str:
    start, end = line.tokens[found.first].span.start + found.clitic, line.tokens[found.last].span.end
    return line.sentence.text[start:end]


def _entity(form: str, kind: str, language: str) -> Entity:
    slug = re.sub(r"[^\w]+", "-", fold_text(form)).strip("-_")
    code = "mul" if form.isascii() and language == "ar" else language
    return Entity(NodeId(f"{SEGMENTS.get(kind, 'organization')}/{slug}"), kind, (Name(form, code),))
