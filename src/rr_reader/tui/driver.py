"""The terminal under Textual: taken over from the picture without a flicker, and left without a wait."""

import asyncio
import os
import select
import signal
from codecs import getincrementaldecoder
from contextlib import suppress

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from rr_reader.userdata import picture

_ALTERNATE_SCREEN = "\x1b[?1049h"
_ENDING = (signal.SIGTERM, signal.SIGHUP)
"""Signals by which the program is asked to end; a shell then says 128 and the number."""
_TICK = 0.1
"""Seconds after which a lone Esc is a key, as in Textual's own driver."""


class TerminalDriver(LinuxDriver):
    """Textual's driver, but for how it begins and how it ends."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # what is known to be a terminal, and where no locale and no odd character can stop the drawing
        self._file = open(1, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
        self._is_there = False
        """Whether the alternate screen stands already, and what it shows is to stay."""
        self._wake: tuple[int, int] | None = None
        """The pipe by which the thread that reads keys is told to end."""

    def write(self, data: str) -> None:
        """Write to the terminal; the alternate screen is not entered a second time, which would clear it."""
        if data == _ALTERNATE_SCREEN and self._is_there:
            self._is_there = False
            return
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal over, maybe from the picture."""
        self._wake = os.pipe()
        self._is_there = picture.on_screen
        super().start_application_mode()  # type: ignore[no-untyped-call]
        before = picture.hand_over()
        if before is not None:
            self.attrs_before = before  # not the picture's raw mode
        for number in _ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                asyncio.get_running_loop().add_signal_handler(number, self._app.exit, None, 128 + number)

    def disable_input(self) -> None:
        """Read no more keys. Textual would wait for its reading thread to look up, twice."""
        if self._wake is None:
            return
        os.write(self._wake[1], b"\0")
        super().disable_input()
        for end in self._wake:
            os.close(end)
        self._wake = None

    def run_input_thread(self) -> None:
        """Hand over what is typed, until told to end. A terminal that is gone ends the program, hang-up or not."""
        assert self._wake is not None, "Driver must be in application mode"
        wake = self._wake[0]
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        while True:
            ready, _, _ = select.select([self.fileno, wake], [], [], _TICK)
            if wake in ready:
                return
            if self.fileno in ready:
                typed = b""
                with suppress(OSError):
                    typed = os.read(self.fileno, 1 << 12)
                if not typed:
                    self._loop.call_soon_threadsafe(self._app.exit, None, 128 + signal.SIGHUP)
                    return
                for event in parser.feed(decode(typed)):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
