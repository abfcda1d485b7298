"""Articles that are much like one that is added: perhaps the same interview from another outlet."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rr_reader.errors import ReaderError
from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Article


class Like(NamedTuple):
    """Another article that is much like one: its id, and the shared part of the shorter one's words, from 0 to 1."""

    id: str
    shared: float


class Likes:
    """Finds articles of the library that are much like one that is added, as far as the index knows the library.

    What was added before by this same run is found too.
    """

    def __init__(self, folder: LibraryFolder, index: Path | None) -> None:
        import sqlite3

        from rr_reader.library.index import alike
        from rr_reader.library.index.index import Index

        self._folder, self._index, self._alike = folder, Index(folder, index), alike
        self._new: list[str] = []
        self._samples = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._samples.execute(alike.SCHEMA)

    def of(self, article: Article, sample: Sequence[int], *, but: str) -> Like | None:
        """Give the article that is most like one, if any is much like it. `but` is left out: its own."""
        from rr_reader.library.resembling import ALIKE, Wording, shared_words

        own = Wording.of(article)
        near = [self._new[row] for row in self._alike.perhaps_alike(self._samples, sample)]
        found: list[Like] = []
        for article_id in dict.fromkeys((*near, *self._index.perhaps_alike(sample))):
            with suppress(ReaderError):  # one that is gone since, or broken
                if article_id != but:
                    found.append(Like(article_id, shared_words(own, Wording.of(self._folder.load(article_id)))))
        likest = max(found, key=lambda like: like.shared, default=None)
        return likest if likest and likest.shared >= ALIKE else None

    def note(self, article_id: str, sample: Sequence[int]) -> None:
        """Know an article that was added."""
        self._alike.note(self._samples, len(self._new), sample)
        self._new.append(article_id)

    def close(self) -> None:
        """Let go of the files."""
        self._samples.close()
        self._index.close()
