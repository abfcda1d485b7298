"""Plain text: every physical line, its leading white space kept; emphasis and quotations as in letters and mail."""

import re
from bisect import bisect_left

from rr_reader.model import Mark, Removed
from rr_reader.sources.page import Line, Page

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
"""A line with something on it."""
_INSIDE = r"(?![_*\s])(?:[^_*\n]|\n(?!\s*\n)){1,600}(?<!\s)"
_EMPHASISED = re.compile(
    rf"(?<![\w/_])_{_INSIDE}_(?!_)|(?<!_)_{_INSIDE}_(?!\w)|(?<![\w*])\*{_INSIDE}\*(?![\w*])"
    rf"|(?<![\w*])\*\*{_INSIDE}\*\*(?!\*)"
)
"""`_words_`, as typists underline, and `*words*`, as is done in mail; over a line's end too."""
_RULE = re.compile(r"\s*(?:([-*_=~•·—–#])\s*){3,}")
_QUOTED = re.compile(r"> ?(?![>\s])")
"""How mail quotes what it answers."""


def read_plain(text: str) -> Page:
    """Read plain text: one `Line` for each line that is not empty."""
    lines: list[Line] = []
    removed: list[Removed] = []
    previous_end = 0
    places = _emphasised(text) if "_" in text or "*" in text else []
    is_mail = text.count("\n> ") >= 2
    for match in _LINE.finditer(text):
        start, end = match.span()
        gap = start > previous_end + 1
        line = match[0].rstrip()
        role = ""
        marks: tuple[Mark, ...] = ()
        if _RULE.fullmatch(line):
            role = "rule"
            removed.append(Removed(start, end, match[0].strip(), "line between parts"))
        elif places:
            line, marks = _without(line, start, places)
        if is_mail and not role and (quote := _QUOTED.match(line)):
            role, line = "quote", line[quote.end() :]
            marks = tuple(Mark(m.start - quote.end(), m.end - quote.end(), m.style) for m in marks)
        lines.append(Line(line, start, end, marks, role, gap=gap))
        previous_end = end
    return Page(text, tuple(lines), removed=tuple(removed))


def _emphasised(text: str) -> list[tuple[int, int, int]]:
    """Find what is emphasised: [start, end), and how wide the marks at its ends are."""
    return [(match.start(), match.end(), 2 if match[0].startswith("**") else 1) for match in _EMPHASISED.finditer(text)]


def _without(line: str, start: int, places: list[tuple[int, int, int]]) -> tuple[str, tuple[Mark, ...]]:
    """Take the marks of emphasis off a line that begins at `start`, and mark what stood between them."""
    parts, marks, done, length = [], [], 0, 0
    for a, b, width in places[bisect_left(places, (start - 610, 0, 0)) :]:
        if a >= start + len(line):
            break
        if b <= start:
            continue
        opened, closed = a - start, min(b - width - start, len(line))
        before = line[done : max(opened, 0)]
        inside = line[max(opened + width, 0) : max(closed, 0)]
        marks.append(Mark(length + len(before), length + len(before) + len(inside), "strong" if width > 1 else "em"))
        parts += [before, inside]
        length += len(before) + len(inside)
        done = max(closed + width, 0)
    return "".join([*parts, line[done:]]), tuple(mark for mark in marks if mark.start < mark.end)
