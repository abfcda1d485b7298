"""`rr-reader highlight`: marks words of an article, so that they are kept."""

import argparse
import os

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.errors import BadSourceError


def _configure(parser: Parser) -> None:
    from rr_reader.model.highlight import COLOURS  # late, as all below: `--help` ends before

    parser.declare("article", metavar="ARTICLE", help="an id, a file of the library, or words, quoted, of one title")
    parser.declare("--text", metavar="WORDS", required=True, help="the words, as they stand there for the first time")
    parser.declare("--note", metavar="NOTE", default="", help="what there is to say of them")
    parser.declare("--colour", choices=COLOURS, default=COLOURS[0], help=f"one of {', '.join(COLOURS)} ({COLOURS[0]})")
    parser.declare("--tag", metavar="TAG", action="append", dest="tags", default=[], help="to tell pieces apart by")


def _run(args: argparse.Namespace, context: Context) -> int:
    from datetime import UTC, datetime

    from msgspec.structs import replace

    from rr_reader.cli.library import folder_of, store_of
    from rr_reader.library.finding import find_article
    from rr_reader.model.highlight import Anchor, Highlight, time_of
    from rr_reader.quotes.anchoring import Finder
    from rr_reader.quotes.gathering import marked
    from rr_reader.quotes.wording import in_marks
    from rr_reader.text.safe import printable

    folder = folder_of(args, context)
    article_id = find_article(folder, args.article)
    article = folder.load(article_id)
    finder = Finder(article)
    span = finder.words(args.text)
    if span is None:
        alike = printable(finder.alike(args.text))
        hint = f". It has: {in_marks(alike)}" if alike else ""
        raise BadSourceError(f"{folder.file_of(article_id)}: has no such words: “{' '.join(args.text.split())}”{hint}")
    now = time_of(datetime.now(UTC))
    tags = tuple(dict.fromkeys(filter(None, (" ".join(printable(tag).split()) for tag in args.tags))))
    said = Highlight(
        os.urandom(6).hex(), article_id, Anchor(""), args.colour, printable(args.note, lines=True), tags, now, now
    )
    with store_of(args, context) as store:
        order = max((each.order for each in store.highlights.all()), default=0.0)  # it stands behind all others
        store.highlights.put(replace(marked(article, article_id, span, said), order=order))
        context.out.write(f"ok {said.id}\n")
        context.out.flush()  # what is on the disk is told as that, whatever comes
        if store.trouble:
            context.errors.say(store.trouble)
    return 0


COMMAND = Command(
    "highlight",
    "highlight words of an article, with a note",
    _configure,
    _run,
    (
        "rr-reader highlight 'salt harbour' --text 'The tide keeps its own accounts.'",
        "rr-reader highlight salt-harbour --text 'a chart from 1911' --note 'Ask for a scan' --colour green --tag maps",
    ),
)
