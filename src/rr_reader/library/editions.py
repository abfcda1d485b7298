"""A source that was changed since an article was made from it: which article that is."""

from collections import Counter
from collections.abc import Iterable, Set
from contextlib import suppress
from pathlib import PurePath
from typing import NamedTuple

from rr_reader.errors import ReaderError
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.naming import title_of
from rr_reader.model import Article, Kind

_SHARED = 0.5
"""Of the shorter one's text: as much must stand in the other, paragraph by paragraph."""
_SHARED_UNDER_ONE_TITLE = 0.3
"""A title alone is no proof: every `index.md` may be called “Interview”."""
_AROUND = frozenset({Kind.TITLE, Kind.BOILERPLATE, Kind.RELATED})
"""What a page has around its text: the same on all pages of a site."""


class _Text(NamedTuple):
    """What is remembered of an article: its paragraphs by their hashes, each with length and count."""

    paragraphs: dict[int, tuple[int, int]]
    length: int
    title: str
    """ "" for one that was derived."""


class Editions:
    """Finds the articles that were made from other editions of a source; each is looked at once."""

    def __init__(self, folder: LibraryFolder) -> None:
        self._folder = folder
        self._texts: dict[str, _Text] = {}
        self._having: dict[int, set[str]] = {}

    def earlier(self, article: Article, name: str, *, but: str = "") -> str:
        """Give the id of the article that was made from another edition of this source; "" where there is none.

        That is one made from a file of the same `name` (a path, its folders left out) which has mostly the same
        paragraphs, or the same title and many of them; of several, the likest. `but` is left out. Raises StorageError.
        """
        namesakes = self._folder.namesakes(PurePath(name).name)
        for digest, article_id in namesakes.items():
            if digest not in self._texts:
                with suppress(ReaderError):  # a broken file: nothing can be said of it
                    self._know(digest, self._folder.load(article_id))
        likest = self._likest(article, {digest for digest, article_id in namesakes.items() if article_id != but})
        return namesakes.get(likest, "")

    def is_of_any(self, article: Article, others: Iterable[Article]) -> bool:
        """Tell whether this is another edition of one of those, all of which name the SHA-256 of their sources."""
        known = {other.source.sha256: other for other in others}
        for digest, other in known.items():
            if digest not in self._texts:
                self._know(digest, other)
        return bool(self._likest(article, known.keys()))

    def _likest(self, article: Article, among: Set[str]) -> str:
        """Give the source of which this is the likest edition; "" for none."""
        if not among:
            return ""
        text, shared = _text(article), Counter[str]()
        for paragraph, (length, count) in text.paragraphs.items():
            for digest in self._having.get(paragraph, ()):
                shared[digest] += length * min(count, self._texts[digest].paragraphs[paragraph][1])
        found: list[tuple[float, str]] = []
        for digest in shared.keys() & among:
            known = self._texts[digest]
            part = shared[digest] / max(1, min(text.length, known.length))
            if part >= (_SHARED_UNDER_ONE_TITLE if text.title and text.title == known.title else _SHARED):
                found.append((part, digest))
        return max(found, default=(0.0, ""))[1]

    def _know(self, digest: str, article: Article) -> None:
        """Remember an article by the digest of its source."""
        self._texts[digest] = text = _text(article)
        for paragraph in text.paragraphs:
            self._having.setdefault(paragraph, set()).add(digest)


def earlier_edition(folder: LibraryFolder, article: Article, name: str, *, but: str = "") -> str:
    """Give what `Editions.earlier` gives, for a single source."""
    return Editions(folder).earlier(article, name, but=but)


def _text(article: Article) -> _Text:
    counted = Counter(" ".join(block.text.split()) for block in article.blocks if block.kind not in _AROUND)
    title, is_derived = title_of(article)
    return _Text(
        {hash(text): (len(text), count) for text, count in counted.items()},
        sum(len(text) * count for text, count in counted.items()),
        "" if is_derived else title,
    )
