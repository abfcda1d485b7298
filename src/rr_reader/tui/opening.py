"""What to open, and reading it: off the screen's thread, a large file's beginning first."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

import msgspec

import rr_reader
from rr_reader.errors import ReaderError, StoppedError
from rr_reader.library.catalogue import Library
from rr_reader.library.opening import is_cleaned, load_file
from rr_reader.model import Article
from rr_reader.sources.halting import Halt
from rr_reader.sources.renditions import reader_of
from rr_reader.tui.apart import parse_apart
from rr_reader.tui.following import Following
from rr_reader.tui.loaded import Loaded
from rr_reader.tui.readable import Readable, Web, readables

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
    subscriptions: Path = Path("subscriptions.json")
    """The file of the feeds that are followed."""
    chapters: bool = False
    """Whether each chapter of a book is an article."""

    @property
    def is_library(self) -> bool:
        """Tell whether the library is opened, not some files."""
        return not self.sources

    def load(
        self, take: Callable[[Loaded], None], tell: Callable[[str], None], ended: Event, halt: Halt | None = None
    ) -> None:
        """Read everything, and hand it over as it comes; go on to follow a library until `ended`. Raises nothing.

        `tell` hears how far the reading of a library is, or what is being fetched; "" once it is done. Where `halt` is
        asked to stop the reading of sources, what was read until then is handed over.
        """
        if self.sources:
            self._load_sources(take, tell, halt or Halt())
        else:
            Following(self.folder, self.index, take, tell).run(ended)

    def _load_sources(self, take: Callable[[Loaded], None], tell: Callable[[str], None], halt: Halt) -> None:
        articles: list[Article] = []
        failures: list[ReaderError] = []
        web = Web(tell, halt, local=self.local)
        try:
            for source in self.sources:
                halt.check()
                for each in self._behind(source, web, failures):
                    try:
                        articles.append(self._read(each, take if not articles else None))
                    except ReaderError as error:
                        failures.append(error)
        except StoppedError:
            failures.append(
                StoppedError("Stopped: nothing was read" if not articles else "Stopped: the rest is not read")
            )
        tell("")
        failure = failures[0] if failures and not articles and not halt.is_asked else None
        take(Loaded(Library.of(articles), tuple(map(str, failures)), failure=failure))

    def _behind(self, source: str, web: Web, failures: list[ReaderError]) -> Sequence[Readable]:
        if source == "-":
            return [Readable("stdin", Path("stdin"), lambda: self.stdin)]
        return readables(source, web, failures, assume=self.assume, chapters=self.chapters)

    def _read(self, source: Readable, take: Callable[[Loaded], None] | None) -> Article:
        """Read a source; of a large one the beginning first, where somebody can `take` that. Raises ReaderError."""
        raw = source.read()
        if not self.assume and is_cleaned(raw):
            return load_file(source.path, raw)
        is_large = len(raw) > 4 * BEGINNING
        if is_large and take and not reader_of(raw):  # of a container the beginning is nothing
            take(Loaded(Library.of([_beginning(raw, source.name, self.assume)]), complete=False))
        parse = parse_apart if is_large else rr_reader.parse
        return parse(raw, name=source.name, url=source.url, assume=self.assume)


def _beginning(raw: bytes, name: str, assume: str) -> Article:
    """Understand the first paragraphs of a large file."""
    cut = raw.rfind(b"\n\n", 0, BEGINNING)
    return rr_reader.parse(raw[: cut if cut > 0 else BEGINNING], name=name, assume=assume)
