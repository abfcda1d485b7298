"""A small list to choose one thing from."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rr_reader.text.safe import printable
from rr_reader.tui.commands import bound
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.widgets.title import TitleLine


class Choose(Closing[str | None], Commanded, inherit_bindings=False):
    """Returns the chosen word, or None. Keys that were struck in one burst with what opened it are for it, too."""

    DEFAULT_CSS: ClassVar[str] = """
    Choose { align: center middle; }
    Choose > Vertical {
        width: 44; max-width: 92%; height: auto; max-height: 80%; background: $surface; padding: 0 1 1 1;
    }
    Choose OptionList { height: auto; background: $surface; border: none; padding: 0; }
    """

    def __init__(self, title: str, names: Sequence[str], present: str = "") -> None:
        super().__init__()
        self._title = title
        self._names = names
        self._list = OptionList(*(Option(Content(printable(name)), id=str(i)) for i, name in enumerate(names)))
        self._list.set_reactive(OptionList.highlighted, names.index(present) if present in names else 0)
        moves = [*bound("down", "j", "down"), *bound("up", "k", "up")]
        self._bindings = BindingsMap([*bound("close", "q", "escape", "backspace"), *moves, *bound("take", "enter")])

    def compose(self) -> ComposeResult:
        """Stand a title over the list."""
        with Vertical():
            yield TitleLine(self._title, paper="list")
            yield self._list

    def action_command(self, command_id: str, key: str) -> None:
        """Move, choose, close."""
        if command_id == "down":
            self._list.action_cursor_down()
        elif command_id == "up":
            self._list.action_cursor_up()
        elif command_id == "take" and self._list.highlighted is not None:
            self.dismiss(self._names[self._list.highlighted])
        else:
            self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose."""
        self.dismiss(self._names[event.option_index])


def choose(title: str, names: Sequence[str], present: str = "") -> Choose:
    """Make the overlay; the cursor stands on the `present` choice, else on the first."""
    return Choose(title, names, present)
