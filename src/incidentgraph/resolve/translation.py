"""Keys under which a name and its translation fall together: "Atlas Bank", "Banque Atlas", «بنك أطلس»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path

from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.spelling import consonants, folded_name

_PAIRS = Path(__file__).resolve().parent / "data" / "name_tokens.tsv"
_ARTICLE, _AND = "ال", "و"


@cache
def word_key(text: str) -> str | None:
    """What the words of a name for kinds of institution mean, and its other words, in any order.

    None for a name without such a word, and for one of nothing else.

    >>> word_key("Atlas Bank") == word_key("Banque de l'Atlas") == "=bank atlas"
    True
    >>> word_key("Atlas") or word_key("The Bank")
    """
    meanings, others = _parts(text)
    return " ".join([*meanings, *sorted(others)]) if meanings and others else None


@cache
def core_of(text: str) -> tuple[str, bool]:
    """A name without its words for kinds of institution, and whether it had any.

    >>> core_of("Banque Nordavia"), core_of("Nordavia")
    (('nordavia', True), ('nordavia', False))
    """
    meanings, others = _parts(text)
    return " ".join(others), bool(meanings)


@cache
def sound_keys(text: str) -> frozenset[str]:
    """The same with the consonants of the other words: names in two scripts may be one if they share a key.

    Empty where too little is left to tell names apart.

    >>> sound_keys("Atlas Bank") & sound_keys("بنك أطلس")
    frozenset({'=bank tls'})
    >>> sound_keys("Meta")
    frozenset()
    """
    limits = settings("entities")["translation"]
    meanings, others = _parts(text)
    sounds = [_sounds(word) for word in others]
    if not sounds or not all(sounds) or len(sounds) > limits["max_words"]:
        return frozenset()
    enough = limits["min_with_kind" if meanings else "min_without"]
    return frozenset(
        " ".join([*meanings, *sorted(choice)])
        for choice in product(*sounds)
        if sum(map(len, choice)) >= enough and len(meanings) + len(choice) > 1
    )


def office_of(text: str) -> str | None:
    """What a name says that has nothing but words for kinds of institution, several of them, in any order.

    >>> office_of("Ministry of Health") == office_of("وزارة الصحة") == "=health =ministry"
    True
    >>> office_of("The Bank") or office_of("Atlas Bank")
    """
    meanings, others = _parts(text)
    return " ".join(meanings) if len(meanings) > 1 and not others else None


def _parts(text: str) -> tuple[list[str], list[str]]:
    words = [word for word in folded_name(text).split() if word not in _empty()]
    found = [(_meaning(word), word) for word in words]
    return sorted({f"={meaning}" for meaning, _ in found if meaning}), [word for meaning, word in found if not meaning]


def _meaning(word: str) -> str | None:
    """What kind of institution a word means, also behind an Arabic "and": «وزارة التربية والتعليم»."""
    found = _meanings().get(bare(word))
    return _meanings().get(bare(word[1:])) if found is None and word.startswith(_AND) else found


@cache
def _sounds(word: str) -> tuple[str, ...]:
    """The consonants that a word may stand for, its known spellings in the other script among them."""
    forms = {word, bare(word)} | _spellings().get(word, frozenset())
    return tuple(sorted({sound for form in forms if (sound := consonants(form))}))


def bare(word: str) -> str:
    """A word without the Arabic article.

    >>> bare("الوطنيه")
    'وطنيه'
    """
    least = settings("entities")["translation"]["min_after_article"] + len(_ARTICLE)
    return word[len(_ARTICLE) :] if word.startswith(_ARTICLE) and len(word) >= least else word


@cache
def _meanings() -> Mapping[str, str]:
    kinds = settings("entities")["words"]["kinds"]
    return {bare(folded_name(word)): meaning for meaning, words in kinds.items() for word in words}


@cache
def _spellings() -> Mapping[str, frozenset[str]]:
    """Latin spellings by Arabic one: one way is enough, as keys are compared."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in _PAIRS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            latin, arabic = line.split("\t")
            found[arabic].add(latin)
    return {arabic: frozenset(latin) for arabic, latin in found.items()}


@cache
def _empty() -> frozenset[str]:
    return frozenset(settings("entities")["words"]["empty"])
