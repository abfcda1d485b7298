"""The only writers of standard output and standard error.

Both write UTF-8 whatever the locale says, and both make safe whatever passes: no caller has to remember to.
"""

import io
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TextIO

from rr_reader.errors import StorageError

_COLOUR = re.compile("(\x1b\\[[0-9;]*m)")
_ERASE_LINE = "\r\x1b[K"
_LONGEST_MESSAGE = 480
_MOST_LINES = 3


def _safe(text: str) -> str:
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    from rr_reader.text.safe import printable  # late: `--help` and `--version` end before

    return printable(text, lines=True)


class Stream:
    """One of the two streams, as bytes underneath; `text` is None where the shell has closed it."""

    def __init__(self, text: TextIO | None, environ: Mapping[str, str]) -> None:
        self._bytes: io.BufferedIOBase | None = getattr(text, "buffer", None)
        self.is_terminal = text is not None and text.isatty()
        is_capable = self.is_terminal and environ.get("TERM", "dumb") != "dumb"
        self.is_capable = is_capable
        """A terminal that understands control sequences."""
        self.colour = is_capable and not environ.get("NO_COLOR")
        """Whether colour is welcome."""

    @property
    def size(self) -> tuple[int, int]:
        """The terminal's columns and lines; 80 by 24 where they cannot be known."""
        columns, lines = shutil.get_terminal_size()
        return columns, lines

    def write(self, text: str) -> None:
        """Write text as it is, made safe: no control character but line ends and tabs gets through."""
        self.put(_safe(text))

    def write_styled(self, text: str) -> None:
        """Write text that holds the program's own colours; everything between them is made safe."""
        self.put(self.styled(text))

    @staticmethod
    def styled(text: str) -> str:
        """Make safe what stands between the program's own colours."""
        return "".join(part if _COLOUR.fullmatch(part) else _safe(part) for part in _COLOUR.split(text))

    def write_lines(self, lines: Iterable[str]) -> None:
        """Write each line as soon as it is there: a pipe's reader need not wait for the last one."""
        for line in lines:
            self.write(line + "\n")
            self.flush()

    def flush(self) -> None:
        """Hand over what was written. Raises BrokenPipeError, StorageError."""
        if self._bytes is not None:
            self._try(self._bytes.flush)

    def close(self) -> None:
        """Flush; afterwards nothing that is left in a buffer can fail a second time, at the interpreter's end."""
        try:
            self.flush()
        except (BrokenPipeError, StorageError):
            self.abandon()
            raise

    def abandon(self) -> None:
        """Let what is still buffered run into nothing: its reader has gone, or the disk is full."""
        if self._bytes is None:
            return
        with suppress(OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self._bytes.fileno())
            os.close(nothing)

    def put(self, text: str) -> None:
        """Write text that is known to be safe. Raises BrokenPipeError, StorageError."""
        if self._bytes is None:
            raise StorageError("Cannot write: standard output is closed.")
        encoded, target = text.encode("utf-8", "replace"), self._bytes
        self._try(lambda: target.write(encoded))

    @staticmethod
    def _try(action: Callable[[], object]) -> None:
        try:
            action()
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise StorageError(f"Cannot write to standard output: {problem.strerror}.") from problem


class Errors:
    """Standard error: notices, at most three lines each, and progress on a terminal."""

    def __init__(self, text: TextIO | None, environ: Mapping[str, str], words: Iterable[str] = ()) -> None:
        """Write to a stream; the `words` of the command line stand on one line wherever a message quotes them."""
        self._stream = Stream(text, environ)
        self._showing_progress = False
        self._odd = [word for word in words if not word.isprintable()]

    def say(self, message: str) -> None:
        """Write one message. Never raises: there is nobody left to tell."""
        for word in self._odd:
            message = message.replace(word, _safe(word).replace("\n", "␊"))
        lines = [line for line in _safe(message).splitlines() if line.strip()][:_MOST_LINES]
        shortened = shorten("\n".join(lines), _LONGEST_MESSAGE)
        self._write(self._erased() + f"rr-reader: {shortened}\n")

    def account(self, text: str) -> None:
        """Write a report that the user asked for: not cut short, made safe."""
        self._write(self._erased() + _safe(text) + "\n")

    def progress(self, text: str) -> None:
        """Show what is being done in the terminal's last line; nothing where there is no terminal."""
        if self._stream.is_capable:
            width = max(self._stream.size[0] - 1, 10)
            self._write(_ERASE_LINE + shorten(_safe(text).replace("\n", " "), width))
            self._showing_progress = True

    def end_progress(self) -> None:
        """Take the progress line away."""
        self._write(self._erased())

    def _erased(self) -> str:
        erase = _ERASE_LINE if self._showing_progress else ""
        self._showing_progress = False
        return erase

    def _write(self, text: str) -> None:
        with suppress(BrokenPipeError, StorageError):
            self._stream.put(text)
            self._stream.flush()


def shorten(text: str, longest: int) -> str:
    """Cut the middle out of a text that is longer than `longest` characters.

    >>> shorten("a rather long name.txt", 12)
    'a rather…txt'
    """
    if len(text) <= longest:
        return text
    tail = (longest - 1) // 3
    return f"{text[: longest - 1 - tail]}…{text[len(text) - tail :]}"
