"""Where an event was felt: the places of one sentence that belong to it, and those that only stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from incidentgraph.extract.rules.arguments import nearest_gap
from incidentgraph.extract.rules.bystanders import is_spared
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLOSE, NEAR, SENTENCE
from incidentgraph.extract.rules.scene import Named, Scene
from incidentgraph.extract.rules.story import PLACES
from incidentgraph.extract.rules.values import TimeMark

_PREPOSED = frozenset([",", "و", "and", "et", "or", "ou"])
_PLACE_CONNECTORS = _PREPOSED | {
    "-",
    "and/or",
    ";",
    "en",
    "au",
    "aux",
    "in",
    "a",
    "la",
    "le",
    "les",
    "l",
    "de",
    "du",
    "the",
    "ou",
    "or",
    "encore",
    "ainsi",
    "que",
    "puis",
    "surtout",
    "d",
    "des",
    "as",
    "well",
}


def places(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """The places where the event was felt: led in by a preposition, or in a list with one that is."""
    anchors = [*triggers, *scene.of("affected")]
    near = [
        n
        for n in scene.names(*PLACES)
        if nearest_gap(n.first, anchors) <= SENTENCE and not n.anaphor and not _dateline(scene, n)
        if not any(isinstance(p.mark, TimeMark) and p.first <= n.first <= p.last for p in scene.values)
    ]
    found = {
        n
        for n in near
        if (
            _led(scene, n)
            or _has_proclitic(n)
            or _modifies(scene, n, triggers)
            or _is_dark(scene, n, triggers)
            or _in_brackets(scene, n, near)
            or is_headline(scene, n)
        )
        and not is_spared(scene, n)
        and not scene.before(scene.of("place_out"), n.first, BESIDE)
    }
    for pairs in (pairwise(near), pairwise(reversed(near))):  # along a list, forth and back
        for one, other in pairs:
            if one in found and _enumerated(scene, one, other):
                found.add(other)
    return [n for n in near if n in found]


def _led(scene: Scene, place: Named) -> bool:
    """Whether a word for being in it leads to a place, directly or over light words: *dans toute la France*."""
    light = scene.language.table("syntax").get("place_light", ())
    cue = scene.before(scene.of("place_in"), place.first, CLOSE + 1)
    return cue is not None and (
        place.first - cue.last <= BESIDE or all(w in light for w in scene.words_between(cue.last, place.first))
    )


def _is_dark(scene: Scene, place: Named, triggers: Sequence[Cue]) -> bool:
    """Whether a place is what an outage is told of: "Cuba was without power", "Spain suffered a blackout"."""
    return not scene.verb_first and any(
        0 < c.first - place.last <= (BESIDE + 1 if c.family == "outage" else CLOSE)
        and not scene.broken(place.last, c.first)
        and (c.first - place.last <= BESIDE + 1 or "," not in scene.words_between(place.last, c.first))
        for c in (*triggers, *scene.of("struck"))
    )


def _in_brackets(scene: Scene, place: Named, near: Sequence[Named]) -> bool:
    """Whether a place opens a list in brackets behind a word for a region: *dans le sud (Gabès, Sfax et Djerba)*."""
    opening = [i for i in range(place.first) if scene.tokens[i].text == "("]
    if not opening or opening[-1] == 0 or scene.tokens[opening[-1] - 1].text not in _light(scene):
        return False
    texts = [t.text for t in scene.tokens]
    end = texts.index(")", opening[-1]) if ")" in texts[opening[-1] :] else 0
    return place.last < end and sum(opening[-1] < n.first < end for n in near) > 1


def _light(scene: Scene) -> frozenset[str]:
    return frozenset(scene.language.table("syntax").get("place_light", ()))


def _enumerated(scene: Scene, one: Named, other: Named) -> bool:
    """Whether two places are neighbours in a list; from its end back, only over what no list's head is behind."""
    left, right = sorted((one, other), key=lambda n: n.first)
    between = scene.words_between(left.last, right.first)
    joined = bool(between) and (one is left or not _PREPOSED.isdisjoint(between))
    words = set(between)
    return joined and (
        (len(between) < CLOSE and words <= _PLACE_CONNECTORS)
        or (len(between) <= NEAR and between[0] in _PREPOSED and words <= _PLACE_CONNECTORS | _light(scene))
    )


def inside(scene: Scene, name: Named) -> bool:
    """Whether a place is led in by a word for being in it."""
    led = scene.before(scene.of("inside"), name.first, 1)
    return led is not None or name.clitic.endswith("ب")


def all_inside(scene: Scene, found: Sequence[Named]) -> list[Named]:
    """The places led in by a word for being in them, and those listed behind one: "in Connecticut and Pennsylvania"."""
    within: list[Named] = []
    for name in found:
        if inside(scene, name) or (within and _enumerated(scene, within[-1], name)):
            within.append(name)
    return within


def is_headline(scene: Scene, name: Named) -> bool:
    """Whether a place opens a headline and tells where it is of: "Kenya: ...", *Sénégal : ...*."""
    behind = name.last + 1
    return name.first <= 1 and behind < len(scene.tokens) and scene.tokens[behind].text == ":"


def _modifies(scene: Scene, name: Named, triggers: Sequence[Cue]) -> bool:
    """Whether a place stands before what it tells of: "a Dublin data centre", "Kiev's power cut"."""
    if scene.verb_first:
        return False
    genitive = name.last + 1 < len(scene.tokens) and scene.tokens[name.last + 1].text == "s"
    heads = [*triggers, *scene.of("facility")]
    return any(0 < c.first - name.last - genitive <= BESIDE for c in heads)


def _dateline(scene: Scene, name: Named) -> bool:
    """Whether a place is where somebody spoke: "In Kyiv, Y said"."""
    said = scene.after(scene.of("say"), name.last, CLOSE)
    opens = name.first == 0 and name.last + 1 < len(scene.tokens)
    if opens and scene.verb_first and scene.tokens[name.last + 1].text in {"-", "/"}:
        return True  # «بيروت - تعرض موقع»
    felt = scene.before(scene.of("affected"), name.first, BESIDE)  # "Users across India reported"
    return said is not None and name.first <= BESIDE and felt is None


def _has_proclitic(name: Named) -> bool:
    return name.clitic[:1] in {"ب", "ف", "ل", "و"}
