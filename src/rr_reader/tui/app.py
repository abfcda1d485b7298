"""The app: owns the session, the theme, the clipboard's way out."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual._compositor import CompositorUpdate
from textual.app import App
from textual.driver import Driver
from textual.events import Event, Key
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import Worker

from rr_reader.errors import ReaderError
from rr_reader.text.safe import printable
from rr_reader.tui.commands import Keys
from rr_reader.tui.copying import Copying
from rr_reader.tui.driver import TerminalDriver
from rr_reader.tui.look import TONES, theme
from rr_reader.tui.messages import Said
from rr_reader.tui.opening import Opening
from rr_reader.tui.rescuing import rescued
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.screens.main import MainScreen
from rr_reader.tui.screens.panes import TALL
from rr_reader.tui.session import Session
from rr_reader.tui.widgets.hints import Hints
from rr_reader.userdata.searches import Searches
from rr_reader.userdata.settings import Settings


class ReaderApp(App[int]):
    """rr-reader on the screen."""

    TITLE = "rr-reader"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    CSS: ClassVar[str] = """
    Screen { background: $background; }
    ModalScreen { background: $background 60%; }
    LibrarySearch, Overlay, Basket, Styles { background: $background; }
    .-uncoloured ModalScreen { background: $background; }
    Input > .input--placeholder { color: $secondary; }
    CommandPalette { color: $foreground; background: $background 60%; }
    CommandPalette > #--container, CommandPalette #--input, CommandPalette CommandInput, CommandPalette CommandList {
        background: $overlay; border: none;
    }
    CommandPalette #--input { height: 2; padding: 0 1; }
    CommandPalette > #--container { max-width: 84; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette CommandList { text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1; }
    CommandPalette CommandList > .option-list--option { padding: 0 1; text-style: none; }
    CommandPalette CommandList > .option-list--option-highlighted { background: $chosen; color: $foreground; }
    """

    def __init__(
        self,
        opening: Opening,
        session: Session,
        *,
        environ: Mapping[str, str],
        copied_file: Path,
        mendings: Path,
        searches: Path,
        settings: Settings,
        driver: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class=driver or TerminalDriver)
        self.session = session
        self.opening = opening
        self._environ = environ
        self._copied_file = copied_file
        self._clipboard_wanted = settings.clipboard, settings.clipboard_command
        self.mendings = mendings
        """The folder of what undo needs."""
        self.searches = Searches(searches)
        self.failure: Exception | None = None
        self.loaded = asyncio.Event()
        """Set once everything that was to be opened has been read."""
        self.begun = asyncio.Event()
        """Set once what there is to read is drawn."""
        session.tell = self._tell_trouble
        self._dress(settings)
        self.copying = Copying(settings, session)
        self._keys = Keys(settings.preset, settings.keys)
        self._held: list[Key] | None = []
        """Keys struck before there was anything to read, or was found what they are for; else None."""
        self._has_keys = False
        """Whether those struck before there was anything to read have been done."""
        self.is_drawing = False
        """Whether what the panes show reaches the terminal."""
        self.picture = b""
        """The screen with which the next start may begin; known when one quits."""
        self.picture_size = (0, 0)
        """Its columns and rows."""

    def _dress(self, settings: Settings) -> None:
        self.animation_level = "none"
        for name in TONES:
            self.register_theme(theme(name))
        self.theme = "rr-day" if settings.theme == "light" else "rr-night"

    async def on_event(self, event: Event) -> None:
        """Hold keys back until there is what they are for; only one that ends the program, or the waiting, passes."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._held is not None and not self._ends(event, self._held):
            if not self._stops(event, self._held):
                self._held.append(event)
        else:
            await self._strike(event)

    async def _strike(self, event: Key) -> None:
        if not (isinstance(self.screen, Commanded) and self.screen.takes(event)):
            await super().on_event(event)

    def _ends(self, event: Key, held: list[Key]) -> bool:
        """Tell whether a key ends the program: after others it may be a letter that one types (`/aquatic`)."""
        if event.key == "ctrl+c":
            held.clear()  # forget them: now the key that quits does
            return True
        return not held and bool({event.key, event.character} & set(self._keys.of("quit")))

    def _stops(self, event: Key, held: list[Key]) -> bool:
        """Stop what is waited for, if this is the key that the foot names for it."""
        screen = self.screen
        if event.key not in self._keys.of("back")[:1] or not isinstance(screen, MainScreen):
            return False
        if screen.stop_finding():
            held.clear()  # they were for what it would have found
            return True
        return screen.stop_doing()

    def hold_keys(self, until: Awaitable[None]) -> None:
        """Hold the keys back until something is done: they are for what one sees then."""
        self._held = []
        self.run_worker(self._strike_after(until), group="held")

    async def _strike_after(self, until: Awaitable[None]) -> None:
        await until
        self.call_later(self._strike_held)

    def begin(self) -> None:
        """Let the keys do now what they were struck for, and draw what comes of it: one screen, not two.

        Keys that come meanwhile wait behind them.
        """
        self.call_later(self._begin)

    async def _begin(self) -> None:
        if not self._has_keys:  # once: what is read later ends no other waiting
            self._has_keys = True
            await self._strike_held()
        self.call_after_refresh(self._show_first)

    async def _strike_held(self) -> None:
        held, self._held = self._held or (), None
        for key in held:
            if self._held is None:
                await self._strike(key)
            else:
                self._held.append(key)  # one of them began what the others wait for

    def _show_first(self) -> None:
        if not self._exit:
            self.begin_drawing()
        self.begun.set()

    def begin_drawing(self) -> None:
        """Draw the whole screen, and from now on every change."""
        if not self.is_drawing:
            self.is_drawing = True
            self._display(self.screen, self._whole())  # type: ignore[arg-type]

    def take_picture(self) -> None:
        """Keep what is on the screen for the next start."""
        self.picture_size = self.screen.size.width, self.screen.size.height
        self.picture = self._whole().render_segments(self.console).replace("\n", "").encode("utf-8", "replace")

    def _whole(self) -> CompositorUpdate:
        return self.screen._compositor.render_full_update()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw without colours where the user wants none."""
        if not self._environ.get("NO_COLOR"):
            return super().get_line_filters()
        from rr_reader.tui.uncoloured import Uncoloured

        return [Uncoloured()]

    def on_mount(self) -> None:
        """Say what is drawn otherwise without colours."""
        self.set_class(bool(self._environ.get("NO_COLOR")), "-uncoloured")

    def get_default_screen(self) -> Screen[object]:
        """Begin with the panes; the library comes after them."""
        screen = MainScreen(self.session, self.opening, self._keys)
        screen.set_class(self.size.height >= TALL, "-tall")  # now: later the styles of all widgets were found anew
        return screen

    @property
    def errands(self) -> list[Worker[object]]:
        """List what is still on its way: what was copied, marked, mended."""
        groups = ("copy", "mark", "mend")
        return [worker for worker in self.workers if worker.group in groups and not worker.is_finished]

    async def errands_done(self) -> None:
        """Wait until what was copied has arrived, what was marked is saved and what was mended is written."""
        if errands := self.errands:
            await self.workers.wait_for_complete(errands)

    async def on_unmount(self) -> None:
        """Save what is still to be saved."""
        self.failure = self.failure or await rescued(self.session.highlights)
        self.session.saver.finish()

    def _tell_trouble(self, trouble: str) -> None:
        """Say that something could not be saved; called by the thread that saves."""
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self.call_from_thread(self.say, trouble or "Saving works again", severity="warning")

    def _handle_exception(self, error: Exception) -> None:
        """End with a word instead of a screen full of our insides; tests want to see those."""
        if self.is_headless:
            super()._handle_exception(error)
        elif self.failure is None:
            self.failure = error
            self._return_code = 1
            self._close_messages_no_wait()

    def fail(self, failure: ReaderError) -> None:
        """End: the failure is told where it can be read, on the terminal."""
        self.failure = failure
        self.exit(return_code=failure.exit_code)

    def say(self, words: str, *, severity: str = "information") -> None:
        """Show a notice, made safe, in place of the one before: in the foot of the uppermost screen that has one."""
        safe = printable(words, lines=True)
        for screen in reversed(self.screen_stack):
            if isinstance(screen, MainScreen):
                screen.foot.say(safe, is_warning=severity != "information")
                return
            if hints := screen.query(Hints):
                hints.first().say(" ".join(safe.split("\n")))
                return

    def on_said(self, message: Said) -> None:
        """Show a notice that a pane asks for."""
        self.say(message.words, severity=message.severity)
        if isinstance(self.screen, MainScreen):
            self.screen.foot.is_passing = message.severity == "information"

    def held_in_clipboard(self) -> str:
        """Give what the user's clipboard holds; "" where that cannot be read. Blocks for a second at most."""
        from rr_reader.clipboard.reading import held

        in_browser = getattr(self._driver, "to_clipboard", None)  # the clipboards here are the server's
        return "" if in_browser else held(self._environ)

    def copy_written(self, write: Callable[[], str], what: str) -> None:
        """Copy what `write` gives, and say what is known of it: in the background, as some styles take long to write.

        `what` says what it is. Where `write` raises a ReaderError, that is said.
        """
        self.run_worker(lambda: self._copy(write, what), thread=True, group="copy", exclusive=False)

    def _copy(self, write: Callable[[], str], what: str) -> None:
        from rr_reader.clipboard import copy  # late: not for the first screen

        try:
            text = write()
        except ReaderError as error:  # what a style needs is not installed, say
            self.call_from_thread(self.say, str(error), severity="warning")
            return
        chosen, command = self._clipboard_wanted
        done = copy(
            text,
            environ=self._environ,
            to_terminal=self._to_terminal,
            save_to=self._copied_file,
            chosen=chosen,
            command=command,
            to_browser=self._to_browser(),
        )
        severity = "information" if done.confirmed else "warning"
        self.call_from_thread(self.say, f"{done.message}: {what}", severity=severity)

    def _to_browser(self) -> Callable[[str, float], str] | None:
        """Give the way to the clipboard of the browser, where the reader is shown in one."""
        return getattr(self._driver, "to_clipboard", None)

    def _to_terminal(self, sequence: str) -> None:
        def write() -> None:
            if self._driver is not None:
                self._driver.write(sequence)
                self._driver.flush()

        self.call_from_thread(write)
