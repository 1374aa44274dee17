"""Who acts because of what hit it: "X canceled classes after a ransomware attack"; told by no word for being hit."""

from __future__ import annotations

from collections.abc import Sequence

from incidentgraph.extract.rules.arguments import AFTER
from incidentgraph.extract.rules.bystanders import is_spared, looks_on
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLOSE, NEAR, PHRASE, SENTENCE
from incidentgraph.extract.rules.scene import Named, Scene

_BODIES = ("Company", "Organization", "GovernmentBody")
_OTHERS = ("say", "publish", "according", "claim", "attribute", "finds", "helper", "deny", "role", "observer")


def recoiling(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """The subject of a sentence that does something after, or because of, an event that names nobody as hit.

    Only in languages that tell which verbs are those of who inquires, warns or helps (cues `inquire`).
    """
    trigger = triggers[0]
    names = [n for n in scene.names(*_BODIES) if not n.anaphor]
    if not names or scene.verb_first or not scene.language.table("cues").get("inquire"):
        return []
    name = names[0]
    if name.first > PHRASE or not 0 < trigger.first - name.last <= SENTENCE or scene.broken(name.last, trigger.first):
        return []
    told = (*scene.of(*_OTHERS, "inquire"), *scene.of("outage", "attack"))
    clear = not any(c.first < trigger.first and c not in triggers and not _acts(scene, c, name) for c in told)
    aside = looks_on(scene, name, triggers) or is_spared(scene, name)
    return [name] if (clear or _strikes_it(scene, triggers[-1])) and not aside and _because(scene, trigger) else []


def _strikes_it(scene: Scene, trigger: Cue) -> bool:
    """Whether the event is told to have done something to the subject: "after a failure that forced it to"."""
    pronouns = scene.language.table("syntax").get("object", ())
    behind = scene.tokens[trigger.last + 1 : trigger.last + 1 + CLOSE]
    return any(t.text in pronouns for t in behind)


def _acts(scene: Scene, cue: Cue, name: Named) -> bool:
    """Whether a cue is what the subject did: words for an outage behind it ("X shut its offices after")."""
    return cue.family == "outage" and cue.first > name.last and not scene.broken(name.last, cue.first)


def _because(scene: Scene, trigger: Cue) -> bool:
    """Whether words for "after" or "because of" lead to the event."""
    if scene.before(scene.of("because"), trigger.first, NEAR):
        return True
    led = range(max(0, trigger.first - NEAR), trigger.first)
    return any(scene.tokens[i].text in AFTER for i in led) and trigger.first > BESIDE
