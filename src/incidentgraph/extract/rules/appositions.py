"""Who and what a title or a relation word ties together, by the patterns of apposition and genitive.

"X chief Y", "Y, the chief of X", «رئيس شركة س ص», "le patron de X, Y": a word for a tie, a holder beside it, and what
it is tied to before or behind it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR, PHRASE, SENTENCE
from incidentgraph.extract.rules.scene import Named, Scene, gap
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import NodeId

_COPULAS = frozenset([",", "-", "(", "est", "is", "was", "هو", "وهو", "فهو", ":", "،", "who", "qui"])
_EMPLOYED = frozenset(["at", "with", "chez"])
_INDEFINITE = frozenset(["a", "an", "un", "une", "the", "which", "le", "la", "l"])
_DEFINITE = ("ال", "وال", "لل", "بال")
_AND = frozenset({"and", "et"})
_OF = frozenset({"of", "de", "d", "du"})
_LINKS = frozenset([",", "و", "and", "et", "&", "-", "(", ")"])


def holder(scene: Scene, first: int, last: int, kinds: Iterable[str] = ("Person",)) -> Named | None:
    """The one who holds a title at tokens ``[first, last]``: named right behind it, or before it in apposition."""
    names = scene.names(*kinds)
    reach = CLAUSE if scene.verb_first else PHRASE
    right = next((n for n in names if last < n.first <= last + reach and not scene.broken(last, n.first)), None)
    left = next((n for n in reversed(names) if n.last < first and not scene.broken(n.last, first)), None)
    if right and (right.anaphor or scene.tokens[right.first - 1].text in _EMPLOYED):
        right = None
    if left and left.anaphor and right:
        left = None
    beside = left is not None and not left.anaphor and first - left.last <= CLOSE and _apposed(scene, left.last, first)
    if left and not left.anaphor and _closed(scene, left.last, first, last):
        return left  # "Y, the national cybersecurity coordinator, contradicted X"
    if right is None and not beside:
        far = behind_office(scene, names, last)
        if far:
            return far
    if right and _is_title_of(scene, last, right.first) and not (beside and right.first - last > BESIDE):
        return right
    if left and (_apposed(scene, left.last, first) or (left.anaphor and first - left.last <= CLOSE)):
        return left
    earlier = [n for n in names if n.last < first and not scene.broken(n.last, first)]
    return next((n for n in earlier if _predicated(scene, n, first)), None)


def _closed(scene: Scene, left: int, first: int, last: int) -> bool:
    """Whether a title stands alone between the commas that set it off from the name before it."""
    if last + 1 >= len(scene.tokens) or scene.tokens[last + 1].text != "," or scene.tokens[left + 1].text != ",":
        return False
    between = scene.words_between(left, first)
    plain = between.count(",") == 1 and between[1:2] and between[1] in _INDEFINITE and len(between) <= NEAR
    return bool(plain) and not any(left < n.first < first for n in scene.named)


def behind_office(scene: Scene, names: Iterable[Named], last: int) -> Named | None:
    """Who is named behind a long office: *la ministre déléguée auprès du Premier ministre, chargée du Numérique, Y*.

    The words between are those of the office itself: they begin as such and hold no verb.
    """
    syntax = scene.language.table("syntax")
    opening, clause = syntax.get("office", ()), syntax.get("clause", ())
    found = next((n for n in names if last < n.first), None)
    if not opening or found is None or found.anaphor or not PHRASE < found.first - last <= SENTENCE:
        return None
    between = scene.words_between(last, found.first)
    spoken = ("say", "outage", "restored", "attack", "affect", "struck", "deny", "claim", "according")
    if between[0] not in opening or not set(clause).isdisjoint(between):
        return None
    if any(last < c.first < found.first for c in scene.of(*spoken)) or scene.broken(last, found.first):
        return None
    commas = [i for i, w in enumerate(between) if w == "," and i + 1 < len(between)]
    goes_on = all(between[i + 1] in opening for i in commas)
    return found if goes_on and (between[-1] in {",", ")"} or not commas) else None


def _is_title_of(scene: Scene, last: int, first: int) -> bool:
    """Whether only the organisation, its description and light words stand between a title and a name."""
    between = scene.words_between(last, first)
    if any(c.family in {"say", "outage", "restored"} and last < c.first < first for c in scene.cues):
        return False
    if between[-1:] and (between[-1] in _AND or (between[-1] in _OF and between[-2:-1] and between[-2] in _AND)):
        return False  # *le patron de X et Y*: somebody else
    commas = [w for w in between if w in {",", "("}]
    named = [i for n in scene.named if last < n.first < first and not n.anaphor for i in range(n.first, n.last + 1)]
    # In Arabic a title goes on in words with the article: «وزير النقل والمواصلات والطرق».
    goes_on = [i for i in range(last + 1, first) if scene.verb_first and scene.tokens[i].text.startswith(_DEFINITE)]
    matters = _matters(scene.language)  # "minister of posts and telecommunications Y"
    subject = [i for i in range(last + 1, first) if not scene.verb_first and scene.tokens[i].text in matters]
    covered = len({i for i in (*named, *goes_on, *subject) if i < first})
    return len(between) - covered - len(commas) <= CLOSE and len(commas) <= BESIDE


@lru_cache(maxsize=32)
def _matters(language: Language) -> frozenset[str]:
    """Words that tell what a minister is for."""
    return frozenset(map(fold_text, language.table("names").get("matters", ())))


def _apposed(scene: Scene, last: int, first: int) -> bool:
    between = scene.words_between(last, first)
    if not between:  # «قال س الرئيس التنفيذي لشركة ص»
        return scene.verb_first
    owners = [n for n in scene.named if last < n.first and n.last < first and scene.tokens[n.last + 1].text == "s"]
    covered = sum(n.last - n.first + 1 for n in owners)  # "Y, X's co-founder and chief"
    if len(between) - covered > NEAR:
        return False
    return any(w in _COPULAS for w in between[:2])


def _predicated(scene: Scene, name: Named, first: int) -> bool:
    """Whether a copula ties a name to a title further on: "Y remains ... an adviser", «لا يزال الرجل ... مستشارا»."""
    if first - name.last > SENTENCE or any(name.last < c.first < first for c in scene.of("role")):
        return False  # too far, or another title has taken the copula
    return any(gap(c.first, c.last, name.first) <= BESIDE and c.first < first for c in scene.of("copula"))


def objects(scene: Scene, first: int, last: int, kinds: tuple[str, ...], holder_: Named | None) -> list[Named]:
    """What a title is tied to: named behind it (with the members of a list), or directly before it ("Tesla chief")."""
    names = [n for n in scene.names(*kinds) if holder_ is None or n.entity != holder_.entity]
    # «رئيس [المركز الوطني]»: in Arabic a title may hold the first word of a body's name
    opens = last if scene.verb_first and last > first else last + 1
    names = [n for n in names if n.first != last or not n.anaphor]
    behind = [n for n in names if opens <= n.first <= last + PHRASE and not scene.broken(last, n.first)]
    behind = [n for n in behind if not _across_holder(n, last, holder_)]
    if holder_ is not None and holder_.last < first:  # an apposition ends at its comma
        behind = [n for n in behind if "," not in scene.words_between(last, n.first)]
    if len(behind) > 1 and behind[0].anaphor and behind[1].first - behind[0].last <= CLOSE and not behind[1].anaphor:
        behind = behind[1:]  # "the network monitoring firm Kentik": what describes the name
    if behind and not (behind[0].anaphor and len(behind) > 1):
        return [behind[0], *_chain(scene, behind[0], names)]
    ahead = next((n for n in reversed(names) if n.kind != "Person" and _owns_title(scene, n, first)), None)
    return [ahead] if ahead else behind[:1]


def _owns_title(scene: Scene, name: Named, first: int) -> bool:
    """Whether a title is that of a name before it: "Tesla chief", "Tesla's co-founder and chief"."""
    if not name.last < first:
        return False
    if scene.language.table("syntax").get("owner_behind") and ":" not in scene.words_between(name.last, first):
        return False  # *a dit à l'AFP le porte-parole*
    genitive = scene.tokens[name.last + 1].text == "s" and "," not in scene.words_between(name.last, first)
    return first - name.last <= (PHRASE if genitive and not _verbal(scene, name.last, first) else BESIDE)


def _across_holder(name: Named, last: int, holder_: Named | None) -> bool:
    """A name behind the holder belongs to the rest of the sentence, unless it follows at once ("Y of X")."""
    return holder_ is not None and holder_.first > last and name.first > holder_.last


def _chain(scene: Scene, head: Named, names: list[Named]) -> list[Named]:
    """The further members of a list that a name opens; what stands in parentheses is passed over."""
    found: list[Named] = []
    at = head
    for name in names:
        if name.first <= at.last:
            continue
        depth = 0
        outside: list[str] = []
        for token in scene.tokens[at.last + 1 : name.first]:
            depth += (token.text == "(") - (token.text == ")")
            if depth == 0 and token.text != ")":
                outside.append(token.text)
        if depth > 0:
            continue
        linked = bool(outside) and (outside[0] in _LINKS or outside[0].startswith("و"))
        owned = any(at.last < c.first < name.first for c in scene.of("relation.parentBy", "relation.ownedBy"))
        if outside[:1] == [","] and (owned or not _INDEFINITE.isdisjoint(outside[1:2])):
            break  # ", a Google-owned firm": said of the one before
        linked = linked or scene.tokens[name.first].text.startswith("و")
        if (
            not linked
            or len(outside) > PHRASE
            or scene.broken(at.last, name.first)
            or _verbal(scene, at.last, name.first)
        ):
            break
        if name.kind == head.kind:
            found.append(name)
        at = name
    return found


def _verbal(scene: Scene, left: int, right: int) -> bool:
    return any(left < c.first < right for c in scene.of("say", "outage", "restored", "attack", "but"))


def unique(names: Iterable[Named]) -> list[NodeId]:
    """The ids of the names, each once, in order."""
    return list(dict.fromkeys(n.entity for n in names))
