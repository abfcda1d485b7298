"""The line over a pane: what it is, and whether it has the focus."""

from typing import ClassVar

from rich.cells import cell_len
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from rr_reader.text.safe import printable
from rr_reader.tui.look import style, tones_of
from rr_reader.tui.widgets.line import Line

BETWEEN = " · "
"""Stands between what is said aside."""


class TitleLine(Widget):
    """One line of text, lit where its pane has the focus."""

    DEFAULT_CSS: ClassVar[str] = "TitleLine { height: 1; width: 1fr; }"
    ALLOW_SELECT = False

    text: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    lit: reactive[bool] = reactive(False)

    def __init__(self, text: str, *, paper: str, is_short: bool = False) -> None:
        """Take the text; one that `is_short` is read whole, and of what is said aside as much as fits beside it."""
        super().__init__()
        self._is_short = is_short
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
            line.write_right(f" {self._beside(printable(self.aside))} ", style(tones.quiet, paper))
        ink = tones.accent if self.lit else tones.quiet
        return line.write(printable(self.text), style(ink, paper, bold=True)).strip()

    def _beside(self, aside: str) -> str:
        """Leave the last things said aside out, where there is no room for them: all but the first."""
        room = self.size.width - cell_len(printable(self.text)) - 3
        while self._is_short and cell_len(aside) > room and BETWEEN in aside:
            aside = aside.rpartition(BETWEEN)[0]
        return aside
