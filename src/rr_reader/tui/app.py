"""The app: owns the session, the theme, the clipboard's way out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.filter import LineFilter

from rr_reader.errors import ReaderError
from rr_reader.text.safe import printable
from rr_reader.tui.commands import Keys
from rr_reader.tui.look import TONES, theme
from rr_reader.tui.messages import CopyWanted, Said
from rr_reader.tui.opening import Opening
from rr_reader.tui.screens.main import MainScreen
from rr_reader.tui.session import Session
from rr_reader.userdata.settings import Settings

LOW = 20
"""Rows below which a notice would cover too much of the text."""


class ReaderApp(App[int]):
    """rr-reader on the screen."""

    TITLE = "rr-reader"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    CSS: ClassVar[str] = """
    Screen { background: $background; }
    Toast { background: $panel; color: $foreground; width: 50; max-width: 90%; }
    ToastRack { align-horizontal: right; }
    """

    def __init__(
        self,
        opening: Opening,
        session: Session,
        *,
        environ: Mapping[str, str],
        copied_file: Path,
        settings: Settings,
    ) -> None:
        super().__init__()
        self.session = session
        self.opening = opening
        self._environ = environ
        self._copied_file = copied_file
        self.failure: ReaderError | None = None
        self.animation_level = "none"
        for name in TONES:
            self.register_theme(theme(name))
        self.theme = "rr-day" if settings.theme == "light" else "rr-night"
        self._keys = Keys(settings.preset, settings.keys)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw without colours where the user wants none."""
        if not self._environ.get("NO_COLOR"):
            return super().get_line_filters()
        from rr_reader.tui.uncoloured import Uncoloured

        return [Uncoloured()]

    def on_mount(self) -> None:
        """Show the panes; the library comes after them."""
        self.push_screen(MainScreen(self.session, self.opening, self._keys))

    def fail(self, failure: ReaderError) -> None:
        """End: the failure is told where it can be read, on the terminal."""
        self.failure = failure
        self.exit(return_code=failure.exit_code)

    def say(self, words: str, *, severity: str = "information") -> None:
        """Show a notice in place of the one before, on a low screen in the foot. Whatever it quotes is made safe."""
        self.clear_notifications()
        if self.size.height < LOW and "\n" not in words and isinstance(self.screen, MainScreen):
            self.screen.foot.say(printable(words))
            return
        self.notify(printable(words, lines=True), severity=severity, timeout=4, markup=False)  # type: ignore[arg-type]

    def on_said(self, message: Said) -> None:
        """Show a notice that a pane asks for."""
        self.say(message.words, severity=message.severity)

    def on_copy_wanted(self, message: CopyWanted) -> None:
        """Copy in the background, and say what is known of it."""
        self.run_worker(lambda: self._copy(message.text, message.what), thread=True, group="copy", exclusive=False)

    def _copy(self, text: str, what: str) -> None:
        from rr_reader.clipboard import copy  # late: not for the first screen

        done = copy(text, environ=self._environ, to_terminal=self._to_terminal, save_to=self._copied_file)
        severity = "information" if done.confirmed else "warning"
        self.call_from_thread(self.say, f"{done.message}: {what}", severity=severity)

    def _to_terminal(self, sequence: str) -> None:
        def write() -> None:
            if self._driver is not None:
                self._driver.write(sequence)
                self._driver.flush()

        self.call_from_thread(write)
