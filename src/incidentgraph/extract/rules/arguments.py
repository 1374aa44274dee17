"""The arguments of an event in one sentence: who was hit, where, when, how long, how many.

Every function takes a scene and the tokens of the event's triggers and gives what the sentence says of that event,
not what merely stands near: a channel is no victim, a statement's date is not the event's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR, PHRASE, SENTENCE, settings
from incidentgraph.extract.rules.scene import Named, Placed, Scene, gap
from incidentgraph.extract.rules.stance import speaker
from incidentgraph.extract.rules.values import AgoMark, CountMark, DateMark, DurationMark, TimeMark, WeekdayMark
from incidentgraph.model import Value

_NOT = frozenset({"not", "pas", "non", "ليس", "وليس", "لا"})
_ROLES = {"restored": "endTime", "start": "startTime", "outage": "startTime"}
_BOUNDS = {"from": "startTime", "until": "endTime"}
_LASTING = frozenset({"for", "after", "within"})
_FEWEST = 20  # a smaller number without a noun is hardly one of reports
_TARGETS = ("Service", "Company", "GovernmentBody", "Organization")
_BODIES = ("GovernmentBody", "Organization")
_AFTER = frozenset({"after", "following", "apres"})
_LIST_CONNECTORS = frozenset([",", "و", "and", "et", "ou", "or", "&", "/", "le", "la", "les", "l", "the"])


def nearest_gap(position: int, cues: Sequence[Cue]) -> int:
    """Tokens from a position to the closest cue; very many where there is none."""
    return min((gap(c.first, c.last, position) for c in cues), default=10_000)


def is_channel(scene: Scene, name: Named) -> bool:
    """Whether a service is only where something was published ("posted on X", «عبر منصة إكس»)."""
    cue = scene.before(scene.of("channel"), name.first, CLOSE)
    if cue is None:
        return False
    claimed = scene.verb_first and scene.before(scene.of("claim"), cue.first, CLOSE) is not None
    if claimed and any(0 < n.first - name.last <= CLOSE for n in scene.names("ThreatActor")):
        return True  # «تبنت العملية على س مجموعة ص»
    saying = nearest_gap(cue.first, scene.of("say", "claim"))
    publishing = nearest_gap(cue.first, scene.of("publish"))
    event = nearest_gap(cue.first, scene.of("outage", "attack"))
    return (
        publishing <= CLOSE
        or (saying <= NEAR and saying < event)
        or (scene.has("via") and scene.before(scene.of("via"), name.first, 2) is not None)
    )


def is_spared(scene: Scene, name: Named) -> bool:
    """Whether the sentence says that this one was not affected."""
    if name.first > 0 and scene.tokens[name.first - 1].text in _NOT:
        return True  # "Google, not Microsoft, was offline"
    return nearest_gap(name.first, scene.of("unaffected")) <= CLOSE


def affected(scene: Scene, triggers: Sequence[Cue], reaches: Mapping[str, int]) -> list[Named]:
    """The names that the event hit: as near to a trigger as their kind must be, or in a list with one that is.

    A channel is none of them, nor who was spared, helps or is told of it.
    """
    names = [
        n
        for n in scene.names(*reaches)
        if not is_channel(scene, n)
        and not is_spared(scene, n)
        and scene.before(scene.of("helper"), n.first, CLOSE) is None
    ]
    near = {
        n
        for n in names
        if any(_reaches(scene, c, n.first, reaches[n.kind]) and not scene.broken(c.first, n.first) for c in triggers)
    }
    for pairs in (pairwise(names), pairwise(reversed(names))):  # along a list, forth and back
        for one, other in pairs:
            if one in near and _listed(scene, one, other):
                near.add(other)
    return [n for n in names if n in near]


def _reaches(scene: Scene, cue: Cue, position: int, reach: int) -> bool:
    """Whether a cue is so near to a position, a date set between commas not counted ("crippled, on 3 May, the X")."""
    distance = gap(cue.first, cue.last, position)
    if distance <= reach or distance > 2 * reach or scene.verb_first:
        return distance <= reach
    low, high = (cue.last, position) if cue.last < position else (position, cue.first)
    commas = [i for i in range(low + 1, high) if scene.tokens[i].text == ","]
    if len(commas) < BESIDE or not any(
        isinstance(p.mark, DateMark | WeekdayMark) and commas[0] < p.first and p.last < commas[-1] for p in scene.values
    ):
        return False
    return distance - (commas[-1] - commas[0] + 1) <= reach


def _listed(scene: Scene, one: Named, other: Named) -> bool:
    """Whether two names are neighbours in a list."""
    left, right = sorted((one, other), key=lambda n: n.first)
    close = right.first - left.last <= CLOSE
    return close and set(scene.words_between(left.last, right.first)) <= _LIST_CONNECTORS


def hit_by_outage(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """The services and companies that an outage hit. "The service" itself is whatever the article is about."""
    near = affected(scene, triggers, {"Service": CLAUSE, "Company": NEAR, **dict.fromkeys(_BODIES, NEAR)})
    hit = [n for n in near if n.kind == "Service" or (n.kind == "Company" and not _speaks(scene, n))]
    hit += _reached(scene, triggers)
    hit += [n for n in near if n.kind in _BODIES and _suffers(scene, n, triggers, hit) and not _speaks(scene, n)]
    hit = [n for n in hit if not n.anaphor]
    if hit:
        return hit
    speaking = [
        n
        for n in affected(scene, triggers, {"Company": PHRASE, **dict.fromkeys(_BODIES, PHRASE)})
        if any((w := speaker(scene, c)) and w.entity == n.entity for c in scene.of("say"))
        and not scene.has("according", "attribute")
        and (n.kind == "Company" or scene.before(scene.of("own"), triggers[0].first, NEAR))
    ]
    if not speaking:
        subjects = [n for n in scene.names("Company") if n.last < triggers[0].first and not n.anaphor]
        return subjects if len(subjects) == 1 and _acts(scene, subjects[0], triggers[0]) else []
    return speaking[:1]  # "Orange said that its network was down"


def _acts(scene: Scene, name: Named, trigger: Cue) -> bool:
    """Whether a company is the subject of the clause that ends in an outage: "X had to cancel flights after"."""
    opens = name.first <= CLOSE and trigger.first - name.last <= SENTENCE and not scene.broken(name.last, trigger.first)
    helps = scene.before(scene.of("helper", "agent", "according"), name.first, CLOSE)
    return opens and helps is None and not _speaks(scene, name)


def _reached(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """The services that a verb behind the outage names as hit ("an outage that for hours affected sites such as X")."""
    verbs = [
        c for c in scene.of("affect") if any(t.last < c.first and not scene.broken(t.last, c.first) for t in triggers)
    ]
    return [n for n in affected(scene, verbs, {"Service": PHRASE}) if verbs and n.first > verbs[0].last]


def _suffers(scene: Scene, name: Named, triggers: Sequence[Cue], hit: Sequence[Named]) -> bool:
    """Whether a body is told as hit ("an outage at X", "X's website was down"), not as one that watches or comments."""
    if any(_listed(scene, n, name) for n in hit):
        return True
    if scene.before(scene.of("agent", "according"), name.first, BESIDE):
        return False
    if scene.before(scene.of("facility"), name.first, BESIDE):
        return True  # "the website of the ministry"
    if scene.verb_first:
        return False
    if scene.before(_of_victims(scene), name.first, BESIDE):
        return True
    of_it = [c.last for c in scene.of("facility") if 0 < c.first - name.last <= CLOSE]
    end = max(of_it, default=name.last)  # "the ministry's website" was down
    return any(0 < c.first - end <= CLOSE for c in (*triggers, *scene.of("struck")))


def _of_victims(scene: Scene) -> tuple[Cue, ...]:
    """Words that lead to who was hit; where genitives stand behind, what belongs to it, too («خدمات وزارة ...»)."""
    return scene.of("victim", "facility") if scene.verb_first else scene.of("victim")


def targets(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Whom an attack was on: named as its object or victim; not who speaks of it, is its agent, or blames for it."""
    found = _self_told(scene, triggers)
    victims = _of_victims(scene)
    for name in [] if found else affected(scene, triggers, dict.fromkeys(_TARGETS, PHRASE)):
        blames = any(0 < c.first - name.last <= BESIDE for c in scene.of("attribute"))  # "Y attributed the attack on X"
        led = any(
            _reaches(scene, c, name.first, CLOSE) or gap(c.first, c.last, name.last) <= CLOSE
            for c in victims
            if c.first < name.first or (c.first > name.last and not blames and not _speaks(scene, name))
        )
        struck = () if scene.verb_first else scene.of("struck")
        led = led or any(0 < c.first - name.last <= PHRASE for c in struck)
        agent = scene.before(scene.of("agent"), name.first, 2) is not None
        likely = led or (name.kind in {"Service", "Company"} and not _speaks(scene, name))
        if not name.anaphor and not agent and likely:  # a body named beside an attack mostly reports it
            found.append(name)
    return found or _admitting(scene, triggers) or _described(scene, triggers)


def _admitting(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Who confirms an attack without a word of whom it was on speaks of itself ("Acme confirmed a breach")."""
    for cue in scene.of("confirm"):
        who = speaker(scene, cue)
        own = who is not None and (who.kind == "Company" or (who.kind in _BODIES and scene.has("own")))
        if who and own and not who.anaphor and 0 < triggers[0].first - cue.last <= NEAR:
            return [who]
    return []


def _described(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Whoever a description beside the attack stands for ("attack on the bank"), where nobody is named."""
    names = [
        n for n in affected(scene, triggers, dict.fromkeys(_TARGETS[1:], PHRASE)) if n.anaphor and not _speaks(scene, n)
    ]
    return names[:1]


def _self_told(scene: Scene, triggers: Sequence[Cue]) -> list[Named]:
    """Whoever says or denies "to have been the target" speaks of itself."""
    for cue in scene.of("deny", "say"):
        who = speaker(scene, cue)
        behind = max(cue.last, who.last) if who and who.first - cue.last <= CLOSE else cue.last
        victim = scene.after(scene.of("victim"), behind, PHRASE)
        if victim and who and any(0 < n.first - victim.last <= CLOSE for n in scene.names(*_TARGETS) if not n.anaphor):
            continue  # "the government said that an attack had hit X"
        near = victim is not None and nearest_gap(victim.last, triggers) <= (CLAUSE if scene.verb_first else NEAR)
        if near and who and who.kind in _TARGETS and not who.anaphor:
            return [who]
    return []


def _speaks(scene: Scene, name: Named) -> bool:
    """Whether a name is the one who says, denies or blames."""
    return any(
        who is not None and who.first == name.first
        for c in scene.of("say", "according", "deny", "attribute")
        if c.family != "attribute" or scene.before(scene.of("copula"), c.first, 1) is None  # "was linked to"
        for who in [speaker(scene, c)]
    )


def dates(scene: Scene, triggers: Sequence[Cue], rivals: Sequence[Cue] = ()) -> list[Placed]:
    """The dates and weekdays that belong to the event and not to a statement about it."""
    if not scene.values:
        return []
    anchors = [*triggers, *scene.of("restored", "victim", "start")]
    saying = scene.of("say", "publish", "deny", "claim", "act")
    marks = [p for p in scene.values if isinstance(p.mark, DateMark | WeekdayMark) and not p.mark.future]
    closest = min((nearest_gap(p.first, triggers) for p in marks), default=0)
    ending = len(marks) == 1 and scene.has("restored")  # that it is over is told when it is over

    def is_told(placed: Placed) -> bool:
        """Whether a mark is closer to the event than to a statement; as close, where no other mark is closer."""
        behind = scene.tokens[placed.last + 1].text if placed.last + 1 < len(scene.tokens) else ""
        done = any(0 < placed.first - c.last <= CLAUSE for c in saying)
        if done and behind in _AFTER and all(c.first > placed.last for c in triggers):
            return False  # "apologised on Tuesday after an outage"
        if not ending and _of_saying(scene, placed, saying):
            return False
        own = [c for c in anchors if ending or c in triggers or c.last != placed.first - 1]  # "on" Monday hits nobody
        event, statement = nearest_gap(placed.first, own), nearest_gap(placed.first, saying)
        return event < statement or (event == statement and nearest_gap(placed.first, triggers) == closest)

    return [
        p
        for p in marks
        if is_told(p)
        and (not scene.broken(triggers[0].first, p.first) or len(marks) == 1)
        and is_own(p, triggers, rivals)
    ]


def _of_saying(scene: Scene, placed: Placed, saying: Sequence[Cue]) -> bool:
    """Whether a date ends the words by which something is said: "Y said on Monday that", «أعلنت س الثلاثاء أن»."""
    opens = scene.language.table("syntax").get("complementizer", ())
    behind = scene.tokens[placed.last + 1].text if placed.last + 1 < len(scene.tokens) else ""
    return behind in opens and any(0 < placed.first - c.last <= NEAR for c in saying)


def is_own(placed: Placed, triggers: Sequence[Cue], rivals: Sequence[Cue]) -> bool:
    """Whether a value belongs to these triggers rather than to those of another event in the sentence."""
    return not rivals or nearest_gap(placed.first, triggers) <= nearest_gap(placed.first, rivals)


def ago(scene: Scene, triggers: Sequence[Cue]) -> Placed | None:
    """How long ago the event was, where a trigger is what the words are about."""
    marks = [p for p in scene.values if isinstance(p.mark, AgoMark)]
    return next((p for p in marks if nearest_gap(p.first, triggers) <= PHRASE), None)


def days_before(scene: Scene, triggers: Sequence[Cue], published: date | None) -> Value | None:
    """The day of an event that the sentence's own came after: "resigned on Monday, twelve days after the outage"."""
    cue = next((c for c in scene.of("offset") if 0 < triggers[0].first - c.last <= PHRASE), None)
    if cue is None:
        return None
    marks = [p.mark for p in scene.values if isinstance(p.mark, DateMark) and p.last < cue.first]
    told = [date.fromisoformat(m.value.lexical) for m in marks if m.value.datatype == "date"]
    day = told[-1] if told else published
    return Value((day - timedelta(days=int(cue.kind))).isoformat(), "date") if day else None


def durations(scene: Scene, triggers: Sequence[Cue], rivals: Sequence[Cue] = ()) -> list[Placed]:
    """How long the event lasted: a duration beside a trigger, a restoration, or a word for lasting."""
    longest = settings()["events"]["longest_outage_days"]
    anchors = [*triggers, *scene.of("restored")]
    found = []
    for placed in scene.values:
        if not isinstance(placed.mark, DurationMark) or _days(placed.mark.value) > longest:
            continue
        if not is_own(placed, triggers, rivals) or any(c.first <= placed.first <= c.last for c in scene.of("offset")):
            continue
        if scene.before(scene.of("frequency"), placed.first, BESIDE):
            continue  # "two outages in 24 hours"
        beside = nearest_gap(placed.first, anchors) <= CLOSE or nearest_gap(placed.last, anchors) <= CLOSE
        lasting = scene.before(scene.of("lasted"), placed.first, 2) is not None or placed.mark.cue in _LASTING
        if beside or (lasting and nearest_gap(placed.first, anchors) <= SENTENCE):
            found.append(placed)
    return found


def _days(value: Value) -> int:
    digits = value.lexical[1:].partition("D")[0]
    return int(digits) if digits.isdigit() else 0


def times(scene: Scene) -> Iterator[tuple[str, Placed]]:
    """The clock times with what they are of the event: ``startTime``, ``endTime``, or ``asOf`` for that of a count."""
    counts = reports(scene)
    for placed in scene.values:
        if not isinstance(placed.mark, TimeMark) or placed.mark.secondary:
            continue
        if placed.mark.bound in _BOUNDS and scene.has("outage", "restored"):
            back = placed.mark.bound == "from" and scene.before(scene.of("restored"), placed.first, CLOSE)
            yield "endTime" if back else _BOUNDS[placed.mark.bound], placed
            continue
        yield _time_role(scene, placed, counts), placed


def _time_role(scene: Scene, placed: Placed, counts: Sequence[Placed]) -> str:
    near_count = min((gap(c.first, c.last, placed.first) for c in counts), default=10_000)
    cues = [
        c for c in scene.of("start", "ended", "restored", "say", "outage") if not scene.broken(c.first, placed.first)
    ]
    before = [c for c in cues if c.first < placed.first]
    verb = max((c for c in before if c.family != "ended"), key=lambda c: c.first, default=None)
    if near_count <= CLAUSE and not (verb and verb.family == "restored"):
        return "asOf"
    behind = placed.last
    after = scene.after(scene.of("restored"), behind, CLAUSE) or scene.after(scene.of("outage"), behind, CLAUSE)
    verb = verb or after
    if verb and verb.family != "restored" and scene.has("ongoing", "peak"):
        return ""  # "at noon the site was still down" tells neither end
    return _ROLES.get(verb.family, "") if verb else ""


def reports(scene: Scene) -> list[Placed]:
    """The counts of users' reports or of affected users."""
    if not scene.has_number:
        return []
    return [p for p in scene.values if isinstance(p.mark, CountMark) and _is_report(scene, p, p.mark)]


def _is_report(scene: Scene, placed: Placed, mark: CountMark) -> bool:
    if mark.value <= 1:
        return False  # "in a report"
    if mark.category == "report":
        return True
    if mark.category == "user":
        told = scene.of("affect")
        return nearest_gap(placed.first, told) <= NEAR or scene.after(told, placed.last, CLAUSE) is not None
    return (
        mark.category == ""
        and mark.value >= _FEWEST
        and scene.before(scene.of("report_word"), placed.first, 16) is not None
    )
