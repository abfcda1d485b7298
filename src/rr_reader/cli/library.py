"""The user's library, as the commands open it: the same folder and the same articles as on the screen."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rr_reader.cli.command import Context
from rr_reader.errors import CannotCreateError, ReaderError, StorageError
from rr_reader.library.catalogue import Library, Problem
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import Index
from rr_reader.library.index.updating import Progress
from rr_reader.library.journal import Journal
from rr_reader.userdata.places import Places, places

if TYPE_CHECKING:
    from rr_reader.library.marks import Marks
    from rr_reader.library.query import Query
    from rr_reader.userdata.store import Store


MANY = 200
"""Files more than which take a while to read."""
PATIENCE = 10.0
"""Seconds to wait for another program that is saving: nobody waits for a screen here."""


class Opened(NamedTuple):
    """A library and what the reader did with its articles."""

    library: Library
    states: Mapping[str, frozenset[str]]


def places_of(args: argparse.Namespace, context: Context) -> Places:
    """Say where everything is kept."""
    return places(context.environ, str(args.library or ""))


def folder_of(args: argparse.Namespace, context: Context) -> LibraryFolder:
    """Find the library's folder; at the first run the articles that ship with the program come into it."""
    from rr_reader.library.starter import ensure_starter

    path = places_of(args, context).library
    try:
        ensure_starter(path)
    except (CannotCreateError, StorageError):
        if not path.is_dir():
            raise  # else: what cannot be written to can still be read
    return LibraryFolder(path)


def journal_of(args: argparse.Namespace, context: Context) -> Journal:
    """Give the way back from mendings, which is kept in the state folder."""
    return Journal(places_of(args, context).mendings)


def carry_over(args: argparse.Namespace, context: Context, article_id: str, to: str) -> None:
    """Keep the reading place, the marks and the highlights of an article that was read anew under another id."""

    def carry(store: "Store") -> None:
        store.carry(article_id, to)
        with suppress(StorageError):  # it is told as the store's trouble
            store.highlights.carry(article_id, to)

    _with_store(args, context, carry)


def forget(args: argparse.Namespace, context: Context, article_id: str) -> None:
    """Know nothing more of an article that is gone: no place, no mark, no mending to undo.

    What was highlighted in it stays, with the words as they were.
    """
    _with_store(args, context, lambda store: store.forget(article_id))
    journal_of(args, context).forget(LibraryFolder(places_of(args, context).library).file_of(article_id))


@contextmanager
def store_of(args: argparse.Namespace, context: Context) -> "Iterator[Store]":
    """Open what is kept of places, marks and highlights, and let it go at the end. Trouble with it is not told."""
    from rr_reader.userdata.store import Store

    kept = places_of(args, context)
    store = Store.open(kept.database, patience=PATIENCE, sidecar=_sidecar(kept, context))
    try:
        yield store
    finally:
        store.close()


def _sidecar(kept: Places, context: Context) -> Path | None:
    from rr_reader.userdata.settings import load_settings

    try:
        return kept.sidecar if load_settings(kept.config).sidecar else None
    except ReaderError as problem:
        context.errors.say(str(problem))
        return None


def _with_store(args: argparse.Namespace, context: Context, deed: "Callable[[Store], None]") -> None:
    """Do something to the database of places and marks, if there is one. Trouble with it is told."""
    if not places_of(args, context).database.exists():
        return
    with store_of(args, context) as store:
        deed(store)
        if store.trouble:
            context.errors.say(store.trouble)


def indexed(args: argparse.Namespace, context: Context) -> tuple[Library, tuple[Problem, ...]]:
    """Bring the library's index up to date, and give the library with what of it cannot be read."""
    index = Index(folder_of(args, context), places_of(args, context).index)

    def tell(progress: Progress) -> None:
        if progress.of > MANY:
            context.errors.progress(f"{progress.done} of {progress.of} articles read")

    library = index.up_to_date(tell)
    context.errors.end_progress()
    if index.trouble:
        context.errors.say(index.trouble)
    return library, index.problems()


def opened(args: argparse.Namespace, context: Context) -> Opened:
    """Open the library as it is now; articles that cannot be loaded are named on stderr and left out."""
    library, problems = indexed(args, context)
    for problem in problems:
        context.errors.say(problem.message)
    return Opened(library, _states(args, context))


def marks_of(args: argparse.Namespace, context: Context, query: "Query") -> "Marks":
    """Give what was highlighted, where a query asks for it."""
    from rr_reader.library.filtering import NONE_MARKED
    from rr_reader.quotes.asked import Highlighted

    if not query.asks_of("highlight"):
        return NONE_MARKED
    with store_of(args, context) as store:
        return Highlighted(store.highlights.all())


def _states(args: argparse.Namespace, context: Context) -> Mapping[str, frozenset[str]]:
    """What was read and starred. Trouble with the database is told, and then nothing counts as read."""
    with store_of(args, context) as store:
        states = store.states()
        if store.trouble:
            context.errors.say(store.trouble)
        return states
