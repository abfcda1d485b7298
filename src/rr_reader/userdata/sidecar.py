"""Highlights as a plain file beside the library, so that a library in git or Syncthing carries its notes.

One highlight a line, as JSON, sorted by id, those that were removed too: two copies then differ in few lines, and
`userdata.merging` makes one of them. Lines that nobody can read are told, and kept in a file of their own.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from rr_reader.errors import ReaderError
from rr_reader.library.durable import locked, write_durably
from rr_reader.model.highlight import Highlight
from rr_reader.userdata.merging import merge, merge_all

NO_FILE = (0, 0, 0)
"""The stamp where there is none."""
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
"""How the lines begin by which git parts two sides that it could not merge, and what both were made from."""
_SUFFIX = ".md"


Changed = Callable[[Mapping[str, Highlight]], Iterable[Highlight]]
"""Is given highlights by their ids, and gives those that are to be kept, as they shall be."""
Update = Callable[[Changed], bool]
"""Changes highlights at once: it gives all there are, and keeps what it is given for them."""


class Copy(msgspec.Struct, frozen=True):
    """What a file of highlights says."""

    highlights: Mapping[str, Highlight]
    """By their ids."""
    unreadable: int = 0
    """Lines that are no highlight: cut short, say."""
    is_conflict: bool = False
    """Git has left both sides in it."""


def written(highlights: Iterable[Highlight]) -> bytes:
    """Write a file of highlights, sorted by id."""
    lines = (msgspec.json.encode(each) + b"\n" for each in sorted(highlights, key=lambda each: each.id))
    return b"".join(lines)


def read(data: bytes, base: Mapping[str, Highlight] = {}) -> Copy:
    """Read a file of highlights; of a highlight that stands there twice, both sides are merged. Raises nothing.

    `base` is what both sides were made from, as far as that is known.
    """
    found: dict[str, Highlight] = {}
    unreadable, is_conflict, is_former = 0, False, False
    for line in data.decode("utf-8-sig", "replace").split("\n"):
        mark = line[:7] if line.startswith(_MARKS) else ""
        if mark:
            is_conflict, is_former = True, mark == "|||||||"
        elif line.strip() and not is_former:
            each = _highlight(line)
            if each is None:
                unreadable += 1
            else:
                there = found.get(each.id, each)
                found[each.id] = merge(base.get(each.id), there, each)
    return Copy(found, unreadable, is_conflict)


def _highlight(line: str) -> Highlight | None:
    try:
        each = msgspec.json.decode(line, type=Highlight)
    except (msgspec.DecodeError, UnicodeError):
        return None
    is_name = each.article == Path(each.article).name and not each.article.startswith(".") and "\0" not in each.article
    return each if each.id and is_name else None


class Kept(msgspec.Struct, frozen=True):
    """How the file was when it was taken in and written last."""

    stamp: tuple[int, int, int] = (-1, 0, 0)
    """Its number, size and time of change; that of nothing where it was never looked at."""
    base: str = ""
    """What it held."""


class Sidecar:
    """The file of one library."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def stamp(self) -> tuple[int, int, int]:
        """Tell the file as it is now from what it was before; zeros where there is none."""
        try:
            stat = self.path.stat()
        except OSError:
            return NO_FILE
        return stat.st_ino, stat.st_size, stat.st_mtime_ns

    def exchange(self, known: Kept, update: Update) -> tuple[Kept | None, str]:
        """Take in what the file says, and write what then holds; nobody else does so meanwhile.

        `update` changes what is kept elsewhere, all or nothing, and says whether it did. Gives how the file is now,
        None where it could not be brought up to date, and what there is to tell, in one line.
        """
        if not self.path.parent.is_dir():
            return None, ""
        try:
            with locked(self.path.parent):
                return self._exchange(known, update)
        except ReaderError as error:
            return None, f"The notes beside the library are NOT UP TO DATE: {error}"

    def _exchange(self, known: Kept, update: Update) -> tuple[Kept | None, str]:
        base = read(known.base.encode()).highlights
        data = self.path.read_bytes() if self.path.exists() else b""
        copy = read(data, base)
        here = self._articles()
        known_ids = copy.highlights.keys() | base.keys()
        merged: dict[str, Highlight] = {}

        def changed(ours: Mapping[str, Highlight]) -> list[Highlight]:
            of_here = {key: each for key, each in ours.items() if each.article in here or key in known_ids}
            merged.update(merge_all(base, of_here, copy.highlights))
            return [each for key, each in merged.items() if ours.get(key) != each]

        if not update(changed):
            return None, ""  # what was not kept must not be taken for known
        told = self._set_aside(data, copy)
        new = written(merged.values())
        if new != data:
            write_durably(self.path, new)
        return Kept(self.stamp(), new.decode()), told

    def _articles(self) -> set[str]:
        return {path.stem for path in self.path.parent.iterdir() if path.suffix == _SUFFIX}

    def _set_aside(self, data: bytes, copy: Copy) -> str:
        """Keep a file that has lines that cannot be read, for it is going to be written anew; say so."""
        if not copy.unreadable:
            return f"{self.path}: git left both sides in it; both are kept" if copy.is_conflict else ""
        aside = self.path.with_name(f"{self.path.stem}-{hashlib.sha256(data).hexdigest()[:8]}.damaged")
        write_durably(aside, data)
        lines = "1 line" if copy.unreadable == 1 else f"{copy.unreadable} lines"
        return f"{self.path}: {lines} cannot be read; the file as it was is kept as {aside.name}"
