"""What a child may take: memory and time by the size of what it reads, few files, no writing, no network, no programs.

Memory (RLIMIT_AS), the processor's time (RLIMIT_CPU), open files and core dumps are bounded wherever there is POSIX
(macOS has no bound of memory). On Linux, x86-64 and ARM64, a seccomp filter refuses sockets, programs, processes, and
looking into others; from Linux 5.13 on Landlock refuses whatever would change a file. Elsewhere files cannot grow
(RLIMIT_FSIZE) and no process can be started (RLIMIT_NPROC, which does not bind root), but the network is not closed.
What this user can read the child can: it imports what it needs, and opens what it is told to.
"""

import ctypes
import os
import platform
import resource
import sys
from pathlib import Path
from typing import NamedTuple

MEMORY = 1 << 30
"""Bytes of address space that anything may take."""
MEMORY_EACH = 40
"""Bytes more for each byte that is read: text takes some 27."""
SECONDS = 6
"""Of the processor's time, that anything may take."""
SECONDS_PER_MB = 20
PATIENCE = 4
"""By how much longer it may take by the clock, where others are at work too."""
_FILES = 64

in_force = False
"""Whether this process has limits: what it reads it need not hand on."""


class May(NamedTuple):
    """What reading something may take."""

    seconds: int
    """Of the processor's time."""
    memory: int
    """Bytes of address space."""

    @property
    def patience(self) -> int:
        """Seconds by the clock, after which nobody waits any more."""
        return PATIENCE * self.seconds


def may_take(size: int) -> May:
    """Say what reading so many bytes may take."""
    return May(SECONDS + SECONDS_PER_MB * size // 1_000_000, MEMORY + MEMORY_EACH * size)


def take() -> tuple[str, ...]:
    """Limit this process for good, before it reads anything; name what the system keeps it from.

    To be called before there are other threads: what they do is not shut off.
    """
    global in_force
    in_force = True
    guards = []
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, _FILES)):
        _limit(kind, most, hard=True)
    guards += ["files"]
    if _no_new_privileges():
        guards += ["landlock"] if _shut_files() else []
        guards += ["seccomp"] if _shut_calls() else []
    return tuple(guards)


def no_processes() -> None:
    """Let no more processes or threads begin, where the system counts them for this user (not for root)."""
    _limit(resource.RLIMIT_NPROC, 0, hard=True)


def allow(may: May) -> None:
    """Let this process take so much from now on, besides what it has taken already."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + may.seconds)
    _limit(resource.RLIMIT_AS, _address_space() + may.memory)


def _address_space() -> int:
    """Give the bytes of memory that this process has; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _limit(kind: int, most: int, *, hard: bool = False) -> None:
    """Set a limit, or a lower one that was set for us; what a system does not have it cannot limit."""
    highest = resource.getrlimit(kind)[1]
    if highest != resource.RLIM_INFINITY:
        most = min(most, highest)
    try:
        resource.setrlimit(kind, (most, most if hard else highest))
    except (OSError, ValueError):  # macOS takes none for memory
        return


_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 22, 38
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_READS = 1 << 2 | 1 << 3
"""Landlock: reading a file, and a folder."""
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights over files a version of Landlock knows; later ones know 16."""


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _no_new_privileges() -> bool:
    return sys.platform == "linux" and bool(_libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


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


_X86 = frozenset(
    {41, 42, 43, 44, 46, 49, 50, 53, 288}  # sockets
    | {59, 322, 57, 58, 62, 424, 434, 438}  # programs and processes
    | {101, 310, 311, 272, 308, 165, 250, 304}  # looking into others; namespaces, mounts, keys, files by their handles
    | {425, 426, 427, 321, 323, 298}  # the kernel's own machines, which can do all of that
)
_ARM = frozenset(
    {198, 199, 200, 201, 202, 203, 206, 211, 242}
    | {221, 281, 129, 424, 434, 438}
    | {117, 270, 271, 97, 268, 40, 219, 265}
    | {425, 426, 427, 280, 282, 241}
)
"""System calls that are refused, by their numbers."""
_MACHINES = {"x86_64": (0xC000003E, _X86, 56), "aarch64": (0xC00000B7, _ARM, 220)}
"""What the kernel calls a machine, which calls it refuses there, and `clone`."""
_CLONE3 = 435
_A_THREAD = 0x10000
"""The bit of `clone` that makes a thread, no process."""
_OTHER_CALLS = 0x40000000
"""From this number on x86-64 has its calls once more."""
_LOAD, _EQUAL, _AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38
"""Answers: yes; EPERM; ENOSYS, at which libc asks by an older call."""


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def _shut_calls() -> bool:
    """Have the kernel refuse this thread, and those that it starts, the calls named above."""
    if platform.machine() not in _MACHINES or sys.maxsize < 1 << 32:
        return False
    machine, refused, clone = _MACHINES[platform.machine()]
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _REFUSE), (_LOAD, 0, 0, 0)]
    steps += [(_AT_LEAST, 0, 1, _OTHER_CALLS), (_RETURN, 0, 0, _REFUSE)]
    for number in sorted(refused):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    steps += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _UNKNOWN)]
    steps += [(_EQUAL, 0, 3, clone), (_LOAD, 0, 0, 16), (_HAS, 1, 0, _A_THREAD), (_RETURN, 0, 0, _REFUSE)]
    steps += [(_RETURN, 0, 0, _ALLOW)]
    program = _Program(len(steps), (_Step * len(steps))(*(_Step(*step) for step in steps)))
    return bool(_libc().prctl(_PR_SET_SECCOMP, 2, ctypes.byref(program), 0, 0) == 0)
