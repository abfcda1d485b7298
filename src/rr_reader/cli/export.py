"""`rr-reader export`: what was highlighted, or quotations, as files for other programs."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.formats import declare_format, formats_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rr_reader.library.query import Query
    from rr_reader.quotes.excerpt import Excerpt
    from rr_reader.quotes.exporting import Exported

_WORD = "docx"
"""What is written to files only: all else is a format of quotations."""
_SHOWN = 50
"""Characters of a quotation that are told."""
_GROUPS = ("article", "speaker", "tag")


def _configure(parser: Parser) -> None:
    parser.declare_query()
    declare_format(parser, f"how to write them (what -o ends with, else markdown): {_WORD}, or of quotations")
    parser.declare("-o", "--output", metavar="PATH", help="the file, or the folder for notes (else: print)")
    parser.declare("--group", choices=_GROUPS, default="article", help="what notes and headings are of (article)")
    parser.declare("--only", choices=("highlights", "quotes"), default="highlights", help="what to export (highlights)")
    parser.declare("--force", action="store_true", help="write over files that are there")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.asking import asked
    from rr_reader.library.durable import make_folder
    from rr_reader.quotes.exporting import export_to, name_of, written
    from rr_reader.quotes.formats import FORMATS

    formats = FORMATS if args.format == _WORD else formats_of(args, context)
    query = asked(args, context)
    excerpts = _highlights(args, context, query) if args.only == "highlights" else _quotes(args, context, query)
    path = Path(args.output or "")
    name = args.format or name_of(path)
    if not excerpts:
        context.errors.say(f"Nothing matches: {query}" if query else "Nothing is highlighted yet.")
    if args.output is None:
        context.out.write(written(excerpts, name, args.group, formats) if excerpts else "")
        return 0
    removed = _removed(args, context)
    if excerpts or removed:
        if excerpts and args.output.endswith("/"):
            make_folder(path)
        done = export_to(path, excerpts, name, args.group, removed=removed, is_forced=args.force, formats=formats)
        context.out.write(_told(done, path, excerpts))
    return 0


def _highlights(args: argparse.Namespace, context: Context, query: "Query") -> "Sequence[Excerpt]":
    from rr_reader.cli.highlighted import highlighted

    return [each.excerpt for each in highlighted(args, context, query)]


def _quotes(args: argparse.Namespace, context: Context, query: "Query") -> "Sequence[Excerpt]":
    from msgspec.structs import replace

    from rr_reader.cli.library import marks_of, opened
    from rr_reader.cli.quotable import quoted
    from rr_reader.library.filtering import Selection

    library, states = opened(args, context)
    selection = Selection(library, query, states, marks_of(args, context, query))
    return [
        replace(each, article=entry.id)
        for entry in selection.candidates
        for each in quoted(entry, selection.asked_of(entry), selection.highlighted_blocks(entry))
    ]


def _removed(args: argparse.Namespace, context: Context) -> frozenset[str]:
    """Give the ids of highlights that were removed: notes that have them say so from now on."""
    from rr_reader.cli.library import store_of

    with store_of(args, context) as store:
        return frozenset(each.id for each in store.highlights.everything() if each.is_gone)


def _told(done: "Exported", path: Path, excerpts: "Sequence[Excerpt]") -> str:
    from rr_reader.view.kinds import counted

    quotations = counted(len(excerpts), "quotation")
    files = (*done.new, *done.changed, *done.same)
    edited = _told_of_edited(done, excerpts)
    if len(files) == 1:
        state = "Written" if done.new else "Brought up to date" if done.changed else "Up to date already"
        return f"{state}: {files[0]}: {quotations}\n{edited}"
    return (
        f"Written: {path}: {quotations}; {len(done.new)} new notes, {len(done.changed)} brought up to date, "
        f"{len(done.same)} as they were\n{edited}"
    )


def _told_of_edited(done: "Exported", excerpts: "Sequence[Excerpt]") -> str:
    """Name what stays as somebody edited it: its file, its key there, and the words."""
    from rr_reader.cli.output import shorten
    from rr_reader.quotes.segments import key_of
    from rr_reader.quotes.wording import plain

    words = {key_of(each.remarks.id): " ".join(plain(each).split()) for each in excerpts if each.remarks}
    lines = [
        f"  {file}: {key}" + (f" “{shorten(words[key], _SHOWN)}”" if key in words else "") for file, key in done.edited
    ]
    return "".join(f"{line}\n" for line in [f"Left as you edited them: {len(lines)}", *lines]) if lines else ""


COMMAND = Command(
    "export",
    "write highlights, or quotations, to files for other programs",
    _configure,
    _run,
    (
        "rr-reader export --format obsidian -o ~/vault/interviews",
        "rr-reader export speaker:solberg -o solberg.docx",
        "rr-reader export --only quotes --format readwise -o readwise.csv",
    ),
    takes_query=True,
)
