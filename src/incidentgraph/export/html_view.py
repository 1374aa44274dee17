"""What goes into the page: the graph as compact JSON, and the part that is drawn at first as a networkx graph."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import networkx as nx

from incidentgraph.export.html_read import STANCES, PageClaim, PageGraph, Statement, Target

FIRST = 300
"""A larger graph opens on so many of its most connected things; the rest comes on a double click."""


def edges(page: PageGraph) -> list[dict[str, Any]]:
    """The lines of the picture: one per statement about two things (`t`), and the plain relations.

    `s` subject, `p` property, `o` object, `st` the best stance but for denials, `x` whether somebody denies it,
    `f` whether it is an established fact.
    """
    lines = [
        {
            "s": statement.subject,
            "p": statement.predicate,
            "o": statement.target.thing,
            "t": place,
            **_held(page, statement),
        }
        for place, statement in enumerate(page.statements)
        if statement.target.thing >= 0
    ]
    return lines + [{"s": s, "p": p, "o": o, "st": "Asserted", "f": 1} for s, p, o in page.relations]


def _held(page: PageGraph, statement: Statement) -> dict[str, Any]:
    stances = {page.claims[c].stance for c in statement.claims}
    best = min(stances, key=STANCES.index)
    return {"st": best} | ({"x": 1} if "Denied" in stances else {}) | ({"f": 1} if statement.plain else {})


def first_drawn(page: PageGraph, lines: list[dict[str, Any]]) -> list[int]:
    """The things that the page opens with: all, or the most connected ones."""
    degree: dict[int, int] = defaultdict(int)
    for line in lines:
        degree[line["s"]] += 1
        degree[line["o"]] += 1
    ranked = sorted(range(len(page.things)), key=lambda i: (-degree[i], page.things[i].id))
    return sorted(ranked[:FIRST])


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
        "articles": [_lean(id=a.id, l=a.language, t=a.title, u=a.url, d=a.date, o=a.outlet) for a in page.articles],
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
