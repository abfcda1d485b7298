"""`rr-reader show`: an article on the terminal, a page at a time, or plain in a pipe."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import NOTHING, imports, tell
from rr_reader.errors import BadSourceError

if TYPE_CHECKING:
    from rr_reader.model import Article

_WIDEST = 100
"""Columns on a terminal: longer lines are tiring to read."""
_IN_A_PIPE = 80


def _configure(parser: Parser) -> None:
    parser.declare("article", metavar="ARTICLE", nargs="+", help="an id, a file, or words of a title that fit only one")
    parser.declare("--speaker", metavar="NAME", help="only this person's words, with the questions")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.library import folder_of
    from rr_reader.cli.pager import show_lines
    from rr_reader.cli.speakers import speaker_named
    from rr_reader.library.finding import find_article

    folder = folder_of(args, context)
    article = folder.load(find_article(folder, " ".join(args.article)))
    only = frozenset({speaker_named(article, args.speaker)}) if args.speaker is not None else frozenset[str]()
    show_lines(_drawn(article, context, only), context)
    return 0


def show_sources(words: Sequence[str], context: Context, assume: str = "", *, chapters: bool = False) -> int:
    """Import sources and show them one after the other; the code is the first failure's."""
    codes: list[int] = []

    def lines() -> Iterator[str]:
        found = imports(words, context, assume, may_load=True, chapters=chapters)
        for number, (name, _, article, problem) in enumerate(found):
            if article is not None and not article.blocks:
                codes.append(tell(BadSourceError(NOTHING), name, context))
            elif article is not None:
                yield from ["", ""] if number else []
                yield from _drawn(article, context)
            elif problem is not None:
                codes.append(tell(problem, name, context))

    from rr_reader.cli.pager import show_lines

    show_lines(lines(), context)
    return codes[0] if codes else 0


def _drawn(article: "Article", context: Context, only: frozenset[str] = frozenset()) -> Iterator[str]:
    from rr_reader.view.printing import depth_of, show

    width = min(context.out.size[0], _WIDEST) if context.out.is_terminal else _IN_A_PIPE
    return show(article, width, colour=context.out.colour, depth=depth_of(context.environ), only=only)


COMMAND = Command(
    "show",
    "print an article: coloured and paged on a terminal, plain in a pipe",
    _configure,
    _run,
    ("rr-reader show red rooms", "rr-reader show red rooms --speaker plante"),
)
