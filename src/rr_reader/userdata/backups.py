"""Backups of the reader's own database: one a day, and one before each change of its schema; seen to, and put back.

They are made by SQLite's backup API, and only what passes SQLite's own check becomes one, or is put back.
"""

import fcntl
import os
import re
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rr_reader.errors import BadSourceError, NoSourceError, StorageError
from rr_reader.library.durable import make_folder, sweep, write_durably

if TYPE_CHECKING:
    import sqlite3

KEPT = 7
"""Daily backups that are kept; the older ones are deleted."""
_DAILY = re.compile(r"\d{4}-\d\d-\d\d")
_ENDING = ".db"


class Health(NamedTuple):
    """What a database file holds, and what is wrong with it."""

    trouble: str = ""
    """In one line; "" for a sound one."""
    places: int = 0
    """Articles of which anything is known."""
    highlights: int = 0
    removed: int = 0
    """Highlights that were taken away, and can be brought back."""
    version: int = 0
    """Its schema's."""


class Backups:
    """The folder with the backups of one database; it need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[str]:
        """Name the backups, the newest first: a day, or a day and the schema from before a change of it."""
        with suppress(OSError):
            found = [path.stem for path in self.folder.iterdir() if path.suffix == _ENDING]
            return sorted((name for name in found if not name.startswith(".")), reverse=True)
        return []

    def path(self, name: str) -> Path:
        """Give the file of a backup."""
        return self.folder / f"{name}{_ENDING}"

    def make(self, connection: "sqlite3.Connection", name: str) -> None:
        """Make a backup; on the disk when this returns. The connection is in no transaction.

        Raises sqlite3.Error, OSError and ReaderError.
        """
        import sqlite3

        make_folder(self.folder)
        sweep(self.folder)
        part = self.folder / f".{name}.{os.urandom(4).hex()}.part"
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)  # until then it is nobody's to sweep away
            with closing(sqlite3.connect(part)) as copy:
                copy.execute("pragma journal_mode = off")  # it is synced as a whole, or is none
                copy_to(copy, connection)
                if wrong := _wrong_with(copy):
                    raise sqlite3.DatabaseError(f"not backed up, for it is damaged: {wrong}")
            write_durably(self.path(name), part.read_bytes(), private=True)
        finally:
            os.close(descriptor)
            part.unlink(missing_ok=True)
        for old in [each for each in self.all() if _DAILY.fullmatch(each)][KEPT:]:
            self.path(old).unlink(missing_ok=True)

    def make_of(self, path: Path, name: str) -> None:
        """Make a backup of a file, unless there is one of that name. Raises as `make`."""
        import sqlite3

        if not self.path(name).exists():
            with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
                self.make(connection, name)

    def chosen(self, which: str) -> str:
        """Give the name of the newest sound backup, or of the newest that begins with `which`. Raises NoSourceError."""
        for name in self.all():
            if name.startswith(which) and (which or not health(self.path(name)).trouble):
                return name
        there = ", ".join(self.all()) or "none"
        raise NoSourceError(f"No {'backup ' + which if which else 'sound backup'} is there. There are: {there}.")

    def restore(self, name: str, path: Path, beside: str) -> Path | None:
        """Put a backup in the place of the database; on the disk when this returns.

        What was there is kept with `beside` in its name: that path is given, None where nothing was there.
        Raises BadSourceError for a backup that is damaged, StorageError and CannotCreateError.
        """
        if wrong := health(self.path(name)).trouble:
            raise BadSourceError(f"{self.path(name)}: cannot be put back: {wrong}")
        try:
            data = self.path(name).read_bytes()
            former = _moved_aside(path, beside)
        except OSError as error:
            raise StorageError(f"{path}: nothing is restored: {error.strerror}") from None
        write_durably(path, data, private=True)
        return former


def _moved_aside(path: Path, beside: str) -> Path | None:
    """Move a database with its journal, which else would be played back into what comes after it."""
    if not os.path.lexists(path):
        return None
    health(path)  # a journal that a kill has left is played back by this, into the file that it belongs to
    aside = path.with_name(f"{path.stem}-{beside}{path.suffix}")
    if os.path.lexists(aside):
        raise FileExistsError(17, f"{aside} is there already")
    for ending in ("-journal", ""):  # the journal first: the other way round, a kill would leave it to the next file
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside


def copy_to(copy: "sqlite3.Connection", connection: "sqlite3.Connection") -> None:
    """Make a copy of a database. Raises sqlite3.Error where it cannot be read, or another program will not let one."""
    connection.execute("begin")
    try:
        connection.execute("select count(*) from sqlite_master").fetchone()  # else it would wait for this right forever
        connection.backup(copy)
    finally:
        connection.execute("rollback")


def health(path: Path) -> Health:
    """Look into a database file with SQLite's own check. Raises nothing."""
    import sqlite3

    if not path.is_file():
        return Health("it is not there")
    try:
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            version = int(connection.execute("pragma user_version").fetchone()[0])
            if wrong := _wrong_with(connection):
                return Health(wrong, version=version)
            tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
            places = _count(connection, "article", tables)
            every = _count(connection, "highlight", tables)
            gone = _count(connection, "highlight", tables, "where json_extract(value, '$.is_gone')") if every else 0
            return Health("", places, every - gone, gone, version)
    except sqlite3.Error as error:
        return Health(str(error))


def _wrong_with(connection: "sqlite3.Connection") -> str:
    (said,) = connection.execute("pragma quick_check(1)").fetchone()
    return "" if said == "ok" else " ".join(str(said).split())


def _count(connection: "sqlite3.Connection", table: str, tables: set[str], condition: str = "") -> int:
    if table not in tables:
        return 0
    return int(connection.execute(f"select count(*) from {table} {condition}").fetchone()[0])
