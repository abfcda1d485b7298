"""Work for a child, as bad as readers may be: it is imported there, by its name."""

import ctypes
import os
import re
import resource
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec

from rr_reader.errors import BrokenArticleError


class Doing(msgspec.Struct, frozen=True):
    """Does what its item says: a word, and what it is about."""

    def load(self) -> None:
        """Nothing is needed."""

    def prepare(self) -> None:
        """Nothing is slow."""

    def __call__(self, what: str) -> list[str]:
        word, _, rest = what.partition(" ")
        return [str(_DONE[word](rest))]


def _loop(_: str) -> object:
    while True:
        pass


def _refuse(rest: str) -> object:
    raise BrokenArticleError(f"{rest}, line 7: no", 7)


def _close(_: str) -> object:
    os.closerange(3, 64)
    return _loop(_)


def _print(rest: str) -> object:
    print(rest, flush=True)
    os.write(2, rest.encode())
    return "printed"


def _thread(_: str) -> object:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    return "done"


def _keep(megabytes: str) -> object:
    """Keep so much for ever; tell how much address space there is now, in MB, and which process this is."""
    _KEPT.append(bytearray(int(megabytes) << 20))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return f"{pages * resource.getpagesize() >> 20} {os.getpid()}"


_KEPT: list[bytearray] = []
_BOUNDS = (resource.RLIMIT_AS, resource.RLIMIT_CPU)
_DONE = {
    "echo": lambda rest: rest,
    "loop": _loop,
    "stuck": lambda _: re.match(r"(a+)+$", "a" * 99 + "b"),
    "keep": _keep,
    "bounds": lambda _: [resource.getrlimit(bound)[1] for bound in _BOUNDS],
    "raise": lambda _: [resource.setrlimit(bound, (resource.RLIM_INFINITY,) * 2) for bound in _BOUNDS],
    "powers": lambda _: re.search(r"^CapEff:\s*(\w+)", Path("/proc/self/status").read_text(), re.M)[1],
    "sleep": lambda _: time.sleep(99),
    "crash": lambda _: ctypes.string_at(0),
    "fill": lambda _: len([bytes(1 << 24) for _ in range(1000)]),
    "mistake": lambda _: {}["nothing"],
    "refuse": _refuse,
    "close": _close,
    "print": _print,
    "thread": _thread,
    "connect": lambda _: socket.socket(),
    "run": lambda path: subprocess.run([sys.executable, "-c", f"open({path!r}, 'w')"], check=True),
    "fork": lambda _: os.fork(),
    "write": lambda path: Path(path).write_text("mine"),
    "remove": lambda path: Path(path).unlink(),
}
