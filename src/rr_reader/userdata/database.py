"""The reader's own database: SQLite, safe against kill and power cut, shared by all windows.

A rollback journal with `synchronous=EXTRA`: what a call saved is on the disk when it returns. Write-ahead logging is
not used, as SQLite before 3.51.3 can damage such a file that two programs write to (its "WAL-reset bug").
"""

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rr_reader.errors import ReaderError
from rr_reader.library.at_once import at_once
from rr_reader.library.durable import make_folder
from rr_reader.text.safe import printable
from rr_reader.userdata.backups import Backups, copy_to

if TYPE_CHECKING:
    import sqlite3

VERSION = 3
"""The schema's number, in SQLite's `user_version`."""
_APPLICATION = 0x7272_6472
"""Marks the file as ours, in SQLite's `application_id`: `rrdr`."""
_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """create table article (
            id text primary key,
            block integer,
            offset integer,
            percent integer not null default 0,
            opened integer not null default 0,
            finished integer not null default 0,
            starred integer not null default 0
        ) without rowid""",
    ),
    (
        # a highlight is kept as one value, so that what is told of it can grow without another schema
        "create table highlight (id text primary key, article text not null, value text not null) without rowid",
        "create index highlight_article on highlight (article)",
        "create table if not exists kept (name text primary key, value text not null) without rowid",
    ),
    ("alter table article add column trace text not null default ''",),
)
"""What makes each version out of the one before it."""
PATIENCE = 1.0
"""Seconds to wait for another program that is writing: somebody waits for the screen."""


def _today() -> str:
    return time.strftime("%Y-%m-%d")


class Database:
    """One file. Trouble with it is told by `trouble`, never raised: without it nothing is found and nothing is saved.

    What can be read is read all the same, and each further save tries anew. May be used from any thread.
    """

    def __init__(self, path: Path, patience: float = PATIENCE, today: Callable[[], str] = _today) -> None:
        self.path = path
        self.backups = Backups(path.parent / "backups")
        self._patience = patience
        self._today = today
        self._backed_up = ""
        """The day on which that was last seen to."""
        self._backing_up: threading.Thread | None = None
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        """Which file that is, by its device and number."""
        self._lasting = ""
        self._passing = ""
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path, *, patience: float = PATIENCE, today: Callable[[], str] = _today) -> "Database":
        """Open the file, made if it is not there. Raises nothing."""
        database = cls(path, patience, today)
        database._connect()
        return database

    @property
    def trouble(self) -> str:
        """Say in one line why nothing is saved; "" while all is well."""
        return printable(self._lasting or self._passing)

    def close(self) -> None:
        """Let the file go. What was saved is saved already; a backup that is being made is waited for."""
        if self._backing_up:
            self._backing_up.join()
        with self._lock:  # under somebody who reads it would end the program
            self._disconnect()

    def rows(self, statement: str, *values: object) -> list[Any]:
        """Give what a statement finds; nothing where there is trouble."""
        return self.found(statement, *values) or []

    def found(self, statement: str, *values: object) -> list[Any] | None:
        """Give what a statement finds; None where that cannot be told."""
        import sqlite3

        with self._lock:
            if self._file != _identity(self.path) is not None:  # another was put in its place
                self._disconnect()
                self._connect()
            if self._connection is None:
                return None
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                self._passing = _told(self.path, error)
                return None

    def change(self, deed: "Callable[[sqlite3.Connection], object]") -> bool:
        """Do all of a deed or nothing. True once it is on the disk; else `trouble` says why not."""
        import sqlite3

        with self._lock:
            if self._lasting or self._file != _identity(self.path):  # it was restored, say: else this would go nowhere
                self._disconnect()
            self._connect()
            if self._connection is None or self._lasting:
                return False
            try:
                with at_once(self._connection):
                    deed(self._connection)
                self._passing = ""
            except sqlite3.Error as error:
                self._passing = _told(self.path, error)
                return False
        self._back_up()
        return True

    def _connect(self) -> None:
        """Connect, unless that is done. Where it does not work, the next save tries again."""
        import sqlite3

        if self._connection:
            return
        self._lasting = self._passing = ""
        connection = None
        try:
            _make(self.path)
            connection = sqlite3.connect(
                self.path, timeout=self._patience, isolation_level=None, check_same_thread=False
            )
            self._connection, self._lasting = self._prepared(connection)
            self._file = _identity(self.path)
        except (sqlite3.Error, ReaderError, OSError, ValueError) as error:
            if connection:
                connection.close()
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                self._passing = _told(self.path, error)
            else:
                self._lasting = str(error) if isinstance(error, ReaderError) else _told(self.path, error)

    def _disconnect(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def _prepared(self, connection: "sqlite3.Connection") -> "tuple[sqlite3.Connection, str]":
        """Bring the schema up to date; give what to read from, and why nothing can be saved, or "".

        Raises sqlite3.Error, OSError and ReaderError where nothing can be read.
        """
        import sqlite3

        version = _pragma(connection, "user_version")
        if _is_foreign(connection, version):
            raise sqlite3.DatabaseError("it belongs to another program")
        if version > VERSION:
            newer = f"{self.path} was written by a newer rr-reader (schema {version}); this one knows {VERSION}."
            return connection, f"{newer} Update it."
        try:
            if connection.execute("pragma journal_mode").fetchone()[0] != "delete":
                connection.execute("pragma journal_mode = delete")
            connection.execute("pragma synchronous = extra")
            if 0 < version < VERSION:
                self.backups.make(connection, f"{self._today()}-schema-{version}")
            if version < VERSION:
                with at_once(connection):
                    _migrate(connection)
        except (sqlite3.Error, ReaderError, OSError) as error:
            if not 0 < version < VERSION or getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise
            return _brought_up(connection), f"{self.path}: cannot be brought up to date: {error}"
        return connection, ""

    def _back_up(self) -> None:
        """See, once a day and beside what is being done, that there is a backup of that day."""
        today = self._today()
        if self._backed_up == today:
            return
        self._backed_up = today
        self._backing_up = threading.Thread(target=self._make_backup, args=(today,), name="backup")
        self._backing_up.start()

    def _make_backup(self, day: str) -> None:
        import sqlite3

        with suppress(sqlite3.Error, ReaderError, OSError):  # `rr-reader doctor` says when the last one was made
            self.backups.make_of(self.path, day)


def _make(path: Path) -> None:
    """Make an empty file, which SQLite takes for a new database; what is noted is its owner's alone. Raises OSError."""
    make_folder(path.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        with suppress(OSError):
            if path.is_file() and path.stat().st_mode & 0o077:
                path.chmod(0o600)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _told(path: Path, error: Exception) -> str:
    """Say in one line what went wrong with a file, and what to do where something can be done."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_BUSY"):
        return f"{path}: {error}: another program is writing"
    is_damaged = name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
    return f"{path}: {error}{'. `rr-reader doctor` tells what can be restored' if is_damaged else ''}"


def _brought_up(connection: "sqlite3.Connection") -> "sqlite3.Connection":
    """Give a copy in memory with today's schema: what is old and cannot be written is read all the same."""
    import sqlite3

    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        copy_to(copy, connection)
        _migrate(copy)
    except BaseException:
        copy.close()
        raise
    connection.close()
    return copy


def _migrate(connection: "sqlite3.Connection") -> None:
    for step in _STEPS[_pragma(connection, "user_version") :]:  # another reader may have been faster
        for statement in step:
            connection.execute(statement)
    connection.execute(f"pragma application_id = {_APPLICATION}")
    connection.execute(f"pragma user_version = {VERSION}")


def _is_foreign(connection: "sqlite3.Connection", version: int) -> bool:
    holds_tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
    return bool(version or holds_tables) and _pragma(connection, "application_id") != _APPLICATION


def _pragma(connection: "sqlite3.Connection", name: str) -> int:
    return int(connection.execute(f"pragma {name}").fetchone()[0])
