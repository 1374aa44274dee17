"""Where `ontology/` and `queries/` are: inside an installed package, or beside `src/` in a checkout."""

from __future__ import annotations

from pathlib import Path

from incidentgraph.errors import DataError

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "_data", _PACKAGE.parent.parent)


def resource(*parts: str) -> Path:
    """The path of a data file or folder, e.g. ``resource("ontology", "shapes.ttl")``.

    Raises `DataError` where neither the wheel's data nor the checkout has it.
    """
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    what = f"{'/'.join(parts)} is missing from the installation"
    raise DataError(what, hint="install the package again, or run from a full checkout")
