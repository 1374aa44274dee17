"""Whom an event hit, in one sentence.

Every function takes a scene and the tokens of the event's triggers and gives who the sentence says was hit, not who
merely stands near: a channel is no victim, nor who watches, helps or comments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from incidentgraph.extract.rules.arguments import nearest_gap
from incidentgraph.extract.rules.bystanders import (
    AND,
    BODIES,
    COMMAS,
    OUTLET,
    is_channel,
    is_spared,
    listed,
    looks_on,
    spared_with,
    stands_aside,
)
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR, PHRASE, SENTENCE
from incidentgraph.extract.rules.scene import Named, Scene, gap
from incidentgraph.extract.rules.stance import speaker
from incidentgraph.extract.rules.subjects import recoiling
from incidentgraph.extract.rules.values import DateMark, WeekdayMark

_TARGETS = ("Service", "Company", *BODIES)
_DASHES = frozenset({"-", "—", "–", ":"})


def _holds(scene: Scene, name: Named) -> bool:
    """Whether an account is that of a name: "the X account of the regulator", "the regulator's account"."""
    accounts = scene.of("account") if name.kind != "Service" else ()
    after = not scene.verb_first and any(0 < c.first - name.last <= CLOSE for c in accounts)
    return bool(accounts) and (after or scene.before(accounts, name.first, CLOSE + 1) is not None)


def affected(scene: Scene, triggers: Sequence[Cue], reaches: Mapping[str, int]) -> list[Named]:
    """The names that the event hit: as near to a trigger as their kind must be, or in a list with one that is.

    A channel is none of them, nor who was spared, helps or is told of it.
    """
    if not triggers:
        return []
    all_of_them = scene.names(*reaches)
    spared = spared_with(scene, all_of_them) if scene.has("unaffected") else frozenset()
    names = [n for n in all_of_them if n not in spared and not stands_aside(scene, n, triggers)]
    near = {
        n
        for n in names
        if any(
            (
                _reaches(scene, c, n.first if c.first <= n.last else n.last, reaches[n.kind])
                or _reaches(scene, c, _past_apposition(scene, n, c), reaches[n.kind])
                or _reaches(scene, c, _past_genitive(scene, n), reaches[n.kind])
                or _included(scene, n, c)
                or _undergoes(scene, n, c)
            )
            and not scene.broken(c.first, n.first)
            for c in triggers
        )
    }
    for pairs in (pairwise(names), pairwise(reversed(names))):  # along a list, forth and back
        for one, other in pairs:
            if one in near and listed(scene, one, other):
                near.add(other)
    return [n for n in names if n in near]


def _included(scene: Scene, name: Named, cue: Cue) -> bool:
    """Whether a list of those hit begins with a name: "an outage of several services, among them X", «منها س»."""
    lead = scene.before(scene.of("including"), name.first, BESIDE + 1)
    if lead is None or not cue.last < lead.first <= cue.last + SENTENCE:
        return False
    told = (*scene.of("say", "according"), *(c for c in scene.of("outage", "attack") if c.first > cue.last))
    return not any(cue.last < c.first < lead.first for c in told)


def _undergoes(scene: Scene, name: Named, cue: Cue) -> bool:
    """Whether a name opens the subject of a passive: "X and several other airlines were hit by an outage"."""
    if scene.verb_first or name.first > BESIDE + 1 or name.last >= cue.first:
        return False
    hit = scene.before(scene.of("struck"), cue.first, CLOSE)
    between = range(name.last + 1, hit.first) if hit else range(0)
    told = (*scene.of("say"), *scene.of("outage"), *scene.of("attack"), *scene.of("helper"))
    plain = not any(scene.tokens[i].text in COMMAS for i in between)
    plain = plain and hit is not None and not any(c.first in between and c.last < hit.first for c in told)
    return 0 < len(between) <= CLAUSE and scene.tokens[between[0]].text in AND and plain


def _past_apposition(scene: Scene, name: Named, cue: Cue) -> int:
    """Where what describes a name ends, if it stands in commas before a cue: "X, a unit of Y, was down"."""
    if name.last >= cue.first or scene.tokens[name.last + 1].text not in COMMAS:
        return name.first
    told = (*scene.of("say"), *scene.of("according"))
    closing = [i for i in range(name.last + 2, cue.first) if scene.tokens[i].text in COMMAS]
    if not closing or closing[-1] - name.last > CLAUSE or any(name.last < c.first < cue.first for c in told):
        return name.first
    return name.first if scene.before(told, name.first, CLOSE) else closing[-1]


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


def hit_by_outage(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """The services and companies that an outage hit. "The service" itself is whatever the article is about."""
    near = affected(scene, triggers, {"Service": CLAUSE, "Company": NEAR, **dict.fromkeys(BODIES, NEAR)})
    hit = [n for n in near if n.kind == "Service" or (n.kind == "Company" and not _speaks(scene, n))]
    hit += [n for n in near if n.kind == "Company" and n not in hit and any(listed(scene, h, n) for h in hit)]
    hit += _reached(scene, triggers)
    for name in near:
        if name.kind in BODIES and _suffers(scene, name, triggers, hit) and not _speaks(scene, name):
            hit.append(name)  # which may draw in the next of a list
    for name in scene.names("Organization") if scene.verb_first else ():
        housed = _houses(scene, name, triggers) or any(listed(scene, n, name) for n in hit)
        if name not in hit and housed and not stands_aside(scene, name, triggers):
            hit.append(name)
    hit = [n for n in hit if not n.anaphor]
    if hit:
        return _doing(scene, triggers, hit) or hit
    hit = _far_struck(scene, triggers)
    if hit:
        return hit
    speaking = [
        n
        for n in affected(scene, triggers, {"Company": PHRASE, **dict.fromkeys(BODIES, PHRASE)})
        if n.kind != OUTLET
        and any((w := speaker(scene, c)) and w.entity == n.entity for c in scene.of("say"))
        and not scene.has("according", "attribute", "unaffected")
        and (n.kind == "Company" or scene.before(scene.of("own"), triggers[0].first, NEAR))
    ]
    speaking = speaking or _owning(scene, triggers)
    if not speaking:
        subjects = [n for n in scene.names("Company") if n.last < triggers[0].first and not n.anaphor]
        acts = len(subjects) == 1 and _acts(scene, subjects[0], triggers[0])
        return subjects if acts else recoiling(scene, triggers)
    return speaking[:1]  # "Orange said that its network was down"


def _doing(scene: Scene, triggers: Sequence[Cue], hit: Sequence[Named]) -> list[Named]:
    """The company that does something at bodies because of its outage: "X cancelled flights from Y after"."""
    if scene.verb_first or any(n.kind not in BODIES for n in hit):
        return []
    ahead = [n for n in scene.names("Company") if n.last < hit[0].first and not n.anaphor]
    return ahead if hit[-1].last < triggers[0].first and len(ahead) == 1 and _acts(scene, ahead[0], triggers[0]) else []


def far_hit(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """A body farther off where something is told to have happened ("an IT failure is causing long delays at X").

    Where nothing has been told of the event before: later, it may be only where another's was felt.
    """
    if scene.verb_first or any(not n.anaphor for n in scene.names("Company")):
        return []
    far = affected(scene, triggers, dict.fromkeys(BODIES, SENTENCE))
    return [n for n in far if not n.anaphor and not _speaks(scene, n) and _suffers(scene, n, triggers, ())][:1]


def _acts(scene: Scene, name: Named, trigger: Cue) -> bool:
    """Whether a company is the subject of the clause that ends in an outage: "X had to cancel flights after"."""
    opens = name.first <= CLOSE and trigger.first - name.last <= SENTENCE and not scene.broken(name.last, trigger.first)
    opens = opens and not looks_on(scene, name, [trigger])
    helps = scene.before(scene.of("helper", "agent", "according"), name.first, CLOSE)
    return opens and helps is None and not _speaks(scene, name) and not is_spared(scene, name)


def _reached(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """The services that a verb behind the outage names as hit ("an outage that for hours affected sites such as X")."""
    verbs = [
        c for c in scene.of("affect") if any(t.last < c.first and not scene.broken(t.last, c.first) for t in triggers)
    ]
    return [n for n in affected(scene, verbs, {"Service": PHRASE}) if verbs and n.first > verbs[0].last]


def _suffers(scene: Scene, name: Named, triggers: Sequence[Cue], hit: Sequence[Named]) -> bool:
    """Whether a body is told as hit ("an outage at X", "X's website was down"), not as one that watches or comments."""
    if any(listed(scene, n, name) for n in hit):
        return True
    if scene.before(scene.of("agent", "according"), name.first, BESIDE):
        return False
    if scene.before(scene.of("facility"), name.first, BESIDE) or any(_included(scene, name, c) for c in triggers):
        return True  # "the website of the ministry"
    if scene.verb_first:
        return _houses(scene, name, triggers)
    if scene.before(_of_victims(scene), _past_genitive(scene, name), BESIDE):
        return True
    of_it = [c.last for c in scene.of("facility") if 0 < c.first - name.last <= CLOSE]
    end = max(of_it, default=name.last)  # "the ministry's website" was down
    return any(0 < c.first - end <= CLOSE for c in (*triggers, *scene.of("struck")))


def _past_genitive(scene: Scene, name: Named) -> int:
    """Where a name begins, with the place that it belongs to: "at *the UK's* Manchester Airport"."""
    if scene.verb_first or name.first == 0 or scene.tokens[name.first - 1].text != "s":
        return name.first
    places = scene.names("Country", "City", "Region", "Place")
    return next((n.first for n in places if 0 < name.first - n.last <= BESIDE + 1), name.first)


def _houses(scene: Scene, name: Named, triggers: Sequence[Cue]) -> bool:
    """Whether an outage is told to be in an institution: «توقفت الرحلات في مطار س», not «قال مسؤول في هيئة س»."""
    sites = scene.language.table("syntax").get("sites", ())
    first = name.first
    if first and any(form in sites for form in scene.tokens[first - 1].forms):
        first -= 1  # «في مطارات س وص»
    elif not any(form in sites for form in scene.tokens[first].forms):
        return False
    if not (name.clitic.endswith("ب") or scene.before(scene.of("inside"), first, 1)):
        return False
    trigger = scene.before(triggers, name.first, PHRASE) or scene.before(scene.of("restored"), name.first, PHRASE)
    told = scene.of("say", "according", "role", "unnamed", "cause_unknown", "helper")
    return trigger is not None and not any(trigger.last < c.first < name.first for c in told)


def _of_victims(scene: Scene) -> tuple[Cue, ...]:
    """Words that lead to who was hit; where genitives stand behind, what belongs to it, too («خدمات وزارة ...»)."""
    return scene.of("victim", "facility") if scene.verb_first else scene.of("victim")


def targets(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Whom an attack was on: named as its object or victim; not who speaks of it, is its agent, or blames for it."""
    found = _self_told(scene, triggers)
    victims = _of_victims(scene)
    for name in [] if found else affected(scene, triggers, dict.fromkeys(_TARGETS, PHRASE)):
        blames = any(  # "Y attributed the attack on X"
            0 < c.first - name.last <= BESIDE and not _is_passive(scene, c) for c in scene.of("attribute")
        )
        led = any(
            _reaches(scene, c, name.first, CLOSE) or gap(c.first, c.last, name.last) <= CLOSE
            for c in victims
            if c.first < name.first or (c.first > name.last and not blames and not _speaks(scene, name))
        )
        struck = () if scene.verb_first else scene.of("struck")
        led = led or any(0 < c.first - name.last <= PHRASE for c in struck)
        agent = _is_agent(scene, name)
        led = (
            led or _holds(scene, name) or any(_undergoes(scene, name, c) or _included(scene, name, c) for c in triggers)
        )
        likely = led or (name.kind in {"Service", "Company"} and not _speaks(scene, name))
        likely = likely or any(listed(scene, n, name) for n in found)
        if not name.anaphor and not agent and likely:  # a body named beside an attack mostly reports it
            found.append(name)
    return (
        found
        or _far_struck(scene, triggers)
        or _admitting(scene, triggers)
        or _owning(scene, triggers)
        or recoiling(scene, triggers)
        or _described(scene, triggers)
    )


def _far_struck(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Who a verb of being hit ties to an attack farther off ("X, a town in Kent, was on Friday the victim of one")."""
    if scene.verb_first or any(not is_channel(scene, n) for n in scene.names("Service")):
        return []
    names = [n for n in scene.names(*_TARGETS[1:]) if not n.anaphor and not looks_on(scene, n, triggers)]
    told = (*scene.of("say", "according", "confirm", "claim"), *triggers)
    for cue in scene.of("struck", "victim"):
        suffered = any(-1 <= t.first - cue.last <= SENTENCE and not scene.broken(cue.last, t.first) for t in triggers)
        did = any(0 < cue.first - t.last <= SENTENCE and not scene.broken(t.last, cue.first) for t in triggers)
        for name in names:
            opens = (
                suffered and _opens(scene, name) and name.last < cue.first and not scene.broken(name.last, cue.first)
            )
            opens = opens and scene.tokens[name.last + 1].text not in _DASHES  # a dateline
            meant = did and 0 < name.first - cue.last <= NEAR and not scene.broken(cue.last, name.first)
            low, high = sorted((name.first, cue.first))
            clear = not any(low < c.first < high for c in told)
            if (opens or meant) and clear and not is_spared(scene, name) and not _speaks(scene, name):
                return [name, *_listed_with(scene, name, names)]
    return []


def _opens(scene: Scene, name: Named) -> bool:
    """Whether a name is the subject that opens a sentence, at most a time before it."""
    if name.first <= CLOSE:
        return True
    light = scene.language.table("syntax").get("determiners", ())
    before = name.first - (scene.tokens[name.first - 1].text in light)
    return name.first <= PHRASE and scene.tokens[before - 1].text in COMMAS


def _listed_with(scene: Scene, first: Named, names: Sequence[Named]) -> list[Named]:
    """The names that a list goes on with behind one."""
    found: list[Named] = []
    for name in names:
        behind = name.first > first.last and not _speaks(scene, name)
        if behind and listed(scene, found[-1] if found else first, name):
            found.append(name)
    return found


def _is_agent(scene: Scene, name: Named) -> bool:
    """Whether a name is whom something is done by, or is joined to such a one ("used by X and Y")."""
    by = scene.of("agent")
    return scene.before(by, name.first, BESIDE) is not None or any(
        n.last < name.first and listed(scene, n, name) and scene.before(by, n.first, BESIDE) for n in scene.named
    )


def _admitting(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Who confirms an attack without a word of whom it was on speaks of itself ("Acme confirmed a breach")."""
    for cue in scene.of("confirm"):
        who = speaker(scene, cue)
        own = who is not None and (who.kind == "Company" or (who.kind in BODIES and scene.has("own")))
        if who and own and not who.anaphor and 0 < triggers[0].first - cue.last <= NEAR:
            return [who]
    return []


def _owning(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Who says that something of its own was hit ("Acme said that intruders had entered its network")."""
    owned = [
        c
        for c in scene.of("own")
        if min(gap(t.first, t.last, c.first) for t in triggers) <= CLOSE
        and (scene.verb_first or scene.after(scene.of("facility"), c.last, CLOSE))
    ]
    if not owned or scene.has("according"):
        return []
    saying = [c for c in scene.of("say", "confirm") if any(o.first > c.last for o in owned)]
    for who in [speaker(scene, c) for c in saying] or _openers(scene, min(owned[0].first, triggers[0].first)):
        if who and who.kind in _TARGETS[1:] and not who.anaphor and not looks_on(scene, who, triggers):
            return [] if is_spared(scene, who) else [who]
    return []


def _openers(scene: Scene, end: int) -> list[Named]:
    """The subject of a sentence, where it stands before a position ("Acme shut its network down")."""
    first = next(iter(scene.names(*_TARGETS)), None)
    opens = first is not None and first.last < end and first.first <= (BESIDE if scene.verb_first else 1)
    return [first] if first and opens and not scene.broken(first.last, end) else []


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
        if victim is None or not _of_itself(scene, behind, victim, triggers):
            continue
        near = nearest_gap(victim.last, triggers) <= (CLAUSE if scene.verb_first else NEAR)
        if near and who and who.kind in _TARGETS[:-1] and not who.anaphor:  # an outlet mostly speaks of others
            return [who]
    return []


def _of_itself(scene: Scene, said: int, victim: Cue, triggers: Sequence[Cue]) -> bool:
    """Whether what was hit, behind a word for saying, is the speaker itself: "it was hit", not "attacks on banks"."""
    own = any(said < c.first and gap(c.first, c.last, victim.last) <= CLOSE for c in scene.of("own"))
    if own or any(said < n.first <= victim.last + CLOSE and n.anaphor for n in scene.named):
        return True
    if scene.verb_first:
        words = scene.language.table("syntax").get("itself", ())
        return any(t.text in words for t in scene.tokens[said + 1 : victim.last + 1])
    return not any(0 < victim.first - t.last <= BESIDE for t in triggers)


def _speaks(scene: Scene, name: Named) -> bool:
    """Whether a name is the one who says, denies or blames."""
    return any(
        who is not None and who.first == name.first
        for c in scene.of("say", "according", "deny", "attribute")
        if c.family != "attribute" or not _is_passive(scene, c)
        for who in [speaker(scene, c)]
    )


def _is_passive(scene: Scene, blame: Cue) -> bool:
    """Whether the subject of a word for blaming is who was hit or is blamed ("was linked to", *visé par*)."""
    by = any(c.first == blame.last for c in scene.of("agent"))
    return by or scene.before(scene.of("copula"), blame.first, 1) is not None
