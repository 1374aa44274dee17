"""The kind of a name by the words that stand before it, words that introduce or qualify it passed over."""

from __future__ import annotations

from incidentgraph.extract.rules.names_line import SPOKEN, Line, is_adjective_of_country
from incidentgraph.extract.rules.reach import BESIDE

_BEFORE_REACH = 6
_KINDS = ("ThreatActor", "GovernmentBody", "MediaOutlet", "Service", "Company", "Organization", "Place")


def cue_before(line: Line, first: int) -> str | None:
    """The kind told by a word before a name, words that introduce it passed over ("a group calling itself X")."""
    index = first - 1
    steps = 0
    while index >= 0 and steps < _BEFORE_REACH and line.tokens[index].is_word:
        for kind in _KINDS:
            if kind in line.words.cues and line.words.cues[kind].ends_at(line.tokens, index):
                if kind == "ThreatActor" and _deals(line, index):
                    continue  # «تملك مجموعة [س]»
                speaks = steps and kind == "GovernmentBody" and line.language.script == "Arab"
                return None if speaks else kind  # "the foreign ministry's spokesman «X Y»"
        if line.tokens[index].text not in line.words.introduces and not _qualifies(line, index):
            return None
        if index in line.taken:
            return None
        index -= 1
        steps += 1
    return None


def _deals(line: Line, index: int) -> bool:
    """Whether a word for owning or buying stands right before one for a group, which is then one of firms."""
    return any(c.family == "relation" and 0 <= index - c.last <= BESIDE and c.first < index for c in line.cues)


def _qualifies(line: Line, index: int) -> bool:
    """Whether a word says more of the one before it: "société *française de sécurité informatique* X"."""
    if line.language.script == "Arab":
        return _qualifies_arabic(line, index)
    words = line.words.headed
    if not words or not line.raw(index)[0].islower():
        return False
    if any(c.first <= index <= c.last and c.family in SPOKEN for c in line.cues):
        return False
    text = line.tokens[index].text
    return text.endswith(words.adjectives) or text in words.links or line.tokens[index - 1].text in words.links


def _qualifies_arabic(line: Line, index: int) -> bool:
    """The same in Arabic, where a quoted name may follow: «شركة *الأمن السيبراني الأميركية* [س]»."""
    token = line.tokens[index]
    known = any(f in line.words.common for f in token.forms) or is_adjective_of_country(line, index)
    described = token.text.startswith("ال") or token.text.endswith(("يه", "ي")) or token.text in line.words.matters
    # «توقف بوابة الخدمات»: the last word of a wide phrase may yet be part of what is named
    cued = any(
        c.family in SPOKEN and (index == c.first or (index == c.last and c.last - c.first < BESIDE)) for c in line.cues
    )
    return (known or described) and not cued and token.text not in line.words.stopwords
