"""A document for a word processor: quotations under headings, each with its source and what was said of it."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rr_reader.errors import UsageError
from rr_reader.quotes.excerpt import Excerpt, Remarks
from rr_reader.quotes.grouping import Group, tags_of, title_of_all
from rr_reader.quotes.wording import citation_of, gap_before, labels_of
from rr_reader.text.safe import printable

if TYPE_CHECKING:
    from docx.document import Document

NEEDED = "DOCX needs python-docx, which is not here. Install it: pip install 'rr-reader[documents]'"


_LONGEST = 255
"""Characters that a property of a document may have."""


def write_docx(groups: Sequence[Group], now: datetime) -> bytes:
    """Write groups of excerpts as DOCX, with the styles of Word's own template. Raises UsageError without the extra.

    `now` is in UTC. The document has a title and a time, but no author: nobody is known to be one.
    """
    try:
        from docx import Document
    except ImportError:
        raise UsageError(NEEDED) from None
    document = Document()
    about = document.core_properties  # the template has an author, a remark and a time of its own
    about.title = title_of_all(groups)[:_LONGEST]
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = now
    for group in groups:
        document.add_heading(group.title, level=1)
        if group.source:
            document.add_paragraph(group.source)
        for excerpt in group.excerpts:
            _add(document, excerpt)
    page = io.BytesIO()
    document.save(page)
    return page.getvalue()


def _add(document: "Document", excerpt: Excerpt) -> None:
    remarks = excerpt.remarks or Remarks("")
    for label, part in zip(labels_of(excerpt), excerpt.parts, strict=True):
        first, *others = f"{gap_before(part)}{part.text}".split("\n\n")
        paragraph = document.add_paragraph(style="Quote")
        if label:
            paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(first)
        for other in others:
            document.add_paragraph(other, style="Quote")
    document.add_paragraph(f"— {citation_of(excerpt)}")
    if remarks.note:
        document.add_paragraph(f"Note: {printable(remarks.note, lines=True)}")
    if remarks.tags:
        document.add_paragraph(f"Tags: {', '.join(tags_of(excerpt))}")
