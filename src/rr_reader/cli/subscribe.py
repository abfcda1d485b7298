"""`rr-reader subscribe`: feeds that are to be followed."""

import argparse
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import fetcher, tell
from rr_reader.errors import NoSourceError, ReaderError, UsageError

if TYPE_CHECKING:
    from rr_reader.sources.fetching.fetcher import Fetcher
    from rr_reader.userdata.news import Followed
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
            failed = _subscribe(word, web, followed, context, from_now=args.from_now)
            code = code or failed
        except ReaderError as problem:
            context.errors.end_progress()
            code = code or tell(problem, word, context)
    return code


def _subscribe(word: str, web: "Fetcher", followed: "Subscriptions", context: Context, *, from_now: bool) -> int:
    """Follow a feed, or all that a list names, and say so; the code is that of the first that cannot be followed."""
    from rr_reader.userdata.news import follow

    code = 0
    context.errors.progress(word)
    done = follow(word, web, followed, from_now=from_now, hear=context.errors.progress)
    context.errors.end_progress()
    for url, problem in done.problems:
        failed = tell(problem, url, context)
        code = code or failed
    context.out.write(f"{_told(done, word, from_now=from_now)}\n")
    context.out.flush()
    return code


def _told(done: "Followed", word: str, *, from_now: bool) -> str:
    later = ", of which none is added" if from_now else ": rr-reader refresh adds them"
    if done.is_known:
        return f"Followed already: {word}"
    if done.is_list:
        return f"Followed: {done.feeds} {'feed' if done.feeds == 1 else 'feeds'} of {done.title or word}"
    count = f"{done.items} {'item' if done.items == 1 else 'items'}"
    return f"Followed: {word}\n  {done.title or 'no title'}, {count}{later}"


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
