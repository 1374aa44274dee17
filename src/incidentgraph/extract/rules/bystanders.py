"""Who stands near an event that did not hit them: channels, helpers, watchers, parents, those who were spared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from incidentgraph.extract.rules.arguments import AFTER, nearest_gap
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR, PHRASE
from incidentgraph.extract.rules.scene import Named, Scene
from incidentgraph.extract.rules.stance import addressed

_NOT = frozenset({"not", "pas", "non", "ليس", "وليس", "لا"})
OUTLET = "MediaOutlet"
BODIES = ("GovernmentBody", "Organization", OUTLET)
AND = frozenset({"and", "et", "as", "ainsi", "or"})
COMMAS = frozenset({",", "،"})
_LIST_CONNECTORS = frozenset(
    {
        *(",", "و", "and", "et", "ou", "or", "&", "/", "le", "la", "les", "l", "the", "de", "du", "des", "d"),
        *("mais", "ainsi", "que", "aussi", "but", "also", "as", "well", "both", "وكذلك", "وايضا", "ايضا", "ثم"),
    }
)


def is_channel(scene: Scene, name: Named) -> bool:
    """Whether a service is only where something was published ("posted on X", «عبر منصة إكس»)."""
    if is_account(scene, name):
        return True
    cue = scene.before(scene.of("channel"), name.first, CLOSE)
    if cue is None:
        return False
    claimed = scene.verb_first and scene.before(scene.of("claim"), cue.first, CLOSE) is not None
    if claimed and any(0 < n.first - name.last <= CLOSE for n in scene.names("ThreatActor")):
        return True  # «تبنت العملية على س مجموعة ص»
    saying = nearest_gap(cue.first, scene.of("say", "claim"))
    publishing = nearest_gap(cue.first, scene.of("publish"))
    event = nearest_gap(cue.first, scene.of("outage", "attack"))
    return publishing <= CLOSE or (saying <= NEAR and saying < event) or _is_told_there(scene, name)


def _is_told_there(scene: Scene, name: Named) -> bool:
    """Whether something is told by way of a service, not done through it ("transfers through X have stopped")."""
    via = scene.before(scene.of("via"), name.first, BESIDE) if scene.has("via") else None
    if via is None:
        return False
    done = [c for c in scene.of("outage", "attack") if c.first < via.first - 1 and via.first <= c.last + CLOSE]
    told = scene.of("own", "say", "publish", "claim")
    return not done or any(done[-1].first < c.first < via.first for c in told)


def is_account(scene: Scene, name: Named) -> bool:
    """Whether a service is only where somebody's account is ("its X account", *la page Facebook*, «حسابه على إكس»)."""
    accounts = scene.of("account") if name.kind == "Service" else ()
    if not accounts:
        return False
    light = scene.language.table("syntax").get("determiners", ())
    led = scene.before(accounts, name.first, PHRASE)
    beside = led is not None and not [w for w in scene.words_between(led.last, name.first) if w not in light]
    on = led is not None and scene.before(scene.of("channel"), name.first, BESIDE) is not None
    modifies = not scene.verb_first and any(0 < c.first - name.last <= 1 for c in accounts)
    return beside or on or modifies


def is_spared(scene: Scene, name: Named) -> bool:
    """Whether the sentence says that this one was not affected."""
    if name.first > 0 and scene.tokens[name.first - 1].text in _NOT:
        return True  # "Google, not Microsoft, was offline"
    spared = [c for c in scene.of("unaffected") if not any(n.first <= c.first <= n.last for n in scene.named)]
    if scene.verb_first and any(
        0 < name.first - c.last <= PHRASE
        and not any(c.last < t.first < name.first for t in scene.of("outage", "attack", "struck", "affect"))
        for c in spared
    ):
        return True  # «نجت من العطل شركات مثل س وص»
    return nearest_gap(name.first, spared) <= CLOSE or _says_spared(scene, name, spared)


def _says_spared(scene: Scene, name: Named, spared: Sequence[Cue]) -> bool:
    """Whether a name says of itself that it was not affected: "X said that it had experienced no problems"."""
    said = scene.after(scene.of("say"), name.last, BESIDE) if spared and not scene.verb_first else None
    told = next((c for c in spared if said and 0 < c.first - said.last <= PHRASE), None)
    others = scene.names("Company", "Service", *BODIES)
    return told is not None and not any(name.last < n.first < told.first and not n.anaphor for n in others)


def stands_aside(scene: Scene, name: Named, triggers: Sequence[Cue]) -> bool:
    """Whether a name stands near an event that did not hit it."""
    return (
        is_channel(scene, name)
        or is_spared(scene, name)
        or scene.before(scene.of("helper"), name.first, CLOSE) is not None
        or looks_on(scene, name, triggers)
        or _is_parent(scene, name)
        or _came_before(scene, name, triggers)
        or _gains(scene, name, triggers)
    )


def spared_with(scene: Scene, names: Sequence[Named]) -> frozenset[Named]:
    """The names that the sentence says were not affected, and those that an "and" joins to them."""
    found = {n for n in names if is_spared(scene, n)}
    for one, other in pairwise(names):
        if one in found and listed(scene, one, other):
            joined = scene.verb_first or not AND.isdisjoint(scene.words_between(one.last, other.first))
            found |= {other} if joined else set()
    return frozenset(found)


def looks_on(scene: Scene, name: Named, triggers: Sequence[Cue]) -> bool:
    """Whether a name is of who finds or studies what hit others, is told of it, or employs whoever speaks."""
    if not scene.verb_first and scene.after(scene.of("observer"), name.last, 1):
        return True  # "Acme researchers"
    finds = scene.of("finds")
    if finds and not scene.has("own"):
        behind = any(0 < c.first - name.last <= BESIDE for c in finds)
        if scene.before(finds, name.first, BESIDE) is not None if scene.verb_first else behind:
            return True  # "Acme traced the malware"
    if name.kind not in BODIES:
        return False
    told = [*triggers, *scene.of("say")]
    led = scene.before(scene.of("facility"), name.first, BESIDE)
    offices = (c for c in (*scene.of("role"), *scene.of("role_status.Former")) if 0 < name.first - c.last <= NEAR)
    if not led and any(not any(c.last < t.first < name.first for t in told) for c in offices):
        return True  # "a former head of security at Acme"
    reach = CLAUSE if scene.verb_first else CLOSE  # «قال مصدر في شركة [س] لصحيفة [ص]»
    said = (c for c in scene.of("say", "deny") if 0 < name.first - c.last <= reach)
    return any(
        addressed(scene, c, name) and not any(c.last < t.first < name.first for t in triggers) for c in said
    )  # "told Acme Radio"


def _is_parent(scene: Scene, name: Named) -> bool:
    """Whether a name only tells whose subsidiary another company is ("Z, a unit of X")."""
    owned = scene.before(scene.of("relation.parentBy", "relation.ownedBy"), name.first, BESIDE)
    return owned is not None and any(
        n.kind == "Company" and not n.anaphor and 0 < owned.first - n.last <= CLOSE for n in scene.named
    )


def _came_before(scene: Scene, name: Named, triggers: Sequence[Cue]) -> bool:
    """Whether a name is of whom the like had hit before: "After X and Y, hackers attack Z"."""
    opening = scene.tokens[0].text if scene.tokens else ""
    if opening not in AFTER or name.last + 1 >= len(scene.tokens):
        return False
    comma = next((i for i in range(name.last + 1, len(scene.tokens)) if scene.tokens[i].text in COMMAS), 0)
    return 0 < comma < triggers[0].first and not any(c.first < comma for c in scene.of("say"))


def _gains(scene: Scene, name: Named, triggers: Sequence[Cue]) -> bool:
    """Whether something happens to a service after what hit another: "X gained users after the outage of Y"."""
    trigger = triggers[0]
    after = next((i for i in range(trigger.first - 1, trigger.first - CLOSE, -1) if i >= 0 and _is_after(scene, i)), 0)
    if name.kind != "Service" or not name.last < after:
        return False
    own = any(c.first < after for c in scene.of("outage", "struck", "affect", "restored"))
    return not own and any(n.kind == "Service" and 0 < n.first - trigger.last <= CLOSE for n in scene.named)


def _is_after(scene: Scene, index: int) -> bool:
    return scene.tokens[index].text in AFTER


def listed(scene: Scene, one: Named, other: Named) -> bool:
    """Whether two names are neighbours in a list."""
    left, right = sorted((one, other), key=lambda n: n.first)
    if right.first - left.last > CLOSE:
        return False
    between = range(left.last + 1, right.first)
    # «موقع س، وبوابة ص»: in Arabic what is listed may have its own word for what it is
    own = {c.first for c in scene.of("facility", "victim") if c.first in between} if scene.verb_first else set()
    own = own if any(scene.tokens[i].text in COMMAS or scene.tokens[i].text[0] == "و" for i in between) else set()
    return {scene.tokens[i].text for i in between if i not in own} <= _LIST_CONNECTORS
