"""Which articles are one witness: near-copies of one text, and articles of one agency that share much of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import combinations

from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Article, NodeId
from incidentgraph.resolve.settings import settings
from incidentgraph.resolve.unions import Unions
from incidentgraph.resolve.zones import shingles, words

_BRACKETED = re.compile(r"\(([^()\n]{2,30})\)")


def witnesses(articles: Sequence[Article]) -> Mapping[str, NodeId]:
    """Each article's witness, a node that copies of one text share. Its id is derived from the texts."""
    limits = settings("witnesses")
    sketches = {NodeId(a.id): _sketch(a, limits["shingle_words"]) for a in sorted(articles, key=lambda a: a.id)}
    by_id = {NodeId(a.id): a for a in articles}
    agencies = {node: _agency(article) for node, article in by_id.items()}
    unions = Unions(sketches)
    for left, right in _pairs(by_id, sketches):
        agency = agencies[left] is not None and agencies[left] == agencies[right]
        least = limits["containment_agency"] if agency else limits["containment"]
        if _containment(sketches[left], sketches[right]) >= least:
            unions.join(left, right)
    found: dict[str, NodeId] = {}
    for group in unions.groups():
        digest = min(
            sha256(f"{by_id[node].digest} {node}".encode("utf-8", "surrogatepass")).hexdigest() for node in group
        )
        found |= {str(node): NodeId(f"witness/{digest[:12]}") for node in group}
    return dict(sorted(found.items()))


def _prose(article: Article) -> str:
    text = list(article.text)
    for span in sorted(article.skip, reverse=True):
        del text[span.start : span.end]
    return "".join(text)


def _sketch(article: Article, size: int) -> frozenset[int]:
    told = words(_prose(article))
    # A text too short for its runs to mean anything is a copy only of the same text.
    return shingles(told, size if len(told) >= settings("witnesses")["least_words"] else max(1, len(told)))


def _pairs(
    articles: Mapping[NodeId, Article], sketches: Mapping[NodeId, frozenset[int]]
) -> Iterator[tuple[NodeId, NodeId]]:
    """Pairs in one language that share some of a sample of their shingles; what many texts share is boilerplate."""
    limits = settings("witnesses")
    holders: dict[tuple[str, int], list[NodeId]] = defaultdict(list)
    for node, sketch in sketches.items():
        few = len(sketch) <= limits["sample_above"]
        for shingle in sketch:
            if few or shingle % limits["sample"] == 0:
                holders[articles[node].language, shingle].append(node)
    shared: Counter[tuple[NodeId, NodeId]] = Counter()
    for nodes in holders.values():
        if 1 < len(nodes) <= limits["common"]:
            shared.update(combinations(nodes, 2))
    yield from sorted(shared)


def _containment(left: frozenset[int], right: frozenset[int]) -> float:
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _agency(article: Article) -> str | None:
    """The agency line: what stands in brackets alone at the very end, or in the dateline."""
    text = article.text.strip()
    for part in (text[-60:], text[:200]):
        found = _BRACKETED.findall(part)
        if found:
            return " ".join(words(fold_text(found[-1]))) or None
    return None
