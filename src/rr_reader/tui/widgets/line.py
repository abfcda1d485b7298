"""Writing one screen line: pieces of text in their styles, clipped to the width they have."""

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip


def clip(text: str, width: int) -> str:
    """Cut a text to so many cells, with an ellipsis where something was cut.

    >>> clip("Interview: the director", 12)
    'Interview:…'
    """
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 1 else "…"


def fold_words(text: str, width: int, lines: int) -> list[str]:
    """Break a text into at most so many lines at spaces; the last is clipped."""
    made: list[str] = []
    rest = text
    while rest and len(made) < lines - 1 and cell_len(rest) > width:
        head = set_cell_size(rest, width)
        cut = len(head) if rest[len(head) : len(head) + 1] in ("", " ") else head.rfind(" ")
        cut = cut if cut > 0 else len(head)
        made.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*made, clip(rest, width)] if rest else made


class Line:
    """A line of exactly `width` cells on one background, written from the left, and from the right."""

    def __init__(self, width: int, paper: Style) -> None:
        self.width = width
        self._paper = paper
        self._left: list[Segment] = []
        self._right: list[Segment] = []
        self._room = width

    @property
    def room(self) -> int:
        """Cells still free."""
        return self._room

    def write(self, text: str, style: Style) -> "Line":
        """Go on at the left."""
        return self._put(self._left, text, style)

    def write_right(self, text: str, style: Style) -> "Line":
        """Put text at the right edge, after what is there already."""
        return self._put(self._right, text, style)

    def _put(self, side: list[Segment], text: str, style: Style) -> "Line":
        shown = clip(text, self._room)
        if text and not shown and side and self._room == 0:
            side[-1] = Segment(clip(side[-1].text + "x", cell_len(side[-1].text)), side[-1].style)
        if shown:
            side.append(Segment(shown, style))
            self._room -= cell_len(shown)
        return self

    def strip(self) -> Strip:
        """Finish the line."""
        return Strip([*self._left, Segment(" " * self._room, self._paper), *self._right], self.width)
