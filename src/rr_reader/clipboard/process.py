"""Running a helper so that it can neither draw on the screen, nor read the keys, nor outstay its time."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from typing import IO

from rr_reader.clipboard.route import Deadline

_LONGEST_COMPLAINT = 120
"""Characters of what a helper complains of that are told."""


def feed(command: Sequence[str], data: bytes, environ: Mapping[str, str], deadline: Deadline) -> str:
    """Run a program with `data` on its standard input; "" if it ended well in time, else why not, in a few words.

    Its output goes nowhere, its complaints into a file: clipboard helpers leave a child behind that serves the
    text and would hold a pipe open for ever. That child is left alone, in a session of its own, so that the
    text outlives the reader.
    """
    program = os.path.basename(command[0]) if command else ""  # noqa: PTH119 - a name, not a path to look at
    try:
        with tempfile.TemporaryFile() as complaints:
            child = _start(command, environ, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=complaints)
            if _finish(child, data, deadline) is not None:
                return ""
            return f"{program}: {_told(complaints) or _ending(child.returncode, deadline)}"
    except (OSError, ValueError) as error:
        return f"{program}: {getattr(error, 'strerror', None) or error}"


def ask(command: Sequence[str], environ: Mapping[str, str], deadline: Deadline) -> bytes | None:
    """Run a program and give what it prints; None if it fails or does not end in time."""
    nothing = subprocess.DEVNULL
    try:
        child = _start(command, environ, stdin=nothing, stdout=subprocess.PIPE, stderr=nothing)
    except (OSError, ValueError):
        return None
    return _finish(child, None, deadline)


def _start(
    command: Sequence[str], environ: Mapping[str, str], *, stdin: int, stdout: int, stderr: int | IO[bytes]
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command, stdin=stdin, stdout=stdout, stderr=stderr, env=dict(environ), start_new_session=True
    )


def _finish(child: "subprocess.Popen[bytes]", data: bytes | None, deadline: Deadline) -> bytes | None:
    """Wait until the deadline, end the child if it is still there; give its output if it ended well."""
    with child:  # closes the pipes, even those that a grandchild holds, and reaps the child
        try:
            output, _ = child.communicate(data, timeout=deadline.left())
        except (subprocess.TimeoutExpired, OSError, ValueError):
            child.kill()
            return None
    return (output or b"") if child.returncode == 0 else None


def _told(complaints: IO[bytes]) -> str:
    """Give the first line of what a program complained of."""
    complaints.seek(0)
    lines = complaints.read(4 * _LONGEST_COMPLAINT).decode(errors="replace").split("\n")
    return next((line.strip() for line in lines if line.strip()), "")[:_LONGEST_COMPLAINT]


def _ending(code: int, deadline: Deadline) -> str:
    if code >= 0:
        return f"exit code {code}"
    return f"ended by signal {-code}" if deadline.left() else "no answer in time"
