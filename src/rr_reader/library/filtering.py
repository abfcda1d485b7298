"""Which articles a query fits: its words, and field by field, so that facets can leave their own field out."""

from collections.abc import Iterator, Mapping
from functools import cached_property, reduce
from itertools import chain, compress
from types import MappingProxyType

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Entry, Library, Listing
from rr_reader.library.marks import Marks, NoMarks, fitting_articles, fitting_blocks
from rr_reader.library.masks import Mask, all_but, both, either, mask_of
from rr_reader.library.passages import Hit, passage_filter
from rr_reader.library.query import FIELDS, NOT_GIVEN, STATES, Either, Query, Term
from rr_reader.library.values import Values
from rr_reader.text.matching import fold

UNREAD = frozenset({"unread"})
"""The state of an article of which nothing is known."""
States = Mapping[str, frozenset[str]]
"""What is known of an article by its id: `unread`, `reading`, `finished`, `starred`, `highlighted`."""
NONE_KNOWN: States = MappingProxyType({})
NONE_MARKED: Marks = NoMarks()


def select(library: Library, query: Query, states: States = NONE_KNOWN, marks: Marks = NONE_MARKED) -> Listing:
    """Give the articles that a query fits; `states` says of an id whether it is unread, starred and so on."""
    return Selection(library, query, states, marks).read().listing


def search(library: Library, query: Query, states: States = NONE_KNOWN) -> Iterator[Hit]:
    """Find passages, article by article. With `speaker:` they are what that person says, in turns or in quotes."""
    for found in search_by_article(library, query, states):
        yield from found


def search_by_article(library: Library, query: Query, states: States = NONE_KNOWN) -> Iterator[tuple[Hit, ...]]:
    """Give what `search` finds for each article in turn, also where that is nothing: a step at a time."""
    selection = Selection(library, query, states)
    for entry in selection.candidates:
        yield tuple(selection.passages(entry))


class Selection:
    """The articles that a query leaves, and those that it would leave without one of its fields."""

    def __init__(self, library: Library, query: Query, states: States = NONE_KNOWN, marks: Marks = NONE_MARKED) -> None:
        """Ask the columns and the index. What only the text can tell is found out by `reading`."""
        self.library, self.query, self._states, self._marks = library, query, states, marks
        self._size = library.columns.size
        self._fields = {field: self._field(field) for field in FIELDS if field != "block" and query.of(field)}
        self._masks: dict[Term, tuple[Mask, bool]] = {}
        self._wanted, is_sure = self._having_wanted()
        if query.asks_of("block"):  # then words and what is excluded belong to passages
            self._words, is_sure = self._wanted, False
        else:
            self._words = self._without_excluded(self._wanted)
            excluded = (term for term in query.of("") if term.is_excluded)
            joined = (term for each in query.eithers for term in each.members if not term.field)
            is_sure = is_sure and all(self._having(term)[1] for term in chain(excluded, joined))
        self._unsure = None if is_sure else self._words

    def asking(self, query: Query) -> "Selection":
        """Make another query's choice among the same articles, with what is known of them."""
        return Selection(self.library, query, self._states, self._marks)

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

    def read(self) -> "Selection":
        """Look into all of these at once."""
        for _ in self.reading():
            pass
        return self

    @cached_property
    def mask(self) -> Mask:
        """The articles that fit."""
        return reduce(both, self._fields.values(), self._words)

    def without(self, field: str) -> Mask:
        """Give the articles that fit but for a field."""
        return reduce(both, (mask for name, mask in self._fields.items() if name != field), self._words)

    def counts(self, field: str) -> Mapping[int, int]:
        """Count these by the values of the field, each a number in the `names` of its column."""
        return self.library.columns.fields[field].count(self.without(field))

    @property
    def listing(self) -> Listing:
        """The articles that fit, in the order of the library."""
        return Listing(self.library, self.mask)

    @property
    def candidates(self) -> Listing:
        """The articles outside of which there is no passage to find: what is excluded is so passage by passage."""
        return Listing(self.library, self._may_have_passages)

    @cached_property
    def states(self) -> Mapping[str, Mask]:
        """Which articles are in which state."""
        rows = self.library.columns.rows
        known = {rows[key]: state for key, state in self._states.items() if key in rows}
        found = {name: mask_of((row for row, state in known.items() if name in state), self._size) for name in STATES}
        others = mask_of((row for row, state in known.items() if not state & UNREAD), self._size)
        return found | {"unread": both(self.library.columns.there, all_but(others))}

    def passages(self, entry: Entry) -> Iterator[Hit]:
        """Find the passages of an article that fit. Raises ReaderError if it is gone or broken by now."""
        blocks = self.highlighted_blocks(entry)
        hits = passage_filter(self.asked_of(entry))(entry)
        return hits if blocks is None else (hit for hit in hits if hit.block in blocks)

    def highlighted_blocks(self, entry: Entry) -> frozenset[int] | None:
        """Give the blocks with a highlight that is asked for; None if none is. Raises as `passages`."""
        return fitting_blocks(self.query, entry, self._marks)

    def asked_of(self, entry: Entry) -> Query:
        """Give what is left to ask of an article's passages: what is joined by OR and settled by the article is out."""
        return Query(tuple(filter(None, (self._left(condition, entry.row) for condition in self.query.terms))))

    def ranked(self) -> Iterator[Entry]:
        """Give the candidates, those most about the words first, and else the newest."""
        mask, about = self._may_have_passages, self.query.about
        rows = self.library.shelf.ranked(about) if about else self.library.columns.orders["newest"]
        return (self.library.entry_in(row) for row in rows if row < self._size and mask[row])

    @cached_property
    def _may_have_passages(self) -> Mask:
        return reduce(both, self._fields.values(), self._wanted)

    def _left(self, condition: Term | Either, row: int) -> Term | Either | None:
        if isinstance(condition, Term):
            return condition
        if any(_is_of_article(term) and self._mask(term)[row] for term in condition.members):
            return None
        return Either(tuple(term for term in condition.members if not _is_of_article(term)))

    def _having(self, term: Term) -> tuple[Mask, bool]:
        """Give the articles that may have a word, and whether they surely do; each is asked for once."""
        bare = Term(term.value)
        if bare not in self._masks:
            found, is_sure = self.library.shelf.having([term.value], self._size)
            self._masks[bare] = both(self.library.columns.there, found), is_sure
        return self._masks[bare]

    def _having_wanted(self) -> tuple[Mask, bool]:
        """Give the articles in which there may be a passage that fits, and whether they surely have the words."""
        mask, is_sure = self.library.columns.there, True
        if self.query.words:
            found, is_sure = self.library.shelf.having(self.query.words, self._size)
            mask = both(mask, found)
        joined = (reduce(either, map(self._may_hold_in_passage, each.members)) for each in self.query.eithers)
        return reduce(both, joined, mask), is_sure

    def _without_excluded(self, mask: Mask) -> Mask:
        """Take those out that surely have an excluded word, or of what is joined by OR surely nothing."""
        excluded = (self._may_hold(term) for term in self.query.of("") if term.is_excluded)
        joined = (reduce(either, map(self._may_hold, each.members)) for each in self.query.eithers)
        return reduce(both, chain(excluded, joined), mask)

    def _may_hold(self, term: Term) -> Mask:
        """Give the articles of which a term may be true as a whole."""
        if term.field == "block":
            return self.library.columns.there
        if term.field:
            return self._mask(term)
        found, is_sure = self._having(term)
        if not term.is_excluded:
            return found
        return both(self.library.columns.there, all_but(found)) if is_sure else self.library.columns.there

    def _may_hold_in_passage(self, term: Term) -> Mask:
        """Give the articles in which it may be true of a passage: each may have some without a word."""
        return self.library.columns.there if term.is_excluded and not term.field else self._may_hold(term)

    def _fits_words(self, row: int) -> bool:
        """Tell whether the text has the words, and none of those excluded; with `block:`, in passages of that kind.

        An article that is gone or broken by now has none.
        """
        entry = self.library.entry_in(row)
        try:
            if self.query.asks_of("block"):
                return any(True for _ in self.passages(entry))
            text = entry.folded().all
        except ReaderError:
            return False

        def holds(term: Term) -> bool:
            if term.field:
                return bool(self._mask(term)[row])
            return term.matcher.matches(text) is not term.is_excluded

        return all(map(holds, self.query.of(""))) and all(any(map(holds, each.members)) for each in self.query.eithers)

    def _field(self, field: str) -> Mask:
        """Give the articles that have one of the values asked for, and none of those excluded."""
        terms = self.query.of(field)
        wanted = [self._term(term) for term in terms if not term.is_excluded]
        excluded = [all_but(self._term(term)) for term in terms if term.is_excluded]
        return reduce(both, excluded, reduce(either, wanted) if wanted else self.library.columns.there)

    def _mask(self, term: Term) -> Mask:
        """Give the articles of which a field's term that is joined by OR is true."""
        if term not in self._masks:
            found = self._term(term)
            found = both(self.library.columns.there, all_but(found)) if term.is_excluded else found
            self._masks[term] = found, True
        return self._masks[term][0]

    def _term(self, term: Term) -> Mask:
        """Give the articles that have the value of a term, wanted or not."""
        columns, size = self.library.columns, self._size
        if term.field == "is":
            fitting = [mask for state, mask in self.states.items() if term.fits((state,))]
            return reduce(either, fitting, bytes(size))
        if term.field == "highlight":
            rows = columns.rows
            found = mask_of((rows[key] for key in fitting_articles(term, self._marks) if key in rows), size)
            if fold(term.value) == NOT_GIVEN:
                some = mask_of((rows[key] for key in self._marks.articles() if key in rows), size)
                found = both(columns.there, all_but(some))
            return found
        names = ("speaker", "called") if term.field == "speaker" else (term.field,)
        values = [columns.fields[name] for name in names]
        found = reduce(either, (column.having(fitting_values(term, column), size) for column in values))
        if fold(term.value) == NOT_GIVEN:
            found = either(found, both(columns.there, all_but(values[0].given(size))))
        return found


def fitting_values(term: Term, column: Values) -> list[int]:
    """List the values of a column that a term asks for, each a number in its `names`."""
    if term.field == "year":  # of years there are ranges
        return column.fitting(lambda name: term.fits((name,)))
    return column.called(term.value) if term.is_exact else column.matching(term.value)


def _is_of_article(term: Term) -> bool:
    """Tell whether a term is about an article as a whole, not its passages: so is that somebody is not in it."""
    return term.field not in ("", "block") and (term.field != "speaker" or term.is_excluded)
