"""A child, from within: `python -P -m rr_reader.library.guarded.serving` reads its work and then items off its input.

What comes is read by a thread of its own, so that who asks never waits to be heard, and the child ends where nobody
asks any more. Where who asked was killed the system ends it, also if that thread cannot: see `_end_with_who_asked`.
"""

import fcntl
import gc
import os
import select
import signal
import sys
import sysconfig
import threading
import traceback
from contextlib import suppress
from pathlib import PurePath
from queue import SimpleQueue
from typing import Any

from rr_reader.errors import ReaderError
from rr_reader.library.guarded import limits
from rr_reader.library.guarded.wire import (
    LENGTH,
    Begin,
    Begun,
    Broken,
    Done,
    Last,
    Refused,
    Wire,
    Work,
    begun,
    framed,
    unpacked,
)

_STACK = 1 << 18


def serve() -> None:
    """Do what is asked until nobody asks any more, or so much was taken for it that another had better go on."""
    asks, answers = os.dup(0), os.dup(1)
    _end_with_who_asked(os.dup(2))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # whatever is printed here is no answer
        os.dup2(nothing, stream)
    work = begun(unpacked(_frame(asks), Begin))
    wire: Wire[Any, Any] = Wire(type(work))
    sys.dont_write_bytecode = True  # what is imported from now on cannot be written down
    gc.freeze()  # what is imported stays, and little else goes in circles: looking for such took a tenth of the time
    gc.set_threshold(50_000, 20, 50)
    _write(answers, framed(Begun(limits.take())))
    is_asked = bool(select.select([asks], [], [], 0)[0])
    heard: SimpleQueue[bytes] = SimpleQueue()
    threading.stack_size(_STACK)
    threading.Thread(target=_hear, args=(asks, heard), daemon=True).start()
    limits.no_processes()
    if not is_asked:
        work.prepare()
    while _goes_on(work, wire, heard.get(), answers):
        pass
    os._exit(0)


def _goes_on(work: Work[Any, Any], wire: Wire[Any, Any], message: bytes, answers: int) -> bool:
    """Answer, and keep nothing of it; False where that was the last answer, which is said before it."""
    answer = framed(_answer(work, wire, message))
    is_spent = limits.is_spent()
    if is_spent:
        _write(answers, framed(Last()))
    _write(answers, answer)
    return not is_spent


def _end_with_who_asked(held: int) -> None:
    """Have the system end this process once nobody has the other end of a pipe, whatever is done here just then.

    No thread could be relied on for that: what is at work in C lets none run. Nothing else happens to that pipe. Where
    the system has no such signal for pipes, the thread ends it, or its limit of the processor's time.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGIO})
    with suppress(OSError):
        fcntl.fcntl(held, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(held, fcntl.F_SETFL, fcntl.fcntl(held, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(held, 0)
    if poll.poll(0):  # it was so before
        os._exit(0)


def _answer(work: Work[Any, Any], wire: Wire[Any, Any], message: bytes) -> Done[Any] | Refused | Broken:
    asked = wire.asked(message)
    limits.allow(asked.may)
    try:
        return Done(work(asked.item))
    except ReaderError as problem:
        return Refused(problem)
    except MemoryError:
        return Broken(f"needed more than {asked.may.memory >> 20} MB of memory")
    except Exception as error:
        return Broken(f"broke the program ({type(error).__name__} at {_place(error)})")


def _place(error: Exception) -> str:
    """Name the place of a mistake that nobody expected, for who reports it."""
    home = PurePath(sysconfig.get_path("purelib"))
    frame = traceback.extract_tb(error.__traceback__)[-1]
    path = PurePath(frame.filename)
    return f"{path.relative_to(home) if path.is_relative_to(home) else path.name}:{frame.lineno}"


def _hear(asks: int, heard: "SimpleQueue[bytes]") -> None:
    while message := _frame(asks):
        heard.put(message)


def _frame(asks: int) -> bytes:
    """Read a message. At the end of all, this process ends."""
    return _read(asks, int.from_bytes(_read(asks, LENGTH)))


def _read(asks: int, length: int) -> bytes:
    parts = []
    while length:
        if not (part := os.read(asks, min(length, 1 << 20))):
            os._exit(0)
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _write(answers: int, message: bytes) -> None:
    rest = memoryview(message)
    while rest:
        try:
            rest = rest[os.write(answers, rest) :]
        except OSError:  # nobody listens
            os._exit(0)


if __name__ == "__main__":
    serve()
