"""What a sentence claims of an outage: whom it hit, when, how long, how many reported it, whether it is over, why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from incidentgraph.extract.rules.arguments import dates, durations, reports, times
from incidentgraph.extract.rules.events import Draft, Telling
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.places import places
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, NEAR
from incidentgraph.extract.rules.scene import Placed, Scene, gap
from incidentgraph.extract.rules.stance import Voice, denied, hedged, reported, rumoured, sources
from incidentgraph.extract.rules.story import ORGANISATIONS, Story
from incidentgraph.extract.rules.values import CountMark, DateMark, DurationMark, TimeMark, WeekdayMark
from incidentgraph.model import Ref, Stance, Term, Value

Teller = Callable[[int], Voice]
_TRUE, _FALSE = Value("true", "boolean"), Value("false", "boolean")


def note_outage(draft: Draft, telling: Telling, story: Story, notes: Notes) -> None:
    """Note what a telling says of its outage, besides the cause."""
    scene = telling.scene
    told_by = teller(draft, scene, story)
    unheard = not draft.looked_back and not notes.told(draft.id, "type")
    if unheard and scene.doubt is Stance.DENIED:
        return
    if unheard and denied(scene, telling.position) and not _presupposed(telling):
        return  # "there was no outage" tells of none
    existence = rumoured(scene, telling.position)  # who tells of an outage is believed that there was one
    notes.add(draft.id, "type", Term("Outage"), scene, existence)
    for name in telling.hit:
        affected = "affectedService" if name.kind == "Service" else "affectedCompany"
        notes.add(draft.id, affected, Ref(name.entity), scene, existence)
    _note_when(draft, telling, notes, existence)
    note_durations(draft, telling, notes, told_by, triggers=telling.triggers)
    note_scale(draft, scene, telling.triggers, notes, told_by)
    note_end(draft, scene, notes, told_by)


def teller(draft: Draft, scene: Scene, story: Story) -> Teller:
    """Who tells the details that stand at positions of a sentence."""
    return lambda position: reported(scene, position, lambda who: story.own_case(who, draft.parties))


def _presupposed(telling: Telling) -> bool:
    """Whether a sentence denies something else of the outage: that it "was due to" this, or that it was an attack."""
    scene, first = telling.scene, telling.triggers[0].first
    because = scene.after(scene.of("because"), telling.triggers[0].last, CLAUSE)
    if because is not None and scene.after(scene.of("cause"), because.last, NEAR) is not None:
        return True
    denial = denied(scene, first)
    reach = gap(denial.first, denial.last, first) if denial else 0
    return denial is not None and any(gap(denial.first, denial.last, c.first) < reach for c in scene.of("attack"))


def _note_when(draft: Draft, telling: Telling, notes: Notes, voice: Voice) -> None:
    told = dates(telling.scene, telling.triggers, telling.rivals)
    has_date = any(isinstance(p.mark, DateMark) for p in told)
    known = [c.object for c in notes.told(draft.id, "date") if isinstance(c.object, Value)]

    def over(value: Value) -> bool:
        """Whether a day is the one on which an outage of an earlier day was over."""
        ended = telling.scene.has("restored") and not telling.scene.has("start")
        return ended and any(k.datatype == value.datatype == "date" and k.lexical < value.lexical for k in known)

    for placed in told:
        if isinstance(placed.mark, DateMark) and placed.mark.value in telling.when and draft.adds(placed.mark.value):
            if over(placed.mark.value):
                continue
            notes.add(draft.id, "date", placed.mark.value, telling.scene, voice)
        elif isinstance(placed.mark, WeekdayMark) and not has_date and not telling.looks_back:
            notes.add(draft.id, "weekday", Term(placed.mark.weekday), telling.scene, voice)
    noted = {p.mark.value for p in told if isinstance(p.mark, DateMark)}
    for value in telling.when:
        if draft.adds(value) and value not in noted and not over(value):
            notes.add(draft.id, "date", value, telling.scene, voice)


def note_durations(
    draft: Draft, telling: Scene | Telling, notes: Notes, told_by: Teller, *, triggers: Sequence[Cue], cue: str = ""
) -> None:
    """Note how long a sentence says that an outage lasted, only in words such as `cue` where one is given."""
    scene, rivals = (telling.scene, telling.rivals) if isinstance(telling, Telling) else (telling, ())
    for placed in durations(scene, triggers, rivals):
        if isinstance(placed.mark, DurationMark) and (not cue or placed.mark.cue == cue):
            value, voice = placed.mark.value, told_by(placed.first)
            notes.add(draft.id, "duration", value, scene, voice, qualifier=placed.mark.qualifier)


def note_scale(draft: Draft, scene: Scene, triggers: Sequence[Cue], notes: Notes, told_by: Teller) -> None:
    """Note the places, the clock times and the counts that a sentence gives of an outage."""
    for name in places(scene, triggers):
        notes.add(draft.id, "place", Ref(name.entity), scene)
    clocks = []
    for role, placed in times(scene):
        if isinstance(placed.mark, TimeMark):
            if role == "asOf":
                clocks.append(placed)
            elif role:
                notes.add(draft.id, role, placed.mark.value, scene, told_by(placed.first))
    for placed in reports(scene):
        if isinstance(placed.mark, CountMark):
            voice = _counted_by(scene, placed, told_by)
            value = Value(str(placed.mark.value), "integer")
            as_of = _held_at(placed, clocks)
            notes.add(draft.id, "reportCount", value, scene, voice, qualifier=placed.mark.qualifier, as_of=as_of)


def _counted_by(scene: Scene, count: Placed, told_by: Teller) -> Voice:
    """Who gives a count: what a monitor counts is established, what the party itself says is its claim."""
    voice = told_by(count.first)
    if voice.stance not in {Stance.ASSERTED, Stance.ATTRIBUTED}:
        return voice
    source = sources(scene, count.first)
    return Voice(Stance.ASSERTED, source.entity if source and source.kind in ORGANISATIONS else None)


def _held_at(count: Placed, clocks: Sequence[Placed]) -> Value | None:
    """When a count held: the clock time closest to it."""
    clock = min(clocks, key=lambda c: gap(c.first, c.last, count.last), default=None)
    return clock.mark.value if clock and isinstance(clock.mark, TimeMark) else None


def note_end(draft: Draft, scene: Scene, notes: Notes, told_by: Teller) -> None:
    """Note that the outage is over, or that it is not."""
    open_cues = scene.of("not_restored")
    over = [
        c
        for c in scene.of("restored")
        if not any(o.first <= c.first <= o.last or abs(o.first - c.first) <= BESIDE for o in open_cues)
    ]
    sure = [c for c in over if not hedged(scene, c.first) and not denied(scene, c.first)]
    if sure:
        notes.add(draft.id, "resolved", _TRUE, scene, told_by(sure[0].first))
    elif open_cues and not over:
        notes.add(draft.id, "resolved", _FALSE, scene, told_by(open_cues[0].first))
