"""Files and folders as named by the user → the files to read, sorted, each once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from incidentgraph.model import Rejection
from incidentgraph.sources.base import Notice
from incidentgraph.sources.metadata import FILE

STDIN = "-"
_ABOUT = frozenset({"readme", "license", "licence", "changelog", "notice", "sources"})
"""Stems of files that tell about a folder: in a folder that is read, they are as little articles as hidden files."""


def walk(inputs: Sequence[Path | str], suffixes: frozenset[str]) -> Iterator[Path | Rejection]:
    """Every file to read; a folder's in the order of their names. What is named itself is read whatever its suffix."""
    seen: set[Path] = set()
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            found = _folder(path, suffixes)
        elif str(given) == STDIN or path.exists():
            found = iter([path])
        else:
            found = iter([_missing(path)])
        for item in found:
            if isinstance(item, Rejection):
                yield item
                continue
            real = item.resolve()
            if real not in seen:
                seen.add(real)
                yield item


def _folder(folder: Path, suffixes: frozenset[str]) -> Iterator[Path | Rejection]:
    others: Counter[str] = Counter()
    count = 0
    faults: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if name.startswith(".") or name == FILE or path.stem.lower() in _ABOUT:
                continue
            if path.suffix.lower() not in suffixes:
                others[path.suffix.lower()] += 1
            elif not path.exists():
                yield _missing(path)
            elif not path.is_file():
                yield Rejection(
                    str(path), "not a regular file", hint="name it on the command line to read it all the same"
                )
            else:
                count += 1
                yield path
    for fault in faults:
        yield Rejection(str(fault.filename), f"cannot be read: {fault.strerror}", hint="check its permissions")
    kinds = ", ".join(sorted(suffixes))
    if others:
        listed = ", ".join(f"{number} {name or 'without suffix'}" for name, number in sorted(others.items()))
        yield Notice(
            str(folder), f"passed over: {listed}", hint=f"read are {kinds}; name a file to read it all the same"
        )
    if not count:
        yield Rejection(str(folder), "a folder without articles", hint=f"put files there that end in {kinds}")


def _missing(path: Path) -> Rejection:
    if path.is_symlink():
        return Rejection(str(path), f"a link to {path.readlink()}, which does not exist", hint="mend or remove it")
    return Rejection(str(path), "no such file or folder", hint="check the name")
