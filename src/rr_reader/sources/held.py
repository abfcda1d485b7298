"""Bundles on the disk: which files are such, and what each holds."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from rr_reader.errors import BadSourceError, ReaderError, StorageError
from rr_reader.sources.bundles import ENDINGS, FEEDS, Member, is_bundle, members
from rr_reader.sources.discover import Stated, read_bytes, read_head, stated
from rr_reader.sources.renditions import HEAD
from rr_reader.text.safe import printable


def held_in(
    path: Path, opened: Callable[[Path], list[Member]], *, searched: bool = False, chapters: bool = False
) -> list[Member] | None:
    """List what a file holds; None for what is no bundle, or not there. With `chapters`, a book holds its chapters.

    `opened` lists it: `opened` below, or what does that with more care. A file that the search of a folder met is
    looked into only where its ending says bundle. Raises ReaderError.
    """
    if searched and path.suffix.lower() not in ENDINGS | FEEDS | ({".epub"} if chapters else frozenset()):
        return None
    return opened(path) if is_bundle_at(path, chapters=chapters) else None


def is_bundle_at(path: Path, *, chapters: bool = False) -> bool:
    """Tell whether a file is a bundle, by its beginning; with `chapters`, a book is. What cannot be read is none."""
    try:
        return is_bundle(read_head(path, HEAD), chapters=chapters)
    except ReaderError:  # to read it says so
        return False


def opened(path: Path, listed: Stated | None = None) -> list[Member]:
    """List what a bundle holds; the last one is remembered, as its members are asked for one by one.

    Who knows members by their places says how the file was `listed`: BadSourceError where it is another by now.
    """
    now = stated(path)
    if listed and now != listed:
        raise other(path)
    return _opened(path, now)


def other(path: Path) -> BadSourceError:
    """Say that what a bundle holds is no longer what it held when that was listed."""
    return BadSourceError(f"{printable(str(path))}: was changed after it was looked into. Try again once it is saved.")


def forget() -> None:
    """Keep nothing of the last bundle in memory: its last member was asked for."""
    _opened.cache_clear()


@lru_cache(maxsize=1)
def _opened(path: Path, now: Stated | None) -> list[Member]:
    name, raw = printable(str(path)), read_bytes(path)
    if stated(path) != now:  # what was read is perhaps neither
        raise StorageError(f"{name}: was changed while it was read. Try again once it is saved.")
    return members(raw, name)
