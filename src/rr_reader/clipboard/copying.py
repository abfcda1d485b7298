"""Choosing a route by the evidence, and taking the text as far as it gets."""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

import msgspec

from rr_reader.clipboard.browser import BROWSER
from rr_reader.clipboard.native import MACOS, WAYLAND, WSL, X11
from rr_reader.clipboard.own_command import COMMAND
from rr_reader.clipboard.route import Deadline, Route, Surroundings
from rr_reader.clipboard.saving import FILE
from rr_reader.clipboard.terminal import TERMINAL
from rr_reader.clipboard.tmux import TMUX
from rr_reader.clipboard.windows import WINDOWS
from rr_reader.text.safe import LINE_END, make_safe

TIME_LIMIT = 1.9
"""Seconds that all routes together may take, so that a copy has ended within two."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_ONE_AT_A_TIME = Lock()

_DISPLAYS: tuple[Route, ...] = (WAYLAND, X11, MACOS, WSL, WINDOWS)
_TERMINALS: tuple[Route, ...] = (TMUX, TERMINAL)


class Copied(msgspec.Struct, frozen=True):
    """What became of a text. `message` is one line for the person, and says no more than is known."""

    route: str
    """The route that took it; "" if none did."""
    confirmed: bool
    """It was read back from there, and was the same."""
    message: str
    path: Path | None = None
    """The file it was saved to, if it was."""


class RouteReport(msgspec.Struct, frozen=True):
    """One route as `doctor` lists it, in the order in which they are tried."""

    name: str
    usable: bool
    reason: str


def copy(
    text: str,
    *,
    environ: Mapping[str, str],
    to_terminal: Callable[[str], None] | None,
    save_to: Path,
    chosen: str = "",
    command: tuple[str, ...] = (),
    platform: str = sys.platform,
    to_browser: Callable[[str, float], str] | None = None,
) -> Copied:
    """Take a text to the nearest clipboard, else to the file `save_to`; blocks for two seconds at most.

    `to_terminal` writes to the terminal untouched; None where there is none. `chosen` and `command` are the
    settings: only this route is tried before the file, whatever there is evidence for. In a browser, which
    `to_browser` asks, its own clipboard is the only one: the others are the server's. Never raises, never
    writes on the screen: what went wrong stands in the message. An empty text is refused.
    """
    if not text:
        return Copied("", False, "nothing to copy")
    text, repairs = _pasteable(text)
    around = Surroundings(environ, platform, to_terminal, save_to, command, to_browser)
    deadline = Deadline(TIME_LIMIT)
    # Two copies at once would each read back the other's text, and both be called failures.
    in_turn = _ONE_AT_A_TIME.acquire(timeout=deadline.left())
    try:
        return _first_that_takes(text, repairs, _tried(around, chosen), around, deadline)
    finally:
        if in_turn:
            _ONE_AT_A_TIME.release()


def _tried(around: Surroundings, chosen: str) -> tuple[Route, ...]:
    """Give the routes that a copy tries."""
    if around.to_browser:
        return (BROWSER, FILE)
    if chosen:
        return tuple(route for route in (COMMAND, *in_order(around)) if route.name in (chosen, FILE.name))
    return tuple(route for route in in_order(around) if route.evidence(around).usable)


def _first_that_takes(
    text: str, repairs: list[str], tried: tuple[Route, ...], around: Surroundings, deadline: Deadline
) -> Copied:
    failures: list[str] = []
    for route in tried:
        outcome = route.copy(text, around, deadline)
        if outcome.done:
            # Whoever gets less than a clipboard is told why.
            because = failures if outcome.path else []
            return Copied(route.name, outcome.confirmed, "; ".join([outcome.message, *because, *repairs]), outcome.path)
        failures.append(outcome.message)
    return Copied("", False, "; ".join(["not copied", *failures]))


def routes(environ: Mapping[str, str], *, platform: str = sys.platform) -> tuple[RouteReport, ...]:
    """List the routes in the order in which a copy would try them if none is chosen, without trying any."""
    around = Surroundings(environ, platform)
    reports = []
    for route in in_order(around):
        evidence = route.evidence(around)
        reports.append(RouteReport(route.name, evidence.usable, evidence.reason))
    return tuple(reports)


def in_order(around: Surroundings) -> tuple[Route, ...]:
    """Put the person's own machine first: over SSH, only the terminal is sure to be there."""
    near_and_far = (_TERMINALS, _DISPLAYS) if around.is_remote else (_DISPLAYS, _TERMINALS)
    return (*near_and_far[0], *near_and_far[1], FILE)


def _pasteable(text: str) -> tuple[str, list[str]]:
    """Replace what no encoding can carry, and what could steer the program it is pasted into; say how many.

    An article's own words hold neither, so they pass as they are.
    """
    whole, broken = _SURROGATE.subn("\N{REPLACEMENT CHARACTER}", text)
    safe = make_safe(whole)
    unsafe = sum(change.reason != LINE_END for change in safe.changes)
    said = [(broken, "replaced by \N{REPLACEMENT CHARACTER}", "broken"), (unsafe, "written out", "unsafe")]
    return safe.text, [f"{n} {kind} character{'s' * (n > 1)} {done}" for n, done, kind in said if n]
