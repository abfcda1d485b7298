"""Searches that one has saved, a query under a name each: `searches.json` of the data folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from rr_reader.errors import CannotCreateError, ReaderError, StorageError
from rr_reader.library.durable import make_folder, write_durably
from rr_reader.library.query import Query, parse_query


class Searches:
    """The saved searches of one user. Windows that save at the same time wait for each other."""

    def __init__(self, path: Path) -> None:
        """Take the file; it need not exist yet."""
        self._path = path
        self.trouble = ""
        """Why a search, or all of them, could not be read; "" while all is well."""
        self._seen = 0

    def read(self) -> dict[str, Query]:
        """Give the queries by name, in the order in which they were saved; those that make no sense are left out."""
        self.trouble, self._seen, found = "", self._changed(), {}
        try:
            kept = self._kept()
        except ReaderError as error:
            self.trouble = str(error)
            return {}
        for name, text in kept.items():
            try:
                found[name] = parse_query(text)
            except ReaderError as error:
                self.trouble = f"{self._path}: “{name}” cannot be read: {error}"
        return found

    def has_news(self) -> bool:
        """Tell whether the file was changed since it was read here: by another window, or by hand."""
        return self._changed() != self._seen

    def _changed(self) -> int:
        try:
            return self._path.stat().st_mtime_ns
        except OSError:
            return 0

    def save(self, name: str, query: Query) -> None:
        """Keep a search, in place of what had the name. It is on the disk when this returns. Raises ReaderError."""
        with self._locked():
            kept = self._kept()
            _write(self._path, kept | {name: str(query)})

    def remove(self, name: str) -> None:
        """Keep a search no longer. Raises ReaderError."""
        with self._locked():
            kept = self._kept()
            if kept.pop(name, None) is not None:
                _write(self._path, kept)

    def _kept(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StorageError(f"{self._path}: cannot be read: {error.strerror}") from None
        except msgspec.DecodeError as error:
            raise StorageError(f"{self._path}: this is not what saved searches look like: {error}") from None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        import fcntl

        make_folder(self._path.parent)
        try:
            lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise CannotCreateError(f"{self._path}: cannot be made: {error.strerror}") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _write(path: Path, kept: dict[str, str]) -> None:
    write_durably(path, msgspec.json.format(msgspec.json.encode(kept)) + b"\n", private=True)
