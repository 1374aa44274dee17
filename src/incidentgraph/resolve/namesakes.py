"""People and public bodies that an article names and nobody knows: one name need not be one bearer.

A minister and a shopkeeper may share a name, and every country has a ministry of health. So such a node says in its
id, behind a tilde, where its article tells it to belong: ``person/jane-roe~kenya``. All that is needed stands in the
article itself. `resolve_entities` joins bearers of one name where these agree, and leaves the tilde out of the
canonical id where nobody else bears the name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from incidentgraph.entities import Dictionary
from incidentgraph.model import Claim, Entity, NodeId, Reading, Ref, Role
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.spelling import folded_name
from incidentgraph.resolve.translation import bare

_MARK, _AND = "~", "+"
_BODIES = frozenset({"GovernmentBody", "Organization"})


def told_apart(reading: Reading, dictionary: Dictionary) -> Reading:
    """The reading with the homes of those in their ids who may have namesakes elsewhere.

    These are people whom the dictionary does not know and of whom the article tells a role, by whom they serve; and
    bodies with a name such as every country has, by the country that the article is about.
    """
    setting = _setting(reading, dictionary)
    homes = _of_bodies(reading, dictionary, setting)
    homes |= _of_people(reading, dictionary, setting)
    new = {node: _placed(node, found) for node, found in sorted(homes.items()) if found}
    return _renamed(reading, new) if new else reading


@cache
def name_of(node: NodeId) -> NodeId:
    """A node's id without its homes.

    >>> name_of(NodeId("person/jane-roe~kenya"))
    'person/jane-roe'
    """
    return NodeId(node.partition(_MARK)[0])


@cache
def homes_of(node: NodeId) -> frozenset[str]:
    """Where a node is told to belong; empty where that is not told.

    >>> sorted(homes_of(NodeId("person/jane-roe~acme+kenya")))
    ['acme', 'kenya']
    """
    behind = node.partition(_MARK)[2]
    return frozenset(behind.split(_AND)) if behind else frozenset()


def _placed(node: NodeId, homes: Iterable[str]) -> NodeId:
    return NodeId(f"{node}{_MARK}{_AND.join(sorted(homes))}")


def _setting(reading: Reading, dictionary: Dictionary) -> str | None:
    """The country that most names of an article belong to, where it clearly is one."""
    kinds = {entity.id: entity.kind for entity in reading.entities}
    named = Counter(_country(mention.entity, kinds, dictionary) for mention in reading.mentions)
    named.pop(None, None)
    if not named:
        return None
    country, times = min(named.items(), key=lambda item: (-item[1], str(item[0])))
    return country if times >= settings("entities")["namesakes"]["share"] * named.total() else None


def _country(node: NodeId, kinds: Mapping[NodeId, str], dictionary: Dictionary) -> str | None:
    """The slug of the country that a node is, or is known to belong to."""
    country = node if kinds.get(node) == "Country" else dictionary.country(node)
    return _slug(country) if country is not None else None


def _of_bodies(reading: Reading, dictionary: Dictionary, setting: str | None) -> dict[NodeId, set[str]]:
    return {
        entity.id: {setting}
        for entity in reading.entities
        if setting is not None and entity.kind in _BODIES and not _known(entity, dictionary) and _common(entity)
    }


def _common(entity: Entity) -> bool:
    """Whether every country may have a body of that name."""
    everywhere = _everywhere()
    return all(any(bare(word) in everywhere for word in folded_name(n.text).split()) for n in entity.labels)


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(bare(folded_name(word)) for word in settings("entities")["namesakes"]["bodies"])


def _of_people(reading: Reading, dictionary: Dictionary, setting: str | None) -> dict[NodeId, set[str]]:
    """Whom they serve, and the country of that; where it is not known, the one that the article is about."""
    people = {e.id for e in reading.entities if e.kind == "Person" and not _known(e, dictionary)}
    kinds = {entity.id: entity.kind for entity in reading.entities}
    roles = {role.id: role for role in reading.roles}
    found: dict[NodeId, set[str]] = defaultdict(set)
    for claim in reading.claims:
        if claim.predicate != "holdsRole" or claim.subject not in people or not isinstance(claim.object, Ref):
            continue
        role = roles.get(claim.object.id)
        where = role.role_in if role is not None else None
        country = setting
        if where is not None and where in dictionary.entities:
            found[claim.subject].add(_slug(where))
            country = _country(where, kinds, dictionary) or setting
        found[claim.subject] |= {country} if country is not None else set()
    return found


def _known(entity: Entity, dictionary: Dictionary) -> bool:
    return entity.wikidata is not None or entity.id in dictionary.entities


def _slug(node: NodeId) -> str:
    return node.partition("/")[2]


def _renamed(reading: Reading, new: Mapping[NodeId, NodeId]) -> Reading:
    """The reading with other ids for some entities, and for the roles in them."""
    roles = {role.id: _role(role, new) for role in reading.roles}
    ids = {**new, **{old: role.id for old, role in roles.items()}}

    def claim(told: Claim) -> Claim:
        target = Ref(ids.get(told.object.id, told.object.id)) if isinstance(told.object, Ref) else told.object
        by = told.attributed_to if told.attributed_to is None else ids.get(told.attributed_to, told.attributed_to)
        return replace(told, subject=ids.get(told.subject, told.subject), object=target, attributed_to=by)

    return replace(
        reading,
        mentions=tuple(replace(m, entity=ids.get(m.entity, m.entity)) for m in reading.mentions),
        entities=tuple(replace(e, id=ids.get(e.id, e.id)) for e in reading.entities),
        roles=tuple(roles[role.id] for role in reading.roles),
        claims=tuple(claim(told) for told in reading.claims),
    )


def _role(role: Role, new: Mapping[NodeId, NodeId]) -> Role:
    """The role in a body that has got another id."""
    within = new.get(role.role_in) if role.role_in is not None else None
    if within is None:
        return role
    return replace(role, id=NodeId(f"{role.id}{_MARK}{_AND.join(sorted(homes_of(within)))}"), role_in=within)
