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
from rr_reader.tui.widgets.line import Line

NOTICE_SECONDS = 4.0


class Foot(Widget):
    """One line: hints from the left as many as fit, the place at the right, always whole if it can be."""

    DEFAULT_CSS: ClassVar[str] = "Foot { height: 1; dock: bottom; width: 1fr; }"
    ALLOW_SELECT = False

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys
        self._silence: Timer | None = None

    hints: reactive[tuple[str, ...]] = reactive(())
    """Ids of commands."""
    place: reactive[str] = reactive("")
    slot: reactive[int] = reactive(-1)
    mark: reactive[str] = reactive("")

    notice: reactive[str] = reactive("")
    """Words that stand in the hints' place for a while."""

    def say(self, words: str) -> None:
        """Show a notice."""
        self.notice = words
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(NOTICE_SECONDS, self._be_silent)

    def _be_silent(self) -> None:
        self.notice = ""

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        tones = tones_of(self.app)
        paper = tones.bar
        line = Line(self.size.width, style(tones.ink, paper))
        place = printable(self.place) if not self.notice or self.size.width >= 60 else ""
        if self.mark:
            mark_ink = tones.palette.voice(self.slot)
            needed = cell_len(place) + 3
            if needed < self.size.width:
                line.write_right(self.mark + " ", style(mark_ink, paper))
        line.write_right(place + " ", style(tones.strong, paper))
        key_ink, word_ink = style(tones.accent, paper, bold=True), style(tones.quiet, paper)
        if self.notice:
            return line.write(f" {self.notice} ", style(tones.accent, paper, bold=True)).strip()
        for command_id in self.hints:
            command, keys = BY_ID[command_id], self._keys.of(command_id)
            if not keys:
                continue
            key, word = spoken(keys[0]), command.hint
            if line.room < cell_len(key) + cell_len(word) + 4:
                break
            line.write(f" {key} ", key_ink).write(f"{word} ", word_ink)
        return line.strip()
