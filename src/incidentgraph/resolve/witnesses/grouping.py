"""Which articles are compared, and the witnesses that follow from what is found.

The rule, for copies and translations alike: the holders of a key stand in their order, and each is compared with the
next few. Of a key that few share, all holders are compared; a key that thousands share costs a few comparisons each.
So many copies of one dispatch chain up by the runs that all of them share, and two copies among many texts with the
same boilerplate find each other by the runs that only they share. The order is one of content, so it does not depend
on the input's, and whether two articles are compared depends only on the keys' holders that stand between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Protocol, TypeVar

from incidentgraph.model import Fact, NodeId, Ref
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.unions import Unions

Edge = tuple[str, str, str]
"""Two articles, sorted, and why they are one witness: a property of the ontology below ``copyOf``."""


class Compared(Protocol):
    """A `Sketch` or a `Telling`."""

    @property
    def article(self) -> str:
        """The article's id."""

    @property
    def order(self) -> tuple[int | str, ...]:
        """Where it stands among the holders of a key."""


T = TypeVar("T", bound=Compared)
Key = TypeVar("Key", bound=Hashable)


def neighbours(holders: Iterable[T]) -> Iterator[tuple[T, T]]:
    """The pairs of a key's holders that are compared: each with the next few in their order."""
    near = settings("witnesses")["near"]
    ordered = sorted(holders, key=lambda holder: holder.order)
    for at, left in enumerate(ordered):
        for right in ordered[at + 1 : at + 1 + near]:
            yield left, right


def edges(
    given: Sequence[T], keys: Callable[[T], Iterable[Key]], reason: Callable[[T, T], str | None]
) -> frozenset[Edge]:
    """All pairs of articles that `reason` joins, of those that share a key and are neighbours in it."""
    holders: dict[Key, list[T]] = defaultdict(list)
    for one in given:
        for key in keys(one):
            holders[key].append(one)
    found: set[Edge] = set()
    seen: set[tuple[str, str]] = set()
    for together in holders.values():
        for left, right in neighbours(together):
            a, b = sorted((left.article, right.article))
            if (a, b) not in seen:
                seen.add((a, b))
                why = reason(left, right)
                found |= {(a, b, why)} if why else set()
    return frozenset(found)


def witness_ids(joined: Iterable[Edge], digests: Mapping[str, str]) -> Mapping[str, NodeId]:
    """Each article's witness: one for all that are joined. `digests` are those of all articles' texts, by id.

    The id is derived from the texts of the articles joined, so it depends on no other article.
    """
    unions = Unions(NodeId(article) for article in sorted(digests))
    for left, right, _ in sorted(joined):
        unions.join(NodeId(left), NodeId(right))
    found: dict[str, NodeId] = {}
    for group in unions.groups():
        digest = min(sha256(f"{digests[node]} {node}".encode("utf-8", "surrogatepass")).hexdigest() for node in group)
        found |= {str(node): NodeId(f"witness/{digest[:12]}") for node in group}
    return dict(sorted(found.items()))


def witness_facts(witness: Mapping[str, NodeId], joined: Iterable[Edge]) -> tuple[Fact, ...]:
    """What is plain about articles: each one's witness, and which are copies of which, told once of the first."""
    told = [Fact(_node(article), "witness", Ref(node), ()) for article, node in sorted(witness.items())]
    copied = [Fact(_node(left), why, Ref(_node(right)), ()) for left, right, why in sorted(joined)]
    return (*told, *copied)


def _node(article: str) -> NodeId:
    return NodeId(f"article/{article}")
