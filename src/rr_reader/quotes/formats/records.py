"""Records for programs and spreadsheets: JSON, JSON lines, CSV."""

import io
import re
from collections.abc import Iterator, Sequence

import msgspec

from rr_reader.quotes.citation import cite, locator
from rr_reader.quotes.excerpt import Excerpt, Part, Remarks

_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠\t\r\n]")
"""How a cell begins that a spreadsheet may run (OWASP, CSV injection)."""

_UNMARKED = Remarks("")


def records_of(excerpts: Sequence[Excerpt]) -> Iterator[dict[str, object]]:
    """Give one flat record a part: the columns of CSV, the fields of JSON. None for what is not given."""
    for number, excerpt in enumerate(excerpts, 1):
        meta, remarks = excerpt.meta, excerpt.remarks or _UNMARKED
        for part in excerpt.parts:
            yield {
                "text": part.text,
                "speaker": part.speaker or None,
                "quoted": [name for name in part.quoted if name],
                "uncertain": part.uncertain,
                "speaker_confidence": part.speaker_confidence,
                "kind": part.kind,
                "kind_confidence": part.kind_confidence,
                "citation": cite(meta, part, excerpt.opening),
                "locator": locator(part) or None,
                "question": part.question or None,
                "paragraph": part.paragraph or None,
                "time": part.time or None,
                "title": meta.title or None,
                "outlet": meta.outlet or None,
                "byline": list(meta.byline),
                "published": meta.published or None,
                "url": meta.url or None,
                "derived": list(meta.derived),
                "file": excerpt.file or None,
                "excerpt": number,
                "article": excerpt.article or None,
                "highlight": remarks.id or None,
                "colour": remarks.colour or None,
                "note": remarks.note or None,
                "tags": list(remarks.tags),
                "made": remarks.made or None,
                "orphan": remarks.is_orphan,
            }


def write_json(excerpts: Sequence[Excerpt]) -> str:
    """Write an array of records."""
    return msgspec.json.format(msgspec.json.encode(list(records_of(excerpts))), indent=2).decode() + "\n"


def write_jsonl(excerpts: Sequence[Excerpt]) -> str:
    """Write a record a line."""
    return "".join(msgspec.json.encode(record).decode() + "\n" for record in records_of(excerpts))


def write_csv(excerpts: Sequence[Excerpt]) -> str:
    """Write a table with a line of headings; a cell that a spreadsheet might run begins with an apostrophe."""
    import csv  # late: the screen begins without

    page = io.StringIO()
    columns = list(next(records_of([Excerpt((Part(""),))])))
    table = csv.DictWriter(page, columns, lineterminator="\n")
    table.writeheader()
    for record in records_of(excerpts):
        table.writerow({column: cell_of(value) for column, value in record.items()})
    return page.getvalue()


def cell_of(value: object) -> str:
    """Write a value as a cell of a table; what a spreadsheet might run begins with an apostrophe."""
    if isinstance(value, bool):
        return "yes" if value else ""
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text
