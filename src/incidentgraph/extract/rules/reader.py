"""The default extractor: from an article to its claims by rules over words, names and values. No model, no network."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from incidentgraph.entities import Dictionary
from incidentgraph.extract.recognizers import Recognizer
from incidentgraph.extract.rules.arguments import reports
from incidentgraph.extract.rules.attacks import note_attack, note_kind
from incidentgraph.extract.rules.causes import (
    blame_attack,
    gives_cause,
    note_attack_as_cause,
    note_causes,
    note_vague_causes,
)
from incidentgraph.extract.rules.contributions import note_contributions
from incidentgraph.extract.rules.events import Draft, Ledger, Telling, by_hackers, tellings
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.outages import note_durations, note_end, note_outage, note_scale, teller
from incidentgraph.extract.rules.owners import note_owner, remember_owner
from incidentgraph.extract.rules.reach import settings
from incidentgraph.extract.rules.relations import last_named, note_relations
from incidentgraph.extract.rules.roles import note_roles
from incidentgraph.extract.rules.scene import Scene
from incidentgraph.extract.rules.stance import Voice, speaker
from incidentgraph.extract.rules.story import Story, read_story
from incidentgraph.model import Article, Claim, Entity, Event, Evidence, NodeId, Reading, Ref, Role, Stance, Term

_TOPIC = 2


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: a reading makes none, and each would walk all of a long one again."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


@_uncollected()
def read(article: Article, dictionary: Dictionary, recognizer: Recognizer | None = None) -> Reading:
    """Read one article. The same article gives the same reading at every run."""
    story = read_story(article, dictionary, recognizer)
    notes = Notes(article.id)
    roles: dict[NodeId, Role] = {}
    events: list[Event] = []
    for index, scene in enumerate(story.scenes):
        earlier = story.scenes[max(0, index - 3) : index]
        note_relations(scene, story, notes, last_named(earlier, ("Service", "Company")))
        note_roles(scene, story, notes, roles, earlier)
        note_contributions(scene, story, notes, events)
    _note_incidents(story, notes, events)
    _note_entities(story, notes)
    _note_implied(story, notes, roles)
    claims = notes.claims()
    kept = _described(events, claims)
    claims = _of_described(claims, {e.id for e in events} - {e.id for e in kept})
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
        outages.told_others = attacks.main is not None
        told = _note_outages(scene, story, notes, outages)
        attacks.told_others = outages.main is not None
        attacks.others = outages.main.parties if outages.main else []
        back = bool(told) and all(d.looked_back for d in told)
        hit = _note_attacks(scene, story, notes, attacks, told[0] if back else None)
        if told and not scene.has("outage") and hit and all(a.looked_back for a, _ in hit):
            continue  # an earlier attack, told beside the outage in hand, is not its cause
        for outage in told:
            named = outage.last_index == scene.sentence.index
            voices = note_causes(outage, scene, story, notes, named=named)
            for attack, _ in hit:
                _link(outage, attack, scene, notes, voices)
        note_attack_as_cause(told, hit, scene, story, notes)
    for attack in attacks.drafts:
        note_kind(attack, notes)
    _tie(outages, attacks, story, notes)
    for outage in outages.drafts:
        notes.settle(outage.id, "causeKind")
        notes.settle(outage.id, "causedBy")
    for draft in [*outages.drafts, *attacks.drafts]:
        notes.settle_dates(draft.id)
    events.extend(Event(d.id, d.kind, story.article.id) for d in [*outages.drafts, *attacks.drafts])


def _note_outages(scene: Scene, story: Story, notes: Notes, ledger: Ledger) -> list[Draft]:
    """The outages that a sentence speaks of, noted; one that names none may still go on about the one in hand."""
    found = []
    for telling in tellings(scene, "Outage", story, known=ledger.main is not None, later=ledger.told_others):
        draft = ledger.place(telling)
        if draft:
            remember_owner(draft, telling, story)
            note_outage(draft, telling, story, notes)
            if notes.told(draft.id, "type"):  # else it is only said that there was none
                found.append(draft)
    if found or ledger.main is None:
        return found
    focus = ledger.focus(scene)
    if focus is None:
        return []
    told_by = teller(focus, scene, story)
    if scene.has("restored", "not_restored"):
        note_end(focus, scene, notes, told_by)
        note_durations(focus, scene, notes, told_by, triggers=scene.of("restored"), cue="after")
    if scene.has("restored", "affected", "start", "later") or reports(scene):
        note_scale(focus, scene, scene.of("restored", "start"), notes, told_by)
    return [focus] if gives_cause(scene) else []


def _note_attacks(
    scene: Scene, story: Story, notes: Notes, ledger: Ledger, earlier: Draft | None
) -> list[tuple[Draft, list[Voice]]]:
    """The attacks that a sentence speaks of, noted. `earlier` is the outage that it looks back on, if it does."""
    found = []
    told = list(tellings(scene, "Attack", story, known=bool(ledger.drafts), later=ledger.told_others))
    blame = scene.of("claim", "attribute")
    if not told and blame and scene.names("ThreatActor"):  # who claims or is blamed did something
        told = [Telling("Attack", scene, blame[:1], (), (), looks_back=False, strong=True)]
    if by_hackers(scene):  # there, "the attack" is on computers
        told = [replace(t, strong=True) for t in told]
    if earlier:  # "a similar outage in March, which Y blamed on an attack": the attack was in March, too
        told = [replace(t, looks_back=True, when=t.when or tuple(earlier.when)) for t in told]
    for telling in told:
        draft = ledger.place(telling)
        if draft:
            remember_owner(draft, telling, story)
            found.append((draft, note_attack(draft, telling, story, notes)))
    denial = scene.of("deny_back")
    focus = ledger.focus(scene)
    behind = bool(denial) and all(scene.broken(t.position, denial[0].first) for t in told)
    if denial and focus and behind:  # "the company denied it", alone or behind a "but"
        who = speaker(scene, denial[0])
        voice = Voice(Stance.DENIED, who.entity if who else None)
        blamed = notes.told(focus.id, "perpetrator")
        if any(c.object == Ref(voice.by) for c in blamed if voice.by):  # who is blamed denies its part, not the attack
            notes.add(focus.id, "perpetrator", Ref(NodeId(str(voice.by))), scene, voice)
            return found
        notes.add(focus.id, "type", Term("Attack"), scene, voice)
        for claim in blamed:
            if claim.stance is Stance.CLAIMED and claim.attributed_to != voice.by:
                notes.add(focus.id, "perpetrator", claim.object, scene, voice)
    return found


def _link(outage: Draft, attack: Draft, scene: Scene, notes: Notes, voices: Sequence[Voice]) -> None:
    for voice in voices:
        notes.add(outage.id, "causedBy", Ref(attack.id), scene, voice)


def _tie(outages: Ledger, attacks: Ledger, story: Story, notes: Notes) -> None:
    """What an article leaves to its reader: what an earlier event hit, and which attack is said to be whose cause."""
    for draft in [*outages.drafts, *attacks.drafts]:
        note_owner(draft, notes)
    for draft in outages.drafts:
        note_vague_causes(draft, notes)
    if outages.main:
        _note_operators(outages.main, story, notes)
        _note_topic(outages.main, story, notes)
    for draft in outages.drafts:
        if draft.looked_back and not draft.parties:
            _tie_earlier(draft, outages, attacks, story, notes)
    for attack in attacks.drafts:
        outage = _outage_of(attack, outages, story, notes)
        if outage is None:
            if outages.main and not notes.told(attack.id, "target") and _at_home(attack, story, notes):
                _inherit(attack, "target", outages.main, notes)
            continue
        if not notes.told(attack.id, "target"):
            _inherit(attack, "target", outage, notes)
        if not outage.parties:
            _strike(outage, attack, story, notes)
        if outage is outages.main and attack is attacks.main:
            blame_attack(outage, attack, story, notes)


def _tie_earlier(draft: Draft, outages: Ledger, attacks: Ledger, story: Story, notes: Notes) -> None:
    """Whom an earlier outage hit that is told without saying so."""
    beside = _beside(draft, attacks, notes)
    if beside:
        _strike(draft, beside, story, notes)
    elif _elsewhere(draft, story, notes):
        return
    elif outages.main:
        _inherit(draft, "affectedService", outages.main, notes)
        _inherit(draft, "affectedCompany", outages.main, notes)
    elif attacks.main:
        _strike(draft, attacks.main, story, notes)


def _note_operators(main: Draft, story: Story, notes: Notes) -> None:
    """A company that the article names beside the outage of what it runs was hit as well."""
    services = [c.object.id for c in notes.told(main.id, "affectedService") if isinstance(c.object, Ref)]
    for scene in story.scenes:
        if not scene.has("outage", "restored"):
            continue
        for name in scene.names("Company"):
            own = [s for s in services if name.entity in {story.operator(s), *story.owners.get(s, ())}]
            if own and not name.anaphor and not any(s.partition("/")[2] == name.entity.partition("/")[2] for s in own):
                notes.add(main.id, "affectedCompany", Ref(name.entity), scene)


def _note_topic(main: Draft, story: Story, notes: Notes) -> None:
    """The company that an article is about, where it names no other victim: named first, and most often."""
    if notes.told(main.id, "affectedCompany") or any(
        story.operator(c.object.id) for c in notes.told(main.id, "affectedService") if isinstance(c.object, Ref)
    ):
        return
    named = Counter(n.entity for s in story.scenes for n in s.names("Company"))
    lead = [
        (s, n)
        for s in story.scenes
        if s.sentence.paragraph < settings()["events"]["lead_paragraphs"]
        for n in s.names("Company")
        if not n.anaphor
    ]
    services = {
        c.object.id.partition("/")[2] for c in notes.told(main.id, "affectedService") if isinstance(c.object, Ref)
    }
    for scene, name in lead:
        often = named[name.entity] >= _TOPIC and named[name.entity] == max(named.values())
        if often and name.entity.partition("/")[2] not in services and scene.has("outage", "restored", "affect"):
            notes.add(main.id, "affectedCompany", Ref(name.entity), scene)
            return


def _beside(outage: Draft, attacks: Ledger, notes: Notes) -> Draft | None:
    """The attack on somebody that the words for an outage tell of as well."""
    told = {e.span for c in notes.told(outage.id, "type") for e in c.evidence}
    spans = ((a, {e.span for c in notes.told(a.id, "type") for e in c.evidence}) for a in attacks.drafts if a.parties)
    return next((a for a, where in spans if a.looked_back and where & told), None)


def _elsewhere(draft: Draft, story: Story, notes: Notes) -> bool:
    """Whether the sentences of an earlier event name somebody else than whom the article is about."""
    told = {e.span for c in notes.told(draft.id, "type") for e in c.evidence}
    scenes = [s for s in story.scenes if s.sentence.span in told]
    return bool(scenes) and all(
        any(not n.anaphor for n in s.names("Company", "Organization", "GovernmentBody", "Country", "City", "Region"))
        and not s.has("anaphor", "own")
        for s in scenes
    )


def _at_home(draft: Draft, story: Story, notes: Notes) -> bool:
    """Whether an earlier event was in what is the own of whom the article is about ("stole data from its servers")."""
    told = {e.span for c in notes.told(draft.id, "type") for e in c.evidence}
    scenes = [s for s in story.scenes if s.sentence.span in told]
    bodies = ("Company", "Organization", "GovernmentBody")
    return bool(scenes) and all(s.has("own") and all(n.anaphor for n in s.names(*bodies)) for s in scenes)


def _inherit(draft: Draft, predicate: str, source: Draft, notes: Notes) -> None:
    """An event told without naming whom it hit hit whom the article is about."""
    companies, services = notes.told(source.id, "affectedCompany"), notes.told(source.id, "affectedService")
    told = {"affectedCompany": companies, "affectedService": services}.get(predicate, companies or services)
    for claim in told:
        for existence in notes.told(draft.id, "type"):
            voice = _hearsay(Voice(existence.stance, existence.attributed_to))
            notes.note(draft.id, predicate, claim.object, existence.evidence, voice)


def _strike(outage: Draft, attack: Draft, story: Story, notes: Notes) -> None:
    """An outage told without a victim hit whom the attack that caused it hit."""
    for claim in notes.told(attack.id, "target"):
        if not isinstance(claim.object, Ref):
            continue
        known = story.entities.get(claim.object.id) or story.dictionary.entities.get(claim.object.id)
        if known and known.kind in {"Service", "Company", "Organization", "GovernmentBody"}:
            predicate = "affectedService" if known.kind == "Service" else "affectedCompany"
            for existence in notes.told(outage.id, "type")[:1]:
                voice = Voice(existence.stance, existence.attributed_to)
                notes.note(outage.id, predicate, claim.object, claim.evidence, voice)


def _outage_of(attack: Draft, outages: Ledger, story: Story, notes: Notes) -> Draft | None:
    """The outage that an attack is told of: the one it is said to have caused, else the main one unless they differ."""
    caused = next(
        (d for d in outages.drafts if any(c.object == Ref(attack.id) for c in notes.told(d.id, "causedBy"))), None
    )
    main = outages.main
    if caused or main is None or attack.looked_back:
        return caused
    apart = (
        attack.parties and main.parties and not any(story.related(a, b) for a in attack.parties for b in main.parties)
    )
    return None if apart else main


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


def _note_implied(story: Story, notes: Notes, roles: dict[NodeId, Role]) -> None:
    """What a claim speaks of without naming it (the company of a service) is named by the words of that claim."""
    for claim in notes.unsorted():
        about = [claim.subject, *([claim.object.id] if isinstance(claim.object, Ref) else [])]
        body = roles[about[-1]].role_in if about[-1] in roles else None
        for node in [*about, *([body] if body else [])]:
            known = story.entities.get(node) if node in story.firms else story.dictionary.entities.get(node)
            if known and (node not in story.entities or node in story.firms):
                notes.note(node, "type", Term(known.kind), claim.evidence[:1])


def _entities(story: Story, claims: Sequence[Claim], roles: dict[NodeId, Role]) -> tuple[Entity, ...]:
    """The entities mentioned, and those that claims and roles speak of without a mention of their own."""
    wanted = {c.subject for c in claims} | {c.object.id for c in claims if isinstance(c.object, Ref)}
    wanted |= {c.attributed_to for c in claims if c.attributed_to} | {r.role_in for r in roles.values() if r.role_in}
    known = {**{i: story.dictionary.entities[i] for i in wanted if i in story.dictionary.entities}, **story.entities}
    return tuple(known[i] for i in sorted(known))


def _of_described(claims: tuple[Claim, ...], untold: set[NodeId]) -> tuple[Claim, ...]:
    """The claims without those about events that nobody says there were: what is denied of an outage makes none."""
    if not untold:
        return claims
    return tuple(
        c for c in claims if c.subject not in untold and not (isinstance(c.object, Ref) and c.object.id in untold)
    )


def _described(events: Sequence[Event], claims: Sequence[Claim]) -> list[Event]:
    told = {c.subject for c in claims if c.predicate == "type"}
    return [e for e in events if e.id in told]


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """The rules as a plug-in."""

    name: str = "rules"
    version: str = "1"
    recognizer: Recognizer | None = None

    def recognizing(self, recognizer: Recognizer) -> RuleExtractor:
        """The rules with a recogniser's names beside their own."""
        return replace(self, recognizer=recognizer)

    def read(self, article: Article, dictionary: Dictionary) -> Reading:
        """What the article claims. Raises `InputError` where its language is unknown."""
        return read(article, dictionary, self.recognizer)
