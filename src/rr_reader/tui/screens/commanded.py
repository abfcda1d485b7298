"""What every screen does with a key that means a command."""

from textual.screen import Screen
from textual.widgets import Input


class Commanded(Screen):  # type: ignore[type-arg]
    """A screen whose keys are taken in the order in which they were struck.

    Textual hands a key on to the widget that has the focus, and runs the screen's binding only when it comes
    back; by then the next keys are on their way to the same widget. Of `/word` in one burst, `word` would be
    four commands. So the bindings come first, and stand back while one types.
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let an input have every key but those that it does not know (`typing`)."""
        return action != "command" or not isinstance(self.focused, Input)

    async def action_typing(self, command_id: str, key: str) -> None:
        """Do what a key means that the input one types into has left alone."""
        done = self.action_command(command_id, key)  # type: ignore[attr-defined]
        if done is not None:
            await done
