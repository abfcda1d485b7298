"""What a child may take: memory and time by the size of what it reads, few files, no writing, no network, no programs.

Memory (RLIMIT_AS), the processor's time (RLIMIT_CPU), open files and core dumps are bounded wherever there is POSIX
(macOS has no bound of memory). On Linux, x86-64 and ARM64, a filter of system calls (`calls`) refuses the network,
programs, changes of files and meddling with others; from Linux 5.13 on Landlock refuses most of that once more.
Elsewhere files cannot grow (RLIMIT_FSIZE) and no process can be started (RLIMIT_NPROC, which does not bind root), but
files can be removed and the network is not closed.
What this user can read the child can: it imports what it needs, and opens what it is told to.
"""

import ctypes
import os
import resource
import struct
import sys
from pathlib import Path
from typing import NamedTuple

from rr_reader.library.guarded import calls

MEMORY = 1 << 30
"""Bytes of address space that anything may take."""
MEMORY_EACH = 40
"""Bytes more for each byte that is read: text takes some 27."""
SECONDS = 6
"""Of the processor's time, that anything may take."""
SECONDS_PER_MB = 20
PATIENCE = 4
"""By how much longer it may take by the clock, where others are at work too."""
MOST_MEMORY, MOST_SECONDS, MOST_PATIENCE = 4 << 30, 120, 240
"""What nothing may take more of, however large it is: 10 MB of markup take some 20 seconds."""
SPARE = 384 << 20
"""Bytes by which a process may have grown after an item: real readers leave a tenth of that behind."""
LIFE = 600
"""Seconds of the processor's time after which a process is old."""
_FILES = 64

in_force = False
"""Whether this process has limits: what it reads it need not hand on."""
_at_first = 0
"""Bytes of address space that it had when it took them."""


class May(NamedTuple):
    """What reading something may take."""

    seconds: int
    """Of the processor's time."""
    memory: int
    """Bytes of address space."""

    @property
    def patience(self) -> int:
        """Seconds by the clock, after which nobody waits any more."""
        return min(PATIENCE * self.seconds, MOST_PATIENCE)


def may_take(size: int) -> May:
    """Say what reading so many bytes may take."""
    seconds, memory = SECONDS + SECONDS_PER_MB * size // 1_000_000, MEMORY + MEMORY_EACH * size
    return May(min(seconds, MOST_SECONDS), min(memory, MOST_MEMORY))


def take() -> tuple[str, ...]:
    """Limit this process for good, before it reads anything; name what the system keeps it from.

    To be called before there are other threads: what they do is not shut off.
    """
    global in_force, _at_first
    in_force, _at_first = True, _address_space()
    guards = ["memory"] if _limit(resource.RLIMIT_AS, _at_first + SPARE + MOST_MEMORY, hard=True) else []
    for kind, most in (
        (resource.RLIMIT_CPU, LIFE + 2 * MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ):
        _limit(kind, most, hard=True)
    if no_new_privileges():
        _be_nobody_special()
        guards += ["landlock"] if _shut_files() else []
        guards += ["seccomp"] if calls.shut() else []
    return tuple(guards)


def no_processes() -> None:
    """Let no more processes or threads begin, where the system counts them for this user (not for root)."""
    _limit(resource.RLIMIT_NPROC, 0, hard=True)


def allow(may: May) -> None:
    """Let this process take so much from now on, besides what it has taken already: see `is_spent`."""
    _limit(resource.RLIMIT_CPU, int(_seconds()) + 1 + may.seconds)
    _limit(resource.RLIMIT_AS, _address_space() + may.memory)


def is_spent() -> bool:
    """Tell whether this process has kept or taken so much that another had better do what is next."""
    return _address_space() > _at_first + SPARE or _seconds() > LIFE


def _seconds() -> float:
    """Give the processor's time that this process has taken."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _address_space() -> int:
    """Give the bytes of memory that this process has; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _limit(kind: int, most: int, *, hard: bool = False) -> bool:
    """Set a limit, or a lower one that was set for us; False for what a system does not have: it cannot limit that."""
    highest = resource.getrlimit(kind)[1]
    if highest != resource.RLIM_INFINITY:
        most = min(most, highest)
    try:
        resource.setrlimit(kind, (most, most if hard else highest))
    except (OSError, ValueError):  # macOS takes none for memory
        return False
    return True


_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITIES, _MAY_READ_ALL = 0x20080522, 1 << 2
"""The version of the kernel's sets, and the bit of CAP_DAC_READ_SEARCH."""
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_READS = 1 << 2 | 1 << 3
"""Landlock: reading a file, and a folder."""
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights over files a version of Landlock knows; later ones know 16."""


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def no_new_privileges() -> bool:
    """Have nothing that is run from here on rights that this process lacks; only then may it shut itself in."""
    return sys.platform == "linux" and bool(_libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def _be_nobody_special() -> None:
    """Lay down what root may more than others, as to raise limits; to read any file is left, which it was told to."""
    libc = _libc()
    for left in (_MAY_READ_ALL, 0):  # who has not that has nothing of it
        sets = struct.pack("6I", left, left, 0, 0, 0, 0)
        if libc.capset(struct.pack("Ii", _CAPABILITIES, 0), sets) == 0:
            return


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


def _shut_files() -> bool:
    """Have Landlock refuse all that changes files, and to run them: no rule allows any."""
    libc = _libc()
    version = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    rules = _Ruleset((1 << _RIGHTS.get(version, 16)) - 1 & ~_READS, 3, 3)
    size = 8 if version < 4 else 16 if version < 6 else 24
    descriptor = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if descriptor < 0:
        return False
    shut = bool(libc.syscall(_RESTRICT_SELF, descriptor, 0) == 0)
    os.close(descriptor)
    return shut
