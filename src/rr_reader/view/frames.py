"""How each kind of block is set: its style, its tag, its indent, and the space around it. And the columns."""

import msgspec

from rr_reader.model import Kind

MEASURE = 76
"""The most cells a line of text has: longer ones are hard to read."""

NOTES = 20
"""Cells of the right margin where a prose quote's speaker is named, if there is room."""

NARROWEST = 12
"""Narrower panes are laid out as if they had this width."""


class Frame(msgspec.Struct, frozen=True):
    """How one kind of block is set."""

    style: str
    tag: str = ""
    """A word in the text's own column that tells the kind without colour; the text hangs beside it."""
    inset: int = 0
    """Cells that the text is set in by, room for the tag included."""
    above: int = 1
    foot: int = 0
    group: str = ""
    """Neighbours of one group stand without a blank between them."""


FRAMES: dict[Kind, Frame] = {
    Kind.TITLE: Frame("title", foot=1, group="title"),
    Kind.DECK: Frame("deck"),
    Kind.BYLINE: Frame("byline", group="credits"),
    Kind.DATE: Frame("date", group="credits"),
    Kind.HEADING: Frame("heading", above=2),
    Kind.PARAGRAPH: Frame("paragraph"),
    Kind.NOTE: Frame("note", tag="‹note›", inset=7),
    Kind.CAPTION: Frame("caption", tag="‹photo›", inset=9, group="picture"),
    Kind.CREDIT: Frame("credit", tag="‹credit›", inset=9, group="picture"),
    Kind.QUESTION: Frame("question", inset=2),
    Kind.ANSWER: Frame("answer"),
    Kind.TURN: Frame("answer"),
    Kind.CONTINUATION: Frame("answer"),
    Kind.RELATED: Frame("related", tag="‹see›", inset=6, group="related"),
    Kind.BOILERPLATE: Frame("boilerplate", inset=2, group="boilerplate"),
    Kind.STAGE: Frame("stage"),
}


class Columns(msgspec.Struct, frozen=True):
    """Where things stand across the pane, in cells: left margin, gutter of 2, text, and notes if there is room."""

    left: int
    text: int
    notes: int

    def measure(self, frame: Frame) -> int:
        """Give the cells that a line of this kind of block has."""
        return max(self.text - self.inset(frame), 4)

    @property
    def beside(self) -> int:
        """The column in which signs stand beside the text: right of it; where that is the bar's, in the left margin."""
        if self.left < 2:
            return 0
        return self.left + GUTTER + self.text + (1 if self.left > 2 else 0)

    def inset(self, frame: Frame) -> int:
        """Give how far this kind of block is set in from the text's column."""
        return min(frame.inset, max(self.text - 8, 0))


GUTTER = 2
"""Cells of the gutter: the mark and a space."""


def columns(width: int, *, with_notes: bool) -> Columns:
    """Divide a pane of `width` cells; with room to spare the text is centred.

    >>> columns(34, with_notes=True), columns(100, with_notes=False)
    (Columns(left=1, text=30, notes=0), Columns(left=11, text=76, notes=0))
    """
    width = max(width, NARROWEST)
    side = 1 if width < 48 else 2
    room = width - 2 * side - GUTTER
    notes = NOTES if with_notes and room - NOTES >= 60 else 0
    text = min(room - notes, MEASURE)
    return Columns(side + (room - text - notes) // 2, text, notes)
