"""From a row of the view to a strip of the screen: the last sanitiser before the terminal, and the colours."""

from functools import lru_cache

from msgspec import structs
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from rr_reader.text.safe import printable
from rr_reader.tui.look import Tones
from rr_reader.view.palette import DARK, LIGHT
from rr_reader.view.rows import Row


def paint(
    row: Row, width: int, tones: Tones, *, is_place: bool = False, sign: tuple[str, str] = ("", ""), column: int = 0
) -> Strip:
    """Draw a row on the page, to exactly this width in cells; a small mark in its margin says that one is here.

    A `sign`, with its style, stands in a column of the margin, unless a doubt does.
    """
    segments = []
    used = 0
    for cell in row.runs():
        if is_place and used == 0 and cell.style in ("blank", "gutter") and cell.text[:1] in _MARGIN:
            segments.append(Segment(_HERE, _style("title-rule", -1, (), tones.dark)))
            cell = structs.replace(cell, text=cell.text[1:])
            used = 1
        segments.append(Segment(printable(cell.text), _style(cell.style, cell.slot, cell.extras, tones.dark)))
        used += cell_len(cell.text)
    if used < width:
        segments.append(Segment(" " * (width - used), _style("blank", -1, (), tones.dark)))
    strip = Strip(segments)
    strip = strip if used <= width else strip.crop(0, width)
    mark, look = sign
    if not mark or strip.crop(column, column + 1).text not in (" ", _HERE):
        return strip
    drawn = Strip([Segment(mark, _style(look, -1, (), tones.dark))], 1)
    return Strip.join([strip.crop(0, column), drawn, strip.crop(column + 1)])


_HERE = "›"
"""The mark of where one is."""
_MARGIN = tuple(" ?·")
"""What may stand in the first column of the margin, in whose place one is told to be: nothing, or a doubt's sign."""


@lru_cache(maxsize=2048)
def _style(name: str, slot: int, extras: tuple[str, ...], is_dark: bool) -> Style:
    palette = DARK if is_dark else LIGHT
    look = palette.look(name, slot, extras)
    return Style(
        color=look.ink or palette.look("paragraph").ink,
        bgcolor=look.paper or palette.background,
        bold=look.bold or None,
        italic=look.italic or None,
        underline=look.underline or None,
    )
