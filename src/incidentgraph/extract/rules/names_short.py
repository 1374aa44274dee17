"""Short forms of the names of an article: surnames, initials, acronyms in parentheses, names less the word for a kind.

What a full name has introduced, its short form means for the rest of the article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from incidentgraph.entities import Dictionary, Known
from incidentgraph.extract.rules.names_known import Matcher
from incidentgraph.extract.rules.names_placed import Found, Read, found_in, place_of
from incidentgraph.extract.rules.wordlists import name_words
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Entity, NodeId

_BEARERS = ("Company", "Organization", "GovernmentBody", "MediaOutlet")
_SHORTEST_SURNAME = 3
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]{1,7}")


def take_initials(lines: Sequence[Read], dictionary: Dictionary, language: Language) -> None:
    """Bodies named in full, where their initials stand for them: "BA" beside "British Airways"."""
    bodies: dict[str, set[NodeId]] = {}
    words = name_words(language)
    for line in lines:
        for name in line.found:
            if dictionary.entities[name.entity].kind in _BEARERS and name.last > name.first:
                letters = [t.text[0] for t in line.tokens[name.first : name.last + 1] if t.text not in words.joiners]
                bodies.setdefault("".join(letters), set()).add(name.entity)
    for line in lines if bodies else ():
        for index, token in enumerate(line.tokens):
            raw = line.sentence.text[token.span.start : token.span.end]
            whose = bodies.get(token.text, set()) if raw.isupper() and len(raw) > 1 else set()
            if len(whose) == 1 and token.text not in words.never and line.is_free((index, index)):
                line.found.append(Found(index, index, next(iter(whose)), token.span))
                line.taken.add(index)


def follow_short_forms(
    lines: Sequence[Read], entities: Mapping[NodeId, Entity], language: Language, known: AbstractSet[NodeId]
) -> None:
    """Short forms, wherever they stand alone.

    Surnames of people named in full, acronyms given in parentheses, and names of bodies not `known` to the dictionary
    less the word for their kind.
    """
    short: dict[str, set[NodeId]] = {}
    for line in lines:
        for name in line.found:
            first, last, entity = name.first, name.last, name.entity
            if entities[entity].kind == "Person":
                for key in _surnames(line, first, last, entities[entity], language):
                    short.setdefault(key, set()).add(entity)
            elif entity not in known:
                for key in _without_kind(line, first, last, language):
                    short.setdefault(key, set()).add(entity)
            acronym = _acronym_behind(line, last)
            if acronym:
                short.setdefault(acronym, set()).add(entity)
    table = {
        key: (Known(next(iter(ids)), key, exact_case=False, needs_cue=False),)
        for key, ids in short.items()
        if len(ids) == 1
    }
    if not table:
        return
    matcher = Matcher.of(table)
    for line, hits in found_in(lines, matcher, language):
        for hit in hits:
            place = place_of(line, hit)
            if place and line.is_free(place) and _stands_alone(line, place, language):
                line.take(place, hit.entries[0].entity, hit)


def _surnames(line: Read, first: int, last: int, entity: Entity, language: Language) -> list[str]:
    """The last words of a full name, as this article writes it and as the dictionary has it in its language."""
    written = [t.text for t in line.tokens[first : last + 1]]
    names = [" ".join(written)] if len(written) > 1 else []
    names += [fold_text(n.text) for n in entity.labels if n.language == language.code]
    found = []
    for name in names:
        parts = name.split()
        if len(parts) > 1 and len(parts[-1]) >= _SHORTEST_SURNAME and parts[-1] not in name_words(language).stopwords:
            found.append(parts[-1])
    return found


def _without_kind(line: Read, first: int, last: int, language: Language) -> list[str]:
    """A body's name less the words for its kind: "Norhaven" of "Norhaven Health Group", "Atlas" of "Banque Atlas"."""
    words = name_words(language)
    if language.script == "Arab" or last == first:
        return []
    ends = any(heads.ends_at(line.tokens, last) for heads in words.heads.values())
    if last - first > 1 and not (ends and all(line.tokens[i].text in words.generic for i in range(first + 1, last))):
        return []
    word = line.tokens[first if ends else last].text
    opens = not ends and any(heads.starts_at(line.tokens, first) for heads in words.heads.values())
    plain = len(word) > _SHORTEST_SURNAME and word.isalpha() and word not in words.generic | words.stopwords
    return [word] if plain and (ends or opens) else []


def _acronym_behind(line: Read, last: int) -> str | None:
    if last + 2 >= len(line.tokens) or line.tokens[last + 1].text != "(":
        return None
    token = line.tokens[last + 2]
    raw = line.sentence.text[token.span.start : token.span.end]
    closed = last + 3 < len(line.tokens) and line.tokens[last + 3].text == ")"
    short = _ACRONYM.fullmatch(raw) and (raw[:2].isupper() or raw.istitle())
    return token.text if closed and short else None


def _stands_alone(line: Read, place: tuple[int, int], language: Language) -> bool:
    """Whether a short form is written as a name and is no part of another person's."""
    first = place[0]
    raw = line.sentence.text[line.tokens[first].span.start : line.tokens[place[1]].span.end]
    if language.script != "Arab" and not raw[:1].isupper():
        return False
    if first == 0 or language.script == "Arab":
        return True
    before = line.tokens[first - 1]
    capital = line.sentence.text[before.span.start : before.span.start + 1].isupper()
    glued = line.sentence.text[before.span.end : line.tokens[first].span.start] == " "
    return not (capital and glued and first - 1 not in line.taken and before.text in name_words(language).person_tokens)
