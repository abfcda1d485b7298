"""The articles of an index: as it keeps them where the file has not changed since, else from the file."""

import sqlite3
from array import array
from collections.abc import Sequence
from functools import lru_cache

from rr_reader.errors import NoSourceError
from rr_reader.library.catalogue import KEPT, Folded, folded
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index import rows
from rr_reader.library.index.words import is_exact, question
from rr_reader.library.masks import Mask, mask_of
from rr_reader.library.summary import Summary, summary_of
from rr_reader.model import Article, Meta

_RANKED = 2_000
"""Articles up to which those most about the words come first: words that more have tell none from another."""
_ASKED = 8
"""Questions to which the answers are kept: which articles have the words is asked again for their order."""


class Indexed:
    """A shelf over an index and the folder that it is of."""

    def __init__(self, connection: sqlite3.Connection, folder: LibraryFolder, mended: dict[int, Article] | None = None):
        self._connection, self._folder, self._mended = connection, folder, mended or {}
        self.article = lru_cache(maxsize=KEPT)(self._article)
        self.folded = lru_cache(maxsize=KEPT)(self._folded)
        self._matching = lru_cache(maxsize=_ASKED)(self._find_matching)

    def summary(self, row: int) -> Summary:
        """Give what the list shows of an article; nothing but the id of one that is gone."""
        if row in self._mended:
            return summary_of(rows.id_in(self._connection, row), self._mended[row])
        return rows.summary_in(self._connection, row) or Summary("", "", Meta())

    def _article(self, row: int) -> Article:
        if row in self._mended:
            return self._mended[row]
        article_id = rows.id_in(self._connection, row)
        if not article_id:
            raise NoSourceError("This article is no longer in the library.")
        if self._folder.stated_of(article_id) == rows.stated_in(self._connection, row):
            article = rows.article_in(self._connection, row)
            if article is not None:
                return article
        return self._folder.load(article_id)

    def _folded(self, row: int) -> Folded:
        return folded(self.article(row))

    def having(self, terms: Sequence[str], size: int) -> tuple[Mask, bool]:
        """Give the articles that have all of these words and phrases; False if some may not, and are to be read."""
        questions = list(filter(None, map(question, terms)))
        is_sure = all(map(is_exact, terms))
        if not questions:
            return b"\1" * size, is_sure
        return mask_of(self._matching(" AND ".join(questions)), size), is_sure

    def ranked(self, about: Sequence[Sequence[str]]) -> Sequence[int]:
        """List the rows of those that may have a word of each group, those most about the words first.

        Too many come as they were added.
        """
        groups = [list(map(question, group)) for group in about]
        asked = " AND ".join(f"({' OR '.join(group)})" for group in groups if all(group))
        if not asked:
            return rows.loadable(self._connection)
        found = self._matching(asked)
        if len(found) > _RANKED:
            return found
        ranked = self._connection.execute("select rowid from words where words match ? order by rank", (asked,))
        return [row for (row,) in ranked]

    def _find_matching(self, asked: str) -> "array[int]":
        found = self._connection.execute("select rowid from words where words match ?", (asked,))
        return array("I", (row for (row,) in found))

    def mended(self, row: int, article: Article) -> "Indexed":
        """Give the shelf with an article as it is after a mending."""
        return Indexed(self._connection, self._folder, self._mended | {row: article})
