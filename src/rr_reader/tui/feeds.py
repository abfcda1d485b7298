"""Feeds from the screen: what the thread does that follows them and fetches what is new."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rr_reader.errors import ReaderError, StoppedError
from rr_reader.tui.adding import Adding, Outcome
from rr_reader.tui.readable import held_by
from rr_reader.userdata.news import News, Taken, follow, refresh
from rr_reader.userdata.subscriptions import Subscription, Subscriptions

if TYPE_CHECKING:
    from rr_reader.sources.feeds import Item


class Refreshed(NamedTuple):
    """What came of refreshing feeds."""

    added: int = 0
    problems: tuple[str, ...] = ()
    is_stopped: bool = False

    @property
    def told(self) -> str:
        """Say it in a line."""
        parts = ["Stopped"] if self.is_stopped else []
        parts.append(f"{self.added} new article{'' if self.added == 1 else 's'}" if self.added else "nothing new")
        parts += [f"{len(self.problems)} not: {self.problems[0]}"] if self.problems else []
        words = "; ".join(parts)
        return words[0].upper() + words[1:]


class Refreshing:
    """Brings feeds up to date in a library, one after the other."""

    def __init__(self, adding: Adding, followed: Subscriptions) -> None:
        self._adding, self._followed = adding, followed
        self._added, self._problems = 0, list[str]()

    def refresh(self, urls: Sequence[str]) -> Refreshed:
        """Add what is new in those of the feeds that are followed. Raises StorageError."""
        known = self._followed.read()
        try:
            for url in filter(known.__contains__, urls):
                self._refresh(url, known[url].title or url)
        except StoppedError:
            return Refreshed(self._added, tuple(self._problems), is_stopped=True)
        return Refreshed(self._added, tuple(self._problems))

    def _refresh(self, url: str, name: str) -> None:
        try:
            refresh(url, self._adding.web.fetcher(), self._followed, partial(self._take, url))
        except StoppedError:
            raise
        except ReaderError as problem:  # the others are no worse for it
            self._problems.append(f"{name}: {problem}")

    def _take(self, feed: str, news: News) -> Iterator[Taken]:
        for number, item in enumerate(news.items, 1):
            self._adding.prefix = f"{news.title or feed}, {number} of {len(news.items)}: "
            outcomes = self._kept(item, feed)
            self._added += sum(outcome.is_new for outcome in outcomes)
            self._problems += [f"{each.name}: {each.problem}" for each in outcomes if each.problem]
            problems = tuple(each.problem for each in outcomes if each.problem)
            yield Taken(item, sum(outcome.is_new for outcome in outcomes), problems)
        self._adding.prefix = ""

    def _kept(self, item: "Item", feed: str) -> list[Outcome]:
        """Fetch an item, and add it, or what it holds. Raises StoppedError."""
        from rr_reader.sources.fetching.offered import fetch_item

        name = item.title or item.url or item.id
        try:
            sources = held_by(fetch_item(self._adding.web.fetcher(), item, feed), self._adding.web)
        except StoppedError:
            raise
        except ReaderError as problem:
            return [Outcome(name, problem=problem)]
        return [self._adding.keep(source, name if len(sources) == 1 else source.name) for source in sources]


def followed_anew(word: str, adding: Adding, followed: Subscriptions) -> str:
    """Follow the feed at an address, or those that a file of OPML lists, and say so. Raises ReaderError."""
    done = follow(word, adding.web.fetcher(), followed)
    if done.is_list:
        return f"Followed: {done.feeds} feed{'' if done.feeds == 1 else 's'}"
    title = done.title or word
    items = f"{done.items} item{'' if done.items == 1 else 's'}"
    return f"Followed already: {title}" if done.is_known else f"Followed: {title}, {items}: r brings them"


def refreshed_on(subscription: Subscription, *, briefly: bool = False) -> str:
    """Say when a feed was looked at last, in the time of this place; "" for never, or where that makes no sense."""
    try:
        when = datetime.fromisoformat(subscription.refreshed).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    return f"{when.day} {when:%b}" if briefly else f"{when.day} {when:%b %Y, %H:%M}"
