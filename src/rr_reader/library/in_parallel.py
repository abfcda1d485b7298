"""Work that other processes do, side by side, with limits; one that dies costs only what it was at."""

import os
import select
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Generic, NamedTuple

from rr_reader.errors import StorageError
from rr_reader.library.guarded.child import Child, ChildError, NoChildError
from rr_reader.library.guarded.wire import Broken, Done, Item, Refused, Result, Work

_WAITING = 16
"""Items that a process has before it, so that it need not wait for us."""
_AHEAD = 256
"""Items at most that are given out, or done while an earlier one is not."""
_HEAVIEST = 16 << 20
"""What these weigh together at most, unless it is one alone."""
_TICK = 0.2
"""Seconds after which it is said that nothing came."""


def in_parallel(
    work: Work[Item, Result],
    items: Iterable[Item],
    lost: Callable[[Item, str], Result],
    *,
    weight: Callable[[Item], int] = lambda _: 0,
    size: Callable[[Item], int] = lambda _: 0,
    processes: int = 0,
) -> Iterator[Result | None]:
    """Do `work` on every item in some processes, all processors' if 0; give the results in the order of the items.

    `lost` gives the result of an item over which the work failed, of the words that say why: they go on from “reading
    it”. None says that for a while nothing came. `size` says how many bytes are read for an item: its limits go by
    that. `weight` says how many are kept: of what was given out and not taken yet that is only so much. Ends at once
    when it is closed, and so do the processes when this one is killed. StorageError where there can be none.
    """
    crew = list[_Hand[Item, Result]]()
    try:
        crew += (_Hand(work, size) for _ in range(processes or _processors()))
        yield from _results(crew, _Queue(items, weight), lost)
    except NoChildError as error:
        raise StorageError(f"reading {error}") from None
    finally:
        for hand in crew:
            hand.end()


class _Given(NamedTuple, Generic[Item]):
    number: int
    item: Item


class _Hand(Generic[Item, Result]):
    """A process at work, and what it has before it, the first being done."""

    def __init__(self, work: Work[Item, Result], size: Callable[[Item], int]) -> None:
        self._work, self._size = work, size
        self.waiting: deque[_Given[Item]] = deque()
        self._child = Child(work)

    def ask(self, given: _Given[Item]) -> None:
        """Let it do an item."""
        self.waiting.append(given)
        self._child.ask(given.item, self._size(given.item))

    def events(self) -> list[tuple[int, int]]:
        """Give what to poll for."""
        return self._child.events()

    def results(self, lost: Callable[[Item, str], Result]) -> list[tuple[int, Result]]:
        """Take the results that are there, with their numbers; one that has failed, or is spent, is begun anew."""
        try:
            answers = self._child.answers()
        except NoChildError:
            raise
        except ChildError as error:
            given = self.waiting.popleft()
            self._begin_anew()
            return [(given.number, lost(given.item, str(error)))]
        results = [self._result(self.waiting.popleft(), answer, lost) for answer in answers]
        if self._child.is_spent:
            self._begin_anew()
        return results

    def _begin_anew(self) -> None:
        self._child.end()
        self._child = Child(self._work)
        for each in self.waiting:
            self._child.ask(each.item, self._size(each.item))

    def _result(
        self, given: _Given[Item], answer: Done[Result] | Refused | Broken, lost: Callable[[Item, str], Result]
    ) -> tuple[int, Result]:
        if isinstance(answer, Done):
            return given.number, answer.result
        why = answer.why if isinstance(answer, Broken) else f"failed: {answer.problem}"
        return given.number, lost(given.item, why)

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._child.end()


class _Queue(Generic[Item]):
    """Items in their order: those to be given out, and the weights of those that are, until their results are taken."""

    def __init__(self, items: Iterable[Item], weight: Callable[[Item], int]) -> None:
        self._items, self._weight = iter(items), weight
        self._next: list[tuple[Item, int]] = []
        self._out: deque[int] = deque()
        self._heavy = self.first_out = 0

    def take(self) -> list[_Given[Item]]:
        """Give out the next item; none where there is none, or too much is out."""
        self._next = self._next or [(item, self._weight(item)) for item in islice(self._items, 1)]
        if not self._next or len(self._out) > _AHEAD:
            return []
        item, weight = self._next[0]
        if self._out and self._heavy + weight > _HEAVIEST:
            return []
        self._next = []
        self._out.append(weight)
        self._heavy += weight
        return [_Given(self.first_out + len(self._out) - 1, item)]

    def taken(self) -> None:
        """Know that the result of the first that is out was taken."""
        self._heavy -= self._out.popleft()
        self.first_out += 1

    def is_done(self) -> bool:
        """Tell whether nothing is out, and nothing to be given out."""
        return not (self._out or self._next)


def _results(
    crew: list[_Hand[Item, Result]], queue: _Queue[Item], lost: Callable[[Item, str], Result]
) -> Iterator[Result | None]:
    done: dict[int, Result] = {}
    while True:
        while (hand := min(crew, key=lambda each: len(each.waiting))) and len(hand.waiting) < _WAITING:
            if not (some := queue.take()):
                break
            hand.ask(some[0])
        if queue.is_done():
            return
        busy = [hand for hand in crew if hand.waiting]
        is_news = _wait(busy)
        for hand in busy:
            done.update(hand.results(lost))
        while queue.first_out in done:
            yield done.pop(queue.first_out)
            queue.taken()
        if not is_news:
            yield None


def _wait(busy: list[_Hand[Item, Result]]) -> bool:
    """Wait a little until one of them can be written to or read from; tell whether one can."""
    poll = select.poll()
    for hand in busy:
        for file, event in hand.events():
            poll.register(file, event)
    return bool(poll.poll(_TICK * 1000))


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1
