"""Work for processes, one of which it may kill: it is imported there, by its name."""

import os
import signal

import msgspec


class Squaring(msgspec.Struct, frozen=True):
    """Squares numbers, and dies of one."""

    deadly: int = -1

    def load(self) -> None:
        """Nothing is needed."""

    def prepare(self) -> None:
        """Nothing is slow."""

    def __call__(self, number: int) -> int:
        if number == self.deadly:
            signal.raise_signal(signal.SIGKILL)
        return number * number


class Numbering(msgspec.Struct, frozen=True):
    """Says which process does it."""

    def load(self) -> None:
        """Nothing is needed."""

    def prepare(self) -> None:
        """Nothing is slow."""

    def __call__(self, _: int) -> int:
        return os.getpid()
