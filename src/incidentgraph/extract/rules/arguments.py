"""The values of an event in one sentence: when it was, how long it lasted, how many reported it.

Every function takes a scene and the tokens of the event's triggers and gives what the sentence says of that event,
not what merely stands near: a statement's date is not the event's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, NEAR, PHRASE, SENTENCE, settings
from incidentgraph.extract.rules.scene import Placed, Scene, gap
from incidentgraph.extract.rules.values import AgoMark, CountMark, DateMark, DurationMark, TimeMark, WeekdayMark
from incidentgraph.model import Value

_ROLES = {"restored": "endTime", "start": "startTime", "outage": "startTime"}
_BOUNDS = {"from": "startTime", "until": "endTime"}
_LASTING = frozenset({"for", "after", "within"})
_JOINING = frozenset({"and", "et"})
_FEWEST = 20  # a smaller number without a noun is hardly one of reports
AFTER = frozenset({"after", "following", "apres", "بعد"})
"""Words that lead in what came before."""


def nearest_gap(position: int, cues: Sequence[Cue]) -> int:
    """Tokens from a position to the closest cue; very many where there is none."""
    return min((gap(c.first, c.last, position) for c in cues), default=10_000)


def dates(scene: Scene, triggers: Sequence[Cue], rivals: Sequence[Cue] = ()) -> list[Placed]:
    """The dates and weekdays that belong to the event and not to a statement about it."""
    if not scene.values or _only_unknown(scene, triggers):
        return []
    anchors = [*triggers, *scene.of("restored", "victim", "start")]
    saying = scene.of("say", "publish", "deny", "claim", "act")
    marks = [p for p in scene.values if isinstance(p.mark, DateMark | WeekdayMark) and not p.mark.future]
    closest = min((nearest_gap(p.first, triggers) for p in marks), default=0)
    ending = len(marks) == 1 and scene.has("restored")  # that it is over is told when it is over

    def is_told(placed: Placed) -> bool:
        """Whether a mark is closer to the event than to a statement; as close, where no other mark is closer."""
        comma = placed.last + 1 < len(scene.tokens) and scene.tokens[placed.last + 1].text == ","
        after = placed.last + 1 + comma
        behind = scene.tokens[after].text if after < len(scene.tokens) else ""
        done = any(0 < placed.first - c.last <= CLAUSE for c in saying)
        if done and behind in AFTER and all(c.first > placed.last for c in triggers):
            return False  # "apologised on Tuesday after an outage"
        if not ending and _of_saying(scene, placed, saying):
            return False
        if _of_what_follows(scene, placed, triggers):
            return False
        own = [c for c in anchors if ending or c in triggers or c.last != placed.first - 1]  # "on" Monday hits nobody
        others = [c for c in saying if not _new_clause(scene, placed, c, triggers)]
        event, statement = nearest_gap(placed.first, own), nearest_gap(placed.first, others)
        return event < statement or (event == statement and nearest_gap(placed.first, triggers) == closest)

    return [
        p
        for p in marks
        if is_told(p)
        and (not scene.broken(triggers[0].first, p.first) or len(marks) == 1)
        and is_own(p, triggers, rivals)
    ]


def _new_clause(scene: Scene, placed: Placed, said: Cue, triggers: Sequence[Cue]) -> bool:
    """Whether a verb of saying opens a clause of its own behind a date: "was down on Tuesday and the company said"."""
    behind = scene.tokens[placed.last + 1].text if placed.last + 1 < len(scene.tokens) else ""
    told = behind in _JOINING and said.first > placed.last and any(t.last < placed.first for t in triggers)
    return told and not any(c.last < placed.first for c in scene.of("say", "publish"))


def _of_what_follows(scene: Scene, placed: Placed, triggers: Sequence[Cue]) -> bool:
    """Whether a date is of what is still to come, or only a limit: "will resume on Wednesday", "down until Friday"."""
    if scene.before(scene.of("until"), placed.first, BESIDE):
        return True
    ahead = scene.before(scene.of("future"), placed.first, PHRASE)
    return ahead is not None and not any(ahead.last < t.first and t.last < placed.first for t in triggers)


def _only_unknown(scene: Scene, triggers: Sequence[Cue]) -> bool:
    """Whether a sentence only says that the cause is not known yet: its day is not that of the event."""
    unknown = scene.of("cause_unknown")
    return bool(unknown) and all(
        t.kind in {"weak", "word"} or nearest_gap(t.first, unknown) <= BESIDE for t in triggers
    )


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
        if not is_own(placed, triggers, rivals) or any(
            c.first <= placed.last and placed.first <= c.last for c in scene.of("offset")
        ):
            continue
        if scene.before(scene.of("frequency"), placed.first, BESIDE):
            continue  # "two outages in 24 hours"
        if placed.mark.cue == "after" and scene.before(scene.of("not_restored"), placed.first, CLAUSE):
            continue  # "will be back after an hour"
        beside = nearest_gap(placed.first, anchors) <= CLOSE or nearest_gap(placed.last, anchors) <= CLOSE
        lasting = scene.before(scene.of("lasted"), placed.first, 2) is not None or placed.mark.cue in _LASTING
        if beside or (lasting and nearest_gap(placed.first, anchors) <= SENTENCE):
            found.append(placed)
    return found


def _days(value: Value) -> int:
    digits = value.lexical[1:].partition("D")[0]
    return int(digits) if digits.isdecimal() else 0


def times(scene: Scene) -> Iterator[tuple[str, Placed]]:
    """The clock times with what they are of the event: ``startTime``, ``endTime``, or ``asOf`` for that of a count."""
    counts = reports(scene)
    lengths = _between_lengths(scene)
    for placed in scene.values:
        if not isinstance(placed.mark, TimeMark) or placed.mark.secondary or placed in lengths:
            continue
        if placed.mark.bound in _BOUNDS and scene.has("outage", "restored"):
            back = placed.mark.bound == "from" and _of_return(scene, placed)
            yield "endTime" if back else _BOUNDS[placed.mark.bound], placed
            continue
        yield _time_role(scene, placed, counts), placed


def _of_return(scene: Scene, placed: Placed) -> bool:
    """Whether an hour is that from which a service was back: "back from 9 pm", *à partir de 21h, tout marche*."""
    if scene.before(scene.of("restored"), placed.first, CLOSE):
        return True
    after = scene.after(scene.of("restored"), placed.last, CLAUSE)
    return after is not None and not any(
        c.first < after.first and not c.first <= placed.first <= c.last + BESIDE for c in scene.of("outage", "start")
    )


def _between_lengths(scene: Scene) -> list[Placed]:
    """What looks like two hours of the day and tells how long: *a duré entre 1h30 et 2h*."""
    syntax = scene.language.table("syntax")
    lasting, between = syntax.get("lasting", ()), syntax.get("between", ())
    times = [p for p in scene.values if isinstance(p.mark, TimeMark)] if between else []
    words = [t.text for t in scene.tokens]
    for one, other in pairwise(times):
        at = one.first - (words[one.first] not in between)
        if words[at] in between and at and words[at - 1] in lasting and other.first - one.last <= BESIDE + 1:
            return [one, other]
    return []


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
    if verb is None:
        return "asOf" if counts else ""  # "at 12:51, the number of reports that those hit had sent passed 25,800"
    return _ROLES.get(verb.family, "")


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
        holding = scene.language.table("syntax").get("holding", ())
        if placed.first > 0 and scene.tokens[placed.first - 1].text in holding:
            return False  # "X, which has around 50,000 customers"
        told = scene.of("affect")
        return nearest_gap(placed.first, told) <= NEAR or scene.after(told, placed.last, CLAUSE) is not None
    return (
        mark.category == ""
        and mark.value >= _FEWEST
        and scene.before(scene.of("report_word"), placed.first, 16) is not None
    )
