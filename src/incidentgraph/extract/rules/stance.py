"""Who says it, and how surely: the stance of what stands at a position of a sentence, by the scope of its cues.

The stances are those of the vocabulary: what is denied is told by the object of the denial; what is hedged is
suspected; what a party says of its own case is claimed; what a third party says is attributed; the rest is the
article's own voice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR, PHRASE, SENTENCE
from incidentgraph.extract.rules.scene import Named, Scene, gap
from incidentgraph.model import NodeId, Stance

_SPEAKER_KINDS = ("Person", "Company", "Organization", "GovernmentBody", "MediaOutlet", "ThreatActor", "Country")
_AND = frozenset({"and", "et", "و"})
_COMMAS = frozenset({",", "،"})
_OR = frozenset({"or", "ou", "او", "اما"})


@dataclass(frozen=True, slots=True)
class Voice:
    """A stance and, where somebody else than the article says so, who: an entity, or else the words for it."""

    stance: Stance = Stance.ASSERTED
    by: NodeId | None = None
    words: str | None = None


ARTICLE = Voice()


def speaker(scene: Scene, cue: Cue, kinds: tuple[str, ...] = _SPEAKER_KINDS) -> Named | None:
    """Who says it: the name next to a verb of saying, on the side where the language's subjects stand first."""
    names = [n for n in scene.names(*kinds) if gap(n.first, n.last, cue.first) <= CLAUSE]
    names = [n for n in names if not scene.broken(n.first, cue.first) and not addressed(scene, cue, n)]
    names = [n for n in names if (n.kind != "Country" or not _mere_place(scene, n)) and not _is_aside(scene, n)]
    left = [n for n in names if n.last < cue.first]
    right = [n for n in names if n.first > cue.last]
    if right and cue.family != "according":  # "said that X was down": what is said opens before X
        opens = scene.language.table("syntax").get("complementizer", ())
        right = [n for n in right if not any(w in opens for w in scene.words_between(cue.last, n.first))]
    nearest_left = _apposed_subject(scene, left, cue) or max(left, key=lambda n: n.last, default=None)
    if nearest_left and _has_own_subject(scene, nearest_left, cue):
        nearest_left = None
    nearest_right = min(right, key=lambda n: n.first, default=None) if _may_invert(scene, cue) else None
    if cue.family == "according" or _subject_side(scene) == "after":
        adjacent = nearest_right if nearest_right and _adjacent(scene, cue.last, nearest_right.first) else None
        return adjacent or nearest_left or nearest_right if cue.family != "according" else nearest_right
    if nearest_right and nearest_right.first - cue.last <= BESIDE and not nearest_left:  # "a indiqué Orange"
        return nearest_right
    if nearest_right and _closes(scene, cue, nearest_right):
        return nearest_right
    if nearest_left or nearest_right is None or nearest_right.first - cue.last > NEAR:
        return nearest_left
    told = scene.of("outage", "attack", "cause")  # "officials said the attack on X": what is said, not who says it
    return None if any(cue.last < c.first < nearest_right.first for c in told) else nearest_right


def _has_own_subject(scene: Scene, left: Named, cue: Cue) -> bool:
    """Whether somebody without a name says it, behind the comma that closes what is said: "..., officials said"."""
    if cue.family != "say" or _subject_side(scene) == "after" or scene.has("whose", "according"):
        return False
    who = next((c for c in scene.of("unnamed") if left.last < c.first and c.last == cue.first - 1), None)
    return who is not None and any(w in _COMMAS for w in scene.words_between(left.last, who.first))


def _may_invert(scene: Scene, cue: Cue) -> bool:
    """Whether a subject may stand behind a verb here: in English only right behind what is said ("...", said X)."""
    inverting = scene.language.table("syntax").get("inverting", ())
    if not inverting or cue.family != "say" or cue.first == 0:
        return True
    return not scene.tokens[cue.first - 1].is_word or scene.tokens[cue.first - 1].text in inverting


def _closes(scene: Scene, cue: Cue, name: Named) -> bool:
    """Whether a verb and its subject close what is said: "X was hit, reported the Gazette", *a annoncé Y*."""
    commas = [i for i in range(cue.first) if scene.tokens[i].text in _COMMAS]
    ended = name.last + 1 >= len(scene.tokens) or scene.tokens[name.last + 1].text in {".", *_COMMAS}
    return len(commas) == 1 and cue.first - commas[0] <= BESIDE and ended and name.first - cue.last <= BESIDE


def _apposed_subject(scene: Scene, left: Sequence[Named], cue: Cue) -> Named | None:
    """The subject that an apposition in commas describes: "Y, the chairman of X, said" is said by Y."""
    if cue.first == 0 or scene.tokens[cue.first - 1].text not in _COMMAS:
        return None
    opened = [n for n in left if scene.tokens[n.last + 1].text in _COMMAS and n.last + 1 < cue.first - 1]
    return opened[0] if opened else None


def _mere_place(scene: Scene, country: Named) -> bool:
    """Whether a country is only where something is, or whose ("in France", *l'hôpital de France*): no speaker."""
    genitive = scene.language.table("syntax").get("genitive", ())
    led = scene.before(scene.of("inside"), country.first, BESIDE)
    return led is not None or any(w in genitive for w in scene.words_between(country.first - 2, country.first))


def _is_aside(scene: Scene, name: Named) -> bool:
    """Whether a preposition stands before a name, behind which nobody speaks: «قطع العلاقات مع إيران»."""
    aside = scene.language.table("syntax").get("aside_of", ())
    return bool(aside) and name.first > 0 and scene.tokens[name.first - 1].text in aside


def denier(scene: Scene, denial: Cue) -> Named | None:
    """Who denies: the subject of a verb of denying, else who says that it is not so («أكد الوزير أنه لا صحة»)."""
    verbs = scene.language.table("syntax").get("denying", ())
    forms = [form for token in scene.tokens[denial.first : denial.last + 1] for form in token.forms]
    if any(form.startswith(verb) for form in forms for verb in verbs):
        return speaker(scene, denial)
    said = _leading(scene, denial.first)
    return speaker(scene, said) if said else scene.heard


def addressed(scene: Scene, cue: Cue, name: Named) -> bool:
    """Whether a name behind a verb of saying is whom it is said to ("told Reuters", *a déclaré à l'AFP*, «لرويترز»)."""
    if name.first <= cue.last or cue.family == "according":
        return False
    words = scene.language.table("syntax").get("addressee", ())
    verb = scene.tokens[cue.last].text in words and name.first - cue.last <= BESIDE
    light = scene.language.table("syntax").get("determiners", ())
    between = [w for w in scene.words_between(cue.last, name.first) if w not in light]
    led = bool(between) and between[-1] in words
    clitic = any(
        len(w) == 1 and scene.tokens[i].text.startswith(w)
        for w in words
        for i in (name.first, name.first - 1)
        if not w.isascii()
    )
    return verb or led or (clitic and name.first - cue.last > 0)


def _subject_side(scene: Scene) -> str:
    return str(scene.language.table("syntax").get("subject", "before"))


def _adjacent(scene: Scene, left: int, right: int) -> bool:
    return right - left <= NEAR and "," not in scene.words_between(left, right)


def sources(scene: Scene, position: int) -> Named | None:
    """Whom the sentence names as the source of what stands at a position: its "according to", or its verb of saying."""
    said = [c for c in _sayings(scene, "according", "say") if not scene.broken(c.first, position)]
    for cue in sorted(said, key=lambda c: (c.family != "according", gap(c.first, c.last, position), c.first)):
        who = speaker(scene, cue)
        if who and not who.first <= position <= who.last:
            return who
    return None


def _sayings(scene: Scene, *families: str) -> tuple[Cue, ...]:
    """The cues of saying that say something: not "nobody has claimed", nor the data of "stole data"."""
    others = {"according": scene.of("attack")}
    nothing = scene.of("no_claim", "cause_unknown")
    return tuple(
        c
        for c in scene.of(*families)
        if not any(o.first <= c.last and c.first <= o.last for o in (*nothing, *others.get(c.family, ())))
    )


def denied(scene: Scene, position: int) -> Cue | None:
    """The denial in whose scope a position lies, if any."""
    denials = _denials(scene, "deny")
    cue = scene.before(denials, position, CLAUSE) or _denied_rumour(scene, denials, position)
    cue = cue or _denied_clause(scene, denials, position)
    cue = cue or scene.before(_denials(scene, "deny_near"), position, CLOSE)
    if cue and not _denies_rumour(scene, cue, position) and _spent(scene, cue, position):
        cue = None
    around = _denied_around(scene, denials, position) or _debunked(scene, position)
    return cue or around or scene.after(_denials(scene, "deny_after"), position, NEAR) or _untaken(scene, position)


def _debunked(scene: Scene, position: int) -> Cue | None:
    """The words that end a sentence about what others have spread: "reports that X was down are false"."""
    if not scene.before(scene.of("rumour"), position, SENTENCE):
        return None
    return scene.after(_denials(scene, "deny_after"), position, SENTENCE)


def _untaken(scene: Scene, position: int) -> Cue | None:
    """The words by which data at a position was not taken ("no data was stolen"); they deny nothing else."""
    if not any(c.first == position for c in scene.of("attack.DataBreach")):
        return None
    words = [c for c in scene.of("no_theft") if gap(c.first, c.last, position) <= NEAR]
    return next((c for c in words if not scene.broken(c.first, position)), None)


def _denied_around(scene: Scene, denials: Sequence[Cue], position: int) -> Cue | None:
    """A denial whose words hold the position, and which nothing hedges."""
    for cue in denials:
        if cue.first <= position <= cue.last:
            hedges = scene.of("hedge", "undecided")
            if not any(h.first <= cue.last and cue.first <= h.last for h in hedges):
                return cue
    return None


def _denied_rumour(scene: Scene, denials: Sequence[Cue], position: int) -> Cue | None:
    """A denial of what others have spread reaches to what they spread: "denied reports on social media that ..."."""
    cue = scene.before(denials, position, SENTENCE)
    spread = cue and any(cue.first <= c.first < position for c in scene.of("rumour", "publish"))
    return cue if spread else None


def _denies_rumour(scene: Scene, denial: Cue, position: int) -> bool:
    """Whether a denial is of a whole sentence that is told around: "dismissed rumours that an outage was an attack"."""
    opens = scene.language.table("syntax").get("complementizer", ())
    spread = [c.last for c in scene.of("rumour") if denial.first <= c.first < position] if opens else []
    return not scene.verb_first and any(scene.tokens[i].text in opens for at in spread for i in (at, at + 1))


def _denied_clause(scene: Scene, denials: Sequence[Cue], position: int) -> Cue | None:
    """A denial reaches over the clause that it leads in: "there is no evidence to confirm that ... an attack"."""
    cue = scene.before(denials, position, SENTENCE) if denials else None
    opens = scene.language.table("syntax").get("complementizer", ()) if cue else ()
    if cue is None or opens == () or scene.of("attack", "outage", "cause") == ():
        return None
    led = range(cue.last + 1, min(cue.last + CLOSE, position))
    at = next((i for i in led if scene.tokens[i].text in opens), None)
    told = (*scene.of("attack"), *scene.of("outage"))
    return cue if at is not None and not any(at < c.first < position for c in told) else None


def _spent(scene: Scene, denial: Cue, position: int) -> bool:
    """Whether a denial has found its object before a comma, and what stands at a position is behind that comma.

    "Denied an attack, a day after an outage" denies no outage; "denied an outage, a breach or an attack" denies all.
    """
    commas = [i for i in range(denial.last + 1, position) if scene.tokens[i].text == ","]
    if not commas or any(w in _OR for w in scene.words_between(denial.last, position)):
        return False
    return any(denial.first <= c.first < commas[-1] for c in scene.of("attack", "outage", "cause"))


def _denials(scene: Scene, family: str) -> tuple[Cue, ...]:
    """Denials that deny: "did not rule out" is a hedge, "neither confirmed nor denied" is nothing."""
    told = scene.of(family)
    if not told:
        return ()
    hedges, nothing = scene.of("hedge"), scene.of("no_claim", "cause_unknown")
    return tuple(
        c for c in told if not any(h.first <= c.first and c.last <= h.last for h in (*hedges, *nothing) if h != c)
    )


def hedged(scene: Scene, position: int) -> Cue | None:
    """The hedge in whose scope a position lies, if any; over a list of possibilities it reaches to the last."""
    hedges = scene.of("hedge")
    if not hedges:
        return None
    listed = any(w in _OR for w in scene.words_between(max(0, position - CLAUSE), position))
    reach = SENTENCE if listed else PHRASE
    return scene.before(hedges, position, reach) or scene.after(hedges, position, CLOSE)


def blamer(scene: Scene, position: int) -> Named | None:
    """Who blames what stands at a position ("Y blamed a cyberattack"): the agent of the blame, else its subject."""
    blame = scene.before(scene.of("attribute", "traces"), position, CLAUSE)
    if blame is None:
        return None
    names = [n for n in scene.names(*_SPEAKER_KINDS) if not scene.broken(n.first, blame.first)]
    names = [n for n in names if not _is_aside(scene, n)]
    agents = [n for n in names if n.first > blame.last and scene.before(scene.of("agent"), n.first, 2)]
    inside = [n for n in names if blame.first <= n.first <= blame.last]
    left = [n for n in names if n.last < blame.first and blame.first - n.last <= CLAUSE and n.kind != "Service"]
    if any(c.first == blame.last for c in scene.of("agent")) or _is_passive(scene, blame):
        left = []  # "X was attacked by", "X was down, which was blamed on": who was hit, not who blames
    right = [n for n in names if 0 < n.first - blame.last <= CLOSE] if _subject_side(scene) == "after" else []
    return next(iter(agents or inside or right or left[-1:]), None)


def _is_passive(scene: Scene, blame: Cue) -> bool:
    """Whether a word for blaming stands in the passive: "was attributed to", *a été imputée à*."""
    passive = scene.language.table("syntax").get("passive", ())
    return blame.first > 0 and scene.tokens[blame.first - 1].text in passive


def _unnamed(scene: Scene, position: int) -> Voice:
    """The voice of a speaker without a name ("officials said"): still not the article's own; else the article's."""
    said = [
        c
        for c in _sayings(scene, "say", "attribute")
        if gap(c.first, c.last, position) <= SENTENCE and not scene.broken(c.first, position)
    ]
    # "An attack was behind it" is nobody's saying; "it was blamed on an attack" is somebody's.
    said = [c for c in said if c.family == "say" or c.first < position or _described(scene, c)]
    return _nameless(scene, said[0]) if said else Voice(Stance.CLAIMED) if scene.spoken else ARTICLE


def _nameless(scene: Scene, said: Cue) -> Voice:
    """The voice of whoever says it without being named."""
    who = _described(scene, said)
    stance = Stance.ATTRIBUTED if who and who.kind == "third" else Stance.CLAIMED
    return Voice(stance, None, _words(scene, who)) if who else Voice(stance)


def _described(scene: Scene, said: Cue) -> Cue | None:
    """The description of a speaker without a name, beside a verb: "officials", "the minister", *l'hôpital*."""
    found = [c for c in scene.of("unnamed", "role", "anaphor") if gap(c.first, c.last, said.first) <= NEAR]
    found = [c for c in found if not scene.broken(c.first, said.first)]
    behind = scene.verb_first
    return min(
        found,
        key=lambda c: (c.family != "unnamed", (c.first > said.last) is not behind, abs(c.first - said.first)),
        default=None,
    )


def _words(scene: Scene, cue: Cue) -> str:
    return scene.sentence.text[scene.tokens[cue.first].span.start : scene.tokens[cue.last].span.end]


def _words_for(scene: Scene, denial: Cue) -> str | None:
    """The words for a denier without a name, where somebody is said to deny."""
    said = _leading(scene, denial.first) or denial
    who = _described(scene, said)
    return _words(scene, who) if who else None


def voice_at(scene: Scene, position: int, interested: Callable[[Named], bool]) -> Voice:
    """The stance of what stands at a position, and who says so.

    `interested` tells whether a speaker speaks of its own case (then it claims) or of another's (then it attributes).
    """
    denial = denied(scene, position)
    if denial:
        who = denier(scene, denial)
        return Voice(Stance.DENIED, who.entity) if who else Voice(Stance.DENIED, None, _words_for(scene, denial))
    if scene.doubt:
        return Voice(scene.doubt)
    source = blamer(scene, position) or sources(scene, position) or scene.heard
    if source is None and not hedged(scene, position):
        return _unnamed(scene, position)
    if hedged(scene, position):
        return Voice(Stance.SUSPECTED, source.entity if source else None)
    if source is None:
        return ARTICLE
    return Voice(Stance.CLAIMED if interested(source) else Stance.ATTRIBUTED, source.entity)


def reported(scene: Scene, position: int, interested: Callable[[Named], bool]) -> Voice:
    """The stance of a detail that a sentence gives of an event (how long, when, where), and who tells it.

    Only words that lead it in or trail it tell whose it is: "Y said that it took two hours", "two hours, said Y".
    """
    doubt, said = rumoured(scene, position), _leading(scene, position)
    if doubt != ARTICLE or (said is None and scene.heard is None):
        return doubt
    if said is None:
        return _voice_of(scene.heard, interested)
    who = speaker(scene, said)
    if who is None or who.first <= position <= who.last:
        return _nameless(scene, said) if who is None and said.family == "say" else ARTICLE
    return _voice_of(who, interested)


def _voice_of(who: Named | None, interested: Callable[[Named], bool]) -> Voice:
    if who is None:
        return ARTICLE
    return Voice(Stance.CLAIMED if interested(who) else Stance.ATTRIBUTED, who.entity)


def rumoured(scene: Scene, position: int) -> Voice:
    """Hearsay where a hedge stands right before, and nothing that it could be about instead; else the article's own."""
    if scene.doubt:
        return Voice(scene.doubt)
    hedge = scene.before(scene.of("hedge"), position, CLOSE)
    between = scene.of("cause", "because", "attack", "led_to", "restored") if hedge else ()
    doubted = hedge is not None and not any(hedge.last < c.first < position for c in between)
    return Voice(Stance.SUSPECTED) if doubted else ARTICLE


def _leading(scene: Scene, position: int) -> Cue | None:
    """The words of saying that what stands at a position is told in."""
    silent = scene.of("no_content")
    said = [
        c
        for c in _sayings(scene, "say", "according")
        if not scene.broken(c.first, position) and not any(s.first <= c.first <= s.last for s in silent)
    ]
    found = [c for c in said if c.family == "according" or c.last < position or _trails(scene, c, position)]
    return min(found, key=lambda c: (c.family != "according", gap(c.first, c.last, position)), default=None)


def _trails(scene: Scene, said: Cue, position: int) -> bool:
    """Whether a verb of saying ends the sentence that it tells: behind a comma, with at most its subject between."""
    words = scene.words_between(position, said.first)
    if "," not in words:
        return False
    behind = words[len(words) - words[::-1].index(",") :]
    return len(behind) <= NEAR and not (behind and behind[0] in _AND)
