"""Whom an event hit, in one sentence.

Every function takes a scene and the tokens of the event's triggers and gives who the sentence says was hit, not who
merely stands near: a channel is no victim, nor who watches, helps or comments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from incidentgraph.extract.rules.arguments import nearest_gap
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR, PHRASE, SENTENCE
from incidentgraph.extract.rules.scene import Named, Scene, gap
from incidentgraph.extract.rules.stance import speaker
from incidentgraph.extract.rules.values import DateMark, WeekdayMark

_NOT = frozenset({"not", "pas", "non", "ليس", "وليس", "لا"})
_TARGETS = ("Service", "Company", "GovernmentBody", "Organization")
_BODIES = ("GovernmentBody", "Organization")
_LIST_CONNECTORS = frozenset([",", "و", "and", "et", "ou", "or", "&", "/", "le", "la", "les", "l", "the"])


def is_channel(scene: Scene, name: Named) -> bool:
    """Whether a service is only where something was published ("posted on X", «عبر منصة إكس»)."""
    cue = scene.before(scene.of("channel"), name.first, CLOSE)
    if cue is None:
        return False
    claimed = scene.verb_first and scene.before(scene.of("claim"), cue.first, CLOSE) is not None
    if claimed and any(0 < n.first - name.last <= CLOSE for n in scene.names("ThreatActor")):
        return True  # «تبنت العملية على س مجموعة ص»
    saying = nearest_gap(cue.first, scene.of("say", "claim"))
    publishing = nearest_gap(cue.first, scene.of("publish"))
    event = nearest_gap(cue.first, scene.of("outage", "attack"))
    return (
        publishing <= CLOSE
        or (saying <= NEAR and saying < event)
        or (scene.has("via") and scene.before(scene.of("via"), name.first, 2) is not None)
    )


def is_spared(scene: Scene, name: Named) -> bool:
    """Whether the sentence says that this one was not affected."""
    if name.first > 0 and scene.tokens[name.first - 1].text in _NOT:
        return True  # "Google, not Microsoft, was offline"
    return nearest_gap(name.first, scene.of("unaffected")) <= CLOSE


def affected(scene: Scene, triggers: Sequence[Cue], reaches: Mapping[str, int]) -> list[Named]:
    """The names that the event hit: as near to a trigger as their kind must be, or in a list with one that is.

    A channel is none of them, nor who was spared, helps or is told of it.
    """
    names = [
        n
        for n in scene.names(*reaches)
        if not is_channel(scene, n)
        and not is_spared(scene, n)
        and scene.before(scene.of("helper"), n.first, CLOSE) is None
    ]
    near = {
        n
        for n in names
        if any(_reaches(scene, c, n.first, reaches[n.kind]) and not scene.broken(c.first, n.first) for c in triggers)
    }
    for pairs in (pairwise(names), pairwise(reversed(names))):  # along a list, forth and back
        for one, other in pairs:
            if one in near and _listed(scene, one, other):
                near.add(other)
    return [n for n in names if n in near]


def _reaches(scene: Scene, cue: Cue, position: int, reach: int) -> bool:
    """Whether a cue is so near to a position, a date set between commas not counted ("crippled, on 3 May, the X")."""
    distance = gap(cue.first, cue.last, position)
    if distance <= reach or distance > 2 * reach or scene.verb_first:
        return distance <= reach
    low, high = (cue.last, position) if cue.last < position else (position, cue.first)
    commas = [i for i in range(low + 1, high) if scene.tokens[i].text == ","]
    if len(commas) < BESIDE or not any(
        isinstance(p.mark, DateMark | WeekdayMark) and commas[0] < p.first and p.last < commas[-1] for p in scene.values
    ):
        return False
    return distance - (commas[-1] - commas[0] + 1) <= reach


def _listed(scene: Scene, one: Named, other: Named) -> bool:
    """Whether two names are neighbours in a list."""
    left, right = sorted((one, other), key=lambda n: n.first)
    close = right.first - left.last <= CLOSE
    return close and set(scene.words_between(left.last, right.first)) <= _LIST_CONNECTORS


def hit_by_outage(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """The services and companies that an outage hit. "The service" itself is whatever the article is about."""
    near = affected(scene, triggers, {"Service": CLAUSE, "Company": NEAR, **dict.fromkeys(_BODIES, NEAR)})
    hit = [n for n in near if n.kind == "Service" or (n.kind == "Company" and not _speaks(scene, n))]
    hit += _reached(scene, triggers)
    hit += [n for n in near if n.kind in _BODIES and _suffers(scene, n, triggers, hit) and not _speaks(scene, n)]
    hit = [n for n in hit if not n.anaphor]
    if hit:
        return hit
    speaking = [
        n
        for n in affected(scene, triggers, {"Company": PHRASE, **dict.fromkeys(_BODIES, PHRASE)})
        if any((w := speaker(scene, c)) and w.entity == n.entity for c in scene.of("say"))
        and not scene.has("according", "attribute")
        and (n.kind == "Company" or scene.before(scene.of("own"), triggers[0].first, NEAR))
    ]
    if not speaking:
        subjects = [n for n in scene.names("Company") if n.last < triggers[0].first and not n.anaphor]
        return subjects if len(subjects) == 1 and _acts(scene, subjects[0], triggers[0]) else []
    return speaking[:1]  # "Orange said that its network was down"


def _acts(scene: Scene, name: Named, trigger: Cue) -> bool:
    """Whether a company is the subject of the clause that ends in an outage: "X had to cancel flights after"."""
    opens = name.first <= CLOSE and trigger.first - name.last <= SENTENCE and not scene.broken(name.last, trigger.first)
    helps = scene.before(scene.of("helper", "agent", "according"), name.first, CLOSE)
    return opens and helps is None and not _speaks(scene, name)


def _reached(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """The services that a verb behind the outage names as hit ("an outage that for hours affected sites such as X")."""
    verbs = [
        c for c in scene.of("affect") if any(t.last < c.first and not scene.broken(t.last, c.first) for t in triggers)
    ]
    return [n for n in affected(scene, verbs, {"Service": PHRASE}) if verbs and n.first > verbs[0].last]


def _suffers(scene: Scene, name: Named, triggers: Sequence[Cue], hit: Sequence[Named]) -> bool:
    """Whether a body is told as hit ("an outage at X", "X's website was down"), not as one that watches or comments."""
    if any(_listed(scene, n, name) for n in hit):
        return True
    if scene.before(scene.of("agent", "according"), name.first, BESIDE):
        return False
    if scene.before(scene.of("facility"), name.first, BESIDE):
        return True  # "the website of the ministry"
    if scene.verb_first:
        return False
    if scene.before(_of_victims(scene), name.first, BESIDE):
        return True
    of_it = [c.last for c in scene.of("facility") if 0 < c.first - name.last <= CLOSE]
    end = max(of_it, default=name.last)  # "the ministry's website" was down
    return any(0 < c.first - end <= CLOSE for c in (*triggers, *scene.of("struck")))


def _of_victims(scene: Scene) -> tuple[Cue, ...]:
    """Words that lead to who was hit; where genitives stand behind, what belongs to it, too («خدمات وزارة ...»)."""
    return scene.of("victim", "facility") if scene.verb_first else scene.of("victim")


def targets(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Whom an attack was on: named as its object or victim; not who speaks of it, is its agent, or blames for it."""
    found = _self_told(scene, triggers)
    victims = _of_victims(scene)
    for name in [] if found else affected(scene, triggers, dict.fromkeys(_TARGETS, PHRASE)):
        blames = any(0 < c.first - name.last <= BESIDE for c in scene.of("attribute"))  # "Y attributed the attack on X"
        led = any(
            _reaches(scene, c, name.first, CLOSE) or gap(c.first, c.last, name.last) <= CLOSE
            for c in victims
            if c.first < name.first or (c.first > name.last and not blames and not _speaks(scene, name))
        )
        struck = () if scene.verb_first else scene.of("struck")
        led = led or any(0 < c.first - name.last <= PHRASE for c in struck)
        agent = scene.before(scene.of("agent"), name.first, 2) is not None
        likely = led or (name.kind in {"Service", "Company"} and not _speaks(scene, name))
        if not name.anaphor and not agent and likely:  # a body named beside an attack mostly reports it
            found.append(name)
    return found or _admitting(scene, triggers) or _described(scene, triggers)


def _admitting(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Who confirms an attack without a word of whom it was on speaks of itself ("Acme confirmed a breach")."""
    for cue in scene.of("confirm"):
        who = speaker(scene, cue)
        own = who is not None and (who.kind == "Company" or (who.kind in _BODIES and scene.has("own")))
        if who and own and not who.anaphor and 0 < triggers[0].first - cue.last <= NEAR:
            return [who]
    return []


def _described(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Whoever a description beside the attack stands for ("attack on the bank"), where nobody is named."""
    names = [
        n for n in affected(scene, triggers, dict.fromkeys(_TARGETS[1:], PHRASE)) if n.anaphor and not _speaks(scene, n)
    ]
    return names[:1]


def _self_told(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Whoever says or denies "to have been the target" speaks of itself."""
    for cue in scene.of("deny", "say"):
        who = speaker(scene, cue)
        behind = max(cue.last, who.last) if who and who.first - cue.last <= CLOSE else cue.last
        victim = scene.after(scene.of("victim"), behind, PHRASE)
        if victim and who and any(0 < n.first - victim.last <= CLOSE for n in scene.names(*_TARGETS) if not n.anaphor):
            continue  # "the government said that an attack had hit X"
        near = victim is not None and nearest_gap(victim.last, triggers) <= (CLAUSE if scene.verb_first else NEAR)
        if near and who and who.kind in _TARGETS and not who.anaphor:
            return [who]
    return []


def _speaks(scene: Scene, name: Named) -> bool:
    """Whether a name is the one who says, denies or blames."""
    return any(
        who is not None and who.first == name.first
        for c in scene.of("say", "according", "deny", "attribute")
        if c.family != "attribute" or scene.before(scene.of("copula"), c.first, 1) is None  # "was linked to"
        for who in [speaker(scene, c)]
    )
