"""The one small interface that every route to a clipboard has."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import msgspec


class Deadline:
    """A point in time that a copy may not outlast. Seconds of the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds left; never less than 0."""
        return max(0.0, self._end - time.monotonic())

    def within(self, seconds: float) -> "Deadline":
        """Give a deadline of at most so many seconds from now, never later than this one."""
        return Deadline(min(seconds, self.left()))


class Surroundings(msgspec.Struct, frozen=True):
    """What a route may look at and use: nothing else of the machine is touched."""

    environ: Mapping[str, str]
    platform: str
    """As `sys.platform`."""
    to_terminal: Callable[[str], None] | None = None
    """Writes to the terminal as it is; None where there is none."""
    save_to: Path | None = None
    command: tuple[str, ...] = ()
    """The user's own program and its arguments, if there is one."""
    to_browser: Callable[[str, float], str] | None = None
    """Asks the browser in which the reader is shown; see `tui.browser`. None where there is none."""

    @property
    def is_remote(self) -> bool:
        """Whether the person sits at another machine."""
        return any(self.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


class Evidence(msgspec.Struct, frozen=True):
    """Whether a route can be tried here, and the reason in a few words."""

    usable: bool
    reason: str


class Outcome(msgspec.Struct, frozen=True):
    """How far the text got. A message says no more than is known."""

    done: bool
    """The text left our hands; False: it is nowhere, try the next route."""
    confirmed: bool
    """It was read back, and was the same."""
    message: str
    path: Path | None = None


class Route(Protocol):
    """One way to put a text where it can be pasted from. Raises nothing."""

    @property
    def name(self) -> str:
        """The route's name in reports."""

    def evidence(self, around: Surroundings) -> Evidence:
        """Tell from the environment alone, without running anything, whether to try."""

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Copy a text that has no lone surrogates, and look whether it arrived.

        It is also tried against the evidence, where the user wants it so.
        """

    def held(self, around: Surroundings, deadline: Deadline) -> str | None:
        """Give the text that is there now, as far as a trial has to put it back; None where it cannot be read."""

    def tidy(self, trial: str, before: str | None, around: Surroundings, deadline: Deadline) -> str:
        """Undo a trial, during which `trial` was copied, as far as that can be done; say in a few words how far."""


def put_back(route: Route, before: str | None, around: Surroundings, deadline: Deadline) -> str:
    """Copy again what was there, which was plain text; say how it went."""
    if before and route.copy(before, around, deadline).done:
        return "the text it held before is back"
    if before:
        return "the text it held before could not be put back"
    return "it held no text before, and holds the words of this test now"
