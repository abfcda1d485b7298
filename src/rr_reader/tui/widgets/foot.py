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
from rr_reader.tui.widgets.hints import write_doing, write_hints
from rr_reader.tui.widgets.line import Line, clip, fold_words

NOTICE_SECONDS, WARNING_SECONDS = 4.0, 8.0

MOST_LINES = 4
"""Lines of a notice: the panes make room for it, so that it lies over nothing."""

LEAST_REMARK = 8
"""Cells below which nothing is said of a highlight."""

REMARK, HINTS = 24, 30
"""Cells that what is said of a highlight has, if it is so long; and the hints beside it, where there is more room."""

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
        self.is_passing = False
        """Whether the notice means nothing any more once another key is struck."""

    hints: reactive[tuple[str, ...]] = reactive(())
    """Ids of commands."""
    place: reactive[str] = reactive("")
    slot: reactive[int] = reactive(-1)
    mark: reactive[str] = reactive("")
    remark: reactive[tuple[str, str]] = reactive(("", ""))
    """What somebody made of the words one reads, and the colour it is said in."""
    doing: reactive[str] = reactive("")
    """What is under way and may be stopped; it stands in the hints' place for as long as it is."""
    unsaved: reactive[str] = reactive("")
    """What is not saved, for as long as it is not: it goes before everything but a notice."""

    notice: reactive[str] = reactive("")
    """Words that stand in the hints' place for a while."""

    def say(self, words: str, *, is_warning: bool = False) -> None:
        """Show a notice, in as many lines as it takes."""
        self.notice, self._is_warning, self.is_passing = words, is_warning, False
        self.styles.height = max(1, len(self._lines()))
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(WARNING_SECONDS if is_warning else NOTICE_SECONDS, self.be_silent)

    def pass_on(self) -> None:
        """Take away what was only of the key before: a place that was not found, say."""
        if self.is_passing and self.notice:
            self.be_silent()

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
        if y or len(lines) > 1 or (lines and self.size.width < cell_len(lines[0]) + self._place_width + 6):
            return self._of_notice(lines[y] if y < len(lines) else "", line)
        self._write_place(line)
        if lines:
            return self._of_notice(lines[0], line)
        if self.doing:
            stop = tuple((spoken(key), "stops") for key in self._keys.of("back")[:1])
            return write_doing(line, self.doing, stop, tones, paper).strip()
        bound = ((self._keys.of(command_id), BY_ID[command_id].hint) for command_id in self.hints)
        return write_hints(line, tuple((spoken(keys[0]), word) for keys, word in bound if keys), tones, paper).strip()

    @property
    def _place_width(self) -> int:
        return cell_len(self.place) + (cell_len(self.unsaved) + 2 if self.unsaved else 0)

    def _write_place(self, line: Line) -> None:
        """Write at the right what is not saved, what is highlighted here, and where one is; the last is whole."""
        tones = tones_of(self.app)
        paper, place = tones.bar, printable(self.place)
        needed = cell_len(place) + 3
        if self.unsaved:
            line.write_right(f" {clip(self.unsaved, line.room - 2)} ", style(tones.warning, paper, bold=True))
        told, colour = self.remark
        room = line.room - needed - 2 - (cell_len(self.notice) + 2 if self.notice else 0)
        if told and room >= LEAST_REMARK:
            ink = tones.palette.look(f"sign-{colour}").ink
            most = room if self.notice else max(room - HINTS, min(room, REMARK))
            line.write_right(f" {clip(printable(told), most)} ", style(ink, paper))
        if self.mark and needed < line.room:
            line.write_right(self.mark + " ", style(tones.palette.voice(self.slot), paper))
        line.write_right(place + " ", style(tones.strong, paper))

    def _of_notice(self, words: str, line: Line) -> Strip:
        tones = tones_of(self.app)
        ink = tones.warning if self._is_warning else tones.accent
        return line.write(f" {words} " if words else "", style(ink, tones.bar, bold=True)).strip()
