"""What an extractor may claim: nothing without a quote, and nothing that breaks an axiom of the ontology.

Whatever backend made a reading, it passes here. What is refused becomes a `Rejection` that says which axiom it broke,
with the quote; it is never turned into something weaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from incidentgraph.model import Article, Claim, NodeId, Object, Reading, Ref, Rejection
from incidentgraph.ontology import Ontology, load_ontology, object_kind

_SPEAKERS = ("Person", "Organization", "Service", "Place")
_SHOWN = 200


def keep(reading: Reading, ontology: Ontology | None = None) -> Reading:
    """The reading without the claims that are ungrounded or break the ontology; these are among its rejections.

    An entity whose class is refused stays, so that the other claims of it can be judged.
    """
    check = _Check(reading, ontology or load_ontology())
    kept: list[Claim] = []
    refused: list[Rejection] = []
    for claim in reading.claims:
        reason = check.fault(claim)
        if reason is None:
            kept.append(claim)
        else:
            quote = claim.evidence[0].exact[:_SHOWN] if claim.evidence else ""
            refused.append(Rejection(reading.article.id, reason, quote, check.hint(claim)))
    if not refused:
        return reading
    held = {c.object.id for c in kept if isinstance(c.object, Ref)}
    roles = tuple(role for role in reading.roles if role.id in held)  # a role that nobody is left to hold is no role
    return replace(reading, roles=roles, claims=tuple(kept), rejections=(*reading.rejections, *refused))


class _Check:
    """The checks of one reading's claims."""

    def __init__(self, reading: Reading, ontology: Ontology) -> None:
        self._article = reading.article
        self._ontology = ontology
        self._kinds = dict(_kinds(reading))
        self._roles = {role.id: role for role in reading.roles}

    def fault(self, claim: Claim) -> str | None:
        """Why a claim is refused, in words; None where it is not."""
        return (
            _ungrounded(claim, self._article)
            or self._ontology.violation(claim, self._kinds)
            or self._misplaced(claim.object)
            or self._incomplete(claim)
        )

    def hint(self, claim: Claim) -> str:
        """The properties that these two may have, where the claim's own is not among them."""
        kind = self._kinds.get(claim.subject)
        if kind is None or claim.predicate == "type" or not _known(claim.object, self._kinds):
            return ""
        wanted = object_kind(claim.object, self._kinds)
        properties = (p.name for p in self._ontology.properties.values() if p.claimable)
        allowed = [name for name in properties if self._ontology.allows(kind, name, wanted) is None]
        return f"allowed here: {', '.join(sorted(allowed))}" if allowed and claim.predicate not in allowed else ""

    def _misplaced(self, obj: Object) -> str | None:
        """Whether the object is a role in what can have none."""
        role = self._roles.get(obj.id) if isinstance(obj, Ref) else None
        if role is None or role.role_in is None:
            return None
        if role.role_in not in self._kinds:
            return f"{role.role_in} has no known class"
        return self._ontology.in_range("roleIn", self._kinds[role.role_in])

    def _incomplete(self, claim: Claim) -> str | None:
        """Whether something is missing that its kind of claim must tell, or told that it must not."""
        if (claim.predicate == "amount") != (claim.currency is not None):
            return "an amount, and nothing else, has a currency"
        if (claim.predicate == "holdsRole") != (claim.role_status is not None):
            return "a claim of a role, and no other, has a status of the role"
        speaker = claim.attributed_to
        if speaker is not None and not any(self._ontology.is_a(self._kinds.get(speaker, ""), s) for s in _SPEAKERS):
            return f"{speaker} is nobody who can say so"
        return None


def _kinds(reading: Reading) -> Iterator[tuple[NodeId, str]]:
    yield from ((entity.id, entity.kind) for entity in reading.entities)
    yield from ((event.id, event.kind) for event in reading.events)
    yield from ((role.id, role.kind) for role in reading.roles)


def _known(obj: Object, kinds: Mapping[NodeId, str]) -> bool:
    return not isinstance(obj, Ref) or obj.id in kinds


def _ungrounded(claim: Claim, article: Article) -> str | None:
    """Whether a claim has no quote, or one that does not stand in the article where it says."""
    if claim.article != article.id:
        return f"the claim is of another article, {claim.article}"
    if not claim.evidence:
        return "the claim has no quote"
    for evidence in claim.evidence:
        span = evidence.span
        if not 0 <= span.start < span.end <= len(article.text) or article.text[span.start : span.end] != evidence.exact:
            return f"the quote does not stand at {span.start}–{span.end} of the text"
    return None
