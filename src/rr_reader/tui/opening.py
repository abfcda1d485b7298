"""What to open, and reading it: off the screen's thread, a large file's beginning first."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event, Lock, Timer

import msgspec

from rr_reader.errors import ReaderError, StoppedError
from rr_reader.library.catalogue import Library
from rr_reader.library.guarded.reading import parse
from rr_reader.library.opening import is_cleaned, load_file
from rr_reader.model import Article
from rr_reader.sources.fetching import is_url
from rr_reader.sources.halting import Halt
from rr_reader.sources.renditions import reader_of
from rr_reader.text.safe import printable
from rr_reader.tui.following import Following
from rr_reader.tui.loaded import Loaded
from rr_reader.tui.readable import Readable, Web, readables

BEGINNING = 32_000
"""Bytes of a large file that are read first, so that there is something to read at once."""
_LATE = 0.3
"""Seconds of reading after which it is said what is being read."""


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
        begun: list[Article] = []

        def take_beginning(beginning: Article) -> None:
            begun[:] = [beginning]
            take(Loaded(Library.of(begun), complete=False))

        try:
            for source in self.sources:
                halt.check()
                with nullcontext() if is_url(source) else _told_late(tell, source):  # of fetching more is told
                    behind = self._behind(source, web, failures)
                for each in behind:
                    try:
                        with _told_late(tell, each.name):
                            articles.append(self._read(each, take_beginning if not articles else None, halt))
                    except StoppedError:
                        raise
                    except ReaderError as error:
                        failures.append(error)
        except StoppedError:
            articles = articles or begun
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

    def _read(self, source: Readable, take: Callable[[Article], None] | None, halt: Halt) -> Article:
        """Read a source; of a large one the beginning first, where somebody can `take` that. Raises ReaderError."""
        raw = source.read()
        if not self.assume and is_cleaned(raw):
            return load_file(source.path, raw)
        is_large = len(raw) > 4 * BEGINNING
        if is_large and take and not reader_of(raw):  # of a container the beginning is nothing
            take(_beginning(raw, source.name, self.assume, halt))
        return parse(raw, name=source.name, url=source.url, assume=self.assume, apart=is_large, halt=halt)


@contextmanager
def _told_late(tell: Callable[[str], None], name: str) -> Iterator[None]:
    """Tell what is being read in here where that takes so long that somebody may want to stop it."""
    lock, is_over = Lock(), Event()

    def tell_of_it() -> None:
        with lock:
            if not is_over.is_set():
                tell(f"reading {printable(name)} …")

    timer = Timer(_LATE, tell_of_it)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            is_over.set()


def _beginning(raw: bytes, name: str, assume: str, halt: Halt) -> Article:
    """Understand the first paragraphs of a large file."""
    cut = raw.rfind(b"\n\n", 0, BEGINNING)
    return parse(raw[: cut if cut > 0 else BEGINNING], name=name, assume=assume, halt=halt)
