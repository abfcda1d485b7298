"""Which system calls a child may not make, on Linux on x86-64 and ARM64: a seccomp filter answers them with an error.

With it alone, whatever else the kernel has, nothing leaves the process but through what it has open: no file is opened
for writing, made, moved, removed or marked; no socket, program or process begins; nobody else is looked into,
signalled, limited or slowed down, and nothing is left in memory that others share.
"""

import ctypes
import os
import platform
import sys

_REFUSED = (
    # sockets
    "socket:41:198 socketpair:53:199 bind:49:200 listen:50:201 accept:43:202 connect:42:203 sendto:44:206",
    "sendmsg:46:211 accept4:288:242 sendmmsg:307:269",
    # programs and processes
    "execve:59:221 execveat:322:281 fork:57: vfork:58: pidfd_open:434:434 pidfd_getfd:438:438",
    # signals
    "kill:62:129 tkill:200:130 rt_sigqueueinfo:129:138 rt_tgsigqueueinfo:297:240 pidfd_send_signal:424:424",
    # looking into others, and meddling with them
    "ptrace:101:117 process_vm_readv:310:270 process_vm_writev:311:271 kcmp:312:272 process_madvise:440:440",
    "process_mrelease:448:448 migrate_pages:256:238 move_pages:279:239 setpriority:141:140 ioprio_set:251:30",
    "sched_setparam:142:118 sched_setscheduler:144:119 sched_setaffinity:203:122 sched_setattr:314:274",
    # what is in a folder, and where it is
    "creat:85: rename:82: renameat:264:38 renameat2:316:276 mkdir:83: mkdirat:258:34 rmdir:84: link:86: linkat:265:37",
    "unlink:87: unlinkat:263:35 symlink:88: symlinkat:266:36 mknod:133: mknodat:259:33 open_by_handle_at:304:265",
    # a file's length, rights, owner, times and attributes
    "truncate:76:45 ftruncate:77:46 chmod:90: fchmod:91:52 fchmodat:268:53 fchmodat2:452:452 chown:92: lchown:94:",
    "fchown:93:55 fchownat:260:54 utime:132: utimes:235: futimesat:261: utimensat:280:88 setxattr:188:5",
    "lsetxattr:189:6 fsetxattr:190:7 setxattrat:463:463 removexattr:197:14 lremovexattr:198:15 fremovexattr:199:16",
    "removexattrat:466:466 file_setattr:469:469",
    # memory and messages that others share, keys
    "shmget:29:194 shmat:30:196 shmctl:31:195 semget:64:190 semop:65:193 semctl:66:191 semtimedop:220:192",
    "msgget:68:186 msgsnd:69:189 msgrcv:70:188 msgctl:71:187 mq_open:240:180 mq_unlink:241:181",
    "add_key:248:217 request_key:249:218 keyctl:250:219",
    # namespaces and mounts
    "unshare:272:97 setns:308:268 mount:165:40 umount2:166:39 pivot_root:155:41 chroot:161:51 open_tree:428:428",
    "move_mount:429:429 fsopen:430:430 fsconfig:431:431 fsmount:432:432 fspick:433:433 mount_setattr:442:442",
    # the kernel's own machines, which can do all of that
    "io_uring_setup:425:425 io_uring_enter:426:426 io_uring_register:427:427 bpf:321:280 userfaultfd:323:282",
    "perf_event_open:298:241",
)
"""Calls that are refused: name, number on x86-64, number on ARM64, which lacks some."""
_UNKNOWN = ("clone3:435:435", "openat2:437:437")
"""What these are to do stands in memory, where no filter sees it: libc does without them."""
_IOCTL = ("ioctl:16:29",)
"""No device is at hand, and files have flags that it sets."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_A_THREAD = 0x10000
"""The bit of `clone` that makes a thread, no process."""
_MACHINES = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}
"""What the kernel calls a machine, and where its numbers stand above."""
_OTHER_CALLS = 0x40000000
"""From this number on x86-64 has its calls once more."""

_PR_SET_SECCOMP = 22
_LOAD, _EQUAL, _AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _EPERM, _ENOTTY, _ENOSYS = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 25, 0x00050000 | 38
"""Answers: yes, or with which error."""
_Steps = list[tuple[int, int, int, int]]
"""A program for the filter: what to do, how many steps to pass over if so, and if not so, and a value."""


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def shut() -> bool:
    """Have the kernel refuse this thread, and those that it starts, the calls named above; False where it does not.

    To be called by a process that can get no new privileges.
    """
    if sys.platform != "linux" or platform.machine() not in _MACHINES or sys.maxsize < 1 << 32:
        return False
    steps = _program(*_MACHINES[platform.machine()])
    program = _Program(len(steps), (_Step * len(steps))(*(_Step(*step) for step in steps)))
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(program), 0, 0) == 0)


def _program(machine: int, column: int) -> _Steps:
    steps: _Steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _EPERM), (_LOAD, 0, 0, 0)]
    steps += [(_AT_LEAST, 0, 1, _OTHER_CALLS), (_RETURN, 0, 0, _EPERM)]
    for calls, answer in ((_REFUSED, _EPERM), (_UNKNOWN, _ENOSYS), (_IOCTL, _ENOTTY)):
        for number in _numbers(" ".join(calls), column):
            steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, answer)]
    for call, argument, tests, is_refused in (
        ("open:2:", 1, [(_HAS, _WRITING)], True),
        ("openat:257:56", 2, [(_HAS, _WRITING)], True),
        ("fcntl:72:25", 1, [(_EQUAL, 8), (_EQUAL, 10), (_EQUAL, 15)], True),  # whom a file signals, and how
        ("clone:56:220", 0, [(_HAS, _A_THREAD)], False),
        ("prlimit64:302:261", 0, [(_EQUAL, 0)], False),  # others have numbers
        ("tgkill:234:131", 0, [(_EQUAL, os.getpid())], False),  # `abort` does that
    ):
        for number in _numbers(call, column):
            steps += _where(number, argument, tests, is_refused=is_refused)
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _where(number: int, argument: int, tests: list[tuple[int, int]], *, is_refused: bool) -> _Steps:
    """Refuse a call where one of its arguments passes a test, or where it passes none; allow it otherwise."""
    steps: _Steps = [(_EQUAL, 0, len(tests) + 3, number), (_LOAD, 0, 0, 16 + 8 * argument)]
    steps += [(code, len(tests) - place, 0, value) for place, (code, value) in enumerate(tests)]
    answers = (_ALLOW, _EPERM) if is_refused else (_EPERM, _ALLOW)
    return [*steps, *((_RETURN, 0, 0, answer) for answer in answers)]


def _numbers(calls: str, column: int) -> list[int]:
    numbers = (call.split(":")[column] for call in calls.split())
    return [int(number) for number in numbers if number]
