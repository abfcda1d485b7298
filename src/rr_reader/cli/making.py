"""What other processes do for `rr-reader add`: a file read, understood, and made what is to be written."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import msgspec

from rr_reader.cli.inputs import NOTHING, Input, Named, parsed, read
from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.library.made import Made
from rr_reader.sources.discover import Stated


class Ready(NamedTuple):
    """A source that can be written to the library; or is there already, under the id `known`; or its problem."""

    name: str
    making: Made | None = None
    problem: ReaderError | None = None
    known: str = ""
    doubts: int = 0
    sample: tuple[int, ...] = ()
    """By which those are found that may be much alike: see `library/resembling`."""


class Saved(NamedTuple):
    """A source that another process can read: a `Named` that need not be fetched."""

    name: str
    problem: ReaderError | None = None
    bundle: str = ""
    place: int = 0
    listed: Stated | None = None

    @property
    def weight(self) -> int:
        """Bytes that are kept for it; 0 for what is in a bundle, of which its own size says nothing."""
        return 0 if self.bundle else _size(self.name)

    @property
    def size(self) -> int:
        """Bytes that are read for it."""
        return _size(self.bundle or self.name)


class Making(msgspec.Struct, frozen=True):
    """The work: sources in the encoding that the user says, if any; `known` gives the article of a SHA-256."""

    assume: str
    known: dict[str, str]

    def load(self) -> None:
        """Import the parser, and what makes of an article what is written."""
        from rr_reader.parsing import importing  # noqa: F401
        from rr_reader.view import account as told  # noqa: F401

    def prepare(self) -> None:
        """Nothing: there is always something to do at once."""

    def __call__(self, source: Saved) -> Ready:
        """Make of a file what is to be written, unless it is known."""
        found = read(Named(*source), None)
        if self.known and (article_id := self.known.get(hashlib.sha256(found.raw).hexdigest())):
            return Ready(found.name, known=article_id)
        return ready(found, self.assume)


def ready(source: Input, assume: str) -> Ready:
    """Make of a source that was read what is to be written."""
    from rr_reader.library.made import made
    from rr_reader.library.resembling import sample_of
    from rr_reader.view.account import doubt_reasons

    done = parsed(source, assume)
    if done.article is None:
        return Ready(source.name, problem=done.problem)
    if not done.article.blocks:
        return Ready(source.name, problem=BadSourceError(NOTHING))
    doubts, sample = len(doubt_reasons(done.article)), sample_of(done.article)
    return Ready(source.name, made(done.article, source.raw), doubts=doubts, sample=sample)


def lost(source: Saved, why: str) -> Ready:
    """Say of a source over which another process failed that it was passed over."""
    from rr_reader.library.guarded.reading import refusal

    return Ready(source.name, problem=refusal(source.name, why))


def _size(name: str) -> int:
    """Give the bytes of a file; 0 where it has none: it is told when it is read."""
    try:
        return Path(name).stat().st_size
    except (OSError, ValueError):
        return 0
