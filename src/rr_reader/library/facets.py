"""Facets: the values that a library's articles have, and how many articles each would leave."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from rr_reader.library.catalogue import Library
from rr_reader.library.filtering import Filter, values_of
from rr_reader.library.query import NOT_GIVEN, STATES, Query, Term
from rr_reader.text.matching import fold

FACETS = {"speaker": "speaker", "outlet": "outlet", "year": "year", "kind": "kind", "tag": "tag", "state": "is"}
"""The facets, in the order of the sidebar, and the field of the query language behind each."""


class FacetValue(msgspec.Struct, frozen=True):
    """A value, how many articles choosing it would leave, and whether it is chosen."""

    value: str
    count: int
    chosen: bool = False


class Facet(msgspec.Struct, frozen=True):
    """A facet and its values, the most frequent first; years the latest first; `not given` last."""

    name: str
    values: tuple[FacetValue, ...]


def facets(library: Library, query: Query, states: Mapping[str, frozenset[str]] = {}) -> tuple[Facet, ...]:
    """Count what a query leaves. A facet's own choices do not narrow its own counts, those of the others do.

    A person is one value over all articles, however they write the name. A facet of which nothing is given is empty.
    """
    allowed = Filter(query, states)
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    spellings: dict[str, dict[str, str]] = {name: {} for name in FACETS}
    for entry in library.entries:
        failing = allowed.failing(entry)
        fits_words = len(failing) < 2 and allowed.fits_words(entry)
        for name, field in FACETS.items():
            written = spellings[name]
            values = {written.setdefault(fold(value), value) for value in values_of(entry, field, states)}
            if fits_words and failing <= {field}:
                counts[name].update(values or {NOT_GIVEN})
    return tuple(Facet(name, _values(name, counts[name], spellings[name].values(), query)) for name in FACETS)


def _values(name: str, counts: Counter[str], known: Iterable[str], query: Query) -> tuple[FacetValue, ...]:
    """Put values with their counts in order; what is chosen stands there though it leaves nothing."""
    wanted = [term for term in query.of(FACETS[name]) if not term.is_excluded]
    for term in wanted:
        if not any(_chooses(term, value) for value in counts):
            chosen = [value for value in known if _chooses(term, value)]
            counts.update(dict.fromkeys(chosen or [term.value], 0))
    if set(counts) == {NOT_GIVEN} and not wanted:
        return ()
    return tuple(
        FacetValue(value, counts[value], any(_chooses(term, value) for term in wanted))
        for value in _ordered(name, counts)
    )


def _ordered(name: str, counts: Counter[str]) -> Iterable[str]:
    if name == "state":
        return [state for state in STATES if state in counts]
    if name == "year":
        return sorted(counts, key=lambda year: (year != NOT_GIVEN, year), reverse=True)
    return sorted(counts, key=lambda value: (value == NOT_GIVEN, -counts[value], fold(value)))


def toggle(query: Query, facet: str, value: str) -> Query:
    """Choose a value of a facet, or take the choice back.

    >>> from rr_reader.library.query import parse_query
    >>> chosen = toggle(parse_query("sound"), "speaker", "Ann Lee")
    >>> str(chosen), str(toggle(chosen, "speaker", "Ann Lee"))
    ('sound speaker:="Ann Lee"', 'sound')
    """
    field = FACETS[facet]
    kept = tuple(term for term in query.terms if term.field != field or term.is_excluded or not _chooses(term, value))
    if len(kept) < len(query.terms):
        return Query(kept)
    is_exact = field not in ("is", "year") and value != NOT_GIVEN
    return Query((*query.terms, Term(value, field, is_exact=is_exact)))


def _chooses(term: Term, value: str) -> bool:
    return term.fits(() if value == NOT_GIVEN else (fold(value),))
