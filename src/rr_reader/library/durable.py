"""Writing a file so that a kill or a power cut at any moment leaves the old one whole or the new one whole."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from rr_reader.errors import CannotCreateError, StorageError


def write_durably(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write beside, sync, rename, sync the folder. When this returns, the file is on the disk.

    A private file is readable by its owner alone. Raises CannotCreateError where nothing can be made in the folder,
    StorageError where writing fails half way (a full disk); then the old file stands as it was.
    """
    _write(path, data, 0o600 if private else _mode(), Path.replace)


def create_durably(path: Path, data: bytes) -> bool:
    """Write a new file as `write_durably` does. False, and nothing is touched, where the disk has one of this name.

    Only the disk knows that: on some, `Sea.md` is `sea.md`. Raises as `write_durably`.
    """
    if os.path.lexists(path):
        return False
    try:
        _write(path, data, _mode(), _link)
    except FileExistsError:  # it came meanwhile
        return False
    return True


def _write(path: Path, data: bytes, mode: int, place: Callable[[Path, Path], object]) -> None:
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise CannotCreateError(f"{path}: cannot be made: {error.strerror}") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            _sync(file.fileno())
        place(Path(name), path)
        _sync_folder(path.parent)
    except BaseException as error:  # an interruption too must leave nothing behind
        with contextlib.suppress(OSError):
            Path(name).unlink()
        if isinstance(error, OSError) and not isinstance(error, FileExistsError):
            raise StorageError(f"{path}: cannot be written: {error.strerror}") from None
        raise


def _link(written: Path, path: Path) -> None:
    """Give a written file its name, unless something has it: a renaming would replace that."""
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


def _mode() -> int:
    """Give the rights of an ordinary new file: `mkstemp` makes it private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync(descriptor: int) -> None:
    """Bring a file to the disk; on macOS only F_FULLFSYNC does."""
    import fcntl

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
