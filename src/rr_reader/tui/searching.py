"""What a search over the library has found so far: passages by article, read only as far as they are looked at."""

from collections.abc import Iterator

import msgspec

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Entry
from rr_reader.library.filtering import Selection
from rr_reader.library.passages import Hit

FEW = 3
"""Passages of an article that are shown before it is unfolded."""


class Found(msgspec.Struct, frozen=True):
    """An article and its passages, each with the text that it stands in."""

    entry: Entry
    hits: tuple[Hit, ...]
    texts: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    """A line of what was found: an article's heading, a line of a passage, how many more there are, or air."""

    found: int
    """Which of the articles; -1 for air."""
    hit: int = -1
    """Which of its passages; -1 for the heading."""
    line: int = 0
    more: int = 0
    """Passages that are folded here."""


class Findings:
    """What is found for one query. It goes on when it is asked to."""

    def __init__(self, selection: Selection) -> None:
        """Take the choice among the articles; those most about the words are looked into first."""
        self.selection = selection
        self.articles: list[Found] = []
        self.passages = 0
        self._folded = 0
        self.is_complete = False
        self.looking = self._look()
        """Looks into one article after the other, a step each."""
        self._unfolded: set[int] = set()

    def _look(self) -> Iterator[None]:
        for entry in self.selection.ranked():
            try:
                hits = tuple(self.selection.passages(entry))
                texts = tuple(entry.article.blocks[hit.block].text for hit in hits)
            except ReaderError:  # gone or broken since the index saw it: there is nothing to be found in it
                hits = ()
            if hits:
                self.articles.append(Found(entry, hits, texts))
                self.passages += len(hits)
                self._folded += min(len(hits), FEW)
            yield
        self.is_complete = True

    def unfold(self, found: int) -> None:
        """Show all passages of an article."""
        self._unfolded.add(found)

    def height(self, lines: int) -> int:
        """Say how many rows there are, roughly."""
        return 2 * len(self.articles) + lines * self._folded

    def rows(self, lines: int, first: int = 0) -> list[Row]:
        """List the rows from an article on; a passage has so many lines if somebody says it."""
        rows: list[Row] = []
        for found in range(first, len(self.articles)):
            hits = self.articles[found].hits
            count = len(hits)
            shown = count if found in self._unfolded or count == FEW + 1 else min(count, FEW)
            rows += [Row(-1)] * bool(found)
            rows.append(Row(found))
            rows += [Row(found, hit, line) for hit in range(shown) for line in range(lines if hits[hit].speaker else 1)]
            rows += [Row(found, shown, more=count - shown)] * (shown < count)
        return rows

    def told(self) -> str:
        """Say how much was found; where not all was looked into, that there may be more.

        `213 passages in 80 articles`, `40+ passages in 12+ articles …`
        """
        if not self.passages:
            return "nothing" if self.is_complete else "…"
        if self.is_complete:
            return f"{_count(self.passages, 'passage')} in {_count(len(self.articles), 'article')}"
        return f"{self.passages}+ passages in {len(self.articles)}+ articles …"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
