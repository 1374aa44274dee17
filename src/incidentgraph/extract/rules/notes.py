"""The claims of one article as they are gathered: built in one place, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from incidentgraph.extract.rules.reach import settings
from incidentgraph.extract.rules.scene import Scene
from incidentgraph.extract.rules.stance import ARTICLE, Voice
from incidentgraph.model import Claim, Evidence, NodeId, Object, Qualifier, Stance, Value

_QUALIFIED = frozenset({"reportCount", "duration", "amount"})


class Notes:
    """Claims in the order they are found; a claim told twice is kept once, with both quotes."""

    def __init__(self, article: str) -> None:
        self.article = article
        # Each claim is alone in a list, in which a copy with more quotes takes its place.
        self._claims: dict[Claim, list[Claim]] = {}
        self._about: dict[tuple[NodeId, str], list[list[Claim]]] = {}

    def add(
        self, subject: NodeId, predicate: str, value: Object, scene: Scene, voice: Voice = ARTICLE, **more: Any
    ) -> None:
        """Note a claim that a sentence makes. `more` are further fields of `Claim` (qualifier, as_of, currency ...)."""
        self.note(subject, predicate, value, (scene.evidence(),), voice, **more)

    def note(
        self,
        subject: NodeId,
        predicate: str,
        value: Object,
        evidence: tuple[Evidence, ...],
        voice: Voice = ARTICLE,
        **more: Any,
    ) -> None:
        """Note a claim with quotes of its own."""
        claim = Claim(
            self.article,
            subject,
            predicate,
            value,
            voice.stance,
            attributed_to=voice.by,
            attribution=voice.words,
            evidence=evidence,
            confidence=_confidence(voice.stance),
            **more,
        )
        known = self._claims.get(claim)
        if known:
            known[0] = replace(claim, evidence=_joined(known[0].evidence, evidence))
            return
        self._claims[claim] = [claim]
        self._about.setdefault((subject, predicate), []).append(self._claims[claim])

    def claims(self) -> tuple[Claim, ...]:
        """All claims, in a fixed order."""
        self._join_qualified()
        found: list[Claim] = []
        for subject, predicate in sorted(self._about):
            told = self.told(subject, predicate)
            found += told if len(told) <= 1 else _sorted(told)
        return tuple(found)

    def unsorted(self) -> list[Claim]:
        """All claims so far, in the order they were found."""
        return [claim for (claim,) in self._claims.values()]

    def _join_qualified(self) -> None:
        """A number told bare (in a headline) and qualified ("more than") in one article is the qualified one."""
        for (claim,) in list(self._claims.values()):
            if claim.qualifier is not Qualifier.EXACT or claim.predicate not in _QUALIFIED:
                continue
            told = [
                c
                for c in self.told(claim.subject, claim.predicate)
                if c.object == claim.object and c.stance == claim.stance
            ]
            better = next((c for c in told if c.qualifier is not Qualifier.EXACT), None)
            if better:
                self._claims[better][0] = replace(better, evidence=_joined(claim.evidence, better.evidence))
                self._about[claim.subject, claim.predicate].remove(self._claims.pop(claim))

    def told(self, subject: NodeId, predicate: str) -> list[Claim]:
        """The claims noted of a subject so far, under one predicate."""
        return [claim for (claim,) in self._about.get((subject, predicate), ())]

    def settle(self, subject: NodeId, predicate: str) -> None:
        """What the article itself tells needs nobody's word for it: its quotes are joined, denials stay."""
        told = self.told(subject, predicate)
        plain = {str(c.object): c for c in told if c.stance is Stance.ASSERTED}
        for claim in told:
            own = plain.get(str(claim.object))
            if own is None or claim.stance in {Stance.ASSERTED, Stance.DENIED}:
                continue
            self._claims[own][0] = replace(own, evidence=_joined(self._claims[own][0].evidence, claim.evidence))
            self._drop(claim)

    def settle_dates(self, subject: NodeId) -> None:
        """A month or a year says nothing beside a day of it: its quotes are joined to those of the day."""
        told = [c for c in self.told(subject, "date") if isinstance(c.object, Value)]
        for claim in told:
            coarse = claim.object.lexical if isinstance(claim.object, Value) else ""
            days = (c for c in told if isinstance(c.object, Value) and c.object.lexical.startswith(f"{coarse}-"))
            finer = next(days, None)
            if finer is None or coarse.startswith("-"):
                continue
            joined = _joined(self._claims[finer][0].evidence, claim.evidence)
            self._claims[finer][0] = replace(self._claims[finer][0], evidence=joined)
            self._drop(claim)

    def _drop(self, claim: Claim) -> None:
        self._about[claim.subject, claim.predicate].remove(self._claims.pop(claim))

    def told_all(self, predicate: str, value: Object) -> list[Claim]:
        """The claims noted so far under one predicate with one object."""
        return [c for (c,) in self._claims.values() if c.predicate == predicate and c.object == value]


def _sorted(told: Sequence[Claim]) -> list[Claim]:
    """Claims by their objects; by their ids, which take time, only where objects are the same."""
    objects = {str(c.object): c for c in told}
    if len(objects) == len(told):
        return [objects[key] for key in sorted(objects)]
    return sorted(told, key=lambda c: (str(c.object), c.id))


def _joined(known: tuple[Evidence, ...], more: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Quotes by place, each once; most often the new one comes last."""
    if len(more) == 1 and known and known[-1].span < more[0].span:
        return (*known, *more)
    return tuple(sorted({*known, *more}, key=lambda e: e.span))


def _confidence(stance: Stance) -> float:
    return float(settings()["confidence"][stance.value])
