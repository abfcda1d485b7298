"""`rr-reader doctor`: what works here, what does not, and where everything is kept."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.cli.output import Stream
from rr_reader.errors import ReaderError, StorageError

if TYPE_CHECKING:
    from rr_reader.userdata.backups import Health
    from rr_reader.userdata.settings import Settings


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.text.safe import printable

    if args.clipboard:
        context.out.write_lines(_tried(args, context))
        return 0
    if args.restore is not None:
        context.out.write_lines(_restored(args, context))
        return 0
    for title, lines in (
        ("Program", _program()),
        ("Terminal", _terminal(context)),
        ("Clipboard", _clipboard(args, context)),
        ("Guard against hostile files", _guards()),
        ("Library", _library(args, context)),
        ("Places, stars and highlights", _own(args, context)),
        ("Kept in", _places(args, context)),
    ):
        context.out.write(f"{title}\n")
        context.out.write_lines(f"  {printable(line)}" for line in lines)
    return 0


def _configure(parser: Parser) -> None:
    parser.declare(
        "--clipboard", action="store_true", help="try every way to a clipboard for real, with a few harmless words"
    )

    parser.declare(
        "--restore",
        nargs="?",
        const="",
        metavar="WHICH",
        help="put a backup of places, stars and highlights back: the newest sound one, or the one called so",
    )


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
    ways = (("tmux", "TMUX"), ("GNU screen", "STY"), ("SSH", "SSH_CONNECTION"))
    around = [name for name, variable in ways if environ.get(variable)]
    if around:
        yield f"reached through {' and '.join(around)}"


def _depth(colorterm: str) -> str:
    return "24 bit" if colorterm in {"truecolor", "24bit"} else "as many as TERM says (COLORTERM is not truecolor)"


def _tried(args: argparse.Namespace, context: Context) -> Iterator[str]:
    from secrets import token_hex

    from rr_reader import clipboard
    from rr_reader.cli.library import places_of

    kept, settings = places_of(args, context), _settings(args, context)
    chosen = settings.clipboard
    trials = clipboard.try_each(
        f"rr-reader tries the clipboard: żółw, 漢字, 👩🏽‍🚀 {token_hex(3)}",
        environ=context.environ,
        to_terminal=_to_terminal(context.out) if context.out.is_terminal else None,
        save_to=kept.copied.with_name("clipboard-test.txt"),
        chosen=chosen,
        command=settings.clipboard_command,
    )
    for trial in trials:
        if not trial.tried:
            yield f"not tried  {trial.name}: {trial.message}"
        else:
            verdict = "read back" if trial.confirmed else "took it" if trial.done else "failed"
            left = f"; {trial.left}" if trial.left else ""
            yield f"{verdict:<9}  {trial.name}: {trial.message}, {trial.seconds:.2f} s{left}"
    takers = [trial.name for trial in trials if trial.done and (not chosen or trial.name in (chosen, "file"))]
    because = f", for the settings want {chosen}" if chosen else ""
    yield f"What you copy goes to: {takers[0]}{because}" if takers else "What you copy goes nowhere"


def _to_terminal(out: Stream) -> Callable[[str], None]:
    def write(sequence: str) -> None:
        try:
            out.put(sequence)
            out.flush()
        except StorageError as error:
            raise OSError(str(error)) from error

    return write


def _settings(args: argparse.Namespace, context: Context) -> "Settings":
    from rr_reader.cli.library import places_of
    from rr_reader.userdata.settings import load_settings

    return load_settings(places_of(args, context).config, context.environ)


def _clipboard(args: argparse.Namespace, context: Context) -> Iterator[str]:
    from rr_reader import clipboard

    try:
        if chosen := _settings(args, context).clipboard:
            yield f"the settings want {chosen}: nothing else is tried but the file"
    except ReaderError as failure:
        yield str(failure)
    for route in clipboard.routes(context.environ):
        yield f"{'can' if route.usable else 'no '} {route.name}: {route.reason}"


def _guards() -> Iterator[str]:
    from rr_reader.library.guarded.reading import guards

    try:
        found = guards()
    except ReaderError as failure:
        yield f"{failure}: nothing but plain text and Markdown can be read"
        return
    yield "all but plain text and Markdown is read in a process of its own, which is stopped when it takes too long"
    yield "its memory is bounded" if "memory" in found else "its memory is not bounded: this system has no such bound"
    yield _SHUT_IN["seccomp" in found, "landlock" in found]


_SHUT_IN = {
    (True, True): "it can change no file, reach no network and start no program (seccomp, Landlock)",
    (True, False): "it can change no file, reach no network and start no program (seccomp; no Landlock here)",
    (False, True): "it can write no file and start no program (Landlock); it could reach the network, and change what "
    "files are allowed to whom: there is no seccomp for this machine",
    (
        False,
        False,
    ): "it can write nothing into a file, and start nothing unless you are root; it could remove files and "
    "reach the network: neither seccomp nor Landlock is here",
}
"""What the process is kept from: by whether there is seccomp, and Landlock."""


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


def _own(args: argparse.Namespace, context: Context) -> Iterator[str]:
    from rr_reader.cli.library import places_of, store_of
    from rr_reader.userdata.backups import Backups, health

    kept = places_of(args, context)
    if kept.database.exists():
        found = health(kept.database)
        yield f"{kept.database}: {_healthy(found)}"
        with store_of(args, context) as store:
            if store.trouble and not found.trouble:
                yield store.trouble
    else:
        yield "nothing is kept yet"
    backups = Backups(kept.backups)
    names = backups.all()
    yield (
        f"last backup: {names[0]}; {len(names)} in {kept.backups}"
        if names
        else "no backup yet: the first save of a day makes one"
    )
    for name in names:
        if wrong := health(backups.path(name)).trouble:
            yield f"the backup {name} is of no use: {wrong}"


def _healthy(found: "Health") -> str:
    if found.trouble:
        return f"damaged: {found.trouble}. `rr-reader doctor --restore` puts the newest sound backup back"
    gone = f" ({found.removed} removed)" if found.removed else ""
    return f"sound; highlights: {found.highlights}{gone}; articles with a place or a mark: {found.places}"


def _restored(args: argparse.Namespace, context: Context) -> Iterator[str]:
    from time import strftime

    from rr_reader.cli.library import places_of
    from rr_reader.userdata.backups import Backups, health

    kept = places_of(args, context)
    backups = Backups(kept.backups)
    name = backups.chosen(args.restore)
    former = backups.restore(name, kept.database, strftime("%Y-%m-%d-%H%M%S"))
    yield f"Restored: {name}: {_healthy(health(kept.database))}"
    if former:
        yield f"What was there before is kept as {former}"


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
    ("rr-reader doctor", "rr-reader doctor --clipboard", "rr-reader doctor --restore 2026-03-12"),
)
