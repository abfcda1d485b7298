"""What podcasts say in their feeds, and OPML in its outlines: transcripts, people, and the addresses of other feeds.

Read as the XML that it should be; where that breaks off, what stood before is taken. A document type is refused.
"""

from typing import NoReturn
from xml.parsers import expat

import msgspec

from rr_reader.errors import BadSourceError

_ITEMS = frozenset({"item", "entry"})
_MOST = 20_000
"""Elements of interest that are remembered, in all."""
_MOST_PEOPLE = 50
"""That an item names: a panel has fewer."""
_SPACE = " "
"""Between the namespace and the name of an element."""


class Transcript(msgspec.Struct, frozen=True):
    """Where a transcript is, and what it is said to be: a media type."""

    url: str
    type: str = ""


class Podcast(msgspec.Struct, frozen=True):
    """What an item says of itself in the namespace of podcasts."""

    transcripts: tuple[Transcript, ...] = ()
    people: tuple[str, ...] = ()


class Listed(msgspec.Struct, frozen=True):
    """What stands in a feed for each of its items; in an OPML file, the feeds."""

    title: str = ""
    items: tuple[Podcast, ...] = ()
    feeds: tuple[str, ...] = ()


def podcast_of(raw: bytes) -> Listed:
    """Read a feed, or a list of feeds, as far as it is sound. BadSourceError where it has a document type."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=_SPACE)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(raw.lstrip(), True)
    except (expat.ExpatError, LookupError, ValueError):  # feedparser makes of it what it can
        if b"<!doctype" in raw[:20_000].lower() or b"<!entity" in raw.lower():
            _refuse()
    return Listed(" ".join(reader.title.split()), tuple(reader.items), tuple(reader.feeds))


def _refuse(*_: object) -> NoReturn:
    raise BadSourceError("this has a document type of its own, and is no feed that is read")


class _Reader:
    """Takes an XML document's events."""

    def __init__(self) -> None:
        self.items: list[Podcast] = []
        self.feeds: list[str] = []
        self.title = ""
        self._is_opml = self._has_title = False
        self._transcripts: list[Transcript] = []
        self._people: list[str] = []
        self._words: list[str] | None = None

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """Note what begins."""
        space, _, name = element.rpartition(_SPACE)
        self._is_opml = self._is_opml or element == "opml"
        if len(self.items) + len(self.feeds) + len(self._transcripts) + len(self._people) > _MOST:
            return
        if name in _ITEMS:
            self._transcripts, self._people = [], []
        elif "podcast" in space.lower() and name == "transcript":
            self._transcripts.append(Transcript(attributes.get("url", ""), attributes.get("type", "").lower()))
        elif "podcast" in space.lower() and name == "person":
            self._words = []
        elif self._is_opml and name == "outline" and attributes.get("xmlUrl"):
            self.feeds.append(attributes["xmlUrl"].strip())
        elif self._is_opml and name == "title" and not self._has_title:
            self._words, self._has_title = [], True

    def text(self, words: str) -> None:
        """Note words."""
        if self._words is not None and len(self._words) < 100:
            self._words.append(words)

    def end(self, element: str) -> None:
        """Note what ends."""
        name = element.rpartition(_SPACE)[2]
        if name in _ITEMS:
            self.items.append(Podcast(tuple(self._transcripts), tuple(filter(None, self._people))))
        elif self._words is not None and name == "person":
            if len(self._people) < _MOST_PEOPLE:
                self._people.append(" ".join("".join(self._words).split()))
            self._words = None
        elif self._words is not None and name == "title":
            self.title, self._words = "".join(self._words), None
