"""A page of a browser under Textual: what is drawn goes to `rr-reader serve`, which passes it on."""

import os
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

from textual import events
from textual.app import App
from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Textual's driver for browsers, with a clipboard that answers, and an end when the server is gone."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.fileno = os.dup(1)
        with Path(os.devnull).open("wb") as nothing:  # lest something that prints speaks into the packets
            os.dup2(nothing.fileno(), 1)
        self._write = partial(self._put)
        self._asked: dict[str, Future[str]] = {}

    def _put(self, packet: bytes) -> int:
        """Write all of a packet: a pipe may take it in pieces."""
        left = memoryview(packet)
        while left:
            left = left[os.write(self.fileno, left) :]
        return len(packet)

    def write(self, data: str) -> None:
        """Draw; no odd character can stop it."""
        super().write(data.encode("utf-8", "replace").decode())

    def start_application_mode(self) -> None:
        """Begin as what is looked at: Textual begins as what is not, and the page says so once only."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        """Hand over what is typed. When nobody can type any more, the reader ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            with suppress(RuntimeError, CancelledError):  # it ends already
                self._app.call_from_thread(self._app.exit)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take in what the page says beside keys."""
        if packet_type == "copied":
            if asked := self._asked.pop(str(payload.get("key")), None):
                asked.set_result(str(payload.get("done")))
        else:
            super().on_meta(packet_type, payload)

    def to_clipboard(self, text: str, seconds: float) -> str:
        """Ask the page to copy, and give its answer: `read`, `taken`, `asked`; "" for none in so many seconds.

        Not for the thread of the app.
        """
        key, answer = uuid4().hex, Future[str]()
        self._asked[key] = answer
        self._app.call_from_thread(self.write_meta, {"type": "copy", "key": key, "text": text})
        try:
            return answer.result(seconds)
        except TimeoutError:
            return ""
        finally:
            self._asked.pop(key, None)
