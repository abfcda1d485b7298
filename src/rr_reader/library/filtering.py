"""Which articles a query fits: its words, and field by field, so that facets can leave their own field out."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from rr_reader.library.catalogue import Entry, Library
from rr_reader.library.passages import Hit, passage_filter
from rr_reader.library.query import Query, Term, fit
from rr_reader.text.matching import fold

_fold = lru_cache(maxsize=1 << 16)(fold)
"""The same people and outlets come again and again."""

UNREAD = frozenset({"unread"})
"""The state of an article of which nothing is known."""


def values_of(entry: Entry, field: str, states: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Give an article's values of a field, as they are written; () where none is given."""
    meta = entry.meta
    match field:
        case "speaker":
            return entry.people
        case "outlet":
            return (meta.outlet,) if meta.outlet else ()
        case "kind":
            return (meta.kind,) if meta.kind else ()
        case "year":
            return (meta.published[:4],) if meta.published else ()
        case "tag":
            return meta.tags
        case "title":
            return (entry.title,)
        case _:
            return tuple(states.get(entry.id, UNREAD))


def select(library: Library, query: Query, states: Mapping[str, frozenset[str]] = {}) -> tuple[Entry, ...]:
    """Give the articles that a query fits; `states` says of an id whether it is unread, starred and so on."""
    fits = Filter(query, states).fits
    return tuple(entry for entry in library.entries if fits(entry)) if query else library.entries


def search(library: Library, query: Query, states: Mapping[str, frozenset[str]] = {}) -> Iterator[Hit]:
    """Find passages, article by article. With `speaker:` they are what that person says, in turns or in quotes."""
    for found in search_by_article(library, query, states):
        yield from found


def search_by_article(
    library: Library, query: Query, states: Mapping[str, frozenset[str]] = {}
) -> Iterator[tuple[Hit, ...]]:
    """Give what `search` finds for each article in turn, also where that is nothing: a step at a time."""
    allowed = Filter(query, states)
    passages = passage_filter(query)
    for entry in library.entries:
        yield () if allowed.failing(entry) else tuple(passages(entry))


class Filter:
    """A query made ready to be asked of many articles."""

    def __init__(self, query: Query, states: Mapping[str, frozenset[str]] = {}) -> None:
        self._states = states
        self._fields = {
            term.field: query.of(term.field) for term in query.terms if term.field and term.field != "block"
        }
        self._words = query.of("")
        self._passages = passage_filter(query) if query.of("block") else None

    def fits(self, entry: Entry) -> bool:
        """Tell whether an article is what the query asks for."""
        return not self.failing(entry) and self.fits_words(entry)

    def failing(self, entry: Entry) -> frozenset[str]:
        """Name the fields that keep this article out."""
        return frozenset(field for field, terms in self._fields.items() if not self._fits_field(entry, field, terms))

    def fits_words(self, entry: Entry) -> bool:
        """Tell whether the text has the words, and none of those excluded; with `block:`, in passages of that kind."""
        if self._passages:
            return any(True for _ in self._passages(entry))
        if not self._words:
            return True
        text = entry.folded().all
        return all(term.matcher.matches(text) is not term.is_excluded for term in self._words)

    def _fits_field(self, entry: Entry, field: str, terms: tuple[Term, ...]) -> bool:
        values = entry.called if field == "speaker" else values_of(entry, field, self._states)
        return fit(terms, tuple(map(_fold, values)))
