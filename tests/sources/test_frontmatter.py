"""Front matter is read strictly, and the text it stands in is left alone."""

from __future__ import annotations

import pytest

from incidentgraph.sources.base import Metadata
from incidentgraph.sources.frontmatter import parse

FULL = """---
title: "Panne : le réseau tombe"
url: https://news.example/a?b=c:d
published: 2025-05-24T13:00:00+02:00
# a remark
outlet: Le Quotidien

Author: A. Martin
language: fr
---
Le réseau est tombé.
"""


def test_all_keys() -> None:
    found = parse(FULL)
    assert found.meta == Metadata(
        title="Panne : le réseau tombe",
        url="https://news.example/a?b=c:d",
        published="2025-05-24T13:00:00+02:00",
        outlet="Le Quotidien",
        author="A. Martin",
        language="fr",
    )
    assert FULL[found.end :] == "Le réseau est tombé.\n"
    assert found.faults == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_end_counts_code_points_of_the_text_as_it_is(newline: str) -> None:
    text = newline.join(["---", "title: عطل", "---", "نص"])
    assert text[parse(text).end :] == "نص"


@pytest.mark.parametrize(
    "text", ["No front matter.", "- a list\n- of things", "-----\ntitle: x\n-----\n", "\n---\ntitle: x\n---\n", "---\n"]
)
def test_what_is_none(text: str) -> None:
    found = parse(text)
    assert (found.meta, found.end, found.faults) == (Metadata(), 0, ())


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("titel: x", (2, "unknown key 'titel'")),
        ("title: x\njust words", (3, "no 'key: value'")),
        ("title: x\ntitle: y", (3, "'title' for the second time")),
    ],
)
def test_faults_name_their_line(lines: str, fault: tuple[int, str]) -> None:
    assert parse(f"---\n{lines}\n---\ntext").faults == (fault,)


def test_a_missing_end_is_told() -> None:
    found = parse("---\ntitle: x\nThe text goes on.")
    assert found.end == 0
    assert found.faults == ((1, "front matter without its closing ---"),)


def test_a_key_without_value_says_nothing() -> None:
    assert parse("---\ntitle:\noutlet: O\n---\n").meta == Metadata(outlet="O")
