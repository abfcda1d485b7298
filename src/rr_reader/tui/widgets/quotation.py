"""The preview of one quotation of the basket, in full."""

from collections.abc import Callable

from textual.events import Resize
from textual.geometry import Size
from textual.strip import Strip

from rr_reader.text.safe import printable
from rr_reader.tui.look import Tones, style, tones_of
from rr_reader.tui.widgets.line import Line
from rr_reader.tui.widgets.text_pane import TextPane
from rr_reader.view.pieces import Lines

MARGIN = 2
"""Cells beside the lines."""


def ink_of(tones: Tones, name: str) -> str:
    """Give the ink of a piece: `voice N`, `mark NAME`, `body`, or one of the tones."""
    kind, _, which = name.partition(" ")
    if kind == "voice":
        return tones.palette.voice(int(which))
    if kind == "mark":
        look = tones.palette.looks.get(f"sign-{which}")  # none for a colour that another program gave it
        return look.ink if look else tones.accent
    return str(getattr(tones, "ink" if name == "body" else name))


class QuotationPage(TextPane, can_focus=False, inherit_bindings=False):
    """Lines written for a width; written anew when that changes, or what is shown."""

    DEFAULT_CSS = "QuotationPage { background: $panel; }"

    def __init__(self) -> None:
        super().__init__(id="quotation")
        self._write: Callable[[int], Lines] = lambda width: ()
        self._lines: Lines = ()

    def show(self, write: Callable[[int], Lines], *, is_same: bool = False) -> None:
        """Show other lines from the first on; where it is the same quotation, scrolling stays."""
        self._write = write
        if not is_same:
            self.scroll_to(y=0, animate=False)
        self._rewrite()

    def on_resize(self, event: Resize) -> None:
        """Write for this width."""
        self._rewrite()

    def _rewrite(self) -> None:
        self._lines = self._write(self.size.width - 2 * MARGIN) if self.size.width else ()
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        tones = tones_of(self.app)
        ground = style(tones.ink, tones.sidebar)
        line = Line(self.size.width, ground).write(" " * MARGIN, ground)
        at = y + round(self.scroll_y)
        for piece in self._lines[at] if at < len(self._lines) else ():
            is_bold = piece.ink in ("strong", "accent") or piece.ink.startswith("voice")
            line.write(printable(piece.text), style(ink_of(tones, piece.ink), tones.sidebar, bold=is_bold))
        return line.strip()
