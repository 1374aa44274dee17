"""Which files are read, in which order, and what is said about the others."""

from __future__ import annotations

import os
from pathlib import Path

from incidentgraph.model import Rejection
from incidentgraph.sources import Notice
from incidentgraph.sources.walk import walk

SUFFIXES = frozenset({".txt", ".html"})


def walked(*inputs: Path) -> tuple[list[Path], list[Rejection]]:
    found = list(walk(inputs, SUFFIXES))
    return [x for x in found if isinstance(x, Path)], [x for x in found if isinstance(x, Rejection)]


def test_a_folder_is_read_with_its_folders_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "sub/c.txt", ".hidden.txt", ".git/d.txt", "metadata.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    paths, others = walked(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in paths] == ["a.HTML", "b.txt", "sub/c.txt"]
    assert others == []


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "c.pdf", "README.txt", "Makefile"):
        (tmp_path / name).touch()
    paths, others = walked(tmp_path)
    assert [p.name for p in paths] == ["a.txt"]
    assert [o.reason for o in others] == ["passed over: 1 without suffix, 2 .pdf"]
    assert isinstance(others[0], Notice)


def test_a_file_that_is_named_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "README.pdf"
    path.touch()
    assert walked(path) == ([path], [])


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    (tmp_path / "link.txt").symlink_to(path)
    assert walked(path, tmp_path, path)[0] == [path]


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "a.txt").touch()
    _, others = walked(tmp_path / "nix", tmp_path)
    assert [(Path(o.where).name, o.reason.split()[0]) for o in others] == [("nix", "no"), ("broken.txt", "a")]
    assert all(o.hint and not isinstance(o, Notice) for o in others)


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    paths, others = walked(tmp_path)
    assert paths == []
    assert [o.reason for o in others] == ["passed over: 1 .pdf", "a folder without articles"]


def test_a_pipe_in_a_folder_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    paths, others = walked(tmp_path)
    assert paths == []
    assert others[0].reason == "not a regular file"
