"""The overlay in which one writes a note: as many lines as it takes."""

import asyncio
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.events import Paste
from textual.widgets import Static, TextArea

from rr_reader.text.safe import printable
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.screens.mend import AIRY, Lift
from rr_reader.tui.widgets.hints import Hints
from rr_reader.tui.widgets.title import TitleLine

MOST_LINES, LEAST_LINES = 10, 3
"""Lines of the note that are seen at once: it grows with what is written."""


class Written(NamedTuple):
    """What stands in the note when it is closed, and whether it is to be kept."""

    text: str
    is_kept: bool


class _Area(TextArea):
    """Where one types. What is pasted is made safe to show."""

    async def _on_paste(self, event: Paste) -> None:
        """Take a text of many lines."""
        event.prevent_default()
        event.stop()
        self.insert(printable(event.text.replace("\r\n", "\n").replace("\r", "\n"), lines=True))


class Note(Closing[Written], Commanded, inherit_bindings=False):
    """Returns what was written: kept with Enter, not with Esc."""

    DEFAULT_CSS: ClassVar[str] = """
    Note { align: right bottom; }
    Note > #sheet { height: auto; max-height: 100%; background: $overlay; padding: 0 1; }
    Note #words { height: 1; color: $secondary; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Note TextArea {
        height: 3; border: none; padding: 0 1; background: $surface; color: $foreground; scrollbar-size-vertical: 1;
    }
    Note TextArea:focus { border: none; background-tint: transparent 0%; }
    Note TextArea .text-area--cursor-line { background: $surface; }
    Note TextArea .text-area--cursor { background: $accent; color: $background; }
    Note TextArea .text-area--placeholder { color: $secondary; }
    Note.-airy #sheet { padding: 1 1; }
    Note.-airy #words { height: 2; }
    """
    BINDINGS: ClassVar = [
        Binding("enter", "keep", priority=True),
        Binding("escape", "leave", priority=True),
        Binding("ctrl+j,alt+enter,shift+enter", "new_line", priority=True),
    ]

    def __init__(self, title: str, words: str, text: str, *, width: int, lift: Lift) -> None:
        super().__init__()
        self._title = TitleLine(title, paper="overlay")
        self._title.lit = True
        self._words = Static(Content(printable(words)), id="words", markup=False)
        self._area = _Area(printable(text, lines=True), compact=True, placeholder="a note to these words")
        self._area.cursor_blink = False
        self._width = width
        self._lift = lift
        self.ready = asyncio.Event()
        """Set once what is struck is typed here."""

    def compose(self) -> ComposeResult:
        """Stand the title over the words that the note is about, and these over the note."""
        sheet = Vertical(id="sheet")
        sheet.styles.width = self._width
        with sheet:
            yield self._title
            yield self._words
            yield self._area
        hints = Hints()
        hints.hints = (("Enter", "keep"), ("^j", "new line"), ("Esc", "leave it"))
        yield hints

    def on_mount(self) -> None:
        """Stand beside the words, with the cursor at the end of what is written."""
        self.styles.background = Color(0, 0, 0, 0)  # the app's style sheet goes before a screen's own
        self.set_class(self.size.height >= AIRY, "-airy")
        self._fit()
        if not self._lift(self.size.height - (6 if self.size.height >= AIRY else 3) - LEAST_LINES):
            self.styles.align_vertical = "top"
        self._area.move_cursor(self._area.document.end)
        self.set_focus(self._area)
        self.ready.set()

    def on_text_area_changed(self) -> None:
        """Grow with what is written."""
        self._fit()

    def on_resize(self) -> None:
        """Leave the page its room."""
        self._fit()

    def _fit(self) -> None:
        most = max(1, min(MOST_LINES, self.size.height - 6))
        self._area.styles.height = max(min(LEAST_LINES, most), min(self._area.wrapped_document.height, most))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let all keys be what they are here."""
        return True

    async def action_keep(self) -> None:
        """Keep the note, when all is in it that was struck before."""
        await self._typed()
        self.dismiss(Written(self._area.text.strip(), True))

    async def action_leave(self) -> None:
        """Leave the note as it was."""
        await self._typed()
        self.dismiss(Written(self._area.text.strip(), False))

    async def action_new_line(self) -> None:
        """Begin a new line."""
        await self._typed()
        self._area.insert("\n")

    async def _typed(self) -> None:
        has_all = asyncio.Event()
        if self._area.call_later(has_all.set):
            await has_all.wait()
