"""`rr-reader parse`: sources to stdout, cleaned."""

import argparse
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.inputs import (
    NOTHING,
    assumed_encoding,
    declare_chapters,
    declare_encoding,
    imports,
    is_several,
    tell,
)
from rr_reader.errors import BadSourceError, UsageError

if TYPE_CHECKING:
    from rr_reader.library.yaml_text import Value
    from rr_reader.model import Article

FORMS = {
    "text": "every paragraph under its speaker's name, with nothing left out (this is the default)",
    "markdown": "the cleaned file that the library would keep, with what is doubtful in its head",
    "json": "one object; for several sources an array",
    "jsonl": "one object a line",
}


def _configure(parser: Parser) -> None:
    parser.declare("sources", metavar="SOURCE", nargs="+", help="a file, a folder, an address, or - for standard input")
    for form, meaning in FORMS.items():
        parser.declare(f"--{form}", dest="forms", action="append_const", const=form, default=[], help=meaning)
    declare_chapters(parser)
    declare_encoding(parser)


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.sources.fetching import is_url

    form, *others = set(args.forms) or {"text"}
    if others:
        raise UsageError("Choose one of --text, --markdown, --json and --jsonl.\nSee rr-reader parse --help.")
    assume = assumed_encoding(args)
    codes: list[int] = []

    def sound() -> Iterator["Article"]:
        for name, _, article, problem in imports(args.sources, context, assume, chapters=args.chapters):
            if article is not None:
                if not article.blocks:  # it is parsed all the same
                    tell(BadSourceError(NOTHING), name, context)
                yield article
            elif problem is not None:
                codes.append(tell(problem, name, context))

    are_several = len(args.sources) > 1 or is_several(args.sources[0], chapters=args.chapters)
    articles: Iterator[Article] = sound()
    if not are_several and is_url(args.sources[0]):  # what is behind it is known once it is there
        begun = list(islice(articles, 2))
        are_several, articles = len(begun) > 1, chain(begun, articles)
    for piece in _written(articles, form, are_several):
        context.out.write(piece)
    return codes[0] if codes else 0


def _written(articles: Iterable["Article"], form: str, is_several: bool) -> Iterator[str]:
    if form == "json":
        from rr_reader.cli.json_lines import array, pretty

        yield from (
            array(article.to_dict() for article in articles)
            if is_several
            else (pretty(article.to_dict()) + "\n" for article in articles)
        )
    elif form == "jsonl":
        from rr_reader.cli.json_lines import compact

        for article in articles:
            yield compact(article.to_dict()) + "\n"
    elif form == "markdown":
        from rr_reader.library.cleaned import dump

        for number, article in enumerate(articles):
            yield ("\n" if number else "") + dump(_as_kept(article), _doubts(article))
    else:
        from rr_reader.cli.plain import text_of

        for number, article in enumerate(articles):
            heading = f"==> {article.source.name} <==\n\n" if is_several else ""
            yield ("\n" if number else "") + heading + text_of(article)


def _as_kept(article: "Article") -> "Article":
    """Name the source as the library does: a path would tell of this machine."""
    from msgspec.structs import replace

    from rr_reader.library.naming import safe_name

    return replace(article, source=replace(article.source, name=safe_name(article.source.name)))


def _doubts(article: "Article") -> dict[str, "Value"]:
    """List what is doubtful, for the head of the cleaned file: in a library the account beside it knows that."""
    from rr_reader.library.anchors import anchor_of
    from rr_reader.view.doubts import doubts_of

    doubts: list[Value] = []
    for doubt in doubts_of(article):
        words, which = anchor_of(article.blocks, doubt.place.block)
        about: dict[str, Value] = {"quote": doubt.text} if doubt.what == "quote" else {"block": words}
        about |= {"which": which} if which and doubt.what != "quote" else {}
        doubts.append(about | {"what": doubt.what, "taken_for": doubt.taken_for, "sure": f"{doubt.confidence:g}"})
    return {"doubts": doubts} if doubts else {}


COMMAND = Command(
    "parse",
    "print the cleaned article of a source, without adding it to the library",
    _configure,
    _run,
    (
        "rr-reader parse interview.txt",
        "rr-reader parse saved/ --jsonl > all.jsonl",
        "curl -s https://example.org/talk.md | rr-reader parse - --markdown",
    ),
)
