"""What the rules take from short texts, by tables of cases a language, and by properties of every reading.

A case (``claims/<language>/<theme>.toml``) is a text in the manner of news, and the claims that it must and must never
give. A claim is written ``subject predicate object``, with what else it tells behind it::

    outage                                       there was one, the article says
    outage affectedService WhatsApp
    outage 2 date 2024-03-05                     of the second outage that the text tells of
    outage reportCount >25800 at 12:51:00 said by Downdetector
    outage causeKind SoftwareUpdate, Claimed by Acme
    attack, Denied by Meta                       that there was one is denied
    Ann Lee holdsRole chief executive officer of Acme, Former
    contribution amount 500 USD
    Service: Lumora                              a name was found, and this is what it names

``*`` stands for anything. A claim in the article's own voice ends without a stance.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.extract.rules.scenes import dictionary

from incidentgraph.extract.rules.reader import read
from incidentgraph.model import Article, Claim, NodeId, Qualifier, Reading, Ref, RoleStatus, Span, Stance, Term
from incidentgraph.ontology import load_ontology

if TYPE_CHECKING:
    from datetime import date

TABLES = Path(__file__).with_name("claims")
LANGUAGES = ("ar", "en", "fr")
FEWEST = 90
SIGNS = {Qualifier.EXACT: "", Qualifier.MORE_THAN: ">", Qualifier.LESS_THAN: "<", Qualifier.ABOUT: "~"}
EVENTS = ("outage", "attack", "contribution")


@dataclass(frozen=True)
class Case:
    """A text and what it must and must never give."""

    language: str
    theme: str
    number: int
    text: str
    must: tuple[str, ...]
    never: tuple[str, ...]
    published: date | None

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.number}"

    def reading(self) -> Reading:
        return reading(self.text, self.language, self.published)


def cases() -> list[Case]:
    found = []
    for path in sorted(TABLES.glob("*/*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["cases"]
        for number, row in enumerate(rows, 1):
            must, never = tuple(row.pop("must", ())), tuple(row.pop("never", ()))
            published = row.pop("published", None)
            found.append(Case(path.parent.name, path.stem, number, row.pop("text"), must, never, published))
            assert not row, f"{found[-1]} holds unknown keys: {sorted(row)}"
    return found


CASES = cases()


@cache
def reading(text: str, language: str, published: date | None) -> Reading:
    return read(Article("a", text, language, published=published), dictionary())


def told(reading: Reading) -> list[str]:
    """A reading's claims in the shorthand of the tables."""
    return [_shorthand(c, reading) for c in reading.claims]


def _shorthand(claim: Claim, reading: Reading) -> str:
    subject = _name(claim.subject, reading)
    if claim.predicate == "type":
        assert isinstance(claim.object, Term)
        line = subject if subject.startswith(EVENTS) else f"{claim.object.name}: {subject}"
    else:
        line = f"{subject} {claim.predicate} {SIGNS[claim.qualifier]}{_object(claim, reading)}"
    line += f" {claim.currency}" if claim.currency else ""
    line += f" at {claim.as_of.lexical}" if claim.as_of else ""
    line += f", {claim.role_status}" if claim.role_status not in {None, RoleStatus.CURRENT} else ""
    by = f" by {_name(claim.attributed_to, reading)}" if claim.attributed_to else ""
    if claim.stance is Stance.ASSERTED:
        return line + (f" said{by}" if by else "")
    return f"{line}, {claim.stance}{by}"


def _object(claim: Claim, reading: Reading) -> str:
    if isinstance(claim.object, Ref):
        return _name(claim.object.id, reading)
    return claim.object.name if isinstance(claim.object, Term) else claim.object.lexical


def _name(node: NodeId, reading: Reading) -> str:
    kind, _, rest = node.partition("/")
    if kind in EVENTS:
        number = rest.removeprefix("a-")
        return kind if number == "1" else f"{kind} {number}"
    for role in reading.roles:
        if role.id == node:
            return role.title.text + (f" of {_name(role.role_in, reading)}" if role.role_in else "")
    return next((e.label for e in reading.entities if e.id == node), node)


def _fits(pattern: str, lines: list[str]) -> bool:
    return any(fnmatchcase(line, pattern) for line in lines)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_text_gives_its_claims(case: Case) -> None:
    lines = told(case.reading())
    missing = [p for p in case.must if not _fits(p, lines)]
    wrong = [line for line in lines if any(fnmatchcase(line, p) for p in case.never)]
    assert not [*missing, *wrong], f"missing {missing}, wrong {wrong}, of:\n" + "\n".join(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_large_table(language: str) -> None:
    mine = [c for c in CASES if c.language == language]
    assert len(mine) >= FEWEST
    assert sum(bool(c.never) for c in mine) >= FEWEST // 2
    assert len({(c.text, c.published) for c in mine}) == len(mine)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_is_well_written(case: Case) -> None:
    """A slip of the pen in a `never` would make it hold for ever."""
    assert [*case.must, *case.never]
    classes, properties = load_ontology().classes, load_ontology().properties
    for pattern in (*case.must, *case.never):
        kind, colon, _ = pattern.partition(": ")
        words = [w for w in re.split(r"[ ,]+", pattern)[1:] if w != "*"]
        event = re.fullmatch(r"(outage|attack|contribution)( \d| \*)?(\*|, [A-Z]\w+( by .+|\*)?)?", pattern)
        claim = any(fnmatchcase(name, word) for word in words for name in properties)
        assert event or claim or (colon and (kind == "*" or kind in classes)), f"{pattern!r} fits no claim"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_claim_stands_on_words_of_the_text(case: Case) -> None:
    for claim in case.reading().claims:
        assert claim.evidence
        for quote in claim.evidence:
            assert case.text[quote.span.start : quote.span.end] == quote.exact != ""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_all_that_claims_speak_of_is_listed(case: Case) -> None:
    read_ = case.reading()
    listed = {e.id for e in read_.entities} | {r.id for r in read_.roles} | {e.id for e in read_.events}
    for claim in read_.claims:
        assert claim.subject in listed
        assert not isinstance(claim.object, Ref) or claim.object.id in listed
        assert claim.attributed_to is None or claim.attributed_to in listed


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_claim_is_told_once(case: Case) -> None:
    claims = case.reading().claims
    assert len({c.id for c in claims}) == len(claims)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_words_both_assert_a_triple_and_hold_it_less_surely(case: Case) -> None:
    by_triple: dict[object, set[tuple[bool, Span]]] = {}
    for c in case.reading().claims:
        quotes = {(c.stance is Stance.ASSERTED, e.span) for e in c.evidence}
        by_triple.setdefault((c.subject, c.predicate, c.object), set()).update(quotes)
    for triple, quotes in by_triple.items():
        assert not {s for sure, s in quotes if sure} & {s for sure, s in quotes if not sure}, triple


@pytest.mark.parametrize("case", CASES, ids=str)
def test_reading_again_gives_the_same(case: Case) -> None:
    again = read(Article("a", case.text, case.language, published=case.published), dictionary())
    assert again == case.reading()
    assert [c.evidence for c in again.claims] == [c.evidence for c in case.reading().claims]


BOILERPLATE = {
    "ar": "\n\nاقرأ أيضا\nاشترك في نشرتنا البريدية\nجميع الحقوق محفوظة\n",
    "en": "\n\nRead also\nSubscribe to our newsletter\nAll rights reserved\n",
    "fr": "\n\nÀ lire aussi\nInscrivez-vous à notre newsletter\nTous droits réservés\n",
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_boilerplate_behind_a_text_changes_nothing(case: Case) -> None:
    longer = reading(case.text + BOILERPLATE[case.language], case.language, case.published)
    assert told(longer) == told(case.reading())
