"""The limits of ``data/witnesses.toml``."""

from __future__ import annotations

from functools import cache

from incidentgraph.resolve.settings import settings


@cache
def limit(table: str, name: str) -> float:
    """A share or a number of a table."""
    return float(settings("witnesses")[table][name])


def copying(name: str) -> float:
    """A limit of copies."""
    return limit("copies", name)


def translating(name: str) -> float:
    """A limit of translations."""
    return limit("translations", name)
