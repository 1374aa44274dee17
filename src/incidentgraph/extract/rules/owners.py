"""Whom an event hit where its own sentence names nobody: whoever "its services" or "the company" stands for."""

from __future__ import annotations

from incidentgraph.extract.rules.arguments import AFTER
from incidentgraph.extract.rules.bystanders import is_spared, looks_on, stands_aside
from incidentgraph.extract.rules.events import Draft, Telling
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.reach import BESIDE, CLOSE, PHRASE
from incidentgraph.extract.rules.scene import Named, Scene, gap
from incidentgraph.extract.rules.stance import Voice
from incidentgraph.extract.rules.story import Story
from incidentgraph.model import Ref, Stance

_OWNERS = ("Company", "Organization", "GovernmentBody")


def remember_owner(draft: Draft, telling: Telling, story: Story) -> None:
    """Keep in mind whom a telling without a victim may be about, should the article name none."""
    if draft.parties or telling.hit or draft.owner or draft.looked_back or telling.looks_back:
        return
    owner = _described(telling) or _owner_before(telling, story) or _of_headline(telling) or _reacting(telling)
    if owner and not story.watches(owner.entity):
        draft.owner = (telling.scene, owner)


def note_owner(draft: Draft, notes: Notes) -> None:
    """Note whom an event hit whose victim the article only describes."""
    if draft.parties or draft.owner is None or notes.told(draft.id, _predicate(draft)):
        return
    scene, owner = draft.owner
    existence = next((c for c in notes.told(draft.id, "type") if scene.evidence() in c.evidence), None)
    if existence is None or existence.stance is Stance.DENIED:
        return
    draft.parties.append(owner.entity)
    voice = Voice(existence.stance, existence.attributed_to, existence.attribution)
    notes.add(draft.id, _predicate(draft), Ref(owner.entity), scene, voice)


def _predicate(draft: Draft) -> str:
    return "target" if draft.kind == "Attack" else "affectedCompany"


def _described(telling: Telling) -> Named | None:
    """Whoever a description beside the event stands for: "the company's network is down"."""
    scene, triggers = telling.scene, telling.triggers
    near = [
        n
        for n in scene.names(*_OWNERS)
        if n.anaphor
        and min(gap(n.first, n.last, t.first) for t in triggers) <= PHRASE
        and not stands_aside(scene, n, triggers)
        and not _spoken(scene, n)
    ]
    return near[0] if len({n.entity for n in near}) == 1 else None


def _spoken(scene: Scene, name: Named) -> bool:
    return any(
        0 < c.first - name.last <= BESIDE or 0 < name.first - c.last <= BESIDE for c in scene.of("say", "according")
    )


def _owner_before(telling: Telling, story: Story) -> Named | None:
    """The subject of the sentence before, where this one tells of what is its own: "an outage hit its shops"."""
    scene = telling.scene
    owned = [c for c in scene.of("own") if min(gap(t.first, t.last, c.first) for t in telling.triggers) <= PHRASE]
    if not owned or any(not n.anaphor for n in scene.names(*_OWNERS, "Service", "Person", "MediaOutlet")):
        return None
    if not any(0 < f.first - c.last <= BESIDE for c in owned for f in scene.of("facility")):
        return None
    at = next((i for i, s in enumerate(story.scenes) if s is scene), 0)
    before = story.scenes[at - 1] if at else None
    if before is None or scene.sentence.paragraph - before.sentence.paragraph > 1:
        return None
    return _subject(before)


def _subject(scene: Scene) -> Named | None:
    """Who opens a sentence, if that is no onlooker."""
    names = [n for n in scene.names(*_OWNERS) if not n.anaphor]
    first = names[0] if names else None
    if (
        first is None
        or first.first > PHRASE
        or any(c.first < first.first for c in scene.of("say", "according", "agent"))
    ):
        return None
    return None if looks_on(scene, first, ()) else first


def _of_headline(telling: Telling) -> Named | None:
    """Who stands before the colon of a headline: "Acme: what we know of the outage"."""
    scene = telling.scene
    if scene.sentence.index > 0 or scene.verb_first:
        return None
    first = next((n for n in scene.names(*_OWNERS) if n.first <= 1), None)
    if first is None or first.last + 1 >= len(scene.tokens) or scene.tokens[first.last + 1].text != ":":
        return None
    others = [n for n in scene.names(*_OWNERS) if n.entity != first.entity and not n.anaphor]
    return None if others or scene.has("say", "publish", "finds") else first


def _reacting(telling: Telling) -> Named | None:
    """Who does something after an event that names nobody else: "Acme closes its services after the leak"."""
    scene, trigger = telling.scene, telling.triggers[0]
    names = [n for n in scene.names("Company", "Organization") if not n.anaphor]
    first = names[0] if len({n.entity for n in names}) == 1 else None
    if first is None or first.first > PHRASE or first.last > trigger.first or scene.verb_first:
        return None
    after = any(t.text in AFTER for t in scene.tokens[max(first.last, trigger.first - CLOSE) : trigger.first])
    aside = scene.has("according", "finds", "helper", "unaffected") or is_spared(scene, first)
    return first if after and not aside and not _spoken(scene, first) else None
