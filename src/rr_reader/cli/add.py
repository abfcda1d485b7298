"""`rr-reader add`: sources into the library, with an account of what was done to each."""

import argparse
from typing import TYPE_CHECKING

from rr_reader.cli.adding import MANY, Done, added
from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import assumed_encoding, declare_chapters, declare_encoding, named, tell
from rr_reader.cli.program import INTERRUPTED
from rr_reader.cli.progress import Progress, Tally
from rr_reader.cli.stopping import Stop
from rr_reader.errors import UsageError

if TYPE_CHECKING:
    from rr_reader.library.folder import LibraryFolder
    from rr_reader.library.made import Made

_WIDEST = 100
"""Columns on a terminal: longer lines are tiring to read."""
_IN_A_PIPE = 80


def _configure(parser: Parser) -> None:
    parser.declare("sources", metavar="SOURCE", nargs="*", help="a file, a folder, an address, or - for standard input")
    parser.declare(
        "--refresh", action="store_true", help="read again what is kept of the articles or sources named, or all"
    )
    parser.declare(
        "--anyway",
        action="store_true",
        help="add a source that has changed beside the article that was made of it before",
    )
    parser.declare("--dry-run", action="store_true", help="give the account, but add nothing")
    parser.declare("--verbose", action="store_true", help="give the whole account of each, however many they are")
    parser.declare("--diff", action="store_true", help="show each repair, before and after, and what was set aside")
    declare_chapters(parser)
    declare_encoding(parser)


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.library import places_of
    from rr_reader.library.folder import LibraryFolder

    assume = assumed_encoding(args)
    if args.refresh:
        if assume:
            raise UsageError("--refresh keeps each article's encoding. To read a source in another, add it again.")
        from rr_reader.cli.add_refresh import run_refresh

        return run_refresh(args, context)
    if not args.sources:
        raise UsageError("Name what to add: files, folders, or - for standard input.\nSee rr-reader add --help.")
    folder = LibraryFolder(places_of(args, context).library)
    return _add(folder, args, context, assume)


def _add(folder: "LibraryFolder", args: argparse.Namespace, context: Context, assume: str) -> int:
    sources = list(named(args.sources, context.environ, chapters=args.chapters))
    is_many, in_detail = len(sources) > MANY, args.diff or args.verbose
    tally, progress, stop = Tally(), Progress(sources, context), Stop()
    progress.show(0)
    with stop.listening():
        try:
            for done in added(sources, folder, args, context, assume, stop):
                if done is None:
                    progress.show(tally.seen)
                    continue
                tally.count(done)
                tell_of(done, context, is_whole=in_detail or not is_many, in_detail=args.diff, assume=assume)
        except KeyboardInterrupt:
            kept = "" if args.dry_run else "; what was told is in the library. Run it again to go on"
            context.errors.say(f"Stopped after {tally.seen} of {len(sources)}{kept}.")
            return INTERRUPTED
    context.errors.end_progress()
    if is_many:
        context.out.write_lines(tally.told())
    context.out.write_lines(tally.way_back())
    return tally.code


def tell_of(done: Done, context: Context, *, is_whole: bool, in_detail: bool, assume: str) -> None:
    """Say what came of a source, with the account of it if that is to be `is_whole`."""
    from rr_reader.text.safe import printable
    from rr_reader.view.doubts import percent

    if done.problem:
        tell(done.problem, done.source.name, context)
        return
    context.errors.end_progress()
    as_what = f" as {done.as_what}" if done.as_what else ""
    context.out.write(f"{done.outcome}: {printable(done.source.name)}{as_what}\n")
    if done.like:
        context.out.write(f"  much like {done.like.id} ({percent(done.like.shared)} of the words)\n")
    if done.source.making and is_whole:
        _tell(done.source.making, context, in_detail=in_detail, assume=assume)
    context.out.flush()


def _tell(making: "Made", context: Context, *, in_detail: bool, assume: str) -> None:
    from rr_reader.cli.account import differences, summary

    context.out.write("".join(f"  {line}\n" for line in summary(making.article)))
    if in_detail:
        from rr_reader.library.guarded.reading import source_text
        from rr_reader.view.printing import depth_of, printed

        width = min(context.out.size[0], _WIDEST) if context.out.is_terminal else _IN_A_PIPE
        source = source_text(making.raw, name=making.article.source.name, assume=assume)
        depth = depth_of(context.environ)
        for line in differences(making.article, source, width - 2):
            text = printed(line, colour=context.out.colour, depth=depth)
            context.out.write_styled(f"  {text}\n" if text else "\n")


COMMAND = Command(
    "add",
    "add sources to the library, and say what was repaired and set aside",
    _configure,
    _run,
    (
        "rr-reader add interview.txt",
        "rr-reader add saved/ --dry-run --diff",
        "rr-reader add talk.txt --assume-encoding koi8-r",
        "rr-reader add --refresh --dry-run",
    ),
)
