"""What a search can be narrowed by: how many articles would be left that have passages which fit."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Entry
from rr_reader.library.facets import FACETS
from rr_reader.library.filtering import Selection
from rr_reader.library.masks import Mask
from rr_reader.library.passages import passage_filter
from rr_reader.library.query import Query, Term


class _Pass(NamedTuple):
    """A look for the passages of one query."""

    selection: Selection
    fitting: bytearray
    """The articles that have some, so far."""


class Narrowing:
    """The articles with passages that fit, for `facets`: somebody is counted where it is they who say such a passage.

    As with `Selection`, a facet's own choices do not narrow what it counts: for that, the passages are looked for
    without them.
    """

    def __init__(self, selection: Selection) -> None:
        """Take what is searched for. What is to be counted is found out by `counting`."""
        self.library, self.query, self.states = selection.library, selection.query, selection.states
        queries = {field: _without(selection.query, field) for field in FACETS.values()}
        several = dict.fromkeys(sorted(queries.values(), key=lambda query: query != selection.query))
        made = {query: selection.asking(query) for query in several}
        size = self.library.columns.size
        self._looks = {query: _Pass(each, bytearray(size)) for query, each in made.items()}
        self._of_field = {field: self._looks[query] for field, query in queries.items()}
        self._people: Counter[int] = Counter()
        self._values = {name: value for value, name in enumerate(self.library.columns.fields["speaker"].names)}
        self.is_complete = False

    def counting(self) -> Iterator[None]:
        """Look into one article after the other, a step each; what was asked for first, and then without a facet."""
        for look in self._looks.values():
            asks_who = look is self._of_field["speaker"]
            for entry in look.selection.ranked():
                with suppress(ReaderError):  # gone or broken by now
                    self._count(look, entry, asks_who=asks_who)
                yield
        self.is_complete = True

    def _count(self, look: _Pass, entry: Entry, *, asks_who: bool) -> None:
        selection = look.selection
        if not any(True for _ in selection.passages(entry)):
            return
        look.fitting[entry.row] = True
        asked, blocks = selection.asked_of(entry), selection.highlighted_blocks(entry)
        for person in dict.fromkeys(entry.people) if asks_who else ():
            theirs = Query((*asked.terms, Term(person, "speaker", is_exact=True)))
            says = any(blocks is None or hit.block in blocks for hit in passage_filter(theirs)(entry))
            if says and person in self._values:
                self._people[self._values[person]] += 1

    def without(self, field: str) -> Mask:
        """Give the articles that have such passages but for a field's choices."""
        return bytes(self._of_field[field].fitting)

    def counts(self, field: str) -> Mapping[int, int]:
        """Count these by the values of a field, each a number in the `names` of its column."""
        if field == "speaker":
            return self._people
        return self.library.columns.fields[field].count(self.without(field))


def _without(query: Query, field: str) -> Query:
    return Query(tuple(term for term in query.terms if not (isinstance(term, Term) and term.field == field)))
