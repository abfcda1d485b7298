"""A page that lies over the reader until it is closed: help, the account."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Vertical

from rr_reader.tui.commands import MOVE, Keys, bound
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.widgets.hints import Hints
from rr_reader.tui.widgets.page import Page
from rr_reader.tui.widgets.title import TitleLine
from rr_reader.view.pieces import Lines


class Overlay(Closing[None], Commanded, inherit_bindings=False):
    """A titled page. The keys that move are those of every pane; q, Esc and what opened it close it."""

    DEFAULT_CSS: ClassVar[str] = """
    Overlay { align: center middle; }
    Overlay > Vertical { width: 92%; max-width: 96; height: 92%; padding: 0 1; background: $overlay; }
    Overlay TitleLine { height: 2; }
    """

    def __init__(self, title: str, write: Callable[[int], Lines], keys: Keys, opened_by: str) -> None:
        super().__init__()
        self._title = title
        self._page = Page(write)
        close = bound("close", "q", "escape", "backspace", *keys.of(opened_by))
        self._bindings = BindingsMap([*close, *keys.bindings(MOVE)])

    def compose(self) -> ComposeResult:
        """Stand a title over the page, and a foot under it."""
        with Vertical():
            title = TitleLine(self._title, paper="overlay")
            title.lit = True
            yield title
            yield self._page
            foot = Hints()
            foot.hints = (("q", "close"),)
            yield foot

    def action_command(self, command_id: str, key: str) -> None:
        """Let the page do what moves, or go back to the reader."""
        if command_id == "close":
            self.dismiss(None)
            return
        do = getattr(self._page, "action_" + command_id.replace("-", "_"), None)
        if do:
            do()
