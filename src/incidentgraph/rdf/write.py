"""Quads into files whose bytes depend on the quads alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from incidentgraph.errors import InputError, OutputError
from incidentgraph.namespaces import BASE, RDF
from incidentgraph.rdf.terms import prefixes

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
}
"""What `write` can write, by name. A format without graphs gets the union of all."""


def graph_order(quad: ox.Quad) -> tuple[str, ...]:
    """The order of quads: graph, then subject, class first, then property and object."""
    return (_key(quad.graph_name), *subject_order(quad))


def subject_order(quad: ox.Quad | ox.Triple) -> tuple[str, ...]:
    """The order of triples: subject, class first, then property and object."""
    prop = quad.predicate.value
    return (_key(quad.subject), "" if prop == f"{RDF}type" else prop, str(quad.object))


def _key(node: object) -> str:
    # Without the closing bracket, so that conflict/1 stands before conflict/1/1.
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def write(quads: Iterable[ox.Quad], out: Path | IO[bytes], format: str = "trig", *, base: str = BASE) -> None:  # noqa: A002
    """Write quads in one of `FORMATS`, sorted and without repetition, subjects together."""
    if format not in FORMATS:
        what = f"unknown RDF format {format!r}"
        raise InputError(what, hint=f"one of: {', '.join(sorted(FORMATS))}")
    data = serialize(quads, FORMATS[format], prefixes(base))
    if not isinstance(out, Path):
        out.write(data)
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise OutputError(what, where=str(out), hint="name another file or folder") from error


def serialize(quads: Iterable[ox.Quad], rdf_format: ox.RdfFormat, names: dict[str, str]) -> bytes:
    """The bytes of `write`."""
    if rdf_format.supports_datasets:
        rows: list[ox.Quad] | list[ox.Triple] = sorted(set(quads), key=graph_order)
    else:
        rows = sorted({quad.triple for quad in quads}, key=subject_order)
    used = names if rdf_format in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
    data = ox.serialize(rows, format=rdf_format, prefixes=used)
    assert data is not None  # noqa: S101 - without an output, serialize returns the bytes
    return data
