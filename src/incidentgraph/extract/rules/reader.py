"""The default extractor: from an article to its claims by rules over words, names and values. No model, no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidentgraph.entities import Dictionary
from incidentgraph.extract.rules.attacks import note_attack
from incidentgraph.extract.rules.contributions import note_contributions
from incidentgraph.extract.rules.events import Draft, Ledger, Telling, tellings
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.outages import note_causes, note_end, note_outage, note_scale
from incidentgraph.extract.rules.relations import last_named, note_relations
from incidentgraph.extract.rules.roles import note_roles
from incidentgraph.extract.rules.scene import Scene
from incidentgraph.extract.rules.stance import Voice
from incidentgraph.extract.rules.story import Story, read_story
from incidentgraph.model import Article, Claim, Entity, Event, Evidence, NodeId, Reading, Ref, Role, Stance, Term


def read(article: Article, dictionary: Dictionary) -> Reading:
    """Read one article. The same article gives the same reading at every run."""
    story = read_story(article, dictionary)
    notes = Notes(article.id)
    roles: dict[NodeId, Role] = {}
    events: list[Event] = []
    _note_incidents(story, notes, events)
    for index, scene in enumerate(story.scenes):
        focus = last_named(story.scenes[max(0, index - 3) : index + 1], ("Service", "Company"))
        note_relations(scene, story, notes, focus)
        note_roles(scene, story, notes, roles)
        note_contributions(scene, article.id, notes, events)
    _note_entities(story, notes)
    claims = notes.claims()
    kept = _described(events, claims)
    return Reading(
        article=article,
        mentions=tuple(sorted(story.mentions, key=lambda m: m.span)),
        entities=_entities(story, claims, roles),
        roles=tuple(roles[r] for r in sorted(roles)),
        events=tuple(sorted(kept, key=lambda e: e.id)),
        claims=claims,
    )


def _note_incidents(story: Story, notes: Notes, events: list[Event]) -> None:
    outages, attacks = Ledger(story, "Outage"), Ledger(story, "Attack")
    for scene in story.scenes:
        told = _note_outages(scene, story, notes, outages)
        hit = _note_attacks(scene, story, notes, attacks)
        for outage in told:
            voices = note_causes(outage, scene, story, notes)
            for attack, _ in hit:
                _link(outage, attack, scene, notes, voices)
    _tie(outages, attacks, story, notes)
    events.extend(Event(d.id, d.kind, story.article.id) for d in [*outages.drafts, *attacks.drafts])


def _note_outages(scene: Scene, story: Story, notes: Notes, ledger: Ledger) -> list[Draft]:
    """The outages that a sentence speaks of, noted; a sentence that names none may still go on about the one in hand."""
    found = []
    for telling in tellings(scene, "Outage", story, known=ledger.main is not None):
        draft = ledger.place(telling)
        if draft:
            note_outage(draft, telling, story, notes)
            found.append(draft)
    if found or ledger.main is None:
        return found
    focus = ledger.focus(scene)
    if focus is None:
        return []
    if scene.has("restored", "not_restored"):
        note_end(focus, scene, notes)
    if scene.has("restored", "affected"):
        note_scale(focus, scene, scene.of("restored"), story, notes)
    return [focus] if scene.has("because") and scene.has("cause") else []


def _note_attacks(scene: Scene, story: Story, notes: Notes, ledger: Ledger) -> list[tuple[Draft, list[Voice]]]:
    found = []
    told = list(tellings(scene, "Attack", story, known=bool(ledger.drafts)))
    if not told and scene.has("claim") and scene.names("ThreatActor"):  # a claim of responsibility tells of an attack
        told = [Telling("Attack", scene, scene.of("claim")[:1], (), (), looks_back=False, strong=True)]
    for telling in told:
        draft = ledger.place(telling)
        if draft:
            found.append((draft, note_attack(draft, telling, story, notes)))
    return found


def _link(outage: Draft, attack: Draft, scene: Scene, notes: Notes, voices: Sequence[Voice]) -> None:
    for voice in voices:
        notes.add(outage.id, "causedBy", Ref(attack.id), scene, voice)


def _tie(outages: Ledger, attacks: Ledger, story: Story, notes: Notes) -> None:
    """What the article leaves to the reader: an attack that is claimed for the outage in hand is its alleged cause.

    Only the main outage and an attack of the same time are tied, and only by what a group or a third party says.
    """
    main, attack = outages.main, attacks.main
    if main is None or attack is None:
        return
    if attack.parties and main.parties and not any(story.related(a, b) for a in attack.parties for b in main.parties):
        return
    if not notes.told(attack.id, "target"):
        for claim in notes.told(main.id, "affectedService"):
            for existence in notes.told(attack.id, "type"):
                voice = Voice(existence.stance, existence.attributed_to)
                notes.note(attack.id, "target", claim.object, existence.evidence, _hearsay(voice))
    for blame in notes.told(attack.id, "perpetrator"):
        voice = Voice(blame.stance, blame.attributed_to)
        if blame.stance is not Stance.DENIED:
            notes.note(main.id, "causeKind", Term("CyberAttack"), blame.evidence, voice)
            notes.note(main.id, "causedBy", Ref(attack.id), blame.evidence, voice)


def _hearsay(voice: Voice) -> Voice:
    return Voice(Stance.SUSPECTED) if voice.stance is Stance.DENIED else voice


def _note_entities(story: Story, notes: Notes) -> None:
    """That a thing of this kind is named is a claim too, with its first mention as the quote."""
    seen: set[NodeId] = set()
    for mention in sorted(story.mentions, key=lambda m: m.span):
        if mention.entity not in seen:
            seen.add(mention.entity)
            kind = story.entities[mention.entity].kind
            notes.note(mention.entity, "type", Term(kind), (Evidence(mention.span, mention.text),))


def _entities(story: Story, claims: Sequence[Claim], roles: dict[NodeId, Role]) -> tuple[Entity, ...]:
    """The entities mentioned, and those that claims and roles speak of without a mention of their own."""
    wanted = {c.subject for c in claims} | {c.object.id for c in claims if isinstance(c.object, Ref)}
    wanted |= {c.attributed_to for c in claims if c.attributed_to} | {r.role_in for r in roles.values() if r.role_in}
    known = {**{i: story.dictionary.entities[i] for i in wanted if i in story.dictionary.entities}, **story.entities}
    return tuple(known[i] for i in sorted(known))


def _described(events: Sequence[Event], claims: Sequence[Claim]) -> list[Event]:
    told = {c.subject for c in claims if c.predicate == "type"}
    return [e for e in events if e.id in told]


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """The rules as a plug-in."""

    name: str = "rules"
    version: str = "1"

    def read(self, article: Article, dictionary: Dictionary) -> Reading:
        """What the article claims. Raises `InputError` where its language is unknown."""
        return read(article, dictionary)
