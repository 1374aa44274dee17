"""Conflicts on a terminal: a heading, then the sides in columns; below one another where the terminal is narrow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.box import MINIMAL
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from incidentgraph.ontology import load_ontology
from incidentgraph.query import Dispute, Disputes, DisputeSide, Quote, Telling

_NARROWEST = 34  # columns of a terminal that a side needs
_SHOWN = 4  # voices of a side: what a screen holds
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_MARK = "\u200e"  # left-to-right mark: keeps two Arabic cells of one line from being read as one run and swapped
_STYLES = {"Asserted": "green", "Claimed": "yellow", "Attributed": "yellow", "Suspected": "magenta", "Denied": "red"}
_WORDS = {"MoreThan": "more than ", "LessThan": "less than ", "About": "about "}
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?")
_UNITS = ("h", "min", "s")


def draw_disputes(found: Disputes, console: Console | None = None) -> None:
    """Each conflict, and how many there are."""
    target = console or Console()
    with target.capture() as drawn:
        for dispute in found:
            target.print(*_dispute(dispute, target.width), sep="\n")
        target.print(Text(_count(found.found), style="dim"))
    target.file.write(drawn.get().replace("│", f"{_MARK}│{_MARK}"))


def _count(found: tuple[Dispute, ...]) -> str:
    real = sum(dispute.contradiction for dispute in found)
    others = len(found) - real
    told = f"{real or 'no'} conflict{'' if real == 1 else 's'}"
    return told + (f", {others} difference{'' if others == 1 else 's'}" if others else "")


def _dispute(dispute: Dispute, width: int) -> Iterator[RenderableType]:
    heading = Text(dispute.label, style="bold" if dispute.contradiction else "bold dim")
    yield Text.assemble(heading, " ", (dispute.id, "dim"))
    if not dispute.contradiction:
        yield Text("no conflict: these can all be true", style="dim italic")
    if width < _NARROWEST * len(dispute.sides):
        for side in dispute.sides:
            yield Padding(Group(_title(dispute, side), *_voices(side)), (0, 0, 1, 2))
        return
    table = Table(box=MINIMAL, expand=True, show_edge=False, pad_edge=False)
    for side in dispute.sides:
        table.add_column(_title(dispute, side), ratio=1, overflow="fold", vertical="top")
    table.add_row(*(Group(*_voices(side)) for side in dispute.sides))
    yield table


def _title(dispute: Dispute, side: DisputeSide) -> Text:
    """What this side holds, and how many independent witnesses it has."""
    values = dict.fromkeys(_value(telling, dispute) for telling in side.tellings)
    many = "" if side.witnesses == 1 else "es"
    return Text.assemble((" / ".join(values), "bold cyan"), f"  {side.witnesses} witness{many}")


def _value(telling: Telling, dispute: Dispute) -> str:
    known = load_ontology()
    value = known.label(telling.value) if telling.value in known.individuals else _number(telling.value)
    if dispute.predicate == "resolved":
        value = "over" if telling.value == "true" else "going on"
    text = _WORDS.get(telling.qualifier, "") + value
    if telling.currency:
        text += f" {telling.currency}"
    if telling.as_of:
        text += f" at {telling.as_of}"
    if telling.status:
        text += f" ({telling.status.lower()})"
    return f"not: {text}" if dispute.kind == "DeniedClaim" and telling.stance == "Denied" else text


def _number(value: str) -> str:
    """A literal in words; anything else as it is.

    >>> _number("PT2H30M"), _number("25800"), _number("2024-03-05")
    ('2 h 30 min', '25,800', '2024-03-05')
    """
    if value.isdecimal():
        return f"{int(value):,}" if len(value) > 4 else value  # noqa: PLR2004 - a year stays a year
    match = _DURATION.fullmatch(value)
    if match is None or not any(match.groups()):
        return value
    units = ("day" if match[1] == "1" else "days", *_UNITS)
    return " ".join(f"{n} {unit}" for n, unit in zip(match.groups(), units, strict=True) if n)


def _voices(side: DisputeSide) -> Iterator[RenderableType]:
    """Who says so, and the words. One voice that says it twice in the same words is told once."""
    voices = [(own, list(group)) for own, group in groupby(side.tellings, key=_voice)]
    for (stance, said_by, article, where), told in voices[:_SHOWN]:
        speaker = said_by or "the article"
        yield Text.assemble((stance, _STYLES.get(stance, "")), f" by {speaker}", (f" · {where or article}", "dim"))
        for quote in _once(q for telling in told for q in telling.quotes[:1]):
            yield _quote(quote)
        if where:
            yield Text(article, style="dim")
        yield Text()
    if len(voices) > _SHOWN:
        yield Text(f"… and {len(voices) - _SHOWN} more; all of them with --format csv", style="dim")


def _voice(telling: Telling) -> tuple[str, str, str, str]:
    where = ", ".join(part for part in (telling.outlet, telling.date[:10]) if part)
    return telling.stance, telling.said_by, telling.article, where


def _once(quotes: Iterable[Quote]) -> list[Quote]:
    return list(dict.fromkeys(quotes))


def _quote(quote: Quote) -> Text:
    """In its own direction; the marks are those of the language."""
    words = " ".join(quote.text.split())
    if quote.language in _RIGHT_TO_LEFT:
        return Text(f"«{words}»", justify="right")
    return Text(f"« {words} »" if quote.language == "fr" else f"“{words}”")
