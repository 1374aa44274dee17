"""Sentences that only pass on what others have spread, and those that an article itself calls false.

"A video says that X was hacked", "Was X hacked?" tell of a rumour; "This is false" behind a sentence takes it back.
The words are data (`hearsay`, `debunk`, `verdict`, and in the syntax `asking`, the words of questions that take what
they ask about for granted); a language without them is read as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidentgraph.extract.rules.reach import NEAR
from incidentgraph.extract.rules.scene import Scene
from incidentgraph.model import Stance

_ASKED = ("?", "؟")


def doubted(scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes, each with how far the article itself stands by it."""
    return [_with_doubt(scene, scenes[i + 1 : i + 2]) for i, scene in enumerate(scenes)]


def _with_doubt(scene: Scene, following: Sequence[Scene]) -> Scene:
    if not scene.has("outage", "attack", "cause"):
        return scene
    if scene.has("debunk") or any(_takes_back(f, scene) for f in following):
        return replace(scene, doubt=Stance.DENIED)
    return replace(scene, doubt=Stance.SUSPECTED) if scene.has("hearsay") or _asks(scene) else scene


def _takes_back(scene: Scene, told: Scene) -> bool:
    """Whether a sentence is a verdict on the one before it, and tells of nothing itself."""
    if scene.sentence.paragraph - told.sentence.paragraph > 1 or scene.has("outage", "attack"):
        return False
    return any(c.first <= NEAR for c in scene.of("verdict"))


def _asks(scene: Scene) -> bool:
    """Whether a sentence asks whether something happened, and not when or why."""
    asking = scene.language.table("syntax").get("asking", ())
    if not asking or not scene.sentence.text.rstrip(' \u00a0»"”').endswith(_ASKED):
        return False
    return not any(t.text in asking for t in scene.tokens)
