"""Short texts in three languages, and a short way to read files."""

from __future__ import annotations

from pathlib import Path

from incidentgraph.model import Article, Rejection
from incidentgraph.sources import Metadata, ReadOptions, read

EN = "WhatsApp went down for two hours on Saturday, and the company said that it was sorry about the outage."
FR = "La messagerie WhatsApp est tombée en panne samedi pendant deux heures, selon une porte-parole de la société."
AR = "تعطلت خدمة واتساب يوم السبت لمدة ساعتين، وقالت الشركة إن العطل كان بسبب خلل في الشبكة."


def read_all(*inputs: Path | str, options: ReadOptions | None = None) -> tuple[list[Article], list[Rejection]]:
    """What comes out of some inputs: articles, and all else."""
    found = list(read(inputs, options or ReadOptions()))
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Rejection)]


def told(**fields: str) -> ReadOptions:
    """Options with defaults for what articles do not say."""
    return ReadOptions(defaults=Metadata(**fields))
