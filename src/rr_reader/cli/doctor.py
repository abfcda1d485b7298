"""`rr-reader doctor`: what works here, what does not, and where everything is kept."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.errors import ReaderError


def _run(args: argparse.Namespace, context: Context) -> int:
    for title, lines in (
        ("Program", _program()),
        ("Terminal", _terminal(context)),
        ("Clipboard", _clipboard(context)),
        ("Library", _library(args, context)),
        ("Kept in", _places(args, context)),
    ):
        context.out.write(f"{title}\n")
        context.out.write_lines(f"  {line}" for line in lines)
    return 0


def _configure(parser: Parser) -> None:
    """There is nothing to choose."""


def _program() -> Iterator[str]:
    import platform
    import sqlite3

    from rr_reader import __version__

    yield f"rr-reader {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"


def _terminal(context: Context) -> Iterator[str]:
    environ = context.environ
    if not context.out.is_terminal:
        yield "standard output is no terminal: the screen cannot be opened from here"
        return
    columns, lines = context.out.size
    yield f"{environ.get('TERM') or 'TERM is not set'}, {columns} by {lines}"
    if not context.out.is_capable:
        yield "it does not understand control sequences: the screen cannot be opened here, rr-reader show works"
    yield "colour: " + ("switched off by NO_COLOR" if environ.get("NO_COLOR") else _depth(environ.get("COLORTERM", "")))
    around = [name for name, variable in (("tmux", "TMUX"), ("SSH", "SSH_CONNECTION")) if environ.get(variable)]
    if around:
        yield f"reached through {' and '.join(around)}"


def _depth(colorterm: str) -> str:
    return "24 bit" if colorterm in {"truecolor", "24bit"} else "as many as TERM says (COLORTERM is not truecolor)"


def _clipboard(context: Context) -> Iterator[str]:
    from rr_reader import clipboard

    for route in clipboard.routes(context.environ):
        yield f"{'can' if route.usable else 'no '} {route.name}: {route.reason}"


def _library(args: argparse.Namespace, context: Context) -> Iterator[str]:
    from rr_reader.cli.library import indexed

    try:
        library, problems = indexed(args, context)
    except ReaderError as failure:
        yield str(failure)
        return
    yield f"{len(library.entries)} articles can be read, {len(problems)} cannot"
    for problem in problems:
        yield problem.message


def _places(args: argparse.Namespace, context: Context) -> Iterator[str]:
    from rr_reader.cli.library import places_of

    kept = places_of(args, context)
    for name in ("library", "data", "config", "state", "cache"):
        path: Path = getattr(kept, name)
        yield f"{name:<8} {path}{'' if path.exists() else '  (not made yet)'}"


COMMAND = Command(
    "doctor",
    "say what works here, what does not, and where everything is kept",
    _configure,
    _run,
    ("rr-reader doctor",),
)
