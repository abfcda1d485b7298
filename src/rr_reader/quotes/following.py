"""Highlights of articles whose files were renamed: they follow them."""

from contextlib import suppress

from rr_reader.errors import StorageError
from rr_reader.library.folder import LibraryFolder
from rr_reader.quotes.gathering import moves
from rr_reader.userdata.store import Store


def follow_renamed(folder: LibraryFolder, store: Store) -> bool:
    """Let what is known of articles whose files were renamed be theirs again; True if that was anything.

    What cannot be saved stays as it was; the store tells.
    """
    moved = False
    with suppress(StorageError):
        for article_id, to in moves(folder, store.highlights.all()).items():
            store.carry(article_id, to)
            store.highlights.carry(article_id, to)
            moved = True
    return moved
