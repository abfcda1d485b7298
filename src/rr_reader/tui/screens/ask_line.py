"""Asking for one line, in a small sheet over the panes."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Vertical

from rr_reader.tui.commands import bound
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.title import TitleLine


class AskLine(Closing[str | None], Commanded, inherit_bindings=False):
    """Returns what was typed; None where that is nothing. Esc closes it."""

    DEFAULT_CSS: ClassVar[str] = """
    AskLine { align: center middle; }
    AskLine > Vertical { width: 60; max-width: 96%; height: auto; padding: 1 1; background: $overlay; }
    AskLine Prompt { display: block; margin: 1 0; }
    """

    def __init__(self, title: str, sign: str, hint: str, told: str) -> None:
        """`told` stands under the line."""
        super().__init__()
        enter = Binding("enter", "typed", priority=True)
        self._bindings = BindingsMap([*bound("close", "escape"), enter])
        self._title = TitleLine(title, paper="overlay")
        self._title.lit = True
        self.told = TitleLine(told, paper="overlay")
        self.prompt = Prompt(sign, hint, id="ask-line")

    def compose(self) -> ComposeResult:
        """Stand the line between what is asked and what there is to say."""
        with Vertical():
            yield self._title
            yield self.prompt
            yield self.told

    def on_mount(self) -> None:
        """Begin to type."""
        self.prompt.open()
        self.begin()

    def begin(self) -> None:
        """Do what else there is to do at first; whoever has a line to offer says what."""

    def action_command(self, command_id: str, key: str) -> None:
        """Go back."""
        self.dismiss(None)

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Take what was typed."""
        self.dismiss(message.text.strip() or None)
