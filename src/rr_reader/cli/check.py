"""`rr-reader check`: what to look at: doubtful places, slips, broken files, one person's names, reprints."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rr_reader.cli.alikes import Alike, Name, alikes_in, mend_command
from rr_reader.cli.command import Command, Context, Parser

if TYPE_CHECKING:
    from rr_reader.cli.reprints import Reprint
    from rr_reader.library.catalogue import Entry, Problem
    from rr_reader.library.folder import LibraryFolder
    from rr_reader.model import Article

_LOOKED_AT = "articles looked at"
_BROKEN = 65
"""The exit code where a cleaned file cannot be loaded; doubts are no fault."""


class Finding(NamedTuple):
    """A doubtful place."""

    article: str
    place: str
    """`¶ 17`, as citations count; else the kind of the block."""
    what: str
    """`speaker`, `kind`, `quote`; `source` for characters of the source that are in doubt."""
    taken_for: str
    sure: float | None
    """From 0 to 1; None where it cannot be said."""
    words: str


class Slipped(NamedTuple):
    """Something in a cleaned file that was hardly meant so."""

    article: str
    line: int
    """Of the file."""
    message: str
    mend: str
    """What to type if the name that the message is about is another's; "" for other slips."""


def _configure(parser: Parser) -> None:
    parser.declare(
        "article", metavar="ARTICLE", nargs="*", help="an id, a file, or words of a title that fit only one; else all"
    )
    parser.declare("--json", action="store_true", help="print one object: doubts, slips, broken, people, reprints")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.library import folder_of, indexed
    from rr_reader.cli.reprints import reprints_in
    from rr_reader.library.finding import find_article

    folder = folder_of(args, context)
    wanted = find_article(folder, " ".join(args.article)) if args.article else ""
    library, problems = indexed(args, context)
    entries = [entry for entry in library.entries if not wanted or entry.id == wanted]
    broken = [problem for problem in problems if not wanted or problem.id == wanted]
    alikes = alikes_in(library.entries)
    if wanted:
        here = {name for entry in entries for name in (*entry.speakers, *entry.people)}
        alikes = [alike for alike in alikes if any(each.name in here for each in alike.names)]
    found = Report(entries, folder, broken, alikes, reprints_in(library, args, context, wanted))
    if args.json:
        _write_object(found, context)
    elif not _write_lists(found, context):
        context.errors.say("Nothing is doubtful, and nothing is broken.")
    return _BROKEN if broken else 0


class Report(NamedTuple):
    """What there is to tell; doubts and slips are looked for article by article, while they are told."""

    entries: Sequence["Entry"]
    folder: "LibraryFolder"
    broken: Sequence["Problem"]
    people: Sequence[Alike]
    reprints: Iterator["Reprint"]
    """Found while they are told: that takes longest."""

    def slips(self, entry: "Entry") -> Iterator[Slipped]:
        """List the slips in the cleaned file of an article."""
        from rr_reader.library.slips import slips_in

        for slip in slips_in(self.folder.text_of(entry.id)):
            mend = mend_command(entry.id, "merge", *slip.names) if all(slip.names) else ""
            yield Slipped(entry.id, slip.line, slip.message, mend)


def findings_in(article_id: str, article: "Article") -> Iterator[Finding]:
    """List the doubtful places of an article, and what is in doubt of its source, in the order of the text."""
    from rr_reader.quotes.cutting import paragraph_numbers
    from rr_reader.view.doubts import doubts_of, doubts_of_source
    from rr_reader.view.witness import Reading

    numbers = paragraph_numbers(article.blocks)

    def found() -> Iterator[tuple[int, int, Finding]]:
        reading = Reading(article)
        for each in doubts_of_source(article):
            at = reading.block(each.start)
            words = "" if at is None else article.blocks[at].text
            finding = Finding(article_id, reading.place(each.start), "source", each.reason, None, words)
            yield -1 if at is None else at, -1, finding
        for doubt in doubts_of(article):
            block, number = article.blocks[doubt.place.block], numbers[doubt.place.block]
            place = f"¶ {number}" if number else block.kind.value
            finding = Finding(article_id, place, doubt.what, doubt.taken_for, doubt.confidence, doubt.text)
            yield doubt.place.block, doubt.place.offset, finding

    for _, _, finding in sorted(found(), key=lambda each: each[:2]):
        yield finding


def _write_object(report: Report, context: Context) -> None:
    """Write one object, list by list, so that it need not stand in memory as a whole."""
    from rr_reader.cli.json_lines import array
    from rr_reader.cli.progress import watched

    entries = watched(report.entries, context, _LOOKED_AT)
    findings = (finding._asdict() for entry in entries for finding in findings_in(entry.id, entry.article))
    again = watched(report.entries, context, "cleaned files looked at")
    slips = (slip._asdict() for entry in again for slip in report.slips(entry))
    files = (
        {"article": each.id, "file": str(each.path), "line": each.line or None, "message": each.message}
        for each in report.broken
    )
    people = (
        {"names": [name._asdict() for name in each.names], "reason": each.reason, "mend": each.mend}
        for each in report.people
    )
    reprints = (each._asdict() for each in report.reprints)
    opening = "{"
    lists = {"doubts": findings, "slips": slips, "broken": files, "people": people, "reprints": reprints}
    for key, values in lists.items():
        context.out.write(f'{opening}\n"{key}": ')
        for piece in array(values):
            context.errors.end_progress()
            context.out.write(piece)
        opening = ","
    context.out.write("}\n")


def _write_lists(report: Report, context: Context) -> bool:
    """Write the lists for eyes, or a line each for tools; True if there was anything."""
    from rr_reader.cli.progress import watched

    is_told = False
    entries = watched(report.entries, context, _LOOKED_AT)
    is_for_eyes = context.out.is_terminal
    lines = _for_eyes(report, entries, context.out.size[0]) if is_for_eyes else _for_tools(report, entries)
    for line in lines:
        context.errors.end_progress()
        context.out.write_lines([line])
        is_told = True
    return is_told


def _for_tools(report: Report, entries: Iterator["Entry"]) -> Iterator[str]:
    for entry in entries:
        for each in findings_in(entry.id, entry.article):
            sure = "" if each.sure is None else f"{each.sure:g}"
            yield _tabbed("doubt", each.article, each.place, each.what, each.taken_for, sure, each.words)
        for slip in report.slips(entry):
            yield _tabbed("slip", slip.article, str(slip.line), slip.message, *filter(None, [slip.mend]))
    for problem in report.broken:
        yield _tabbed("broken", problem.id, str(problem.line or ""), problem.message)
    for alike in report.people:
        yield _tabbed(
            "people",
            " / ".join(each.name for each in alike.names),
            alike.reason,
            *map(_where, alike.names),
            *alike.mend,
        )
    for reprint in report.reprints:
        yield _tabbed("reprint", *reprint.articles, f"{reprint.shared:g}")


def _tabbed(*fields: str) -> str:
    return "\t".join(" ".join(field.split()) for field in fields)


def _for_eyes(report: Report, entries: Iterator["Entry"], width: int) -> Iterator[str]:
    for entry in entries:
        findings, slips = list(findings_in(entry.id, entry.article)), list(report.slips(entry))
        if findings or slips:
            yield f"{entry.title}  ({entry.id})"
            yield from _aligned(findings, width) if findings else ()
            for slip in slips:
                yield f"  line {slip.line}: {slip.message}"
                yield from [f"    if so: {slip.mend}"] if slip.mend else []
            yield ""
    if report.broken:
        yield from ["Broken files", *(f"  {problem.message}" for problem in report.broken), ""]
    if report.people:
        yield "May be one person"
        for alike in report.people:
            yield f"  {' / '.join(each.name for each in alike.names)}: {alike.reason}"
            yield from (f"    {each.name}: {_where(each)}" for each in alike.names)
            yield f"    if so: {alike.mend[0]}"
            yield from (f"           {command}" for command in alike.mend[1:])
    from rr_reader.view.doubts import percent

    for number, each in enumerate(report.reprints):
        if not number:
            yield from [*([""] if report.people else []), "Much alike"]
        yield f"  {' / '.join(each.articles)}: {percent(each.shared)} of the words"


def _aligned(findings: Sequence[Finding], width: int) -> Iterator[str]:
    """Write a line a finding: where, how sure, what, and as many of the words as there is room for."""
    from rr_reader.view.pieces import cells
    from rr_reader.view.wrap import clip

    rows = [(each.place, _sure(each), _about(each), " ".join(each.words.split())) for each in findings]
    widest = [max(cells(row[at]) for row in rows) for at in range(3)]
    widest[2] = min(widest[2], max((width - sum(widest[:2])) // 2, 12))
    for row in rows:
        shown = [clip(cell, size) for cell, size in zip(row, widest, strict=False)]
        head = "  ".join(cell + " " * (size - cells(cell)) for cell, size in zip(shown, widest, strict=True))
        room = width - cells(head) - 4
        yield f"  {head}  {clip(row[3], room) if room > 0 else ''}".rstrip()


def _sure(finding: Finding) -> str:
    from rr_reader.view.doubts import percent

    return "" if finding.sure is None else percent(finding.sure)


def _about(finding: Finding) -> str:
    from rr_reader.view.doubts import UNKNOWN

    return finding.taken_for if finding.what == "source" else f"{finding.what}: {finding.taken_for or UNKNOWN}"


def _where(name: Name) -> str:
    count = f"{len(name.articles)} article{'' if len(name.articles) == 1 else 's'}"
    return f"{count}, {', '.join(name.outlets)}" if name.outlets else count


COMMAND = Command(
    "check",
    "list what is doubtful, what is broken, and who may be one person",
    _configure,
    _run,
    ("rr-reader check", "rr-reader check red rooms", "rr-reader check --json | jq '.doubts[].words'"),
)
