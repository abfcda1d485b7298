"""The library in memory: a summary of every article, and the articles themselves when they are asked for."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from rr_reader.errors import BrokenArticleError, ReaderError
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.naming import free_name, slug, title_of
from rr_reader.library.persons import Persons
from rr_reader.model import Article, Kind, Meta, Speaker
from rr_reader.text.matching import fold

KEPT = 2048
"""Articles kept loaded, those used last; all others are loaded again when they are looked at."""


class Problem(msgspec.Struct, frozen=True):
    """An article that cannot be loaded; `message` names the file, the line and what to do."""

    id: str
    path: Path
    message: str
    line: int = 0

    def __str__(self) -> str:
        return self.message


class Folded(msgspec.Struct, frozen=True):
    """An article's words as the matcher wants them."""

    blocks: tuple[str, ...]
    """The text of each block."""
    all: str
    """These and what the article says of itself, a line each, so that no phrase is found across two."""


class Shelf:
    """Where articles are fetched from, by id. Those used last are kept, and the folded words of every one asked for."""

    def __init__(self, load: Callable[[str], Article]) -> None:
        self.loaded = lru_cache(maxsize=KEPT)(load)
        self._folded: dict[str, Folded] = {}
        self._mended: dict[str, Article] = {}

    def article(self, article_id: str) -> Article:
        """Give an article. Raises ReaderError if it is gone or broken by now."""
        return self._mended.get(article_id) or self.loaded(article_id)

    def put(self, article_id: str, article: Article) -> None:
        """Have this in an article's place: it was mended."""
        self._mended[article_id] = article
        self._folded.pop(article_id, None)

    def folded(self, article_id: str) -> Folded:
        """Give the folded words of an article. Raises as `article`."""
        if article_id not in self._folded:
            article = self.article(article_id)
            meta = article.meta
            blocks = tuple(fold(block.text) for block in article.blocks)
            names = (person.name for person in article.speakers)
            about = (title_of(article)[0], meta.deck, meta.outlet, *meta.byline, *meta.tags, *names)
            self._folded[article_id] = Folded(blocks, "\n".join((*map(fold, about), *blocks)))
        return self._folded[article_id]


class Entry(msgspec.Struct, frozen=True):
    """What the list shows of an article without its text."""

    id: str
    title: str
    """The title, or one derived from the first words: then `is_title_derived`."""
    meta: Meta
    speakers: tuple[str, ...]
    """Full names, as the article gives them."""
    questions: int
    quotes: int
    """Direct quotations in prose."""
    words: int
    is_title_derived: bool
    shelf: Shelf
    people: tuple[str, ...] = ()
    """What the speakers are called over the whole library, in the same order: one name for one person."""
    cast: tuple[Speaker, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """Every name that the people of the article go by: here, over the library, and their aliases."""
        aliases = (alias for person in self.cast for alias in person.aliases)
        return tuple(dict.fromkeys((*self.people, *self.speakers, *aliases)))

    def people_of(self, speaker: str) -> tuple[str, ...]:
        """Give every name that the people of a turn go by, as `called` does for all."""
        names = speaker.split(" & ")
        main = dict(zip(self.speakers, self.people, strict=True))
        aliases = (alias for person in self.cast if person.name in names for alias in person.aliases)
        return tuple(dict.fromkeys((*names, *(main.get(name, name) for name in names), *aliases)))

    @property
    def article(self) -> Article:
        """The article, loaded if it is not in memory. Raises ReaderError if it is gone or broken by now."""
        return self.shelf.article(self.id)

    def folded(self) -> Folded:
        """Give the folded words, for a matcher. Raises as `article`."""
        return self.shelf.folded(self.id)


def _entry(article_id: str, article: Article, shelf: Shelf) -> Entry:
    title, is_derived = title_of(article)
    return Entry(
        id=article_id,
        title=title,
        meta=article.meta,
        speakers=tuple(person.name for person in article.speakers),
        questions=sum(block.kind is Kind.QUESTION for block in article.blocks),
        quotes=sum(quote.type == "direct" for quote in article.quotes),
        words=sum(len(block.text.split()) for block in article.blocks if block.kind is not Kind.BOILERPLATE),
        is_title_derived=is_derived,
        shelf=shelf,
        cast=article.speakers,
    )


class Library(msgspec.Struct, frozen=True):
    """All articles that can be read, in the order of their ids."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def open(cls, folder: LibraryFolder) -> tuple["Library", tuple[Problem, ...]]:
        """Load a folder. A file that cannot be read becomes a problem, and the others stand.

        Raises StorageError if the folder itself cannot be listed.
        """
        entries: list[Entry] = []
        problems: list[Problem] = []
        shelf = Shelf(folder.load)
        for article_id in folder.ids():
            try:
                entries.append(_entry(article_id, shelf.article(article_id), shelf))
            except ReaderError as error:
                line = error.line if isinstance(error, BrokenArticleError) else 0
                problems.append(Problem(article_id, folder.path / f"{article_id}.md", str(error), line))
        return cls(_named(entries)), tuple(problems)

    @classmethod
    def of(cls, articles: Iterable[Article]) -> "Library":
        """Make a library of articles that are only in memory: ids are made of their files' names or titles."""
        known: dict[str, Article] = {}
        for article in articles:
            known[free_name(article.source.name or slug(title_of(article)[0]), known.__contains__)] = article
        shelf = Shelf(known.__getitem__)
        entries = [_entry(article_id, article, shelf) for article_id, article in known.items()]
        return cls(_named(entries))

    def having(self, article_id: str, article: Article) -> "Library":
        """Give the library with an article as it is after a mending; it is not loaded again. Raises KeyError."""
        place = {entry.id: index for index, entry in enumerate(self.entries)}[article_id]
        old = self.entries[place]
        old.shelf.put(article_id, article)
        new = msgspec.structs.replace(_entry(article_id, article, old.shelf), people=old.people)
        entries = (*self.entries[:place], new, *self.entries[place + 1 :])
        return Library(entries if new.cast == old.cast else _named(entries))


def _named(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Say of each article what its people are called over all of them."""
    persons = Persons([entry.cast for entry in entries])
    return tuple(msgspec.structs.replace(entry, people=tuple(map(persons.main, entry.speakers))) for entry in entries)


def sort_entries(entries: Sequence[Entry], by: str) -> tuple[Entry, ...]:
    """Sort by "newest", "oldest", "title", "outlet" or "length" (longest first). What is not given comes last."""
    ordered = sorted(entries, key=lambda entry: (fold(entry.title), entry.id))
    if by in ("newest", "oldest"):
        dated = [entry for entry in ordered if entry.meta.published]
        dated.sort(key=lambda entry: entry.meta.published, reverse=by == "newest")
        return (*dated, *(entry for entry in ordered if not entry.meta.published))
    if by == "outlet":
        ordered.sort(key=lambda entry: (not entry.meta.outlet, fold(entry.meta.outlet)))
    elif by == "length":
        ordered.sort(key=lambda entry: -entry.words)
    return tuple(ordered)
