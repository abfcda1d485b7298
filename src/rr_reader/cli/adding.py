"""Adding sources to the library: read and parsed in other processes where they are many, written some at a time."""

import argparse
import shlex
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from rr_reader.cli.command import Context
from rr_reader.cli.inputs import STDIN, Input, Named, parsed, read
from rr_reader.errors import BadSourceError, CannotCreateError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Generator
    from concurrent.futures import Future

    from rr_reader.cli.reprints import Like
    from rr_reader.library.editions import Editions
    from rr_reader.library.folder import LibraryFolder
    from rr_reader.library.made import Made

ADDED, WOULD, THERE = "Added", "Would add", "Already there"
MANY = 24
"""Sources more than which are read in several processes, and told of in a line each."""
_AT_ONCE = 48
"""Articles that come to the disk together, at most."""
_BYTES_AT_ONCE = 4 << 20
_SOON = 0.3
"""Seconds that an article waits for others, at most."""


class Ready(NamedTuple):
    """A source that can be written to the library; or is there already, under the id `known`; or its problem."""

    name: str
    making: "Made | None" = None
    problem: ReaderError | None = None
    known: str = ""
    doubts: int = 0
    sample: tuple[int, ...] = ()
    """By which those are found that may be much alike: see `library/resembling`."""


class Done(NamedTuple):
    """What came of a source: “Added”, say, and as what; or the problem with it."""

    source: Ready
    outcome: str = ""
    as_what: str = ""
    like: "Like | None" = None
    problem: ReaderError | None = None


def added(
    sources: Sequence[Named], folder: "LibraryFolder", args: argparse.Namespace, context: Context, assume: str
) -> Iterator[Done | None]:
    """Add the sources, in order, and say what came of each once that is on the disk; None while nothing comes."""
    from rr_reader.cli.library import places_of
    from rr_reader.cli.reprints import Likes

    with closing(Likes(folder, places_of(args, context).index)) as likes:
        for done in _added(sources, folder, args, context, assume):
            if done and done.source.making and done.outcome in (ADDED, WOULD):
                sample = done.source.sample
                done = done._replace(like=likes.of(done.source.making.article, sample, but=done.as_what))
                if done.outcome == ADDED:
                    likes.note(done.as_what, sample)
            yield done


def _added(
    sources: Sequence[Named], folder: "LibraryFolder", args: argparse.Namespace, context: Context, assume: str
) -> Iterator[Done | None]:
    from concurrent.futures import ThreadPoolExecutor

    from rr_reader.library.editions import Editions

    is_many, editions = len(sources) > MANY, Editions(folder)
    known = folder.known() if is_many and not (assume or args.diff or args.verbose) else {}
    writing: Future[list[Done]] | None = None
    with ThreadPoolExecutor(1) as writer, closing(_ready(sources, assume, known, context.stdin)) as ready:
        for some in _batches(ready, _AT_ONCE if is_many else 1):
            if writing and (some or writing.done()):
                yield from writing.result()
                writing = None
            if some:
                writing = writer.submit(_written, some, folder, editions, args, context)
            if writing and not is_many:
                yield from writing.result()
                writing = None
            yield None
        yield from writing.result() if writing else ()


def _ready(
    sources: Sequence[Named], assume: str, known: Mapping[str, str], stdin: BinaryIO | None
) -> "Generator[Ready | None]":
    """Make of every source what is to be written: of many in several processes, which read the files themselves."""
    from rr_reader.library.in_parallel import in_parallel

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
    from rr_reader.library.resembling import sample_of
    from rr_reader.view.account import doubt_reasons

    done = parsed(source, assume)
    if done.article is None:
        return Ready(source.name, problem=done.problem)
    doubts, sample = len(doubt_reasons(done.article)), sample_of(done.article)
    return Ready(source.name, made(done.article, source.raw), doubts=doubts, sample=sample)


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


def _written(
    some: Sequence[Ready],
    folder: "LibraryFolder",
    editions: "Editions",
    args: argparse.Namespace,
    context: Context,
) -> list[Done]:
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
                _refuse_other_edition(source.name, source.making, folder, editions)
            if args.dry_run:
                done[source.name] = Done(source, WOULD)
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
        carry_over(args, context, known, new.id)
        journal_of(args, context).forget(folder.file_of(known))
    except ReaderError as problem:
        return Done(source, problem=problem)
    return Done(source, "Read anew", f"{new.id}, in place of {known}, read as {old.account.encoding}")


def _refuse_other_edition(name: str, making: "Made", folder: "LibraryFolder", editions: "Editions") -> None:
    """Raise CannotCreateError where the library has an article of this source as it was before it changed."""
    if folder.made_from(making.raw) or not (earlier := editions.earlier(making.article, name)):
        return
    word = shlex.quote(name)
    raise CannotCreateError(
        f"{name} has changed since it became {earlier}: nothing was added.\n"
        f"rr-reader add --refresh {word} brings that up to date; rr-reader add --anyway {word} adds this beside it."
    )
