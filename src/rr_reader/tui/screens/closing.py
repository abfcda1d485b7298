"""What every screen that lies over another has in common: it closes once."""

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Closing(ModalScreen[ScreenResultType]):
    """A screen over another. What chose a second time in the same moment comes when it is gone, and means nothing.

    Else it would close the screen under it, or end the program: Textual closes whatever lies on top.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with a result, if it is on top."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()
