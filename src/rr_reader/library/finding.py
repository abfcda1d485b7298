"""An article of a library by what a user calls it: its id, its path, or words of its title."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rr_reader.errors import NoSourceError, ReaderError
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.naming import title_of
from rr_reader.text.matching import Matcher, fold

_NAMED = 5
"""Candidates that are named where words fit several."""


def has_article(folder: LibraryFolder, words: str) -> bool:
    """Tell whether this is the id or the path of an article that is here. Raises StorageError."""
    return bool(_exact(folder, words, folder.ids()))


def find_article(folder: LibraryFolder, words: str) -> str:
    """Give the id of one article: by its id, its path, or words of a title that fit only this one.

    Raises NoSourceError, naming some candidates where the words fit several, and StorageError.
    """
    ids = folder.ids()
    if exact := _exact(folder, words, ids):
        return exact
    found = [article_id for article_id, title in _titles(folder, ids) if _fits(words, article_id, title)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NoSourceError(f"No article is called “{words}”. `rr-reader list` shows those there are.")
    names = ", ".join(found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
    raise NoSourceError(f"“{words}” fits {len(found)} articles: {names}. Say more of the title, or the id.")


def _exact(folder: LibraryFolder, words: str, ids: Sequence[str]) -> str:
    """Give the article of which this is the id or the path; "" for none."""
    if words in ids:
        return words
    path = Path(words)
    is_path = path.stem in ids and path.name == folder.file_of(path.stem).name and _is_same(path.parent, folder.path)
    return path.stem if is_path else ""


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # not there, or a name that no file can have
        return False


def _titles(folder: LibraryFolder, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for article_id in ids:
        try:
            yield article_id, title_of(folder.load(article_id))[0]
        except ReaderError:
            yield article_id, ""


def _fits(words: str, article_id: str, title: str) -> bool:
    if not any(map(str.isalnum, fold(words))):  # `-`, say: of no words, all are in every title
        return False
    of_title, of_id = Matcher(words.split()), Matcher(words.replace("-", " ").split())
    return of_title.matches(fold(title)) or of_id.matches(fold(article_id.replace("-", " ")))
