"""The overlay in which one mends: what the passage is taken for, and step by step what it is."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Paste, Resize
from textual.widgets import Static

from rr_reader.errors import ReaderError
from rr_reader.text.safe import printable
from rr_reader.tui.commands import MOVE, Keys, bound
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.steps import Ask, Decided, Menu, Next, Step
from rr_reader.tui.widgets.choices import NUMBERED, ChoiceList
from rr_reader.tui.widgets.hints import Hints
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.title import TitleLine

AIRY = 20
"""Rows of the screen from which on there is air around the parts of the sheet."""

PAGE = 4
"""Rows of the screen that stay the page's, however long a list is."""

_MENU_KEYS = (("1–9", "choose"), ("Enter", "take"), ("Esc", "back"), ("q", "close"), ("↑ ↓", "move"))
_ASK_KEYS = (("Enter", "take what is typed"), ("Esc", "back"))
_NAME_KEYS = (("1–9", "choose"), ("a–z", "type a name"), ("Enter", "take"), ("Esc", "back"), ("j k ↑ ↓", "move"))
_TYPED_KEYS = (("Enter", "take"), ("↑ ↓", "move"), ("⌫", "a letter back"), ("Esc", "all names"))

Lift = Callable[[int], bool]
"""Scrolls the page until the passage stands in that many of the screen's first rows; tells whether it does."""


class Mend(Closing[Decided | None], Commanded, inherit_bindings=False):
    """Returns what was decided, or None. A choice is taken by its number or Enter; Esc goes back a step, q leaves.

    Where somebody is chosen, letters narrow the list, all but the keys that move or leave while nothing is typed.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Mend { align: right bottom; }
    Mend > #sheet { height: auto; max-height: 100%; background: $overlay; padding: 0 1; }
    Mend #state { height: 2; color: $secondary; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Mend Prompt { background: $overlay; }
    Mend Prompt Input, Mend Prompt Static { background: $overlay; }
    Mend.-airy #sheet { padding: 1 1; }
    Mend.-airy #state { height: 3; }
    """

    def __init__(self, first: Menu, state: tuple[str, ...], keys: Keys, *, width: int, lift: Lift) -> None:
        super().__init__()
        numbers = (bound(f"take-{n}", str(n)) for n in range(1, NUMBERED + 1))
        own = [*bound("back", "escape", "backspace"), *bound("close", "q")]
        self._bindings = BindingsMap(
            [*own, *(each for each_bound in numbers for each in each_bound), *keys.bindings(MOVE)]
        )
        self._steps: list[tuple[Step, int]] = [(first, first.at)]
        """Where one is, behind where one came from; with the choice that the cursor stood on."""
        self.ready = asyncio.Event()
        """Set once keys mean what they say here; what is struck before would be lost."""
        self._lift = lift
        self._width = width
        self._refused = ""
        """What was typed and cannot be."""
        self._typed = ""
        """What narrows the list."""
        self._unless_typed = frozenset({*keys.of("line-down"), *keys.of("line-up"), "q", *map(str, range(10))})
        """Keys that mean what they say until a letter is typed."""
        self._title = TitleLine("", paper="overlay")
        self._title.lit = True
        self._state = Static(Content("\n".join(map(printable, state))), id="state", markup=False)
        self._list = ChoiceList(id="choices")
        self._prompt = Prompt("›", "", id="mend-words")
        self._hints = Hints()

    def compose(self) -> ComposeResult:
        """Stand the title over what the passage is, and that over what to choose or the line to type into."""
        sheet = Vertical(id="sheet")
        sheet.styles.width = self._width
        with sheet:
            yield self._title
            yield self._state
            yield self._list
            yield self._prompt
        yield self._hints

    def on_mount(self) -> None:
        """Show the first step, beside the words it is about."""
        self.styles.background = Color(0, 0, 0, 0)  # the app's style sheet goes before a screen's own
        self._arrange()
        self._show()
        if not self._lift(self.size.height - self._rows() - self._list_rows() - 1):
            self.styles.align_vertical = "top"
        self.ready.set()

    def on_resize(self, event: Resize) -> None:
        """Leave the list what room there is."""
        self._arrange()
        self._list.styles.height = self._list_rows()

    def _arrange(self) -> None:
        self.set_class(self.size.height >= AIRY, "-airy")

    def _rows(self) -> int:
        """Count the rows of the sheet that are not the list's: the title, what the passage is, air."""
        return 6 if self.size.height >= AIRY else 3

    def _list_rows(self) -> int:
        return max(3, min(self._list.count(), self.size.height - self._rows() - 1 - PAGE))

    def _show(self) -> None:
        step, at = self._steps[-1]
        self._typed = ""
        self._title.text, self._title.aside = step.title, ""
        self._list.display = isinstance(step, Menu)
        self._hints.hints = _MENU_KEYS if isinstance(step, Menu) else _ASK_KEYS
        if isinstance(step, Ask):
            self._prompt.input.placeholder = printable(step.hint)
            self._prompt.open(step.text)
            return
        self._prompt.close()
        self._narrow(step, at)
        self.set_focus(self._list)

    def _narrow(self, step: Menu, at: int = 0) -> None:
        """Show the choices that what is typed leaves."""
        if step.typed:
            self._title.aside = f"› {self._typed}▏" if self._typed else "type a name"
            self._hints.hints = _TYPED_KEYS if self._typed else _NAME_KEYS
        self._list.show(step.narrowed(self._typed), at, is_numbered=not self._typed)
        self._list.styles.height = self._list_rows()

    def takes(self, event: Key) -> bool:
        """Let letters narrow a list of names, and what takes them back."""
        super().takes(event)
        step = self._steps[-1][0]
        if not isinstance(step, Menu) or step.typed is None:
            return False
        letter = event.character if event.character and event.character.isprintable() else ""
        if self._typed and event.key in ("backspace", "escape"):
            self._typed = self._typed[:-1] if event.key == "backspace" else ""
        elif (
            letter and (self._typed or not {event.key, letter} & self._unless_typed) and (self._typed + letter).strip()
        ):
            self._typed += letter
        else:
            return False
        self._narrow(step, 0 if self._typed else step.at)
        return True

    def on_paste(self, event: Paste) -> None:
        """Let a name that is pasted narrow the list."""
        step = self._steps[-1][0]
        if isinstance(step, Menu) and step.typed:
            self._typed += " ".join(event.text.split())
            self._narrow(step)

    def _go(self, step: Next) -> None:
        if isinstance(step, Decided):
            self.dismiss(step)
            return
        self._steps.append((step, step.at if isinstance(step, Menu) else 0))
        self._show()

    def action_command(self, command_id: str, key: str) -> None:
        """Move in the list, take what it stands on or what has a number, or go back from it."""
        if command_id == "back":
            self._back()
        elif command_id == "close":
            self.dismiss(None)
        elif not self._list.display:
            return
        elif command_id.startswith("take-"):
            self._take(int(key) - 1)
        elif command_id == "open":
            self._take(self._list.cursor)
        else:
            getattr(self._list, "action_" + command_id.replace("-", "_"))()

    def _take(self, at: int) -> None:
        step, _ = self._steps[-1]
        then = self._list.choices[at].then if at < len(self._list.choices) else None
        if not isinstance(step, Menu) or not then:
            return
        try:
            following = then()
        except ReaderError as error:  # of what was typed, which can be mended there
            following = Ask(step.title, step.typed, self._typed) if step.typed else step
            self._go(following)
            self._prompt.complain(str(error))
            return
        self._steps[-1] = (step, step.at if self._typed else at)
        self._go(following)

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Take what was clicked."""
        self._take(self._list.cursor)

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
