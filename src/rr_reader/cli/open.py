"""`rr-reader` and `rr-reader SOURCE…`: the screen."""

import argparse
from collections.abc import Sequence

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import ASSUME, STDIN, assumed_encoding, check_exists, declare_chapters, declare_encoding
from rr_reader.cli.screen import open_screen
from rr_reader.errors import NoSourceError, UsageError

_HELP = """\
A terminal reader for interviews: read, search, filter and quote them,
with every word in the right mouth.

usage:
  rr-reader                 open the library
  rr-reader SOURCE ...      open files, folders, addresses or -, without keeping them
  rr-reader COMMAND ...     do one thing, without the screen (COMMAND --help says more)

commands:
{commands}

options:
  --library DIR   use this folder as the library (else RR_READER_LIBRARY)
  --version       print the version and end
  -h, --help      show this and end
  --assume-encoding NAME
                  read the sources in this encoding, whatever they seem to be in
  --chapters      make an article of each chapter of a book, not one of all

examples:
  rr-reader interview.txt
  rr-reader add saved/
  rr-reader search speaker:plante sound
  rr-reader quotes speaker:plante --format markdown > quotes.md

In the reader, ? shows the keys and q quits.
"""


def opening(commands: Sequence[Command]) -> Command:
    """Build the command for words that begin with no command. `commands` are listed in its help."""

    def configure(parser: Parser) -> None:
        parser.declare("--version", action="store_true", help="print the version and end")
        parser.declare("sources", metavar="SOURCE", nargs="*", help="open these without adding them to the library")
        declare_chapters(parser)
        declare_encoding(parser)

    def run(args: argparse.Namespace, context: Context) -> int:
        if args.version:
            from rr_reader import __version__

            context.out.write(f"rr-reader {__version__}\n")
            return 0
        assume = assumed_encoding(args)
        if (assume or args.chapters) and not args.sources:
            option = ASSUME if assume else "--chapters"
            raise UsageError(f"{option} is for sources: name a file, a folder or - to open.")
        _check(args.sources, commands)
        return open_screen(context, library=args.library, sources=args.sources, assume=assume, chapters=args.chapters)

    width = max(len(command.name) for command in commands)
    listed = "\n".join(f"  {command.name:<{width}} {command.summary}" for command in commands)
    return Command("", "open the reader", configure, run, help=_HELP.format(commands=listed))


def _check(sources: list[str], commands: Sequence[Command]) -> None:
    """See that there is something to open. Of several, the screen tells which are missing."""
    problems: list[NoSourceError] = []
    for word in sources:
        try:
            if word != STDIN:
                check_exists(word, [command.name for command in commands])
        except NoSourceError as problem:
            problems.append(problem)
    if problems and len(problems) == len(sources):
        raise problems[0]
