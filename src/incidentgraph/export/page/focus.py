"""A part of the graph: the things within some steps of one, with just the claims and quotes that they need."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import replace

from incidentgraph.errors import InputError
from incidentgraph.export.page.model import PageGraph, Statement
from incidentgraph.languages.folding import fold


def focused(page: PageGraph, focus: str, depth: int) -> PageGraph:
    """The part within `depth` steps of the things of that name (or id).

    Raises `InputError` where nothing is called so.
    """
    wanted = fold(focus).text
    centres = [
        place
        for place, thing in enumerate(page.things)
        if thing.id == focus or wanted in {fold(name).text for name in (*thing.labels.values(), *thing.aliases)}
    ]
    if not centres:
        what = f"nothing in the graph is called {focus!r}"
        raise InputError(what, hint="name a thing as the graph labels it, in any of its languages, or give its id")
    return _part(page, _reached(page, centres, depth))


def _reached(page: PageGraph, centres: list[int], depth: int) -> list[int]:
    near: dict[int, set[int]] = defaultdict(set)
    told = ((s.subject, s.target.thing) for s in page.statements if s.target.thing >= 0)
    for a, b in (*told, *((s, o) for s, _, o in page.relations)):
        near[a].add(b)
        near[b].add(a)
    steps = dict.fromkeys(centres, 0)
    queue = deque(centres)
    while queue:
        thing = queue.popleft()
        if steps[thing] < depth:
            fresh = sorted(near[thing] - steps.keys())
            steps.update(dict.fromkeys(fresh, steps[thing] + 1))
            queue.extend(fresh)
    return sorted(steps)


def _places(keep: Iterable[int]) -> dict[int, int]:
    return {old: new for new, old in enumerate(sorted(set(keep)))}


def _part(page: PageGraph, keep: list[int]) -> PageGraph:
    """The graph of these things alone, with all places counted anew."""
    things = _places(keep)
    kept = [s for s in page.statements if s.subject in things and (s.target.thing < 0 or s.target.thing in things)]
    claims = _places(c for s in kept for c in s.claims)
    sources = {page.claims[c].by for c in claims} - {None}
    # Who says so is named even where it stands too far off to be drawn.
    if missing := {by for by in sources if by is not None} - things.keys():
        return _part(page, sorted(things.keys() | missing))
    quotes = _places(e for c in claims for e in page.claims[c].evidence)
    return PageGraph(
        things=[page.things[i] for i in things],
        statements=[
            Statement(
                things[s.subject],
                s.predicate,
                replace(s.target, thing=things.get(s.target.thing, -1)),
                [claims[c] for c in s.claims],
                s.plain,
            )
            for s in kept
        ],
        claims=[
            replace(
                claim := page.claims[c],
                by=None if claim.by is None else things[claim.by],
                evidence=tuple(quotes[e] for e in claim.evidence),
            )
            for c in claims
        ],
        articles=page.articles,
        evidence=[page.evidence[e] for e in quotes],
        conflicts=[
            replace(c, subject=things[c.subject], sides=tuple(tuple(claims[i] for i in side) for side in c.sides))
            for c in page.conflicts
            if c.subject in things and all(i in claims for side in c.sides for i in side)
        ],
        relations=[(things[s], p, things[o]) for s, p, o in page.relations if s in things and o in things],
    )
