"""Adding sources to the library: read and parsed in other processes where they are many, written some at a time."""

import argparse
import shlex
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from rr_reader.cli.command import Context
from rr_reader.cli.inputs import STDIN, Named, reads
from rr_reader.cli.stopping import Stop
from rr_reader.errors import CannotCreateError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Generator

    from rr_reader.cli.making import Ready
    from rr_reader.library.editions import Editions
    from rr_reader.library.folder import LibraryFolder
    from rr_reader.library.likes import Like
    from rr_reader.library.made import Made
    from rr_reader.model import Article

ADDED, WOULD, THERE = "Added", "Would add", "Already there"
MANY = 24
"""Sources more than which are read in several processes, and told of in a line each."""
_AT_ONCE = 48
"""Articles that come to the disk together, so that each is cheap; more, if they come while others are written."""
_MOST, _MOST_BYTES = 512, 4 << 20
"""Articles, and bytes of their sources, that are gathered at most."""
_SOON = 0.3
"""Seconds that an article waits for others, at most."""


class Done(NamedTuple):
    """What came of a source: “Added”, say, and as what; or the problem with it."""

    source: "Ready"
    outcome: str = ""
    as_what: str = ""
    like: "Like | None" = None
    problem: ReaderError | None = None


def added(
    sources: Sequence[Named],
    folder: "LibraryFolder",
    args: argparse.Namespace,
    context: Context,
    assume: str,
    stop: Stop,
) -> Iterator[Done | None]:
    """Add the sources, in order, and say what came of each once that is on the disk; None while nothing comes.

    Where one is told to stop, what is being written is finished and told; then KeyboardInterrupt is raised.
    """
    from rr_reader.cli.library import places_of
    from rr_reader.library.likes import Likes

    with closing(Likes(folder, places_of(args, context).index)) as likes:
        for done in _added(sources, folder, args, context, assume, stop):
            if done and done.source.making and done.outcome in (ADDED, WOULD):
                sample = done.source.sample
                done = done._replace(like=likes.of(done.source.making.article, sample, but=done.as_what))
                if done.outcome == ADDED:
                    likes.note(done.as_what, sample)
            yield done


def _added(
    sources: Sequence[Named],
    folder: "LibraryFolder",
    args: argparse.Namespace,
    context: Context,
    assume: str,
    stop: Stop,
) -> Iterator[Done | None]:
    from concurrent.futures import ThreadPoolExecutor

    is_many, library = len(sources) > MANY, _Writer(folder, args, context)
    known = folder.known() if is_many and not (assume or args.diff or args.verbose) else {}
    gathered, writing = _Gathered(_AT_ONCE if is_many else 1), None
    read = _ready(sources, assume, known, context.stdin, chapters=args.chapters)
    with ThreadPoolExecutor(1) as thread, closing(read) as ready:
        while True:
            try:
                with stop.at_once():
                    each = next(ready)
            except StopIteration:
                break
            except KeyboardInterrupt:
                yield from writing.result() if writing else ()
                raise
            gathered.add(each)
            if writing and (writing.done() or gathered.is_full()):
                yield from writing.result()
                writing = None
            if not writing and gathered.is_enough():
                writing = thread.submit(library.write, gathered.take())
            if writing and not is_many:
                yield from writing.result()
                writing = None
            yield None
        yield from writing.result() if writing else ()
        yield from thread.submit(library.write, gathered.take()).result()


def _ready(
    sources: Sequence[Named], assume: str, known: Mapping[str, str], stdin: BinaryIO | None, *, chapters: bool
) -> "Generator[Ready | None]":
    """Make of every source what is to be written: of many in several processes, which read the files themselves."""
    from rr_reader.cli.making import Making, Saved, lost, ready
    from rr_reader.library.in_parallel import in_parallel

    for is_file, some in groupby(sources, lambda source: len(sources) > MANY and _is_file(source)):
        if is_file:
            saved = (Saved(*source[:-1]) for source in some)
            work = Making(assume, dict(known))
            yield from in_parallel(work, saved, lost, weight=lambda each: each.weight, size=lambda each: each.size)
        else:
            for source in some:
                for found in reads(source, stdin, chapters=chapters):
                    yield ready(found, assume)


def _is_file(source: Named) -> bool:
    """Tell whether another process can read it. Addresses are fetched here, one at a time: hosts are to be spared."""
    return source.name != STDIN and not source.fetch


class _Gathered:
    """What is to be written together."""

    def __init__(self, at_once: int) -> None:
        self._at_once, self._some, self._bytes, self._since = at_once, list["Ready"](), 0, 0.0

    def add(self, ready: "Ready | None") -> None:
        """Take another; None is nothing."""
        if ready:
            self._since = self._since if self._some else time.monotonic()
            self._some.append(ready)
            self._bytes += len(ready.making.raw) if ready.making else 0

    def is_enough(self) -> bool:
        """Tell whether it is time to write it."""
        return bool(self._some) and (
            len(self._some) >= self._at_once or self._bytes >= _MOST_BYTES or time.monotonic() - self._since > _SOON
        )

    def is_full(self) -> bool:
        """Tell whether no more may be gathered."""
        return len(self._some) >= _MOST or self._bytes >= _MOST_BYTES

    def take(self) -> "list[Ready]":
        """Give all, and have nothing."""
        some, self._some, self._bytes = self._some, [], 0
        return some


class _Writer:
    """Writes to the library what can be."""

    def __init__(self, folder: "LibraryFolder", args: argparse.Namespace, context: Context) -> None:
        from rr_reader.library.editions import Editions

        self._folder, self._args, self._context = folder, args, context
        self._editions = Editions(folder)

    def write(self, some: "Sequence[Ready]") -> list[Done]:
        """Write what can be, and say what came of each, in order. Of editions of one source only the first is."""
        done: list[Done] = []
        waiting: list[tuple[Ready, Made]] = []
        namesakes = defaultdict[str, list["Article"]](list)
        for source in some:
            alike = namesakes[PurePath(source.name).name]
            if (
                alike
                and source.making
                and not self._args.anyway
                and self._editions.is_of_any(source.making.article, alike)
            ):
                done += self._put(waiting)  # so that this is compared with what is in the library, as ever
                waiting = []
                namesakes.clear()
            if outcome := self._outcome(source):
                done.append(outcome)
            elif source.making:
                waiting.append((source, source.making))
                namesakes[PurePath(source.name).name].append(source.making.article)
        done += self._put(waiting)
        place = {source.name: number for number, source in enumerate(some)}
        return sorted(done, key=lambda each: place[each.source.name])

    def _outcome(self, source: "Ready") -> Done | None:
        """Say what comes of a source that is not to be written; None for one that is."""
        if source.problem:
            return Done(source, problem=source.problem)
        if source.making is None:
            return Done(source, THERE, source.known)
        try:
            if not self._args.anyway:
                _refuse_other_edition(source.name, source.making, self._folder, self._editions)
        except ReaderError as problem:
            return Done(source, problem=problem)
        return Done(source, WOULD) if self._args.dry_run else None

    def _put(self, waiting: "Sequence[tuple[Ready, Made]]") -> Iterator[Done]:
        """Add them together; where that fails each by itself, so that only those fail which must."""
        try:
            all_added = self._folder.add_all([making for _, making in waiting]) if waiting else []
        except ReaderError as problem:
            if len(waiting) > 1:
                for each in waiting:
                    yield from self._put([each])
            else:
                yield Done(waiting[0][0], problem=problem)
            return
        for (source, making), done in zip(waiting, all_added, strict=True):
            if done.is_new:
                yield Done(source, ADDED, done.id)
            elif self._args.assume_encoding:
                yield _read_anew(source, making, done.id, self._folder, self._args, self._context)
            else:
                yield Done(source, THERE, done.id)


def _read_anew(
    source: "Ready", making: "Made", known: str, folder: "LibraryFolder", args: argparse.Namespace, context: Context
) -> Done:
    """Let a reading in the encoding that was named take the place of another of the same source."""
    from rr_reader.cli.library import carry_over, journal_of
    from rr_reader.library.rereading import reread

    try:
        new, old = reread(folder, known, making.article, making.raw)
        if not new.is_new:
            return Done(source, THERE, known)
        carry_over(args, context, known, new.id)
        journal_of(args, context).forget(folder.file_of(known))
    except ReaderError as problem:
        return Done(source, problem=problem)
    return Done(source, "Read anew", f"{new.id}, in place of {known}, read as {old.account.encoding}")


def _refuse_other_edition(name: str, making: "Made", folder: "LibraryFolder", editions: "Editions") -> None:
    """Raise CannotCreateError where the library has an article of this source as it was before it changed."""
    if folder.made_from(making.raw) or not (earlier := editions.earlier(making.article, making.article.source.name)):
        return
    from rr_reader.text.safe import printable

    word = printable(shlex.quote(name))
    raise CannotCreateError(
        f"{printable(name)} has changed since it became {earlier}: nothing was added.\n"
        f"rr-reader add --refresh {word} brings that up to date; rr-reader add --anyway {word} adds this beside it."
    )
