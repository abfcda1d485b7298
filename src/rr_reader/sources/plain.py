"""Plain text: every physical line as it stands, its leading white space kept; quotations as in mail.

What typists set around words (`_this_`, `*this*`) are characters that the author wrote, and stay in the text.
"""

import re

from rr_reader.model import Removed
from rr_reader.sources.page import Line, Page

LINE = re.compile(r"[^\n]+")
"""A line, be it of nothing but white space: what is on it is looked at once it is found."""
_RULE = re.compile(r"\s*(?:([-*_=~•·—–#])\s*){3,}")
_QUOTED = re.compile(r"> ?(?![>\s])")
"""How mail quotes what it answers."""


def read_plain(text: str) -> Page:
    """Read plain text: one `Line` for each line that is not empty."""
    lines: list[Line] = []
    removed: list[Removed] = []
    previous_end = 0
    is_mail = text.count("\n> ") >= 2
    for match in LINE.finditer(text):
        if match[0].isspace():
            continue
        start, end = match.span()
        gap = start > previous_end + 1
        line = match[0].rstrip()
        role = ""
        if _RULE.fullmatch(line):
            role = "rule"
            removed.append(Removed(start, end, match[0].strip(), "line between parts"))
        elif is_mail and (quote := _QUOTED.match(line)):
            role, line = "quote", line[quote.end() :]
        lines.append(Line(line, start, end, (), role, gap=gap))
        previous_end = end
    return Page(text, tuple(lines), removed=tuple(removed))
