"""`rr-reader remove`: articles out of the library, with what they were made from."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.errors import ReaderError

if TYPE_CHECKING:
    from rr_reader.library.folder import LibraryFolder
    from rr_reader.model.highlight import Highlight


def _configure(parser: Parser) -> None:
    meaning = "an id, a file of the library, or words of a title, quoted, that fit only one"
    parser.declare("articles", metavar="ARTICLE", nargs="+", help=meaning)


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.library import folder_of, forget
    from rr_reader.library.finding import find_article

    folder = folder_of(args, context)
    # All are found before any is removed: what fits two must not come to fit one, nor a mistake cost half a list.
    for article_id in dict.fromkeys([find_article(folder, words) for words in args.articles]):
        stay = _with_words_of_today(folder, article_id, args, context)
        files = ", ".join(str(path.relative_to(folder.path)) for path in folder.remove(article_id))
        context.out.write(f"Removed: {article_id}\n  {files}\n{stay}")
        context.out.flush()  # what is gone is told as gone, whatever comes
        try:
            forget(args, context, article_id)
        except ReaderError as problem:
            context.errors.say(f"{article_id} is removed, but not all that was known of it: {problem}")
    return 0


def _with_words_of_today(folder: "LibraryFolder", article_id: str, args: argparse.Namespace, context: Context) -> str:
    """Let the highlights of an article stay as they are found in it now; say how many these are."""
    from rr_reader.cli.library import store_of
    from rr_reader.quotes.gathering import renewed
    from rr_reader.view.kinds import counted

    with store_of(args, context) as store:
        ids = [each.id for each in store.highlights.of(article_id)]

        def words_of_today(there: "Mapping[str, Highlight]") -> "list[Highlight]":
            return renewed(article, [each for each in there.values() if not each.is_gone])

        try:
            article = folder.load(article_id)
            if ids:
                store.highlights.update(words_of_today, ids)
        except ReaderError as problem:  # what was cut out when they were made is there all the same
            if ids:
                context.errors.say(f"Highlights in {article_id} stay as they were made: {problem}")
    return (
        f"  {counted(len(ids), 'highlight')} {'stay' if len(ids) != 1 else 'stays'} without an article\n" if ids else ""
    )


COMMAND = Command(
    "remove",
    "delete articles from the library, with their sources and accounts",
    _configure,
    _run,
    ("rr-reader remove salt-harbour", "rr-reader remove 'salt harbour' sources-of-fog"),
)
