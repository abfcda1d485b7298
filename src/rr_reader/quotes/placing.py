"""Words that were marked elsewhere, put where they stand in a library."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Library
from rr_reader.library.naming import safe_name, slug
from rr_reader.model import Article, Meta, Span
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.quotes.anchoring import Finder
from rr_reader.quotes.cutting import excerpt
from rr_reader.quotes.excerpt import Excerpt, Part
from rr_reader.quotes.foreign import Foreign
from rr_reader.quotes.gathering import marked
from rr_reader.quotes.letters import letters_of
from rr_reader.quotes.wording import citation_of
from rr_reader.text.matching import fold

_WORDS = 8
"""Words of a highlight by which the articles are found that may hold it."""
_TELLING = 24
"""Letters of words that are known by themselves: shorter ones might be anybody's."""
_MOST = 20
"""Articles that are looked into for a highlight of which only the words are known."""


class Placed(msgspec.Struct, frozen=True):
    """What becomes of a highlight from elsewhere."""

    highlight: Highlight
    is_orphan: bool = False
    """Its words stand in no article."""
    is_known: bool = False
    """It is among ours already, or the very words are: then nothing is to be kept."""


def placed(foreign: Iterable[Foreign], library: Library, known: Sequence[Highlight], now: str) -> Iterator[Placed]:
    """Find highlights in a library; `known` are ours, those that were removed too. `now` is an ISO time.

    Words are looked for in the article of their id, their address or their title, then in all that have them. Those
    that are found nowhere become orphans, under the id that an article of their title would get. New ones stand behind
    all others.
    """
    finder = _Places(library)
    order = max((each.order for each in known), default=0.0)
    ids = {each.id for each in known}
    places = {_place(each) for each in known if not each.is_gone}
    for each in foreign:
        found = finder.find(each)
        highlight = replace(_found(each, *found, now) if found else _orphan(each, now), order=order)
        is_known = each.id in ids or _place(highlight) in places
        ids.add(each.id)
        places.add(_place(highlight))
        yield Placed(highlight, found is None, is_known)


def _place(highlight: Highlight) -> tuple[str, str, int]:
    """Say what is marked: twice the same is a double."""
    return highlight.article, highlight.anchor.exact, highlight.anchor.start


def _found(each: Foreign, article: Article, article_id: str, span: Span, now: str) -> Highlight:
    """Make it ours; of the note, what an export of ours says of the source is left out."""
    note = each.note.removesuffix(f"— {citation_of(excerpt(article, span))}").rstrip()
    return marked(article, article_id, span, replace(_highlight(each, now), note=note))


def _orphan(each: Foreign, now: str) -> Highlight:
    meta = Meta(title=each.title, byline=each.authors, url=each.url)
    part = Part(each.text, each.speaker, "quote" if each.speaker else "text")
    article = safe_name(each.article) if each.article else slug(each.title) if each.title else ""
    anchor = Anchor(each.text, each.prefix, each.suffix, each.start)
    cut = msgspec.json.encode(Excerpt((part,), meta, article=article)).decode()
    return replace(_highlight(each, now), article=article, anchor=anchor, cut=cut)


def _highlight(each: Foreign, now: str) -> Highlight:
    return Highlight(each.id, "", Anchor(""), each.colour, each.note, each.tags, each.made or now, now)


class _Places:
    """Looks for words in a library; articles that were looked into last are kept ready."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._by_url: dict[str, list[str]] = {}
        self._by_title: dict[str, list[str]] = {}
        for entry in library.entries:
            if entry.meta.url:
                self._by_url.setdefault(_address(entry.meta.url), []).append(entry.id)
            self._by_title.setdefault(fold(entry.title), []).append(entry.id)
        self._opened = lru_cache(maxsize=8)(self._open)

    def find(self, each: Foreign) -> tuple[Article, str, Span] | None:
        """Find where it stands: the article, its id, and the words in it."""
        anchor = Anchor(each.text, each.prefix, each.suffix, each.start)
        for article_id in dict.fromkeys(self._candidates(each)):
            if opened := self._opened(article_id):
                article, finder = opened
                span = finder.find(anchor) or finder.words(each.text)
                if span:
                    return article, article_id, span
        return None

    def _candidates(self, each: Foreign) -> Iterator[str]:
        yield each.article
        yield from self._by_url.get(_address(each.url), ()) if each.url else ()
        yield from self._by_title.get(fold(each.title), ()) if each.title else ()
        words = fold(each.text).split()[:_WORDS]
        if len(letters_of(each.text)) < _TELLING:
            return
        mask, _ = self._library.shelf.having([" ".join(words)], self._library.columns.size)
        rows = (row for row, holds in enumerate(mask) if holds)
        yield from (self._library.entry_in(row).id for row, _ in zip(rows, range(_MOST), strict=False))

    def _open(self, article_id: str) -> tuple[Article, Finder] | None:
        entry = self._library.entry(article_id)
        try:
            return (entry.article, Finder(entry.article)) if entry else None
        except ReaderError:  # it is gone by now
            return None


def _address(url: str) -> str:
    """Give what of an address tells pages apart: no scheme, no fragment, no slash at the end.

    >>> _address("HTTP://www.Example.org/talk/#top") == _address("https://example.org/talk")
    True
    """
    bare = url.partition("#")[0].partition("://")[2] or url.partition("#")[0]
    host, slash, path = bare.partition("/")
    return (host.lower().removeprefix("www.") + slash + path).rstrip("/")
