"""Choosing a style to copy in, with the very text beside it that would be copied."""

from collections.abc import Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal, Vertical

from rr_reader.errors import ReaderError
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.text.safe import printable
from rr_reader.tui.commands import MOVE, Keys, bound
from rr_reader.tui.copying import Copying, counted
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.steps import Choice, Decided
from rr_reader.tui.widgets.choices import ChoiceList
from rr_reader.tui.widgets.hints import Hints
from rr_reader.tui.widgets.line import fold_words
from rr_reader.tui.widgets.page import Page
from rr_reader.tui.widgets.rows import Rows
from rr_reader.tui.widgets.title import BETWEEN, TitleLine
from rr_reader.view.pieces import Lines, Piece

PREVIEWED = 20_000
"""Characters that are shown; of what is longer it is said how much is not."""

LEAST_NAMES = 15
"""Columns of the list of styles at least."""

_MOST_LINES = 10_000
_PREVIEW_MOVES = frozenset({"page-down", "page-up", "half-page-down", "half-page-up"})
"""Commands that move the preview; the others move in the list."""


class Chosen(NamedTuple):
    """A style, and whether asides are left out."""

    style: str
    drops: bool


class Styles(Closing[Chosen | None], Commanded, inherit_bindings=False):
    """Returns what was chosen, or None."""

    DEFAULT_CSS: ClassVar[str] = """
    Styles { align: center middle; }
    Styles > Vertical { width: 94%; max-width: 110; height: 92%; padding: 0 1; background: $overlay; }
    Styles Horizontal { height: 1fr; }
    Styles ChoiceList { height: 1fr; margin: 0 1 0 0; }
    """

    def __init__(self, excerpts: Sequence[Excerpt], copying: Copying, keys: Keys) -> None:
        super().__init__()
        self._copying = copying
        self._excerpts = {drops: tuple(copying.bare(excerpts, drops=drops)) for drops in (False, True)}
        """As they are, and without asides."""
        self._names = list(copying.styles())
        style, self._drops = copying.liked
        self._first = self._names.index(style) if style in self._names else 0
        self._has_asides = self._excerpts[True] != self._excerpts[False]
        self._counted = {drops: counted(each) for drops, each in self._excerpts.items()}
        self._text = ""
        self._is_writing = False
        self._owner: App[object]
        """The app: the same for a thread that still writes when this was left."""
        self._title = TitleLine("COPY AS", paper="overlay", is_short=True)
        self._title.lit = True
        self._list, self._page, self._foot = ChoiceList(id="styles"), Page(self._lines), Hints()
        close = bound("close", "q", "escape", "backspace", *keys.of("copy-style"))
        own = [*close, *bound("take", "enter"), *bound("asides", "i")]
        self._bindings = BindingsMap([*own, *keys.bindings(MOVE)])

    def compose(self) -> ComposeResult:
        """Stand the styles beside what they make of the words."""
        with Vertical():
            yield self._title
            with Horizontal():
                yield self._list
                yield self._page
            yield self._foot

    def on_mount(self) -> None:
        """Stand on the style that was chosen last."""
        self._owner = self.app
        choices = tuple(Choice(name, lambda: Decided(0)) for name in self._names)
        self._list.show(choices, self._first, is_numbered=False)
        self._list.focus()
        self._preview()

    def on_resize(self) -> None:
        """Give the names the room they need, and the words most of it."""
        widest = max(cell_len(printable(name)) for name in self._names)
        self._list.styles.width = max(LEAST_NAMES, min(widest + ChoiceList.AROUND, self.size.width // 3))

    def action_command(self, command_id: str, key: str) -> None:
        """Move, choose, close."""
        if command_id == "close":
            self.dismiss(None)
        elif command_id in ("take", "open"):
            self._take()
        elif command_id == "asides":
            self._turn_asides()
        else:
            pane = self._page if command_id in _PREVIEW_MOVES else self._list
            getattr(pane, "action_" + command_id.replace("-", "_"))()

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Take the style that was clicked."""
        self._take()

    def on_rows_cursor_moved(self, message: Rows.CursorMoved) -> None:
        """Show what another style makes of the words."""
        self._preview()

    @property
    def _chosen(self) -> Chosen:
        return Chosen(self._names[self._list.cursor], self._drops and self._has_asides)

    def _take(self) -> None:
        self._copying.like(self._chosen.style, self._drops)
        self.dismiss(self._chosen)

    def _turn_asides(self) -> None:
        if not self._has_asides:
            self._foot.say("There is nothing like [laughs] in these words")
            return
        self._drops = not self._drops
        self._preview()

    def _preview(self) -> None:
        """Show what is chosen, written in another thread, one style after the other: some take long."""
        chosen = self._chosen
        self._title.aside = self._counted[chosen.drops] + (f"{BETWEEN}without [laughs] …" if chosen.drops else "")
        asides = (("i", "put [laughs] back" if chosen.drops else "leave [laughs] out"),) if self._has_asides else ()
        self._foot.hints = (("Enter", "copy"), ("j k", "style"), *asides, ("Space b", "scroll"), ("q", "close"))
        if not self._is_writing:
            self._is_writing = True
            self.run_worker(partial(self._write, chosen), thread=True, group="preview")

    def _write(self, chosen: Chosen) -> None:
        try:
            text = self._copying.written(self._excerpts[chosen.drops], chosen.style, drops=False)
        except ReaderError as error:
            text = str(error)
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self._owner.call_from_thread(self._show, chosen, text)

    def _show(self, chosen: Chosen, text: str) -> None:
        self._is_writing = False
        if not self.is_attached:
            return
        if chosen != self._chosen:
            self._preview()
            return
        self._text = text
        self._page.rewrite()

    def _lines(self, width: int) -> Lines:
        shown, left = self._text[:PREVIEWED], len(self._text) - PREVIEWED
        lines = [(Piece(piece),) for line in shown.split("\n") for piece in _folded(line, width - 1)]
        return [*lines, (Piece(f"… and {left} more characters", "quiet"),)] if left > 0 else lines


def _folded(line: str, width: int) -> list[str]:
    return fold_words(line, max(width, 8), _MOST_LINES) or [""]
