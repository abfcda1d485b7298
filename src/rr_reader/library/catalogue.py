"""The library in memory: an entry an article, and what a query leaves of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Self

import msgspec

from rr_reader.errors import ReaderError
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.query import NOT_GIVEN, Condition, Query
from rr_reader.model import SPOKEN, Article, Kind, turns_of
from rr_reader.text.matching import Matcher, fold

States = Mapping[str, frozenset[str]]
"""The reading states by the id of an article; who is not there is unread."""

UNREAD = frozenset({"unread"})


class Problem(msgspec.Struct, frozen=True):
    """A file of the library that could not be loaded, and why, in a line."""

    article_id: str
    message: str

    def __str__(self) -> str:
        return self.message


class Passage(msgspec.Struct, frozen=True):
    """Words that can be searched: a block, or an attributed quotation inside one.

    [start, end) are offsets in the block's text; `speakers` are whose words these are, () for the article's own.
    """

    block: int
    start: int
    end: int
    folded: str
    speakers: tuple[str, ...] = ()
    is_quote: bool = False


class Entry(msgspec.Struct, frozen=True, dict=True):
    """An article with what the list shows of it."""

    id: str
    article: Article

    @cached_property
    def title(self) -> str:
        """The title; where there is none, the first words; "(empty)" where there are none either."""
        first = (" ".join(block.text.split()[:12]) for block in self.article.blocks if block.text.strip())
        return self.article.meta.title or next(first, "(empty)")

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """The names of those who speak or are quoted."""
        return tuple(person.name for person in self.article.speakers)

    @cached_property
    def questions(self) -> int:
        """How many questions are asked."""
        return sum(turn.kind is Kind.QUESTION for turn in turns_of(self.article.blocks))

    @cached_property
    def quotes(self) -> int:
        """How many direct quotations stand in prose."""
        return sum(quote.type == "direct" for quote in self.article.quotes)

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(block.text.split()) for block in self.article.blocks)

    @cached_property
    def year(self) -> str:
        """The year of publication; "" if it is not given."""
        return self.article.meta.published[:4]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every block that has text, and every attributed quotation in prose, in order."""
        quoted: dict[int, list[Passage]] = {}
        for quote in self.article.quotes:
            if quote.speaker and quote.type != "scare":
                end = quote.start + len(quote.text)
                passage = Passage(quote.block, quote.start, end, fold(quote.text), _people(quote.speaker), True)
                quoted.setdefault(quote.block, []).append(passage)
        found: list[Passage] = []
        for index, block in enumerate(self.article.blocks):
            if block.text:
                speakers = _people(block.speaker) if block.kind in SPOKEN else ()
                found.append(Passage(index, 0, len(block.text), fold(block.text), speakers))
                found += quoted.get(index, ())
        return tuple(found)

    @cached_property
    def folded(self) -> str:
        """Everything one may search an article by, folded: title, metadata and text."""
        meta = self.article.meta
        about = [self.title, meta.deck, meta.outlet, *meta.byline, *meta.tags, *self.speakers]
        return fold("\n".join(about)) + "\n" + "\n".join(p.folded for p in self.passages if not p.is_quote)


def _people(speaker: str) -> tuple[str, ...]:
    """Give the people behind a name: of a joint turn, all."""
    return tuple(speaker.split(" & ")) if speaker else ()


class Library(msgspec.Struct, frozen=True):
    """All articles, in the order in which they were found."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def open(cls, folder: LibraryFolder) -> tuple[Self, tuple[Problem, ...]]:
        """Load every article of a folder. What cannot be loaded is told, and left out."""
        entries: list[Entry] = []
        problems: list[Problem] = []
        for article_id in folder.ids():
            try:
                entries.append(Entry(article_id, folder.load(article_id)))
            except ReaderError as error:
                problems.append(Problem(article_id, str(error)))
        return cls(tuple(entries)), tuple(problems)

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """Hold articles that are in no folder; ids are their place and the name of their source."""
        return cls(tuple(Entry(f"{at}:{a.source.name}", a) for at, a in enumerate(articles)))

    def select(self, query: Query, states: States | None = None) -> tuple[Entry, ...]:
        """Give the articles that meet a query, in order."""
        if not query:
            return self.entries
        known = states or {}
        return tuple(entry for entry in self.entries if meets(entry, query, known.get(entry.id, UNREAD)))


def meets(entry: Entry, query: Query, state: frozenset[str] = UNREAD) -> bool:
    """Tell whether an article meets a query. Words must stand in it; with a speaker, in what that person says."""
    for field in dict.fromkeys(condition.field for condition in query.conditions):
        if field != "block" and not _holds(query.on(field), values_of(entry, field, state)):
            return False
    if query.unwanted and any(matcher.matches(entry.folded) for matcher in query.unwanted):
        return False
    narrowed = query.on("block") or (query.words and query.on("speaker"))
    if narrowed:
        return any(True for _ in passages_that_meet(entry, query))
    return not query.words or query.matcher.matches(entry.folded)


def passages_that_meet(entry: Entry, query: Query) -> Iterable[Passage]:
    """Give the passages in which all words of a query stand, said by the speaker and of the kind it asks for."""
    blocks, speakers = query.on("block"), query.on("speaker")
    for passage in entry.passages:
        kind = entry.article.blocks[passage.block].kind.value
        if passage.is_quote and not speakers:
            continue  # its block is looked at already
        if query.words and not query.matcher.matches(passage.folded):
            continue
        if blocks and not _holds(blocks, (kind,)):
            continue
        if speakers and not _holds(speakers, _names(entry, passage.speakers)):
            continue
        if not any(matcher.matches(passage.folded) for matcher in query.unwanted):
            yield passage


def values_of(entry: Entry, field: str, state: frozenset[str] = UNREAD) -> tuple[str, ...]:
    """Give what an article has for a field of the query; () where nothing is given."""
    meta = entry.article.meta
    many: dict[str, Callable[[], tuple[str, ...]]] = {
        "speaker": lambda: _names(entry, entry.speakers),
        "tag": lambda: meta.tags,
        "is": lambda: tuple(sorted(state)),
    }
    if field in many:
        return many[field]()
    one = {"outlet": meta.outlet, "kind": meta.kind, "year": entry.year, "title": entry.title}[field]
    return (one,) if one else ()


def _names(entry: Entry, speakers: Sequence[str]) -> tuple[str, ...]:
    """Give names and aliases of these people."""
    known = {person.name: person.aliases for person in entry.article.speakers}
    return tuple(name for speaker in speakers for name in (speaker, *known.get(speaker, ())))


def _holds(conditions: Sequence[Condition], values: Sequence[str]) -> bool:
    """Tell whether one of the wanted conditions is met, and none of the unwanted."""
    wanted = [condition for condition in conditions if not condition.excluded]
    unwanted = [condition for condition in conditions if condition.excluded]
    met = not wanted or any(_meets(condition, values) for condition in wanted)
    return met and not any(_meets(condition, values) for condition in unwanted)


def _meets(condition: Condition, values: Sequence[str]) -> bool:
    value = fold(condition.value)
    if value == NOT_GIVEN:
        return not values
    if condition.exact:
        return any(fold(known) == value for known in values)
    matcher = Matcher([condition.value])
    return any(matcher.matches(fold(known)) for known in values)


_SORTS: dict[str, tuple[Callable[[Entry], object], bool]] = {
    "newest": (lambda entry: entry.article.meta.published, True),
    "oldest": (lambda entry: entry.article.meta.published or "9999", False),
    "title": (lambda entry: fold(entry.title), False),
    "outlet": (lambda entry: (not entry.article.meta.outlet, fold(entry.article.meta.outlet)), False),
    "length": (lambda entry: entry.words, True),
}

SORTS = tuple(_SORTS)
"""The orders there are; articles without a date come last, those that are alike stay as they were."""


def sort_entries(entries: Iterable[Entry], by: str) -> tuple[Entry, ...]:
    """Sort articles by one of SORTS."""
    key, reverse = _SORTS[by]
    return tuple(sorted(entries, key=key, reverse=reverse))  # type: ignore[arg-type]
