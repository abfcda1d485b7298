"""The line over a pane: what it is, and whether it has the focus."""

from typing import ClassVar

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from rr_reader.text.safe import printable
from rr_reader.tui.look import style, tones_of
from rr_reader.tui.widgets.line import Line


class TitleLine(Widget):
    """One line of text, lit where its pane has the focus."""

    DEFAULT_CSS: ClassVar[str] = "TitleLine { height: 1; width: 1fr; }"
    ALLOW_SELECT = False

    text: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    lit: reactive[bool] = reactive(False)

    def __init__(self, text: str, *, paper: str) -> None:
        super().__init__()
        self.set_reactive(TitleLine.text, text)
        self._paper = paper

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        tones = tones_of(self.app)
        paper = getattr(tones, self._paper)
        line = Line(self.size.width, style(tones.ink, paper))
        if y:
            return line.strip()
        line.write("▌" if self.lit else " ", style(tones.accent, paper))
        if self.aside:
            line.write_right(printable(self.aside) + " ", style(tones.quiet, paper))
        ink = tones.accent if self.lit else tones.quiet
        return line.write(printable(self.text) + " ", style(ink, paper, bold=True)).strip()
