"""Sources that hold several articles: archives, mailboxes, feeds, and books whose chapters are articles by themselves.

To who adds or opens one it is a folder: it gives its members one by one, and each is imported as a file would be.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from rr_reader.errors import BadSourceError
from rr_reader.sources.archives import (
    ALL,
    MEMBER,
    MEMBERS,
    Entry,
    is_book,
    is_packed,
    tar_entries,
    unpacked,
    zip_entries,
)
from rr_reader.sources.discover import ENDINGS as SOURCES
from rr_reader.sources.renditions import FEED, FROM, Rendition, reader_of
from rr_reader.text.safe import printable

if TYPE_CHECKING:
    from rr_reader.sources.feeds import Item

ENDINGS = frozenset({".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".mbox"})
"""Endings of what is looked into, in a folder or in another bundle."""
FEEDS = frozenset({".rss", ".atom", ".json"})
"""Endings of what may be a feed, in a folder."""
_BOOKS = "rr_reader.sources.epub"
_DEEPEST = 2
"""Bundles within each other that are read."""
_LONGEST = 240
"""Characters of a member's name that are told."""
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_TAR_MAGIC = slice(257, 262)
_FROM = re.compile(rb"(?:\A|\n\r?\n)(?=" + FROM + rb")")
"""Before the line that begins a letter in a mailbox."""
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)


class Member(NamedTuple):
    """What a bundle holds: `name` is told to people, with those of the bundles it is in; nothing is opened by it."""

    name: str
    read: Callable[[], bytes]
    """Raises BadSourceError."""


def is_bundle(head: bytes, *, chapters: bool = False) -> bool:
    """Tell by the first bytes of a file whether it holds several articles; with `chapters`, books do."""
    reader = reader_of(head)
    return reader == __name__ or (chapters and reader == _BOOKS)


def members(raw: bytes, name: str) -> list[Member]:
    """List what can be read in a bundle, in its order, the bundle's own `name` before theirs; of a book its chapters.

    Hidden files, and what does not end as a source does, are passed over, as in a folder. Raises BadSourceError for a
    bundle that is broken or unpacks to too much; what is wrong with one member is told when that is read.
    """
    try:
        return list(_chapters(raw, name) if reader_of(raw) == _BOOKS else _Walk().into(raw, name, 1))
    except BadSourceError as error:
        raise BadSourceError(f"{name}: {error}") from None


def render(raw: bytes, name: str) -> Rendition:
    """Give the only letter of a mailbox, or a book that does not say at its beginning that it is one.

    Raises BadSourceError for everything else: what holds several articles is none itself.
    """
    from rr_reader.sources import epub, messages

    if raw.startswith(_ZIPPED) and is_book(zip_entries(raw)):
        return epub.render(raw, name)
    held = members(raw, name or "it")
    if len(held) == 1 and _FROM.match(raw):
        return messages.render(held[0].read(), name)
    raise BadSourceError(f"this holds {len(held)} files: name it as a file, and each is read by itself")


class _Walk:
    """A walk through a bundle and those in it; what it unpacks, and may have to, is counted over all of them."""

    def __init__(self) -> None:
        self._left = ALL
        self._met = 0

    def into(self, raw: bytes, name: str, depth: int) -> Iterator[Member]:
        """Give the members of a bundle. Raises BadSourceError."""
        if _FROM.match(raw):
            yield from _letters(raw, name)
        elif FEED.match(raw):
            yield from _items(raw, name)
        elif raw.startswith(_ZIPPED):
            entries = zip_entries(raw)
            if is_book(entries):
                yield Member(name, lambda: raw)
                return
            for entry in entries:
                yield from self._entry(entry, name, depth, unpacks=entry.size)
        else:
            plain = self._unpacked(raw)
            if plain[_TAR_MAGIC] == b"ustar":
                for entry in tar_entries(plain):
                    yield from self._entry(entry, name, depth, unpacks=0)
            elif plain is not raw:
                inner = name.rpartition("/")[2].rpartition(".")[0]
                yield from self._entry(Entry(inner, len(plain), lambda: plain), name, depth, unpacks=0)
            else:
                raise BadSourceError("this is no archive, though its name says so")

    def _unpacked(self, raw: bytes) -> bytes:
        if not is_packed(raw):
            return raw
        try:
            plain = unpacked(raw, self._left)
        except BadSourceError:
            self._take(MEMBER)  # to find that out was work, and there may be thousands of it
            raise
        self._take(len(plain))
        return plain

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise _SpentError(f"this unpacks to more than {ALL >> 20} MB")

    def _entry(self, entry: Entry, name: str, depth: int, *, unpacks: int) -> Iterator[Member]:
        """Give a file of a bundle, or what is in it where it is a bundle too; nothing for what is no source."""
        self._met += 1
        if self._met > MEMBERS:
            raise _SpentError(f"this holds more than {MEMBERS:,} files")
        parts = _parts(entry.name)
        inner = f"{name}/{_short('/'.join(parts))}"
        ending = inner.lower()
        if not ending.endswith(tuple(SOURCES)) or any(part.startswith((".", "__MACOSX")) for part in parts):
            return
        self._take(unpacks)
        if not ending.endswith(tuple(ENDINGS)):
            yield Member(inner, partial(_read, entry, inner))
        elif depth == _DEEPEST:
            yield Member(inner, partial(_refuse, f"{inner}: an archive within an archive within another is not read"))
        else:
            try:
                yield from list(self.into(entry.read(), inner, depth + 1))
            except _SpentError:
                raise
            except BadSourceError as error:
                yield Member(inner, partial(_refuse, f"{inner}: {error}"))


class _SpentError(BadSourceError):
    """A bundle unpacks to more than is read of one."""


def _read(entry: Entry, name: str) -> bytes:
    try:
        return entry.read()
    except BadSourceError as error:
        raise BadSourceError(f"{name}: {error}") from None


def _refuse(why: str) -> bytes:
    raise BadSourceError(why)


def _parts(name: str) -> list[str]:
    """Give the parts of a name in an archive that are names: no way up, no root, nothing that is not shown as it is."""
    plain = printable(name.encode("utf-8", "replace").decode()).replace("\\", "/")
    return [part for part in plain.split("/") if part not in {"", ".", ".."}]


def _short(path: str) -> str:
    """Give a path as it can be told, its ending kept; an archive may say one of 64,000 characters."""
    return path if len(path) <= _LONGEST else f"{path[: _LONGEST // 4]}…{path[-_LONGEST // 2 :]}"


def _letters(raw: bytes, name: str) -> Iterator[Member]:
    """Part a mailbox. Its letters have no names: they are numbered."""
    places = [match.end() for match in _FROM.finditer(raw)]
    if len(places) > MEMBERS:
        raise BadSourceError(f"this mailbox holds more than {MEMBERS:,} letters")
    stem = name.rpartition("/")[2].rpartition(".")[0] or name.rpartition("/")[2]
    for number, (begins, ends) in enumerate(zip(places, [*places[1:], len(raw)], strict=True), 1):
        yield Member(f"{name}/{stem}-{number:03}.eml", partial(_letter, raw, begins, ends))


def _letter(raw: bytes, begins: int, ends: int) -> bytes:
    """Give a letter as it was sent: a mailbox puts a line before it, and `>` before lines that would begin another."""
    return _QUOTED_FROM.sub(rb"\1", raw[raw.index(b"\n", begins) + 1 : ends])


def _items(raw: bytes, name: str) -> Iterator[Member]:
    """Part a feed. What is only behind its addresses is not fetched: who wants that follows the feed."""
    from rr_reader.sources.feeds import read_feed

    feed = read_feed(raw, "", keeps_all=True)
    items = [item for item in feed.items if item.html or item.title or item.url]
    if not items:
        raise BadSourceError("this feed offers nothing")
    for number, item in enumerate(items, 1):
        called = " ".join(_parts(item.title))[:60]
        yield Member(f"{name}/{number:03} {called}".rstrip() + ".mhtml", partial(_text_of, item))


def _text_of(item: "Item") -> bytes:
    from rr_reader.sources.fetching.offered import text_of

    if not item.html:  # where the text is, at least
        where = f'<p><a href="{escape(item.url)}">{escape(item.url)}</a></p>' if item.url else ""
        item = replace(item, html=f"<h1>{escape(item.title)}</h1>{where}")
    return text_of(item, "").raw


def _chapters(raw: bytes, name: str) -> Iterator[Member]:
    from rr_reader.sources.epub import chapter_page, read_book

    book = read_book(raw)
    stem = name.rpartition("/")[2].rpartition(".")[0]
    for number, chapter in enumerate(book.chapters(), 1):
        called = " ".join(_parts(chapter.title))[:60] or stem
        yield Member(f"{name}/{number:02} {called}.html", partial(chapter_page, book, chapter))
