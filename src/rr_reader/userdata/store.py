"""What the reader did with articles: places, percents, read, starred. SQLite, safe against kill and power cut.

A rollback journal with `synchronous=EXTRA`: what a call saved is on the disk when it returns. Write-ahead logging is
not used, as SQLite before 3.51.3 can damage such a file that two programs write to (its "WAL-reset bug").
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from rr_reader.errors import ReaderError
from rr_reader.library.at_once import at_once
from rr_reader.library.durable import make_folder
from rr_reader.model import Place
from rr_reader.text.safe import printable

if TYPE_CHECKING:
    import sqlite3

VERSION = 1
"""The schema's number, in SQLite's `user_version`."""
_APPLICATION = 0x7272_6472
"""Marks the file as ours, in SQLite's `application_id`: `rrdr`."""
_SCHEMA = """
create table article (
    id text primary key,
    block integer,
    offset integer,
    percent integer not null default 0,
    opened integer not null default 0,
    finished integer not null default 0,
    starred integer not null default 0
) without rowid
"""
_ADDED = "create table if not exists kept (name text primary key, value text not null) without rowid"
"""Came later, and is nothing that an older rr-reader would mind: hence the same version."""
PATIENCE = 1.0
"""Seconds to wait for another program that is writing: somebody waits for the screen."""


class Reading(msgspec.Struct, frozen=True):
    """How far one has read: where, and how much of the article that is, 0 to 100."""

    place: Place
    percent: int


class Store:
    """The reader's own data. Trouble with it never stops anybody from reading: then it is empty and saves nothing.

    May be used from any thread.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._path = path
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        self._lasting = ""
        self._passing = ""
        self._version: int | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path, *, patience: float = PATIENCE) -> "Store":
        """Open the database, made if it is not there. Raises nothing: see `trouble`."""
        store = cls(path, patience)
        store._connect()
        return store

    def _connect(self) -> None:
        """Connect, unless that is done or hopeless. Where another program holds the file, the next save tries again."""
        import sqlite3

        if self._connection or self._lasting:
            return
        connection = None
        try:
            make_folder(self._path.parent)
            connection = sqlite3.connect(
                self._path, timeout=self._patience, isolation_level=None, check_same_thread=False
            )
            self._lasting = _prepare(connection, self._path)
            self._connection = connection
        except (sqlite3.Error, ReaderError, OSError, ValueError) as error:
            if connection:
                connection.close()
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                self._passing = f"{self._path}: {error}"
            else:
                self._lasting = f"{self._path}: {error}"

    @property
    def trouble(self) -> str:
        """Say in one line why nothing is saved; "" while all is well."""
        why = self._lasting or self._passing
        return f"Reading places and stars are NOT SAVED: {printable(why)}" if why else ""

    def close(self) -> None:
        """Let the file go. What was saved is saved already."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def position(self, article_id: str) -> Reading | None:
        """Give how far an article was read; None if it was not begun."""
        rows = self._rows("select block, offset, percent from article where id = ? and block is not null", article_id)
        return next((Reading(Place(block, offset), percent) for block, offset, percent in rows), None)

    def save_position(self, article_id: str, reading: Reading) -> None:
        """Keep how far an article was read; at 100 % it is finished."""
        self._save(
            """insert into article (id, block, offset, percent, opened, finished)
               values (:id, :block, :offset, :percent,
                       (select coalesce(max(opened), 0) + 1 from article), :percent >= 100)
               on conflict (id) do update set block = :block, offset = :offset, percent = :percent,
               opened = excluded.opened, finished = max(finished, excluded.finished)""",
            {
                "id": article_id,
                "block": reading.place.block,
                "offset": reading.place.offset,
                "percent": reading.percent,
            },
        )

    def set_read(self, *article_ids: str, is_read: bool) -> None:
        """Mark articles finished, or unread: then the places in them are forgotten. All or none."""
        self._save(
            """insert into article (id, finished) values (:id, :read)
               on conflict (id) do update set finished = :read,
               block = case when :read then block end, offset = case when :read then offset end,
               percent = case when :read then percent else 0 end""",
            *({"id": article_id, "read": int(is_read)} for article_id in article_ids),
        )

    def set_starred(self, *article_ids: str, is_starred: bool) -> None:
        """Star articles, or take the stars away. All or none."""
        self._save(
            """insert into article (id, starred) values (:id, :starred)
               on conflict (id) do update set starred = :starred""",
            *({"id": article_id, "starred": int(is_starred)} for article_id in article_ids),
        )

    def carry(self, article_id: str, to: str, place_of: Callable[[Place], Place] = lambda place: place) -> None:
        """Let all that is known of an article be another's, which it became; `place_of` says where a place is there.

        What is read is what is written over: another window that saves a place meanwhile waits, or is told.
        """

        def carry(connection: "sqlite3.Connection") -> None:
            found = connection.execute("select block, offset from article where id = ?", (article_id,)).fetchone()
            place = place_of(Place(*found)) if found and found[0] is not None else None
            connection.execute(
                """update or replace article set id = :to, block = :block, offset = :offset where id = :id""",
                {"id": article_id, "to": to, "block": place and place.block, "offset": place and place.offset},
            )

        self._change(carry)

    def forget(self, article_id: str) -> None:
        """Know nothing of an article any more: it is gone."""
        self._save("delete from article where id = :id", {"id": article_id})

    def keep(self, name: str, value: str) -> None:
        """Keep something small under a name: how somebody likes the screen, say."""
        self._save("insert or replace into kept values (:name, :value)", {"name": name, "value": value})

    def kept(self, name: str) -> str:
        """Give what is kept under a name; "" for nothing."""
        return next((value for (value,) in self._rows("select value from kept where name = ?", name)), "")

    def states(self) -> dict[str, frozenset[str]]:
        """Give "unread", "reading" or "finished", and "starred", of each article that anything is known of."""
        rows = self._rows("select id, finished, block is not null, starred from article")
        return {
            article_id: frozenset(
                {"finished" if finished else "reading" if begun else "unread"} | ({"starred"} if starred else set())
            )
            for article_id, finished, begun, starred in rows
        }

    def percents(self) -> dict[str, int]:
        """Give how much was read of each article that was begun, 0 to 100."""
        return dict(self._rows("select id, percent from article where block is not null"))

    def has_news(self) -> bool:
        """Tell whether another program has written since this was asked last."""
        version = next((version for (version,) in self._rows("pragma data_version")), 0)
        is_new, self._version = self._version not in (None, version), version
        return is_new

    def last_read(self) -> str:
        """Name the article that was read last; "" for none."""
        rows = self._rows("select id from article where block is not null order by opened desc limit 1")
        return next((article_id for (article_id,) in rows), "")

    def _rows(self, statement: str, *values: object) -> list[Any]:
        import sqlite3

        with self._lock:
            if self._connection is None:
                return []
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                self._passing = str(error)
                return []

    def _save(self, statement: str, *values: dict[str, object]) -> None:
        self._change(lambda connection: connection.executemany(statement, values))

    def _change(self, deed: "Callable[[sqlite3.Connection], object]") -> None:
        """Do all of a deed or nothing. What comes of it is told by `trouble`."""
        import sqlite3

        with self._lock:
            self._connect()
            if self._connection is None or self._lasting:
                return
            try:
                with at_once(self._connection):
                    deed(self._connection)
                self._passing = ""
            except sqlite3.Error as error:
                self._passing = str(error)


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
            if _pragma(connection, "user_version") < VERSION:  # another reader may have been faster
                connection.execute(_SCHEMA)
                connection.execute(f"pragma application_id = {_APPLICATION}")
                connection.execute(f"pragma user_version = {VERSION}")
    if not connection.execute("select 1 from sqlite_master where name = 'kept'").fetchone():
        connection.execute(_ADDED)
    return ""


def _is_foreign(connection: "sqlite3.Connection", version: int) -> bool:
    holds_tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
    return bool(version or holds_tables) and _pragma(connection, "application_id") != _APPLICATION


def _pragma(connection: "sqlite3.Connection", name: str) -> int:
    return int(connection.execute(f"pragma {name}").fetchone()[0])
