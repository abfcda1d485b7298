"""`rr-reader subscribe`: feeds that are to be followed."""

import argparse
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import fetcher, tell
from rr_reader.errors import NoSourceError, ReaderError, UsageError

if TYPE_CHECKING:
    from rr_reader.sources.fetching.fetcher import Fetcher
    from rr_reader.userdata.subscriptions import Subscriptions


def subscriptions_of(args: argparse.Namespace, context: Context) -> "Subscriptions":
    """Give the feeds that the user follows."""
    from rr_reader.cli.library import places_of
    from rr_reader.userdata.subscriptions import Subscriptions

    return Subscriptions(places_of(args, context).subscriptions)


def _configure(parser: Parser) -> None:
    parser.declare("feeds", metavar="SOURCE", nargs="*", help="the address of a feed, or a file or address of OPML")
    parser.declare("--from-now", action="store_true", help="leave out what the feed offers already")
    parser.declare("--remove", action="store_true", help="follow these feeds no longer; what was added stays")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.userdata.news import feeds_named

    followed = subscriptions_of(args, context)
    if not args.feeds:
        if args.remove:
            raise UsageError("Name the feeds to follow no longer.\nSee rr-reader subscribe --help.")
        context.out.write_lines(f"{url}\t{kept.title}" for url, kept in followed.read().items())
        return 0
    code, web = 0, fetcher(context.environ)
    for word in args.feeds:
        try:
            if args.remove:
                if not followed.remove(word):
                    raise NoSourceError(f"{word}: no such feed is followed")
                context.out.write(f"Followed no longer: {word}\n")
                continue
            for url in feeds_named(word):
                context.errors.progress(url)
                told = _subscribed(url, web, followed, from_now=args.from_now)
                context.errors.end_progress()
                context.out.write(f"{told}\n")
                context.out.flush()
        except ReaderError as problem:
            context.errors.end_progress()
            code = code or tell(problem, word, context)
    return code


def _subscribed(url: str, web: "Fetcher", followed: "Subscriptions", *, from_now: bool) -> str:
    """Follow a feed, or all that a list names, and say so."""
    from rr_reader.userdata.news import follow

    done = follow(url, web, followed, from_now=from_now)
    if done.is_known:
        return f"Followed already: {url}"
    if done.feeds:
        return f"Followed: {done.feeds} feeds of {done.title or url}"
    count = f"{done.items} {'item' if done.items == 1 else 'items'}"
    return f"Followed: {url}\n  {done.title or 'no title'}, {count}" + (
        ", of which none is added" if from_now else ": rr-reader refresh adds them"
    )


COMMAND = Command(
    "subscribe",
    "follow feeds and podcasts; without SOURCE, list those that are followed",
    _configure,
    _run,
    (
        "rr-reader subscribe https://example.org/feed.xml",
        "rr-reader subscribe feeds.opml --from-now",
        "rr-reader subscribe --remove https://example.org/feed.xml",
    ),
)
