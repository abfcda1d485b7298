"""What a child reads for us: each request is a value, and so is what comes of it."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.model import Article
from rr_reader.sources.discover import Stated

if TYPE_CHECKING:
    from rr_reader.sources.bundles import Member

_AHEAD = 8 << 20
"""Bytes after which no more members of a bundle are read at once."""


class Parse(msgspec.Struct, frozen=True, tag=True):
    """What `rr_reader.parse` does."""

    raw: bytes
    name: str
    url: str
    assume: str


class Text(msgspec.Struct, frozen=True, tag=True):
    """What `importing.source_text` does."""

    raw: bytes
    name: str
    assume: str


class Held(msgspec.Struct, frozen=True, tag=True):
    """What a bundle on the disk holds; or one of it, by its place and its name, of the file as it was listed."""

    path: str
    listed: Stated | None = None
    place: int | None = None
    name: str = ""


class Bundle(msgspec.Struct, frozen=True, tag=True):
    """What a bundle in memory holds; or some of it, from a place on: it need not be sent for each."""

    raw: bytes
    name: str
    place: int | None = None


class FeedIn(msgspec.Struct, frozen=True, tag=True):
    """What `feeds.read_feed` does."""

    raw: bytes
    url: str
    media_type: str


class Gate(msgspec.Struct, frozen=True, tag=True):
    """What `gates.gate_of` does."""

    body: bytes
    charset: str
    asked: str
    final: str


class Outcome(msgspec.Struct, frozen=True):
    """What came of it: one of these."""

    article: Article | None = None
    text: str | None = None
    names: list[str] | None = None
    raws: list[bytes] | None = None
    feed: Any = None
    """A `Feed` in plain values: most who read have none."""


Wanted = Parse | Text | Held | Bundle | FeedIn | Gate


_WORD = "<!DOCTYPE html><title>A word</title><p><b>Ann Lee:</b> “Caf\u00e9 & all,” said Bo Ek.</p>".encode()


class Reading(msgspec.Struct, frozen=True):
    """The child's work: to read one thing or another."""

    def load(self) -> None:
        """Import the parser."""

    def prepare(self) -> None:
        """Read a word: for that is made what most sources need."""
        self(Parse(_WORD, "", "", ""))

    def __call__(self, wanted: Wanted) -> Outcome:
        """Read it. Raises as what it calls."""
        from rr_reader.parsing.importing import parse_source, source_text

        match wanted:
            case Parse(raw, name, url, assume):
                return Outcome(article=parse_source(raw, name=name, url=url, assume=assume))
            case Text(raw, name, assume):
                return Outcome(text=source_text(raw, name=name, assume=assume))
            case Held(path, listed, place, name):
                from rr_reader.sources import held

                there = held.opened(Path(path), listed)
                if place is not None and [member.name for member in there[place : place + 1]] != [name]:
                    raise held.other(Path(path))
                return _of(there, place, held.forget, most=1)
            case Bundle(raw, name, place):
                return _of(_bundle(raw, name), place, _bundle.cache_clear)
            case FeedIn(raw, url, media_type):
                from rr_reader.sources.feeds import read_feed

                return Outcome(feed=msgspec.to_builtins(read_feed(raw, url, media_type)))
            case Gate(body, charset, asked, final):
                from rr_reader.sources.fetching.gates import gate_of

                return Outcome(text=gate_of(body, charset, asked=asked, final=final))


def _of(members: "list[Member]", place: int | None, forget: Callable[[], None], *, most: int = _AHEAD) -> Outcome:
    """Give the names, or what is from a place on, up to so many bytes; of what is read to its end nothing is kept."""
    if place is None:
        return Outcome(names=[member.name for member in members])
    raws: list[bytes] = []
    try:
        while place + len(raws) < len(members) and sum(map(len, raws)) < most:
            raws.append(members[place + len(raws)].read())
    except BadSourceError:  # told when that one is asked for
        if not raws:
            raise
    finally:
        if place + len(raws) >= len(members) - (not raws):
            forget()
    return Outcome(raws=raws)


@lru_cache(maxsize=1)
def _bundle(raw: bytes, name: str) -> "list[Member]":
    from rr_reader.sources.bundles import members

    return members(raw, name)
