"""`rr-reader list`: the articles of the library."""

import argparse
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser

if TYPE_CHECKING:
    from rr_reader.library.catalogue import Entry


def _configure(parser: Parser) -> None:
    parser.declare_query()
    parser.declare("--json", action="store_true", help="print an array of objects")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.asking import asked
    from rr_reader.cli.library import marks_of, opened
    from rr_reader.library.filtering import select

    query = asked(args, context)
    library, states = opened(args, context)
    entries = select(library, query, states, marks_of(args, context, query)).by("newest")
    if args.json:
        from rr_reader.cli.json_lines import array

        context.out.write("".join(array(map(_described, entries))))
    elif context.out.is_terminal:
        context.out.write("\n".join(map(_for_eyes, entries)))
    else:
        context.out.write_lines(map(_for_tools, entries))
    if not entries:
        context.errors.say(
            f"No article matches: {query}" if query else "The library is empty. See rr-reader add --help."
        )
    return 0


def _described(entry: "Entry") -> dict[str, object]:
    meta = entry.meta
    return {
        "id": entry.id,
        "title": entry.title or None,
        "derived": sorted({*meta.derived, *(["title"] if entry.is_title_derived else [])}),
        "outlet": meta.outlet or None,
        "published": meta.published or None,
        "kind": meta.kind,
        "byline": list(meta.byline),
        "tags": list(meta.tags),
        "speakers": list(entry.speakers),
        "questions": entry.questions,
        "quotes": entry.quotes,
        "words": entry.words,
    }


def _for_eyes(entry: "Entry") -> str:
    meta = entry.meta
    about = (meta.outlet, meta.published, ", ".join(entry.speakers))
    return f"{entry.title}\n  {' · '.join(filter(None, about))}\n  {entry.id}\n"


def _for_tools(entry: "Entry") -> str:
    meta = entry.meta
    fields = (entry.id, entry.title, meta.outlet, meta.published, ", ".join(entry.speakers))
    return "\t".join(" ".join(field.split()) for field in fields)


COMMAND = Command(
    "list",
    "list the articles of the library",
    _configure,
    _run,
    ("rr-reader list", "rr-reader list speaker:plante year:2019..2025", "rr-reader list --json | jq '.[].title'"),
    takes_query=True,
)
