"""What a sentence claims of an outage: whom it hit, when, how long, how many reported it, whether it is over, why."""

from __future__ import annotations

from collections.abc import Sequence

from incidentgraph.extract.rules.arguments import dates, durations, places, reports, times
from incidentgraph.extract.rules.events import Draft, Telling
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.reach import BESIDE, NEAR, SENTENCE
from incidentgraph.extract.rules.scene import Placed, Scene, gap
from incidentgraph.extract.rules.stance import Voice, denied, hedged, sources, voice_at
from incidentgraph.extract.rules.story import Story
from incidentgraph.extract.rules.values import CountMark, DateMark, DurationMark, TimeMark, WeekdayMark
from incidentgraph.model import Ref, Stance, Term, Value

_TRUE, _FALSE = Value("true", "boolean"), Value("false", "boolean")


def note_outage(draft: Draft, telling: Telling, notes: Notes) -> None:
    """Note what a telling says of its outage, besides the cause."""
    scene = telling.scene
    unheard = not draft.looked_back and not notes.told(draft.id, "type")
    if unheard and denied(scene, telling.position) and not _presupposed(telling):
        return  # "there was no outage" tells of none
    notes.add(draft.id, "type", Term("Outage"), scene)
    for name in telling.hit:
        notes.add(draft.id, "affectedService" if name.kind == "Service" else "affectedCompany", Ref(name.entity), scene)
    _note_when(draft, telling, notes)
    note_durations(draft, scene, notes, triggers=telling.triggers, rivals=telling.rivals)
    note_scale(draft, scene, telling.triggers, notes)
    note_end(draft, scene, notes)


def _presupposed(telling: Telling) -> bool:
    """Whether a sentence speaks of the outage's cause: who denies that "the outage was due to" it denies no outage."""
    because = telling.scene.after(telling.scene.of("because"), telling.triggers[0].last, NEAR)
    return because is not None and telling.scene.after(telling.scene.of("cause"), because.last, NEAR) is not None


def _note_when(draft: Draft, telling: Telling, notes: Notes) -> None:
    told = dates(telling.scene, telling.triggers, telling.rivals)
    has_date = any(isinstance(p.mark, DateMark) for p in told)
    for placed in told:
        if isinstance(placed.mark, DateMark) and placed.mark.value in telling.when and draft.adds(placed.mark.value):
            notes.add(draft.id, "date", placed.mark.value, telling.scene)
        elif isinstance(placed.mark, WeekdayMark) and not has_date and not telling.looks_back:
            notes.add(draft.id, "weekday", Term(placed.mark.weekday), telling.scene)
    for value in telling.when:
        if draft.adds(value):
            notes.add(draft.id, "date", value, telling.scene)


def note_durations(
    draft: Draft, scene: Scene, notes: Notes, *, triggers: Sequence[Cue], rivals: Sequence[Cue] = (), cue: str = ""
) -> None:
    """Note how long a sentence says that an outage lasted, only in words such as `cue` where one is given."""
    for placed in durations(scene, triggers, rivals):
        if isinstance(placed.mark, DurationMark) and (not cue or placed.mark.cue == cue):
            notes.add(draft.id, "duration", placed.mark.value, scene, qualifier=placed.mark.qualifier)


def note_scale(draft: Draft, scene: Scene, triggers: Sequence[Cue], notes: Notes) -> None:
    """Note the places, the clock times and the counts that a sentence gives of an outage."""
    for name in places(scene, triggers):
        notes.add(draft.id, "place", Ref(name.entity), scene)
    clocks = []
    for role, placed in times(scene):
        if isinstance(placed.mark, TimeMark):
            if role == "asOf":
                clocks.append(placed)
            elif role:
                notes.add(draft.id, role, placed.mark.value, scene)
    for placed in reports(scene):
        if isinstance(placed.mark, CountMark):
            source = sources(scene, placed.first)
            by = (
                source.entity
                if source and source.kind in {"Organization", "Company", "MediaOutlet", "GovernmentBody"}
                else None
            )
            voice = Voice(Stance.ASSERTED, by)
            value = Value(str(placed.mark.value), "integer")
            as_of = _held_at(placed, clocks)
            notes.add(draft.id, "reportCount", value, scene, voice, qualifier=placed.mark.qualifier, as_of=as_of)


def _held_at(count: Placed, clocks: Sequence[Placed]) -> Value | None:
    """When a count held: the clock time closest to it."""
    clock = min(clocks, key=lambda c: gap(c.first, c.last, count.last), default=None)
    return clock.mark.value if clock and isinstance(clock.mark, TimeMark) else None


def note_end(draft: Draft, scene: Scene, notes: Notes) -> None:
    """Note that the outage is over, or that it is not."""
    open_cues = scene.of("not_restored")
    over = [
        c
        for c in scene.of("restored")
        if not any(o.first <= c.first <= o.last or abs(o.first - c.first) <= BESIDE for o in open_cues)
    ]
    if any(not hedged(scene, c.first) and not denied(scene, c.first) for c in over):
        notes.add(draft.id, "resolved", _TRUE, scene)
    elif open_cues and not over:
        notes.add(draft.id, "resolved", _FALSE, scene)


def note_causes(draft: Draft, scene: Scene, story: Story, notes: Notes) -> list[Voice]:
    """Note the causes that a sentence gives for an outage; gives back the voices in which it speaks of an attack."""
    attacks = []
    reach = SENTENCE
    for cue in _cause_cues(scene):
        linked = (
            scene.before(scene.of("because", "attribute"), cue.first, reach)
            or _causes(scene, cue)
            or _is_event(scene, cue)
            or _named_with(scene, cue)
        )
        if linked is None or scene.before(scene.of("cause_unknown"), cue.first, 4):
            continue
        voice = voice_at(scene, cue.first, lambda who: story.own_case(who, draft.parties))
        notes.add(draft.id, "causeKind", Term(cue.kind), scene, voice)
        if cue.kind == "CyberAttack":
            attacks.append(voice)
    return attacks


def _cause_cues(scene: Scene) -> list[Cue]:
    """The causes named, the most specific of those that overlap."""
    found = scene.of("cause")
    return [
        c
        for c in found
        if not any(
            o is not c
            and o.first <= c.first
            and c.last <= o.last
            and (o.last - o.first, o.category) > (c.last - c.first, c.category)
            for o in found
        )
    ]


def _is_event(scene: Scene, cue: Cue) -> Cue | None:
    """A cut cable is a cause by itself where the sentence tells of the interruption."""
    return cue if cue.kind == "CableCut" and scene.has("outage", "led_to") else None


def _named_with(scene: Scene, cue: Cue) -> Cue | None:
    """The words for "because" that hold the cause («إثر ... حريق»); to have been attacked is not yet a cause."""
    if cue.kind == "CyberAttack":
        return None
    return next((c for c in scene.of("because") if c.first < cue.first <= c.last), None)


def _causes(scene: Scene, cue: Cue) -> Cue | None:
    """The words by which what stands before them is a cause ("the cyberattack knocked X offline")."""
    led_to = scene.of("led_to")
    verb_first = next((c for c in led_to if 0 < cue.first - c.first <= BESIDE), None) if scene.verb_first else None
    return verb_first or scene.after(led_to, cue.last, 8)
