"""Mendings written down, undone and done again: each is one file replaced durably, after the way back is.

A kill at any moment leaves the cleaned file as it was or as it is meant to be, and what leads back to it.
"""

from collections.abc import Callable

from rr_reader.errors import NoSourceError, ReaderError
from rr_reader.library.cleaned import dump
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.model import Article


def mend(folder: LibraryFolder, article_id: str, operation: Callable[[Article], Article], journal: Journal) -> Article:
    """Change an article of the library by one of the functions of `mending`; when this returns, it is on the disk.

    Gives the article as it is loaded now. What somebody wrote into the file by hand stays as it is written, where
    the change does not touch the same lines. Raises what the operation raises, CannotCreateError, StorageError, and
    what loading raises; then nothing has changed.
    """
    file = folder.file_of(article_id)

    def change(text: str, article: Article) -> str:
        changed = operation(article)
        if changed == article:
            return text
        new = _by_hand(folder, article_id, text, dump(article), dump(changed))
        journal.keep(file, text, new)
        return new

    return folder.rewrite(article_id, change)


def undo(folder: LibraryFolder, article_id: str, journal: Journal) -> Article:
    """Take the last mending back: the file is again what it was, to the letter. Gives the article.

    Raises NoSourceError where no mending is known that led to the file as it stands, as after an edit by hand; then
    nothing has changed.
    """
    file = folder.file_of(article_id)
    return folder.rewrite(article_id, lambda text, _: _known(journal.before(file, text), article_id, "undo"))


def redo(folder: LibraryFolder, article_id: str, journal: Journal) -> Article:
    """Do again what was undone last. Gives the article; raises as `undo`."""
    file = folder.file_of(article_id)
    return folder.rewrite(article_id, lambda text, _: _known(journal.after(file, text), article_id, "do again"))


def _known(state: str | None, article_id: str, what: str) -> str:
    if state is None:
        raise NoSourceError(
            f"{article_id}: there is nothing to {what}: no mending is known beside the file as it stands."
        )
    return state


def _by_hand(folder: LibraryFolder, article_id: str, text: str, old: str, new: str) -> str:
    """Bring a change into a file that may not be written as we write it: comments, keys of other programs, wrapping."""
    if text == old:
        return new
    from rr_reader.library.merging import merged  # late: the screen begins without

    plain = text.replace("\r\n", "\n")
    parts = zip(*(each.partition("\n---\n") for each in (old, plain, new)), strict=True)  # the head, the body
    both = "".join(part[-1] if (kept := merged(*part)) is None else kept for part in parts)
    try:
        is_meant = dump(folder.read(both, article_id)) == new
    except ReaderError:
        is_meant = False
    if not is_meant:
        return new
    return both.replace("\n", "\r\n") if "\r\n" in text else both
