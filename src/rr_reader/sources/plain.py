"""Plain text: every physical line, its leading white space kept."""

import re

from rr_reader.sources.page import Line, Page

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
"""A line with something on it."""


def read_plain(text: str) -> Page:
    """Read plain text: one `Line` for each line that is not empty."""
    lines = []
    previous_end = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        gap = start > previous_end + 1
        lines.append(Line(match[0].rstrip(), start, end, gap=gap))
        previous_end = end
    return Page(text, tuple(lines))
