"""A program on a pseudo-terminal, timed as its user waits for it."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[()][0-9A-B]|.)")
_LAST = 1 << 16
QUIET = 0.05
"""Seconds without output after which a screen has settled."""


class Terminal:
    """A child on a terminal of 120 by 40; times are seconds of the wall clock."""

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str], columns: int = 120, rows: int = 40) -> None:
        self.started = time.perf_counter()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(argv[0], list(argv), {**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._seen = b""
        self._is_over = False
        self.exit_code: int | None = None

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.master)

    def _read(self, timeout: float) -> bool:
        if not select.select([self.master], [], [], timeout)[0]:
            return False
        try:
            self._seen += os.read(self.master, 1 << 16)
        except OSError:  # nobody writes to it any more
            self._is_over = True
            return False
        return True

    def until(self, pattern: str, timeout: float = 60) -> float:
        """Wait for text on the screen; the seconds since the last key, or the start."""
        wanted = re.compile(pattern.encode())
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            if wanted.search(SEQUENCE.sub(b"", self._seen)):
                return time.perf_counter() - self.started
            if self._is_over:
                break
            self._read(0.5)
        raise TimeoutError(f"{pattern!r} did not come; seen: {SEQUENCE.sub(b'', self._seen)[-300:]!r}")

    def settled(self, timeout: float = 30, *, quiet: float = QUIET, patience: float = 1) -> float:
        """Wait until nothing more is drawn; the seconds from the last key to the last output, 0 if there was none."""
        end = time.perf_counter() + timeout
        last = self.started
        while time.perf_counter() < end:
            if self._read(quiet):
                last = time.perf_counter()
            elif last > self.started or time.perf_counter() - self.started > patience:
                break
        return last - self.started

    def answered(self, timeout: float = 30) -> float:
        """Wait for the first output; the seconds since the last key."""
        if not self._read(timeout):
            raise TimeoutError("nothing was drawn")
        return time.perf_counter() - self.started

    def memory(self) -> float:
        """Give the most memory that the program and those it started had, in MB; 0 where the system does not tell."""
        return sum(map(_most_memory, _family(self.pid))) / 1e6

    def drawn(self) -> str:
        """Give what was drawn since the last key, as text."""
        return SEQUENCE.sub(b"", self._seen).decode(errors="replace")

    def press(self, keys: bytes) -> None:
        """Type, and forget what was seen before."""
        self._seen = b""
        self.started = time.perf_counter()
        os.write(self.master, keys)

    def drain(self, seconds: float) -> None:
        """Read what is drawn for so long; only the last of it is kept."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
            self._seen = self._seen[-_LAST:]

    def has_ended(self) -> bool:
        """Tell whether the program is gone; then `exit_code` says how, negative where a signal ended it."""
        if self.exit_code is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            self.exit_code = os.waitstatus_to_exitcode(status) if done else None
        return self.exit_code is not None

    def last_words(self) -> str:
        """Give what was written last, as text."""
        self.drain(0.1)
        return SEQUENCE.sub(b"", self._seen).decode(errors="replace")[-2000:]

    def ended(self, timeout: float = 10) -> float:
        """Wait for the end of the program; the seconds since the last key."""
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            self._read(0.002)
            done, _ = os.waitpid(self.pid, os.WNOHANG)
            if done:
                return time.perf_counter() - self.started
        raise TimeoutError("it did not end")


def _family(pid: int) -> list[int]:
    """Give a process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _most_memory(pid: int) -> int:
    try:
        told = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(told[1]) * 1024 if told else 0
