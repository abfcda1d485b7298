"""A page of ready lines that scrolls: what the overlays are made of."""

from collections.abc import Callable

from textual.events import Resize
from textual.geometry import Size
from textual.strip import Strip

from rr_reader.text.safe import printable
from rr_reader.tui.look import Tones, style, tones_of
from rr_reader.tui.widgets.line import Line
from rr_reader.tui.widgets.text_pane import TextPane
from rr_reader.view.pieces import Lines


class Page(TextPane, inherit_bindings=False):
    """Lines made for a width by a function, made again when the width changes."""

    def __init__(self, write: Callable[[int], Lines]) -> None:
        super().__init__()
        self._write = write
        self._lines: Lines = ()

    def on_resize(self, event: Resize) -> None:
        """Write the lines for this width."""
        self._fit()

    def rewrite(self) -> None:
        """Write the lines anew, for what they tell is another thing now; from the top."""
        self._fit()
        self.action_go_top()

    def _fit(self) -> None:
        self._lines = self._write(self.size.width)
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        tones: Tones = tones_of(self.app)
        line = Line(self.size.width, style(tones.ink, tones.overlay))
        at = y + round(self.scroll_y)
        for piece in self._lines[at] if at < len(self._lines) else ():
            strong = piece.ink in ("strong", "accent")
            line.write(printable(piece.text), style(getattr(tones, piece.ink), tones.overlay, bold=strong))
        return line.strip()
