"""Asking for the name under which a search is saved."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Vertical

from rr_reader.library.query import Query, name_of
from rr_reader.tui.commands import bound
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.title import TitleLine


class NameSearch(Closing[str | None], Commanded, inherit_bindings=False):
    """Returns the name, one word; None where nothing is to be saved."""

    DEFAULT_CSS: ClassVar[str] = """
    NameSearch { align: center middle; }
    NameSearch > Vertical { width: 60; max-width: 96%; height: auto; padding: 1 1; background: $overlay; }
    NameSearch Prompt { display: block; margin: 1 0; }
    """

    def __init__(self, query: Query) -> None:
        super().__init__()
        enter = Binding("enter", "typed", priority=True)
        self._bindings = BindingsMap([*bound("close", "escape"), enter])
        self._query = query
        self._prompt = Prompt("@", "a name", id="name-search")

    def compose(self) -> ComposeResult:
        """Show what is to be saved, and ask."""
        with Vertical():
            title = TitleLine("SAVE THIS SEARCH AS", paper="overlay")
            title.lit = True
            yield title
            yield self._prompt
            yield TitleLine(str(self._query), paper="overlay")

    def on_mount(self) -> None:
        """Begin to type."""
        self._prompt.open()

    def action_command(self, command_id: str, key: str) -> None:
        """Go back."""
        self.dismiss(None)

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Take the name; white space in it becomes dashes."""
        self.dismiss(name_of(message.text) or None)
