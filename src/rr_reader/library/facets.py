"""Facets: the values that a library's articles have, and how many articles each would leave."""

from collections.abc import Iterable, Mapping
from heapq import nlargest
from typing import Protocol

import msgspec

from rr_reader.library.catalogue import Library
from rr_reader.library.filtering import fitting_values
from rr_reader.library.masks import Mask, all_but, both
from rr_reader.library.query import NOT_GIVEN, STATES, Query, Term
from rr_reader.library.values import FIRST, Values
from rr_reader.text.matching import fold

FACETS = {"speaker": "speaker", "outlet": "outlet", "year": "year", "kind": "kind", "tag": "tag", "state": "is"}
"""The facets, in the order of the sidebar, and the field of the query language behind each."""


MOST = FIRST
"""Values listed of a facet: nobody scrolls through more, and they can be typed."""


class FacetValue(msgspec.Struct, frozen=True):
    """A value, how many articles choosing it would leave, and whether it is chosen."""

    value: str
    count: int
    chosen: bool = False


class Facet(msgspec.Struct, frozen=True):
    """A facet and its values, the most frequent first; years the latest first; `not given` last."""

    name: str
    values: tuple[FacetValue, ...]
    more: int = 0
    """Values that are not listed: those beyond MOST, and of what is chosen beyond as many again."""


class Counted(Protocol):
    """What is to be counted: the articles that a query leaves, those that it would leave without one of its fields."""

    library: Library
    query: Query

    @property
    def states(self) -> Mapping[str, Mask]:
        """Which articles are in which state."""

    def without(self, field: str) -> Mask:
        """Give the articles that fit but for a field."""

    def counts(self, field: str) -> Mapping[int, int]:
        """Count these by the values of a field, each a number in the `names` of its column."""


def facets(selection: Counted) -> tuple[Facet, ...]:
    """Count what a query leaves. A facet's own choices do not narrow its own counts, those of the others do.

    A person is one value over all articles, however they write the name. A facet of which nothing is given is empty.
    """
    return tuple(_states(selection) if name == "state" else _facet(name, selection) for name in FACETS)


def get_ready(library: Library) -> None:
    """Work out what filtering and counting need of all articles, while there is time: else a key waits for it."""
    for field in FACETS.values():
        if field in library.columns.fields:
            library.columns.fields[field].get_ready()


def _facet(name: str, selection: Counted) -> Facet:
    """Count the values of a column; what is chosen is listed though it leaves nothing."""
    field = FACETS[name]
    column, mask = selection.library.columns.fields[field], selection.without(field)
    counts, wanted = selection.counts(field), _wanted(name, selection)
    fitting = {term: fitting_values(term, column) for term in wanted}
    chosen = {value for values in fitting.values() for value in _chosen(values, counts)}
    listed = _latest(column, counts) if name == "year" else column.most(counts, MOST)
    listed += sorted(chosen.difference(listed))[:MOST]
    values = [FacetValue(column.names[value], counts.get(value, 0), value in chosen) for value in listed]
    missing = both(mask, all_but(column.given(len(mask)))).count(1)
    unknown = [term for term, values in fitting.items() if not (values or _is_not_given(term))]
    if values or unknown:
        is_chosen = any(map(_is_not_given, wanted))
        values += [FacetValue(NOT_GIVEN, missing, is_chosen)] if missing or is_chosen else []
        values += [FacetValue(term.value, 0, True) for term in unknown]
    return Facet(name, tuple(values), len(counts) - sum(value in counts for value in listed))


def _latest(column: Values, years: Iterable[int]) -> list[int]:
    """List the years, the latest first, and what is no number behind them."""
    return nlargest(MOST, years, key=lambda year: (column.names[year].isdecimal(), column.names[year]))


def _chosen(fitting: list[int], counts: Mapping[int, int]) -> list[int]:
    """Give the values that a term chooses: of those that fit it those that leave something, or else all."""
    return [value for value in fitting if value in counts] or fitting


def _is_not_given(term: Term) -> bool:
    return fold(term.value) == NOT_GIVEN


def _wanted(name: str, selection: Counted) -> list[Term]:
    return [term for term in selection.query.of(FACETS[name]) if not term.is_excluded]


def _states(selection: Counted) -> Facet:
    mask, wanted = selection.without("is"), _wanted("state", selection)
    values = []
    for state in STATES:
        count = both(mask, selection.states[state]).count(1)
        is_chosen = any(term.fits((state,)) for term in wanted)
        values += [FacetValue(state, count, is_chosen)] if count or is_chosen else []
    return Facet("state", tuple(values))


def toggle(query: Query, facet: str, value: str) -> Query:
    """Choose a value of a facet, or take the choice back.

    >>> from rr_reader.library.query import parse_query
    >>> chosen = toggle(parse_query("sound"), "speaker", "Ann Lee")
    >>> str(chosen), str(toggle(chosen, "speaker", "Ann Lee"))
    ('sound speaker:="Ann Lee"', 'sound')
    """
    field = FACETS[facet]
    chosen = {term for term in query.of(field) if not term.is_excluded and _chooses(term, value)}
    kept = tuple(each for each in query.terms if each not in chosen)
    if len(kept) < len(query.terms):
        return Query(kept)
    is_exact = field not in ("is", "year") and value != NOT_GIVEN
    return Query((*query.terms, Term(value, field, is_exact=is_exact)))


def _chooses(term: Term, value: str) -> bool:
    return term.fits(() if value == NOT_GIVEN else (fold(value),))
