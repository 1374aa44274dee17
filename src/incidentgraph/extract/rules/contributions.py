"""Who gave how much to whom in politics: a sum of money, a word for giving, and a campaign or party."""

from __future__ import annotations

from incidentgraph.extract.rules.currencies import currency_meant
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, PHRASE
from incidentgraph.extract.rules.scene import Named, Placed, Scene, gap
from incidentgraph.extract.rules.stance import ARTICLE, Voice, denied, denier, hedged, sources
from incidentgraph.extract.rules.story import Story
from incidentgraph.extract.rules.values import MoneyMark
from incidentgraph.model import Event, NodeId, Ref, Stance, Term, Value

_COMMAS = frozenset({",", "،"})
_DONORS = ("Person", "Company", "Organization")


def note_contributions(scene: Scene, story: Story, notes: Notes, events: list[Event]) -> None:
    """Note the contributions that a sentence tells of; their nodes are added to `events`."""
    received = scene.of("contribution.receive")
    gifts, campaigns = (*scene.of("contribution.gift"), *received), scene.of("contribution.campaign")
    if not gifts or not campaigns:
        return
    for placed in scene.values:
        currency = currency_meant(placed.mark.currency, story) if isinstance(placed.mark, MoneyMark) else None
        if currency is None:
            continue
        gift = _closest(gifts, placed, CLAUSE)
        campaign = _closest(campaigns, placed, CLAUSE)
        if gift is None or campaign is None or _negated(scene, gift):
            continue
        receiving = scene.before(received, placed.first, CLAUSE)
        if receiving:
            recipient, donor = _receiver(scene, receiving, placed)
        else:
            recipient = _recipient(scene, campaign)
            donor = _donor(scene, gift, placed, recipient)
        if donor is None:
            continue
        _note(scene, placed, currency, (donor, recipient), notes, events)


def _note(
    scene: Scene, placed: Placed, currency: str, parties: tuple[Named, Named | None], notes: Notes, events: list[Event]
) -> None:
    mark = placed.mark
    assert isinstance(mark, MoneyMark)  # noqa: S101 - narrows the type that the caller has checked
    donor, recipient = parties
    event = NodeId(f"contribution/{notes.article}-{sum(e.kind == 'Contribution' for e in events) + 1}")
    same = [c for c in notes.told_all("donor", Ref(donor.entity)) if c.subject in {e.id for e in events}]
    amount = Value(format(mark.amount, "f"), "decimal")
    for claim in same:  # told again in the same article: one contribution
        if any(c.object == amount for c in notes.told(claim.subject, "amount")):
            event = claim.subject
    if event not in {e.id for e in events}:
        events.append(Event(event, "Contribution", notes.article))
    voice = _voice(scene, placed)
    notes.add(event, "type", Term("Contribution"), scene, voice)
    notes.add(event, "donor", Ref(donor.entity), scene, voice)
    if recipient:
        notes.add(event, "recipient", Ref(recipient.entity), scene, voice)
    notes.add(event, "amount", amount, scene, voice, qualifier=mark.qualifier, currency=currency)


def _negated(scene: Scene, gift: Cue) -> bool:
    """Whether nothing was given: *n'a pas versé un euro*."""
    negations = scene.language.table("syntax").get("negations", ())
    return any(t.text in negations for t in scene.tokens[max(0, gift.first - BESIDE) : gift.first])


def _voice(scene: Scene, placed: Placed) -> Voice:
    """In which voice a sum is told: what is denied or only said to have been is no fact."""
    denial = denied(scene, placed.first)
    if denial:
        who = denier(scene, denial)
        return Voice(Stance.DENIED, who.entity if who else None)
    return Voice(Stance.SUSPECTED) if hedged(scene, placed.first) and not sources(scene, placed.first) else ARTICLE


def _receiver(scene: Scene, receiving: Cue, placed: Placed) -> tuple[Named | None, Named | None]:
    """Who received a sum, the subject of the verb, and who gave it, named behind the sum: "got $5m from Y"."""
    names = scene.names(*_DONORS)
    ahead = [n for n in names if n.last < receiving.first and receiving.first - n.last <= CLAUSE]
    behind = [n for n in names if 0 < n.first - placed.last <= CLAUSE]
    of = {
        *scene.language.table("syntax").get("genitive", ()),
        *(t.text for c in scene.of("agent") for t in scene.tokens[c.first : c.last + 1]),
    }
    givers = [n for n in behind if of & {t.text for t in scene.tokens[n.first - BESIDE : n.first]}]
    recipient = next((n for n in reversed(ahead) if not n.anaphor), ahead[-1] if ahead else None)
    return recipient, next((n for n in givers if recipient is None or n.entity != recipient.entity), None)


def _closest(cues: tuple[Cue, ...], placed: Placed, reach: int) -> Cue | None:
    near = [
        c for c in cues if gap(c.first, c.last, placed.first) <= reach or gap(c.first, c.last, placed.last) <= reach
    ]
    return min(near, key=lambda c: (gap(c.first, c.last, placed.first), c.first), default=None)


def _recipient(scene: Scene, campaign: Cue) -> Named | None:
    """The candidate or party beside the word for the campaign, behind it before ahead of it."""
    names = [n for n in scene.names("Person", "Organization") if gap(n.first, n.last, campaign.first) <= PHRASE]
    behind = [n for n in names if n.first >= campaign.first]
    ahead = [n for n in names if n.last < campaign.first and campaign.first - n.last <= CLOSE]
    ahead = [n for n in ahead if scene.before(scene.of("agent"), n.first, 1) is None]
    return behind[0] if behind else (ahead[-1] if ahead else None)


def _donor(scene: Scene, gift: Cue, placed: Placed, recipient: Named | None) -> Named | None:
    """The subject of the giving: the closest name ahead of it that does not receive."""
    names = [n for n in scene.names(*_DONORS) if recipient is None or n.entity != recipient.entity]
    people = [n for n in names if n.kind == "Person"] or names
    ahead = [n for n in people if n.first < max(gift.first, placed.first)]
    if len(ahead) > 1 and ahead[-1].anaphor and ahead[-1].first - ahead[-2].last <= CLOSE:
        ahead = ahead[:-1]  # "Y, who": the pronoun is of the name before it
    behind = max(gift.last, placed.last)  # "a donation of $5m by Y"
    if ahead:
        return ahead[-1]
    given = (n for n in people if 0 < n.first - behind <= CLOSE)
    return next((n for n in given if _COMMAS.isdisjoint(scene.words_between(behind, n.first))), None)
