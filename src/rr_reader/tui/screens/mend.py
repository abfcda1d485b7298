"""The overlay in which one mends: what the place is taken for, and step by step what it is."""

import asyncio
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rr_reader.errors import ReaderError
from rr_reader.text.safe import printable
from rr_reader.tui.commands import MOVE, Keys, bound
from rr_reader.tui.mending import Ask, Choice, Mending, Menu, Step
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.title import TitleLine

AROUND = 6
"""Rows that are not the list's: the title, what the place is, a margin."""
WIDEST = 76


class Mend(Commanded, ModalScreen[Mending | None], inherit_bindings=False):
    """Returns what was decided, or None. Esc goes back a step, q leaves; Enter does it."""

    DEFAULT_CSS: ClassVar[str] = """
    Mend { align: right bottom; }
    Mend > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 100%; background: $overlay; padding: 0 1 1 1;
    }
    Mend #state { height: auto; max-height: 3; color: $secondary; padding: 0 1; }
    Mend OptionList, Mend OptionList:focus { height: auto; background: $overlay; border: none; padding: 0; }
    Mend Prompt { background: $overlay; }
    Mend OptionList > .option-list--option-highlighted, Mend OptionList:focus > .option-list--option-highlighted {
        background: $chosen; color: $foreground; text-style: bold;
    }
    Mend OptionList, Mend OptionList:focus { background-tint: transparent 0%; }
    """

    def __init__(self, first: Menu, state: tuple[str, ...], keys: Keys) -> None:
        super().__init__()
        self._bindings = BindingsMap(
            [*bound("back", "escape", "backspace"), *bound("close", "q"), *keys.bindings(MOVE)]
        )
        self._steps: list[tuple[Step, int]] = [(first, 0)]
        """Where one is, behind where one came from; with the choice that the cursor stood on."""
        self.ready = asyncio.Event()
        """Set once keys mean what they say here; what is struck before would be lost."""
        self._refused = ""
        """What was typed and cannot be."""
        self._title = TitleLine("", paper="overlay")
        self._title.lit = True
        self._title.aside = "Enter · Esc back"
        self._state = Static(Content("\n".join(map(printable, state))), id="state", markup=False)
        self._list = OptionList()
        self._prompt = Prompt("›", "", id="mend-words")

    def compose(self) -> ComposeResult:
        """Stand the title over what the place is, and that over what to choose or the line to type into."""
        with Vertical():
            yield self._title
            yield self._state
            yield self._list
            yield self._prompt

    def on_mount(self) -> None:
        """Show the first step, over the words it is about."""
        self.styles.background = Color(0, 0, 0, 0)  # the app's style sheet goes before a screen's own
        self._show()
        self.ready.set()

    def on_resize(self, event: Resize) -> None:
        """Leave the list what room there is."""
        self._list.styles.max_height = max(3, self.size.height - AROUND)

    def _show(self) -> None:
        step, at = self._steps[-1]
        self._title.text = step.title
        self._list.display = isinstance(step, Menu)
        if isinstance(step, Ask):
            self._prompt.input.placeholder = printable(step.hint)
            self._prompt.open(step.text)
            return
        self._prompt.close()
        self._list.clear_options().add_options([Option(self._line(choice)) for choice in step.choices])
        self._list.highlighted = at
        self.set_focus(self._list)

    def _go(self, step: Step | Mending) -> None:
        if isinstance(step, Mending):
            self.dismiss(step)
            return
        self._steps.append((step, 0))
        self._show()

    def action_command(self, command_id: str, key: str) -> None:
        """Move in the list, take what it stands on, or go back from it."""
        moves = {
            "line-down": self._list.action_cursor_down,
            "line-up": self._list.action_cursor_up,
            "page-down": self._list.action_page_down,
            "page-up": self._list.action_page_up,
            "half-page-down": self._list.action_page_down,
            "half-page-up": self._list.action_page_up,
            "go-top": self._list.action_first,
            "go-end": self._list.action_last,
            "open": self._take,
        }
        if command_id == "back":
            self._back()
        elif command_id == "close":
            self.dismiss(None)
        elif self._list.display:
            moves[command_id]()

    def _take(self) -> None:
        step, _ = self._steps[-1]
        at = self._list.highlighted
        if isinstance(step, Menu) and at is not None:
            self._steps[-1] = (step, at)
            self._go(step.choices[at].then())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        self._take()

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Take what was typed, or say why it cannot be."""
        step, _ = self._steps[-1]
        if isinstance(step, Ask):
            try:
                self._go(step.then(message.text))
            except ReaderError as error:
                self._refused = message.text
                self._prompt.complain(str(error))

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Take back what was said of other words."""
        if message.prompt.input.value != self._refused:
            self._prompt.say("")

    def _back(self) -> None:
        """Go back a step; from the first, to the reader."""
        if len(self._steps) == 1:
            self.dismiss(None)
            return
        self._steps.pop()
        self._show()

    def _line(self, choice: Choice) -> Content:
        """Write a choice; what stands beside it only where there is room."""
        words, aside = printable(choice.words), printable(choice.aside)
        if cell_len(words) + cell_len(aside) + 8 > min(WIDEST, self.app.size.width):
            return Content(words)
        return Content.assemble(words, (f"  {aside}", "$secondary"))
