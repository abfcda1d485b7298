"""Work that other processes do, side by side; one that dies costs only what it was at."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")

_WAITING = 16
"""Items that a process has before it, so that it need not wait for us."""
_AHEAD = 256
"""Items at most that are given out, or done while an earlier one is not."""
_HEAVIEST = 16 << 20
"""What these weigh together at most, unless it is one alone."""
_TICK = 0.2
"""Seconds after which it is said that nothing came."""


def in_parallel(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    lost: Callable[[Item], Result],
    *,
    weight: Callable[[Item], int] = lambda _: 0,
    processes: int = 0,
) -> Iterator[Result | None]:
    """Do `work` on every item in some processes, all processors' if 0; give the results in the order of the items.

    `work`, items and results are pickled. `lost` gives the result of an item over which a process died. None says
    that for a while nothing came. `weight` says how many bytes an item has: of what was given out and not taken yet
    only so much is kept. Ends at once when it is closed, and so do the processes when this one is killed.
    """
    crew = [_Hand[Item, Result](work) for _ in range(processes or _processors())]
    try:
        yield from _results(crew, _Queue(items, weight), lost)
    finally:
        for hand in crew:
            hand.end()


class _Hand(Generic[Item, Result]):
    """A process at work, and what it has before it, the first being done."""

    def __init__(self, work: Callable[[Item], Result]) -> None:
        self._work = work
        self.waiting: deque[tuple[int, Item]] = deque()
        self._process, self.connection = _started(work)

    def ask(self, number: int, item: Item) -> None:
        self.waiting.append((number, item))
        with suppress(OSError):  # it has died: that is seen when its result is asked for
            self.connection.send(item)

    def result(self, lost: Callable[[Item], Result]) -> tuple[int, Result]:
        """Take the next result; that of an item which was never done if the process has died over it."""
        try:
            result = self.connection.recv()
        except (EOFError, OSError):
            number, item = self.waiting.popleft()
            self._begin_anew()
            return number, lost(item)
        return self.waiting.popleft()[0], result

    def _begin_anew(self) -> None:
        self.end()
        self._process, self.connection = _started(self._work)
        for _, item in self.waiting:
            self.connection.send(item)

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.connection.close()
        self._process.terminate()
        self._process.join()


class _Queue(Generic[Item]):
    """Items in their order: those to be given out, and the weights of those that are, until their results are taken."""

    def __init__(self, items: Iterable[Item], weight: Callable[[Item], int]) -> None:
        self._items, self._weight = iter(items), weight
        self._next: list[tuple[Item, int]] = []
        self._out: deque[int] = deque()
        self._heavy = self.first_out = 0

    def take(self) -> list[tuple[int, Item]]:
        """Give out the next item, with its number; none where there is none, or too much is out."""
        self._next = self._next or [(item, self._weight(item)) for item in islice(self._items, 1)]
        if not self._next or len(self._out) > _AHEAD:
            return []
        item, weight = self._next[0]
        if self._out and self._heavy + weight > _HEAVIEST:
            return []
        self._next = []
        self._out.append(weight)
        self._heavy += weight
        return [(self.first_out + len(self._out) - 1, item)]

    def taken(self) -> None:
        """Know that the result of the first that is out was taken."""
        self._heavy -= self._out.popleft()
        self.first_out += 1

    def is_done(self) -> bool:
        """Tell whether nothing is out, and nothing to be given out."""
        return not (self._out or self._next)


def _results(
    crew: "list[_Hand[Item, Result]]", queue: _Queue[Item], lost: Callable[[Item], Result]
) -> Iterator[Result | None]:
    from multiprocessing.connection import wait

    done: dict[int, Result] = {}
    while True:
        while (hand := min(crew, key=lambda each: len(each.waiting))) and len(hand.waiting) < _WAITING:
            if not (some := queue.take()):
                break
            hand.ask(*some[0])
        if queue.is_done():
            return
        busy = {hand.connection: hand for hand in crew if hand.waiting}
        ready = wait(list(busy), _TICK)
        for connection in ready:
            number, result = next(hand for each, hand in busy.items() if each is connection).result(lost)
            done[number] = result
        while queue.first_out in done:
            yield done.pop(queue.first_out)
            queue.taken()
        if not ready:
            yield None


def _started(work: Callable[..., object]) -> "tuple[BaseProcess, Connection[Any, Any]]":
    """Start a process. Ctrl-C does not reach it: that it is to end is for us to say."""
    import signal
    from multiprocessing import get_context

    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return process, ours


def _serve(connection: "Connection[Any, Any]", work: Callable[..., object]) -> None:
    """Do what comes, until nothing can come any more."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # whatever happens here is ours to tell
        os.dup2(nothing, stream)
    gc.freeze()  # what is imported stays, and little else goes in circles: looking for such took a tenth of the time
    gc.set_threshold(50_000, 20, 50)
    with suppress(EOFError, OSError):
        while True:
            connection.send(work(connection.recv()))


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1
