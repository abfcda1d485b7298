"""What was done in this session, so that it can be taken back step by step, and be done again."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple


class Step(NamedTuple):
    """Something that was done. Both tell what they did to whoever asks for it, on the screen."""

    undo: Callable[[], Awaitable[None]]
    redo: Callable[[], Awaitable[None]]


class Past:
    """One order for all that can be undone, whatever it was done to."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def did(self, step: Step) -> None:
        """Remember what was done last; what was undone before cannot be done again then."""
        self._done.append(step)
        self._undone.clear()

    def back(self) -> Step | None:
        """Give the last thing done, as one that is undone now; None where nothing was done."""
        return _moved(self._done, self._undone)

    def on(self) -> Step | None:
        """Give the last thing undone, as one that is done now; None where nothing was undone."""
        return _moved(self._undone, self._done)


def _moved(one: list[Step], other: list[Step]) -> Step | None:
    if not one:
        return None
    other.append(one.pop())
    return other[-1]
