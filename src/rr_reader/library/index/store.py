"""The index's file: an SQLite database that may be deleted at any time, and is made anew where it is no good.

One process writes at a time, who holds the lock; all others open it for reading only. Nothing is synced: after a power
cut it may be broken, and is made again. Only the writer ever checkpoints the log, which keeps clear of a fault that
SQLite had up to 3.51.2 where two connections did. What articles say may be private: only the user can read it.
"""

import fcntl
import os
import sqlite3
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

from rr_reader.library.index import alike
from rr_reader.library.index.words import SCHEMA

FORMAT = 4
"""Goes up with every change of what is kept here, and of how articles are summed up, folded or encoded."""
_APPLICATION = 0x72724978
_ENDINGS = ("", "-wal", "-shm", "-journal")
_TABLES = f"""
create table kept (name text primary key, value) without rowid;
create table article (
    row integer primary key autoincrement, id text not null unique,
    size integer not null, changed integer not null, looked integer not null, digest blob not null,
    problem text not null, line integer not null
);
create index broken on article (id) where problem <> '';
create table summary (row integer primary key, packed blob not null);
create table body (row integer primary key, packed blob not null);
{SCHEMA};
{alike.SCHEMA};
insert into words(words, rank) values ('rank', 'bm25(10.0, 4.0, 1.0, 0.01)');
"""


def made_by() -> str:
    """Say what an index depends on besides the articles: written by anything else, it is made anew."""
    from rr_reader import __version__

    python = ".".join(map(str, sys.version_info[:2]))
    return f"{FORMAT} {__version__} {python} {sys.byteorder} {unicodedata.unidata_version}"


class Lock:
    """The right to write; held until it is released, or the process ends."""

    def __init__(self, path: Path) -> None:
        """Take it. Raises BlockingIOError where another process has it, and OSError."""
        _make_folder(path.parent)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        """Let another have it."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open an index to ask it. Raises sqlite3.Error where there is none, or one that is of no use."""
    connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro", uri=True, check_same_thread=False, timeout=5)
    try:
        connection.execute("pragma cache_size = -8192")  # mapping the file is no faster, and is held as memory
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def open_for_writing(path: Path) -> sqlite3.Connection:
    """Open the index to bring it up to date, or make one; the lock is held.

    Raises sqlite3.Error for one that is no good, and OSError where none can be made.
    """
    if not path.exists():
        _make_folder(path.parent)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))  # -wal and -shm get the same mode
        return _made(path)
    return _opened(path)


def _make_folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # somebody else's folder, in which one may write
        path.chmod(0o700)  # also one that was made before, open to others


def identity(path: Path) -> tuple[int, int] | None:
    """Tell which file is there, by its device and number; None where none is."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def throw_away(path: Path) -> None:
    """Delete an index."""
    for ending in _ENDINGS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
    try:
        _set_up(connection)
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def made_in_memory() -> sqlite3.Connection:
    """Make an index that is nowhere: for as long as it is open."""
    return _made(":memory:")


def _made(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
    _set_up(connection)
    connection.executescript(f"begin; pragma application_id = {_APPLICATION}; {_TABLES} commit;")
    keep(connection, "made by", made_by())
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = off")
    connection.execute("pragma cache_size = -65536")


def _check(connection: sqlite3.Connection) -> None:
    """See that an index is ours and of this program's making. Raises sqlite3.Error."""
    (application,) = connection.execute("pragma application_id").fetchone()
    if application != _APPLICATION or kept(connection, "made by") != made_by():
        raise sqlite3.DatabaseError("not an index of this program")


def kept(connection: sqlite3.Connection, name: str) -> object:
    """Give what was kept under a name; None for nothing."""
    found = connection.execute("select value from kept where name = ?", (name,)).fetchone()
    return found[0] if found else None


def keep(connection: sqlite3.Connection, name: str, value: object) -> None:
    """Keep something under a name."""
    connection.execute("insert or replace into kept values (?, ?)", (name, value))


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(path))
