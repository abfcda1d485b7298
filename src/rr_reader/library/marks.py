"""What was highlighted, as a query asks for it: by colour, tag and note. What highlights are is known further up."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from rr_reader.library.catalogue import Entry
from rr_reader.library.query import NOT_GIVEN, Query, Term
from rr_reader.text.matching import fold


class Marks(Protocol):
    """The highlights of a library. What is said of one is its colour, each of its tags, and its note, all folded."""

    def articles(self) -> Mapping[str, tuple[str, ...]]:
        """Give what is said of all the highlights of each article that has some, by its id."""

    def blocks(self, entry: Entry) -> Mapping[int, tuple[str, ...]]:
        """Give the same of each block that holds highlighted words. Raises ReaderError as `Entry.article`."""


class NoMarks:
    """Nothing is highlighted."""

    def articles(self) -> Mapping[str, tuple[str, ...]]:
        """Give nothing."""
        return {}

    def blocks(self, entry: Entry) -> Mapping[int, tuple[str, ...]]:
        """Give nothing."""
        return {}


def fitting_articles(term: Term, marks: Marks) -> Iterator[str]:
    """List the ids of the articles with a highlight that is asked for; `not given` is for who knows the others."""
    return (article_id for article_id, said in marks.articles().items() if term.fits(said))


def fitting_blocks(query: Query, entry: Entry, marks: Marks) -> frozenset[int] | None:
    """Give the blocks with a highlight that a query asks for; None if it does not ask. Raises as `Marks.blocks`."""
    wanted = [term for term in query.of("highlight") if not term.is_excluded]
    if not wanted:
        return None
    said = marks.blocks(entry)
    found = {block for block, values in said.items() if any(term.fits(values) for term in wanted)}
    if any(fold(term.value) == NOT_GIVEN for term in wanted):
        found |= set(range(len(entry.article.blocks))) - said.keys()
    return frozenset(found)
