"""From a page's lines to pieces: the paragraphs that everything else is about."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from rr_reader.model import Mark
from rr_reader.parsing.dates import date_line
from rr_reader.parsing.imprint import byline_of, imprint_of
from rr_reader.sources import Line, Page

_WIDEST = 120
"""Columns: text that is wrapped by hand or by a mailer is not wider."""
_SLACK = 0.9
_ENDED = re.compile(r"[.!?…:;。！？：」][\"'”’»)\]]*\Z")
_MOSTLY_ENDED = 0.6
"""Share of the lines that end as sentences do, if each is a paragraph: a wrap falls anywhere."""
_OPENING = re.compile(
    r"\s*(?:[^\W\d_][^\s:.]{0,19}(?: [^\W\d_][^\s:.]{0,19}){0,3}[:：]|[A-Z]{1,3}[.)]"
    r"|[\[(]\d{1,2}:\d\d(?::\d\d)?[\])])\s"
)
_RECURS = 2
"""So often do lines begin alike, where that is a label, and no wrapped line's chance."""
_NO_NAME = "0123456789.:：)]"
_HYPHEN = re.compile(r"\w-\Z")
_WORD = re.compile(r"\s*(\S+)")


class Piece(msgspec.Struct, gc=False):
    """A paragraph, heading or the like, before anything is known about it."""

    text: str
    """Stripped; `\\n` is a break inside it."""
    lead: str
    """The white space it began with."""
    start: int
    end: int
    """[start, end) in the page's text."""
    gap: bool
    """Whether an empty line stands before it."""
    marks: tuple[Mark, ...] = ()
    role: str = ""
    level: int = 0
    voice: str = ""
    """Who speaks, as the format itself says."""
    time: str = ""
    """When it is said, as the format itself says."""
    opens: bool = False
    """Whether the format says that somebody begins to speak here."""

    def is_all(self, style: str) -> bool:
        """Tell whether the whole text carries one kind of emphasis."""
        if not self.marks:
            return False
        covered = sum(mark.end - mark.start for mark in self.marks if mark.style == style)
        return covered >= 0.9 * len(self.text) - 2

    def without(self, length: int) -> "Piece":
        """Cut a label off the front: the text and the marks after `length` characters and white space."""
        rest = self.text[length:]
        shift = length + len(rest) - len(rest.lstrip())
        words = rest.strip()
        return msgspec.structs.replace(self, text=words, marks=within(self.marks, shift, len(words)))


def pieces_of(page: Page) -> list[Piece]:
    """Join the lines of a page into pieces, each with its place."""
    width = _wrap_width(page.lines)
    return [_piece(page, group) for group in _groups(page.lines, width)]


def _wrap_width(lines: Sequence[Line]) -> int:
    """Give the column at which lines were wrapped; 0 where each line is a paragraph.

    A line was wrapped if the next line's first word would not have fitted on it.
    """
    follows = [b for b in range(1, len(lines)) if not lines[b].gap and not (lines[b].whole or lines[b - 1].whole)]
    if not follows:
        return 0
    lengths = sorted(len(lines[b - 1].text) for b in follows)
    width = lengths[int(0.99 * (len(lengths) - 1))]
    if not 20 <= width <= _WIDEST or max(len(line.text) for line in lines) > 2 * width:
        return 0
    if sum(_ENDED.search(lines[b - 1].text) is not None for b in follows) > _MOSTLY_ENDED * len(follows):
        return 0
    wrapped = sum(_is_wrapped(lines[b - 1], lines[b], width) for b in follows)
    return width if wrapped >= 0.5 * len(follows) else 0


def _is_wrapped(line: Line, following: Line, width: int) -> bool:
    word = _WORD.match(following.text)
    return word is not None and len(line.text) + 1 + len(word[1]) > width * _SLACK


def _tells_whence(text: str) -> bool:
    """Tell whether a line as a whole says who wrote it, where or when it appeared."""
    return bool(imprint_of(text) or byline_of(text) or date_line(text))


def _opening(line: Line) -> str:
    """Give the name and colon, or the letter and point, that a line begins with; "" if it does not."""
    match = _OPENING.match(line.text)
    return match[0].strip().rstrip(_NO_NAME) if match else ""


def _groups(lines: Sequence[Line], width: int) -> Iterator[list[Line]]:
    group: list[Line] = []
    openings = [_opening(line) if width else "" for line in lines]
    counts = Counter(openings)
    head = next((at for at, line in enumerate(lines) if at and line.gap), len(lines)) if width else 0
    for at, (line, opening) in enumerate(zip(lines, openings, strict=True)):
        goes_on = width and not line.gap and not line.whole and _is_wrapped(group[-1], line, width) if group else True
        if at < head and group:  # a title is not wrapped into what stands below it
            goes_on = goes_on and not any(map(_tells_whence, (group[-1].text, line.text)))
        if group and not (goes_on and (counts[opening] < _RECURS or not opening)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _piece(page: Page, group: list[Line]) -> Piece:
    first = group[0]
    text = first.text
    for line in group[1:]:
        text += ("" if _HYPHEN.search(text[-2:]) else "\n") + line.text.strip()
    stripped = text if first.role == "code" else text.lstrip()  # code is indented against its own first line
    cut = len(text) - len(stripped)
    words = stripped.rstrip()
    marks = within(first.marks, cut, len(words))
    return Piece(
        words, text[:cut], first.start, group[-1].end, first.gap, marks, first.role, first.level,
        time=first.time,
    )  # fmt: skip


def within(marks: tuple[Mark, ...], begins: int, length: int) -> tuple[Mark, ...]:
    """Give the marks of what is left when so many characters are taken out of a text; they may come to be alike."""
    if not marks:
        return marks
    ends = begins + length
    moved = {
        Mark(max(m.start, begins) - begins, min(m.end, ends) - begins, m.style, m.target)
        for m in marks
        if m.end > begins and m.start < ends
    }
    return tuple(sorted(moved))
