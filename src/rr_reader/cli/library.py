"""The user's library, as the commands open it: the same folder and the same articles as on the screen."""

import argparse
from collections.abc import Mapping
from typing import NamedTuple

from rr_reader.cli.command import Context
from rr_reader.errors import CannotCreateError, StorageError
from rr_reader.library.catalogue import Library
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.userdata.places import Places, places


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


def opened(args: argparse.Namespace, context: Context) -> Opened:
    """Load every article; those that cannot be loaded are named on stderr and left out."""
    library, problems = Library.open(folder_of(args, context))
    for problem in problems:
        context.errors.say(problem.message)
    return Opened(library, _states(args, context))


def _states(args: argparse.Namespace, context: Context) -> Mapping[str, frozenset[str]]:
    """What was read and starred. Trouble with the database is told, and then nothing counts as read."""
    from rr_reader.userdata.store import Store

    store = Store.open(places_of(args, context).data / "reader.db")
    try:
        if store.trouble:
            context.errors.say(store.trouble)
        return store.states()
    finally:
        store.close()
