"""Asking what is to be added to the library: an address or a path; an address in the clipboard is offered."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from threading import Thread

from textual.widgets.input import Selection

from rr_reader.sources.discover import is_there
from rr_reader.sources.fetching import is_url
from rr_reader.text.safe import printable
from rr_reader.tui.screens.ask_line import AskLine
from rr_reader.tui.widgets.prompt import Prompt

LONGEST = 2_000
"""Characters of an address that is offered."""
_HINT = "an address, a file or a folder"


class AddSource(AskLine, inherit_bindings=False):
    """Returns the address or the path."""

    def __init__(
        self, text: str, held: Callable[[], str], *, title: str = "ADD TO THE LIBRARY", hint: str = _HINT
    ) -> None:
        """Offer `text`; where that is "", what `held` gives of the clipboard, if it is an address."""
        super().__init__(title, "+", hint, "Enter takes it · Esc leaves it")
        self._text, self._held = text, held

    def begin(self) -> None:
        """Offer what there is; it goes with the first letter that one types."""
        if self._text:
            self._offer(self._text)
        else:
            # not one of Textual's threads: quitting waits for those
            Thread(target=self._look, name="clipboard", daemon=True).start()

    def _look(self) -> None:
        words = self._held().split()
        if len(words) == 1 and is_url(words[0]) and len(words[0]) <= LONGEST and words[0] == printable(words[0]):
            with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
                self.app.call_from_thread(self._offer, words[0])

    def _offer(self, text: str) -> None:
        typed = self.prompt.input
        if self.is_current and not typed.value:
            self.prompt.put(text)
            typed.selection = Selection(0, len(typed.value))
            self.told.text = "Enter takes it · type another · Esc leaves it"

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Take what was typed, if it is there."""
        word = message.text.strip()
        if word and not is_url(word) and not _names_something(word):
            self.prompt.complain("There is no such file or folder; an address begins with https://")
        else:
            self.dismiss(word or None)


def _names_something(word: str) -> bool:
    try:
        return is_there(Path(word).expanduser())
    except RuntimeError:  # nobody's home
        return False
