"""`rr-reader highlights`: what somebody highlighted, with the notes; and taking highlights away."""

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.formats import declare_format, formats_of
from rr_reader.errors import BadSourceError, NoSourceError, UsageError

if TYPE_CHECKING:
    from rr_reader.quotes.formats import Format
    from rr_reader.quotes.gathering import Gathered


def _configure(parser: Parser) -> None:
    parser.declare_query()
    parser.declare("--json", action="store_true", help="print an array of objects")
    parser.declare("--jsonl", action="store_true", help="print an object a line")
    declare_format(parser, "write them as quotations, each with its citation")
    parser.declare("--remove", metavar="ID", action="append", default=[], help="take a highlight away")
    parser.declare("--merge", metavar="FILE", help="take in another copy of highlights.jsonl: both sides are kept")
    parser.declare("--bring-back", metavar="ID", action="append", default=[], help="have one again that was removed")


def _run(args: argparse.Namespace, context: Context) -> int:
    if args.merge is not None:
        return _merge(args, context)
    if sum(map(bool, (args.json, args.jsonl, args.format, args.remove or args.bring_back))) > 1:
        raise UsageError("Choose one of --json, --jsonl, --format, and --remove or --bring-back.")
    if args.remove or args.bring_back:
        if args.query:
            raise UsageError("Highlights are removed and brought back by their ids: leave the query out.")
        return _change(args, context)
    from rr_reader.cli.asking import asked
    from rr_reader.cli.highlighted import highlighted

    formats = formats_of(args, context)
    query = asked(args, context)
    found = highlighted(args, context, query)
    _write(found, args, context, formats)
    if not found:
        nothing = "Nothing is highlighted yet. See rr-reader highlight --help, or press h in the reader."
        context.errors.say(f"No highlight matches: {query}" if query else nothing)
    return 0


def _write(
    found: "list[Gathered]", args: argparse.Namespace, context: Context, formats: "Mapping[str, Format]"
) -> None:
    from rr_reader.cli.json_lines import array, compact
    from rr_reader.quotes.formats import render

    if args.format:
        context.out.write(render([each.excerpt for each in found], args.format, formats))
    elif args.jsonl:
        context.out.write_lines(compact(_described(each)) for each in found)
    elif args.json:
        context.out.write("".join(array(map(_described, found))))
    elif context.out.is_terminal:
        context.out.write("\n".join(map(_for_eyes, found)))
    else:
        context.out.write_lines(map(_for_tools, found))


def _change(args: argparse.Namespace, context: Context) -> int:
    from datetime import UTC, datetime

    from msgspec.structs import replace

    from rr_reader.cli.library import store_of
    from rr_reader.model.highlight import Highlight, time_of

    now = time_of(datetime.now(UTC))
    wanted = [(name, True) for name in args.remove] + [(name, False) for name in args.bring_back]

    def changed(there: Mapping[str, Highlight]) -> list[Highlight]:
        for name, is_gone in wanted:
            if name not in there or there[name].is_gone is is_gone:
                where = "that was removed" if not is_gone else "there"
                raise NoSourceError(f"No highlight {where} has the id “{name}”. `rr-reader highlights` lists them.")
        return [replace(there[name], is_gone=gone, changed=now) for name, gone in wanted]

    with store_of(args, context) as store:
        store.highlights.everything()  # what came beside the library is among them
        store.highlights.update(changed, [name for name, _ in wanted])
        if store.trouble:
            context.errors.say(store.trouble)
        context.out.write_lines(f"{'Removed' if gone else 'Brought back'}: {name}" for name, gone in wanted)
    return 0


def _merge(args: argparse.Namespace, context: Context) -> int:
    from collections.abc import Mapping
    from pathlib import Path

    from rr_reader.cli.library import store_of
    from rr_reader.model.highlight import Highlight
    from rr_reader.sources.discover import read_bytes
    from rr_reader.userdata.merging import merge_all
    from rr_reader.userdata.sidecar import read

    copy = read(read_bytes(Path(args.merge)))
    if copy.unreadable and not copy.highlights:
        raise BadSourceError(f"{args.merge}: no line is a highlight, as rr-reader keeps them beside a library")
    known: dict[str, Highlight] = {}
    changed: list[Highlight] = []

    def merged(there: Mapping[str, Highlight]) -> list[Highlight]:
        known.update(there)
        both = merge_all({}, there, copy.highlights)
        changed.extend(each for key, each in both.items() if there.get(key) != each)
        return changed

    with store_of(args, context) as store:
        store.highlights.update(merged)
        new = sum(each.id not in known for each in changed)
        others, same = len(changed) - new, len(copy.highlights) - len(changed)
        context.out.write(f"Merged: {new} new, {others} changed, {same} as they were\n")
        context.out.flush()
        if store.trouble:
            context.errors.say(store.trouble)
    if copy.unreadable:
        context.errors.say(f"{args.merge}: lines that cannot be read, and were passed over: {copy.unreadable}")
    return 0


def _described(gathered: "Gathered") -> dict[str, object]:
    from rr_reader.quotes.wording import cited

    highlight, excerpt = gathered.highlight, gathered.excerpt
    anchor = highlight.anchor
    return {
        "id": highlight.id,
        "article": highlight.article,
        "text": gathered.words,
        "note": highlight.note or None,
        "colour": highlight.colour,
        "tags": list(highlight.tags),
        "made": highlight.made or None,
        "changed": highlight.changed or None,
        "orphan": gathered.is_orphan,
        "speakers": list(dict.fromkeys(part.speaker for part in excerpt.parts if part.speaker)),
        "quoted": list(dict.fromkeys(name for part in excerpt.parts for name in part.quoted if name)),
        "quotation": cited(excerpt) or None,
        "title": excerpt.meta.title or None,
        "outlet": excerpt.meta.outlet or None,
        "published": excerpt.meta.published or None,
        "url": excerpt.meta.url or None,
        "order": highlight.order,
        "anchor": {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix, "start": anchor.start},
    }


def _for_eyes(gathered: "Gathered") -> str:
    from rr_reader.quotes.wording import cited

    words = cited(gathered.excerpt) or gathered.words
    return "".join(f"{line}\n" for line in (*words.split("\n"), *(f"  {line}" for line in _remarks(gathered))))


def _remarks(gathered: "Gathered") -> Iterator[str]:
    from rr_reader.quotes.grouping import title_of

    highlight = gathered.highlight
    if highlight.note:
        first, *others = highlight.note.split("\n")
        yield f"Note: {first}"
        yield from others
    tags = " ".join(f"#{tag}" for tag in highlight.tags)
    place = highlight.article
    if (
        gathered.is_orphan
    ):  # its article may be gone: what it was called says more than a file's name that was cut short
        place = f"orphan: not found in {title_of(gathered.excerpt)} any more"
    yield " · ".join(filter(None, (highlight.colour, tags, place, highlight.id)))


def _for_tools(gathered: "Gathered") -> str:
    highlight = gathered.highlight
    speakers = ", ".join(
        dict.fromkeys(
            name if part.speaker else f"{name} (quoted)" for part in gathered.excerpt.parts for name in part.heard
        )
    )
    state = "orphan" if gathered.is_orphan else ""
    about = (highlight.colour, ", ".join(highlight.tags), highlight.note, state)
    fields = (highlight.id, highlight.article, speakers, gathered.words, *about)
    return "\t".join(" ".join(field.split()) for field in fields)


COMMAND = Command(
    "highlights",
    "list what is highlighted, with the notes; remove highlights",
    _configure,
    _run,
    (
        "rr-reader highlights",
        "rr-reader highlights speaker:solberg tag:maps --format markdown",
        "rr-reader highlights --jsonl > highlights.jsonl",
        "rr-reader highlights --remove 5f0c2a9be1d4",
    ),
    takes_query=True,
)
