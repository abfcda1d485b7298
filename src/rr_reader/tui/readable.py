"""What is behind a word of the user: a file, those of a folder or an archive, a page, each with what reads it."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rr_reader.errors import ReaderError, StoppedError
from rr_reader.sources.discover import find_sources, read_bytes
from rr_reader.sources.fetching import is_url
from rr_reader.sources.halting import Halt
from rr_reader.text.safe import printable

if TYPE_CHECKING:
    from rr_reader.sources.bundles import Member
    from rr_reader.sources.fetching.fetcher import Fetcher
    from rr_reader.sources.fetching.keeping import Kept


class Readable(NamedTuple):
    """A source that was not read yet."""

    name: str
    path: Path
    """Its file, or that which holds it."""
    read: Callable[[], bytes]
    """Raises ReaderError."""
    url: str = ""


class Web:
    """The way to the network, taken once an address is met."""

    def __init__(self, tell: Callable[[str], None], halt: Halt, *, local: bool) -> None:
        """Let `tell` hear whom one waits for and what came from there; `local` lets any machine be asked."""
        self.halt = halt
        self._tell, self._local = tell, local
        self.fetcher = cache(self._fetcher)

    def _fetcher(self) -> "Fetcher":
        from rr_reader.library.guarded.reading import gate_of
        from rr_reader.sources.fetching.fetcher import Fetcher

        return Fetcher(local=self._local, halt=self.halt, hear=self._hear, gate_of=gate_of)

    def _hear(self, host: str, count: int) -> None:
        self._tell(f"fetching {host} …" + (f" {_size(count)}" if count else ""))


def readables(
    word: str, web: Web, failures: list[ReaderError], *, assume: str = "", chapters: bool = False
) -> Sequence[Readable]:
    """List what is behind a word; pages are fetched. What cannot be is among the `failures`. Raises StoppedError.

    `assume` is the encoding that the user says it is in: then a page is not kept with what its server said. With
    `chapters`, a book stands for its chapters.
    """
    try:
        if is_url(word):
            return _fetched(web, word, assume, chapters=chapters)
        paths = list(find_sources([word]))
    except StoppedError:
        raise
    except ReaderError as error:
        failures.append(error)
        return []
    searched = paths != [Path(word)]
    return [readable for path in paths for readable in _held(path, web, failures, searched=searched, chapters=chapters)]


def _fetched(web: Web, url: str, assume: str, *, chapters: bool) -> Sequence[Readable]:
    from rr_reader.sources.fetching.keeping import fetch_page

    return held_by(fetch_page(web.fetcher(), url), web, assume=assume, chapters=chapters)


def held_by(page: "Kept", web: Web, *, assume: str = "", chapters: bool = False) -> Sequence[Readable]:
    """List what a page that was fetched holds if it is an archive or a mailbox; else that itself. As `readables`."""
    from rr_reader.library.guarded.reading import members
    from rr_reader.sources.bundles import is_bundle
    from rr_reader.sources.fetching.keeping import body_of
    from rr_reader.sources.renditions import HEAD

    if is_bundle(page.raw[:HEAD], chapters=chapters):
        return _members(members(page.raw, page.name, web.halt), Path(page.name))
    raw = body_of(page.raw) if assume else page.raw
    return [Readable(page.name, Path(page.name), lambda: raw, page.url)]


def _held(path: Path, web: Web, failures: list[ReaderError], *, searched: bool, chapters: bool) -> Sequence[Readable]:
    """Give a file, or what it holds if it is an archive, a mailbox or the like."""
    from rr_reader.library.guarded.reading import opened
    from rr_reader.sources.held import held_in

    try:
        held = held_in(path, partial(opened, halt=web.halt), searched=searched, chapters=chapters)
    except StoppedError:
        raise
    except ReaderError as error:
        failures.append(error)
        return []
    if held is None:
        return [Readable(printable(path.name), path, partial(read_bytes, path))]
    return _members(held, path)


def _members(held: "Sequence[Member]", path: Path) -> Sequence[Readable]:
    return [Readable(printable(member.name.rpartition("/")[2]), path, member.read) for member in held]


def _size(count: int) -> str:
    """Say so many bytes as people do.

    >>> _size(900), _size(42_000), _size(3_400_000)
    ('1 KB', '42 KB', '3.4 MB')
    """
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(count // 1000, 1)} KB"
