"""`rr-reader search`: passages of the library, each with its speaker."""

import argparse
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.errors import ReaderError

if TYPE_CHECKING:
    from rr_reader.library.catalogue import Entry
    from rr_reader.library.filtering import Selection
    from rr_reader.library.passages import Hit


def _configure(parser: Parser) -> None:
    parser.declare_query(nargs="+")
    parser.declare("--json", action="store_true", help="print an array of objects")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.asking import asked
    from rr_reader.cli.library import marks_of, opened
    from rr_reader.library.filtering import Selection

    query = asked(args, context)
    library, states = opened(args, context)
    hits = hits_in(Selection(library, query, states, marks_of(args, context, query)), context.errors.say)
    count = 0

    def counted() -> Iterator["Hit"]:
        nonlocal count
        for hit in hits:
            count += 1
            yield hit

    if args.json:
        from rr_reader.cli.json_lines import array

        for piece in array(map(_described, counted())):
            context.out.write(piece)
    elif context.out.is_terminal:
        for entry, found in groupby(counted(), key=lambda hit: hit.entry):
            context.out.write(f"{entry.title}  ({entry.id})\n")
            context.out.write_lines(f"  {_line(hit)}" for hit in found)
    else:
        context.out.write_lines(_for_tools(hit) for hit in counted())
    if not count:
        context.errors.say(f"Nothing found: {query}")
    return 0


def hits_in(selection: "Selection", tell: Callable[[str], object]) -> Iterator["Hit"]:
    """Find the passages; of an article that is gone or broken since the library was opened, tell, and go on."""
    for entry in selection.candidates:
        try:
            hits = tuple(selection.passages(entry))
        except ReaderError as problem:
            tell(f"{entry.id}: passed over. {problem}")
            continue
        yield from hits


def _line(hit: "Hit") -> str:
    who = _speaker(hit) if hit.speaker else "(boilerplate)" if hit.is_around else ""
    return f"{who}: {hit.snippet}" if who else hit.snippet


def _speaker(hit: "Hit") -> str:
    """Name who says it, and say so where that is a guess."""
    return hit.speaker + (" (uncertain)" if _is_uncertain(hit) else "")


def _is_uncertain(hit: "Hit") -> bool:
    from rr_reader.quotes.excerpt import SURE_FROM

    return bool(hit.speaker) and hit.speaker_confidence < SURE_FROM


def _paragraph(hit: "Hit") -> int | None:
    """Give the number that a citation gives the passage; None for what is no paragraph: a caption, a heading."""
    return _paragraphs(hit.entry)[hit.block] or None


@lru_cache(maxsize=1)
def _paragraphs(entry: "Entry") -> tuple[int, ...]:
    from rr_reader.quotes.cutting import paragraph_numbers

    return paragraph_numbers(entry.article.blocks)


def _for_tools(hit: "Hit") -> str:
    fields = (hit.entry.id, str(_paragraph(hit) or ""), _speaker(hit), hit.snippet)
    return "\t".join(" ".join(field.split()) for field in fields)


def _described(hit: "Hit") -> dict[str, object]:
    block = hit.entry.article.blocks[hit.block]
    return {
        "id": hit.entry.id,
        "title": hit.entry.title or None,
        "block": hit.block,
        "paragraph": _paragraph(hit),
        "kind": block.kind.value,
        "kind_confidence": block.origin.confidence if block.origin else 1.0,
        "speaker": hit.speaker or None,
        "uncertain": _is_uncertain(hit),
        "speaker_confidence": hit.speaker_confidence,
        "text": block.text,
        "spans": [list(span) for span in hit.spans],
        "snippet": hit.snippet,
    }


COMMAND = Command(
    "search",
    "find passages in the library, each with its speaker",
    _configure,
    _run,
    (
        "rr-reader search gariepy",
        "rr-reader search speaker:plante '\"snuff films\"'",
        "rr-reader search block:answer sound OR hum -music --json",
    ),
    takes_query=True,
)
