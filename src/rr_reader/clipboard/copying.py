"""Choosing a route by the evidence, and taking the text as far as it gets."""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from rr_reader.clipboard.native import MACOS, WAYLAND, WSL, X11
from rr_reader.clipboard.route import Deadline, Route, Surroundings
from rr_reader.clipboard.saving import FILE
from rr_reader.clipboard.terminal import TERMINAL
from rr_reader.clipboard.tmux import TMUX
from rr_reader.clipboard.windows import WINDOWS

TIME_LIMIT = 1.9
"""Seconds that all routes together may take, so that a copy has ended within two."""

_SURROGATE = re.compile("[\ud800-\udfff]")

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
    platform: str = sys.platform,
) -> Copied:
    """Take a text to the nearest clipboard, else to the file `save_to`; blocks for two seconds at most.

    `to_terminal` writes to the terminal untouched; None where there is none. Never raises, never
    writes on the screen: what went wrong stands in the message. An empty text is refused.
    """
    if not text:
        return Copied("", False, "nothing to copy")
    text, repairs = _without_surrogates(text)
    around = Surroundings(environ, platform, to_terminal, save_to)
    deadline = Deadline(TIME_LIMIT)
    failures: list[str] = []
    for route in _order(around):
        if not route.evidence(around).usable:
            continue
        outcome = route.copy(text, around, deadline)
        if outcome.done:
            # Whoever gets less than a clipboard is told why.
            because = failures if outcome.path else []
            return Copied(route.name, outcome.confirmed, "; ".join([outcome.message, *because, *repairs]), outcome.path)
        failures.append(outcome.message)
    return Copied("", False, "; ".join(["not copied", *failures]))


def routes(environ: Mapping[str, str], *, platform: str = sys.platform) -> tuple[RouteReport, ...]:
    """List the routes in the order in which a copy would try them, without trying any."""
    around = Surroundings(environ, platform)
    reports = []
    for route in _order(around):
        evidence = route.evidence(around)
        reports.append(RouteReport(route.name, evidence.usable, evidence.reason))
    return tuple(reports)


def _order(around: Surroundings) -> tuple[Route, ...]:
    """Put the person's own machine first: over SSH, only the terminal is sure to be there."""
    near_and_far = (_TERMINALS, _DISPLAYS) if around.is_remote else (_DISPLAYS, _TERMINALS)
    return (*near_and_far[0], *near_and_far[1], FILE)


def _without_surrogates(text: str) -> tuple[str, list[str]]:
    """Replace lone surrogates, which no encoding can carry, and say how many."""
    whole, count = _SURROGATE.subn("\N{REPLACEMENT CHARACTER}", text)
    return whole, [
        f"{count} broken character{'s' * (count > 1)} replaced by \N{REPLACEMENT CHARACTER}"
    ] if count else []
