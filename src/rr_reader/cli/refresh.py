"""`rr-reader refresh`: what is new in the feeds that are followed, into the library."""

import argparse
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rr_reader.cli.add import tell_of
from rr_reader.cli.adding import ADDED, added
from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import Named, fetcher, tell
from rr_reader.cli.program import INTERRUPTED
from rr_reader.cli.stopping import Stop
from rr_reader.cli.subscribe import subscriptions_of
from rr_reader.errors import BadSourceError, NoSourceError, ReaderError

if TYPE_CHECKING:
    from rr_reader.library.folder import LibraryFolder
    from rr_reader.sources.feeds import Item
    from rr_reader.sources.fetching.fetcher import Fetcher
    from rr_reader.userdata.subscriptions import Subscription

_TOGETHER = 16
"""Items after which it is noted which were seen."""


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


def _item_of(by_name: "Mapping[str, Item]", name: str) -> "Item":
    """Give the item of which this came: its own name, or what an archive behind it holds."""
    return by_name.get(name) or next(item for known, item in by_name.items() if name.startswith(f"{known}/"))


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


class _Refreshing:
    """Brings feeds up to date, one after the other."""

    def __init__(self, folder: "LibraryFolder", args: argparse.Namespace, context: Context) -> None:
        self._folder, self._args, self._context = folder, args, context
        self._web: Fetcher = fetcher(context.environ)
        self._followed = subscriptions_of(args, context)
        self._code = self._came = 0

    def refresh(self, url: str, kept: "Subscription") -> int:
        """Add what is new in a feed; the code is that of its first item that failed. Raises what fetching it raises."""
        from msgspec.structs import replace

        from rr_reader.userdata.news import look

        self._code, self._came = 0, 0
        try:
            news = look(self._web, url, kept)
        except ReaderError as problem:
            if not self._args.dry_run:
                self._followed.note(url, replace(kept, trouble=str(problem), refreshed=_now()))
            raise
        self._told(f"As it was: {url}" if news.is_unchanged else f"{news.title or url}: {len(news.items)} new")
        some = news.items[: self._args.latest] if self._args.latest > 0 else news.items
        if self._args.dry_run:
            self._context.out.write_lines(f"  {item.title or item.url or item.id}" for item in some)
            return 0
        for start in range(0, len(some), _TOGETHER):
            kept = kept.having_seen(*self._added(some[start : start + _TOGETHER], url))
            self._followed.note(url, kept)
        self._followed.note(url, replace(news.remembered(kept, now=_now()), came=self._came))
        return self._code

    def _added(self, items: "Sequence[Item]", feed: str) -> list[str]:
        """Add items; give the ids of those that need not be looked at again."""
        from rr_reader.sources.fetching.offered import fetch_item

        by_name: Mapping[str, Item] = {item.url or f"{feed} {item.title or item.id}": item for item in items}
        sources = [Named(name, fetch=partial(fetch_item, self._web, item, feed)) for name, item in by_name.items()]
        done_with: list[str] = []
        stop = Stop()
        with stop.listening():
            for done in added(sources, self._folder, self._args, self._context, "", stop):
                if done is None:
                    continue
                tell_of(done, self._context, is_whole=False, in_detail=False, assume="")
                self._came += done.outcome == ADDED
                if done.problem:
                    self._code = self._code or done.problem.exit_code
                if not done.problem or isinstance(done.problem, BadSourceError):  # what is refused stays so
                    done_with.append(_item_of(by_name, done.source.name).id)
        return done_with

    def _told(self, line: str) -> None:
        self._context.errors.end_progress()
        self._context.out.write(f"{line}\n")
        self._context.out.flush()


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
