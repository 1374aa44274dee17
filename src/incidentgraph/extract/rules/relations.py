"""Who owns, founded, bought, runs or is the parent of what: from relation words between names."""

from __future__ import annotations

from collections.abc import Sequence

from incidentgraph.extract.rules.appositions import holder, objects
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.reach import BESIDE, CLOSE, NEAR, PHRASE, SENTENCE
from incidentgraph.extract.rules.scene import Named, Scene
from incidentgraph.extract.rules.stance import ARTICLE, Voice, denied, hedged
from incidentgraph.extract.rules.story import Story
from incidentgraph.model import NodeId, Ref, Stance

_OWNERS = ("Person", "Company", "Organization", "GovernmentBody")
_PARTIES = ("Person", "Company", "Organization", "GovernmentBody")
_OWNED = ("Company", "Service", "MediaOutlet")
_VERBS = {"owns": "ownerOf", "founds": "founderOf", "buys": "acquired", "operates": "operatorOf"}
_PERSONAL = frozenset({"who"})
_RELATIVES = frozenset({"which", "that", "whom", "que", "qu", "التي", "الذي"})
_SUBJECTS = {
    "ownerOf": _OWNERS,
    "founderOf": ("Person",),
    "acquired": _OWNERS,
    "parentOf": ("Company", "Organization"),
    "operatorOf": ("Company", "Organization", "GovernmentBody"),
}
_OBJECTS = {"parentOf": ("Company", "Organization"), "operatorOf": ("Service",)}
_INVERSE = {
    "ownedBy": "ownerOf",
    "foundedBy": "founderOf",
    "acquiredBy": "acquired",
    "parentBy": "parentOf",
    "operatedBy": "operatorOf",
}


def note_relations(scene: Scene, story: Story, notes: Notes, focus: Named | None) -> None:
    """Note the relations that a sentence tells of. `focus` is what was spoken of before it ("its owner")."""
    for cue in scene.of("relation"):
        if cue.kind in _INVERSE:
            predicate = _INVERSE[cue.kind]
            pairs = _inverse_pairs(scene, cue, predicate)
        elif cue.kind in _VERBS:
            predicate = _VERBS[cue.kind]
            pairs = _verb_pairs(scene, cue, predicate)
        else:
            predicate = cue.kind
            pairs = _pairs(scene, cue, predicate, focus)
        for subject, thing in pairs:
            if subject.entity != thing.entity and _fits(predicate, subject, thing, story):
                _note(scene, cue, notes, predicate, (subject.entity, thing.entity), story)


def _note(scene: Scene, cue: Cue, notes: Notes, predicate: str, pair: tuple[NodeId, NodeId], story: Story) -> None:
    voice = ARTICLE
    if denied(scene, cue.first):
        voice = Voice(Stance.DENIED)
    elif hedged(scene, cue.first):
        voice = Voice(Stance.SUSPECTED)
    subject, thing = pair
    notes.add(subject, predicate, Ref(thing), scene, voice)
    story.owners.setdefault(thing, set()).add(subject)


def _pairs(scene: Scene, cue: Cue, predicate: str, focus: Named | None) -> list[tuple[Named, Named]]:
    subjects, things = _SUBJECTS[predicate], _OBJECTS.get(predicate, _OWNED)
    told = (_parent_of(scene, cue) if predicate == "parentOf" else None) or _named_after(scene, cue, subjects, things)
    if told:
        return [told]
    if predicate in {"acquired", "operatorOf"}:
        subject = _subject(scene, cue, subjects)
    else:
        subject = next(
            (h for k in subjects if (h := holder(scene, cue.first, cue.last, (k,)) or _left_subject(scene, cue, (k,)))),
            None,
        )
    if subject is None and predicate in {"ownerOf", "founderOf"}:
        subject = _subject(scene, cue, ("Person",))
    if subject is None:
        return []
    found = objects(scene, cue.first, cue.last, things, subject)
    found = [n for n in found if n.kind in things]
    if not found and predicate == "acquired" and scene.verb_first and subject.first > cue.last:  # verb, subject, object
        found = [n for n in scene.names(*things) if 0 < n.first - subject.last <= CLOSE][:1]
    if not found and predicate in {"ownerOf", "acquired", "founderOf"}:
        found = _before(scene, cue, things) or ([focus] if focus else [])
    return [(subject, thing) for thing in found]


def _named_after(
    scene: Scene, cue: Cue, subjects: tuple[str, ...], things: tuple[str, ...]
) -> tuple[Named, Named] | None:
    """The two of "the owner of X, the firm Y": nothing is named before them, and Y is no thing that is listed."""
    thing = next((n for n in scene.names(*things) if 0 < n.first - cue.last <= BESIDE), None)
    if thing is None or thing.last + 1 >= len(scene.tokens) or scene.tokens[thing.last + 1].text not in {",", "،"}:
        return None
    if any(cue.first - PHRASE <= n.last < cue.first for n in scene.names(*subjects)):
        return None
    near = [n for n in scene.names(*subjects) if 0 < n.first - thing.last <= PHRASE and n.entity != thing.entity]
    words = scene.words_between(thing.last, near[0].first) if near else []
    return (near[0], thing) if near and words.count(words[0]) == 1 else None


def _verb_pairs(scene: Scene, cue: Cue, predicate: str) -> list[tuple[Named, Named]]:
    """Subject and objects of a verb: "Y, which also owns X and Z"; "X, which Y bought", «استحوذت Y على X»."""
    kinds, things = _SUBJECTS[predicate], _OBJECTS.get(predicate, _OWNED)
    subject = _actor(scene, cue, kinds)
    if subject is None:
        return []
    owner = next((n for n in scene.names("Person") if 0 < n.first - subject.last <= CLOSE), None)
    if (
        owner and subject.first > cue.last and subject.kind in things
    ):  # verb, object, subject: «يملك البنك رجل الأعمال ص»
        return [(owner, subject)]
    last = max(cue.last, subject.last)
    found = [n for n in objects(scene, last, last, things, subject) if n.first > last and n.kind in things]
    found = [n for n in found if n.first - last <= NEAR or n is not found[0]]
    if not found and subject.first > 0 and scene.tokens[subject.first - 1].text in _RELATIVES:
        found = [n for n in scene.names(*things) if 0 < subject.first - n.last <= CLOSE][-1:]
    return [(subject, thing) for thing in found]


def _actor(scene: Scene, cue: Cue, kinds: tuple[str, ...]) -> Named | None:
    """The subject of a verb: in Arabic right behind it if there; else the last one named before it in its clause."""
    names = [n for n in scene.names(*kinds) if not scene.broken(n.first, cue.first)]
    if cue.first and scene.tokens[cue.first - 1].text in _PERSONAL:
        names = [n for n in names if n.kind == "Person"]
    right = [n for n in names if 0 < n.first - cue.last <= BESIDE] if scene.verb_first else []
    left = [n for n in names if n.last < cue.first and cue.first - n.last <= SENTENCE]
    beside = [n for n in left if cue.first - n.last <= CLOSE]
    return next(iter(right or beside[-1:] or [n for n in left if not n.anaphor][-1:] or left[-1:]), None)


def _parent_of(scene: Scene, cue: Cue) -> tuple[Named, Named] | None:
    """The two companies of "Y, the parent company of X", where both sides could be the parent."""
    links = scene.language.table("syntax").get("genitive", ())
    behind = next((n for n in scene.names("Company") if 0 < n.first - cue.last <= BESIDE), None)
    ahead = _left_subject(scene, cue, ("Company",))
    if behind is None:
        return None
    if ahead is None:  # "the parent company of X, Y, said"
        apposed = [n for n in scene.names("Company") if 1 < n.first - behind.last <= BESIDE]
        ahead = apposed[0] if apposed and scene.tokens[behind.last + 1].text == "," else None
    if ahead is None:
        return None
    if scene.tokens[cue.first].text in scene.language.table("syntax").get("possessive", ()):
        return ahead, behind  # "Y and its subsidiary X"
    clitics = tuple(link for link in links if not link.isascii())
    linked = scene.tokens[cue.last].text in links or any(
        t.text.startswith(clitics) for t in scene.tokens[cue.last + 1 : behind.first + 1] if clitics
    )
    return (ahead, behind) if linked else None


def _subject(scene: Scene, cue: Cue, kinds: tuple[str, ...]) -> Named | None:
    """The one who acts, beside a verb or verbal noun."""
    names = [n for n in scene.names(*kinds) if not scene.broken(n.first, cue.first)]
    left = [n for n in names if n.last < cue.first and cue.first - n.last <= SENTENCE]
    right = [n for n in names if 0 < n.first - cue.last <= BESIDE]
    if cue.kind == "acquired" and left and not scene.verb_first:
        right = []  # "Y bought X": what stands behind the verb is the object
    people = [n for n in left if n.kind == "Person"]
    close = [n for n in left if cue.first - n.last <= CLOSE]
    return next(iter(right or close[-1:] or people[-1:] or left[-1:]), None)


def _left_subject(scene: Scene, cue: Cue, kinds: tuple[str, ...]) -> Named | None:
    """The subject of "Y, who owns X" or of a pronoun right before ("he is the owner")."""
    left = [n for n in scene.names(*kinds) if n.last < cue.first and cue.first - n.last <= CLOSE]
    return left[-1] if left else None


def _before(scene: Scene, cue: Cue, kinds: tuple[str, ...]) -> list[Named]:
    left = [n for n in scene.names(*kinds) if n.last < cue.first and not n.anaphor]
    return left[-1:]


def _inverse_pairs(scene: Scene, cue: Cue, predicate: str) -> list[tuple[Named, Named]]:
    subjects, things = _SUBJECTS[predicate], _OBJECTS.get(predicate, _OWNED)
    left = _listed(scene, [n for n in scene.names(*things) if n.last < cue.first], cue.first)
    right = [
        n for n in scene.names(*subjects) if 0 <= n.first - cue.last <= NEAR and not scene.broken(cue.last, n.first)
    ]
    if right and any(cue.last < n.last < right[0].first and not n.anaphor for n in scene.names(*_PARTIES)):
        return []  # «التابعة لوزارة س الخاضعة لسيطرة ص»
    return [(right[0], thing) for thing in left] if right else []


def _listed(scene: Scene, names: list[Named], at: int) -> list[Named]:
    """The name that ends near a position, with those of the list that it closes: "X and Z belong to"."""
    found: list[Named] = []
    for name in reversed(names):
        gap_words = scene.words_between(name.last, found[-1].first if found else at)
        near = len(gap_words) < NEAR if not found else set(gap_words) <= {",", "and", "et", "و"}
        if not near or scene.broken(name.last, at):
            break
        found.append(name)
    return found


def _fits(predicate: str, subject: Named, thing: Named, story: Story) -> bool:
    """A company is not the owner of itself as a service; an operator that the dictionary knows otherwise is not one."""
    if (
        subject.kind == "Company"
        and predicate != "operatorOf"
        and subject.entity.partition("/")[2] == thing.entity.partition("/")[2]
    ):
        return False
    known = story.operator(thing.entity) if predicate == "operatorOf" else None
    return known is None or known == subject.entity


def last_named(scenes: Sequence[Scene], kinds: tuple[str, ...]) -> Named | None:
    """The last name of the kinds given in the scenes, the latest first."""
    for scene in reversed(scenes):
        names = [n for n in scene.names(*kinds) if not n.anaphor]
        if names:
            return names[-1]
    return None
