"""What every screen does with a key that means a command."""

import asyncio

from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input

from rr_reader.tui.widgets.hints import Hints
from rr_reader.tui.widgets.prompt import Prompt


class Commanded(Screen):  # type: ignore[type-arg]
    """A screen whose keys are taken in the order in which they were struck.

    Textual hands a key on to the widget that has the focus, and runs the screen's binding only when it comes
    back; by then the next keys are on their way to the same widget. Of `/word` in one burst, `word` would be
    four commands. So the bindings come first. While one types they stand back, all but those that an input does not
    know (`typing`) and Enter (`typed`); these wait until the input has what was struck before them.
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let an input have every key but those that end the typing or mean nothing to it."""
        is_typing = isinstance(self.focused, Input)
        return not is_typing if action == "command" else is_typing if action in ("typing", "typed") else True

    def takes(self, event: Key) -> bool:
        """Take a key before it means anything else, in the order in which keys are struck; True where that was done.

        Any key takes the notice away that stands in the foot of an overlay.
        """
        for foot in self.query(Hints):
            if foot.notice:
                foot.say("")
        return False

    async def action_typing(self, command_id: str, key: str) -> None:
        """Do what a key means that the input one types into would leave alone."""
        await self._has_all()
        done = self.action_command(command_id, key)  # type: ignore[attr-defined]
        if done is not None:
            await done

    async def action_typed(self) -> None:
        """Take what was typed into the line that has the focus."""
        prompt = await self._has_all()
        if prompt:
            self.on_prompt_entered(Prompt.Entered(prompt, prompt.input.value))

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Do what was typed; who has a line to type into says what."""

    async def _has_all(self) -> Prompt | None:
        """Wait until the line one types into has taken every key that was struck before; give it."""
        prompt = next((p for p in self.query(Prompt) if p.input is self.focused), None)
        if prompt:
            has_all = asyncio.Event()
            if prompt.input.call_later(has_all.set):
                await has_all.wait()
        return prompt
