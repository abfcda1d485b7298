"""What the keys do here, in one line."""

from typing import ClassVar

from rich.cells import cell_len
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from rr_reader.text.safe import printable
from rr_reader.tui.look import Tones, style, tones_of
from rr_reader.tui.widgets.line import Line, clip, fold_words

MOST_LINES = 3
"""Lines of a notice."""

Hint = tuple[str, str]
"""A key as people write it, and a word on what it does."""


def write_hints(line: Line, hints: tuple[Hint, ...], tones: Tones, paper: str) -> Line:
    """Write as many hints as there is room for."""
    key_ink, word_ink = style(tones.accent, paper, bold=True), style(tones.quiet, paper)
    for key, word in hints:
        if line.room < cell_len(key) + cell_len(word) + 4:
            break
        line.write(f" {key} ", key_ink).write(f"{word} ", word_ink)
    return line


def write_doing(line: Line, words: str, stop: tuple[Hint, ...], tones: Tones, paper: str) -> Line:
    """Write what is under way, and whole behind it how it is stopped."""
    room = line.room - sum(cell_len(key) + cell_len(word) + 4 for key, word in stop) - 2
    line.write(f" {clip(printable(words), room)} ", style(tones.strong, paper))
    return write_hints(line, stop, tones, paper)


class Hints(Widget):
    """The foot of an overlay."""

    DEFAULT_CSS: ClassVar[str] = "Hints { height: 1; dock: bottom; width: 1fr; }"
    ALLOW_SELECT = False

    hints: reactive[tuple[Hint, ...]] = reactive(())
    doing: reactive[str] = reactive("")
    """What is under way, which Esc stops; it stands in the hints' place for as long as it is."""
    notice: reactive[str] = reactive("")
    """Words that stand in the hints' place until a key is struck."""

    def say(self, words: str) -> None:
        """Show a notice, in as many lines as it takes, three at most; "" brings back what stood there."""
        self.notice = words
        self.styles.height = len(self._lines()) or None

    def _lines(self) -> list[str]:
        return fold_words(self.notice, self.size.width - 2, MOST_LINES) if self.notice else []

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        tones = tones_of(self.app)
        if lines := self._lines():
            words = f" {lines[y]} " if y < len(lines) else ""
            line = Line(self.size.width, style(tones.ink, tones.bar))
            return line.write(words, style(tones.accent, tones.bar, bold=True)).strip()
        line = Line(self.size.width, style(tones.ink, tones.bar))
        if self.doing:
            return write_doing(line, self.doing, (("Esc", "stops"),), tones, tones.bar).strip()
        return write_hints(line, self.hints, tones, tones.bar).strip()
