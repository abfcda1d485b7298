"""`rr-reader quotes`: quotations with their citations."""

import argparse

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.formats import declare_format, formats_of


def _configure(parser: Parser) -> None:
    parser.declare_query()
    declare_format(parser, "how to write them (text)", default="text")
    parser.declare("--json", dest="format", action="store_const", const="json", help="the same as --format json")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.asking import asked
    from rr_reader.cli.library import marks_of, opened
    from rr_reader.cli.quotable import quoted
    from rr_reader.library.filtering import Selection
    from rr_reader.quotes.formats import render

    formats = formats_of(args, context)
    query = asked(args, context)
    library, states = opened(args, context)
    selection = Selection(library, query, states, marks_of(args, context, query))
    found = [
        each
        for entry in selection.candidates
        for each in quoted(entry, selection.asked_of(entry), selection.highlighted_blocks(entry))
    ]
    context.out.write(render(found, args.format, formats))
    if not found:
        context.errors.say(f"No quotation matches: {query}" if query else "The library holds no quotations.")
    return 0


COMMAND = Command(
    "quotes",
    "print quotations, each with its citation",
    _configure,
    _run,
    (
        "rr-reader quotes speaker:plante",
        "rr-reader quotes '\"snuff films\"' --format markdown",
        "rr-reader quotes outlet:hindu --format csv > quotes.csv",
    ),
    takes_query=True,
)
