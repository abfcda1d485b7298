"""Whether a text breaks off, as a download does that was cut: told by what its format wants to be closed."""

import re
from collections import Counter

from rr_reader.sources.html_tokens import tokens

_ENDS = re.compile(r"</(?:html|body)\s*>", re.I)
_BEGINS = re.compile(r"<(?:html|body)\b", re.I)
_CLOSED = frozenset(
    {"a", "article", "aside", "div", "footer", "header", "main", "nav", "section", "span", "table", "ul"}
)
"""Elements whose end may not be left out (HTML standard, optional tags)."""
_TIMING = re.compile(r"(?:\d{1,9}:)?\d{1,2}:\d\d(?:[.,]\d+|\s*-)[-> \d:.,]*")
"""The time of a caption, whole or only begun; nobody says one like this."""

_PAGE = "the page breaks off before its end: what followed is missing"
_CAPTIONS = "the captions break off at a time without words: what followed is missing"


def break_of(text: str, kind: str) -> str:
    r"""Say how a text of a format of `reading.format_of` breaks off; "" where nothing tells that it does.

    >>> break_of("<html><body><div><p>Snow.</p></div>", "html"), break_of("1\n00:00:01,000 --> 00:0", "captions")[:25]
    ('', 'the captions break off at')
    """
    if kind == "html":
        return _PAGE if _is_cut(text) else ""
    if kind == "captions":
        last = text.rstrip().rpartition("\n")[2].strip()
        return _CAPTIONS if _TIMING.fullmatch(last) else ""
    return ""


def _is_cut(page: str) -> bool:
    """Tell whether a page ends within a tag, or within an element that must be closed; one that is a piece does not."""
    if not _BEGINS.search(page) or _ENDS.search(page):
        return False
    if page.rfind("<") > page.rfind(">") and re.match(r"</?[A-Za-z!]", page[page.rfind("<") :]):
        return True
    opened: Counter[str] = Counter()
    for token in tokens(page):
        if token.name in _CLOSED:
            opened[token.name] += (token.kind == "open") - (token.kind == "close")
    return any(count > 0 for count in opened.values())
