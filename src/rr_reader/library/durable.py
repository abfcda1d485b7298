"""Writing a file so that a kill or a power cut at any moment leaves the old one whole or the new one whole."""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from rr_reader.errors import CannotCreateError, StorageError

_UNFINISHED = ".part"
_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
_SYNCED_AT_ONCE = 8
"""Files that are synced at the same time: the disk brings them home together."""


def write_durably(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write beside, sync, rename, sync the folder. When this returns, the file is on the disk.

    A private file is readable by its owner alone. Raises CannotCreateError where nothing can be made in the folder,
    StorageError where writing fails half way (a full disk); then the old file stands as it was.
    """
    with Batch() as batch:
        batch.write(path, data, private=private)
        batch.commit()


class _Staged(NamedTuple):
    """A file that is written, but has not got its name yet."""

    descriptor: int
    written: Path
    wanted: Path
    place: Callable[[Path], object]


class Batch:
    """Several files that come to the disk together: many times as fast as one after the other.

    A context: what was not committed when it ends leaves nothing behind. Killed, it leaves hidden files, which
    `sweep` takes away.
    """

    def __init__(self) -> None:
        self._staged: list[_Staged] = []
        self._mark = os.urandom(4).hex()
        self._number = count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for each in self._staged:
            with contextlib.suppress(OSError):
                os.close(each.descriptor)
            with contextlib.suppress(OSError):
                each.written.unlink()

    def write(
        self, path: Path, data: bytes, place: Callable[[Path], object] | None = None, *, private: bool = False
    ) -> None:
        """Write a file that is to become `path`, whatever is there now.

        `place` gives the written file, of which it gets the path, its name, if that is not to be `path`; it may raise
        FileExistsError. Raises CannotCreateError where nothing can be made in the folder, StorageError where
        writing fails (a full disk).
        """
        written = path.with_name(f".{path.name[:40]}.{self._mark}{next(self._number)}{_UNFINISHED}")
        try:
            descriptor = os.open(written, _NEW, 0o600 if private else 0o666)
        except OSError as error:
            raise CannotCreateError(f"{path}: cannot be made: {error.strerror}") from None
        self._staged.append(_Staged(descriptor, written, path, place or (lambda done: done.replace(path))))
        with _told(path):
            fcntl.flock(descriptor, fcntl.LOCK_EX)  # for as long as this process lives: see `sweep`
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            _begin_sync(descriptor)

    def commit(self) -> None:
        """Sync what is written, and only then let it have its names, folder by folder in the order of writing.

        When this returns, all is on the disk. Raises StorageError, and FileExistsError as `place` does.
        """
        self._sync()
        for folder in dict.fromkeys(each.wanted.parent for each in self._staged):
            for each in [each for each in self._staged if each.wanted.parent == folder]:
                with _told(each.wanted):
                    each.place(each.written)
                    os.close(each.descriptor)
                self._staged.remove(each)
            with _told(folder):
                _sync_folder(folder)

    def _sync(self) -> None:
        if len(self._staged) == 1:
            with _told(self._staged[0].wanted):
                _sync(self._staged[0].descriptor)
        elif self._staged:
            from concurrent.futures import ThreadPoolExecutor

            descriptors = [each.descriptor for each in self._staged]
            with ThreadPoolExecutor(_SYNCED_AT_ONCE) as threads, _told(self._staged[0].wanted.parent):
                list(threads.map(_sync_all, (descriptors[at::_SYNCED_AT_ONCE] for at in range(_SYNCED_AT_ONCE))))


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Make trouble with the disk a StorageError that names the file."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from None


def sweep(folder: Path) -> None:
    """Delete what a writer that was killed left unfinished in a folder. What is still being written stays."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(".") and entry.name.endswith(_UNFINISHED):
                with contextlib.suppress(OSError):
                    _sweep(entry.path)


def _sweep(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.unlink(path)  # noqa: PTH108
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process at a time change what is in a folder. The folder itself is locked: no file is left for that.

    Raises StorageError, also for any OSError that comes up meanwhile.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise StorageError(f"{folder}: cannot be opened: {error.strerror}") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written to: {error.strerror}") from None
    finally:
        os.close(descriptor)


def place_new(written: Path, path: Path) -> None:
    """Give a written file its name. Raises FileExistsError where something has it: a renaming would replace that."""
    try:
        path.hardlink_to(written)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, as of cameras and sticks
        if os.path.lexists(path):
            raise FileExistsError from None
        written.replace(path)
    else:
        written.unlink()


def remove_durably(path: Path) -> bool:
    """Delete a file and sync its folder: when this returns, it is gone for good. False if it was not there.

    Raises StorageError.
    """
    try:
        path.unlink()
        _sync_folder(path.parent)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StorageError(f"{path}: cannot be removed: {error.strerror}") from None
    return True


def make_folder(path: Path) -> None:
    """Make a folder and those above it, each synced into the one that holds it. Raises CannotCreateError."""
    if path.is_dir():
        return
    make_folder(path.parent)
    try:
        path.mkdir(exist_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise CannotCreateError(f"{path}: cannot be made: {error.strerror}") from None


def _begin_sync(descriptor: int) -> None:
    """Let the disk begin to write a file, where that can be asked for: to sync it takes half of the time then."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _sync_all(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        _sync(descriptor)


def _sync(descriptor: int) -> None:
    """Bring a file to the disk; on macOS only F_FULLFSYNC does."""
    if hasattr(fcntl, "F_FULLFSYNC"):
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
