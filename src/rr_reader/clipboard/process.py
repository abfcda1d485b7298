"""Running a helper so that it can neither draw on the screen, nor read the keys, nor outstay its time."""

import subprocess
from collections.abc import Mapping, Sequence

from rr_reader.clipboard.route import Deadline


def feed(command: Sequence[str], data: bytes, environ: Mapping[str, str], deadline: Deadline) -> bool:
    """Run a program with `data` on its standard input; True if it ended well in time.

    Its output goes nowhere: clipboard helpers leave a child behind that serves the text and would
    hold a pipe open for ever. That child is left alone, in a session of its own, so that the
    text outlives the reader.
    """
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
            start_new_session=True,
        )
    except (OSError, ValueError):
        return False
    return _finish(child, data, deadline) is not None


def ask(command: Sequence[str], environ: Mapping[str, str], deadline: Deadline) -> bytes | None:
    """Run a program and give what it prints; None if it fails or does not end in time."""
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
            start_new_session=True,
        )
    except (OSError, ValueError):
        return None
    return _finish(child, None, deadline)


def _finish(child: "subprocess.Popen[bytes]", data: bytes | None, deadline: Deadline) -> bytes | None:
    """Wait until the deadline, end the child if it is still there; give its output if it ended well."""
    with child:  # closes the pipes, even those that a grandchild holds, and reaps the child
        try:
            output, _ = child.communicate(data, timeout=deadline.left())
        except (subprocess.TimeoutExpired, OSError, ValueError):
            child.kill()
            return None
    return (output or b"") if child.returncode == 0 else None
