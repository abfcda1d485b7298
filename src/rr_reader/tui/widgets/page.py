"""A page of ready lines that scrolls: what the overlays are made of."""

from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rr_reader.tui.look import NIGHT, TONES, Tones, style
from rr_reader.tui.widgets.line import Line


class Piece(msgspec.Struct, frozen=True):
    """Text in one ink: `ink`, `strong`, `quiet`, `accent` or `warning`."""

    text: str
    ink: str = "ink"


Lines = Sequence[tuple[Piece, ...]]


class Page(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines made for a width by a function, made again when the width changes."""

    DEFAULT_CSS: ClassVar[str] = "Page { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }"
    ALLOW_SELECT = False

    def __init__(self, write: Callable[[int], Lines]) -> None:
        super().__init__()
        self._write = write
        self._lines: Lines = ()

    def on_resize(self, event: Resize) -> None:
        """Write the lines for this width."""
        self._lines = self._write(self.size.width)
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        tones: Tones = TONES.get(self.app.theme, NIGHT)
        line = Line(self.size.width, style(tones.ink, tones.overlay))
        at = y + round(self.scroll_y)
        for piece in self._lines[at] if at < len(self._lines) else ():
            strong = piece.ink in ("strong", "accent")
            line.write(piece.text, style(getattr(tones, piece.ink), tones.overlay, bold=strong))
        return line.strip()

    def scroll_by(self, rows: int) -> None:
        """Scroll so many lines, at once."""
        self.scroll_to(y=self.scroll_y + rows, animate=False)

    def action_line_down(self) -> None:
        """One line on."""
        self.scroll_by(1)

    def action_line_up(self) -> None:
        """One line back."""
        self.scroll_by(-1)

    def action_page_down(self) -> None:
        """One page on."""
        self.scroll_by(max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """One page back."""
        self.scroll_by(-max(1, self.size.height - 2))

    def action_half_page_down(self) -> None:
        """Half a page on."""
        self.scroll_by(max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        """Half a page back."""
        self.scroll_by(-max(1, self.size.height // 2))

    def action_go_top(self) -> None:
        """To the first line."""
        self.scroll_to(y=0, animate=False)

    def action_go_end(self) -> None:
        """To the last line."""
        self.scroll_to(y=len(self._lines), animate=False)
