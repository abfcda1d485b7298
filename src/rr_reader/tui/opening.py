"""What to open, and reading it: off the screen's thread, a large file's beginning first."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

import rr_reader
from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Library
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.opening import is_cleaned, load_file
from rr_reader.library.starter import ensure_starter
from rr_reader.model import Article
from rr_reader.sources.discover import find_sources, read_bytes
from rr_reader.text.safe import printable

BEGINNING = 32_000
"""Bytes of a large file that are read first, so that there is something to read at once."""


class Loaded(msgspec.Struct, frozen=True):
    """A library, or the beginning of one; `problems` are lines that say what could not be read."""

    library: Library
    problems: tuple[str, ...] = ()
    complete: bool = True
    failure: ReaderError | None = None
    """Nothing at all could be read: there is nothing to show, only this to say."""


class Opening(msgspec.Struct, frozen=True):
    """The library folder, or else sources that are looked at without being added."""

    folder: Path
    sources: tuple[str, ...] = ()
    stdin: bytes = b""
    """What was read from standard input, for the source `-`."""
    assume: str = ""
    """The encoding that the user says the sources are in; "" where that is to be found out."""

    @property
    def is_library(self) -> bool:
        """Tell whether the library is opened, not some files."""
        return not self.sources

    def load(self, take: Callable[[Loaded], None]) -> None:
        """Read everything, and hand it over as it comes: more than once for a large file. Raises nothing."""
        if self.sources:
            self._load_sources(take)
            return
        problems: list[str] = []
        library = Library()
        try:
            ensure_starter(self.folder)
        except ReaderError as error:  # what cannot be written to can still be read
            problems.append(str(error))
        try:
            library, broken = Library.open(LibraryFolder(self.folder))
            problems += [problem.message for problem in broken]
        except ReaderError as error:
            problems.append(str(error))
        take(Loaded(library, tuple(problems)))

    def _load_sources(self, take: Callable[[Loaded], None]) -> None:
        articles: list[Article] = []
        failures: list[ReaderError] = []
        for source in self.sources:
            for name, path, read in _readers(source, self.stdin, failures):
                try:
                    raw = read()
                    if not self.assume and is_cleaned(raw):
                        articles.append(load_file(path, raw))
                        continue
                    if len(raw) > 4 * BEGINNING and not articles:
                        take(Loaded(Library.of([_beginning(raw, name, self.assume)]), complete=False))
                    articles.append(rr_reader.parse(raw, name=name, assume=self.assume))
                except ReaderError as error:
                    failures.append(error)
        failure = failures[0] if failures and not articles else None
        take(Loaded(Library.of(articles), tuple(map(str, failures)), failure=failure))


class _Readable(NamedTuple):
    name: str
    path: Path
    read: Callable[[], bytes]


def _readers(source: str, stdin: bytes, failures: list[ReaderError]) -> Sequence[_Readable]:
    """List the files behind a word of the command line, each with what reads it."""
    if source == "-":
        return [_Readable("stdin", Path("stdin"), lambda: stdin)]
    try:
        paths = list(find_sources([source]))
    except ReaderError as error:
        failures.append(error)
        return []
    return [_Readable(printable(path.name), path, partial(read_bytes, path)) for path in paths]


def _beginning(raw: bytes, name: str, assume: str) -> Article:
    """Understand the first paragraphs of a large file."""
    cut = raw.rfind(b"\n\n", 0, BEGINNING)
    return rr_reader.parse(raw[: cut if cut > 0 else BEGINNING], name=name, assume=assume)
