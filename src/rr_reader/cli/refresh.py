"""`rr-reader refresh`: what is new in the feeds that are followed, into the library."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count, groupby
from typing import TYPE_CHECKING

from rr_reader.cli.add import tell_of
from rr_reader.cli.adding import ADDED, Done, added
from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import Named, fetcher, tell
from rr_reader.cli.program import INTERRUPTED
from rr_reader.cli.stopping import Stop
from rr_reader.cli.subscribe import subscriptions_of
from rr_reader.errors import NoSourceError, ReaderError

if TYPE_CHECKING:
    from rr_reader.library.folder import LibraryFolder
    from rr_reader.sources.feeds import Item
    from rr_reader.sources.fetching.fetcher import Fetcher
    from rr_reader.userdata.news import News, Taken
    from rr_reader.userdata.subscriptions import Subscription

_TOGETHER = 16
"""Items that are fetched and added at a time."""


def _configure(parser: Parser) -> None:
    parser.declare("feeds", metavar="URL", nargs="*", help="only these feeds; without any, all that are followed")
    parser.declare("--latest", metavar="N", type=int, default=0, help="add N new items of each feed at most")
    parser.declare("--dry-run", action="store_true", help="say what is new, but add nothing")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.library import places_of
    from rr_reader.library.folder import LibraryFolder

    followed = subscriptions_of(args, context)
    known = followed.read()
    for url in args.feeds:
        if url not in known:
            raise NoSourceError(f"{url}: no such feed is followed. To follow it: rr-reader subscribe {url}")
    adding = argparse.Namespace(
        **vars(args), anyway=False, diff=False, verbose=False, assume_encoding=None, chapters=False
    )
    run = _Refreshing(LibraryFolder(places_of(args, context).library), adding, context)
    code = 0
    try:
        for number, url in enumerate(args.feeds or known, 1):
            context.errors.progress(f"{number} of {len(args.feeds or known)}: {url}")
            try:
                failed = run.refresh(url, known[url])
                code = code or failed
            except ReaderError as problem:  # the others are no worse for it
                context.errors.end_progress()
                code = code or tell(problem, url, context)
    except KeyboardInterrupt:
        context.errors.say("Stopped; what was told is in the library. Run it again to go on.")
        return INTERRUPTED
    return code


def _named(items: "Sequence[Item]", feed: str) -> "Mapping[str, Item]":
    """Name items by where they are, no two alike: podcasts may give one address to all of their episodes."""
    named: dict[str, Item] = {}
    for item in items:
        long = f"{item.url or feed} {item.title or item.id}"
        names = chain([item.url or long, long], (f"{long} {number}" for number in count(2)))
        named[next(name for name in names if name not in named)] = item
    return named


def _name_of(source: str, named: "Mapping[str, Item]") -> str:
    """Give the name of the item of which this source came: it has that itself, or stands in an archive behind it."""
    return max((name for name in named if source == name or source.startswith(f"{name}/")), key=len)


class _Refreshing:
    """Brings feeds up to date, one after the other."""

    def __init__(self, folder: "LibraryFolder", args: argparse.Namespace, context: Context) -> None:
        self._folder, self._args, self._context = folder, args, context
        self._web: Fetcher = fetcher(context.environ)
        self._followed = subscriptions_of(args, context)
        self._code = 0

    def refresh(self, url: str, kept: "Subscription") -> int:
        """Add what is new in a feed; the code is that of its first item that failed. Raises what fetching it raises."""
        from rr_reader.userdata.news import look, refresh

        self._code = 0
        if self._args.dry_run:
            lines = (f"  {item.title or item.url or item.id}" for item in self._wanted(look(self._web, url, kept), url))
            self._context.out.write_lines(lines)
        else:
            refresh(url, self._web, self._followed, partial(self._take, url))
        return self._code

    def _wanted(self, news: "News", url: str) -> "Sequence[Item]":
        """Say what is new, and give as much of it as is wanted."""
        self._context.errors.end_progress()
        what = f"As it was: {url}" if news.is_unchanged else f"{news.title or url}: {len(news.items)} new"
        self._context.out.write(f"{what}\n")
        self._context.out.flush()
        return news.items[: self._args.latest] if self._args.latest > 0 else news.items

    def _take(self, url: str, news: "News") -> "Iterator[Taken]":
        some = self._wanted(news, url)
        for start in range(0, len(some), _TOGETHER):
            yield from self._added(some[start : start + _TOGETHER], url)

    def _added(self, items: "Sequence[Item]", feed: str) -> "Iterator[Taken]":
        """Add items, and tell what comes of each."""
        from rr_reader.sources.fetching.offered import fetch_item
        from rr_reader.userdata.news import Taken

        by_name = _named(items, feed)
        sources = [Named(name, fetch=partial(fetch_item, self._web, item, feed)) for name, item in by_name.items()]
        stop = Stop()
        with stop.listening():
            found = filter(None, added(sources, self._folder, self._args, self._context, "", stop))
            for name, some in groupby(found, lambda done: _name_of(done.source.name, by_name)):
                all_done = [self._told(done) for done in some]
                problems = tuple(done.problem for done in all_done if done.problem)
                yield Taken(by_name[name], sum(done.outcome == ADDED for done in all_done), problems)

    def _told(self, done: Done) -> Done:
        tell_of(done, self._context, is_whole=False, in_detail=False, assume="")
        if done.problem:
            self._code = self._code or done.problem.exit_code
        return done


COMMAND = Command(
    "refresh",
    "add what is new in the feeds that are followed",
    _configure,
    _run,
    (
        "rr-reader refresh",
        "rr-reader refresh --dry-run",
        "rr-reader refresh https://example.org/feed.xml --latest 5",
    ),
)
