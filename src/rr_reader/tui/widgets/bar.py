"""The scroll bar: Textual's with its mouse, drawn at once; Textual lays it out as a rich text, row by row."""

from collections.abc import Callable
from functools import lru_cache
from math import ceil

from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from rr_reader.tui.look import tones_of

_EIGHTHS = " ▁▂▃▄▅▆▇"
"""The lower so many eighths of a cell."""


class Bar(ScrollBar):
    """A bar of one column, whose thumb begins and ends at eighths of a cell."""

    DEFAULT_CLASSES = ScrollBar.DEFAULT_CLASSES

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the rows of the crop."""
        height = self.size.height
        seen, rows = min(self.window_size, height), self.window_virtual_size
        start, end = thumb(height, rows, seen, self.position) if rows > seen else (0, 0)
        tones = tones_of(self.app)
        colour = tones.accent if self.grabbed else tones.quiet if self.mouse_over else tones.cursor_idle
        strips = _strips(height, start, end, colour, tones.page)[crop.y : crop.bottom]
        paper = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, paper) for strip in strips]
        return strips


class _Lines(StylesCache):
    """The lines that Textual keeps of a widget; here they need no border, padding or outline around them."""

    def render_line(
        self,
        styles: object,
        y: int,
        size: Size,
        content_size: Size,
        padding: object,
        base_background: Color,
        background: Color,
        render_content_line: Callable[[int], Strip],
        *_: object,
    ) -> Strip:
        """Draw one line."""
        return render_content_line(y)


class BarredView(ScrollView, inherit_bindings=False):
    """A pane that draws its own lines from edge to edge, with such a bar."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._styles_cache = _Lines()

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = Bar(name="vertical")
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar


def thumb(height: int, rows: int, seen: int, position: float) -> tuple[int, int]:
    """Give where the thumb begins and ends, in eighths of a cell: of `rows` those from `position` on are `seen`.

    >>> thumb(10, 100, 10, 0), thumb(10, 100, 10, 90), thumb(10, 40, 10, 15)
    ((0, 8), (72, 80), (30, 50))
    """
    size = max(1, seen * height / rows)
    start = int((height - size) * position / (rows - seen) * 8)
    return start, min(start + ceil(size * 8), 8 * height)


@lru_cache(maxsize=64)
def _strips(height: int, start: int, end: int, colour: str, paper: str) -> list[Strip]:
    return [_cell(start - 8 * y, end - 8 * y, colour, paper) for y in range(height)]


@lru_cache(maxsize=256)
def _cell(start: int, end: int, colour: str, paper: str) -> Strip:
    """Draw one cell of the bar, the thumb reaching from `start` to `end` in eighths from its top."""
    if start >= 8 or end <= 0:
        doing = "scroll_up" if start >= 8 else "scroll_down"
        return Strip([Segment(" ", Style(bgcolor=paper, meta={"@mouse.down": doing}))], 1)
    grab = {"@mouse.down": "grab"}
    if start > 0:
        return Strip([Segment(_EIGHTHS[8 - start], Style(color=colour, bgcolor=paper, meta=grab))], 1)
    rest = _EIGHTHS[8 - end] if end < 8 else " "
    return Strip([Segment(rest, Style(color=colour, bgcolor=paper, reverse=True, meta=grab))], 1)
