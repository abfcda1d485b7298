"""The library: what is known of all articles in columns, and the articles themselves when they are asked for."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol, overload

import msgspec

from rr_reader.library.collecting import columns_of
from rr_reader.library.columns import Columns
from rr_reader.library.masks import Mask
from rr_reader.library.naming import free_name, slug, title_of
from rr_reader.library.summary import Summary, summary_of
from rr_reader.model import Article, Meta, Speaker
from rr_reader.text.matching import Matcher, fold

KEPT = 64
"""Articles kept loaded, those used last; all others are fetched again when they are looked at."""
FEW = 2_000
"""Articles whose columns are made anew while one waits; of more, the facets follow a mending with the index."""


class Folded(msgspec.Struct, frozen=True):
    """An article's words as the matcher wants them."""

    blocks: tuple[str, ...]
    """The text of each block."""
    all: str
    """These and what the article says of itself, a line each, so that no phrase is found across two."""


def folded(article: Article) -> Folded:
    """Fold an article's words."""
    meta = article.meta
    blocks = tuple(fold(block.text) for block in article.blocks)
    names = (person.name for person in article.speakers)
    about = (title_of(article)[0], meta.deck, meta.outlet, *meta.byline, *meta.tags, *names)
    return Folded(blocks, "\n".join((*map(fold, about), *blocks)))


class Shelf(Protocol):
    """Where a library's articles are fetched from, by their rows."""

    def summary(self, row: int) -> Summary:
        """Give what the list shows of an article."""

    def article(self, row: int) -> Article:
        """Give an article. Raises ReaderError if it is gone or broken by now."""

    def folded(self, row: int) -> Folded:
        """Give its folded words. Raises as `article`."""

    def having(self, terms: Sequence[str], size: int) -> tuple[Mask, bool]:
        """Give the articles that have all of these words and phrases; False if some may not, and are to be read."""

    def ranked(self, about: Sequence[Sequence[str]]) -> Sequence[int]:
        """List the rows of those that may have a word of each group, those most about the words first."""

    def mended(self, row: int, article: Article) -> "Shelf":
        """Give the shelf with an article as it is after a mending."""


class InMemory:
    """Articles that are only in memory."""

    def __init__(self, articles: Sequence[tuple[str, Article]]) -> None:
        """Take articles with their ids."""
        self._articles = articles
        self.summaries = [summary_of(*each) for each in articles]
        self._folded: dict[int, Folded] = {}

    def summary(self, row: int) -> Summary:
        """Give what the list shows of an article."""
        return self.summaries[row]

    def article(self, row: int) -> Article:
        """Give an article."""
        return self._articles[row][1]

    def folded(self, row: int) -> Folded:
        """Give its folded words."""
        if row not in self._folded:
            self._folded[row] = folded(self.article(row))
        return self._folded[row]

    def having(self, terms: Sequence[str], size: int) -> tuple[Mask, bool]:
        """Give the articles that have all of these words and phrases: True."""
        matcher = Matcher(terms)
        return bytes(matcher.matches(self.folded(row).all) for row in range(size)), True

    def ranked(self, about: Sequence[Sequence[str]]) -> Sequence[int]:
        """List the rows of all articles, in order."""
        return range(len(self._articles))

    def mended(self, row: int, article: Article) -> "InMemory":
        """Give the shelf with an article as it is after a mending."""
        articles = list(self._articles)
        articles[row] = articles[row][0], article
        return InMemory(articles)


class Problem(msgspec.Struct, frozen=True):
    """An article that cannot be loaded; `message` names the file, the line and what to do."""

    id: str
    path: Path
    message: str
    line: int = 0

    def __str__(self) -> str:
        return self.message


class Entry:
    """An article of a library, as the list shows it; its text is fetched when it is asked for."""

    def __init__(self, library: "Library", row: int) -> None:
        self.row, self._library = row, library
        self.summary = library.shelf.summary(row)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self.summary == other.summary and self.people == other.people

    def __hash__(self) -> int:
        return hash(self.summary.id)

    @property
    def id(self) -> str:
        """The name of its file, without the ending."""
        return self.summary.id

    @property
    def title(self) -> str:
        """The title, or one derived from the first words: then `is_title_derived`."""
        return self.summary.title

    @property
    def is_title_derived(self) -> bool:
        """Whether the article gives no title itself."""
        return self.summary.is_title_derived

    @property
    def meta(self) -> Meta:
        """What the article says of itself."""
        return self.summary.meta

    @property
    def cast(self) -> tuple[Speaker, ...]:
        """The speakers, as the article has them."""
        return self.summary.cast

    @property
    def speakers(self) -> tuple[str, ...]:
        """Their full names, as the article gives them."""
        return tuple(person.name for person in self.summary.cast)

    @property
    def people(self) -> tuple[str, ...]:
        """What they are called over the whole library, in the same order: one name for one person."""
        known = self._library.columns.people
        return tuple(known.get(name, name) for name in self.speakers)

    @property
    def questions(self) -> int:
        """How many questions are asked."""
        return self.summary.questions

    @property
    def quotes(self) -> int:
        """How many direct quotations stand in prose."""
        return self.summary.quotes

    @property
    def words(self) -> int:
        """How long it is, boilerplate left out."""
        return self.summary.words

    @property
    def called(self) -> tuple[str, ...]:
        """Every name that the people of the article go by: here, over the library, and their aliases."""
        aliases = (alias for person in self.cast for alias in person.aliases)
        return tuple(dict.fromkeys((*self.people, *self.speakers, *aliases)))

    def people_of(self, speaker: str) -> tuple[str, ...]:
        """Give every name that the people of a turn go by, as `called` does for all."""
        known = self._library.columns.people
        names = speaker.split(" & ")
        aliases = (alias for person in self.cast if person.name in names for alias in person.aliases)
        return tuple(dict.fromkeys((*names, *(known.get(name, name) for name in names), *aliases)))

    @property
    def article(self) -> Article:
        """The article. Raises ReaderError if it is gone or broken by now."""
        return self._library.shelf.article(self.row)

    def folded(self) -> Folded:
        """Give the folded words, for a matcher. Raises as `article`."""
        return self._library.shelf.folded(self.row)


class Listing(Sequence[Entry]):
    """Some articles of a library in an order; entries are made when they are looked at."""

    def __init__(self, library: "Library", mask: Mask, by: str = "given") -> None:
        self._library, self._mask, self._by = library, mask, by
        self._entry = lru_cache(maxsize=256)(library.entry_in)

    @cached_property
    def rows(self) -> "array[int]":
        """The articles' rows."""
        return self._library.columns.sorted(self._mask, self._by)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {row: place for place, row in enumerate(self.rows)}

    def by(self, order: str) -> "Listing":
        """Give the same articles in another order: one of `collecting.SORTS`. What is not given comes last."""
        return Listing(self._library, self._mask, order)

    def place_of(self, article_id: str) -> int | None:
        """Say where an article stands; None if it is not among these."""
        row = self._library.columns.rows.get(article_id)
        return self._places.get(row) if row is not None and self._mask[row] else None

    def id_at(self, place: int) -> str:
        """Give the id of the article there."""
        return self._library.columns.ids[self.rows[place]]

    def __len__(self) -> int:
        return self._mask.count(1)

    def __contains__(self, entry: object) -> bool:
        return isinstance(entry, Entry) and self.place_of(entry.id) is not None

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(place, slice):
            return [self._entry(row) for row in self.rows[place]]
        return self._entry(self.rows[place])

    def __iter__(self) -> Iterator[Entry]:
        return map(self._library.entry_in, self.rows)


class Library:
    """All articles that can be read."""

    def __init__(self, columns: Columns, shelf: Shelf) -> None:
        self.columns, self.shelf = columns, shelf

    @classmethod
    def of(cls, articles: Iterable[Article]) -> "Library":
        """Make a library of articles that are only in memory: ids are made of their files' names or titles."""
        known: dict[str, Article] = {}
        for article in articles:
            known[free_name(article.source.name or slug(title_of(article)[0]), known.__contains__)] = article
        shelf = InMemory(list(known.items()))
        return cls(columns_of(enumerate(shelf.summaries)), shelf)

    def __len__(self) -> int:
        return self.columns.there.count(1)

    @property
    def entries(self) -> Listing:
        """All of them: a folder's in the order of their ids, others as they were given."""
        return Listing(self, self.columns.there)

    def entry_in(self, row: int) -> Entry:
        """Give the article of a row."""
        return Entry(self, row)

    def entry(self, article_id: str) -> Entry | None:
        """Find an article; None if there is none of that id."""
        row = self.columns.rows.get(article_id)
        return None if row is None else Entry(self, row)

    def having(self, article_id: str, article: Article, slots: Mapping[str, int] | None = None) -> "Library":
        """Give the library with an article as it is after a mending; it is not loaded again. Raises KeyError.

        `slots` are those that people are to keep; None for all that they have.
        """
        shelf = self.shelf.mended(self.columns.rows[article_id], article)
        if len(self) > FEW:
            return Library(self.columns, shelf)
        summaries = ((row, shelf.summary(row)) for row in self.columns.orders["given"])
        return Library(columns_of(summaries, self.columns.slots if slots is None else slots), shelf)
