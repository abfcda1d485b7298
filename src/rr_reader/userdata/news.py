"""What is new in the feeds that one follows, and what is remembered of having looked."""

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from rr_reader.errors import BadSourceError, UsageError
from rr_reader.userdata.subscriptions import Subscription, Subscriptions

if TYPE_CHECKING:
    from rr_reader.sources.feeds import Item
    from rr_reader.sources.fetching.fetcher import Fetcher


class News(NamedTuple):
    """What a feed has that was not seen, in its order."""

    title: str
    items: "tuple[Item, ...]"
    etag: str
    modified: str
    is_unchanged: bool = False
    """Its server says that nothing has changed."""

    def remembered(self, kept: Subscription, *, now: str) -> Subscription:
        """Remember that one has looked, at this time. Where items are left, it is to be read again as it is."""
        kept = replace(kept, title=self.title, refreshed=now, trouble="")
        if all(item.id in kept.seen for item in self.items):
            kept = replace(kept, etag=self.etag, modified=self.modified)
        return kept


def look(web: "Fetcher", url: str, kept: Subscription) -> News:
    """Fetch a feed, and see what is new. Raises as `Fetcher.fetch`, and BadSourceError for what is none."""
    from rr_reader.library.guarded.reading import read_feed

    fetched = web.fetch(url, etag=kept.etag, modified=kept.modified)
    if fetched.is_unchanged:
        return News(kept.title, (), kept.etag, kept.modified, is_unchanged=True)
    feed = read_feed(fetched.body, fetched.url, fetched.media_type)
    if feed.feeds:
        raise BadSourceError("this lists feeds, and is none. To follow them: rr-reader subscribe it")
    seen = frozenset(kept.seen)
    return News(feed.title, tuple(item for item in feed.items if item.id not in seen), fetched.etag, fetched.modified)


def feeds_named(word: str) -> tuple[str, ...]:
    """Give an address, or those that a file of OPML lists. Raises ReaderError."""
    from pathlib import Path

    from rr_reader.library.guarded.reading import read_feed
    from rr_reader.sources.discover import read_bytes
    from rr_reader.sources.fetching import is_url

    if is_url(word):
        return (word,)
    if feeds := read_feed(read_bytes(Path(word).expanduser()), "").feeds:
        return feeds
    raise UsageError(f"{word}: a feed in a file cannot be followed. Name its address.")


class Followed(NamedTuple):
    """What came of following an address: a feed with so many items, or so many `feeds` of a list; or it was already."""

    title: str = ""
    items: int = 0
    feeds: int = 0
    is_known: bool = False


def follow(url: str, web: "Fetcher", followed: Subscriptions, *, from_now: bool = False) -> Followed:
    """Follow a feed, or all that a list names; `from_now`, what it offers already counts as seen. Raises as `look`."""
    from rr_reader.library.guarded.reading import read_feed

    known = followed.read()
    if url in known:
        return Followed(known[url].title, is_known=True)
    fetched = web.fetch(url)
    feed = read_feed(fetched.body, fetched.url, fetched.media_type)
    if feed.feeds:
        for each in feed.feeds:
            if each not in known:
                followed.save(each, Subscription())
        return Followed(feed.title, feeds=len(feed.feeds))
    kept = Subscription(title=feed.title)
    followed.save(url, kept.having_seen(*(item.id for item in feed.items)) if from_now else kept)
    return Followed(feed.title, items=len(feed.items))
