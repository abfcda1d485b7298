"""Long output on a terminal, a page at a time, as `less` would have it."""

import shlex
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import chain, islice

from rr_reader.cli.command import Context

_LESS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
"""What less needs to know, where the user has not said it: keep colours, leave the screen as it is, UTF-8."""


def show_lines(lines: Iterable[str], context: Context) -> None:
    """Write lines that may hold the program's colours: at once, or through the pager if they do not fit."""
    pager = _command(context.environ) if context.out.is_capable else []
    remaining = iter(lines)
    first = list(islice(remaining, context.out.size[1])) if pager else []
    everything = chain(first, remaining)
    if pager and len(first) == context.out.size[1] and _paged(pager, everything, context):
        return
    for line in everything:
        context.out.write_styled(line + "\n")


def _command(environ: Mapping[str, str]) -> list[str]:
    """Split PAGER into words; a shell never sees it. Empty where there is none or it says `cat`."""
    try:
        words = shlex.split(environ.get("PAGER") or "less")
    except ValueError:
        return []
    if not words or words[0] == "cat" or not shutil.which(words[0], path=environ.get("PATH")):
        return []
    return words


def _paged(pager: list[str], lines: Iterable[str], context: Context) -> bool:
    """Run the pager until it is quit. False, with nothing taken from `lines`, if it cannot be started."""
    try:
        process = subprocess.Popen(pager, stdin=subprocess.PIPE, env=_LESS | dict(context.environ))
    except OSError:
        return False
    assert process.stdin is not None
    with suppress(BrokenPipeError, KeyboardInterrupt):  # it was quit before the end
        for line in lines:
            process.stdin.write(context.out.styled(line + "\n").encode("utf-8", "replace"))
    with suppress(BrokenPipeError):
        process.stdin.close()
    while process.returncode is None:
        with suppress(KeyboardInterrupt):  # ^C is the pager's
            process.wait()
    return True
