"""The articles of an index: as it keeps them where the file has not changed since, else from the file.

An index may break while it is asked. What it cannot answer then is answered by the files, which takes longer.
"""

import sqlite3
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from rr_reader.errors import NoSourceError, ReaderError
from rr_reader.library.catalogue import KEPT, Folded, folded
from rr_reader.library.columns import Columns
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index import rows
from rr_reader.library.index.words import is_exact, question
from rr_reader.library.masks import Mask, mask_of
from rr_reader.library.summary import Summary, summary_of
from rr_reader.model import Article, Meta

_RANKED = 10_000
"""Articles up to which those most about the words come first: words that more have tell none from another."""
_BUSY = "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_INTERRUPT"
_Answer = TypeVar("_Answer")
_ASKED = 8
"""Questions to which the answers are kept: which articles have the words is asked again for their order."""


class Indexed:
    """A shelf over an index and the folder that it is of."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        folder: LibraryFolder,
        columns: Columns,
        broken: Callable[[], None],
        mended: dict[int, Article] | None = None,
    ):
        """Take the index, the folder, what is known of all articles, and who is told that the index is broken."""
        self._connection, self._folder, self._columns = connection, folder, columns
        self._broken, self._mended = broken, mended or {}
        self.article = lru_cache(maxsize=KEPT)(self._article)
        self.folded = lru_cache(maxsize=KEPT)(self._folded)
        self._matching = lru_cache(maxsize=_ASKED)(self._find_matching)

    def summary(self, row: int) -> Summary:
        """Give what the list shows of an article; nothing but the id of one that is gone."""
        if row in self._mended:
            return summary_of(self._columns.ids[row], self._mended[row])
        return self._asked(
            lambda: rows.summary_in(self._connection, row) or Summary(self._columns.ids[row], "", Meta())
        ) or self._read(row)

    def _read(self, row: int) -> Summary:
        article_id = self._columns.ids[row]
        try:
            return summary_of(article_id, self._folder.load(article_id))
        except ReaderError:
            return Summary(article_id, article_id, Meta())

    def _article(self, row: int) -> Article:
        if row in self._mended:
            return self._mended[row]
        article_id = self._asked(lambda: rows.id_in(self._connection, row))
        if article_id == "":
            raise NoSourceError("This article is no longer in the library.")
        return self._asked(lambda: self._remembered(row)) or self._folder.load(self._columns.ids[row])

    def _remembered(self, row: int) -> Article | None:
        """Give the article as the index has it; None where the file is another by now."""
        is_same = self._folder.stated_of(self._columns.ids[row]) == rows.stated_in(self._connection, row)
        return rows.article_in(self._connection, row) if is_same else None

    def _folded(self, row: int) -> Folded:
        return folded(self.article(row))

    def having(self, terms: Sequence[str], size: int) -> tuple[Mask, bool]:
        """Give the articles that have all of these words and phrases; False if some may not, and are to be read."""
        questions = list(filter(None, map(question, terms)))
        is_sure = all(map(is_exact, terms))
        if not questions:
            return b"\1" * size, is_sure
        found = self._asked(lambda: self._matching(" AND ".join(questions)))
        return (self._columns.there, False) if found is None else (mask_of(found, size), is_sure)

    def ranked(self, about: Sequence[Sequence[str]]) -> Sequence[int]:
        """List the rows of those that may have a word of each group, those most about the words first.

        Of too many the newest come first.
        """
        groups = [list(map(question, group)) for group in about]
        asked = " AND ".join(f"({' OR '.join(group)})" for group in groups if all(group))
        ranked = self._asked(lambda: self._ranked(asked) if asked else rows.loadable(self._connection))
        return self._columns.orders["given"] if ranked is None else ranked

    def _ranked(self, asked: str) -> Sequence[int]:
        found = self._matching(asked)
        if len(found) > _RANKED:
            wanted = mask_of(found, len(self._columns.ids))
            return [row for row in self._columns.orders["newest"] if row < len(wanted) and wanted[row]]
        ranked = self._connection.execute("select rowid from words where words match ? order by rank", (asked,))
        return [row for (row,) in ranked]

    def _asked(self, ask: Callable[[], _Answer]) -> _Answer | None:
        """Ask the index; None where it cannot answer: then it is told to be broken, unless it is only busy."""
        try:
            return ask()
        except sqlite3.Error as error:
            if not getattr(error, "sqlite_errorname", "").startswith(_BUSY):
                self._broken()
            return None

    def _find_matching(self, asked: str) -> "array[int]":
        found = self._connection.execute("select rowid from words where words match ?", (asked,))
        return array("I", (row for (row,) in found))

    def mended(self, row: int, article: Article) -> "Indexed":
        """Give the shelf with an article as it is after a mending."""
        return Indexed(self._connection, self._folder, self._columns, self._broken, self._mended | {row: article})
