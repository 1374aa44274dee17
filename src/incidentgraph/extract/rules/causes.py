"""What a sentence claims of why an outage was: the causes it names, and the attack that it tells of as one."""

from __future__ import annotations

from collections.abc import Sequence

from incidentgraph.extract.rules.events import Draft
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR, SENTENCE
from incidentgraph.extract.rules.scene import Named, Scene, gap
from incidentgraph.extract.rules.stance import ARTICLE, Voice, denied, reported, voice_at
from incidentgraph.extract.rules.story import Story
from incidentgraph.model import Claim, Ref, Stance, Term

_ATTACK, _VAGUE, _NO_POWER = "CyberAttack", "TechnicalFault", "PowerFailure"
_MISHAPS = frozenset(
    {
        "Fire",
        "CableCut",
        "DnsFailure",
        "ConfigurationError",
        "HardwareFault",
        "SoftwareFault",
        "PowerFailure",
        "Overload",
    }
)
"""What fails by itself: told beside the outage it is why, whatever the words between."""
_COMMAS = frozenset({",", "،"})  # "X was down, weeks after a fire at Y"
_TAKEN = frozenset({"DataBreach", "Phishing", "Defacement"})
"""Attacks that take or change something and leave the service running."""


def gives_cause(scene: Scene) -> bool:
    """Whether a sentence that names no outage may still tell why the one in hand was."""
    return scene.has("cause") and (scene.has("because", "attribute", "led_to") or _spoken(scene))


def _spoken(scene: Scene) -> bool:
    """Whether a sentence is somebody's words about now."""
    return (scene.heard is not None or scene.has("say")) and not scene.has("lookback", "attack", "hedge")


def note_causes(draft: Draft, scene: Scene, story: Story, notes: Notes, *, named: bool = True) -> list[Voice]:
    """Note the causes that a sentence gives for an outage; gives back the voices in which it speaks of an attack.

    `named` tells whether the sentence speaks of that outage itself.
    """
    attacks = []
    linked = [c for c in _cause_cues(scene) if _linked(scene, c)]
    if draft.of_power:
        linked = [c for c in linked if c.kind != _NO_POWER]
    if not named and not scene.has("because"):  # who is accused of an attack is not yet said to have caused an outage
        linked = [c for c in linked if c.kind != _ATTACK]
    if not linked and not named and _spoken(scene) and not _explained(draft, notes):
        linked = [c for c in _cause_cues(scene) if c.kind in _MISHAPS and _own_words(draft, scene, c, story)]
    linked = [
        c for c in linked if c.kind != _ATTACK or not any(o.kind == _ATTACK and _leads_to(scene, o, c) for o in linked)
    ]
    closer = any(c.kind not in {_ATTACK, _VAGUE} for c in linked)
    for cue in linked:
        voice = _voice(draft, scene, cue, story)
        if cue.kind == _VAGUE and closer and voice.stance is not Stance.SUSPECTED:
            continue  # "a network failure at a supplier" tells what was to blame more closely
        if cue.kind == _VAGUE:
            draft.vague.append((scene, voice))
            continue
        notes.add(draft.id, "causeKind", Term(cue.kind), scene, voice)
        if cue.kind == _ATTACK:
            attacks.append(voice)
    return attacks


def _leads_to(scene: Scene, one: Cue, other: Cue) -> bool:
    """Whether two words next to each other tell of one cause: "a cyberattack by hackers" is told as the first is."""
    return 0 < other.first - one.last <= NEAR and not scene.broken(one.last, other.first)


def note_vague_causes(draft: Draft, notes: Notes) -> None:
    """Note the causes that name nothing nearer than a fault, unless the article comes to tell which one it was."""
    told = [c for c in notes.told(draft.id, "causeKind") if c.object != Term(_ATTACK)]
    firm = {c.stance for c in told} - {Stance.DENIED, Stance.SUSPECTED}
    said = any(voice.stance in {Stance.CLAIMED, Stance.ATTRIBUTED} for _, voice in draft.vague)
    for scene, voice in draft.vague:
        if said and voice == ARTICLE:
            continue  # a fault that somebody is named for is not the article's own word as well
        if not (voice.stance in firm or (firm and voice.stance is Stance.ASSERTED)):
            notes.add(draft.id, "causeKind", Term(_VAGUE), scene, voice)


def _voice(draft: Draft, scene: Scene, cue: Cue, story: Story) -> Voice:
    """Who gives a cause; who says that it was not this "but by" that says both."""

    def interested(who: Named) -> bool:
        return story.own_case(who, draft.parties)

    voice = voice_at(scene, cue.first, interested)
    turn = next((c for c in reversed(scene.of("but")) if 0 < cue.first - c.first <= CLOSE), None)
    if voice == ARTICLE and turn and turn.first and denied(scene, turn.first - 1):
        return reported(scene, turn.first - 1, interested)
    return voice


def _own_words(draft: Draft, scene: Scene, cue: Cue, story: Story) -> bool:
    """Whether whom the outage hit names a mishap, which is then its explanation: "a router failed", Y said."""
    return _voice(draft, scene, cue, story).stance is Stance.CLAIMED


def _linked(scene: Scene, cue: Cue) -> bool:
    """Whether a sentence gives what a cue names as the cause of something."""
    if scene.before(scene.of("cause_unknown", "undecided"), cue.first, CLOSE):
        return False
    return bool(
        scene.before(scene.of("because", "attribute"), cue.first, SENTENCE)
        or _causes(scene, cue)
        or _beside_outage(scene, cue)
        or _named_with(scene, cue)
    )


def _cause_cues(scene: Scene) -> list[Cue]:
    """The causes named, the most specific of those that overlap."""
    found = [c for c in scene.of("cause") if not _is_explained(scene, c)]
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


def _is_explained(scene: Scene, cue: Cue) -> bool:
    """Whether words are those of what has a cause: «سبب انقطاع التيار» is why the power failed."""
    words = scene.language.table("syntax").get("explains", ())
    return cue.kind != _ATTACK and cue.first > 0 and scene.tokens[cue.first - 1].text in words


def _beside_outage(scene: Scene, cue: Cue) -> bool:
    """Whether a mishap stands in a sentence that tells of the interruption in other words, in the same clause."""
    if cue.kind == "CableCut" and scene.has("outage", "led_to"):
        return True
    if cue.kind not in _MISHAPS or denied(scene, cue.first):
        return False
    return any(
        (cue.last < c.first or (c.last < cue.first and _COMMAS.isdisjoint(scene.words_between(c.last, cue.first))))
        and gap(c.first, c.last, cue.first) <= CLAUSE
        and not scene.broken(c.first, cue.first)
        for c in scene.of("outage.strong")
    )


def _named_with(scene: Scene, cue: Cue) -> bool:
    """Whether the words for "because" hold the cause («إثر ... حريق»); to have been attacked is not yet a cause."""
    return cue.kind != _ATTACK and any(c.first < cue.first <= c.last for c in scene.of("because"))


def _causes(scene: Scene, cue: Cue) -> Cue | None:
    """The words by which what stands before them is a cause ("the cyberattack knocked X offline")."""
    led_to = scene.of("led_to")
    verb_first = next((c for c in led_to if 0 < cue.first - c.first <= BESIDE), None) if scene.verb_first else None
    return verb_first or scene.after(led_to, cue.last, 8) or _subject_of(scene, cue, led_to)


def _subject_of(scene: Scene, cue: Cue, led_to: Sequence[Cue]) -> Cue | None:
    """The verb of causing behind a long subject that a cause opens: "a fire on Sunday night at X plunged Y into"."""
    if scene.verb_first or cue.first > BESIDE or cue.kind == _ATTACK or denied(scene, cue.first):
        return None
    verb = scene.after(led_to, cue.last, SENTENCE)
    started = scene.of("start")
    told = [
        c
        for c in scene.of("say", "attack", "restored", "because", "outage")
        if not any(s.first <= c.first <= s.last for s in started)  # *l'incendie, qui s'est déclaré hier*
    ]
    clear = verb is not None and not any(cue.last < c.first < verb.first for c in told)
    return verb if verb and clear and not scene.broken(cue.last, verb.first) else None


def note_attack_as_cause(
    outages: Sequence[Draft], hit: Sequence[tuple[Draft, list[Voice]]], scene: Scene, story: Story, notes: Notes
) -> None:
    """Where one sentence tells of an attack and of an outage of the same party, the one is why the other was."""
    others = [c for c in _cause_cues(scene) if c.kind not in {_ATTACK, _VAGUE} and _linked(scene, c)]
    if others or not scene.has("outage.strong"):
        return
    for attack, voices in hit:
        if set(attack.kinds) <= _TAKEN and attack.kinds:
            continue
        for outage in outages:
            if outage.looked_back is not attack.looked_back or _apart(outage, attack, story):
                continue
            if any(scene.evidence() in c.evidence for c in _blamed_on_attack(outage, notes)):
                continue
            for voice in voices:
                if voice.stance is not Stance.DENIED:
                    notes.add(outage.id, "causeKind", Term(_ATTACK), scene, voice)
                    notes.add(outage.id, "causedBy", Ref(attack.id), scene, voice)


def blame_attack(outage: Draft, attack: Draft, story: Story, notes: Notes) -> None:
    """The attack that an article tells of is the cause of the outage it tells of, in the voice in which it is told.

    What the article itself tells needs nobody's word for it; else who claims, assigns or denies it says so.
    """
    told = notes.told(attack.id, "type")
    denials = [c for c in told if c.stance is Stance.DENIED]
    plain = [c for c in told if c.stance is Stance.ASSERTED]
    data_only = bool(attack.kinds) and set(attack.kinds) <= _TAKEN
    hearsay = [c for c in _blamed_on_attack(outage, notes) if c.stance is not Stance.ASSERTED]
    sure = len({e.span for c in plain for e in c.evidence}) > len(denials) and not hearsay
    if sure and not data_only and not _explained(outage, notes) and not _apart(outage, attack, story):
        _note(outage, attack, plain[0], ARTICLE, notes)
        return
    denials = [] if set(attack.kinds) == {"DataBreach"} and not attack.beside_outage else denials
    claimed = [c for c in notes.told(attack.id, "perpetrator") if c.stance is not Stance.DENIED]
    if not data_only and not claimed and not _apart(outage, attack, story) and not _explained(outage, notes):
        firm = [c for c in told if c.stance in {Stance.CLAIMED, Stance.ATTRIBUTED}]
        doubted = [c for c in told if c.stance is Stance.SUSPECTED and not denials]
        claimed = (firm or doubted)[:1]
    for blame in claimed + denials:
        _note(outage, attack, blame, Voice(blame.stance, blame.attributed_to, blame.attribution), notes)


def _note(outage: Draft, attack: Draft, claim: Claim, voice: Voice, notes: Notes) -> None:
    notes.note(outage.id, "causeKind", Term(_ATTACK), claim.evidence, voice)
    if voice.stance is not Stance.DENIED:
        notes.note(outage.id, "causedBy", Ref(attack.id), claim.evidence, voice)


def _explained(outage: Draft, notes: Notes) -> bool:
    """Whether something else than an attack is told to have been why."""
    other = [c for c in notes.told(outage.id, "causeKind") if c.object != Term(_ATTACK)]
    stances = {c.stance for c in other} | {voice.stance for _, voice in outage.vague}
    return bool(stances - {Stance.DENIED, Stance.SUSPECTED})


def _blamed_on_attack(outage: Draft, notes: Notes) -> list[Claim]:
    return [c for c in notes.told(outage.id, "causeKind") if c.object == Term(_ATTACK)]


def _apart(outage: Draft, attack: Draft, story: Story) -> bool:
    """Whether an outage and an attack hit different parties."""
    named = outage.parties and attack.parties
    return bool(named) and not any(story.related(a, b) for a in outage.parties for b in attack.parties)
