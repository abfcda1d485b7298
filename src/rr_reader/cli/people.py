"""`rr-reader people`: who says how much, and where."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser

if TYPE_CHECKING:
    from rr_reader.library.query import Query
    from rr_reader.library.tally import Person

_HEADS = ("NAME", "ROLES", "ARTICLES", "TURNS", "QUOTES", "WORDS", "FROM", "TO", "OUTLETS")
_NUMBERS = frozenset({"ARTICLES", "TURNS", "QUOTES", "WORDS"})
_LEFT_OUT_FIRST = ("FROM", "QUOTES", "TO", "TURNS", "ROLES", "OUTLETS", "ARTICLES")
"""Columns for which there is no room on a narrow terminal."""
_LEAST = {"NAME": 16, "OUTLETS": 12}
"""Cells to which a column may be cut, before others are left out."""


def _configure(parser: Parser) -> None:
    parser.declare_query()
    parser.declare("--json", action="store_true", help="print an array of objects")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.asking import asked
    from rr_reader.cli.library import opened
    from rr_reader.library.filtering import select
    from rr_reader.library.tally import people

    query = asked(args, context)
    library, states = opened(args, context)
    found = _wanted(people(select(library, query, states)), query)
    if args.json:
        from rr_reader.cli.json_lines import array

        for piece in array(map(_described, found)):
            context.out.write(piece)
    elif found:
        width = context.out.size[0] if context.out.is_terminal else 0
        context.out.write_lines(table(list(map(_row, found)), width))
    if not found:
        context.errors.say(f"Nobody speaks in what matches: {query}" if query else "Nobody speaks in the library.")
    return 0


def _wanted(found: Sequence["Person"], query: "Query") -> Sequence["Person"]:
    """Leave only those whom the query's `speaker:` names, if it names any."""
    from rr_reader.library.query import fit
    from rr_reader.text.matching import fold

    terms = query.of("speaker")
    return [each for each in found if fit(terms, tuple(map(fold, (each.name, *each.spellings, *each.aliases))))]


def _row(person: "Person") -> tuple[str, ...]:
    counts = (len(person.articles), person.turns, person.quotes, person.words)
    about = (person.first, person.last, ", ".join(person.outlets))
    cells = (person.name, ", ".join(person.roles), *map(str, counts), *about)
    return tuple(" ".join(cell.split()) for cell in cells)


def table(rows: Sequence[tuple[str, ...]], width: int) -> Iterator[str]:
    """Align rows under their heads in `width` cells; 0 for as many as it takes.

    Where there is no room, names and outlets are cut, then whole columns are left out.
    """
    from rr_reader.view.pieces import cells
    from rr_reader.view.wrap import clip

    widths = {
        head: max(cells(head), *(cells(row[at]) for row in rows))
        for at, head in enumerate(_HEADS)
        if any(row[at] for row in rows)
    }
    if width:
        widths = _narrowed(widths, width)
    for row in (_HEADS, *rows):
        line = []
        for head, cell in zip(_HEADS, row, strict=True):
            if head in widths:
                shown = clip(cell, widths[head])
                margin = " " * (widths[head] - cells(shown))
                line.append(margin + shown if head in _NUMBERS else shown + margin)
        yield "  ".join(line).rstrip()


def _narrowed(widths: dict[str, int], width: int) -> dict[str, int]:
    """Cut what may be cut, and leave out columns, until all fit."""
    left_out = iter(_LEFT_OUT_FIRST)
    while (over := sum(widths.values()) + 2 * (len(widths) - 1) - width) > 0:
        cut = {head: min(over, widths[head] - least) for head, least in _LEAST.items() if head in widths}
        if sum(cut.values()) >= over:
            outlets = min(max(cut.get("OUTLETS", 0), 0), over)
            shorter = {"OUTLETS": outlets, "NAME": over - outlets}
            return {head: size - shorter.get(head, 0) for head, size in widths.items()}
        dropped = next(left_out, None)
        if dropped is None:
            return widths | {"NAME": max(widths["NAME"] - over, 1)}
        widths = {head: size for head, size in widths.items() if head != dropped}
    return widths


def _described(person: "Person") -> dict[str, object]:
    return {
        "name": person.name,
        "aliases": list(person.aliases),
        "spellings": list(person.spellings),
        "roles": list(person.roles),
        "articles": list(person.articles),
        "turns": person.turns,
        "quotes": person.quotes,
        "words": person.words,
        "outlets": list(person.outlets),
        "first": person.first or None,
        "last": person.last or None,
    }


COMMAND = Command(
    "people",
    "show who says how much, and where",
    _configure,
    _run,
    ("rr-reader people", "rr-reader people speaker:plante", "rr-reader people outlet:hindu --json"),
    takes_query=True,
)
