"""Asking for the name under which a search is saved."""

from rr_reader.library.query import Query, name_of
from rr_reader.tui.screens.ask_line import AskLine
from rr_reader.tui.widgets.prompt import Prompt


class NameSearch(AskLine, inherit_bindings=False):
    """Returns the name, one word; None where nothing is to be saved."""

    def __init__(self, query: Query) -> None:
        super().__init__("SAVE THIS SEARCH AS", "@", "a name", str(query))

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Take the name; white space in it becomes dashes."""
        self.dismiss(name_of(message.text) or None)
