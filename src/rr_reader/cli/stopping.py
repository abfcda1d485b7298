"""Ctrl-C where something may not be broken off in the middle: it is noted, and raised where it does no harm."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Whether one was told to stop. A second Ctrl-C is raised wherever it comes."""

    def __init__(self) -> None:
        self.is_asked = False
        self._may_raise = True

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Note Ctrl-C from now on, unless the shell has it ignored, as for a job in the background."""
        is_ours = threading.current_thread() is threading.main_thread()
        if not is_ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return
        self._may_raise = False
        signal.signal(signal.SIGINT, self._noted)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._may_raise = True

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Raise KeyboardInterrupt in here, also for what was noted before."""
        before, self._may_raise = self._may_raise, True
        try:
            if self.is_asked:
                raise KeyboardInterrupt
            yield
        finally:
            self._may_raise = before

    def _noted(self, number: int, frame: FrameType | None) -> None:
        is_second, self.is_asked = self.is_asked, True
        if self._may_raise or is_second:
            raise KeyboardInterrupt
