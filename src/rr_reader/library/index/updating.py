"""Bringing the index up to date: which files are new, changed or gone since it looked last, and reading those."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator, Mapping
from itertools import islice

import msgspec

from rr_reader.errors import BrokenArticleError, ReaderError
from rr_reader.library.at_once import at_once
from rr_reader.library.collecting import columns_of
from rr_reader.library.columns import Columns, decode, encode
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index import rows
from rr_reader.library.index.rows import Looked, Stated
from rr_reader.library.index.store import keep, kept

AT_ONCE = 200
"""Articles written in one go: others see them together, and can ask in between."""
_UNSURE = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may change again without showing it."""


class Differences(msgspec.Struct, frozen=True):
    """What the folder holds otherwise than the index."""

    changed: Mapping[str, Stated]
    """New or perhaps changed."""
    gone: tuple[str, ...]
    known: Mapping[str, Looked]

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


def differences(connection: sqlite3.Connection, folder: LibraryFolder) -> Differences:
    """Compare the folder's files with what the index knows, by size and time. Raises StorageError."""
    known, here = rows.looked_at(connection), folder.stated()
    changed = {
        article_id: Stated(*stated)
        for article_id, stated in here.items()
        if (seen := known.get(article_id)) is None or stated != seen[1:3] or seen.changed > seen.looked - _UNSURE
    }
    return Differences(changed, tuple(known.keys() - here.keys()), known)


class Progress(msgspec.Struct, frozen=True):
    """How far an update has come."""

    done: int
    """Files looked at."""
    of: int
    changed: int
    """Articles that came, went or are otherwise than they were."""


def update(connection: sqlite3.Connection, folder: LibraryFolder, found: Differences) -> Iterator[Progress]:
    """Read what differs into the index, some at a time; says after each go how far it is. Raises sqlite3.Error."""
    with at_once(connection):
        for article_id in found.gone:
            rows.remove(connection, found.known[article_id].row, article_id)
        if found.gone:
            _outdate(connection)
    changed, done, left = len(found.gone), 0, iter(sorted(found.changed.items()))
    yield Progress(0, len(found.changed), changed)
    while some := list(islice(left, AT_ONCE)):
        with at_once(connection):
            otherwise = sum(
                _look(connection, folder, article_id, stated, found.known.get(article_id))
                for article_id, stated in some
            )
            if otherwise:
                _outdate(connection)
        changed, done = changed + otherwise, done + len(some)
        yield Progress(done, len(found.changed), changed)


def _look(
    connection: sqlite3.Connection, folder: LibraryFolder, article_id: str, stated: Stated, known: Looked | None
) -> bool:
    """Look into a file; False if it holds what it held."""
    looked = Looked(known.row if known else 0, *stated, time.time_ns(), b"")
    try:
        text = folder.text_of(article_id)
        looked = looked._replace(digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
        if known and known.digest == looked.digest:
            rows.restate(connection, looked)
            return False
        rows.put(connection, article_id, looked, folder.read(text, article_id))
    except ReaderError as error:
        line = error.line if isinstance(error, BrokenArticleError) else 0
        rows.put_problem(connection, article_id, looked, str(error), line)
    return True


def _outdate(connection: sqlite3.Connection) -> None:
    """Note that the columns are those of before."""
    keep(connection, "collected", 0)


def collect(connection: sqlite3.Connection) -> Columns:
    """Make the columns of what the index holds, and keep them for the next start. Raises sqlite3.Error."""
    before = kept_columns(connection)
    columns = columns_of(rows.summaries(connection), before.slots if before else {})
    with at_once(connection):
        keep(connection, "columns", encode(columns))
        keep(connection, "collected", 1)
        keep(connection, "edition", edition(connection) + 1)
    return columns


def edition(connection: sqlite3.Connection) -> int:
    """Say how often the columns were made."""
    found = kept(connection, "edition")
    return found if isinstance(found, int) else 0


def kept_columns(connection: sqlite3.Connection) -> Columns | None:
    """Give the columns that were kept; None where there are none to be read."""
    found = kept(connection, "columns")
    try:
        return decode(found) if isinstance(found, bytes) else None
    except ValueError:
        return None


def is_collected(connection: sqlite3.Connection) -> bool:
    """Tell whether the columns that are kept are those of all articles."""
    return kept(connection, "collected") == 1
