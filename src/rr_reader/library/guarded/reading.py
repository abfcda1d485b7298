"""Reading sources: in a warm child with limits all that has a format; here what is plain text or Markdown.

Each function does what its namesake below does, with the same outcome; only that what would take too long, too much
memory, or break the program is a BadSourceError which says so. Where nothing can be started there is nothing to guard
with, and nothing but plain text is read.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

import msgspec

from rr_reader.errors import BadSourceError, NotNowError, ReaderError, StorageError
from rr_reader.library.guarded import limits
from rr_reader.library.guarded.child import Child, ChildError, NoChildError
from rr_reader.library.guarded.requests import Bundle, FeedIn, Gate, Held, Outcome, Parse, Reading, Text, Wanted
from rr_reader.library.guarded.wire import Broken, Refused, Work
from rr_reader.model import Article
from rr_reader.sources.halting import Halt
from rr_reader.sources.renditions import reader_of
from rr_reader.text.safe import printable

if TYPE_CHECKING:
    from rr_reader.sources.bundles import Member
    from rr_reader.sources.discover import Stated
    from rr_reader.sources.feeds import Feed

HEAD = 80_000
"""Bytes that tell whether a source is plain: as many as the longest beginning by which a format is told can have."""
_TICK = 0.1
"""Seconds after which who waits looks whether one still wants that."""
_PLAIN = frozenset({"text", "markdown"})
_MARK = "\ufeff"


def is_plain(head: bytes, name: str = "") -> bool:
    r"""Tell by the first bytes of a source, and its name, whether it is plain text or Markdown in UTF-8 without doubt.

    >>> is_plain(b"Ann Lee: Of salt."), is_plain(b"<!DOCTYPE html>"), is_plain(b"%PDF-1.7"), is_plain(b"A\0B\0")
    (True, False, False, False)
    """
    from rr_reader.sources.reading import format_of

    try:
        text = head[:HEAD].decode()
    except UnicodeDecodeError as error:
        if error.end < min(len(head), HEAD) or error.reason != "unexpected end of data":
            return False
        text = head[: error.start].decode()
    if "\0" in text or "\x1b" in text or reader_of(head):
        return False
    return format_of(text.removeprefix(_MARK), name) in _PLAIN


def _is_read_here(raw: bytes, name: str) -> bool:
    """Tell whether a source is plain to its end: to find out what else something is takes long."""
    if not is_plain(raw[:HEAD], name) or b"\0" in raw or b"\x1b" in raw:
        return False
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


class Guard:
    """A warm child, begun anew where it has ended. Any thread may ask; one is answered at a time."""

    def __init__(self, work: Work[Wanted, Outcome] | None = None, command: Sequence[str] = ()) -> None:
        """Other work, or another `command`, is for trying out how a child may fail."""
        self._work, self._command = work or Reading(), command
        self._lock = Lock()
        self._child: Child[Wanted, Outcome] | None = None

    def warm(self) -> None:
        """Begin a child, so that the first to ask does not wait for that. Where none can be had the first is told."""
        with self._lock, suppress(NoChildError):
            self._ready()

    @contextmanager
    def _alone(self, halt: Halt) -> Iterator[None]:
        """Have the child to oneself, after those who came before. StoppedError as soon as `halt` says."""
        while not self._lock.acquire(timeout=_TICK):
            halt.check()
        try:
            halt.check()
            yield
        finally:
            self._lock.release()

    def ask(self, wanted: Wanted, size: int, name: str, halt: Halt | None) -> Outcome:
        """Have it read. Raises what that raises; BadSourceError where it could not, StoppedError where `halt` says.

        Where the child ended over it that is a NotNowError: it may have been short of time or memory.
        """
        halt = halt or Halt()
        with self._alone(halt):
            try:
                child = self._ready()
                child.ask(wanted, size)
                with halt.by(child.kill):
                    answer = child.answer()
            except NoChildError as error:
                halt.check()
                raise StorageError(f"{name}: reading it {error}") from None
            except ChildError as error:
                halt.check()
                raise NotNowError(str(refusal(name, str(error)))) from None
        if isinstance(answer, Refused):
            raise answer.problem
        if isinstance(answer, Broken):
            raise refusal(name, answer.why)
        return answer.result

    def guards(self) -> frozenset[str]:
        """Name what the system has to keep the child from what it may not: see `limits.take`. Raises as `ask`."""
        self.ask(Text(b"", "", ""), 0, "what has a format", None)
        child = self._child
        return frozenset(child.guards or ()) if child else frozenset()

    def _ready(self) -> Child[Wanted, Outcome]:
        if not (self._child and self._child.is_alive):
            if self._child:
                self._child.end()
            self._child = Child(self._work, self._command)
        return self._child


def refusal(name: str, why: str) -> BadSourceError:
    """Say that reading a source failed, and why: words of `ChildError` or `Broken`."""
    return BadSourceError(f"{printable(name) or 'this source'}: reading it {why}: passed over")


_GUARD = Guard()


def warm() -> None:
    """Begin the child of this process: for who knows that it is going to be asked."""
    if not limits.in_force:
        _GUARD.warm()


def guards() -> frozenset[str]:
    """Name what the system has to guard the child of this process with. StorageError where there can be no child."""
    return _GUARD.guards()


def warm_for(words: Sequence[str]) -> None:
    """Begin the child where one of the files so named is not plain: for who has something else to do first."""
    from rr_reader.sources.discover import read_head

    for word in words:
        with suppress(ReaderError):  # to read it says so
            if not is_plain(read_head(Path(word), HEAD), word):
                warm()
                return


def parse(
    raw: bytes, *, name: str = "", url: str = "", assume: str = "", apart: bool = False, halt: Halt | None = None
) -> Article:
    """Do what `rr_reader.parse` does. Plain text, too, is read `apart` if that is asked for; `halt` stops only that."""
    wanted = Parse(raw, name, url, assume)
    if not apart and not assume and _is_read_here(raw, name):
        return _whole(_HERE(wanted).article)
    return _whole(_read(wanted, len(raw), name, halt).article)


def source_text(raw: bytes, *, name: str = "", assume: str = "") -> str:
    """Do what `importing.source_text` does."""
    wanted = Text(raw, name, assume)
    if not assume and _is_read_here(raw, name):
        return _whole(_HERE(wanted).text)
    return _whole(_read(wanted, len(raw), name).text)


def opened(path: Path, halt: Halt | None = None) -> "list[Member]":
    """Do what `held.opened` does."""
    from rr_reader.sources.bundles import Member
    from rr_reader.sources.discover import stated

    listed = stated(path)
    names = _whole(_read(Held(str(path), listed), listed.size if listed else 0, str(path), halt).names)
    return [Member(name, partial(member, path, place, name, listed, halt)) for place, name in enumerate(names)]


def member(path: Path, place: int, name: str, listed: "Stated | None", halt: Halt | None = None) -> bytes:
    """Read what `opened` has at that place under that name; BadSourceError where the file is not as it was listed."""
    raws = _read(Held(str(path), listed, place, name), listed.size if listed else 0, name, halt).raws
    return _whole(raws[0] if raws else None)


def members(raw: bytes, name: str, halt: Halt | None = None) -> "list[Member]":
    """Do what `bundles.members` does, for a bundle that is nowhere on the disk."""
    from rr_reader.sources.bundles import Member

    ahead: dict[int, bytes] = {}

    def read(place: int) -> bytes:
        if place not in ahead:
            some = _read(Bundle(raw, name, place), len(raw), name, halt).raws
            ahead.clear()
            ahead.update(enumerate(some or (), place))
        return _whole(ahead.pop(place, None))

    names = _whole(_read(Bundle(raw, name), len(raw), name, halt).names)
    return [Member(each, partial(read, place)) for place, each in enumerate(names)]


def read_feed(raw: bytes, url: str, media_type: str = "") -> "Feed":
    """Do what `feeds.read_feed` does."""
    from rr_reader.sources.feeds import Feed

    said = _read(FeedIn(raw, url, media_type), len(raw), url).feed
    try:
        return msgspec.convert(said, Feed)
    except msgspec.ValidationError:
        return _whole(None)


def gate_of(body: bytes, charset: str, *, asked: str, final: str) -> str:
    """Do what `gates.gate_of` does."""
    return _whole(_read(Gate(body, charset, asked, final), len(body), asked).text)


_HERE = Reading()
_T = TypeVar("_T")


def _read(wanted: Wanted, size: int, name: str, halt: Halt | None = None) -> Outcome:
    return _HERE(wanted) if limits.in_force else _GUARD.ask(wanted, size, name, halt)


def _whole(value: _T | None) -> _T:
    """Give what was asked for, which nothing but a child that is no longer ours would leave out."""
    if value is None:
        raise BadSourceError("reading it gave what makes no sense: passed over")
    return value
