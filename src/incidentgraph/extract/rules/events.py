"""Which event of the article a sentence speaks of: the one in hand, an earlier one it looks back on, or a new one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from incidentgraph.extract.rules.arguments import ago, dates, days_before, nearest_gap
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLOSE, NEAR, PHRASE
from incidentgraph.extract.rules.scene import Named, Scene, gap
from incidentgraph.extract.rules.stance import Voice, denied
from incidentgraph.extract.rules.story import PLACES, Story
from incidentgraph.extract.rules.values import DateMark, DurationMark, WeekdayMark
from incidentgraph.extract.rules.victims import far_hit, hit_by_outage, targets
from incidentgraph.extract.rules.when import agree, clash, earlier, lies_back
from incidentgraph.model import NodeId, Stance, Value

_WEAK = frozenset({"outage.weak", "attack.word"})  # words that tell of an event only in company
_FELT = (*PLACES, "Company", "Service", "Organization")
_DEFINITE = frozenset({"the", "le", "la", "l", "this", "cette", "cet", "ce"})
_NEXT = 2  # paragraphs behind its first telling, in which an event is dated
_MEDIA = frozenset({"channel", "medium"})
_COARSE = frozenset({"gYear", "gYearMonth", "gMonth"})


@dataclass(frozen=True, eq=False)
class Telling:
    """What one sentence says of one event: its triggers, the parties it names, when it was."""

    kind: str
    scene: Scene
    triggers: tuple[Cue, ...]
    hit: tuple[Named, ...]
    when: tuple[Value, ...]
    looks_back: bool
    strong: bool
    rivals: tuple[Cue, ...] = ()
    """The triggers of another event that the same sentence tells of."""

    @property
    def parties(self) -> tuple[NodeId, ...]:
        """Whom it names as hit, by id."""
        return tuple(dict.fromkeys(n.entity for n in self.hit))

    @property
    def position(self) -> int:
        """Where its first trigger stands."""
        return self.triggers[0].first


_NO_POWER = "cause.PowerFailure"


@dataclass(eq=False)
class Draft:
    """An event of the article as it takes shape."""

    id: NodeId
    kind: str
    looked_back: bool
    parties: list[NodeId] = field(default_factory=list)
    when: list[Value] = field(default_factory=list)
    first_paragraph: int = 0
    last_index: int = -1
    last_paragraph: int = -1
    kinds: dict[str, list[tuple[Scene, Voice, Stance]]] = field(default_factory=dict)
    """Of an attack: where each kind is told, and how."""
    vague: list[tuple[Scene, Voice]] = field(default_factory=list)
    """Of an outage: where a cause is told that names nothing nearer than a fault, and how."""
    of_power: bool = False
    """Of an outage: whether it is one of electricity, of which the lack of power is no cause."""
    owner: tuple[Scene, Named] | None = None
    """Whom a sentence that names no victim is about, and that sentence."""
    beside_outage: bool = False
    """Of an attack: whether a sentence tells of it and of an outage."""

    def adds(self, value: Value) -> bool:
        """Whether a date says more of this event than is known: not a year beside a day of it."""
        return all(
            known == value or len(known.lexical) <= len(value.lexical) or not agree(known, value) for known in self.when
        )

    def take(self, telling: Telling) -> None:
        """Add what a telling says."""
        if self.last_index < 0 and not telling.hit:
            power = telling.scene.of(_NO_POWER)
            self.of_power = all(any(c.first <= t.last and t.first <= c.last for c in power) for t in telling.triggers)
        self.parties += [p for p in telling.parties if p not in self.parties]
        self.when += [w for w in telling.when if w not in self.when]
        self.beside_outage |= telling.kind == "Attack" and telling.scene.has("outage")
        self.last_index = telling.scene.sentence.index
        self.last_paragraph = telling.scene.sentence.paragraph


class Ledger:
    """The events of one article and kind, in the order they are first told."""

    def __init__(self, story: Story, kind: str) -> None:
        self.story = story
        self.kind = kind
        self.drafts: list[Draft] = []
        self.others: list[NodeId] = []
        """Whom the article's main event of another kind hit."""
        self.told_others = False
        """Whether the article has told of an event of another kind: then an earlier one is looked back on, too."""

    @property
    def main(self) -> Draft | None:
        """The event the article is about: the first that it does not look back on."""
        for draft in self.drafts:
            if not draft.looked_back:
                return draft
        return None

    def focus(self, scene: Scene) -> Draft | None:
        """The event that a sentence without a name of its own goes on about."""
        near = [
            d
            for d in self.drafts
            if d.last_paragraph == scene.sentence.paragraph and scene.sentence.index - d.last_index <= 1
        ]
        return max(near, key=lambda d: d.last_index, default=self.main or (self.drafts[0] if self.drafts else None))

    def place(self, telling: Telling) -> Draft | None:
        """The draft that a telling belongs to, a new one where it must be another event; None where it is none."""
        draft = self._back(telling) if telling.looks_back else self._current(telling)
        if draft is not None:
            draft.take(telling)
        return draft

    def _back(self, telling: Telling) -> Draft | None:
        if self._dates_main(telling):
            return self.main
        if telling.when:
            known = [d for d in self.drafts if d.when and not clash(d.when, telling.when)]
            known = [d for d in known if self._share(d, telling) or not telling.parties]
            return known[0] if known else self._new(telling, looked_back=bool(self.drafts) or self.told_others)
        earlier = [d for d in self.drafts if d.looked_back and d.last_paragraph == telling.scene.sentence.paragraph]
        same = [d for d in earlier if not (d.parties and telling.parties and telling.strong) or self._share(d, telling)]
        if same:
            return same[-1]
        if earlier:
            return self._new(telling, looked_back=True)
        says_more = any(isinstance(p.mark, DurationMark) for p in telling.scene.values)
        apart = bool(telling.parties) and telling.scene.has("separate")
        more = says_more or apart or ago(telling.scene, telling.triggers)
        return self._new(telling, looked_back=True) if self.drafts and more else None

    def _dates_main(self, telling: Telling) -> bool:
        """Whether a day some time ago is only now told of the main event, which had none."""
        main = self.main
        if main is None or main.when or telling.scene.has("lookback", "separate"):
            return False
        days = bool(telling.when) and all(w.datatype == "date" for w in telling.when)
        trigger = telling.triggers[0]
        definite = trigger.first > 0 and telling.scene.tokens[trigger.first - 1].text in _DEFINITE
        same = self._share(main, telling) or (not telling.parties and definite)  # "the attack happened on 30 August"
        return days and same and telling.scene.sentence.paragraph - main.first_paragraph <= _NEXT

    def _current(self, telling: Telling) -> Draft | None:
        main = self.main
        if main is None:
            told = self.focus(telling.scene) if self.told_others and not telling.parties and not telling.when else None
            if told and told.last_paragraph == telling.scene.sentence.paragraph:
                return told  # only of an earlier one has been told, and this goes on about it
            return self._new(telling, looked_back=False) if telling.strong else None
        fitting = [d for d in self.drafts if self._share(d, telling) and not clash(d.when, telling.when)]
        if telling.parties and fitting:
            focus = self.focus(telling.scene)
            return focus if focus in fitting else fitting[0]
        if not telling.parties:
            focus = self.focus(telling.scene)
            return main if focus is None or clash(focus.when, telling.when) else focus
        others = telling.strong and self._of_others(telling)
        if not others and (not telling.strong or not main.parties or self._goes_on(main, telling)):
            return main
        back = not telling.scene.has("also_hit") if others else earlier(telling.when, main.when)
        return self._new(telling, looked_back=back)

    def _of_others(self, telling: Telling) -> bool:
        """Whether a sentence tells of what had happened to somebody else: *Y avait, lui aussi, été visé*."""
        if telling.scene.has("also_hit") and self.kind == "Attack":
            return True
        known = [*self.others, *(p for d in self.drafts for p in d.parties)]
        if not known or any(self.story.related(a, b) for a in known for b in telling.parties):
            return False
        scene = telling.scene
        told = [c for c in scene.of("past_perfect") if gap(c.first, c.last, telling.position) <= PHRASE]
        opens = scene.language.table("syntax").get("complementizer", ())
        said = [c.last for c in scene.of("say") if any(t.text in opens for t in scene.tokens[c.last + 1 : c.last + 4])]
        return any(not any(s < c.first for s in said) for c in told)

    def _goes_on(self, main: Draft, telling: Telling) -> bool:
        """Whether one more victim is one of the same outage: on the same day, and not told to be another."""
        if self.kind != "Outage" or telling.scene.has("separate"):
            return False
        if telling.scene.sentence.paragraph - main.last_paragraph > 1:
            return False  # what a text comes to only later is another
        return not clash(main.when, telling.when)

    def _share(self, draft: Draft, telling: Telling) -> bool:
        return any(self.story.related(a, b) for a in draft.parties for b in telling.parties)

    def _new(self, telling: Telling, *, looked_back: bool) -> Draft:
        number = len(self.drafts) + 1
        draft = Draft(NodeId(f"{self.kind.lower()}/{self.story.article.id}-{number}"), self.kind, looked_back)
        draft.first_paragraph = telling.scene.sentence.paragraph
        self.drafts.append(draft)
        return draft


def tellings(scene: Scene, kind: str, story: Story, *, known: bool, later: bool = False) -> Iterator[Telling]:
    """The events of one kind that a sentence tells of: at most one in hand and one looked back on.

    `known` says whether the article has told of such an event before: then weaker words suffice. `later` says whether
    it has told of any event: then it may look back.
    """
    triggers = _triggers(scene, kind, known=known)
    if not triggers:
        return
    back = [t for t in triggers if _looks_back(scene, t, triggers, story, known=known or later)]
    front = [t for t in triggers if t not in back]
    told = [
        _telling(scene, kind, group, rivals, story, looks_back=looks_back)
        for group, rivals, looks_back in ((front, back, False), (back, front, True))
        if group
    ]
    apart = _by_clause(scene, kind, front, story) if len(front) > 1 and scene.breaks else []
    told = apart + told[1:] if apart else told
    hit = tuple(n for t in told for n in t.hit)
    if not hit and not known and kind == "Outage":
        hit = tuple(far_hit(scene, triggers))
    for t in told:
        own = tuple(n for n in hit if not scene.broken(n.first, t.position) or len(told) == 1)
        if back and not t.looks_back and not scene.verb_first:  # "a week after another attack that hit Acme"
            own = tuple(n for n in own if n.first < back[0].first)
        yield t if t.hit or not own else replace(t, hit=own)


def _by_clause(scene: Scene, kind: str, front: list[Cue], story: Story) -> list[Telling]:
    """The events in hand, one for each clause that names whom its own hit: "X was hit by one, while another hit Y"."""
    groups: dict[int, list[Cue]] = {}
    for trigger in front:
        groups.setdefault(bisect_right(scene.breaks, trigger.first), []).append(trigger)
    if len(groups) > 1:
        parts = [
            _telling(scene, kind, group, [t for t in front if t not in group], story, looks_back=False)
            for group in groups.values()
        ]
        told = [p for p in parts if p.hit and p.strong]
        apart = len({e for p in told for e in p.parties}) == sum(len(p.parties) for p in told)
        if len(told) > 1 and len(told) == len(parts) and apart:
            return told
    return []


def _telling(
    scene: Scene, kind: str, triggers: list[Cue], rivals: list[Cue], story: Story, *, looks_back: bool
) -> Telling:
    hit = hit_by_outage(scene, triggers) if kind == "Outage" else targets(scene, triggers)
    hit = [n for n in hit if not story.watches(n.entity) and not _carries(scene, n, story)]
    when = [p.mark.value for p in dates(scene, triggers, rivals) if isinstance(p.mark, DateMark)]
    before = days_before(scene, triggers, story.article.published_on)
    if before:
        when = [before]
    elif looks_back:
        placed = ago(scene, triggers)
        told = getattr(placed.mark, "date", None) if placed else None
        when += [told] if told else []
        when = when or [p.mark.value for p in scene.values if isinstance(p.mark, DateMark) and p.first <= BESIDE]
        past = [w for w in when if lies_back(w, story.article.published_on)]
        when = past or when  # "On 15 June 2014, five years before Saturday's crash"
    elif rivals:
        when = [w for w in when if w.datatype not in _COARSE]
    strong = any(t.category not in _WEAK for t in triggers)
    return Telling(kind, scene, tuple(triggers), tuple(hit), tuple(when), looks_back, strong, tuple(rivals))


def _carries(scene: Scene, name: Named, story: Story) -> bool:
    """Whether something was only told there: an attack claimed "on" a messenger, "X users posted that"."""
    sort = story.dictionary.flags.get(name.entity, {}).get("sort")
    if sort in _MEDIA:
        posts = next((c for c in scene.of("publish") if 0 < c.first - name.last <= CLOSE), None)
        told = {*scene.words_between(name.last, posts.first)} if posts else set()
        if posts and told.isdisjoint({",", "،"}) and not _between(scene, name, posts):
            return True
        if scene.verb_first and _posted_there(scene, name):
            return True
    return (
        sort == "channel" and scene.has("claim") and scene.before(scene.of("channel"), name.first, BESIDE) is not None
    )


def _posted_there(scene: Scene, name: Named) -> bool:
    """Whether what is published is published there: «نشر القراصنة في [س]»."""
    led = scene.before(scene.of("inside"), name.first, 1)
    posts = scene.before(scene.of("publish"), led.first, PHRASE) if led else None
    return (
        posts is not None
        and led is not None
        and not any(posts.last < t.first < led.first for t in scene.of("outage", "attack"))
    )


def _between(scene: Scene, name: Named, cue: Cue) -> bool:
    """Whether an outage or an attack is told of between a name and a cue behind it."""
    return any(name.last < t.first < cue.first for t in scene.of("outage", "attack"))


def _triggers(scene: Scene, kind: str, *, known: bool) -> list[Cue]:
    family = kind.lower()
    found = []
    for cue in scene.of(family):
        weak = cue.category in _WEAK
        if _generic(scene, cue) or (weak and not _weak_counts(scene, cue, known=known)):
            continue
        found.append(cue)
    return found


def _generic(scene: Scene, cue: Cue) -> bool:
    """Whether outages or attacks are spoken of in general, or only counted ("not the first")."""
    reach = NEAR
    if denied(scene, cue.first):  # "no link to any attack" is about this one
        return False
    talk = scene.of("generic_event", "recurrence")
    return any(c.first <= cue.first <= c.last for c in talk) or scene.before(talk, cue.first, reach) is not None


def _weak_counts(scene: Scene, cue: Cue, *, known: bool) -> bool:
    if cue.category == "attack.word":
        told = scene.has("claim", "attribute", "arrest") or denied(scene, cue.first) is not None
        return known or told or by_hackers(scene)
    reach = PHRASE
    kinds = ("Service", "Company") if known else ("Service",)
    beside = any(gap(n.first, n.last, cue.first) <= reach for n in scene.names(*kinds) if not n.anaphor)
    felt = any(gap(n.first, n.last, cue.first) <= NEAR for n in scene.names(*_FELT))  # "disruption in Liberia"
    felt = felt or nearest_gap(cue.last, scene.of("affect")) <= 1  # "the issues affected users"
    return beside or (known and (felt or scene.has("restored", "because", "start")))


def by_hackers(scene: Scene) -> bool:
    """Whether a sentence tells of what hackers claim, are blamed for or have done."""
    actors = scene.names("ThreatActor")
    blamed = scene.has("claim", "attribute", "arrest") and (actors or scene.has("hackers"))
    agents = scene.of("agent") if actors else ()
    return bool(blamed) or any(0 < n.first - c.last <= PHRASE for c in agents for n in actors)


def _looks_back(scene: Scene, cue: Cue, triggers: Sequence[Cue], story: Story, *, known: bool) -> bool:
    """Whether a trigger is of an earlier event: by a word for it, by "three years ago", or by its date."""
    if not known:
        return False
    nearest = min(triggers, key=lambda t: nearest_gap(t.first, scene.of("lookback")) if scene.has("lookback") else 0)
    if (
        scene.has("lookback")
        and nearest_gap(cue.first, scene.of("lookback")) <= PHRASE
        and (cue is nearest or not scene.broken(cue.first, nearest.first))
    ):
        return True
    if any(c.first <= BESIDE and not scene.broken(c.first, cue.first) for c in scene.of("lookback")):
        return True  # "On Thursday already, Y had admitted ...": the whole sentence looks back
    if any(0 < cue.first - c.last <= PHRASE and triggers[0].last < c.first for c in scene.of("offset")):
        return True  # "the outage comes a week after another"
    placed = ago(scene, [cue])
    if placed and all(
        gap(placed.first, placed.last, cue.first) <= gap(placed.first, placed.last, t.first) for t in triggers
    ):
        return True
    opening = [p for p in scene.values if p.first <= BESIDE and not scene.broken(p.first, cue.first)]
    told = [*dates(scene, [cue]), *opening]  # "In June it said it had ...": who says it looks back, too
    return any(_is_past(p.mark, story.article.published_on) for p in told)


def _is_past(mark: object, published: date | None) -> bool:
    if isinstance(mark, WeekdayMark) or not isinstance(mark, DateMark):
        return False
    return mark.value.datatype in _COARSE or lies_back(mark.value, published)
