"""What goes into the page: the graph as compact JSON, and the part that is drawn at first as a networkx graph."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Any

import networkx as nx

from incidentgraph.export.page.model import STANCES, PageClaim, PageGraph, Target

SPEAKS = "speaksOf"
"""The line from a source to an event of which it says something; a word of the page, not of the ontology."""
FIRST = 300
"""A larger graph opens on so many of its most connected things; the rest comes on a double click."""


def edges(page: PageGraph) -> list[dict[str, Any]]:
    """The lines of the picture: statements about two things, plain relations, and who speaks of which event.

    `s` subject, `p` property, `o` object, `st` the best stance but for denials, `x` whether somebody denies it,
    `f` whether it is an established fact; `t` the statement, or `c` the claims, that it stands for.
    """
    told = [
        {"s": s.subject, "p": s.predicate, "o": s.target.thing, "t": place, **_held(page, s.claims), **_fact(s.plain)}
        for place, s in enumerate(page.statements)
        if s.target.thing >= 0
    ]
    plain = [{"s": s, "p": p, "o": o, "st": "Asserted", "f": 1} for s, p, o in page.relations]
    joined = {frozenset((line["s"], line["o"])) for line in told}
    return [*told, *plain, *_speakers(page, joined)]


def _speakers(page: PageGraph, joined: set[frozenset[int]]) -> Iterator[dict[str, Any]]:
    """Who says something of an event without being otherwise joined to it: a witness, an accuser, a denier."""
    spoken: dict[tuple[int, int], list[int]] = defaultdict(list)
    for statement in page.statements:
        for place in statement.claims:
            by = page.claims[place].by
            if by is not None and frozenset((by, statement.subject)) not in joined and by != statement.subject:
                spoken[by, statement.subject].append(place)
    for (source, event), claims in sorted(spoken.items()):
        yield {"s": source, "p": SPEAKS, "o": event, "c": claims, **_held(page, claims)}


def _held(page: PageGraph, claims: list[int]) -> dict[str, Any]:
    stances = {page.claims[c].stance for c in claims}
    return {"st": min(stances, key=STANCES.index)} | ({"x": 1} if "Denied" in stances else {})


def _fact(plain: bool) -> dict[str, Any]:
    return {"f": 1} if plain else {}


def first_drawn(page: PageGraph, lines: list[dict[str, Any]]) -> list[int]:
    """The things that the page opens with: all that are linked to another, or the most connected of them.

    Of a large graph, the most connected thing, and then always the most connected one that is linked to a chosen one:
    so the picture hangs together. What nothing is linked to is found by search and in the lists.
    """
    near: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        near[line["s"]].add(line["o"])
        near[line["o"]].add(line["s"])
    if len(near) <= FIRST:
        return sorted(near) or list(range(min(FIRST, len(page.things))))
    seeds = deque(sorted((-len(links), thing) for thing, links in near.items()))
    chosen: set[int] = set()
    waiting: list[tuple[int, int]] = []
    while len(chosen) < FIRST:
        _, thing = heappop(waiting) if waiting else seeds.popleft()
        if thing not in chosen:
            chosen.add(thing)
            for other in near[thing] - chosen:
                heappush(waiting, (-len(near[other]), other))
    return sorted(chosen)


def drawn_graph(page: PageGraph, lines: list[dict[str, Any]], first: list[int]) -> nx.MultiDiGraph:
    """The networkx graph of the things drawn at first and the lines among them."""
    graph = nx.MultiDiGraph()
    for i in first:
        graph.add_node(i, label=shortened(name(page, i)), group=page.things[i].kind)
    for place, line in enumerate(lines):
        if line["s"] in graph and line["o"] in graph:
            graph.add_edge(line["s"], line["o"], id=place)
    return graph


def name(page: PageGraph, thing: int) -> str:
    """One name to show where no language is asked for: English, then French, then any."""
    labels = page.things[thing].labels
    return next(
        (labels[code] for code in ("en", "", "mul", "fr", *sorted(labels)) if code in labels), page.things[thing].id
    )


def shortened(text: str, length: int = 60) -> str:
    """Cut where a picture has no room for more.

    >>> shortened("a" * 100, 5)
    'aaaa…'
    """
    return text if len(text) <= length else text[: length - 1] + "…"


def as_data(page: PageGraph, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """All that the page knows, for its JSON block; what is empty is left out, since there is much of it."""
    return {
        "things": [
            _lean(
                id=thing.id,
                k=thing.kind,
                n=thing.labels,
                a=[alias for alias in thing.aliases if alias not in thing.labels.values()],
                q=thing.wikidata,
                f=thing.facts,
                in_=sorted(set(thing.articles)),
            )
            for thing in page.things
        ],
        "statements": [
            {"s": s.subject, "p": s.predicate, "o": _target(s.target), "c": s.claims} | _lean(f=int(s.plain))
            for s in page.statements
        ],
        "claims": [_claim(c) for c in page.claims],
        "quotes": [[text, language] for text, language in page.evidence],
        "articles": [
            _lean(id=a.id, l=a.language, t=a.title, u=a.url, d=a.date, o=a.outlet, w=a.witness, c=a.copies)
            for a in page.articles
        ],
        "conflicts": [{"k": c.kind, "s": c.subject, "p": c.predicate, "sides": c.sides} for c in page.conflicts],
        "lines": lines,
    }


def _target(target: Target) -> int | dict[str, str]:
    if target.thing >= 0:
        return target.thing
    if target.term:
        return {"t": target.term}
    return {"v": target.lexical} | _lean(d=target.datatype, q=target.qualifier, c=target.currency)


def _claim(claim: PageClaim) -> dict[str, Any]:
    lean = _lean(
        w=claim.by_words,
        at=claim.as_of,
        rs=claim.role_status,
        r0=claim.role_start,
        r1=claim.role_end,
        e=claim.evidence,
    )
    by = {} if claim.by is None else {"by": claim.by}
    return {"a": claim.article, "st": claim.stance} | by | lean


def _lean(**items: object) -> dict[str, Any]:
    return {key.rstrip("_"): value for key, value in items.items() if value}
