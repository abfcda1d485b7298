"""A line to type into: the filter over the list, the search under the text."""

from typing import ClassVar

from rich.cells import cell_len
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from rr_reader.text.safe import printable


class _Line(Input):
    """An input whose own keys (backspace, arrows) work in the order in which they were struck, among the letters."""

    async def on_key(self, event: Key) -> None:
        """Do what a key is bound to here, instead of when it comes back from the screen."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)


class Prompt(Vertical):
    """A sign, an input, and a word on what it finds; under them what is wrong. It tells the screen what is typed.

    Its parts are mounted when it is first seen: of the first screen's widgets a third stood in prompts nobody sees.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Prompt { height: auto; width: 1fr; background: $panel; display: none; }
    Prompt Horizontal { height: 1; width: 1fr; }
    Prompt Static { width: auto; height: 1; color: $text-accent; padding: 0 1; }
    Prompt #found { color: $secondary; }
    Prompt Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    Prompt Input:focus { border: none; background-tint: transparent 0%; }
    Prompt.-wrong #found { color: $warning; }
    Prompt #wrong { width: 1fr; height: auto; color: $warning; display: none; }
    """

    class Typed(Message):
        """The text changed."""

        def __init__(self, prompt: "Prompt", text: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text

    class Entered(Message):
        """Enter was pressed. The screen takes it at once, before the next key: see `Commanded`."""

        def __init__(self, prompt: "Prompt", text: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text

    def __init__(self, sign: str, hint: str, *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._sign = sign
        self.input = _Line(placeholder=hint, select_on_focus=False)
        self.input.cursor_blink = False
        self._found = Static("", id="found", markup=False)
        self._wrong = Static("", id="wrong", markup=False)

    def _come(self) -> None:
        """Stand the parts in a row, over the line for what is wrong; at once, so that the next key finds them."""
        self.display = True
        if not self.input.is_attached:
            row = Horizontal()
            self.mount(row, self._wrong)
            row.mount(Static(self._sign, markup=False), self.input, self._found)

    @property
    def is_open(self) -> bool:
        """Tell whether it is on the screen."""
        return bool(self.display)

    def open(self, text: str = "") -> None:
        """Come up, with the cursor at the end of the text."""
        self._come()
        self.put(text)
        self.screen.set_focus(self.input)  # at once: the next key is for it

    def tell(self, text: str) -> None:
        """Show a text while one does something else; go away where there is none."""
        self.put(text)
        if text:
            self._come()
        else:
            self.close()

    def put(self, text: str) -> None:
        """Show another text, made safe, without telling anybody."""
        with self.input.prevent(Input.Changed):
            self.input.value = printable(text)
            self.input.cursor_position = len(self.input.value)

    def close(self) -> None:
        """Go away."""
        self.display = False

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say what was found."""
        self.set_class(wrong, "-wrong")
        self._wrong.display = False
        self._found.update(Content(printable(words)))

    def complain(self, words: str, position: int = -1) -> None:
        """Say in full what cannot be understood; what was typed stays readable above it, and the place is marked."""
        self._found.update(Content(""))
        column = cell_len(self.input.value[:position]) - self.input.scroll_offset.x + self.input.region.x
        column -= self._wrong.parent.region.x + 1 if isinstance(self._wrong.parent, Widget) else 0
        is_seen = position >= 0 and 0 <= column < self.size.width - 1
        self._wrong.update(Content((" " * column + "▲\n" if is_seen else "") + printable(words)))
        self._wrong.display = True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        self.post_message(self.Typed(self, event.value))
