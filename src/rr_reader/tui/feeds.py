"""Feeds from the screen: what the thread does that follows them and fetches what is new."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from rr_reader.errors import BadSourceError, ReaderError, StoppedError
from rr_reader.tui.adding import Adding, Outcome
from rr_reader.tui.readable import Readable
from rr_reader.userdata.news import feeds_named, follow, look
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
        """Add what is new. Each item is remembered as soon as it is in the library. Raises StorageError."""
        known = self._followed.read()
        try:
            for url in urls:
                if url in known:
                    self._refresh(url, known[url])
        except StoppedError:
            return Refreshed(self._added, tuple(self._problems), is_stopped=True)
        return Refreshed(self._added, tuple(self._problems))

    def _refresh(self, url: str, kept: Subscription) -> None:
        try:
            news = look(self._adding.web.fetcher(), url, kept)
        except StoppedError:
            raise
        except ReaderError as problem:
            self._problems.append(f"{kept.title or url}: {problem}")
            self._followed.note(url, replace(kept, trouble=str(problem), refreshed=_now()))
            return
        kept, before = replace(kept, title=news.title), self._added
        for number, item in enumerate(news.items, 1):
            self._adding.prefix = f"{news.title or url}, {number} of {len(news.items)}: "
            outcome = self._kept(item, url)
            self._added += outcome.is_new
            if outcome.problem:
                self._problems.append(f"{outcome.name}: {outcome.problem}")
            if not outcome.problem or isinstance(outcome.problem, BadSourceError):  # what is refused stays so
                kept = kept.having_seen(item.id)
                self._followed.note(url, kept)
        self._adding.prefix = ""
        self._followed.note(url, replace(news.remembered(kept, now=_now()), came=self._added - before))

    def _kept(self, item: "Item", feed: str) -> Outcome:
        """Fetch an item, and add it. Raises StoppedError."""
        from rr_reader.sources.fetching.offered import fetch_item

        name = item.title or item.url or item.id
        try:
            page = fetch_item(self._adding.web.fetcher(), item, feed)
        except StoppedError:
            raise
        except ReaderError as problem:
            return Outcome(name, problem=problem)
        return self._adding.keep(Readable(page.name, Path(page.name), lambda: page.raw, page.url), name)


def followed_anew(word: str, adding: Adding, followed: Subscriptions) -> str:
    """Follow the feed at an address, or those that a file of OPML lists, and say so. Raises ReaderError."""
    done = [follow(url, adding.web.fetcher(), followed) for url in feeds_named(word)]
    feeds = sum(each.feeds or 1 for each in done)
    if feeds != 1:
        return f"Followed: {feeds} feeds"
    only = done[0]
    title = only.title or word
    items = f"{only.items} item{'' if only.items == 1 else 's'}"
    return f"Followed already: {title}" if only.is_known else f"Followed: {title}, {items}: r brings them"


def refreshed_on(subscription: Subscription, *, briefly: bool = False) -> str:
    """Say when a feed was looked at last, in the time of this place; "" for never, or where that makes no sense."""
    try:
        when = datetime.fromisoformat(subscription.refreshed).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    return f"{when.day} {when:%b}" if briefly else f"{when.day} {when:%b %Y, %H:%M}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
