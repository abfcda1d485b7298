"""A small list to choose one thing from."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rr_reader.text.safe import printable
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.widgets.title import TitleLine


class Choose(Closing[str | None], inherit_bindings=False):
    """Returns the chosen word, or None."""

    DEFAULT_CSS: ClassVar[str] = """
    Choose { align: center middle; }
    Choose > Vertical {
        width: 44; max-width: 92%; height: auto; max-height: 80%; background: $surface; padding: 0 1 1 1;
    }
    Choose OptionList { height: auto; background: $surface; border: none; padding: 0; }
    """
    BINDINGS: ClassVar = [
        ("q,escape,backspace", "close", "Close"),
        ("j,down", "step(1)", "Down"),
        ("k,up", "step(-1)", "Up"),
    ]

    def __init__(self, title: str, names: Sequence[str], present: str = "") -> None:
        super().__init__()
        self._title = title
        self._names = names
        self._present = present
        self._list = OptionList(*(Option(Content(printable(name)), id=str(i)) for i, name in enumerate(names)))

    def compose(self) -> ComposeResult:
        """Stand a title over the list."""
        with Vertical():
            yield TitleLine(self._title, paper="list")
            yield self._list

    def on_mount(self) -> None:
        """Stand on what holds now."""
        self._list.highlighted = self._names.index(self._present) if self._present in self._names else 0

    def action_step(self, step: int) -> None:
        """Move the cursor."""
        (self._list.action_cursor_down if step > 0 else self._list.action_cursor_up)()

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose."""
        self.dismiss(self._names[event.option_index])


def choose(title: str, names: Sequence[str], present: str = "") -> Choose:
    """Make the overlay; the cursor stands on the `present` choice, else on the first."""
    return Choose(title, names, present)
