"""What a search over the library has found so far: passages by article, read only as far as they are looked at."""

from collections.abc import Iterator

import msgspec

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Entry
from rr_reader.library.filtering import Selection
from rr_reader.library.passages import Hit

FEW = 3
"""Passages of an article that are shown before it is unfolded."""
MOST = 10_000
"""Passages that are held; where there are more, nobody counts on to the end."""
FORMER = 50
"""Searches that are remembered while the program runs."""
ORDERS = ("best first", "newest first")
"""The orders of what is found, as they are told."""


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


class Standing(msgspec.Struct, frozen=True):
    """Where the cursor stands in what was found, so that it is found again in newer findings."""

    article_id: str
    block: int
    """The passage's; -1 on what unfolds others."""
    above: int
    """Rows that are seen above it."""


class Findings:
    """What is found for one query. It goes on when it is asked to."""

    def __init__(self, selection: Selection, *, newest: bool = False, like: "Findings | None" = None) -> None:
        """Take the choice among the articles; those most about the words are looked into first, or the newest.

        What is unfolded in the findings that these are `like` is unfolded here.
        """
        self.selection = selection
        self.order = ORDERS[newest or not selection.query.about]
        self.articles: list[Found] = []
        self.passages = 0
        self._folded = 0
        self.is_complete = False
        self.looking = self._look(newest)
        """Looks into one article after the other, a step each."""
        self._places: dict[str, int] = {}
        self._unfolded: set[str] = set(like._unfolded) if like else set()

    @property
    def is_full(self) -> bool:
        """Tell whether so much was found that only who looks on wants more."""
        return self.passages >= MOST

    def _look(self, newest: bool) -> Iterator[None]:
        for entry in self.selection.candidates.by("newest") if newest else self.selection.ranked():
            try:
                hits = tuple(self.selection.passages(entry))
                texts = tuple(entry.article.blocks[hit.block].text for hit in hits)
            except ReaderError:  # gone or broken since the index saw it: there is nothing to be found in it
                hits = ()
            if hits:
                self._places[entry.id] = len(self.articles)
                self.articles.append(Found(entry, hits, texts))
                self.passages += len(hits)
                self._folded += min(len(hits), FEW)
            yield
        self.is_complete = True

    def place_of(self, article_id: str) -> int | None:
        """Say which of the articles found that is; None where it is none of them."""
        return self._places.get(article_id)

    def unfold(self, found: int) -> None:
        """Show all passages of an article."""
        self._unfolded.add(self.articles[found].entry.id)

    def height(self, lines: int) -> int:
        """Say how many rows there are, roughly."""
        return 2 * len(self.articles) + lines * self._folded

    def rows(self, lines: int, first: int = 0) -> list[Row]:
        """List the rows from an article on; a passage has so many lines if somebody says it."""
        rows: list[Row] = []
        for found in range(first, len(self.articles)):
            hits = self.articles[found].hits
            count = len(hits)
            shown = count if self.articles[found].entry.id in self._unfolded or count == FEW + 1 else min(count, FEW)
            rows += [Row(-1)] * bool(found)
            rows.append(Row(found))
            rows += [Row(found, hit, line) for hit in range(shown) for line in range(lines if hits[hit].speaker else 1)]
            rows += [Row(found, shown, more=count - shown)] * (shown < count)
        return rows

    def told(self, *, briefly: bool = False) -> str:
        """Say how much was found; where not all was looked into, that there may be more.

        `213 passages in 80 articles`, `40+ passages in 12+ articles …`, briefly `40+ in 12+ …`; without the dots where
        nobody counts on.
        """
        if not self.passages:
            return "nothing" if self.is_complete else "…"
        more = "" if self.is_complete else "+"
        counts = [(self.passages, " passage"), (len(self.articles), " article")]
        told = (f"{count:,}{more}" if briefly else _count(count, what, more) for count, what in counts)
        return " in ".join(told) + (" …" if more and not self.is_full else "")


def _count(number: int, what: str, more: str) -> str:
    return f"{number:,}{more}{what}{'s' * (number != 1 or bool(more))}"


class Sought:
    """What one searched the library for last and what that found, to be come back to; and all that was before that."""

    def __init__(self) -> None:
        self.text = ""
        self.findings: Findings | None = None
        """What the text finds; None where nothing was looked for."""
        self.standing: Standing | None = None
        self.newest = False
        """Whether the newest articles come first, not those most about the words."""
        self.former: list[str] = []
        """What one searched for, each once, the latest last."""

    def keep(self, text: str, findings: Findings | None, standing: Standing | None) -> None:
        """Take what is on the screen as one leaves it."""
        self.text, self.findings, self.standing = text, findings, standing
        if findings and text.strip():
            self.former = [*(each for each in self.former if each != text), text][-FORMER:]
