"""Files that are written whole or not at all: beside their place first, then moved there in one step."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO, BinaryIO

from incidentgraph.errors import OutputError

try:
    import fcntl
except ImportError:  # on Windows, two runs at once are the user's to keep apart
    fcntl = None  # type: ignore[assignment]

Writer = Callable[[BinaryIO], object]
"""Anything that writes bytes into an open file."""

_HINT = "name another place with -o, or check its permissions and the disk's free space"


class Staged:
    """New files of a folder that are not in their place yet."""

    def __init__(self, folder: Path, staging: Path) -> None:
        self._folder = folder
        self._staging = staging

    def write(self, name: str, writer: Writer) -> None:
        """Write one file. Raises `OutputError` where the disk does not take it."""
        try:
            with (self._staging / name).open("wb") as out:
                writer(out)
        except OSError as error:
            raise _unwritable(self._folder / name, error) from error

    def move(self) -> None:
        """Put all files into their place, in the order of their names."""
        with _uninterrupted():
            for file in sorted(self._staging.iterdir()):
                try:
                    file.replace(self._folder / file.name)
                except OSError as error:
                    raise _unwritable(self._folder / file.name, error) from error


@contextmanager
def staged(folder: Path) -> Iterator[Staged]:
    """New files for a folder: they replace those there when the block ends well, and vanish when it does not.

    The folder is made where it is missing. Raises `OutputError` at once where it cannot be written, so that nobody
    learns it after an hour's work.
    """
    made = _make(folder)
    try:
        staging = Path(tempfile.mkdtemp(prefix=".incidentgraph-", dir=folder))
    except OSError as error:
        _unmake(made)
        raise _unwritable(folder, error) from error
    files = Staged(folder, staging)
    done = False
    try:
        yield files
        files.move()
        done = True
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if not done:
            _unmake(made)


def write_file(path: Path, writer: Writer) -> None:
    """Write one file, whole or not at all. A device or a pipe is written to as it is."""
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as out:
                writer(out)
            return
    except OSError as error:
        raise _unwritable(path, error) from error
    place = path.resolve()  # a link stays a link
    with staged(place.parent) as files:
        files.write(place.name, writer)


@contextmanager
def staged_folder(place: Path, holding: Callable[[], AbstractContextManager[object]] = nullcontext) -> Iterator[Path]:
    """A new folder that takes the place of the old one when the block ends well.

    `holding` is entered while the one takes the place of the other: it may keep the old one from being used.

    Whoever is killed in between leaves the old folder, or the new one with marks beside it that `settle` follows.
    """
    place = place.absolute()
    made = _make(place.parent)
    done = False
    try:
        with _alone(place):
            _settle(place)
            new = _beside(place, "new")
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir()
            try:
                yield new
                with holding():
                    new.rename(_beside(place, "ready"))
                    _settle(place)
                done = True
            finally:
                shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise _unwritable(place, error) from error
    finally:
        if not done:
            _unmake(made)


def settle(place: Path) -> None:
    """Finish what a run that was killed had begun: a folder that was ready takes its place."""
    place = place.absolute()
    if _beside(place, "ready").exists() or _beside(place, "old").exists():
        with _alone(place):
            _settle(place)


def _settle(place: Path) -> None:
    ready, old = _beside(place, "ready"), _beside(place, "old")
    if ready.exists():
        if place.exists() and not old.exists():
            place.rename(old)
        elif place.exists():  # it is the new one of an earlier run, of which the old one is not cleared away yet
            shutil.rmtree(old)
            place.rename(old)
        ready.rename(place)
    if old.exists() and place.exists():
        shutil.rmtree(old)


def _beside(place: Path, what: str) -> Path:
    return place.with_name(f".{place.name}.incidentgraph-{what}")


def alone(place: Path) -> AbstractContextManager[None]:
    """One process at a time, of those that ask for it about a place."""
    return _alone(place.absolute(), "turn")


@contextmanager
def _alone(place: Path, what: str = "lock") -> Iterator[None]:
    """One process at a time. Who has the lock takes its file away; who waited for that file asks for a new one."""
    path = _beside(place, what)
    while True:
        with path.open("a") as file:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
            if _is(path, file):
                try:
                    yield
                finally:
                    path.unlink(missing_ok=True)
                return


def _is(path: Path, file: IO[str]) -> bool:
    """Whether a path still leads to an open file."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _make(folder: Path) -> list[Path]:
    """Make a folder; returns those that were missing, the deepest first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return missing


def _unmake(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:  # somebody else has put something there
            return


def _unwritable(path: Path, error: OSError) -> OutputError:
    if isinstance(error, FileExistsError | NotADirectoryError):
        what = "a file stands where a folder is needed"
        return OutputError(what, where=str(path), hint="name another folder with -o, or move the file away")
    return OutputError(f"cannot be written: {error.strerror or error}", where=str(path), hint=_HINT)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C waiting for the few milliseconds in which several files change together."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
