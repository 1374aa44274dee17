"""Keys under which spellings of one name fall together: folded form, consonant skeleton, acronym."""

from __future__ import annotations

import re
from functools import cache

from incidentgraph.languages.folding import fold_text
from incidentgraph.resolve.settings import settings

_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@cache
def folded_name(text: str) -> str:
    """Case, accents, Arabic marks and punctuation set aside.

    >>> folded_name("Site  Intelligence-Group") == folded_name("SITE Intelligence Group")
    True
    """
    return " ".join(_WORD.findall(fold_text(text)))


def is_arabic(text: str) -> bool:
    """Whether a name is written in Arabic letters."""
    return _ARABIC.search(text) is not None


@cache
def skeleton(text: str) -> str | None:
    """The consonants of a name, its words run together; None where too few are left to tell names apart.

    >>> skeleton("Andy Stone") == skeleton("آندي ستون")
    True
    >>> skeleton("Meta") is None
    True
    """
    limits = settings("entities")["skeleton"]
    words = [consonants(word) for word in folded_name(text).split()]
    if not words or not all(words):
        return None
    solid = "".join(words)  # Arabic writes many Latin names of one word as two
    return solid if len(solid) >= limits["min_word" if len(words) == 1 else "min_total"] else None


def consonants(word: str) -> str:
    """The consonants of one folded word, by the tables of both scripts."""
    tables = settings("entities")["skeleton"]
    if is_arabic(word):
        for digraph, letter in tables["arabic"]["digraphs"].items():
            word = word.replace(digraph, letter)
        found = "".join(tables["arabic"]["letters"].get(letter, "") for letter in word)
    else:
        for digraph, sound in tables["latin"]["digraphs"].items():
            word = word.replace(digraph, sound)
        found = "".join(c if c == "S" else tables["latin"]["letters"].get(c, "") for c in word)
    return re.sub(r"(.)\1+", r"\1", found)


def acronym(text: str) -> str | None:
    """The initials of a Latin name of several words, folded; None where they are too few.

    >>> acronym("Computer Emergency Response Team")
    'cert'
    """
    words = folded_name(text).split()
    initials = "".join(word[0] for word in words)
    return initials if len(words) >= settings("entities")["acronym"]["min_letters"] and not is_arabic(text) else None
