"""The thresholds, weights and tables of `data/*.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from incidentgraph.errors import DataError

_FOLDER = Path(__file__).resolve().parent / "data"


@cache
def settings(name: str) -> Mapping[str, Any]:
    """The tables of ``data/<name>.toml``.

    >>> settings("events")["thresholds"]["join"] > settings("events")["thresholds"]["possible"]
    True
    """
    path = _FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(str(error), where=str(path), hint="mend the TOML file") from error


def points(name: str) -> int:
    """The points of a feature of events."""
    return int(settings("events")["points"][name])


def limit(name: str) -> float:
    """A limit that a feature of events goes by."""
    return float(settings("events")["limits"][name])


def threshold(name: str) -> int:
    """A threshold of the clustering of events."""
    return int(settings("events")["thresholds"][name])
