"""A library by its index: what it remembers at once, and what has changed since."""

import sqlite3
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from rr_reader.library.catalogue import Library, Problem
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index import alike, apart, rows, store, updating
from rr_reader.library.index.shelf import Indexed
from rr_reader.library.index.updating import Progress

FIRST = 200
"""Articles shown as soon as they are read, where nothing was known before; then four times as many, and so on."""
MANY = 200
"""Files more than which are looked into by other processes: starting those takes as long."""
PATIENCE = 60.0
"""Seconds to wait for another window to bring the index up to date."""
_PAUSE = 0.05


class Index:
    """The index of one library's folder, open for reading; it is written only while it is brought up to date.

    Where no file can be made for it, it is made in memory, and lasts as long as the program.
    """

    def __init__(self, folder: LibraryFolder, path: Path | None = None) -> None:
        """Take the folder and the index's file; None for one in memory."""
        self.folder, self.path = folder, path
        self.trouble = ""
        """Why the index that was there had to be made anew, or could not be kept; "" where all is well."""
        self._given = 0
        """The edition of the columns that was given last."""
        self.is_broken = False
        """Whether it was found so by who asked it; the next update makes it anew."""
        self._reading: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        """Which file that is: another window may have put another one in its place."""
        self._in_memory: sqlite3.Connection | None = None

    def remembered(self) -> Library | None:
        """Give the library as the index remembers it; None where it remembers nothing. Looks at no article's file."""
        try:
            connection = self._connection()
            if connection is None:
                return None
            columns = updating.kept_columns(connection)
            self._given = 0 if columns is None else updating.edition(connection)
        except sqlite3.Error:
            return None
        return None if columns is None else Library(columns, Indexed(connection, self.folder, columns, self._broke))

    def _library(self) -> Iterator[Library]:
        library = self.remembered()
        if library is not None:  # one without articles is one, too
            yield library

    def _broke(self) -> None:
        self.is_broken = True

    def news(self) -> Library | None:
        """Give the library as the index has it now, if another window has brought it up to date; else None."""
        try:
            connection = self._connection()
            is_new = connection is not None and updating.edition(connection) != self._given
        except sqlite3.Error:
            return None
        return self.remembered() if is_new else None

    def _connection(self) -> sqlite3.Connection | None:
        if self._in_memory is not None or self.path is None:
            return self._in_memory
        file = store.identity(self.path)
        if file and file != self._file:
            self._reading, self._file, self._given = store.open_for_reading(self.path), file, 0
        return self._reading

    def problems(self) -> tuple[Problem, ...]:
        """List the articles that cannot be loaded."""
        try:
            connection = self._connection()
            found = rows.problems_in(connection) if connection else []
        except sqlite3.Error:
            found = []
        return tuple(Problem(name, self.folder.path / f"{name}.md", message, line) for name, message, line in found)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Give the ids of articles that may be much alike, two and two."""
        if connection := self._connection():
            for one, other in alike.pairs(connection):
                yield rows.id_in(connection, one), rows.id_in(connection, other)

    def perhaps_alike(self, sample: Sequence[int]) -> list[str]:
        """Give the ids of articles that may be much like one with this sample, as far as the index knows already."""
        try:
            connection = self._connection()
            return (
                [rows.id_in(connection, row) for row in alike.perhaps_alike(connection, sample)] if connection else []
            )
        except sqlite3.Error:  # one that is broken, or another version's: it is made anew when it is needed
            return []

    def is_up_to_date(self) -> bool:
        """Tell whether the index knows all files as they are. Raises StorageError if the folder cannot be listed."""
        try:
            connection = self._connection()
            return (
                connection is not None
                and (self._in_memory is not None or self._file == (self.path and store.identity(self.path)))
                and updating.is_collected(connection)
                and not updating.differences(connection, self.folder)
            )
        except sqlite3.Error:
            return False

    def up_to_date(self, tell: Callable[[Progress], None] = lambda progress: None) -> Library:
        """Give the library as it is now, once all that has changed is read. Raises StorageError."""
        library = self.remembered()
        for step in self.updates():
            if isinstance(step, Progress):
                tell(step)
            else:
                library = step
        return Library.of(()) if library is None else library

    def updates(self) -> Iterator[Progress | Library]:
        """Bring the index up to date: how far it is, and now and then the library as far as it is read.

        The last is the library as it is now, if anything was otherwise. Raises StorageError.
        """
        if self.is_broken and self.path is not None and self._in_memory is None:
            self._throw_away(self.path)
        if self._given and self.is_up_to_date():
            return
        if self.path is not None and self._in_memory is None and self._is_much():
            is_done = yield from self._updates_apart(self.path)
            if is_done:
                return
        try:
            yield from self._updates_of_file(updating.one_by_one)
        except (OSError, sqlite3.Error) as error:
            if self.path is not None:
                self.trouble = f"The index cannot be kept ({error}); it is made anew for as long as this runs."
            self._forget()
            self._in_memory = self._in_memory or store.made_in_memory()
            yield from self._updates(self._in_memory, updating.one_by_one)

    def _is_much(self) -> bool:
        """Tell whether so much is to be read that other processes should. Raises StorageError."""
        try:
            connection = self._connection() if self.path and store.identity(self.path) else None
            files = updating.differences(connection, self.folder).changed if connection else self.folder.ids()
        except sqlite3.Error:
            files = self.folder.ids()
        return len(files) > MANY

    def _updates_apart(self, path: Path) -> Generator[Progress | Library, None, bool]:
        """Let another process bring the file up to date. False where that is left for this one to do."""
        with closing(apart.updates(self.folder.path, path)) as said:
            while True:
                try:
                    step = next(said)
                except StopIteration as end:
                    return bool(end.value)
                if isinstance(step, Progress):
                    yield step
                    continue
                if step.trouble:
                    self.trouble = step.trouble
                    self._forget()
                yield from self._library()

    def write(self, looking: updating.Looking) -> Iterator[Progress | Library]:
        """Bring the index's file up to date, in this process. Raises StorageError, OSError and sqlite3.Error."""
        return self._updates_of_file(looking)

    def _updates_of_file(self, looking: updating.Looking) -> Iterator[Progress | Library]:
        """Raises OSError and sqlite3.Error where no file can be made, or written."""
        if self.path is None or self._in_memory is not None:
            raise FileNotFoundError
        lock = self._locked(self.path)
        try:
            writer = self._writer(self.path)
            try:
                yield from self._updates(writer, looking)
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
                    raise  # another would have no more room
                writer.close()
                writer = self._made_anew(self.path)
                yield from self._updates(writer, looking)
            finally:
                writer.close()
        finally:
            lock.release()

    def _writer(self, path: Path) -> sqlite3.Connection:
        try:
            return store.open_for_writing(path)
        except sqlite3.Error:
            return self._made_anew(path)

    def _made_anew(self, path: Path) -> sqlite3.Connection:
        self._forget()
        self.trouble = "The index was broken, or another version's: it was made anew."
        store.throw_away(path)
        return store.open_for_writing(path)

    def _throw_away(self, path: Path) -> None:
        """Delete what was found broken while it was asked, unless another window has made it anew already."""
        self.is_broken, broken = False, self._file
        self._forget()
        with suppress(OSError):
            lock = self._locked(path)
            try:
                if store.identity(path) == broken:
                    self.trouble = "The index was broken: it was made anew."
                    store.throw_away(path)
            finally:
                lock.release()

    def _updates(self, writer: sqlite3.Connection, looking: updating.Looking) -> Iterator[Progress | Library]:
        found = updating.differences(writer, self.folder)
        shown = FIRST if not updating.kept_columns(writer) else 0
        for progress in updating.update(writer, self.folder, found, looking):
            yield progress
            if shown and shown <= progress.done < progress.of:
                shown = progress.done * 4
                updating.collect(writer)
                yield from self._library()
        if not updating.is_collected(writer) or updating.kept_columns(writer) is None:
            updating.collect(writer)
            yield from self._library()

    def _forget(self) -> None:
        """Let go of the file that was read so far; a library that is still shown has it open."""
        self._reading = self._file = None

    def _locked(self, path: Path) -> store.Lock:
        """Wait until no other window writes. Raises OSError."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return store.Lock(path.with_suffix(".lock"))
            except BlockingIOError:
                if time.monotonic() > end:
                    raise
                time.sleep(_PAUSE)

    def close(self) -> None:
        """Close what is open: no library of this index is asked any more."""
        for connection in filter(None, (self._reading, self._in_memory)):
            connection.close()
        self._forget()


def open_library(folder: LibraryFolder, path: Path | None = None) -> tuple[Library, tuple[Problem, ...]]:
    """Open a library as it is now, and say what of it cannot be read. Raises StorageError."""
    index = Index(folder, path)
    library = index.up_to_date()
    return library, index.problems()
