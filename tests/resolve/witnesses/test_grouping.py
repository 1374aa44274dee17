"""Who is compared, and which witnesses follow."""

from __future__ import annotations

from dataclasses import dataclass

from tests.resolve.witnesses.test_sketches import prose

from incidentgraph.model import Article, NodeId, Reading, Ref
from incidentgraph.resolve.witnesses import edges, neighbours, sketch, sketch_keys, witness_ids, witnesses


@dataclass(frozen=True)
class Holder:
    article: str

    @property
    def order(self) -> tuple[str]:
        return (self.article,)


def test_few_holders_of_a_key_are_all_compared() -> None:
    pairs = {(left.article, right.article) for left, right in neighbours(map(Holder, "cabd"))}
    assert pairs == {("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")}


def test_many_holders_are_compared_with_the_next_few() -> None:
    holders = [Holder(f"{n:04}") for n in range(1000)]
    pairs = list(neighbours(reversed(holders)))
    assert len(pairs) == 8 * 1000 - sum(range(9))
    assert all(0 < int(right.article) - int(left.article) <= 8 for left, right in pairs)


def test_copies_of_copies_are_one_witness() -> None:
    articles = [Reading(Article(str(n), prose(40 * n, 40 * n + 200), "en")) for n in range(3)]
    assert len(set(witnesses(articles, lambda node: node).of.values())) == 1


def test_a_witness_is_named_after_its_own_articles_alone() -> None:
    digests = {"a": "1", "b": "2", "c": "3"}
    alone = witness_ids([("a", "b", "nearCopyOf")], {"a": "1", "b": "2"})
    assert alone["a"] == alone["b"]
    assert witness_ids([("a", "b", "nearCopyOf")], digests) == {**alone, **witness_ids([], {"c": "3"})}


def near_copies(number: int) -> list[Reading]:
    """Copies of one dispatch, each with a sentence of its own somewhere and another headline."""
    told = [prose(30 * n, 30 * n + 30) for n in range(10)]
    found = []
    for n in range(number):
        own = prose(10_000 + 50 * n, 10_020 + 50 * n)
        at = n % 10
        found.append(Reading(Article(f"c{n}", " . ".join([f"Headline {n}", *told[:at], own, *told[at:]]), "en")))
    return found


def test_hundreds_of_near_copies_are_one_witness_and_the_rest_stay_apart() -> None:
    others = [Reading(Article(f"o{n}", prose(10**6 + 400 * n, 10**6 + 400 * n + 300), "en")) for n in range(200)]
    found = witnesses([*others, *near_copies(500)], lambda node: node).of
    assert len({witness for article, witness in found.items() if article.startswith("c")}) == 1
    assert len(set(found.values())) == 201


def test_the_cost_grows_with_the_number_of_copies_not_with_its_square() -> None:
    given = [sketch(reading) for reading in near_copies(600)]

    def compared(number: int) -> int:
        seen = []

        def reason(left: object, right: object) -> None:
            seen.append((left, right))

        edges(given[:number], sketch_keys, reason)
        return len(seen)

    assert compared(600) < 2.6 * compared(300)


def test_two_copies_in_a_crowd_with_the_same_boilerplate_find_each_other() -> None:
    about = " ".join(f"b{n}" for n in range(100))
    crowd = [Reading(Article(f"o{n}", f"{prose(1000 * n, 1000 * n + 150)} {about}", "en")) for n in range(1, 400)]
    pair = [Reading(Article(f"p{n}", f"{prose(0, 150)} {about} h{n}", "en")) for n in range(2)]
    found = witnesses([*crowd, *pair], lambda node: node).of
    assert found["p0"] == found["p1"]
    assert len(set(found.values())) == 400


def test_what_is_plain_is_each_ones_witness_and_who_copies_whom() -> None:
    found = witnesses(
        [Reading(Article(n, prose(0, 200 + 10 * at), "en")) for at, n in enumerate("cab")], lambda node: node
    )
    told = [(fact.subject, fact.predicate, fact.object) for fact in found.facts]
    assert [predicate for _, predicate, _ in told] == ["witness"] * 3 + ["nearCopyOf"] * 3
    assert told[0][2] == told[1][2] == told[2][2] == Ref(found.of["a"])
    assert told[3:] == [
        (f"article/{left}", "nearCopyOf", Ref(NodeId(f"article/{right}"))) for left, right in ("ab", "ac", "bc")
    ]
