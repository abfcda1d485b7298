"""`rr-reader import-highlights`: what somebody marked elsewhere, found in the articles of the library."""

import argparse
from pathlib import Path

from rr_reader.cli.command import Command, Context, Parser

_SHOWN = 50
"""Characters of somebody's words that are told."""


def _configure(parser: Parser) -> None:
    parser.declare("file", metavar="FILE", help="CSV of Readwise, JSON of Hypothesis or of rr-reader; - for stdin")
    parser.declare("--dry-run", action="store_true", help="say what would be imported, but import nothing")


def _run(args: argparse.Namespace, context: Context) -> int:
    from datetime import UTC, datetime

    from rr_reader.cli.library import indexed, store_of
    from rr_reader.errors import StorageError
    from rr_reader.model.highlight import time_of
    from rr_reader.quotes.foreign import read_foreign
    from rr_reader.quotes.placing import placed

    read = read_foreign(_bytes(args.file, context), args.file)
    library, _ = indexed(args, context)
    with store_of(args, context) as store:
        known = store.highlights.everything()
        if store.trouble:  # else all that is known already would come twice
            raise StorageError(store.trouble)
        found = list(placed(read.highlights, library, known, time_of(datetime.now(UTC))))
        new = [each for each in found if not each.is_known]
        if new and not args.dry_run:
            store.highlights.put(*(each.highlight for each in new))
        orphans = [each.highlight for each in new if each.is_orphan]
        titles = {each.id: each.title for each in read.highlights}
        lines = [
            *(f"Not taken, for it marks no words: {_short(each.note)}{_in(each.title)}" for each in read.wordless),
            *(
                f"Date left out, for it cannot be read: {_short(each.date)}, of {_short(each.text)}"
                for each in read.highlights
                if each.date and not each.made
            ),
            *(f"Not found in any article: {_short(each.anchor.exact)}{_in(titles[each.id])}" for each in orphans),
        ]
        did = "Would import" if args.dry_run else "Imported"
        context.out.write_lines(
            [
                *lines,
                f"{did}: {len(new)} of {len(found)}: {len(new) - len(orphans)} found in their articles, "
                f"{len(orphans)} kept as orphans, {len(found) - len(new)} known already",
            ]
        )
    return 0


def _bytes(name: str, context: Context) -> bytes:
    from rr_reader.errors import NoSourceError
    from rr_reader.sources.discover import read_bytes, read_stream

    if name != "-":
        return read_bytes(Path(name))
    if context.stdin is None:
        raise NoSourceError("Standard input is closed.")
    return read_stream(context.stdin)


def _short(words: str) -> str:
    from rr_reader.cli.output import shorten

    return f"“{shorten(' '.join(words.split()), _SHOWN)}”"


def _in(title: str) -> str:
    return f", in “{' '.join(title.split())}”" if title else ""


COMMAND = Command(
    "import-highlights",
    "take in highlights from Readwise, Hypothesis or another rr-reader",
    _configure,
    _run,
    ("rr-reader import-highlights readwise-data.csv", "rr-reader import-highlights annotations.json --dry-run"),
)
