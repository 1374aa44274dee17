"""What a sentence claims of an attack: of what kind, on whom, by whom, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidentgraph.extract.rules.arguments import dates, durations
from incidentgraph.extract.rules.events import Draft, Telling
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.places import all_inside, is_headline, places
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR, PHRASE, SENTENCE
from incidentgraph.extract.rules.scene import Named, Scene, gap
from incidentgraph.extract.rules.stance import ARTICLE, Voice, denied, denier, hedged, reported, speaker, voice_at
from incidentgraph.extract.rules.story import PLACES, Story
from incidentgraph.extract.rules.values import DateMark, DurationMark, WeekdayMark
from incidentgraph.model import NodeId, Ref, Stance, Term

_ACTORS = ("ThreatActor",)
_STATES = ("Country",)
_BREACH, _RANSOM = "DataBreach", "Ransomware"
_SAID = frozenset({Stance.CLAIMED, Stance.ATTRIBUTED})
_VAGUENESS = {"CyberAttack": 3, "Intrusion": 2, "DataBreach": 1}  # any other kind says more


def note_attack(draft: Draft, telling: Telling, story: Story, notes: Notes) -> list[Voice]:
    """Note what a telling says of its attack; the voices in which its existence is told are given back."""
    scene = telling.scene
    if scene.before(scene.of("undecided"), telling.position, PHRASE):
        return []  # "neither confirmed nor denied an attack" tells of none
    standing = _standing(scene, telling.triggers)
    if standing:
        telling = replace(telling, triggers=standing)
    elif _known_otherwise(draft, scene, telling.position, notes):
        return []  # "no data was stolen" in the attack in hand denies no attack
    voices = perpetrators(draft, scene, story, notes)
    existence = voices or [_existence(draft, telling, story, notes)]
    if not voices and _taken_for_granted(telling) and all(v.stance in _SAID for v in existence):
        existence = [ARTICLE]
    for voice in existence:
        notes.add(draft.id, "type", Term("Attack"), scene, voice)
        for cue in telling.triggers:
            if cue.kind not in {"", "word"} and not _describes_actor(scene, cue):
                draft.kinds.setdefault(cue.kind, []).append((scene, _unless_denied(voice), voice.stance))
        for name in telling.hit:
            notes.add(draft.id, "target", Ref(name.entity), scene, _unless_denied(voice))
        felt = places(scene, telling.triggers)
        within = all_inside(scene, felt)
        for name in felt:
            near = gap(name.first, name.last, telling.position) <= CLAUSE or _beside(name, telling.hit)
            if near and (name in within or is_headline(scene, name)):  # "of" a country tells of a state
                notes.add(draft.id, "place", Ref(name.entity), scene, _unless_denied(voice))
        _note_when(draft, telling, notes, _unless_denied(voice))
    return existence


def _describes_actor(scene: Scene, cue: Cue) -> bool:
    """Whether a word for a kind says only what a gang is for: "the ransomware gang X claimed to have stolen"."""
    if cue.kind != _RANSOM or cue.first != cue.last or len(scene.of("attack")) == 1:
        return False
    gang = next((n for n in scene.names(*_ACTORS) if 0 < n.first - cue.last <= CLOSE), None)
    return gang is not None and not any(cue.last < c.first < gang.first for c in scene.of("agent", "attack", "claim"))


def _beside(place: Named, hit: Sequence[Named]) -> bool:
    """Whether a place stands right behind who was hit ("the hospital, in Leeds")."""
    return any(0 < place.first - n.last <= CLOSE for n in hit)


def _standing(scene: Scene, triggers: Sequence[Cue]) -> tuple[Cue, ...]:
    """The triggers without data of which a sentence denies that they were taken."""
    return tuple(t for t in triggers if t.kind != _BREACH or not denied(scene, t.first))


def _known_otherwise(draft: Draft, scene: Scene, position: int, notes: Notes) -> bool:
    """Whether more is known of an attack than the theft of data that somebody denies, or the denier tells of it."""
    denial = denied(scene, position)
    who = denier(scene, denial) if denial else None
    told = [c for c in notes.told(draft.id, "type") if c.stance is not Stance.DENIED]
    own = any(c.stance is Stance.ASSERTED or (who and c.attributed_to == who.entity) for c in told)
    return own or bool(told and draft.kinds.keys() - {_BREACH})


def _taken_for_granted(telling: Telling) -> bool:
    """Whether a sentence tells of an outage, and of the attack as why it was, before it comes to who says what.

    "X was back online after an attack that Y said was its work": that there was one is the article's own word.
    """
    scene, first = telling.scene, telling.position
    holds = any(c.first <= first <= c.last for c in scene.of("because"))
    if not (holds or scene.before(scene.of("because"), first, CLOSE)) or telling.looks_back:
        return False
    if reported(scene, first, lambda _: True) != ARTICLE:
        return False  # "..., Y said"
    doubts = scene.of("say", "according", "claim", "attribute", "hedge", "deny", "cause_unknown", "undecided")
    said = [c.first for c in doubts]
    told = [c for c in scene.of("outage", "restored") if not scene.broken(c.first, first)]
    return not any(s < first for s in said) and any(all(c.first < s for s in said) for c in told)


def _existence(draft: Draft, telling: Telling, story: Story, notes: Notes) -> Voice:
    """In which voice a telling holds that there was an attack.

    What has only been claimed or suspected is not established by being mentioned again ("the attack lasted ..."),
    unless the sentence confirms it.
    """
    scene = telling.scene
    voice = voice_at(scene, telling.position, lambda who: story.own_case(who, draft.parties))
    told = notes.told(draft.id, "type")
    if voice != ARTICLE or not told or scene.has("confirm") or any(c.stance is Stance.ASSERTED for c in told):
        return voice
    first = min(told, key=lambda c: c.evidence[0].span)
    return Voice(first.stance, first.attributed_to, first.attribution)


def note_kind(draft: Draft, notes: Notes) -> None:
    """Note the kind of an attack: the most specific that is more than suspected, by how often it is told."""
    firm = {k: t for k, t in draft.kinds.items() if any(stance is not Stance.SUSPECTED for _, _, stance in t)}
    kinds = firm or draft.kinds
    if not kinds:
        return
    chosen = min(kinds, key=lambda k: (_VAGUENESS.get(k, 0), -len(kinds[k]), k))
    for scene, voice, _ in kinds[chosen]:
        notes.add(draft.id, "attackKind", Term(chosen), scene, voice)


def _unless_denied(voice: Voice) -> Voice:
    """Of a denied attack it is told what was said of it; that is hearsay, not a denial of its own."""
    return Voice(Stance.SUSPECTED) if voice.stance is Stance.DENIED else voice


def _note_when(draft: Draft, telling: Telling, notes: Notes, voice: Voice) -> None:
    told = dates(telling.scene, telling.triggers, telling.rivals)
    for placed in told:
        if isinstance(placed.mark, WeekdayMark) and not telling.looks_back and not telling.when:
            notes.add(draft.id, "weekday", Term(placed.mark.weekday), telling.scene, voice)
        elif isinstance(placed.mark, DateMark) and placed.mark.value in telling.when:
            notes.add(draft.id, "date", placed.mark.value, telling.scene, voice)
    for value in telling.when:
        if draft.adds(value):
            notes.add(draft.id, "date", value, telling.scene, voice)
    for placed in durations(telling.scene, telling.triggers):
        if isinstance(placed.mark, DurationMark) and gap(placed.first, placed.last, telling.position) <= NEAR:
            notes.add(draft.id, "duration", placed.mark.value, telling.scene, voice, qualifier=placed.mark.qualifier)


def perpetrators(draft: Draft, scene: Scene, story: Story, notes: Notes) -> list[Voice]:
    """Note who is said to have done it; the voices that say so."""
    voices = []
    for actor in scene.names(*_ACTORS):
        for voice in _blames(scene, actor, story, draft.parties):
            notes.add(draft.id, "perpetrator", Ref(actor.entity), scene, voice)
            voices.append(voice)
    for state in scene.names(*_STATES):
        blame = _state_blamed(draft, scene, state, story, notes)
        if blame:
            notes.add(draft.id, "perpetrator", Ref(state.entity), scene, blame)
    return list(dict.fromkeys(voices))


def _state_blamed(draft: Draft, scene: Scene, state: Named, story: Story, notes: Notes) -> Voice | None:
    """How a state is tied to an attack: accused of it, or denying it once accused."""
    held = next((c for c in scene.of("accuse") if c.first < state.first <= c.last), None)  # «حمّل إيران مسؤولية»
    led = scene.before(scene.of("inside"), state.first, BESIDE)
    behind = None if led else scene.after(scene.of("blamed"), state.last, BESIDE)  # "X was suspected of"
    behind = behind or scene.after(scene.of("accused_back"), state.last, PHRASE)
    accused = held or scene.before(scene.of("accuse", "origin"), state.first, PHRASE) or behind
    if accused:
        accuser = _accusing_state(scene, accused) if accused.family == "accuse" else None
        if accuser is state:
            return None
        who = accuser or _accuser(scene, state, accused)
        if denied(scene, state.first):
            return Voice(Stance.DENIED, who.entity if who else None)
        interested = who is not None and _interested(who, story, draft.parties)
        doubted = hedged(scene, accused.first) or any(
            accused.first <= h.first <= accused.last for h in scene.of("hedge")
        )
        stance = Stance.SUSPECTED if doubted else Stance.CLAIMED if interested else Stance.ATTRIBUTED
        return Voice(stance, who.entity if who else None)
    known = any(c.object == Ref(state.entity) for c in notes.told(draft.id, "perpetrator"))
    denials = [c for c in scene.of("deny") if (s := speaker(scene, c)) and s.entity == state.entity]
    return Voice(Stance.DENIED, state.entity) if known and denials else None


def _interested(who: Named, story: Story, parties: Sequence[NodeId]) -> bool:
    """Whether an accuser speaks as a victim; an agency that inquires is a third party."""
    if who.kind == "GovernmentBody":
        return any(story.related(who.entity, party) for party in parties)
    return story.own_case(who, parties)


def _accusing_state(scene: Scene, accuse: Cue) -> Named | None:
    """The state that accuses another: the subject of the verb, beside it ("France accused Russia")."""
    states = scene.names(*_STATES)
    if scene.verb_first:
        behind = [n for n in states if accuse.last < n.first <= accuse.last + NEAR]
        return behind[0] if len(behind) > 1 and behind[0].first - accuse.last <= BESIDE else None
    return next((n for n in states if 0 < accuse.first - n.last <= BESIDE), None)


def _blames(scene: Scene, actor: Named, story: Story, parties: Sequence[NodeId]) -> list[Voice]:
    """How an actor is tied to the attack: by its own claim, by another's finding, by hearsay, or not at all."""
    if _near(scene, scene.of("no_claim"), actor):
        return []
    own = _near(scene, scene.of("deny"), actor)
    denial = denied(scene, actor.first) or (own if own and actor.last < own.first else None)
    if denial:
        who = denier(scene, denial)
        return [Voice(Stance.DENIED, who.entity if who else actor.entity)]
    if _near(scene, scene.of("claim"), actor) or _tells_of_it(scene, actor):
        return [Voice(Stance.CLAIMED, actor.entity)]
    blame = _near(scene, scene.of("attribute", "arrest"), actor, SENTENCE) or _doing(scene, actor)
    if blame is None:
        return []
    who = _accuser(scene, actor, blame)
    if who:
        stance = Stance.CLAIMED if _interested(who, story, parties) else Stance.ATTRIBUTED
        return [Voice(Stance.SUSPECTED if hedged(scene, actor.first) else stance, who.entity)]
    return [Voice(Stance.SUSPECTED) if hedged(scene, actor.first) else Voice(Stance.ATTRIBUTED)]


def _doing(scene: Scene, actor: Named) -> Cue | None:
    """What an actor is told to have done: "X hacked Y", "Y was taken offline by X"."""
    done = scene.after(scene.of("attack"), actor.last, BESIDE)
    agent = scene.before(scene.of("agent"), actor.first, NEAR)  # "by a group calling itself X"
    if agent and any(agent.last < n.first < actor.first for n in scene.named):
        agent = None
    return done or (scene.before(scene.of("attack", "outage"), agent.first, CLOSE) if agent else None)


def _tells_of_it(scene: Scene, actor: Named) -> bool:
    """Whether an actor says it: "the group said on Telegram that it had knocked the site offline"."""
    if not scene.has("outage", "attack", "led_to"):
        return False
    others = scene.of("unnamed")  # "experts say X was behind it" is said by the experts
    said = [c for c in scene.of("say") if not any(gap(o.first, o.last, c.first) <= BESIDE for o in others)]
    return any(who is not None and who.entity == actor.entity for c in said for who in [speaker(scene, c)])


def _accuser(scene: Scene, actor: Named, blame: Cue) -> Named | None:
    """Who blames: the source of the sentence, an agent behind the verb, or the verb's subject; no victim, no place."""
    names = [
        n
        for n in scene.named
        if n.entity != actor.entity and n.kind not in {*PLACES, "Service"} and not scene.broken(n.first, blame.first)
    ]
    agents = [n for n in names if scene.before(scene.of("agent"), n.first, 2)]
    if agents:
        return agents[-1]
    for cue in scene.of("according"):
        who = speaker(scene, cue)
        if who and who.entity != actor.entity:
            return who
    if scene.before(scene.of("copula"), blame.first, 1):
        return None  # "the attack on Y was linked to X": by nobody named
    return next((n for n in reversed(names) if n.last < blame.first and blame.first - n.last <= CLAUSE), None)


def _near(scene: Scene, cues: Sequence[Cue], actor: Named, reach: int = CLAUSE) -> Cue | None:
    found = [c for c in cues if gap(c.first, c.last, actor.first) <= reach and not scene.broken(c.first, actor.first)]
    return scene.nearest(found, actor.first)
