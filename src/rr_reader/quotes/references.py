"""Finished references, in the styles that editors ask for: by citeproc-py, from styles in CSL that stand in `csl/`.

The styles are our own, and small. Those of the CSL project ask for more than this processor does: with them it repeats
titles and shortens names that are to be whole; and as a package they are 90 MB.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rr_reader.errors import UsageError
from rr_reader.quotes.citation import title_of
from rr_reader.quotes.csl_json import csl_item
from rr_reader.quotes.works import Work

STYLES = ("apa", "mla", "chicago")
"""Names of the styles."""

_MARKED = frozenset({"mla", "chicago"})
"""Styles that put a title in quotation marks, and the full stop inside them."""

_ENDS = re.compile(r"[.?!…。！？][’›”]*$")

INSTALL = "References need citeproc-py. To install it: pip install 'rr-reader[references]'"


def references(works: Sequence[Work], style: str) -> tuple[str, ...]:
    """Write the reference of each work in one of STYLES, as a line. UsageError where citeproc-py is not installed."""
    try:
        return tuple(_reference(work, style) for work in works)
    except ImportError:
        raise UsageError(INSTALL) from None


def _reference(work: Work, style: str) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter

    page = CitationStylesBibliography(_style(style), _source(_item(work, style)), formatter.plain)
    page.register(Citation([CitationItem(work.key)]))
    return " ".join(str(line) for line in page.bibliography())


@cache
def _style(name: str) -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(Path(__file__).parent / "csl" / f"{name}.csl"), validate=False)


def _source(item: dict[str, object]) -> Any:
    from citeproc.source.json import CiteProcJSON
    from citeproc.string import String

    class Source(CiteProcJSON):  # type: ignore[misc]
        """Takes text for text: else a tag that stands in a title would be gone."""

        def parse_string(self, text: object) -> Any:
            return String(str(text))

    return Source([item])


def _item(work: Work, style: str) -> dict[str, object]:
    """Give what the styles ask for: the title as it is to be printed, with its full stop where it ends there."""
    if style in _MARKED:
        return csl_item(work) | {"title": _in_marks(work)}
    if work.is_interview:
        return csl_item(work) | {"genre": "Interview"}
    return csl_item(work) | {"title": work.title + ("" if _ENDS.search(work.title) else ".")}


def _in_marks(work: Work) -> str:
    title = title_of(work.meta, work.excerpts[0].opening)
    if not work.has_title:
        return f"{title}."
    return title if _ENDS.search(title) else f"{title[:-1]}.”"
