"""The reader's own database: SQLite, safe against kill and power cut, shared by all windows.

A rollback journal with `synchronous=EXTRA`: what a call saved is on the disk when it returns. Write-ahead logging is
not used, as SQLite before 3.51.3 can damage such a file that two programs write to (its "WAL-reset bug").
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rr_reader.errors import ReaderError
from rr_reader.library.at_once import at_once
from rr_reader.library.durable import make_folder
from rr_reader.text.safe import printable

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


class Database:
    """One file. Trouble with it is told by `trouble`, never raised: without it nothing is found and nothing is saved.

    May be used from any thread.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        self._lasting = ""
        self._passing = ""
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path, *, patience: float = PATIENCE) -> "Database":
        """Open the file, made if it is not there. Raises nothing."""
        database = cls(path, patience)
        database._connect()
        return database

    @property
    def trouble(self) -> str:
        """Say in one line why nothing is saved; "" while all is well."""
        return printable(self._lasting or self._passing)

    def close(self) -> None:
        """Let the file go. What was saved is saved already."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def rows(self, statement: str, *values: object) -> list[Any]:
        """Give what a statement finds; nothing where there is trouble."""
        import sqlite3

        with self._lock:
            if self._connection is None:
                return []
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                self._passing = str(error)
                return []

    def change(self, deed: "Callable[[sqlite3.Connection], object]") -> bool:
        """Do all of a deed or nothing. True once it is on the disk; else `trouble` says why not."""
        import sqlite3

        with self._lock:
            self._connect()
            if self._connection is None or self._lasting:
                return False
            try:
                with at_once(self._connection):
                    deed(self._connection)
                self._passing = ""
            except sqlite3.Error as error:
                self._passing = str(error)
                return False
        return True

    def _connect(self) -> None:
        """Connect, unless that is done or hopeless. Where another program holds the file, the next save tries again."""
        import sqlite3

        if self._connection or self._lasting:
            return
        connection = None
        try:
            make_folder(self.path.parent)
            connection = sqlite3.connect(
                self.path, timeout=self._patience, isolation_level=None, check_same_thread=False
            )
            self._lasting = _prepare(connection, self.path)
            self._connection = connection
        except (sqlite3.Error, ReaderError, OSError, ValueError) as error:
            if connection:
                connection.close()
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                self._passing = f"{self.path}: {error}"
            else:
                self._lasting = f"{self.path}: {error}"


def _prepare(connection: "sqlite3.Connection", path: Path) -> str:
    """Bring the schema up to date; give why the file must be left alone, or "". Raises sqlite3.Error."""
    version = _pragma(connection, "user_version")
    if _is_foreign(connection, version):
        return f"{path} belongs to another program"
    if version > VERSION:
        return f"{path} was written by a newer rr-reader (schema {version}); this one knows {VERSION}. Update it."
    if connection.execute("pragma journal_mode").fetchone()[0] != "delete":
        connection.execute("pragma journal_mode = delete")
    connection.execute("pragma synchronous = extra")
    if version < VERSION:
        with at_once(connection):
            _migrate(connection)
    return ""


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
