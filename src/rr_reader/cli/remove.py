"""`rr-reader remove`: articles out of the library, with what they were made from."""

import argparse

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.errors import ReaderError


def _configure(parser: Parser) -> None:
    meaning = "an id, a file of the library, or words of a title, quoted, that fit only one"
    parser.declare("articles", metavar="ARTICLE", nargs="+", help=meaning)


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.library import folder_of, forget
    from rr_reader.library.finding import find_article

    folder = folder_of(args, context)
    # All are found before any is removed: what fits two must not come to fit one, nor a mistake cost half a list.
    for article_id in dict.fromkeys([find_article(folder, words) for words in args.articles]):
        files = ", ".join(str(path.relative_to(folder.path)) for path in folder.remove(article_id))
        context.out.write(f"Removed: {article_id}\n  {files}\n")
        context.out.flush()  # what is gone is told as gone, whatever comes
        try:
            forget(args, context, article_id)
        except ReaderError as problem:
            context.errors.say(f"{article_id} is removed, but not all that was known of it: {problem}")
    return 0


COMMAND = Command(
    "remove",
    "delete articles from the library, with their sources and accounts",
    _configure,
    _run,
    ("rr-reader remove salt-harbour", "rr-reader remove 'salt harbour' sources-of-fog"),
)
