"""Which articles a query fits: its words, and field by field, so that facets can leave their own field out."""

from collections.abc import Iterator, Mapping
from functools import cached_property, reduce
from itertools import compress
from types import MappingProxyType

from rr_reader.library.catalogue import Library, Listing
from rr_reader.library.masks import Mask, all_but, both, either, mask_of
from rr_reader.library.passages import Hit, passage_filter
from rr_reader.library.query import NOT_GIVEN, STATES, Query, Term
from rr_reader.text.matching import fold

UNREAD = frozenset({"unread"})
"""The state of an article of which nothing is known."""
States = Mapping[str, frozenset[str]]
"""What is known of an article by its id: `unread`, `reading`, `finished`, `starred`."""
NONE_KNOWN: States = MappingProxyType({})


def select(library: Library, query: Query, states: States = NONE_KNOWN) -> Listing:
    """Give the articles that a query fits; `states` says of an id whether it is unread, starred and so on."""
    selection = Selection(library, query, states)
    for _ in selection.reading():
        pass
    return selection.listing


def search(library: Library, query: Query, states: States = NONE_KNOWN) -> Iterator[Hit]:
    """Find passages, article by article. With `speaker:` they are what that person says, in turns or in quotes."""
    for found in search_by_article(library, query, states):
        yield from found


def search_by_article(library: Library, query: Query, states: States = NONE_KNOWN) -> Iterator[tuple[Hit, ...]]:
    """Give what `search` finds for each article in turn, also where that is nothing: a step at a time."""
    passages = passage_filter(query)
    for entry in Selection(library, query, states).candidates:
        yield tuple(passages(entry))


class Selection:
    """The articles that a query leaves, and those that it would leave without one of its fields."""

    def __init__(self, library: Library, query: Query, states: States = NONE_KNOWN) -> None:
        """Ask the columns and the index. What only the text can tell is found out by `reading`."""
        self.library, self.query, self._states = library, query, states
        self._size = library.columns.size
        self._fields = {
            term.field: self._field(term.field) for term in query.terms if term.field and term.field != "block"
        }
        self._wanted, is_sure = self._having_wanted()
        self._words, is_sure = self._without_excluded(is_sure)
        self._unsure = None if is_sure and not query.of("block") else self._words

    @property
    def is_read(self) -> bool:
        """Tell whether nothing is left to be read."""
        return self._unsure is None

    def reading(self) -> Iterator[None]:
        """Look into the articles of which neither columns nor index can tell, one a step."""
        if self._unsure is None:
            return
        reach = reduce(either, (self.without(field) for field in self._fields), self.mask)
        fitting = bytearray(self._size)
        for row in compress(range(self._size), both(self._unsure, reach)):
            fitting[row] = self._fits_words(row)
            yield
        self._words, self._unsure = bytes(fitting), None
        self.__dict__.pop("mask", None)

    @cached_property
    def mask(self) -> Mask:
        """The articles that fit."""
        return reduce(both, self._fields.values(), self._words)

    def without(self, field: str) -> Mask:
        """Give the articles that fit but for a field."""
        return reduce(both, (mask for name, mask in self._fields.items() if name != field), self._words)

    @property
    def listing(self) -> Listing:
        """The articles that fit, in the order of the library."""
        return Listing(self.library, self.mask)

    @property
    def candidates(self) -> Listing:
        """The articles outside of which there is no passage to find: what is excluded is so passage by passage."""
        return Listing(self.library, reduce(both, self._fields.values(), self._wanted))

    @cached_property
    def states(self) -> Mapping[str, Mask]:
        """Which articles are in which state."""
        rows = self.library.columns.rows
        known = {rows[key]: state for key, state in self._states.items() if key in rows}
        found = {name: mask_of((row for row, state in known.items() if name in state), self._size) for name in STATES}
        others = mask_of((row for row, state in known.items() if not state & UNREAD), self._size)
        return found | {"unread": both(self.library.columns.there, all_but(others))}

    def _having_wanted(self) -> tuple[Mask, bool]:
        """Give the articles that may have the words, and whether they surely do."""
        there = self.library.columns.there
        if not self.query.words:
            return there, True
        found, is_sure = self.library.shelf.having(self.query.words, self._size)
        return both(there, found), is_sure

    def _without_excluded(self, is_sure: bool) -> tuple[Mask, bool]:
        """Take those out that surely have an excluded word."""
        mask = self._wanted
        for term in self.query.of(""):
            if term.is_excluded:
                found, is_exact = self.library.shelf.having([term.value], self._size)
                mask = both(mask, all_but(found)) if is_exact else mask
                is_sure = is_sure and is_exact
        return mask, is_sure

    def _fits_words(self, row: int) -> bool:
        """Tell whether the text has the words, and none of those excluded; with `block:`, in passages of that kind."""
        entry = self.library.entry_in(row)
        if self.query.of("block"):
            return any(True for _ in passage_filter(self.query)(entry))
        text = entry.folded().all
        return all(term.matcher.matches(text) is not term.is_excluded for term in self.query.of(""))

    def _field(self, field: str) -> Mask:
        """Give the articles that have one of the values asked for, and none of those excluded."""
        terms = self.query.of(field)
        wanted = [self._term(term) for term in terms if not term.is_excluded]
        excluded = [all_but(self._term(term)) for term in terms if term.is_excluded]
        return reduce(both, excluded, reduce(either, wanted) if wanted else self.library.columns.there)

    def _term(self, term: Term) -> Mask:
        columns, size = self.library.columns, self._size
        if term.field == "is":
            fitting = [mask for state, mask in self.states.items() if term.fits((state,))]
            return reduce(either, fitting, bytes(size))
        names = ("speaker", "called") if term.field == "speaker" else (term.field,)
        values = [columns.fields[name] for name in names]
        found = reduce(either, (column.having(lambda name: term.fits((name,)), size) for column in values))
        if fold(term.value) == NOT_GIVEN:
            found = either(found, both(columns.there, all_but(values[0].given(size))))
        return found
