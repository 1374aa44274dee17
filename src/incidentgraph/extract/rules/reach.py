"""How far words reach, in tokens: one short scale for all rules, kept as data in `settings.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings() -> dict[str, Any]:
    """The thresholds and confidences of the rules."""
    return tomllib.loads(files("incidentgraph.extract.rules").joinpath("settings.toml").read_text(encoding="utf-8"))


_SCALE: dict[str, int] = settings()["reach"]

BESIDE = _SCALE["beside"]
"""At most a light word between."""
CLOSE = _SCALE["close"]
"""In the same word group."""
NEAR = _SCALE["near"]
"""In a neighbouring word group."""
PHRASE = _SCALE["phrase"]
"""Within a long phrase."""
CLAUSE = _SCALE["clause"]
"""Within a clause; Arabic's noun chains are long."""
SENTENCE = _SCALE["sentence"]
"""Across most sentences."""
