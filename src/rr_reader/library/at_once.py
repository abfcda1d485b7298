"""All or nothing, in SQLite. This module imports no SQLite: who only names it need not wait for that."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


@contextmanager
def at_once(connection: "sqlite3.Connection") -> Iterator[None]:
    """Do all or nothing; the lock is taken at once, so that two programs wait for each other and do not collide."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
