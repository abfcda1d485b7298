"""The numbers that articles are found by which may be much alike: see `library/resembling`."""

import sqlite3
from collections.abc import Sequence

from rr_reader.library.resembling import ENOUGH, KEYS

SCHEMA = "create table alike (number integer, row integer, primary key (number, row)) without rowid"
_MOST = 50
"""Articles which have a number, more than which it tells nothing."""


def note(connection: sqlite3.Connection, row: int, sample: Sequence[int]) -> None:
    """Keep the numbers of an article."""
    connection.executemany("insert or ignore into alike values (?, ?)", [(number, row) for number in sample[:KEYS]])


def forget(connection: sqlite3.Connection, row: int, sample: Sequence[int]) -> None:
    """Take them out."""
    connection.executemany(
        "delete from alike where number = ? and row = ?", [(number, row) for number in sample[:KEYS]]
    )


def perhaps_alike(connection: sqlite3.Connection, sample: Sequence[int], most: int = 3) -> list[int]:
    """Give the rows of those that may be much like an article, the likest first."""
    holes = ", ".join("?" * len(sample))
    found = connection.execute(
        f"select row from alike where number in ({holes}) group by row having count(*) >= ? "
        "order by count(*) desc, row limit ?",
        (*sample, ENOUGH, most),
    )
    return [row for (row,) in found]


def pairs(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Give the rows of all pairs that may be much alike."""
    return connection.execute(
        "with telling(number) as (select number from alike group by number having count(*) between 2 and ?) "
        "select one.row, other.row from telling join alike one using (number) join alike other using (number) "
        "where one.row < other.row group by one.row, other.row having count(*) >= ? order by one.row, other.row",
        (_MOST, ENOUGH),
    ).fetchall()
