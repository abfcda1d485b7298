"""What to open, and reading it: off the screen's thread, a large file's beginning first."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

import msgspec

import rr_reader
from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Library
from rr_reader.library.opening import is_cleaned, load_file
from rr_reader.model import Article
from rr_reader.sources.discover import find_sources, read_bytes
from rr_reader.sources.fetching import is_url
from rr_reader.sources.renditions import reader_of
from rr_reader.text.safe import printable
from rr_reader.tui.apart import parse_apart
from rr_reader.tui.following import Following
from rr_reader.tui.loaded import Loaded

if TYPE_CHECKING:
    from rr_reader.sources.fetching.fetcher import Fetcher

BEGINNING = 32_000
"""Bytes of a large file that are read first, so that there is something to read at once."""


class Opening(msgspec.Struct, frozen=True):
    """The library folder, or else sources that are looked at without being added."""

    folder: Path
    sources: tuple[str, ...] = ()
    stdin: bytes = b""
    """What was read from standard input, for the source `-`."""
    assume: str = ""
    """The encoding that the user says the sources are in; "" where that is to be found out."""
    index: Path | None = None
    """The file of the library's index; None for one in memory."""
    local: bool = False
    """Whether addresses of this machine and its network are fetched from."""

    @property
    def is_library(self) -> bool:
        """Tell whether the library is opened, not some files."""
        return not self.sources

    def load(self, take: Callable[[Loaded], None], tell: Callable[[str], None], ended: Event) -> None:
        """Read everything, and hand it over as it comes; go on to follow a library until `ended`. Raises nothing.

        `tell` hears how far the reading of a library is; "" once it is done.
        """
        if self.sources:
            self._load_sources(take)
        else:
            Following(self.folder, self.index, take, tell).run(ended)

    def _load_sources(self, take: Callable[[Loaded], None]) -> None:
        articles: list[Article] = []
        failures: list[ReaderError] = []
        web = cache(self._fetcher)
        for source in self.sources:
            for name, path, read in self._readers(source, web, failures):
                try:
                    raw = read()
                    if not self.assume and is_cleaned(raw):
                        articles.append(load_file(path, raw))
                        continue
                    is_large = len(raw) > 4 * BEGINNING
                    if is_large and not articles and not reader_of(raw):  # of a container the beginning is nothing
                        take(Loaded(Library.of([_beginning(raw, name, self.assume)]), complete=False))
                    parse = parse_apart if is_large else rr_reader.parse
                    articles.append(parse(raw, name=name, assume=self.assume))
                except ReaderError as error:
                    failures.append(error)
        failure = failures[0] if failures and not articles else None
        take(Loaded(Library.of(articles), tuple(map(str, failures)), failure=failure))

    def _fetcher(self) -> "Fetcher":
        from rr_reader.sources.fetching.fetcher import Fetcher

        return Fetcher(local=self.local)

    def _readers(self, source: str, web: "Callable[[], Fetcher]", failures: list[ReaderError]) -> "Sequence[_Readable]":
        """List what is behind a word of the command line, each with what reads it."""
        if source == "-":
            return [_Readable("stdin", Path("stdin"), lambda: self.stdin)]
        if is_url(source):
            try:
                return [_fetched(web(), source, self.assume)]
            except ReaderError as error:
                failures.append(error)
                return []
        return _files(source, failures)


class _Readable(NamedTuple):
    name: str
    path: Path
    read: Callable[[], bytes]


def _fetched(fetcher: "Fetcher", url: str, assume: str) -> _Readable:
    from rr_reader.sources.fetching.keeping import body_of, fetch_page

    page = fetch_page(fetcher, url)
    raw = body_of(page.raw) if assume else page.raw
    return _Readable(page.name, Path(page.name), lambda: raw)


def _files(source: str, failures: list[ReaderError]) -> Sequence[_Readable]:
    """List the files behind a word."""
    try:
        paths = list(find_sources([source]))
    except ReaderError as error:
        failures.append(error)
        return []
    searched = paths != [Path(source)]
    return [readable for path in paths for readable in _held(path, failures, searched=searched)]


def _held(path: Path, failures: list[ReaderError], *, searched: bool) -> Sequence[_Readable]:
    """Give a file, or what it holds if it is an archive, a mailbox or the like."""
    from rr_reader.sources.held import held_in

    try:
        held = held_in(path, searched=searched)
    except ReaderError as error:
        failures.append(error)
        return []
    if held is None:
        return [_Readable(printable(path.name), path, partial(read_bytes, path))]
    return [_Readable(printable(member.name.rpartition("/")[2]), path, member.read) for member in held]


def _beginning(raw: bytes, name: str, assume: str) -> Article:
    """Understand the first paragraphs of a large file."""
    cut = raw.rfind(b"\n\n", 0, BEGINNING)
    return rr_reader.parse(raw[: cut if cut > 0 else BEGINNING], name=name, assume=assume)
