"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from incidentgraph.errors import OutputError
from incidentgraph.files import staged, write_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_appear_together(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    with staged(out) as files:
        files.write("x", lambda file: file.write(b"new"))
        assert not (out / "x").exists()
    assert (out / "x").read_bytes() == b"new"
    assert names(out) == ["x"]


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("old")
    (tmp_path / "mine").write_text("kept")
    with staged(tmp_path) as files:
        files.write("x", lambda file: file.write(b"new"))
    assert ((tmp_path / "x").read_text(), (tmp_path / "mine").read_text()) == ("new", "kept")


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError])
def test_nothing_half_written_is_left(tmp_path: Path, fault: type[BaseException]) -> None:
    (tmp_path / "x").write_text("old")

    def interrupted(file: BinaryIO) -> None:
        file.write(b"ne")
        raise fault

    with pytest.raises(fault), staged(tmp_path) as files:
        files.write("x", interrupted)
    assert names(tmp_path) == ["x"]
    assert (tmp_path / "x").read_text() == "old"


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), staged(tmp_path / "a" / "b"):
        raise ValueError("no")  # noqa: EM101
    assert names(tmp_path) == []


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_in_the_way_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(OutputError) as caught, staged(tmp_path / place):
        pass
    assert str(tmp_path / "file") in caught.value.where
    assert caught.value.hint


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"), staged(tmp_path) as files:
        files.write("x", full)
    assert names(tmp_path) == []


def test_one_file(tmp_path: Path) -> None:
    target = tmp_path / "real"
    target.write_text("old")
    link = tmp_path / "link"
    link.symlink_to(target)
    write_file(link, lambda file: file.write(b"new"))
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert names(tmp_path) == ["link", "real"]


def test_a_device_is_written_to_and_stays() -> None:
    write_file(Path(os.devnull), lambda file: file.write(b"x"))
    assert not Path(os.devnull).is_file()
