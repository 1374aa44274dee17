"""How two statements on one property of one thing stand to each other: in conflict, different for a reason, or agreed.

A disagreement is a conflict where no excuse holds. The excuses stand in one table, in the order in which they are
asked; each is a function that gives the kind of the difference, an empty text where there is nothing to record, or None
where it does not hold.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from incidentgraph.model import Stance, Value
from incidentgraph.resolve.disagreement import disagree, meant, other_moment, statuses_differ
from incidentgraph.resolve.numbers import number_of
from incidentgraph.resolve.scene import Scene, before, days_between
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.statements import Statement, rank
from incidentgraph.resolve.steps import outlet_of
from incidentgraph.resolve.times import Days, both, days_of

NOTHING = ""
Excuse = Callable[[Statement, Statement, Scene], str | None]


def kind_of(left: Statement, right: Statement, scene: Scene) -> str | None:
    """The kind of the conflict or of the difference between two statements of one meaning; None where there is none."""
    if left.denied or right.denied:
        return _denial(left, right)
    if meant(left)[0] == "resolved":
        return _ended(left, right)
    if not disagree(left, right):
        return _agreed(left, right)
    for excuse in EXCUSES:
        kind = excuse(left, right, scene)
        if kind is not None:
            return kind or None
    return str(rule_of(left)["kind"])


def rule_of(statement: Statement) -> dict[str, Any]:
    """How the values of a statement's property are compared; empty where it can have many."""
    rules: dict[str, dict[str, Any]] = settings("conflicts")["single"]
    return rules.get(meant(statement)[0], {})


def is_conflict(kind: str) -> bool:
    """Whether a kind is one of conflicts: that of claims which cannot all be true."""
    return kind in settings("conflicts")["kinds"]["conflict"]


def _agreed(left: Statement, right: Statement) -> str | None:
    """What may be told of values that do not exclude each other."""
    if statuses_differ(left, right):  # told so far apart that the one has become the other
        return "Update"
    if not rule_of(left).get("measured") or left.claim.currency != right.claim.currency:
        return None
    if number_of(left.object) == number_of(right.object):
        return None
    counted = meant(left)[0] == "reportCount"
    return "DifferentMoment" if counted and other_moment(left, right) else "DifferentPrecision"


def _denial(left: Statement, right: Statement) -> str | None:
    """What some hold and others deny. Who denies what he has said himself takes it back."""
    if left.denied == right.denied:
        return None
    if left.object != right.object and left.claim.predicate == right.claim.predicate:
        return None  # one attack is said to be the cause, another is denied to be
    if left.speaker and left.speaker == right.speaker:
        return "Correction"
    if left.speaker or right.speaker:
        return "DeniedClaim"
    if left.article.id == right.article.id:
        held = right if left.denied else left
        return None if held.claim.stance is Stance.ASSERTED else "DeniedClaim"  # a rumour that the article denies
    return "Correction" if _same_outlet(left, right) else "DeniedClaim"


def _ended(left: Statement, right: Statement) -> str | None:
    """An outage that goes on in one article and is over in another one, by their order."""
    if left.object == right.object or left.article.id == right.article.id:
        return None
    going, over = (right, left) if left.object == Value("true", "boolean") else (left, right)
    if not before(over.article, going.article):
        return "Update"
    if _same_outlet(going, over):
        return "Correction"
    days = days_between(over.article, going.article)
    return "DifferentStatus" if days is not None and days <= _running("days") else None


def _same_source(left: Statement, right: Statement, scene: Scene) -> str | None:  # noqa: ARG001
    """One source that gives both values means two things by them."""
    if left.source != right.source:
        return None
    return "DifferentScope" if rule_of(left).get("measured") else NOTHING


def _alternatives(left: Statement, right: Statement, scene: Scene) -> str | None:  # noqa: ARG001
    """What is only suspected stands beside what else is suspected."""
    return NOTHING if left.claim.stance is right.claim.stance is Stance.SUSPECTED and not _measured(left) else None


def _together(left: Statement, right: Statement, scene: Scene) -> str | None:
    """Groups that one sentence names side by side have done it together, or are one."""
    both = meant(left)[0] == "perpetrator" and scene.together("perpetrator", left.object, right.object)
    return NOTHING if both else None


def _measured(statement: Statement) -> bool:
    return bool(rule_of(statement).get("measured"))


def _replaced(left: Statement, right: Statement, scene: Scene) -> str | None:
    """What an outlet said first, and later otherwise, in its own voice or in that of the same speaker."""
    if not _same_outlet(left, right) or (left.speaker and right.speaker and left.speaker != right.speaker):
        return None
    earlier, later = _ordered(left, right)
    if not before(earlier.article, later.article):
        return None
    firmer = rank(later.claim.stance) < rank(earlier.claim.stance)
    return "Update" if firmer or _grew(earlier, later, scene) else "Correction"


def _grown(left: Statement, right: Statement, scene: Scene) -> str | None:
    """A count or a length that was told while it went on, and a larger one that was told later."""
    if _unordered(left, right):
        # Nobody knows which was written first, but the one saw it go on, and the other did not.
        small, large = sorted((left, right), key=lambda s: number_of(s.object) or 0)
        going_on = scene.running(small.article) and not scene.running(large.article)
        return "Update" if going_on and _grew(small, large, scene) else None
    earlier, later = _ordered(left, right)
    return "Update" if _grew(earlier, later, scene) else None


def _grew(earlier: Statement, later: Statement, scene: Scene) -> bool:
    small, large = number_of(earlier.object), number_of(later.object)
    if not rule_of(earlier).get("grows") or small is None or large is None or small >= large:
        return False
    if scene.over(earlier.article):
        return False
    if scene.running(earlier.article):
        return True
    days = days_between(earlier.article, later.article)
    fresh = days is not None and days <= _running("days")
    return fresh and (meant(earlier)[0] != "duration" or earlier.claim.qualifier == "MoreThan")


def _partial(left: Statement, right: Statement, scene: Scene) -> str | None:
    """Values of which one is told of some places or services, the other of others or of more."""
    if not rule_of(left).get("scoped"):
        return None
    for predicate in ("place", "affectedService"):
        a, b = scene.beside(left, predicate), scene.beside(right, predicate)
        if a and b and not a & b:
            return "DifferentScope"
        everything = scene.all_of(predicate)
        for part, whole, of_part, of_whole in ((left, right, a, b), (right, left, b, a)):
            if of_part and of_part < (of_whole or everything) and _at_most(part, whole):
                return "DifferentScope"
    return None


def _at_most(part: Statement, whole: Statement) -> bool:
    small, large = number_of(part.object), number_of(whole.object)
    return small is not None and large is not None and small <= large


def _overnight(left: Statement, right: Statement, scene: Scene) -> str | None:
    """Days next to each other, of what lies in both, or that one article tells side by side."""
    if meant(left)[0] != "date":
        return None
    vague = left.subject.startswith("attack/")  # begun one day, noticed the next
    if not (vague or left.article.id == right.article.id or scene.overnight):
        return None
    a, b = days_of(left.object), days_of(right.object)
    return "DifferentPrecision" if a is not None and b is not None and _adjacent(a, b) else None


def _adjacent(left: Days, right: Days) -> bool:
    for one, other in ((left, right), (right, left)):
        exact = one.exact
        if exact is not None:
            near = (exact - timedelta(1), exact + timedelta(1))
            return any(both(Days(day, day), other) is not None for day in near)
    if left.weekday is not None and right.weekday is not None:
        return (left.weekday - right.weekday) % 7 in {1, 6}
    return (
        left.month == right.month and left.day is not None and right.day is not None and abs(left.day - right.day) == 1
    )


EXCUSES: tuple[Excuse, ...] = (_same_source, _together, _alternatives, _replaced, _partial, _grown, _overnight)
"""Why two values that exclude each other may yet both be true."""


def _same_outlet(left: Statement, right: Statement) -> bool:
    return bool(outlet_of(left)) and outlet_of(left) == outlet_of(right)


def _unordered(left: Statement, right: Statement) -> bool:
    return not before(left.article, right.article) and not before(right.article, left.article)


def _ordered(left: Statement, right: Statement) -> tuple[Statement, Statement]:
    return (right, left) if before(right.article, left.article) else (left, right)


def _running(name: str) -> int:
    return int(settings("conflicts")["running"][name])
