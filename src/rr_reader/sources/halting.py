"""Stopping work that another thread does, whatever it waits for just then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Generic, NamedTuple, TypeVar

from rr_reader.errors import StoppedError

T = TypeVar("T")


class _Outcome(NamedTuple, Generic[T]):
    value: T | None = None
    error: Exception | None = None


class Halt:
    """Given to work that takes long; who wants no more of it asks, and the work raises StoppedError where it is."""

    def __init__(self) -> None:
        self._asked, self._lock = Event(), Lock()
        self._ways: list[Callable[[], object]] = []

    @property
    def is_asked(self) -> bool:
        """Tell whether the work is to stop."""
        return self._asked.is_set()

    def ask(self) -> None:
        """Stop the work, from any thread."""
        with self._lock:
            self._asked.set()
            ways = tuple(self._ways)
        for way in ways:
            way()

    def check(self) -> None:
        """Raise StoppedError if the work is to stop."""
        if self.is_asked:
            raise StoppedError("stopped")

    def rest(self, seconds: float) -> None:
        """Wait so long. Raises StoppedError as soon as the work is to stop."""
        self._asked.wait(seconds)
        self.check()

    @contextmanager
    def by(self, way: Callable[[], object]) -> Iterator[None]:
        """Let `way` break off what is done in here: it is called, in another thread, if one asks meanwhile."""
        with self._lock:
            self.check()
            self._ways.append(way)
        try:
            yield
        finally:
            with self._lock:
                self._ways.remove(way)

    def aside(self, work: Callable[[], T], seconds: float) -> T:
        """Do what cannot be broken off in a thread that is left behind where it has to stop. Raises what it raises.

        Raises TimeoutError where it takes longer than so many seconds.
        """
        outcomes: SimpleQueue[_Outcome[T]] = SimpleQueue()

        def run() -> None:
            try:
                outcomes.put(_Outcome(work()))
            except Exception as error:  # it is raised where somebody waits for it
                outcomes.put(_Outcome(error=error))

        with self.by(lambda: outcomes.put(_Outcome(error=StoppedError("stopped")))):
            Thread(target=run, daemon=True).start()
            try:
                outcome = outcomes.get(timeout=max(seconds, 0))
            except Empty:
                raise TimeoutError from None
        if outcome.error:
            raise outcome.error
        return outcome.value  # type: ignore[return-value]
