"""Adding sources to the library: read and parsed in other processes where they are many, written some at a time."""

import argparse
import shlex
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby
from math import ceil
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from rr_reader.cli.command import Context
from rr_reader.cli.inputs import STDIN, Input, Named, parsed, read
from rr_reader.errors import BadSourceError, CannotCreateError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Generator
    from concurrent.futures import Future

    from rr_reader.library.folder import LibraryFolder
    from rr_reader.library.made import Made

ADDED, THERE, _FAILED = "Added", "Already there", "Failed"
MANY = 24
"""Sources more than which are read in several processes, and told of in a line each."""
_AT_ONCE = 48
"""Articles that come to the disk together, at most."""
_BYTES_AT_ONCE = 4 << 20
_SOON = 0.3
"""Seconds that an article waits for others, at most."""
_OFTEN = 0.1
"""Seconds between two showings of how far it is."""


class Ready(NamedTuple):
    """A source that can be written to the library; or is there already, under the id `known`; or its problem."""

    name: str
    making: "Made | None" = None
    problem: ReaderError | None = None
    known: str = ""
    doubts: int = 0


class Done(NamedTuple):
    """What came of a source: “Added”, say, and as what; or the problem with it."""

    source: Ready
    outcome: str = ""
    as_what: str = ""
    problem: ReaderError | None = None


def added(
    sources: Sequence[Named], folder: "LibraryFolder", args: argparse.Namespace, context: Context, assume: str
) -> Iterator[Done | None]:
    """Add the sources, in order, and say what came of each once that is on the disk; None while nothing comes."""
    from concurrent.futures import ThreadPoolExecutor

    is_many = len(sources) > MANY
    known = folder.known() if is_many and not (assume or args.diff or args.verbose) else {}
    writing: Future[list[Done]] | None = None
    with ThreadPoolExecutor(1) as writer, closing(_ready(sources, assume, known, context.stdin)) as ready:
        for some in _batches(ready, _AT_ONCE if is_many else 1):
            if writing and (some or writing.done()):
                yield from writing.result()
                writing = None
            if some:
                writing = writer.submit(_written, some, folder, args, context)
            if writing and not is_many:
                yield from writing.result()
                writing = None
            yield None
        yield from writing.result() if writing else ()


def _ready(
    sources: Sequence[Named], assume: str, known: Mapping[str, str], stdin: BinaryIO | None
) -> "Generator[Ready | None]":
    """Make of every source what is to be written: of many in several processes, which read the files themselves."""
    from rr_reader.cli.in_parallel import in_parallel

    for is_file, some in groupby(sources, lambda source: source.name != STDIN and len(sources) > MANY):
        if is_file:
            yield from in_parallel(partial(made_ready, assume=assume, known=known), some, _lost)
        else:
            for source in some:
                yield _made(read(source, stdin), assume)


def made_ready(source: Named, assume: str, known: Mapping[str, str]) -> Ready:
    """Make of a file what is to be written; `known` gives the article of a SHA-256. Picklable by name."""
    found = read(source, None)
    if known:
        import hashlib

        if article_id := known.get(hashlib.sha256(found.raw).hexdigest()):
            return Ready(found.name, known=article_id)
    return _made(found, assume)


def _made(source: Input, assume: str) -> Ready:
    from rr_reader.library.made import made
    from rr_reader.view.account import doubt_reasons

    done = parsed(source, assume)
    if done.article is None:
        return Ready(source.name, problem=done.problem)
    return Ready(source.name, made(done.article, source.raw), doubts=len(doubt_reasons(done.article)))


def _lost(source: Named) -> Ready:
    problem = BadSourceError(f"{source.name}: to read it took more than there is, or broke the program: passed over.")
    return Ready(source.name, problem=problem)


def _batches(ready: Iterable[Ready | None], at_once: int) -> Iterator[list[Ready]]:
    """Gather what is to be written together; an empty list while nothing comes.

    Two of one name never are: the second may be another edition of the first.
    """
    some: dict[str, Ready] = {}
    size, since = 0, 0.0
    for each in ready:
        name = PurePath(each.name).name if each else ""
        if some and (name in some or time.monotonic() - since > _SOON):
            yield list(some.values())
            some, size = {}, 0
        if each is None:
            yield []
            continue
        since = since if some else time.monotonic()
        some[name] = each
        size += len(each.making.raw) if each.making else 0
        if len(some) >= at_once or size > _BYTES_AT_ONCE:
            yield list(some.values())
            some, size = {}, 0
    if some:
        yield list(some.values())


def _written(some: Sequence[Ready], folder: "LibraryFolder", args: argparse.Namespace, context: Context) -> list[Done]:
    """Write to the library what can be, and say what came of each."""
    done: dict[str, Done] = {}
    waiting: list[tuple[Ready, Made]] = []
    for source in some:
        try:
            if source.problem:
                raise source.problem
            if source.making is None:
                done[source.name] = Done(source, THERE, source.known)
                continue
            if not args.anyway:
                _refuse_other_edition(source.name, source.making, folder)
            if args.dry_run:
                done[source.name] = Done(source, "Would add")
            else:
                waiting.append((source, source.making))
        except ReaderError as problem:
            done[source.name] = Done(source, problem=problem)
    done |= {each.source.name: each for each in _put(waiting, folder, args, context)}
    return [done[source.name] for source in some]


def _put(
    waiting: "Sequence[tuple[Ready, Made]]", folder: "LibraryFolder", args: argparse.Namespace, context: Context
) -> Iterator[Done]:
    """Add them together; where that fails each by itself, so that only those fail which must."""
    try:
        all_added = folder.add_all([making for _, making in waiting]) if waiting else []
    except ReaderError as problem:
        if len(waiting) > 1:
            for each in waiting:
                yield from _put([each], folder, args, context)
        else:
            yield Done(waiting[0][0], problem=problem)
        return
    for (source, making), done in zip(waiting, all_added, strict=True):
        if done.is_new:
            yield Done(source, ADDED, done.id)
        elif args.assume_encoding:
            yield _read_anew(source, making, done.id, folder, args, context)
        else:
            yield Done(source, THERE, done.id)


def _read_anew(
    source: Ready, making: "Made", known: str, folder: "LibraryFolder", args: argparse.Namespace, context: Context
) -> Done:
    """Let a reading in the encoding that was named take the place of another of the same source."""
    from rr_reader.cli.library import carry_over, journal_of
    from rr_reader.library.rereading import reread

    try:
        new, old = reread(folder, known, making.article, making.raw)
        if not new.is_new:
            return Done(source, THERE, known)
        carry_over(args, context, known, new.id, old, making.article)
        journal_of(args, context).forget(folder.file_of(known))
    except ReaderError as problem:
        return Done(source, problem=problem)
    return Done(source, "Read anew", f"{new.id}, in place of {known}, read as {old.account.encoding}")


def _refuse_other_edition(name: str, making: "Made", folder: "LibraryFolder") -> None:
    """Raise CannotCreateError where the library has an article of this source as it was before it changed."""
    from rr_reader.library.editions import earlier_edition

    if folder.made_from(making.raw) or not (earlier := earlier_edition(folder, making.article, name)):
        return
    word = shlex.quote(name)
    raise CannotCreateError(
        f"{name} has changed since it became {earlier}: nothing was added.\n"
        f"rr-reader add --refresh {word} brings that up to date; rr-reader add --anyway {word} adds this beside it."
    )


class Tally:
    """What came of many sources, counted."""

    def __init__(self) -> None:
        self.seen, self.code = 0, 0
        self._outcomes: Counter[str] = Counter()
        self._repairs: list[int] = []
        self._doubts: list[int] = []

    def count(self, done: Done) -> None:
        """Count a source; the code becomes that of the first failure."""
        self.seen += 1
        if done.problem:
            self.code = self.code or done.problem.exit_code
        self._outcomes[_FAILED if done.problem else done.outcome] += 1
        if done.source.making and not done.problem:
            self._repairs += [len(done.source.making.article.account.changes)]
            self._doubts += [done.source.doubts]

    def told(self) -> Iterator[str]:
        """Give the lines that end an import of many."""
        counted = sorted(self._outcomes.items(), key=lambda each: (each[0] == _FAILED, -each[1]))
        counts = ", ".join(f"{count} {what.lower()}" for what, count in counted)
        yield f"In all: {counts}"
        for what, numbers in (("repaired", self._repairs), ("doubts", self._doubts)):
            places, articles = sum(numbers), len(list(filter(None, numbers)))
            yield f"  {what}: {places} in {articles} article{'' if articles == 1 else 's'}"


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
