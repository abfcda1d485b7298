"""The last screen, kept when the reader is left and shown while it starts again: there is something to read at once.

It is shown only on a terminal like the one that it was made on, and only while what it shows is as it was then: the
library's folder, the settings, the places and marks. This module is read before all others, and imports next to
nothing: each import here is time in which the terminal stays empty.
"""

import os
import sys
import termios

from rr_reader import __version__

TYPE_CHECKING = False  # as `typing` has it, without the time that takes
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType

_HEAD = f"rr-reader {__version__} picture 1".encode()
_ENTER = b"\x1b[?1049h\x1b[?25l"
_LEAVE = b"\x1b[?1049l\x1b[?25h"
_MOST = 1 << 20
"""Bytes of a picture at most."""
_CONTROLS = bytes([*range(27), *range(28, 32), 127])
_SECOND_CONTROLS = tuple(bytes([0xC2, number]) for number in range(0x80, 0xA0))
_MATTERS = (
    *("TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES"),
    *("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"),
)

on_screen = False
"""Whether the picture stands on the terminal, which is then in raw mode: keys wait there for the reader."""
_before: "list[object] | None" = None
"""The terminal's settings before that."""


def file_of(environ: "Mapping[str, str]") -> str:
    """Say where the picture is kept: in the cache folder, as `places` says it, but without the time that takes."""
    given = environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(given):
        return f"{given}/rr-reader/picture"
    folder = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return f"{environ.get('HOME', '')}/{folder}/rr-reader/picture"


def fits(environ: "Mapping[str, str]", size: "tuple[int, int]") -> bytes:
    """Give what must be the same for a picture to be shown: the terminal, its size, and which library is opened."""
    library = environ.get("RR_READER_LIBRARY", "")
    parts = (*map(str, size), library and os.path.abspath(library), *(environ.get(name, "") for name in _MATTERS))
    return "\n".join(parts).encode("utf-8", "surrogateescape")


def is_plain(drawn: bytes) -> bool:
    r"""Tell whether a picture holds nothing but text, colours and places: what somebody put into the file is not shown.

    >>> is_plain(b"\x1b[1;1H\x1b[38;2;1;2;3mRed"), is_plain(b"a\x1b]52;c;aGk=\x07"), is_plain(b"\x1b[?1049l")
    (True, False, False)
    """
    _, *sequences = drawn.split(b"\x1b")
    return (
        len(drawn.translate(None, _CONTROLS)) == len(drawn)
        and not any(control in drawn for control in _SECOND_CONTROLS)
        and all(part[:1] == b"[" and part[1:].lstrip(b"0123456789;")[:1] in (b"m", b"H") for part in sequences)
    )


def keep(path: str, watched: "Sequence[str]", fitting: bytes, drawn: bytes) -> None:
    """Keep a picture for as long as the watched files are as they are. What goes wrong is let be: it is a picture.

    Nobody but the user can read it.
    """
    if not is_plain(drawn):
        return
    parts = [_HEAD, fitting, b"\n".join(str(_changed(file)).encode() for file in watched)]
    parts += [drawn, *(os.fsencode(os.path.abspath(file)) for file in watched)]
    made = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.write(b"\0".join(parts))
        os.replace(made, path)
    except OSError:
        return


def kept(path: str, fitting: bytes) -> bytes:
    """Give the picture, if it fits and all that it shows is as it was; else nothing."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe in its place must not hold up the start
        with open(descriptor, "rb") as file:
            head, made_for, changed, drawn, *watched = file.read(_MOST).split(b"\0")
        drawn.decode()
    except (OSError, ValueError):
        return b""
    is_true = (
        head == _HEAD and made_for == fitting and changed == b"\n".join(str(_changed(f)).encode() for f in watched)
    )
    return drawn if is_true and is_plain(drawn) else b""


def _changed(file: "str | bytes") -> int:
    """Say when a file or folder was changed, in nanoseconds; 0 if there is none."""
    try:
        return os.stat(file).st_mtime_ns
    except OSError:
        return 0


def show(drawn: bytes) -> None:
    """Put the picture on the terminal, which is put into raw mode, so that no key is shown or lost."""
    global on_screen, _before
    try:
        _before = termios.tcgetattr(0)
        raw = termios.tcgetattr(0)
        raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        termios.tcsetattr(0, termios.TCSANOW, raw)
        on_screen = True
        rest = _ENTER + drawn
        while rest:
            rest = rest[os.write(1, rest) :]
        _heed_signals(heed=True)
    except (OSError, termios.error):
        take_down()


def hand_over() -> "list[object] | None":
    """Leave the picture to who draws from now on; the terminal's settings as they were before it, None without one."""
    global on_screen, _before
    if on_screen:
        _heed_signals(heed=False)
    before, _before, on_screen = _before, None, False
    return before


def take_down() -> None:
    """Take the picture away, if it still stands, and give the terminal its settings back."""
    stood, before = on_screen, hand_over()
    try:
        if stood:
            os.write(1, _LEAVE)
        if before is not None:
            termios.tcsetattr(0, termios.TCSANOW, before)  # type: ignore[arg-type]
    except (OSError, termios.error):
        return


def _heed_signals(*, heed: bool) -> None:
    """Have the picture taken down by a signal that ends the program; those that are passed over stay so."""
    import signal  # late: the picture stands by now

    usual, ours = signal.SIG_DFL, _end_by
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is (usual if heed else ours):
            signal.signal(number, ours if heed else usual)


def _end_by(number: int, frame: "FrameType | None") -> None:
    take_down()
    os.kill(os.getpid(), number)  # whose usual effect `take_down` has given back
