"""Trying every route for real, and leaving things as they were as far as that can be done."""

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from rr_reader.clipboard.copying import in_order
from rr_reader.clipboard.own_command import COMMAND
from rr_reader.clipboard.route import Deadline, Outcome, Route, Surroundings

_TIME_LIMIT = 1.9
"""Seconds that one route may take, as in a copy."""


class Trial(msgspec.Struct, frozen=True):
    """What came of trying one route."""

    name: str
    tried: bool
    done: bool
    """It took the words."""
    confirmed: bool
    """The words were read back from there."""
    message: str
    """What happened, or why it was not tried."""
    seconds: float = 0.0
    left: str = ""
    """What is there after the trial."""


def try_each(
    words: str,
    *,
    environ: Mapping[str, str],
    to_terminal: Callable[[str], None] | None,
    save_to: Path,
    chosen: str = "",
    command: tuple[str, ...] = (),
    platform: str = sys.platform,
) -> tuple[Trial, ...]:
    """Copy `words`, with its name, by each route there is evidence for, and by the `chosen` one; then tidy up.

    `save_to` is a file that nobody needs: it is deleted. Else as `copying.copy`. Raises nothing.
    """
    around = Surroundings(environ, platform, to_terminal, save_to, command)
    routes = (*in_order(around), *((COMMAND,) if command else ()))
    usable = [route for route in routes if route.evidence(around).usable or route.name == chosen]
    # All are read before any is written, and put back after all were: one may be another's other end.
    before = {route.name: route.held(around, Deadline(_TIME_LIMIT)) for route in usable}
    tried: dict[str, tuple[Outcome, float]] = {}
    left: dict[str, str] = {}
    try:
        for route in usable:
            began = time.monotonic()
            tried[route.name] = (
                route.copy(_words(words, route), around, Deadline(_TIME_LIMIT)),
                time.monotonic() - began,
            )
    finally:  # also where one has seen enough, and interrupts
        for route in reversed(usable):
            if route.name in tried:
                held, done = before[route.name], tried[route.name][0].done
                now = route.tidy(_words(words, route), held, around, Deadline(_TIME_LIMIT))
                left[route.name] = now if done or held else ""
    return tuple(_told(route, around, tried.get(route.name), left.get(route.name, "")) for route in routes)


def _told(route: Route, around: Surroundings, tried: tuple[Outcome, float] | None, left: str) -> Trial:
    if tried is None:
        return Trial(route.name, False, False, False, route.evidence(around).reason)
    outcome, seconds = tried
    return Trial(route.name, True, outcome.done, outcome.confirmed, outcome.message, seconds, left)


def _words(words: str, route: Route) -> str:
    """Give each route other words, so that none is taken for another's success."""
    return f"{words} {route.name}"
