"""Facets: the values that the articles have for a field, and how many articles each would leave."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from rr_reader.library.catalogue import UNREAD, Entry, Library, States
from rr_reader.library.query import NOT_GIVEN, STATES, Condition, Query
from rr_reader.text.matching import fold

FACETS = {"speaker": "speaker", "outlet": "outlet", "year": "year", "kind": "kind", "tag": "tag", "state": "is"}
"""Facets in the order in which they are shown, and the field of the query that each sets."""


class FacetValue(msgspec.Struct, frozen=True):
    """A value, how many articles it would leave, and whether the query asks for it."""

    value: str
    count: int
    chosen: bool = False


class Facet(msgspec.Struct, frozen=True):
    """A facet with its values: most frequent first, `not given` last; years from the newest."""

    name: str
    values: tuple[FacetValue, ...]


def facets(library: Library, query: Query, states: States | None = None) -> tuple[Facet, ...]:
    """Count every facet. Its own conditions do not narrow a facet, those of the others do."""
    return tuple(_facet(name, library, query, states or {}) for name in FACETS)


def toggle(query: Query, facet: str, value: str) -> Query:
    """Ask for a value of a facet, or no longer ask for it."""
    condition = Condition(FACETS[facet], value, exact=True)
    same = [known for known in query.conditions if _is(known, condition.field, value)]
    kept = tuple(known for known in query.conditions if known not in same)
    return Query(query.terms, kept if same else (*query.conditions, condition))


def _is(condition: Condition, field: str, value: str) -> bool:
    return condition.field == field and not condition.excluded and fold(condition.value) == fold(value)


def _facet(name: str, library: Library, query: Query, states: States) -> Facet:
    field = FACETS[name]
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for entry in library.select(query.without(field), states):
        for value in _values(entry, name, states):
            spelled.setdefault(fold(value), value)
            counts[fold(value)] += 1
    chosen = {fold(condition.value) for condition in query.on(field) if not condition.excluded}
    for condition in query.on(field):  # a chosen value stays in sight, also when it leaves nothing
        if condition.exact and not condition.excluded:
            spelled.setdefault(fold(condition.value), condition.value)
    values = (FacetValue(text, counts[key], key in chosen) for key, text in spelled.items())
    return Facet(name, tuple(sorted(values, key=lambda value: _order(name, value))))


def _values(entry: Entry, name: str, states: States) -> Iterable[str]:
    meta = entry.article.meta
    found: tuple[str, ...] = {
        "speaker": entry.speakers,
        "outlet": (meta.outlet,),
        "year": (entry.year,),
        "kind": (meta.kind,),
        "tag": meta.tags,
        "state": tuple(states.get(entry.id, UNREAD)),
    }[name]
    given = [value for value in dict.fromkeys(found) if value]
    return given or ([] if name in ("speaker", "tag") else [NOT_GIVEN])


def _order(name: str, value: FacetValue) -> tuple[object, ...]:
    if name == "state":
        return (STATES.index(value.value) if value.value in STATES else len(STATES),)
    last = value.value == NOT_GIVEN
    if name == "year":
        return (last, -int(value.value) if value.value.isdecimal() else 0, value.value)
    return (last, -value.count, fold(value.value))
