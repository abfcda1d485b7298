"""What other programs import: CSV for Readwise, text with tabs for Anki."""

import io
import re
from collections.abc import Iterator, Sequence
from html import escape

from rr_reader.quotes.citation import join_names
from rr_reader.quotes.excerpt import Excerpt, Remarks
from rr_reader.quotes.formats.records import cell_of
from rr_reader.quotes.wording import citation_of, plain
from rr_reader.text.safe import printable

_COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
"""As Readwise's bulk import names them; only the first is needed. Dates are UTC."""

_HEAD = (
    "#separator:tab\n#html:true\n#notetype:Basic\n#columns:GUID\tFront\tBack\tTags\n#guid column:1\n#tags column:4\n"
)
"""What Anki (from 2.1.54 on) reads of a file before its notes. The same GUID again brings a note up to date."""

_UNMARKED = Remarks("")


def write_readwise(excerpts: Sequence[Excerpt]) -> str:
    """Write what Readwise imports: tags begin the note, as `.tag`, who says it where ends it.

    A cell that a spreadsheet might run begins with an apostrophe.
    """
    import csv  # late: the screen begins without

    page = io.StringIO()
    table = csv.writer(page, lineterminator="\n")
    table.writerow(_COLUMNS)
    table.writerows([cell_of(cell) for cell in row] for row in map(_row, excerpts))
    return page.getvalue()


def _row(excerpt: Excerpt) -> Iterator[str]:
    meta, remarks = excerpt.meta, excerpt.remarks or _UNMARKED
    tags = " ".join(f".{tag}" for tag in _tags(remarks))
    yield plain(excerpt)
    yield printable(meta.title or excerpt.opening or excerpt.file)
    yield join_names(meta.byline)
    yield printable(meta.url)
    yield "\n".join(filter(None, [tags, printable(remarks.note, lines=True), f"— {citation_of(excerpt)}"]))
    yield str(excerpt.parts[0].paragraph or "")
    yield _second(remarks.made)


def _second(time: str) -> str:
    """Give a time to the second, as Readwise takes it.

    >>> _second("2031-05-09T10:11:12.345678+00:00")
    '2031-05-09 10:11:12'
    """
    found = re.match(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)", time)
    return f"{found[1]} {found[2]}" if found else ""


def write_anki(excerpts: Sequence[Excerpt]) -> str:
    """Write notes for Anki: the words on the front; who says it where, and what was said of it, on the back."""
    lines = []
    for excerpt in excerpts:
        remarks = excerpt.remarks or _UNMARKED
        note = [printable(remarks.note, lines=True)] if remarks.note else []
        back = "\n\n".join([f"— {citation_of(excerpt)}", *note])
        fields = (remarks.id or _guid(excerpt), plain(excerpt), back, " ".join(_tags(remarks)))
        lines.append("\t".join(map(_field, fields)) + "\n")
    return _HEAD + "".join(lines)


def _guid(excerpt: Excerpt) -> str:
    import hashlib

    words = f"{excerpt.article or excerpt.file}\0{plain(excerpt)}"
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]


def _field(text: str) -> str:
    """Write a field as HTML on one line. No quotation mark is left that would open a field, no `#` a remark."""
    return re.sub("^#", "&#35;", escape(text)).replace("\n", "<br>").replace("\t", "&#9;")


def _tags(remarks: Remarks) -> list[str]:
    """Write tags without spaces: these part them."""
    return ["_".join(printable(tag).split()) for tag in remarks.tags]
