"""Institutions that share the word for what they are: «مطارات بروكسل وبرلين», «وزارتا الدفاع والداخلية».

In the dual the two that follow are named; in the plural only where they are bodies' matters or the dictionary knows one
of them, for «مستشفيات القاهرة» are many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incidentgraph.entities import Dictionary
from incidentgraph.extract.rules.names_line import SPOKEN, Line, is_adjective_of_country, plain_gap
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import NodeId

_PAIR = 2
_LONGEST = 4
_MOST = 8
_JOINERS = frozenset({",", "و"})
_OPENING = frozenset('«"“(')
_CLOSING = frozenset('»"”)')


@dataclass(frozen=True, slots=True)
class Shared:
    """A member of a list at tokens ``[first, last]``, with its full name and whom the dictionary has of it."""

    first: int
    last: int
    clitic: int
    form: str
    kind: str
    known: NodeId | None


def shared(line: Line, dictionary: Dictionary) -> Iterator[Shared]:
    """The institutions of a sentence that are listed behind one word in the dual or plural."""
    words = line.words.shared
    for index, token in enumerate(line.tokens):
        head = next((words[form] for form in token.forms if form in words), None)
        if head is None or token.text.lstrip("وفب").startswith(line.words.article):
            continue
        items = list(_items(line, index + 1, head.definite))
        members = [_member(line, item, head.singular, head.kind, dictionary) for item in items]
        if head.dual:
            yield from members[:_PAIR] if len(members) == _PAIR else ()
        elif (
            len(members) >= _PAIR
            and (head.definite or any(m.known for m in members) or all(_opens_quote(line, i) for i, _ in items))
            and not _of_countries(members, dictionary)
        ):
            yield from members


def _of_countries(members: Sequence[Shared], dictionary: Dictionary) -> bool:
    """Whether it is told in which countries they are: «بنوك مصر ولبنان» are many."""
    return all(_is_country(m.form.partition(" ")[2], dictionary) for m in members)


def _is_country(name: str, dictionary: Dictionary) -> bool:
    known = {e.entity for e in dictionary.names.get(fold_text(name), ())}
    return any(k in dictionary.entities and dictionary.entities[k].kind == "Country" for k in known)


def _member(line: Line, item: tuple[int, int], singular: str, kind: str, dictionary: Dictionary) -> Shared:
    first, last = item
    text = line.sentence.text[line.tokens[first].span.start : line.tokens[last].span.end]
    clitic = len("و") if _joined(line, first) else 0
    name = text[clitic:].strip('«»"“”() ')
    form = f"{singular} {name}"
    article = line.words.article
    tried = (form, f"{article}{singular} {name}") if fold_text(name).startswith(article) else (form,)
    known = {e.entity for t in tried for e in dictionary.names.get(fold_text(t), ())}
    kinds = [k for k in known if k in dictionary.entities and dictionary.entities[k].kind not in {"City", "Country"}]
    return Shared(first, last, clitic, form, kind, kinds[0] if len(kinds) == 1 else None)


def _joined(line: Line, index: int) -> bool:
    """Whether "and" is written onto the word at a token."""
    token = line.tokens[index]
    return token.text.startswith("و") and len(token.text) > 1 and token.text not in line.words.person_tokens


def _items(line: Line, start: int, definite: bool) -> Iterator[tuple[int, int]]:
    """The members of the list that begins at a token."""
    at = start
    for number in range(_MOST):
        while number and at < len(line.tokens) and line.tokens[at].text in _JOINERS:
            at += 1
        if at >= len(line.tokens) or (number and not _joined(line, at) and line.tokens[at - 1].text not in _JOINERS):
            return
        last = _item_end(line, at, definite)
        if last is None:
            return
        yield at, last
        at = last + 1


def _item_end(line: Line, first: int, definite: bool) -> int | None:
    """The last token of a member, or None where no name begins."""
    token = line.tokens[first]
    bare = token.text[1:] if _joined(line, first) else token.text
    article = line.words.article
    if not token.is_word or not _may_name(line, first, bare) or (definite and not bare.startswith(article)):
        return None
    last = first
    if _opens_quote(line, first):
        return _quoted_until(line, first)
    if bare in line.words.opens_place and first + 1 < len(line.tokens):
        return first + 1
    while last + 1 < len(line.tokens) and last - first < _LONGEST and plain_gap(line, last + 1):
        text = line.tokens[last + 1].text
        goes_on = text.startswith(article) and bare.startswith(article)
        goes_on = goes_on or text in line.words.person_tokens or text in {"بن", "بنت"}
        if not goes_on or is_adjective_of_country(line, last + 1) or not _may_name(line, last + 1, text):
            break
        last += 1
    return last


def _opens_quote(line: Line, index: int) -> bool:
    return line.sentence.text[line.tokens[index].span.start - 1] in _OPENING


def _quoted_until(line: Line, first: int) -> int | None:
    """The last token inside the quotation marks that open before one."""
    text = line.sentence.text
    for index in range(first, min(first + _LONGEST, len(line.tokens))):
        if text[line.tokens[index].span.end : line.tokens[index].span.end + 1] in _CLOSING:
            return index
    return None


def _may_name(line: Line, index: int, bare: str) -> bool:
    """Whether a word is none that describes or tells something."""
    words: Sequence[str] = (bare, *line.tokens[index].forms)
    if bare in line.words.never or bare in line.words.stopwords or bare in line.words.common:
        return False
    spoken = any(c.first <= index <= c.last and c.family in SPOKEN for c in line.cues)
    described = is_adjective_of_country(line, index) or any(w in line.words.common for w in words[:_PAIR])
    return not spoken and not described
