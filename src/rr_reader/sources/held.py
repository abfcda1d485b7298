"""Bundles on the disk: which files are such, and what each holds."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from rr_reader.errors import ReaderError
from rr_reader.sources.bundles import ENDINGS, FEEDS, Member, is_bundle, members
from rr_reader.sources.discover import read_bytes, read_head
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


def opened(path: Path) -> list[Member]:
    """List what a bundle holds; the last one is remembered, as its members are asked for one by one."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return members(read_bytes(path), printable(str(path)))
    return _opened(path, status.st_size, status.st_mtime_ns)


def forget() -> None:
    """Keep nothing of the last bundle in memory: its last member was asked for."""
    _opened.cache_clear()


@lru_cache(maxsize=1)
def _opened(path: Path, _size: int, _changed: int) -> list[Member]:
    return members(read_bytes(path), printable(str(path)))
