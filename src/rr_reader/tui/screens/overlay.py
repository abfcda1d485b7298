"""A page that lies over the reader until it is closed: help, the account."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from rr_reader.tui.commands import MOVE, bindings_of
from rr_reader.tui.widgets.page import Lines, Page
from rr_reader.tui.widgets.title import TitleLine


class Overlay(ModalScreen[None], inherit_bindings=False):
    """A titled page. The keys that move are those of every pane; q and Esc close it."""

    DEFAULT_CSS: ClassVar[str] = """
    Overlay { align: center middle; }
    Overlay > Vertical { width: 92%; max-width: 96; height: 92%; padding: 0 1; background: $overlay; }
    Overlay TitleLine { height: 2; }
    """
    BINDINGS: ClassVar = [*bindings_of(MOVE), ("q,escape,backspace", "close", "Close")]

    def __init__(self, title: str, write: Callable[[int], Lines], *, close_keys: Sequence[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._page = Page(write)
        for key in close_keys:
            self._bindings.bind(key, "close", "Close")

    def compose(self) -> ComposeResult:
        """Stand a title over the page."""
        with Vertical():
            title = TitleLine(self._title, paper="overlay")
            title.lit = True
            yield title
            yield self._page

    def action_command(self, command_id: str) -> None:
        """Let the page do what moves."""
        do = getattr(self._page, "action_" + command_id.replace("-", "_"), None)
        if do:
            do()

    def action_close(self) -> None:
        """Go back to the reader."""
        self.dismiss(None)
