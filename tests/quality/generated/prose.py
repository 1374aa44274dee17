"""From what an article is to tell to its text, by the templates of its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from tests.quality.generated.cases import Said, Seed, Spec, Table, table

from incidentgraph.model import Article

ZONES = {"UTC": "UTC", "ET": "America/New_York", "Paris": "Europe/Paris"}
PARTS = ((5, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))
SAYINGS = {
    "en": ("We let our users down that day and we will do better", "Our spare lines were not as spare as we thought"),
    "fr": ("Nous avons failli envers nos utilisateurs et nous ferons mieux", "Nos lignes de secours n'en étaient pas"),
    "ar": ("لقد خذلنا مستخدمينا وسنكون أفضل من ذلك", "خطوطنا الاحتياطية لم تكن احتياطية كما ظننا"),
}


def articles(specs: list[Spec], seed: Seed) -> list[Article]:
    """The articles, in the order of what they are to tell."""
    texts: dict[str, str] = {}
    by_id = {spec.id: spec for spec in specs}
    for spec in specs:
        # A copy is worded as its original; one that errs has another day in it.
        worded = replace(by_id[spec.copy], main=spec.main) if spec.copy else spec
        texts[spec.id] = _text(worded, seed) if worded is spec else _copied(_text(worded, seed), spec, seed)
    return [Article(s.id, texts[s.id], s.language, published=s.published, outlet=s.outlet) for s in specs]


def local(said: Said) -> datetime:
    """When it began, by the clock that the article goes by."""
    return said.of.start.astimezone(ZoneInfo(ZONES[said.zone]))


def _rng(spec: Spec, seed: Seed) -> Random:
    return Random(f"{seed.number}/{spec.id}")  # noqa: S311 - nothing here is secret


def _text(spec: Spec, seed: Seed) -> str:
    rng, words = _rng(spec, seed), table(spec.language)
    style = words[spec.style]
    said = spec.main
    family = "outage" if said.of.kind == "outage" else "attack"
    headline = rng.choice(style["headline"]["later" if spec.later else family])
    lines = [_filled(headline, said, spec.language), _filled(rng.choice(style[said.of.kind]), said, spec.language)]
    lines += [_filled(rng.choice(words["facts"][fact]), said, spec.language) for fact in said.facts]
    if spec.back is not None:
        kind = spec.back.of.kind if spec.back.of.kind in words["back"] else "attack"
        lines.append(_filled(rng.choice(words["back"][kind]), spec.back, spec.language))
    lines.append(rng.choice(style["filler"]))
    return "\n\n".join(lines) + "\n"


def _copied(text: str, spec: Spec, seed: Seed) -> str:
    """A near-copy: another headline ending, one more line of the outlet's own."""
    rng, style = _rng(spec, seed), table(spec.language)[spec.style]
    head, _, rest = text.partition("\n\n")
    return f"{head}\n\n{rest.rstrip()}\n\n{rng.choice(style['filler'])} {spec.outlet}.\n"


def _filled(template: str, said: Said, language: str) -> str:
    text = template.format_map(_values(said, language))
    text = " ".join(text.replace("،", "،").split()).replace(" ,", ",").replace(" .", ".").replace(" ،", "،")
    return text[0].upper() + text[1:]


def _values(said: Said, language: str) -> Mapping[str, str]:
    words, it = table(language), said.of
    when = _when(said, words)
    full = it.party["full"][language]
    return {
        "name": it.party["name"][language],
        "full": full,
        "Full": full[0].upper() + full[1:],
        "of": it.party["of"],
        "when": when,
        "When": when[:1].upper() + when[1:],
        "count": _number(it.count, language),
        "duration": words["durations"][str(it.minutes)],
        "clock": _clock(said, words),
        "group": it.group["name"][language],
        "city": it.city["name"][language],
        "place": it.country["in"][language],
        "quote": SAYINGS[language][it.count % 200 // 100],
    }


def _number(count: int, language: str) -> str:
    return {"en": f"{count:,}", "fr": f"{count:,}".replace(",", "."), "ar": str(count)}[language]


def _when(said: Said, words: Table) -> str:
    day = local(said)
    month, weekday = words["months"], words["weekdays"]
    number = day.date().toordinal() + said.shift
    shown = datetime.fromordinal(number)
    part = next(name for end, name in PARTS if day.hour < end)
    parts = {"part": words["parts"][part]}
    return str(words["when"][said.when]).format(
        day=shown.day, month=month[shown.month - 1], year=shown.year, weekday=weekday[shown.weekday()], **parts
    )


def _clock(said: Said, words: Table) -> str:
    at = local(said)
    return str(words["zones"][said.zone]).format(
        hour=at.hour, minute=f"{at.minute:02}", hour12=(at.hour - 1) % 12 + 1, ampm="a.m." if at.hour < 12 else "p.m."
    )
