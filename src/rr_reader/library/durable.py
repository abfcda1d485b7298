"""Writing a file so that a kill or a power cut at any moment leaves the old one whole or the new one whole."""

import contextlib
import os
import tempfile
from pathlib import Path

from rr_reader.errors import CannotCreateError, StorageError


def write_durably(path: Path, data: bytes) -> None:
    """Write beside, sync, rename, sync the folder. When this returns, the file is on the disk.

    Raises CannotCreateError where nothing can be made in the folder, StorageError where writing fails half way
    (a full disk); then the old file stands as it was.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise CannotCreateError(f"{path}: cannot be made: {error.strerror}") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), _mode())
            _sync(file.fileno())
        Path(name).replace(path)
        _sync_folder(path.parent)
    except BaseException as error:  # an interruption too must leave nothing behind
        with contextlib.suppress(OSError):
            Path(name).unlink()
        if isinstance(error, OSError):
            raise StorageError(f"{path}: cannot be written: {error.strerror}") from None
        raise


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
