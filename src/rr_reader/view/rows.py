"""What a layout is made of: rows of cells that know which words they show."""

from collections.abc import Iterator

import msgspec
from rich.cells import cell_len

from rr_reader.view.wrap import snap


class Cell(msgspec.Struct, frozen=True):
    """A run of text in one style.

    `start` is the offset of its first character in the block's text, and its text is as long as the
    block's words it shows, so that any sub-span can be found; -1 for decoration, which can be neither
    selected nor searched.
    """

    text: str
    style: str
    """The ground style, a name of `palette.STYLES`: `question`, `answer`, `caption`, `label`, …"""
    slot: int = -1
    """The voice whose colour it has (`voices.Voices`); -1 for none."""
    start: int = -1
    extras: tuple[str, ...] = ()
    """Styles laid over the ground, in order: `em`, `strong`, `code`, `link`, `quote`, `doubtful`, `hit`, …"""


class Row(msgspec.Struct, frozen=True):
    """One line of the screen: `indent` blank cells, the gutter, then the cells.

    `block` is the block that the row shows words of or belongs to, as a label, a blank or a fold (its first); -1
    outside of the layout. [start, end) are the offsets of the block's text that the row stands for, the space
    it was broken at included; both are -1 on rows without words of their own.
    """

    block: int = -1
    indent: int = 0
    gutter: str = ""
    cells: tuple[Cell, ...] = ()
    slot: int = -1
    """The voice of the gutter."""
    start: int = -1
    end: int = -1
    fold: int = -1
    """The id of the fold that this row opens or closes; -1 for none."""

    @property
    def is_text(self) -> bool:
        """Tell whether the row shows words of its block."""
        return self.start >= 0

    @property
    def text_column(self) -> int:
        """Give the column of the first cell that shows the block's words."""
        column = self.indent + cell_len(self.gutter)
        for cell in self.cells:
            if cell.start >= 0:
                return column
            column += cell_len(cell.text)
        return column

    @property
    def shown(self) -> str:
        """Give the block's words as they stand on the row, without decoration."""
        return "".join(cell.text for cell in self.cells if cell.start >= 0)

    def runs(self) -> Iterator[Cell]:
        """Give everything to paint from the left edge on, margin and gutter included."""
        if self.indent:
            yield Cell(" " * self.indent, "blank")
        if self.gutter:
            yield Cell(self.gutter, "gutter", self.slot)
        yield from self.cells

    def plain(self) -> str:
        """Give the row as text, without trailing blanks."""
        return "".join(cell.text for cell in self.runs()).rstrip()


def overlay(row: Row, start: int, end: int, extra: str) -> Row:
    """Lay a style over the words [start, end) of the row's block: a hit, a selection, a highlight.

    What is outside the row is passed over; ends inside a grapheme are moved out to its borders.
    """
    if not row.is_text or end <= row.start or start >= row.end or start >= end:
        return row
    words = row.shown
    first = row.start + snap(words, start - row.start)
    last = row.start + snap(words, end - row.start)
    if last < min(end, row.start + len(words)):
        last = row.start + _next_border(words, last - row.start)
    cells: list[Cell] = []
    for cell in row.cells:
        cells += _split(cell, first, last, extra) if cell.start >= 0 else [cell]
    return msgspec.structs.replace(row, cells=tuple(cells))


def _next_border(words: str, offset: int) -> int:
    after = offset + 1
    while after < len(words) and snap(words, after) != after:
        after += 1
    return after


def _split(cell: Cell, first: int, last: int, extra: str) -> Iterator[Cell]:
    """Cut a cell at [first, last) of the block, and lay the style over the part inside."""
    borders = [max(0, min(len(cell.text), offset - cell.start)) for offset in (first, last)]
    for start, end in ((0, borders[0]), tuple(borders), (borders[1], len(cell.text))):
        if start < end:
            inside = start >= borders[0] and end <= borders[1]
            extras = (*cell.extras, extra) if inside else cell.extras
            yield Cell(cell.text[start:end], cell.style, cell.slot, cell.start + start, extras)
