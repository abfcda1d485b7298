"""A child as seen from here: it is given work and items, and killed where it takes too long or talks nonsense."""

import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Generic
from weakref import finalize

from rr_reader.library.guarded import limits
from rr_reader.library.guarded.wire import (
    LENGTH,
    Asked,
    Begun,
    Broken,
    Done,
    Item,
    Last,
    Refused,
    Result,
    Wire,
    Work,
    begin,
    framed,
    unpacked,
)

LONGEST = 1 << 30
"""Bytes of an answer that are taken; no article has so many."""
_MODULE = "rr_reader.library.guarded.serving"
_PART, _PARTS = 1 << 20, 64
_STARTING = 60.0
"""Seconds that importing may take, on the slowest machine."""


class ChildError(Exception):
    """The child can be used no more; the words say why, and go on from “reading it”."""


class NoChildError(ChildError):
    """The child never came so far as to read anything."""


class Child(Generic[Item, Result]):
    """A process that does one kind of work, item by item in their order. To be used by one thread; any may `kill`."""

    def __init__(self, work: Work[Item, Result], command: Sequence[str] = ()) -> None:
        """Start it, which costs next to nothing here. NoChildError where there can be no process."""
        self._wire = Wire[Item, Result](type(work))
        self._unsent = deque([memoryview(framed(begin(work)))])
        self._unread = bytearray()
        self._may: deque[limits.May] = deque()
        self._found_early = deque["Done[Result] | Refused | Broken"]()
        self._since = time.monotonic()
        self.guards: tuple[str, ...] | None = None
        """What the system keeps it from; None until it has begun."""
        self._is_last = False
        self.is_spent = False
        """Whether it has given its last answer: another had better do what is next."""
        try:
            self._process = subprocess.Popen(
                command or (sys.executable, "-P", "-m", _MODULE),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,  # nobody reads it: at its end the child ends
                start_new_session=True,  # Ctrl-C is for us
            )
        except OSError as error:
            raise NoChildError(f"needs a process of its own, which cannot be had ({error.strerror})") from None
        assert self._process.stdin
        assert self._process.stdout
        self._asks, self._answers = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._asks, False)
        os.set_blocking(self._answers, False)
        self.end = finalize(self, _end, self._process)
        """Kills it, and leaves nothing of it; done too where nobody knows of it any more, and where all ends."""
        with suppress(ChildError):  # it is seen when it is asked
            self._write()

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def waiting(self) -> int:
        """Items that it has not answered."""
        return len(self._may)

    @property
    def is_alive(self) -> bool:
        """Tell whether it runs, and can be asked."""
        return not self.is_spent and self.end.alive and self._process.poll() is None

    def ask(self, item: Item, size: int) -> None:
        """Let it do an item, over which so many bytes are read, after those that it was asked before."""
        if not self._may:
            self._since = time.monotonic()
        self._may.append(may := limits.may_take(size))
        self._unsent.append(memoryview(framed(Asked(item, may))))

    def events(self) -> list[tuple[int, int]]:
        """Give what to poll for: file numbers, and what of them."""
        asks = [(self._asks, select.POLLOUT)] if self._unsent else []
        return [(self._answers, select.POLLIN), *asks]

    def left(self) -> float:
        """Give the seconds that it may still take over its first item."""
        patience = self._may[0].patience if self._may else _STARTING
        return self._since + (patience if self.guards is not None else patience + _STARTING) - time.monotonic()

    def answers(self) -> "list[Done[Result] | Refused | Broken]":
        """Write and read what can be without waiting; give what it has answered, in the order of the items.

        ChildError where it has ended, has taken too long, or answers what it may not; it is of no use from then on.
        """
        try:
            self._write()
            is_open = self._read()
            found = list(self._found())
            if not found and not is_open:
                raise self._ended()
            if not found and self._may and self.left() <= 0:
                raise ChildError(f"took longer than {self._may[0].patience} s, and was stopped")
            return found
        except ChildError:
            self.end()
            raise

    def answer(self) -> "Done[Result] | Refused | Broken":
        """Wait for the next answer. ChildError as above. Who does not wait to the end (Ctrl-C) loses the child."""
        try:
            while not self._found_early:
                self._found_early += self.answers()
                if not self._found_early:
                    poll = select.poll()
                    for file, event in self.events():
                        poll.register(file, event)
                    poll.poll(max(self.left(), 0) * 1000 + 1)
        except BaseException:
            self.end()
            raise
        return self._found_early.popleft()

    def kill(self) -> None:
        """Kill it, from any thread, whatever it is at: who waits for it gets a ChildError."""
        self._process.kill()

    def _write(self) -> None:
        """Write what can be; that nobody reads is seen by what is read."""
        while self._unsent:
            try:
                written = os.write(self._asks, self._unsent[0][:_PART])
            except BlockingIOError:
                return
            except OSError:
                self._unsent.clear()
                return
            if written < len(self._unsent[0]):
                self._unsent[0] = self._unsent[0][written:]
            else:
                self._unsent.popleft()

    def _read(self) -> bool:
        """Read what is there, some of it where it does not cease; False at the end."""
        for _ in range(_PARTS):
            try:
                part = os.read(self._answers, _PART)
            except BlockingIOError:
                return True
            except OSError:
                return False
            if not part:
                return False
            self._unread += part
        return True

    def _length(self) -> int:
        """Give how long the message is that begins."""
        length = int.from_bytes(self._unread[:LENGTH])
        if length > LONGEST:
            raise ChildError(f"came to more than {LONGEST >> 20} MB")
        return length

    def _found(self) -> "list[Done[Result] | Refused | Broken]":
        """Take the answers that are there as a whole."""
        found: list[Done[Result] | Refused | Broken] = []
        try:
            while not self.is_spent and len(self._unread) >= (end := LENGTH + self._length()):
                with memoryview(self._unread) as unread:
                    message = bytes(unread[LENGTH:end])
                del self._unread[:end]
                self._since = time.monotonic()
                if self.guards is None:
                    self.guards = unpacked(message, Begun).guards
                elif not self._may:
                    raise ValueError("nobody has asked")
                elif isinstance(answer := self._wire.answer(message), Last):
                    self._is_last = True
                else:
                    found.append(answer)
                    self._may.popleft()
                    self.is_spent = self._is_last
        except ValueError:
            raise ChildError("gave what makes no sense") from None
        return found

    def _ended(self) -> ChildError:
        """Say why it has ended."""
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:  # it has only closed its output
            code = 0
        if self.guards is None:
            return NoChildError("needs a process of its own, which did not start")
        if code == -signal.SIGXCPU:
            seconds = self._may[0].seconds if self._may else 0
            return ChildError(f"took longer than {seconds} s of the processor's time, and was stopped")
        name = signal.Signals(-code).name if -code in signal.valid_signals() else f"code {code}"
        return ChildError(f"ended the process that did ({name})")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with suppress(OSError):
                pipe.close()
    process.wait()
