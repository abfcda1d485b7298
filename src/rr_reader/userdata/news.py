"""What is new in the feeds that one follows, how it is brought into a library, and what is remembered of it."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from rr_reader.errors import BadSourceError, NotNowError, ReaderError, StoppedError, UsageError
from rr_reader.userdata.subscriptions import Subscription, Subscriptions

if TYPE_CHECKING:
    from rr_reader.sources.feeds import Feed, Item
    from rr_reader.sources.fetching.fetcher import Fetcher

_TOGETHER = 16
"""Items after which it is noted which were seen; what is lost of that is found in the library."""


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
        if frozenset(kept.seen).issuperset(item.id for item in self.items):
            kept = replace(kept, etag=self.etag, modified=self.modified)
        return kept


class Taken(NamedTuple):
    """What came of an item of a feed, and of all that it held."""

    item: "Item"
    added: int = 0
    """Articles that are new in the library."""
    problems: tuple[ReaderError, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nothing will come of looking at it again: it is in the library, or was refused for good."""
        return all(isinstance(each, BadSourceError) and not isinstance(each, NotNowError) for each in self.problems)


Take = Callable[[News], Iterable[Taken]]
"""Adds what is new, or as much as is wanted, and says of each item what came of it once that is on the disk."""


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


def refresh(url: str, web: "Fetcher", followed: Subscriptions, take: Take) -> Subscription:
    """Bring a feed that is followed up to date, and give what is remembered of that, which is on the disk.

    What was seen is remembered, too, where `take` is broken off. Raises as `look` and `take`, StorageError where
    nothing can be remembered.
    """
    kept = followed.read().get(url, Subscription())
    try:
        news = look(web, url, kept)
    except StoppedError:
        raise
    except ReaderError as problem:
        followed.note(url, replace(kept, trouble=str(problem), refreshed=_now()))
        raise
    kept, came, seen = replace(kept, title=news.title), 0, list[str]()
    try:
        for taken in take(news):
            came += taken.added
            seen += [taken.item.id] if taken.is_settled else []
            if len(seen) >= _TOGETHER:
                kept = kept.having_seen(*seen)
                seen.clear()
                followed.note(url, kept)
    except BaseException:
        followed.note(url, kept.having_seen(*seen))
        raise
    kept = replace(news.remembered(kept.having_seen(*seen), now=_now()), came=came)
    followed.note(url, kept)
    return kept


class Followed(NamedTuple):
    """What came of following an address: a feed with so many items, or a list by which so many `feeds` are followed."""

    title: str = ""
    items: int = 0
    feeds: int = 0
    is_list: bool = False
    is_known: bool = False
    """It was followed already."""
    problems: tuple[tuple[str, ReaderError], ...] = ()
    """The feeds of a list that are not followed, each with what is wrong with it."""


def follow(
    word: str,
    web: "Fetcher",
    followed: Subscriptions,
    *,
    from_now: bool = False,
    hear: Callable[[str], None] = lambda url: None,
) -> Followed:
    """Follow the feed at an address; or all that a list of feeds names, at an address or in a file.

    A list is followed as it stands: of a feed that is gone, refreshing tells. `from_now`, what is offered already
    counts as seen: for that each is fetched, as `hear` is told, and one that cannot be is not followed. Raises as
    `look`.
    """
    known = followed.read()
    if word in known:
        return Followed(known[word].title, is_known=True)
    feed = _offered(word, web)
    if not feed.feeds:
        kept = Subscription(title=feed.title)
        followed.save(word, kept.having_seen(*(item.id for item in feed.items)) if from_now else kept)
        return Followed(feed.title, items=len(feed.items))
    anew = [url for url in feed.feeds if url not in known]
    problems = list[tuple[str, ReaderError]]()
    kept_all = {} if from_now else dict.fromkeys(anew, Subscription())
    try:
        for url in anew if from_now else ():
            hear(url)
            try:
                kept_all[url] = _all_seen(look(web, url, Subscription()))
            except StoppedError:
                raise
            except ReaderError as problem:  # the others are no worse for it
                problems.append((url, problem))
    finally:
        followed.save_all(kept_all)
    return Followed(feed.title, feeds=len(feed.feeds) - len(problems), is_list=True, problems=tuple(problems))


def _offered(word: str, web: "Fetcher") -> "Feed":
    """Read what is at an address; or a list of feeds in a file, for a feed there has nothing new to offer."""
    from pathlib import Path

    from rr_reader.library.guarded.reading import read_feed
    from rr_reader.sources.discover import read_bytes
    from rr_reader.sources.fetching import is_url

    if is_url(word):
        fetched = web.fetch(word)
        return read_feed(fetched.body, fetched.url, fetched.media_type)
    feed = read_feed(read_bytes(Path(word).expanduser()), "")
    if not feed.feeds:
        raise UsageError(f"{word}: a feed in a file cannot be followed. Name its address.")
    return feed


def _all_seen(news: News) -> Subscription:
    return news.remembered(Subscription().having_seen(*(item.id for item in news.items)), now=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
