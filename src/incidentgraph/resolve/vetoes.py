"""Why two events cannot be one, whatever else agrees; and what tells two events apart that a third might be."""

from __future__ import annotations

from collections.abc import Callable

from incidentgraph.resolve.features import findings, next_day
from incidentgraph.resolve.profiles import Profile
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.times import both

Veto = Callable[[Profile, Profile], str | None]


def other_kind(left: Profile, right: Profile) -> str | None:
    """An outage is no attack."""
    return f"{left.kind} and {right.kind}" if left.kind != right.kind else None


def one_article(left: Profile, right: Profile) -> str | None:
    """What an article itself keeps apart stays apart."""
    return f"both told apart by {left.article}" if left.article == right.article else None


def nothing_shared(left: Profile, right: Profile) -> str | None:
    """No participant in common; where one tells none, nobody to put it to and no site in common."""
    if left.participants and right.participants:
        shared = bool(left.participants & right.kin or right.participants & left.kin)
    else:
        shared = bool(left.perpetrators & right.perpetrators or left.sites & right.sites)
    return None if shared else "no participant in common"


def other_days(left: Profile, right: Profile) -> str | None:
    """Days that exclude each other (but for the day next to it, which a time zone can explain)."""
    if both(left.span, right.span) is not None or next_day(left, right):
        return None
    return "days that exclude each other"


VETOES: tuple[Veto, ...] = (other_kind, one_article, nothing_shared, other_days)


def veto(left: Profile, right: Profile) -> str | None:
    """The first reason why two events cannot be one."""
    return next((reason for check in VETOES if (reason := check(left, right)) is not None), None)


def told_apart(left: Profile, right: Profile, third: Profile) -> bool:
    """Whether two events are told as two, so that a third that fits both about equally well is put to neither."""
    telling = set(settings("events")["limits"]["telling_apart"])
    if third.services & left.services and third.services & right.services:
        telling.discard("service_other")  # it tells them to be one
    if third.days.exact is not None:
        telling.discard("next_day")  # its own day is no question
    elif other_days(left, right) is not None:
        return True
    return any(finding.name in telling for finding in findings(left, right))
