"""`rr-reader add`: sources into the library, with an account of what was done to each."""

import argparse
import shlex
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import Imported, Input, assumed_encoding, declare_encoding, imports, tell
from rr_reader.errors import CannotCreateError, UsageError

if TYPE_CHECKING:
    from rr_reader.library.folder import LibraryFolder

_WIDEST = 100
"""Columns on a terminal: longer lines are tiring to read."""
_IN_A_PIPE = 80


def _configure(parser: Parser) -> None:
    parser.declare("sources", metavar="SOURCE", nargs="*", help="a file, a folder, or - for standard input")
    parser.declare(
        "--refresh", action="store_true", help="read again what is kept of the articles or sources named, or all"
    )
    parser.declare(
        "--anyway",
        action="store_true",
        help="add a source that has changed beside the article that was made of it before",
    )
    parser.declare("--dry-run", action="store_true", help="give the account, but add nothing")
    parser.declare("--diff", action="store_true", help="show each repair, before and after, and what was set aside")
    declare_encoding(parser)


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.library import places_of
    from rr_reader.errors import ReaderError
    from rr_reader.library.folder import LibraryFolder

    assume = assumed_encoding(args)
    if args.refresh:
        if assume:
            raise UsageError("--refresh keeps each article's encoding. To read a source in another, add it again.")
        from rr_reader.cli.refreshing import run_refresh

        return run_refresh(args, context)
    if not args.sources:
        raise UsageError("Name what to add: files, folders, or - for standard input.\nSee rr-reader add --help.")
    folder = LibraryFolder(places_of(args, context).library)
    first_failure = 0

    def announced(work: Callable[[Input], Imported], sources: Iterable[Input]) -> Iterator[Imported]:
        for number, source in enumerate(sources, 1):
            context.errors.progress(f"{number}: {source.name}")
            yield work(source)

    for done in imports(args.sources, context, assume, announced):
        try:
            if done.problem:
                raise done.problem
            if done.article is None:
                continue
            headline = _added(done, folder, args, context)
        except ReaderError as problem:
            first_failure = first_failure or tell(problem, done.name, context)
            continue
        context.errors.end_progress()
        _tell(done, headline, context, in_detail=args.diff, assume=assume)
    context.errors.end_progress()
    return first_failure


def _added(done: Imported, folder: "LibraryFolder", args: argparse.Namespace, context: Context) -> str:
    """Add an article, and say what came of it; in an encoding that was named, it may replace another reading."""
    assert done.article is not None
    if not args.anyway:
        _refuse_other_edition(done, folder)
    if args.dry_run:
        return f"Would add: {done.name}"
    added = folder.add(done.article, done.raw)
    if added.is_new:
        return f"Added: {done.name} as {added.id}"
    if args.assume_encoding:
        from rr_reader.cli.library import carry_over, journal_of
        from rr_reader.library.rereading import reread

        new, old = reread(folder, added.id, done.article, done.raw)
        if new.is_new:
            carry_over(args, context, added.id, new.id, old, done.article)
            journal_of(args, context).forget(folder.file_of(added.id))
            return f"Read anew: {done.name} as {new.id}, in place of {added.id}, read as {old.account.encoding}"
    return f"Already there: {done.name} as {added.id}"


def _refuse_other_edition(done: Imported, folder: "LibraryFolder") -> None:
    """Raise CannotCreateError where the library has an article of this source as it was before it changed."""
    from rr_reader.library.editions import earlier_edition

    assert done.article is not None
    if folder.made_from(done.raw) or not (earlier := earlier_edition(folder, done.article, done.name)):
        return
    name = shlex.quote(done.name)
    raise CannotCreateError(
        f"{done.name} has changed since it became {earlier}: nothing was added.\n"
        f"rr-reader add --refresh {name} brings that up to date; rr-reader add --anyway {name} adds this beside it."
    )


def _tell(done: Imported, headline: str, context: Context, *, in_detail: bool, assume: str) -> None:
    from rr_reader.cli.account import differences, summary

    assert done.article is not None
    context.out.write("\n".join([headline, *(f"  {line}" for line in summary(done.article))]) + "\n")
    if in_detail:
        from rr_reader.text.decode import decode
        from rr_reader.view.printing import depth_of, printed

        width = min(context.out.size[0], _WIDEST) if context.out.is_terminal else _IN_A_PIPE
        source, depth = decode(done.raw, assume=assume).text, depth_of(context.environ)
        for line in differences(done.article, source, width - 2):
            text = printed(line, colour=context.out.colour, depth=depth)
            context.out.write_styled(f"  {text}\n" if text else "\n")
    context.out.flush()


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
