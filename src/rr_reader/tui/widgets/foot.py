"""The foot of the screen: what the keys do here, and where one is."""

from typing import ClassVar

from rich.cells import cell_len
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from rr_reader.text.safe import printable
from rr_reader.tui.commands import BY_ID, Keys, spoken
from rr_reader.tui.look import style, tones_of
from rr_reader.tui.widgets.hints import write_hints
from rr_reader.tui.widgets.line import Line, fold_words

NOTICE_SECONDS, WARNING_SECONDS = 4.0, 8.0

MOST_LINES = 4
"""Lines of a notice: the panes make room for it, so that it lies over nothing."""

LOW = 20
"""Rows of the screen below which a notice has two lines at most."""


class Foot(Widget):
    """Hints from the left as many as fit, the place at the right, whole if it can be; or a notice for a while."""

    DEFAULT_CSS: ClassVar[str] = "Foot { height: 1; dock: bottom; width: 1fr; }"
    ALLOW_SELECT = False

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys
        self._silence: Timer | None = None
        self._is_warning = False

    hints: reactive[tuple[str, ...]] = reactive(())
    """Ids of commands."""
    place: reactive[str] = reactive("")
    slot: reactive[int] = reactive(-1)
    mark: reactive[str] = reactive("")

    notice: reactive[str] = reactive("")
    """Words that stand in the hints' place for a while."""

    def say(self, words: str, *, is_warning: bool = False) -> None:
        """Show a notice, in as many lines as it takes."""
        self.notice, self._is_warning = words, is_warning
        self.styles.height = max(1, len(self._lines()))
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(WARNING_SECONDS if is_warning else NOTICE_SECONDS, self.be_silent)

    def be_silent(self) -> None:
        """Take the notice away."""
        self.notice = ""
        self.styles.height = 1

    def _lines(self) -> list[str]:
        """Break the notice into lines; one that fits beside the place stays there."""
        if not self.notice:
            return []
        most = MOST_LINES if self.app.size.height >= LOW else 2
        lines: list[str] = []
        for line in self.notice.split("\n")[:most]:
            lines += fold_words(line, self.size.width - 2, most - len(lines)) if len(lines) < most else []
        return lines

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        tones = tones_of(self.app)
        paper = tones.bar
        line = Line(self.size.width, style(tones.ink, paper))
        lines = self._lines()
        if y or len(lines) > 1 or (lines and self.size.width < cell_len(lines[0]) + cell_len(self.place) + 6):
            return self._of_notice(lines[y] if y < len(lines) else "", line)
        place = printable(self.place)
        if self.mark:
            mark_ink = tones.palette.voice(self.slot)
            needed = cell_len(place) + 3
            if needed < self.size.width:
                line.write_right(self.mark + " ", style(mark_ink, paper))
        line.write_right(place + " ", style(tones.strong, paper))
        if lines:
            return self._of_notice(lines[0], line)
        bound = ((self._keys.of(command_id), BY_ID[command_id].hint) for command_id in self.hints)
        return write_hints(line, tuple((spoken(keys[0]), word) for keys, word in bound if keys), tones, paper).strip()

    def _of_notice(self, words: str, line: Line) -> Strip:
        tones = tones_of(self.app)
        ink = tones.warning if self._is_warning else tones.accent
        return line.write(f" {words} " if words else "", style(ink, tones.bar, bold=True)).strip()
