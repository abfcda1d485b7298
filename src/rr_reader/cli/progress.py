"""How far one has come with many things, and what came of many sources, counted."""

import shlex
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from math import ceil
from typing import TypeVar

from rr_reader.cli.adding import ADDED, MANY, Done
from rr_reader.cli.command import Context
from rr_reader.cli.inputs import Named

_FAILED = "Failed"
_OFTEN = 0.1
"""Seconds between two showings."""
_LONG = 200
"""Things more than which take a while to look at."""
_Thing = TypeVar("_Thing")


def watched(things: Collection[_Thing], context: Context, what: str) -> Iterator[_Thing]:
    """Give things one by one; where they are many, show how far one has come: so many of them are `what`.

    Who writes in between takes the line away first (`end_progress`).
    """
    is_many, shown = len(things) > _LONG, 0.0
    for done, thing in enumerate(things):
        if is_many and (now := time.monotonic()) - shown > _OFTEN:
            context.errors.progress(f"{done} of {len(things)} {what}")
            shown = now
        yield thing
    context.errors.end_progress()


class Tally:
    """What came of many sources, counted."""

    def __init__(self) -> None:
        self.seen, self.code, self._likes = 0, 0, 0
        self._added_alike: list[str] = []
        self._outcomes: Counter[str] = Counter()
        self._repairs: list[int] = []
        self._doubts: list[int] = []

    def count(self, done: Done) -> None:
        """Count a source; the code becomes that of the first failure."""
        self.seen += 1
        if done.problem:
            self.code = self.code or done.problem.exit_code
        self._likes += done.like is not None
        self._added_alike += [done.as_what] if done.like and done.outcome == ADDED else []
        self._outcomes[_FAILED if done.problem else done.outcome] += 1
        if done.source.making and not done.problem:
            self._repairs += [len(done.source.making.article.account.changes)]
            self._doubts += [done.source.doubts]

    def told(self) -> Iterator[str]:
        """Give the lines that end an import of many."""
        counted = sorted(self._outcomes.items(), key=lambda each: (each[0] == _FAILED, -each[1]))
        counts = ", ".join(f"{count} {what.lower()}" for what, count in counted)
        yield f"In all: {counts}"
        if self._likes:
            yield f"  much like another: {self._likes}"
        for what, numbers in (("repaired", self._repairs), ("doubts", self._doubts)) if self._repairs else ():
            places, articles = sum(numbers), len(list(filter(None, numbers)))
            yield f"  {what}: {places} in {articles} article{'' if articles == 1 else 's'}"

    def way_back(self) -> Iterator[str]:
        """Say how what was added, though much like another, is taken out again."""
        if some := self._added_alike:
            ids = " ".join(map(shlex.quote, some)) if len(some) <= MANY else "ID… (they are named above)"
            yield f"Much like another, and added: {len(some)}. Not wanted? rr-reader remove {ids}"


class Progress:
    """How far an import has come, in the last line of a terminal, with the time that is left."""

    def __init__(self, sources: Sequence[Named], context: Context) -> None:
        self._sources, self._errors = sources, context.errors
        self._began = self._shown = time.monotonic()

    def show(self, done: int) -> None:
        """Tell, some times a second, that so many are done."""
        now, of = time.monotonic(), len(self._sources)
        if (done and now - self._shown < _OFTEN) or done >= of:
            return
        self._shown = now
        left = f", {_duration((now - self._began) / done * (of - done))} left" if done and of > MANY else ""
        self._errors.progress(f"{done + 1} of {of}{left}: {self._sources[done].name}")


def _duration(seconds: float) -> str:
    """Say how long something takes, roughly.

    >>> _duration(4.2), _duration(130), _duration(9000)
    ('5 s', '3 min', '2 h 30 min')
    """
    minutes = ceil(seconds / 60)
    if seconds <= 60:
        return f"{ceil(seconds)} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
