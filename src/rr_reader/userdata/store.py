"""Reading places and marks, in SQLite: what `save_…` and `set_…` return from is on the disk.

Rollback journal with `synchronous=EXTRA`: safe on every SQLite, also those whose WAL can be reset by two
connections (sqlite.org/wal.html, "The WAL-reset bug"). A database that cannot be used never stops the
reading: `trouble` says what is wrong, what is asked gives nothing, and nothing is kept.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import msgspec

from rr_reader.model import Place

SCHEMA = 1
BUSY_SECONDS = 10.0

_TABLES = """
CREATE TABLE reading (
    article TEXT PRIMARY KEY,
    block INTEGER NOT NULL DEFAULT 0,
    offset INTEGER NOT NULL DEFAULT 0,
    percent INTEGER NOT NULL DEFAULT 0,
    finished INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    turn INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
"""
"""`turn` counts up with every save, so that the article read last is known without a clock."""


class Reading(msgspec.Struct, frozen=True):
    """How far one has come in an article; `percent` of it, 0 to 100."""

    place: Place = Place()
    percent: int = 0


class Store:
    """One connection to the reader's own data. Not for use from several threads at once."""

    def __init__(self, connection: sqlite3.Connection | None, trouble: str = "") -> None:
        self._connection = connection
        self.trouble = trouble
        """What is wrong, in a line; "" while all is well."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or make the database. Never raises: see `trouble`."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            return cls(None, f"NOT SAVED: {path} cannot be opened ({error})")
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
                connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA synchronous=EXTRA")
            version = _prepare(connection)
        except sqlite3.Error as error:
            connection.close()
            return cls(None, f"NOT SAVED: {path} cannot be used ({error}); move it away to begin anew")
        if version > SCHEMA:
            connection.close()
            return cls(None, f"NOT SAVED: {path} was written by a newer rr-reader; update this one")
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection:
            self._connection.close()

    def position(self, article_id: str) -> Reading | None:
        """Give where one left off; None where one never was."""
        found = self._rows("SELECT block, offset, percent FROM reading WHERE article = ? AND turn > 0", article_id)
        return Reading(Place(found[0][0], found[0][1]), found[0][2]) if found else None

    def last_read(self) -> str:
        """Name the article read last; "" for none."""
        found = self._rows("SELECT article FROM reading WHERE turn > 0 ORDER BY turn DESC LIMIT 1")
        return str(found[0][0]) if found else ""

    def percents(self) -> dict[str, int]:
        """Say how much of each article was read; those never read are left out."""
        return dict(self._rows("SELECT article, percent FROM reading WHERE percent > 0"))

    def states(self) -> Mapping[str, frozenset[str]]:
        """Give the states of every article that has one: `unread`, `reading` or `finished`, and `starred`."""
        found = {}
        for article, percent, finished, starred in self._rows(
            "SELECT article, percent, finished, starred FROM reading"
        ):
            state = "finished" if finished else "reading" if percent else "unread"
            found[article] = frozenset({state, "starred"} if starred else {state})
        return found

    def save_position(self, article_id: str, reading: Reading) -> None:
        """Keep where one is. Who has come to the end has finished."""
        self._write(
            "INSERT INTO reading (article, block, offset, percent, finished, turn)"
            " VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM reading))"
            " ON CONFLICT (article) DO UPDATE SET block = excluded.block, offset = excluded.offset,"
            " percent = excluded.percent, finished = max(finished, excluded.finished), turn = excluded.turn",
            article_id,
            reading.place.block,
            reading.place.offset,
            reading.percent,
            reading.percent >= 100,
        )

    def set_read(self, article_id: str, is_read: bool) -> None:
        """Mark as finished, or as unread: then the reading place is forgotten too."""
        if is_read:
            self._write(
                "INSERT INTO reading (article, finished) VALUES (?, 1)"
                " ON CONFLICT (article) DO UPDATE SET finished = 1",
                article_id,
            )
        else:
            self._write(
                "UPDATE reading SET finished = 0, percent = 0, block = 0, offset = 0, turn = 0 WHERE article = ?",
                article_id,
            )

    def set_starred(self, article_id: str, is_starred: bool) -> None:
        """Star an article, or take its star away."""
        self._write(
            "INSERT INTO reading (article, starred) VALUES (?, ?)"
            " ON CONFLICT (article) DO UPDATE SET starred = excluded.starred",
            article_id,
            is_starred,
        )

    def _rows(self, question: str, *values: str | int) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(question, values).fetchall()
        except sqlite3.Error as error:
            self.trouble = f"NOT SAVED: reading places cannot be read ({error})"
            return []

    def _write(self, statement: str, *values: str | int) -> None:
        if self._connection is None:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.execute(statement, values)
            except sqlite3.Error:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self.trouble = f"NOT SAVED: {error}"


def _prepare(connection: sqlite3.Connection) -> int:
    """Make the tables of a new database; the version of the schema it has."""
    connection.execute("BEGIN IMMEDIATE")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version == 0:
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={SCHEMA}")
        version = SCHEMA
    connection.execute("COMMIT")
    return version
