"""The installed program on a bare terminal, which keeps whatever is written to it."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import real

PROGRAM = str(Path(sys.executable).parent / "rr-reader")


def environ(home: Path, **more: str) -> dict[str, str]:
    """Give a program a home of its own and nothing of the tester's."""
    own = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    return own | {"HOME": str(home), "LC_ALL": "C.UTF-8", "RR_READER_LIBRARY": str(home / "library")} | more


@contextmanager
def on_terminal(
    home: Path, *words: str, size: tuple[int, int] = (24, 80), **variables: str
) -> Iterator[tuple[real.Terminal, "subprocess.Popen[bytes]", int]]:
    """Run it on a bare terminal of so many rows and columns; whatever it writes is kept."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    process = subprocess.Popen(
        [PROGRAM, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environ(home, **{"TERM": "xterm-256color", "COLORTERM": "truecolor"} | variables),
        cwd=home,
        start_new_session=True,
    )
    os.close(theirs)
    terminal = real.Terminal(ours)
    try:
        yield terminal, process, ours
    finally:
        process.kill()
        process.wait(real.PATIENCE)
        terminal.close()


def ended(terminal: real.Terminal, process: "subprocess.Popen[bytes]") -> int | None:
    """Read on until it has ended, since a program cannot end whose terminal takes no more; give its exit code."""
    terminal.until(lambda _: process.poll() is not None)
    return process.poll()
