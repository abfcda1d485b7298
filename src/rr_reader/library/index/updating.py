"""Bringing the index up to date: which files are new, changed or gone since it looked last, and reading those."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from rr_reader.errors import BrokenArticleError, ReaderError
from rr_reader.library.at_once import at_once
from rr_reader.library.collecting import columns_of
from rr_reader.library.columns import Columns, decode, encode
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index import rows
from rr_reader.library.index.rows import Row, Stated
from rr_reader.library.index.store import keep, kept

AT_ONCE = 200
"""Articles written in one go: others see them together, and can ask in between."""
_UNSURE = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may change again without showing it."""


class File(NamedTuple):
    """A cleaned file that is to be looked into."""

    id: str
    stated: Stated
    digest: bytes
    """As the index has it; b"" for one that is new."""


class Differences(msgspec.Struct, frozen=True):
    """What the folder holds otherwise than the index, ids in order."""

    changed: tuple[tuple[str, Stated], ...]
    """New or perhaps changed."""
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


def differences(connection: sqlite3.Connection, folder: LibraryFolder) -> Differences:
    """Compare the folder's files with what the index knows, by size and time. Raises StorageError."""
    changed: list[tuple[str, Stated]] = []
    gone: list[str] = []
    known = rows.looked_at(connection)
    seen = next(known, None)
    for article_id in folder.ids():  # both are in the order of code points, so that neither need be kept
        while seen and seen[0] < article_id:
            gone.append(seen[0])
            seen = next(known, None)
        stated = folder.stated_of(article_id)
        is_known = seen is not None and seen[0] == article_id
        if stated and not (seen and is_known and seen[1] == stated and seen[1].changed <= seen[2] - _UNSURE):
            changed.append((article_id, Stated(*stated)))
        if is_known:
            gone += [] if stated else [article_id]
            seen = next(known, None)
    gone += [seen[0], *(each[0] for each in known)] if seen else []
    return Differences(tuple(changed), tuple(gone))


class Progress(msgspec.Struct, frozen=True):
    """How far an update has come."""

    done: int
    """Files looked at."""
    of: int
    changed: int
    """Articles that came, went or are otherwise than they were."""


class Look(NamedTuple):
    """What was found in a file."""

    file: File
    at: int
    """When, in nanoseconds."""
    row: Row | None
    """None where it holds what it held."""


def look(folder: LibraryFolder, file: File) -> Look:
    """Look into a file; of one that cannot be loaded the row says why. Asks nothing but the disk."""
    at, digest = time.time_ns(), b""
    try:
        text = folder.text_of(file.id)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if digest == file.digest:
            return Look(file, at, None)
        return Look(file, at, rows.row_of(file.id, digest, folder.read(text, file.id)))
    except ReaderError as error:
        line = error.line if isinstance(error, BrokenArticleError) else 0
        return Look(file, at, Row(digest, str(error), line))


class Looks(msgspec.Struct, frozen=True):
    """The work of looking into the files of a library, for processes: see `in_parallel`."""

    folder: str

    def load(self) -> None:
        """Import what reads a cleaned file."""

    def prepare(self) -> None:
        """Nothing: there is always something to do at once."""

    def __call__(self, file: File) -> Look:
        """Look into one."""
        return look(LibraryFolder(Path(self.folder)), file)


Looking = Callable[[LibraryFolder, Iterable[File]], Iterator[Look]]
"""Looks into files, in their order."""


def one_by_one(folder: LibraryFolder, files: Iterable[File]) -> Iterator[Look]:
    """Look into files in this process."""
    return map(partial(look, folder), files)


def update(
    connection: sqlite3.Connection, folder: LibraryFolder, found: Differences, looking: Looking = one_by_one
) -> Iterator[Progress]:
    """Read what differs into the index, some at a time; says after each go how far it is. Raises sqlite3.Error."""
    with at_once(connection):
        for article_id in found.gone:
            rows.remove(connection, article_id)
        if found.gone:
            _outdate(connection)
    changed, done = len(found.gone), 0
    yield Progress(0, len(found.changed), changed)
    files = (File(each, stated, rows.digest_in(connection, each)) for each, stated in found.changed)
    looks = looking(folder, files)
    while done < len(found.changed):
        before = changed
        with at_once(connection):
            for file, at, row in islice(looks, AT_ONCE):
                if row is None:
                    rows.restate(connection, file.id, file.stated, at)
                else:
                    rows.put(connection, file.id, file.stated, at, row)
                    changed += 1
                done += 1
            if changed > before:
                _outdate(connection)
        yield Progress(done, len(found.changed), changed)


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
