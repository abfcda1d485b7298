"""`rr-reader add`: sources into the library, with an account of what was done to each."""

import argparse
from collections.abc import Callable, Iterable, Iterator

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import Imported, Input, imports, tell


def _configure(parser: Parser) -> None:
    parser.declare("sources", metavar="SOURCE", nargs="+", help="a file, a folder, or - for standard input")
    parser.declare("--dry-run", action="store_true", help="give the account, but add nothing")
    parser.declare("--diff", action="store_true", help="show each repair, before and after, and what was set aside")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.library import places_of
    from rr_reader.errors import ReaderError
    from rr_reader.library.folder import LibraryFolder

    folder = None if args.dry_run else LibraryFolder(places_of(args, context).library)
    first_failure = 0

    def announced(work: Callable[[Input], Imported], sources: Iterable[Input]) -> Iterator[Imported]:
        for number, source in enumerate(sources, 1):
            context.errors.progress(f"{number}: {source.name}")
            yield work(source)

    for done in imports(args.sources, context, announced):
        try:
            if done.problem:
                raise done.problem
            if done.article is None:
                continue
            added = folder.add(done.article, done.raw) if folder else None
        except ReaderError as problem:
            first_failure = first_failure or tell(problem, done.name, context)
            continue
        context.errors.end_progress()
        headline = "Would add" if added is None else "Added" if added.is_new else "Already there"
        context.out.write(_account(done, headline, added.id if added else "", args.diff))
        context.out.flush()
    context.errors.end_progress()
    return first_failure


def _account(done: Imported, headline: str, name: str, wants_diff: bool) -> str:
    from rr_reader.cli.account import differences, summary

    assert done.article is not None
    lines = [f"{headline}: {done.name}" + (f" as {name}" if name else "")]
    lines += [f"  {line}" for line in summary(done.article)]
    if wants_diff:
        lines += [f"  {line}" for line in differences(done.article, done.raw)]
    return "\n".join(lines) + "\n"


COMMAND = Command(
    "add",
    "add sources to the library, and say what was repaired and set aside",
    _configure,
    _run,
    ("rr-reader add interview.txt", "rr-reader add saved/ --dry-run --diff"),
)
