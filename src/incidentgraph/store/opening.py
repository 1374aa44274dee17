"""From a path to a graph: which formats there are, what is wrong with a file, where the last build lies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Store, parse

from incidentgraph.errors import InputError
from incidentgraph.files import settle
from incidentgraph.namespaces import PREFIXES
from incidentgraph.store.graph import Graph
from incidentgraph.store.journal import LEDGER, finish, is_pending, lock, locked, prefixes_of

SUFFIXES: Mapping[str, RdfFormat] = MappingProxyType(
    {
        ".trig": RdfFormat.TRIG,
        ".nq": RdfFormat.N_QUADS,
        ".ttl": RdfFormat.TURTLE,
        ".nt": RdfFormat.N_TRIPLES,
        ".jsonld": RdfFormat.JSON_LD,
        ".rdf": RdfFormat.RDF_XML,
    }
)
"""The RDF files that can be opened, those that keep the named graphs first."""

_BUILT = tuple(f"graph{suffix}" for suffix in SUFFIXES)
_OXIGRAPH_MARK = "CURRENT"  # the file that every RocksDB folder has


def open_graph(path: Path) -> Graph:
    """The graph at `path`: an RDF file, the folder of a build, or a store's folder (opened read-only).

    Raises `InputError`, which says what to do, where there is none or it cannot be read.
    """
    path = Path(path)
    settle(path)
    if path.is_dir():
        return _open_folder(path)
    if not path.exists():
        what = "there is no such graph"
        raise InputError(what, where=str(path), hint="run `incidentgraph build` first, or name a file with --graph")
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"the graph cannot be read: {error.strerror}"
        raise InputError(what, where=str(path), hint="check the file's permissions") from error
    return parse_graph(data, path.suffix, origin=str(path))


def parse_graph(data: bytes, suffix: str, *, origin: str = "") -> Graph:
    """The graph that is written in `data`, in the format of a suffix of `SUFFIXES`; `origin` names it in messages."""
    rdf_format = SUFFIXES.get(suffix.lower())
    if rdf_format is None:
        what = f"no RDF format is known by the suffix {suffix!r}"
        raise InputError(what, where=origin, hint=f"one of: {', '.join(SUFFIXES)}")
    parser = parse(data, format=rdf_format)
    try:
        quads = list(parser)
    except (SyntaxError, ValueError) as error:
        what = f"not {rdf_format.name}: {getattr(error, 'msg', None) or error}"
        raise InputError(what, where=origin, hint="build it again, or name a file with --graph") from error
    return Graph.from_quads(_canonical(quads), prefixes={**PREFIXES, **parser.prefixes}, origin=origin)


def default_graph_path(root: Path = Path("graphs")) -> Path:
    """The graph of the last build under `root`.

    A build's folder is `root` or a folder in it that holds ``report.json`` and a graph. The last is the one whose
    ``report.json`` was modified last; where several were at the same instant, the first by name. In that folder
    ``graph.trig`` comes before the formats that keep less.
    """
    found = [
        (-report.stat().st_mtime_ns, report.parent.as_posix(), graph)
        for report in (root / "report.json", *root.glob("*/report.json"))
        if report.is_file() and (graph := _built_in(report.parent)) is not None
    ]
    if not found:
        what = "there is no build yet"
        raise InputError(what, where=str(root), hint="run `incidentgraph build`, or name a graph with --graph")
    return min(found)[2]


def is_store(path: Path) -> bool:
    """Whether a folder is an Oxigraph store."""
    return (path / _OXIGRAPH_MARK).is_file()


def _open_folder(path: Path) -> Graph:
    if is_store(path):
        held = _finished(path)
        named = PREFIXES if held is None else prefixes_of(path)
        try:
            return Graph(Store.read_only(str(path)), prefixes=named, origin=str(path), held=held)
        except (OSError, RuntimeError, ValueError) as error:
            what = f"the store cannot be opened: {error}"
            raise InputError(what, where=str(path), hint="is it an Oxigraph store, and readable?") from error
    built = _built_in(path)
    if built is None:
        what = "the folder holds neither a store nor a graph"
        raise InputError(what, where=str(path), hint="run `incidentgraph build -o DIR`, or name a file with --graph")
    return open_graph(built)


def _finished(path: Path) -> IO[str] | None:
    """A store's lock, once its last change is in its quads: whoever made it may have been killed in between."""
    if not (path / LEDGER).is_file():
        return None
    if is_pending(path):
        with locked(path):
            finish(path, Store(str(path)))
    return lock(path, shared=True)


def _built_in(folder: Path) -> Path | None:
    return next((folder / name for name in _BUILT if (folder / name).is_file()), None)


def _canonical(quads: list[Quad]) -> list[Quad]:
    """The quads with blank nodes named by their content, so that the same file gives the same answers and exports."""
    if not any(isinstance(term, BlankNode) for q in quads for term in (q.subject, q.object, q.graph_name)):
        return quads
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)
