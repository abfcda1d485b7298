"""What a process that was taken over could try: run as a program, it shuts calls off, tries all, and tells what went.

    python guard_attempts.py FILE SIBLING

`FILE` is somebody's file in a folder of its own, `SIBLING` the number of another process of this user.
"""

# ruff: noqa: PTH101, PTH102, PTH104, PTH108, PTH120, PTH208, PTH211 (system calls by their names)

import ctypes
import fcntl
import mmap
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from rr_reader.library.guarded import calls, limits

IS_PROGRAM = __name__ == "__main__"  # who looks for doctests imports it, and must not try anything
FILE, SIBLING = (sys.argv[1], int(sys.argv[2])) if IS_PROGRAM else ("", 0)
LIBC = ctypes.CDLL(None, use_errno=True)
READABLE = os.open(FILE, os.O_RDONLY) if IS_PROGRAM else -1
X86 = os.uname().machine == "x86_64"
_SET_FLAGS, _NO_DUMP = 0x40086602, 0x40


def asked(on_x86: int, on_arm: int, *arguments: int | bytes) -> None:
    """Make a system call by its number. Raises OSError."""
    if LIBC.syscall(on_x86 if X86 else on_arm, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def signalled_by_a_pipe() -> None:
    """Have the end of a pipe kill another process."""
    ours, theirs = os.pipe()
    fcntl.fcntl(ours, fcntl.F_SETOWN, SIBLING)
    fcntl.fcntl(ours, 10, signal.SIGKILL)
    fcntl.fcntl(ours, fcntl.F_SETFL, os.O_ASYNC)
    os.close(theirs)


FORBIDDEN: dict[str, Callable[[], object]] = {
    "write": lambda: os.open(FILE, os.O_WRONLY),
    "append": lambda: os.open(FILE, os.O_RDWR | os.O_APPEND),
    "empty": lambda: os.open(FILE, os.O_RDONLY | os.O_TRUNC),
    "make": lambda: os.open(FILE + ".new", os.O_RDONLY | os.O_CREAT),
    "make nameless": lambda: os.open(os.path.dirname(FILE), os.O_RDWR | os.O_TMPFILE),
    "openat2": lambda: asked(437, 437, -100, FILE.encode(), struct.pack("QQQ", os.O_WRONLY, 0, 0), 24),
    "truncate": lambda: os.truncate(FILE, 0),
    "rename": lambda: os.rename(FILE, FILE + ".new"),
    "remove": lambda: os.unlink(FILE),
    "link": lambda: os.link(FILE, FILE + ".new"),
    "symlink": lambda: os.symlink(FILE, FILE + ".new"),
    "mkdir": lambda: os.mkdir(FILE + ".new"),
    "mkfifo": lambda: os.mkfifo(FILE + ".new"),
    "chmod": lambda: os.chmod(FILE, 0o777),
    "fchmod": lambda: os.fchmod(READABLE, 0o777),
    "fchmodat2": lambda: asked(452, 452, -100, FILE.encode(), 0o777, 0),
    "chown": lambda: os.chown(FILE, os.getuid(), os.getgid()),
    "fchown": lambda: os.fchown(READABLE, os.getuid(), os.getgid()),
    "utime": lambda: os.utime(FILE, (1, 1)),
    "futime": lambda: os.utime(READABLE, (1, 1)),
    "setxattr": lambda: os.setxattr(FILE, "user.a", b"secret"),
    "removexattr": lambda: os.removexattr(FILE, "user.b"),
    "flags": lambda: fcntl.ioctl(READABLE, _SET_FLAGS, struct.pack("l", _NO_DUMP)),
    "socket": socket.socket,
    "socketpair": socket.socketpair,
    "run": lambda: subprocess.run(["true"], check=True),
    "fork": os.fork,
    "kill": lambda: os.kill(SIBLING, 9),
    "tkill": lambda: asked(200, 130, SIBLING, 9),
    "tgkill": lambda: asked(234, 131, SIBLING, SIBLING, 9),
    "sigqueue": lambda: asked(129, 138, SIBLING, 9, struct.pack("iii116x", 9, 0, -1)),
    "a pipe that signals": signalled_by_a_pipe,
    "limits of others": lambda: resource.prlimit(SIBLING, resource.RLIMIT_NOFILE),
    "patience of others": lambda: os.setpriority(os.PRIO_PROCESS, SIBLING, 19),
    "processors of others": lambda: os.sched_setaffinity(SIBLING, {0}),
    "shared memory": lambda: asked(29, 194, 0, 4096, 0o1600),
    "memory of others": lambda: asked(310, 270, SIBLING, 0, 0, 0, 0, 0),
    "keys": lambda: asked(250, 219, 0, -3, 1),
    "io_uring": lambda: asked(425, 425, 1, b"\0" * 120),
}


def thread() -> None:
    """Begin a thread, and wait for it."""
    begun = threading.Thread(target=int)
    begun.start()
    begun.join()


ALLOWED: dict[str, Callable[[], object]] = {
    "read": lambda: Path(FILE).read_text(),
    "list": lambda: os.listdir(os.path.dirname(FILE)),
    "map": lambda: mmap.mmap(READABLE, 0, prot=mmap.PROT_READ),
    "thread": thread,
    "limits of its own": lambda: resource.setrlimit(resource.RLIMIT_CPU, resource.getrlimit(resource.RLIMIT_CPU)),
    "duplicate": lambda: os.set_inheritable(os.dup(READABLE), False),
}


def goes(attempt: Callable[[], object]) -> bool:
    """Tell whether the system lets it be done."""
    try:
        attempt()
    except OSError:
        return False
    return True


def main() -> None:
    """Tell in lines what went that may not, and what did not go that must."""
    if not (limits.no_new_privileges() and calls.shut()):
        print("no filter")
        return
    for name, attempt in FORBIDDEN.items():
        if goes(attempt):
            print("can", name)
    for name, attempt in ALLOWED.items():
        if not goes(attempt):
            print("cannot", name)


if IS_PROGRAM:
    main()
