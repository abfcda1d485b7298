"""Plain text: every physical line, its leading white space kept; emphasis and quotations as in letters and mail."""

import re
from bisect import bisect_left

from rr_reader.model import Mark
from rr_reader.sources.page import Line, Page

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
"""A line with something on it."""
_INSIDE = r"_(?![_\s])(?:[^_\n]|\n(?!\s*\n)){1,600}(?<!\s)_"
_UNDERSCORED = re.compile(rf"(?<![\w/]){_INSIDE}(?!_)|(?<!_){_INSIDE}(?!\w)")
"""`_words_`, as typists underline; over a line's end too."""
_QUOTED = re.compile(r"> ?(?![>\s])")
"""How mail quotes what it answers."""


def read_plain(text: str) -> Page:
    """Read plain text: one `Line` for each line that is not empty."""
    lines = []
    previous_end = 0
    places = _underscores(text) if "_" in text else []
    is_mail = text.count("\n> ") >= 2
    for match in _LINE.finditer(text):
        start, end = match.span()
        gap = start > previous_end + 1
        line = match[0].rstrip()
        role = ""
        marks: tuple[Mark, ...] = ()
        if places:
            line, marks = _without(line, start, places)
        if is_mail and (quote := _QUOTED.match(line)):
            role, line = "quote", line[quote.end() :]
            marks = tuple(Mark(m.start - quote.end(), m.end - quote.end(), m.style) for m in marks)
        lines.append(Line(line, start, end, marks, role, gap=gap))
        previous_end = end
    return Page(text, tuple(lines))


def _underscores(text: str) -> list[tuple[int, int]]:
    """Find what is underlined: [first underscore, last underscore]."""
    return [(match.start(), match.end() - 1) for match in _UNDERSCORED.finditer(text)]


def _without(line: str, start: int, places: list[tuple[int, int]]) -> tuple[str, tuple[Mark, ...]]:
    """Take the underscores of a line that begins at `start` off, and mark what stood between them."""
    parts, marks, done, length = [], [], 0, 0
    first = bisect_left(places, (start - 600, 0))
    for a, b in places[first:]:
        if a >= start + len(line):
            break
        if b < start:
            continue
        opened, closed = a - start, min(b - start, len(line))
        before = line[done : max(opened, 0)]
        inside = line[max(opened + 1, 0) : closed]
        marks.append(Mark(length + len(before), length + len(before) + len(inside), "em"))
        parts += [before, inside]
        length += len(before) + len(inside)
        done = closed + 1
    return "".join([*parts, line[done:]]), tuple(mark for mark in marks if mark.start < mark.end)
