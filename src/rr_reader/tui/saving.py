"""Saving in the background: no key waits for the disk, or for another program that holds the database."""

import queue
import threading
from collections.abc import Callable

from rr_reader.userdata.store import Store

Job = Callable[[Store], None]

LAST_SECONDS = 2.0
"""How long quitting waits for what is still to be saved."""


class Saver:
    """Does one saving after the other, in a thread of its own; `tell` hears of trouble, in that thread."""

    def __init__(self, store: Store, tell: Callable[[str], None]) -> None:
        self._store = store
        self._tell = tell
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def save(self, job: Job) -> None:
        """Have this saved after what came before."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="saver", daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def finish(self) -> None:
        """Wait until all is saved, but not for ever."""
        if self._thread:
            self._jobs.put(None)
            self._thread.join(LAST_SECONDS)
            self._thread = None

    def _work(self) -> None:
        told = ""
        while job := self._jobs.get():
            job(self._store)
            if self._store.trouble != told:
                told = self._store.trouble
                self._tell(told)
